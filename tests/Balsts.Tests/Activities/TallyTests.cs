using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Activities;
using Balsts.Activities.Tallies;
using Balsts.Appointments;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Balsts.Tests.TestSite;

namespace Balsts.Tests.Activities;

/// <summary>Totals are kept, not counted: whatever writes to the ledger is in them, before and after folding, for those who may read them.</summary>
public sealed class TallyTests
{
    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task What_is_logged_corrected_and_removed_is_in_the_totals_before_and_after_it_is_folded(On database)
    {
        await using var site = new TestSite(database);
        (await Differences(site)).ShouldBeEmpty("the demo");
        (await site.Db(db => db.Seen<ActivityDelta>(Viewer.System).CountAsync())).ShouldBe(0);
        var (mentor, head, lead) = (await site.ApiAs("mentor"), await site.ApiAs("head"), await site.ApiAs("municipality"));
        var before = (School: await Minutes(head, "gaujmala"), Above: await Minutes(lead, "gauja"), Load: await Load(site));
        var year = await Year(head, "gaujmala 5");

        var id = await Logged(mentor, 40, "gaujmala 5", "gaujmala 6");
        await Stands(40);
        (await Year(head, "gaujmala 5")).ShouldBe((year.Activities + 1, year.Minutes + 40));
        await Fold(site);
        await Stands(40);
        (await Year(head, "gaujmala 5")).ShouldBe((year.Activities + 1, year.Minutes + 40));

        // another month, other people, other minutes; what is not counted leaves no delta
        (await mentor.PutAsJsonAsync($"/api/v1/activities/{id}", new { on = "2026-09-22", minutes = 60, kind = "Observation", topic = "Stunda", people = new[] { Id("gaujmala 6") } })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Stands(60);
        (await Year(head, "gaujmala 5")).ShouldBe(year);
        await Fold(site);
        (await mentor.PutAsJsonAsync($"/api/v1/activities/{id}", new { on = "2026-09-22", minutes = 60, kind = "Observation", topic = "Cita stunda", people = new[] { Id("gaujmala 6") } })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await site.Db(db => db.Seen<ActivityDelta>(Viewer.System).CountAsync())).ShouldBe(0);
        await Stands(60);

        // two records turn out to be one person, and the author of an entry is one of them
        (await lead.PostAsJsonAsync("/api/v1/people/merge", new { staysId = Id("gaujmala 5"), sameId = Id("gaujmala 6") })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Year(head, "gaujmala 5")).Minutes.ShouldBeGreaterThanOrEqualTo(year.Minutes + 60);
        await Fold(site);
        (await Differences(site)).ShouldBeEmpty();
        (await site.Db(db => db.Seen<PersonYear>(Viewer.System).CountAsync(y => y.PersonId == Id("gaujmala 6")))).ShouldBe(0);

        (await mentor.DeleteAsync($"/api/v1/activities/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Stands(0);
        await Fold(site);
        await Stands(0);
        (await Differences(site)).ShouldBeEmpty();

        async Task Stands(int more)
        {
            (await Minutes(head, "gaujmala")).ShouldBe(before.School + more);
            (await Minutes(lead, "gauja")).ShouldBe(before.Above + more);
            (await Load(site)).ShouldBe(before.Load + more);
        }
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task They_are_read_by_those_who_read_facts_of_support_there_and_shown_on_pages(On database)
    {
        await using var site = new TestSite(database);
        await Logged(await site.ApiAs("mentor"), 45, "teacher");
        foreach (var (persona, unit, sees) in new[] { ("head", "gaujmala", true), ("deputy", "gaujmala", true), ("municipality", "gaujmala", true), ("municipality", "gauja", true), ("state", "lv", true), ("head", "gauja", false), ("head", "mezmala", false), ("otherhead", "gaujmala", false),
            ("mentor", "gaujmala", false), ("teacher", "gaujmala", false), ("administrator", "gaujmala", false), ("manager", "gaujmala", false), ("state", "baku62", false) })
        {
            var (api, pages) = (await site.ApiAs(persona), await site.As(persona));
            (await api.GetAsync($"/api/v1/units/{Id(unit)}/tallies")).StatusCode.ShouldBe(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, persona);
            (await pages.GetAsync($"/units/{Id(unit)}/tallies/export?as=csv")).StatusCode.ShouldBe(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, persona);
        }
        foreach (var (persona, sees) in new[] { ("teacher", true), ("head", true), ("municipality", true), ("mentor", false), ("administrator", false) })
            ((await (await site.ApiAs(persona)).GetFromJsonAsync<JsonElement>($"/api/v1/people/{Id("teacher")}/years")).GetProperty("items").GetArrayLength() > 0).ShouldBe(sees, persona);
        foreach (var persona in new[] { "otherhead", "projectteacher" }) (await (await site.ApiAs(persona)).GetAsync($"/api/v1/people/{Id("teacher")}/years")).StatusCode.ShouldBe(HttpStatusCode.NotFound, persona);
        foreach (var persona in new[] { "state", "municipality", "administrator" }) (await site.Db(async db => await db.Seen<ActivityDelta>((await site.Viewer(persona))!).CountAsync())).ShouldBe(0);

        var page = await (await site.As("head", "en")).Open($"/units/{Id("gaujmala")}");
        page.QuerySelector("#year")!.TextContent.ShouldContain("2026/2027");
        page.QuerySelectorAll("#year table tbody tr").Length.ShouldBe(3);
        page.QuerySelector("#year svg").ShouldNotBeNull();
        (await (await site.As("mentor")).Open($"/units/{Id("gaujmala")}")).QuerySelector("#year").ShouldBeNull();
        (await (await site.As("teacher", "en")).Open($"/people/{Id("teacher")}")).QuerySelectorAll("#years dl").Length.ShouldBe(1);
        var post = $"/appointments/{Id("mentor post")}";
        (await (await site.As("mentor", "en")).Open(post)).QuerySelector("#hours")!.TextContent.ShouldContain("November 2026");
        (await (await site.As("head")).Open(post)).QuerySelector("#hours").ShouldNotBeNull();
        foreach (var above in new[] { "administrator", "state", "municipality" }) (await (await site.As(above)).Open(post)).QuerySelector("#hours").ShouldBeNull($"a load is nothing for everybody above: {above}");
        (await (await site.As("municipality")).Open($"/appointments/{Id("science coordinator")}")).QuerySelector("#hours").ShouldNotBeNull("the unit’s own");
        var file = await (await site.As("municipality", "en")).GetStringAsync($"/units/{Id("gauja")}/tallies/export?from=2026-11&to=2026-11&as=csv");
        file.ShouldContain("2026-11");
        file.ShouldNotContain("2026-10");
        (await (await site.As("municipality")).GetAsync($"/units/{Id("gauja")}/tallies/export?as=xlsx")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task A_unit_that_moves_leaves_what_it_had_with_those_above_it_then_and_a_move_told_late_takes_it_along(On database)
    {
        await using var site = new TestSite(database);
        await Logged(await site.ApiAs("mentor"), 40, "gaujmala 1");
        await Fold(site);
        var was = (Old: await Kept(site, "gauja"), New: await Kept(site, "daugava"), Country: await Kept(site, "lv"), School: await Kept(site, "gaujmala"));
        await Move(site, "gaujmala", "daugava", new(2026, 11, 23));
        (await site.Db(db => db.Seen<MovedYear>(Viewer.System).CountAsync())).ShouldBe(0, "a month that has begun stays whose it was");
        await Logged(await site.ApiAs("mentor"), 20, "gaujmala 1");
        await Fold(site);
        (await Kept(site, "gauja")).ShouldBe(was.Old + 20);
        (await Differences(site)).ShouldBeEmpty();

        // from the first of November on, told on the twenty-third
        await Move(site, "mezmala", "daugava", new(2026, 11, 1));
        await Fold(site);
        var mezmala = await Kept(site, "mezmala");
        mezmala.ShouldBeGreaterThan(0);
        (await Kept(site, "daugava")).ShouldBe(was.New + mezmala);
        (await Kept(site, "gauja")).ShouldBe(was.Old + 20 - mezmala);
        (await Kept(site, "lv")).ShouldBe(was.Country + 20);
        (await Kept(site, "gaujmala")).ShouldBe(was.School + 20);
        (await Differences(site)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task The_command_line_finds_what_is_not_so_and_puts_it_right(On database)
    {
        await using var site = new TestSite(database);
        await Logged(await site.ApiAs("mentor"), 40, "gaujmala 1"); // waits to be folded: no difference
        await site.Db(async db =>
        {
            await using var together = await db.Begin();
            await db.Drop<UnitTally>(t => t.UnitId == Id("gauja") && t.Month == new Month(2026, 11));
            await db.Drop<PersonYear>(y => y.PersonId == Id("teacher"));
            await db.AddUp<LoadUsed>([new() { Id = Guid.CreateVersion7(), CountryId = "LV", AppointmentId = Id("mentor post"), PersonId = Id("mentor"), UnitId = Id("gaujmala"), Month = new(2026, 11), Activities = 1, Minutes = 5 }]);
            await together.Commit();
            return true;
        });
        var (code, output, errors) = await ServerProcess.Verb(site.Connection, site.Folder, null, "tally", "rebuild", "--check", "--json");
        code.ShouldBe(1, errors);
        var told = JsonDocument.Parse(output).RootElement.GetProperty("differences").EnumerateArray().Select(d => d.GetString()!).ToList();
        told.ShouldContain(d => d.StartsWith($"Unit {Id("gauja")}, 2026-11"));
        told.ShouldContain(d => d.StartsWith($"Appointment {Id("mentor post")}, 2026-11"));
        told.ShouldContain(d => d.StartsWith($"Person {Id("teacher")}"));
        told.ShouldNotContain(d => d.Contains(Id("gaujmala").ToString()) && d.StartsWith("Unit"));
        (await Differences(site)).Count.ShouldBe(told.Count, "checking changes nothing");

        (await site.Ask(s => s.GetRequiredService<RebuildTallies>().Run(false, (_, _) => { }))).Count.ShouldBe(told.Count);
        (await Differences(site)).ShouldBeEmpty();
        (await site.Db(db => db.Seen<ActivityDelta>(Viewer.System).CountAsync())).ShouldBe(0);
    }

    internal static Task<List<string>> Differences(TestSite site) => site.Ask(s => s.GetRequiredService<RebuildTallies>().Run(true, (_, _) => { }));

    internal static Task<bool> Fold(TestSite site) => site.Ask(async s =>
    {
        await s.GetRequiredService<FoldTallies>().Run();
        return true;
    });

    static Task<int> Kept(TestSite site, string unit) => site.Db(db => db.Seen<UnitTally>(Viewer.System).Where(t => t.UnitId == Id(unit) && t.Month == new Month(2026, 11)).SumAsync(t => t.Minutes));

    static Task<bool> Move(TestSite site, string unit, string under, DateOnly from) => site.Db(async db =>
    {
        var moved = await db.Seen<Unit>(Viewer.System).Include(u => u.Placements).FirstAsync(u => u.Id == Id(unit));
        moved.Place(Id(under), Id(under), from).ShouldBeTrue();
        db.Record(Viewer.System, new UnitPlaced(Id(under), Id(under)), moved);
        return !(await db.Save()).Failed;
    });

    static async Task<Guid> Logged(HttpClient api, int minutes, params string[] people)
    {
        var response = await api.PostAsJsonAsync("/api/v1/activities", new { unitId = Id("gaujmala"), on = "2026-11-20", minutes, kind = "Consultation", another = true, people = people.Select(Id) });
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    static async Task<int> Minutes(HttpClient api, string unit) =>
        (await api.GetFromJsonAsync<JsonElement>($"/api/v1/units/{Id(unit)}/tallies")).GetProperty("items").EnumerateArray().Sum(t => t.GetProperty("minutes").GetInt32());

    static async Task<(int Activities, int Minutes)> Year(HttpClient api, string person)
    {
        var years = (await api.GetFromJsonAsync<JsonElement>($"/api/v1/people/{Id(person)}/years")).GetProperty("items").EnumerateArray().ToList();
        return (years.Sum(y => y.GetProperty("activities").GetInt32()), years.Sum(y => y.GetProperty("minutes").GetInt32()));
    }

    static Task<int> Load(TestSite site) => site.Ask(async s =>
        (await s.GetRequiredService<FindTallies>().OfAppointment(Id("mentor post"), new(2026, 9), new(2026, 11), (await site.Viewer("head"))!))!.Sum(m => m.Minutes));
}
