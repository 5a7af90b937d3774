using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Months;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Month = Foundation.Periods.Month;

namespace Balsts.Tests.Months;

/// <summary>A plan made with one press, accepted by the organiser, remarked on by a head, changed since: over HTTP, on pages and over the API.</summary>
public sealed class PlanTests
{
    static readonly Month December = new(2026, 12);
    static readonly Guid Gaujmala = TestSite.Id("gaujmala");

    static Task<MonthlyPlan?> Plan(TestSite site, string person) =>
        site.Db(db => db.Seen<MonthlyPlan>(Viewer.System).AsNoTracking().Include(p => p.Lines).ThenInclude(l => l.People).FirstOrDefaultAsync(p => p.PersonId == TestSite.Id(person) && p.Month == December));

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_month_is_planned_with_one_press_once_accepted_and_remarked_on(On database)
    {
        await using var site = new TestSite(database);
        var (author, organiser, head, other) = (await site.As("consultant", "en"), await site.As("municipality", "en"), await site.As("head", "en"), await site.As("otherhead", "en"));
        (await author.Open("/months/2026-12")).QuerySelector("main a[href*='/suggest']").ShouldNotBeNull();

        // one press: open lines of November, schools of the caseload; the days are working days
        var form = $"/months/2026-12/suggest";
        var page = await author.Open(form);
        var suggested = page.QuerySelectorAll("main fieldset").Length;
        suggested.ShouldBeGreaterThan(1);
        (await author.Send(form, page, ("Posted.Rows[0].Minutes", "75"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var plan = (await Plan(site, "consultant"))!;
        plan.Lines.Count.ShouldBe(suggested);
        plan.Lines.Count(l => l.Minutes == 75).ShouldBe(1);
        plan.Lines.ShouldAllBe(l => l.On.DayOfWeek != DayOfWeek.Saturday && l.On.DayOfWeek != DayOfWeek.Sunday && l.FromId != null);
        plan.Lines.SelectMany(l => l.People).ShouldNotBeEmpty();

        // pressed twice, also in a second tab that stood open: once
        (await author.Send(form, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await author.Send(form, page, ("Submission", Guid.CreateVersion7().ToString()))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Plan(site, "consultant"))!.Lines.Count.ShouldBe(suggested);
        (await author.Open(form)).Body!.TextContent.ShouldContain("Nothing is left to suggest");

        // the head sees the own school's lines and remarks; another school's head sees neither
        var part = $"/months/{plan.Id}/schools/{Gaujmala}";
        (await head.Open("/months")).QuerySelector("#plans")?.ParentElement!.InnerHtml.ShouldContain(part);
        (await head.Open(part)).QuerySelectorAll("#plan-lines tbody tr").Length.ShouldBe(plan.Lines.Count(l => l.UnitId == Gaujmala));
        (await head.GetAsync($"/months/{plan.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await head.Submit(part)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity); // without a word
        (await head.Submit(part, ("Posted.Text", "Not on the day of the fair"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await head.GetStringAsync(part)).ShouldContain("Not on the day of the fair");
        (await other.GetAsync(part)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var api = await site.ApiAs("otherhead");
        (await api.PostAsJsonAsync($"/api/v1/months/{plan.Id}/schools/{Gaujmala}/remarks", new { Text = "Not mine" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await api.GetAsync($"/api/v1/months/{plan.Id}/schools/{Gaujmala}/remarks")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await site.ApiAs("head")).GetStringAsync($"/api/v1/months/{plan.Id}/schools/{Gaujmala}/remarks")).ShouldContain("fair");
        (await (await site.ApiAs("municipality")).GetStringAsync($"/api/v1/months/{plan.Id}/remarks")).ShouldContain("fair");
        foreach (var reader in new[] { author, organiser }) (await reader.GetStringAsync($"/months/{plan.Id}")).ShouldContain("Not on the day of the fair");

        // the organiser accepts what they have read, and is shown what changes afterwards
        (await organiser.Open("/")).Body!.TextContent.ShouldContain("Waits for acceptance by");
        var read = await organiser.Open($"/months/{plan.Id}");
        (await (await site.ApiAs("consultant")).DeleteAsync($"/api/v1/months/lines/{plan.Lines[0].Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await organiser.Send("", read)).StatusCode.ShouldBe(HttpStatusCode.Conflict); // it changed meanwhile
        (await organiser.Submit($"/months/{plan.Id}")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await site.ApiAs("municipality")).PostAsJsonAsync($"/api/v1/months/{plan.Id}/accept", new { })).StatusCode.ShouldBe(HttpStatusCode.Conflict); // accepted already
        (await author.GetStringAsync($"/months/{plan.Id}")).ShouldContain("The plan was accepted by");
        (await site.Db(db => db.Seen<Notification>(Viewer.System).CountAsync(n => n.Text == "{0} accepted your plan of {1}."))).ShouldBe(1);
        (await (await site.ApiAs("consultant")).PostAsJsonAsync($"/api/v1/months/lines/{plan.Lines[1].Id}/drop", new { Reason = "ill" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await organiser.GetStringAsync($"/months/{plan.Id}")).ShouldContain("Changed since accepted");
        (await organiser.Open("/")).Body!.TextContent.ShouldNotContain("plan of 2026-12");
        (await (await site.ApiAs("consultant")).PostAsJsonAsync($"/api/v1/months/{plan.Id}/accept", new { })).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // on the first day of the month it is too late to remark
        site.Clock.Advance(TimeSpan.FromDays(8));
        var late = await (await site.ApiAs("head")).PostAsJsonAsync($"/api/v1/months/{plan.Id}/schools/{Gaujmala}/remarks", new { Text = "Too late" });
        JsonDocument.Parse(await late.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString().ShouldBe("plan.month-begun");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Goals_and_schools_of_initiatives_are_suggested_over_the_api(On database)
    {
        await using var site = new TestSite(database);
        var mentor = await site.ApiAs("projectmentor");
        var asked = $"/api/v1/months/suggestions?appointmentId={TestSite.Id("projectmentor post")}&month=2026-12";
        var items = JsonDocument.Parse(await mentor.GetStringAsync(asked)).RootElement.GetProperty("items").EnumerateArray().ToList();
        items.Select(i => i.GetProperty("source").GetString()).ShouldContain("Initiative");
        items.Select(i => i.GetProperty("source").GetString()).ShouldContain("OpenLine");
        var rows = items.Select(i => new { Take = true, FromId = i.GetProperty("fromId").GetGuid() }).ToArray();
        (await mentor.PostAsJsonAsync("/api/v1/months/suggestions", new { AppointmentId = TestSite.Id("projectmentor post"), Month = "2026-12", Rows = rows })).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Plan(site, "projectmentor"))!.Lines.Count.ShouldBe(rows.Length);
        (await mentor.PostAsJsonAsync("/api/v1/months/suggestions", new { AppointmentId = TestSite.Id("projectmentor post"), Month = "2026-12", Rows = rows })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        JsonDocument.Parse(await (await site.ApiAs("consultant")).GetStringAsync(asked)).RootElement.GetProperty("items").GetArrayLength().ShouldBe(0);
    }
}
