using System.Reflection;
using Balsts.Demo;
using Balsts.Sharing;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests;

/// <summary>
/// What the pages say about who can see something, for every kind of row, every row of the demo world and every persona, compared with the
/// world as the design would have it: a rule that is changed changes the answer, and an answer that differs from the design is found.
/// </summary>
public sealed class WhoSeesTests(ITestOutputHelper output)
{
    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Who_can_see_something_is_read_from_the_rule_that_lets_them(On database)
    {
        await using var site = new TestSite(database);
        await World.Expire(site);
        var world = await World.Of(site);
        var viewers = new List<(string Persona, Viewer Viewer)>();
        foreach (var persona in DemoWorld.Personas) viewers.Add((persona.Name, (await site.Viewer(persona.Name))!));

        var (asked, named, wrong) = (0, 0, new List<string>());
        foreach (var entity in SightTests.Entities)
            foreach (var (row, audiences, holders) in await Answers(site, entity))
                foreach (var (persona, viewer) in viewers)
                {
                    asked++;
                    var sees = world.Sees(viewer.PersonId, world.Thing((Guid)row.GetType().GetProperty("Id")!.GetValue(row)!) ?? row);
                    var included = audiences.Any(a => a.Includes(viewer));
                    if (included != sees) wrong.Add($"{entity.Name} {row.GetType().GetProperty("Id")!.GetValue(row)}: the answer says {included} of {persona}");
                    // whoever is included by a post is found among its holders, and nobody else
                    foreach (var audience in audiences.Where(a => a.Way.Right.Length > 0))
                    {
                        var isNamed = holders[audience].Any(h => h.PersonId == viewer.PersonId);
                        if (isNamed) named++;
                        if (isNamed != audience.Includes(viewer)) wrong.Add($"{entity.Name}: {persona} is {(isNamed ? "" : "not ")}named as holding {audience.Way.As} {audience.Way.Right}");
                    }
                }

        output.WriteLine($"{asked} answers, {named} holders of posts named.");
        wrong.Distinct().Take(40).ShouldBeEmpty($"{wrong.Count} differ");
        named.ShouldBeGreaterThan(1000);
    }

    /// <summary>Pages with an id in their address that are about no single row of a person: the directory of units, sums, lists of rows with a rule each, one’s own work.</summary>
    static readonly string[] OfNobody = ["DevelopmentPage", "HandoverPage", "HeatPage", "NotReachedPage", "PreviewPartPage", "PromisePage", "SourcePage", "UnitPage", "WorkPage"];

    [Fact]
    public void Every_page_about_a_thing_says_who_can_see_it()
    {
        var silent = from file in Directory.GetFiles(Path.Combine(Source.Root, "src", "Balsts"), "*Page.razor", SearchOption.AllDirectories)
                     let text = File.ReadAllText(file)
                     where text.StartsWith("@page", StringComparison.Ordinal) && text.Split('\n')[0].Contains(":guid}", StringComparison.Ordinal) && !text.Contains("@inherits FormPage", StringComparison.Ordinal) && !text.Contains("<WhoSees ", StringComparison.Ordinal)
                     select Path.GetFileNameWithoutExtension(file);
        silent.Order(StringComparer.Ordinal).ShouldBe(OfNobody);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Pages_and_programs_are_told_by_name_whom_they_know_and_by_post_whom_they_do_not(On database)
    {
        await using var site = new TestSite(database);
        var world = await World.Of(site);
        var teacher = await site.As("teacher", "en");
        var own = world.Things<Balsts.Goals.Goal>().First(g => g.PersonId == TestSite.Id("teacher") && g.SupporterId is not null && g.SharingId is null);
        var supporter = ((Balsts.People.Person)world.Thing(own.SupporterId!.Value)!).Name;
        var said = (await teacher.Open($"/goals/{own.Id}")).QuerySelector("details.b-seen")!;
        said.QuerySelector("summary")!.TextContent.Trim().ShouldBe($"Who can see this? You, {supporter} and nobody else.");
        said.TextContent.ShouldContain("Whose goal it is");
        (await teacher.GetStringAsync($"/api/v1/goals/{own.Id}/who-sees")).ShouldContain("\"me\":true");
        (await (await site.As("head")).GetAsync($"/api/v1/goals/{own.Id}/who-sees")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);

        // a teacher reads the post of whoever leads the municipality; the head of the school reads the name of the mentor there
        var activity = world.Things<Balsts.Activities.Activity>().First(a => a.People.Any(p => p.PersonId == TestSite.Id("teacher")) && world.Sees(TestSite.Id("head"), a) && a.AuthorId == TestSite.Id("mentor"));
        var toTeacher = (await teacher.Open($"/activities/{activity.Id}")).QuerySelector("details.b-seen")!.TextContent;
        toTeacher.ShouldContain("Head,", customMessage: toTeacher);
        toTeacher.ShouldNotContain("Gunārs Vītols");
        (await (await site.As("deputy", "en")).Open($"/activities/{activity.Id}")).QuerySelector("details.b-seen")!.TextContent.ShouldContain("Gunārs Vītols");

        // and before it is kept
        (await teacher.Open("/goals/new")).QuerySelector("details.b-seen[open] summary")!.TextContent.ShouldContain("Who will see this?");
    }

    static async Task<List<(object Row, IReadOnlyList<Audience> Audiences, IReadOnlyDictionary<Audience, IReadOnlyList<FindWhoSees.Holder>> Holders)>> Answers(TestSite site, Type entity) =>
        await (Task<List<(object, IReadOnlyList<Audience>, IReadOnlyDictionary<Audience, IReadOnlyList<FindWhoSees.Holder>>)>>)typeof(WhoSeesTests).GetMethod(nameof(AnswersOf), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(entity).Invoke(null, [site])!;

    static Task<List<(object, IReadOnlyList<Audience>, IReadOnlyDictionary<Audience, IReadOnlyList<FindWhoSees.Holder>>)>> AnswersOf<T>(TestSite site) where T : class, ISeen<T> => site.Ask(async services =>
    {
        var db = services.GetRequiredService<Foundation.Data.AppDb>();
        var (rules, find, today) = (services.GetRequiredService<SightReader>(), services.GetRequiredService<FindWhoSees>(), DateOnly.FromDateTime(TestSite.Start.AddHours(2).DateTime));
        var rows = (await db.Seen<T>(Viewer.System).AsNoTracking().ToListAsync()).ToDictionary(r => (Guid)typeof(T).GetProperty("Id")!.GetValue(r)!);
        var audiences = await rules.Of(db.Seen<T>(Viewer.System), today);
        var holders = new Dictionary<string, IReadOnlyDictionary<Audience, IReadOnlyList<FindWhoSees.Holder>>>();
        var told = new List<(object, IReadOnlyList<Audience>, IReadOnlyDictionary<Audience, IReadOnlyList<FindWhoSees.Holder>>)>();
        foreach (var (id, row) in rows)
        {
            // rows of one place have the same answer
            var key = string.Join("|", audiences[id].Where(a => a.Way.Right.Length > 0).Select(a => $"{a.Way}{string.Join(",", a.Values)}"));
            if (!holders.TryGetValue(key, out var known)) holders[key] = known = await find.Holders(audiences[id], today);
            told.Add((row, audiences[id], audiences[id].Where(a => a.Way.Right.Length > 0).ToDictionary(a => a, a => known.First(k => k.Key.Way == a.Way && k.Key.Values.SequenceEqual(a.Values)).Value)));
        }
        return told;
    });
}
