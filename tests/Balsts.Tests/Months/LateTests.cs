using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Months;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.Months;

/// <summary>When months are due, and who sees that somebody is late: those who wait, and the late.</summary>
public sealed class LateTests
{
    static async Task<List<string>> Late(TestSite site, string persona) =>
        [.. JsonDocument.Parse(await (await site.ApiAs(persona)).GetStringAsync("/api/v1/months/late")).RootElement.GetProperty("items").EnumerateArray()
            .Select(i => $"{i.GetProperty("what").GetString()} {i.GetProperty("month").GetString()} {i.GetProperty("author").GetString()} {i.GetProperty("dueOn").GetString()}")];

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task An_initiative_says_when_its_months_are_due_and_the_earliest_of_several_counts(On database)
    {
        await using var site = new TestSite(database);
        var (manager, baku) = (await site.As("manager", "en"), TestSite.Id(Balsts.Demo.DemoInitiatives.Baku));
        var change = $"/initiatives/{baku}/change";
        (await manager.Submit(change, ("Posted.PlanDays", "11"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await manager.Submit(change, ("Posted.PlanDays", "3"), ("Posted.ReportDays", "4"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = (await manager.Open($"/initiatives/{baku}")).QuerySelector("#about")!.TextContent;
        page.ShouldContain("3 working days before the month begins");
        page.ShouldContain("4 working days after the month ends");

        // November as the initiative has it; where there is none, as the country has it
        async Task<(string?, string?)> Due(string persona, string plan)
        {
            var month = JsonDocument.Parse(await (await site.ApiAs(persona)).GetStringAsync($"/api/v1/months/{TestSite.Id(plan)}")).RootElement;
            return (month.GetProperty("planDue").GetString(), month.GetProperty("reportDue").GetString());
        }
        (await Due("projectmentor", "projectmentor plan 2026-11")).ShouldBe(("2026-10-28", "2026-12-04"));
        (await Due("mentor", "mentor plan 2026-11")).ShouldBe(("2026-10-31", "2026-12-07"));
        var month = (await (await site.As("projectmentor", "en")).Open($"/months/{TestSite.Id("projectmentor plan 2026-11")}")).Body!.TextContent;
        month.ShouldContain("4 Dec");

        // a second initiative that asks for less time; nothing else of it is told
        var api = await site.ApiAs("manager");
        var other = (await (await api.PostAsJsonAsync("/api/v1/initiatives", new { organiserUnitId = TestSite.Id("itt"), name = "Qısa layihə", startsOn = "2026-11-01", endsOn = "2026-12-31", reportDays = 2 })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        var school = (await (await api.PostAsJsonAsync($"/api/v1/initiatives/{other}/schools", new { unitId = TestSite.Id("baku62"), startsOn = "2026-11-01" })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        (await api.PostAsJsonAsync($"/api/v1/initiatives/schools/{school}/mentors", new { appointmentId = TestSite.Id("projectmentor post"), startsOn = "2026-11-01" })).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Due("projectmentor", "projectmentor plan 2026-11")).ShouldBe(("2026-10-28", "2026-12-02"));
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Who_is_late_is_seen_by_those_who_wait_and_by_nobody_else(On database)
    {
        await using var site = new TestSite(database);
        site.Clock.Advance(TimeSpan.FromDays(17)); // 10 December: November is over, and nobody has planned December

        // the author, the organiser, and the heads of the very schools
        (await Late(site, "mentor")).ShouldBe(["Plan 2026-12 Zane Ozoliņa 2026-11-30", "Report 2026-11 Zane Ozoliņa 2026-12-07"]);
        (await Late(site, "head")).ShouldContain("Report 2026-11 Zane Ozoliņa 2026-12-07"); // she appointed the mentor
        var consultant = (await Late(site, "consultant")).Single(l => l.StartsWith("Report", StringComparison.Ordinal));
        foreach (var waits in new[] { "municipality", "head", "otherhead" }) (await Late(site, waits)).ShouldContain(consultant, waits);
        (await Late(site, "head")).ShouldContain(l => l.StartsWith("Key 2026-10", StringComparison.Ordinal));
        (await Late(site, "otherhead")).ShouldNotContain(l => l.Contains("Zane Ozoliņa"));
        var project = (await Late(site, "projectmentor")).Single(l => l.StartsWith("Report 2026-11", StringComparison.Ordinal));
        project.ShouldEndWith("2026-12-03");
        foreach (var waits in new[] { "manager", "projecthead" }) (await Late(site, waits)).ShouldContain(project, waits);
        (await Late(site, "projecthead")).ShouldContain(l => l.StartsWith("Plan 2026-12", StringComparison.Ordinal));
        foreach (var late in new[] { "manager", "municipality" })
            (await Late(site, late)).Select(l => l.Split(' ')[^1]).ShouldBeInOrder(); // by day, never by how often

        // nobody else: not those above, not the taught, not the administrator
        (await Late(site, "state")).ShouldBeEmpty();
        (await Late(site, "deputy")).ShouldNotContain(l => l.Contains("Plan 2026-12 Zane"));
        foreach (var other in new[] { "teacher", "administrator" }) (await (await site.ApiAs(other)).GetAsync("/api/v1/months/late")).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);

        // the list, its file and the desk say it in one word; nothing is asked without a bound
        var head = await site.As("head", "en");
        var (cost, costs) = (0, new System.Text.StringBuilder());
        foreach (var (persona, language, word) in new[] { ("head", "en", "Late"), ("municipality", "lv", "Kavējas"), ("manager", "az", "Gecikir"), ("mentor", "lv", "Kavējas") })
        {
            var client = await site.As(persona, language);
            await client.Open("/profile");
            cost = Math.Max(cost, await Counted(persona, async () => (await client.Open("/months?late=1")).QuerySelector("#late-list")!.TextContent.ShouldContain(word)));
            cost = Math.Max(cost, await Counted(persona, async () => (await client.Open("/")).QuerySelector("#waiting .is-late").ShouldNotBeNull(persona)));
            cost = Math.Max(cost, await Counted(persona, () => client.Open("/months")));
            (await (await client.GetAsync("/months/export?view=late&as=csv")).Content.ReadAsStringAsync()).ShouldContain("2026", Case.Sensitive, persona);
        }
        cost.ShouldBeLessThanOrEqualTo(17, costs.ToString());

        async Task<int> Counted(string persona, Func<Task> ask)
        {
            var number = await QueryCount.Of(ask);
            costs.Append(persona).Append(' ').Append(number).Append("; ");
            return number;
        }

        // what comes is not late any more
        var mentor = await site.ApiAs("mentor");
        await mentor.PutAsJsonAsync($"/api/v1/months/{TestSite.Id("mentor plan 2026-11")}/report", new { Judgement = "Labs mēnesis" });
        (await mentor.PostAsync($"/api/v1/months/{TestSite.Id("mentor plan 2026-11")}/report/submit", null)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await mentor.PostAsJsonAsync("/api/v1/months/lines", new { appointmentId = TestSite.Id("mentor post"), unitId = TestSite.Id("gaujmala"), on = "2026-12-15", minutes = 60, kind = "Consultation", people = Array.Empty<Guid>() })).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Late(site, "mentor")).ShouldBeEmpty();
        (await Late(site, "head")).ShouldNotContain(l => l.Contains("Zane Ozoliņa"));
    }
}
