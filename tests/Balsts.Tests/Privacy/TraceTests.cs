using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Privacy;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.Privacy;

/// <summary>Who reads what somebody wrote is told to whoever wrote it, before a word of it leaves; and to nobody else. The sweep looks at every route for words that leave none.</summary>
public sealed class TraceTests
{
    static readonly Guid Report = TestSite.Id("projectmentor report 2026-10");
    static readonly Guid Author = TestSite.Id("projectmentor");

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Whoever_wrote_it_reads_in_plain_words_who_read_it_and_nobody_else_does(On database)
    {
        await using var site = new TestSite(database);
        var manager = await site.As("manager", "en");

        // on the page, on paper, over the API, twice at the same moment: one line a day
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => manager.GetAsync($"/reports/{Report}")));
        (await manager.GetAsync($"/reports/{Report}.pdf")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await site.ApiAs("manager")).GetAsync($"/api/v1/months/reports/{Report}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Told(site)).Select(t => (t.ViewerId, t.PersonId, t.What, t.SubjectId, t.Day)).ShouldBe([(TestSite.Id("manager"), Author, "MonthlyReport", Report, new DateOnly(2026, 11, 23))]);

        // the author leaves none, by whichever way
        var author = await site.As("projectmentor", "en");
        foreach (var address in new[] { $"/reports/{Report}", $"/reports/{Report}.pdf" }) (await author.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Told(site)).Count.ShouldBe(1);

        // the next day it is another line, newest first; narrowed, as a file and over the API
        site.Clock.Advance(TimeSpan.FromDays(8));
        (manager, author) = (await site.As("manager", "en"), await site.As("projectmentor", "en")); // nobody stays signed in for so long
        (await manager.GetAsync($"/reports/{Report}.pdf")).StatusCode.ShouldBe(HttpStatusCode.OK); // paper alone counts as well
        var page = await author.Open("/trace");
        var lines = page.QuerySelectorAll("tbody tr").Select(r => string.Join(' ', r.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        lines.Count.ShouldBe(2);
        lines[0].ShouldContain("read your report of October 2026.");
        lines[0].ShouldContain("Programme manager");
        page.QuerySelector("tbody a")!.GetAttribute("href").ShouldBe($"/reports/{Report}");
        (await author.Open("/trace?since=Week")).QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        (await author.GetStringAsync("/trace/export?as=csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
        (await author.GetStringAsync("/trace/export?as=csv&since=Week")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        (await Items(site, "projectmentor")).Count.ShouldBe(2);
        (await Items(site, "projectmentor", "?until=2026-11-30")).Single().GetProperty("sentence").GetString()!.ShouldContain("October 2026");
        foreach (var other in new[] { "manager", "projecthead", "projectteacher", "administrator", "consultant", "state" }) (await Items(site, other)).ShouldBeEmpty(other);

        // kept as long as the country says
        (await Dropped(site)).ShouldBe(0);
        site.Clock.Advance(TimeSpan.FromDays(19 * 30.5));
        (await Dropped(site)).ShouldBe(2);
        (await (await site.As("projectmentor", "en")).Open("/trace")).Body!.TextContent.ShouldContain("Nobody has read anything of yours");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_goal_leaves_a_trace_when_it_is_shared_and_none_between_the_pair(On database)
    {
        await using var site = new TestSite(database);
        var (teacher, head) = (await site.ApiAs("teacher"), await site.ApiAs("head"));
        var goal = (await (await teacher.PostAsJsonAsync("/api/v1/goals", new { unitId = TestSite.Id("gaujmala"), statement = "Klusie skolēni runā", supporterId = TestSite.Id("mentor"), personId = TestSite.Id("teacher") })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        (await teacher.GetAsync($"/api/v1/goals/{goal}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await site.ApiAs("mentor")).GetAsync($"/api/v1/goals/{goal}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await head.GetAsync($"/api/v1/goals/{goal}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Told(site)).ShouldBeEmpty();

        (await teacher.PostAsJsonAsync($"/api/v1/goals/{goal}/share", new { withHead = true })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await site.As("head")).GetAsync("/goals/export?as=xlsx")).StatusCode.ShouldBe(HttpStatusCode.OK); // a file that nobody looks into counts as read
        (await Told(site)).Count(t => t.SubjectId == goal && t.ViewerId == TestSite.Id("head") && t.PersonId == TestSite.Id("teacher")).ShouldBe(1);
        (await (await site.As("teacher", "en")).Open("/trace")).Body!.TextContent.ShouldContain("read your goal: Klusie skolēni runā");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task No_trace_no_content_and_at_most_one_statement(On database)
    {
        await using var site = new TestSite(database);
        var manager = await site.As("manager", "en");
        (await manager.GetAsync("/reports/" + TestSite.Id("projectmentor report 2026-09"))).Dispose(); // what is remembered between requests is remembered
        (await (await site.As("projectmentor")).GetAsync($"/reports/{Report}")).Dispose(); // and so is who holds which post there
        await manager.GetAsync($"/months/{TestSite.Id("projectmentor month 2026-10")}");
        var first = await QueryCount.Of(() => manager.GetAsync($"/reports/{Report}"));
        var second = await QueryCount.Of(() => manager.GetAsync($"/reports/{Report}"));
        (first - second).ShouldBeInRange(0, 1);

        await site.Db(async db => await db.Tables.Database.ExecuteSqlRawAsync("ALTER TABLE traces RENAME TO traces_gone"));
        foreach (var (reader, address) in new[] { (await site.As("projecthead"), "/slices/" + await SliceOf(site)), (await site.ApiAs("projecthead"), "/api/v1/months/slices/" + await SliceOf(site)), (await site.As("projecthead"), "/slices/" + await SliceOf(site) + ".pdf") })
        {
            var shown = "";
            try
            {
                var answer = await reader.GetAsync(address);
                ((int)answer.StatusCode).ShouldBeGreaterThanOrEqualTo(500, address);
                shown = await answer.Content.ReadAsStringAsync();
            }
            catch (Exception e) when (e is not ShouldAssertException) { } // the connection broke off
            shown.ShouldNotContain("müəllim");
        }
    }

    static Task<Guid> SliceOf(TestSite site) => site.Db(async db => (await db.Seen<Balsts.Months.ReportSlice>(Viewer.System).Where(s => s.ReportId == Report).ToListAsync()).First(s => s.UnitId == Head(site)).Id);

    static Guid Head(TestSite site) => site.Db(db => db.Seen<Balsts.Appointments.Appointment>(Viewer.System).Where(a => a.PersonId == TestSite.Id("projecthead")).Select(a => a.UnitId).FirstAsync()).GetAwaiter().GetResult();

    static Task<List<Trace>> Told(TestSite site) => site.Db(db => db.Seen<Trace>(Viewer.System).AsNoTracking().OrderBy(t => t.At).ToListAsync());

    static Task<int> Dropped(TestSite site) => site.Ask(s => s.GetRequiredService<DropTraces>().Run());

    static async Task<List<JsonElement>> Items(TestSite site, string persona, string query = "") =>
        [.. JsonDocument.Parse(await (await site.ApiAs(persona)).GetStringAsync("/api/v1/trace" + query)).RootElement.GetProperty("items").EnumerateArray()];
}
