using Balsts.People;
using Balsts.Units;
using Foundation.Viewers;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.People;

public sealed class FindPeopleTests
{
    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task People_are_found_where_the_viewer_reaches_and_nowhere_else(On database)
    {
        await using var site = new TestSite(database);

        // the head of one school: that school and no other
        var head = await Everybody(site, "head", new());
        head.Count.ShouldBe(14);
        head.ShouldAllBe(p => p.Employments.All(e => e.UnitId == TestSite.Id("gaujmala")));
        (await Everybody(site, "head", new(Unit: TestSite.Id("mezmala")))).ShouldBeEmpty();

        // the teacher reaches nobody, the administrator both countries, the municipality its schools
        (await Everybody(site, "teacher", new())).ShouldBeEmpty();
        var administrator = await Everybody(site, "administrator", new());
        administrator.Select(p => p.CountryId).Distinct().Count().ShouldBe(2);
        (await Everybody(site, "administrator", new(Unit: TestSite.Id("az")))).ShouldAllBe(p => p.CountryId == "AZ");
        (await Everybody(site, "state", new())).ShouldAllBe(p => p.CountryId == "LV");
        var municipality = await Everybody(site, "municipality", new());
        municipality.Count.ShouldBeGreaterThan(70);
        municipality.ShouldAllBe(p => p.CountryId == "LV");
        (await Everybody(site, "state", new(Unit: TestSite.Id("gauja")))).Select(p => p.Id).ShouldBe(municipality.Select(p => p.Id));
        (await Everybody(site, "state", new(Unit: TestSite.Id("baku62")))).ShouldBeEmpty();

        // search without diacritics, by parts in any order, by e-mail; filter by post
        (await Everybody(site, "municipality", new("vitols guna"))).Single().Name.ShouldBe("Gunārs Vītols");
        (await Everybody(site, "municipality", new("HEAD@demo"))).Select(p => p.Name).ShouldContain("Gunārs Vītols");
        (await Everybody(site, "municipality", new("100%"))).ShouldBeEmpty();
        (await Everybody(site, "municipality", new(Post: PostKind.Head))).ShouldAllBe(p => p.Employments.Any(e => e.Post == PostKind.Head));

        // a unit's people to choose from: only there where the viewer reaches
        (await OfUnit(site, "mentor", "gaujmala")).Count.ShouldBe(14);
        (await OfUnit(site, "mentor", "mezmala")).ShouldBeEmpty();
        (await OfUnit(site, "teacher", "gaujmala")).Select(p => p.Name).ShouldBe(["Inta Roze"]);

        // pages go there and back over the same rows, in both directions
        foreach (var down in new[] { false, true })
        {
            var all = (await Everybody(site, "municipality", new(), down)).Select(p => p.Id).ToList();
            var viewer = (await site.Viewer("municipality"))!;
            var pages = new List<List<Guid>>();
            string? after = null, back = null;
            do
            {
                var page = await site.Ask(s => s.GetRequiredService<FindPeople>().Page(new(), viewer, 20, after, null, down));
                page.Count.ShouldBe(all.Count);
                pages.Add([.. page.Rows.Select(p => p.Id)]);
                (after, back) = (page.After, page.Before);
            }
            while (after is not null);
            pages.SelectMany(p => p).ShouldBe(all);
            for (var i = pages.Count - 2; i >= 0; i--)
            {
                var page = await site.Ask(s => s.GetRequiredService<FindPeople>().Page(new(), viewer, 20, null, back, down));
                page.Rows.Select(p => p.Id).ShouldBe(pages[i]);
                back = page.Before;
            }
            back.ShouldBeNull();
        }
    }

    static Task<List<PersonLine>> Everybody(TestSite site, string persona, PeopleFilter filter, bool descending = false) => site.Ask(async s =>
        await s.GetRequiredService<FindPeople>().All(filter, (await site.Viewer(persona))!, descending).ToListAsync());

    static async Task<IReadOnlyList<Colleague>> OfUnit(TestSite site, string persona, string unit)
    {
        var viewer = (await site.Viewer(persona))!;
        return await site.Ask(s => s.GetRequiredService<FindPeople>().OfUnit(TestSite.Id(unit), viewer));
    }
}
