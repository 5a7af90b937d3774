using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Activities;
using Balsts.Months;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Tests.Months;

/// <summary>A planned line says which goal it is to serve; one press carries it into the ledger, and the report tells it to whoever sees the goal.</summary>
public sealed class LineGoalTests
{
    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_goal_is_planned_carried_by_one_press_and_told_in_the_report_to_those_who_see_it(On database)
    {
        await using var site = new TestSite(database);
        site.Clock.MoveTo(new(2026, 12, 14, 10, 0, 0, TimeSpan.Zero));
        var (mentor, pages) = (await site.ApiAs("mentor"), await site.As("mentor", "en"));
        var (ofSchool, ofTeacher, need) = (TestSite.Id("gaujmala goal"), TestSite.Id("teacher goal"), TestSite.Id("gaujmala need"));
        object line(int day, Guid? goal, params string[] people) => new { AppointmentId = TestSite.Id("mentor post"), UnitId = TestSite.Id("gaujmala"), On = $"2026-12-{day:00}", Minutes = 60, Kind = "Consultation", People = people.Select(TestSite.Id), GoalId = goal };
        async Task<(HttpStatusCode Status, JsonElement Body)> post(string address, object body)
        {
            var answer = await mentor.PostAsJsonAsync(address, body);
            return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
        }

        // on the page, by a choice; a goal of somebody for whom the line is not, and one of another school, are refused
        var form = $"/months/2026-12/lines/new/{TestSite.Id("gaujmala")}";
        (await pages.Open(form)).QuerySelectorAll("select[name='Posted.GoalId'] option").Length.ShouldBeGreaterThan(2);
        (await pages.Submit(form, ("Posted.On", "2026-12-01"), ("Posted.Kind", "CoPlanning"), ("Posted.GoalId", ofSchool.ToString()), ("Posted.NeedId", need.ToString()))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        foreach (var refused in new[] { line(2, ofTeacher), line(2, TestSite.Id("baku62 goal")) }) (await post("/api/v1/months/lines", refused)).Body.GetProperty("code").GetString().ShouldBe("activity.goal");
        var second = (await post("/api/v1/months/lines", line(2, ofTeacher, "teacher"))).Body.GetProperty("id").GetGuid();
        var third = (await post("/api/v1/months/lines", line(3, ofSchool))).Body.GetProperty("id").GetGuid();
        var first = await site.Db(db => db.Seen<PlanLine>(Viewer.System).AsNoTracking().SingleAsync(l => l.GoalId == ofSchool && l.NeedId == need && l.Plan!.PersonId == TestSite.Id("mentor")));
        (await pages.Open($"/lines/{first.Id}")).QuerySelector("select[name='Posted.GoalId'] option[selected]")!.GetAttribute("value").ShouldBe(ofSchool.ToString());

        // moved to another month it goes along; one press carries it into the ledger, unless none is said
        (await mentor.PostAsJsonAsync($"/api/v1/months/lines/{first.Id}/move", new { To = "2027-01-11", Reason = "Ill" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await site.Db(db => db.Seen<PlanLine>(Viewer.System).SingleAsync(l => l.ContinuesId == first.Id))).GoalId.ShouldBe(ofSchool);
        async Task<Activity> done(Guid id, object? said = null) => (await post($"/api/v1/months/lines/{id}/done", said ?? new { })).Body.GetProperty("id").GetGuid() is var made ? await site.Db(db => db.Seen<Activity>(Viewer.System).AsNoTracking().SingleAsync(a => a.Id == made)) : null!;
        (await done(second)).GoalId.ShouldBe(ofTeacher);
        (await done(third, new { GoalId = Guid.Empty })).GoalId.ShouldBeNull();

        // in the report: the head, who is the organiser here, learns that there is a goal, and not what the teacher's says
        await mentor.PutAsJsonAsync($"/api/v1/months/{first.PlanId}/report", new { Judgement = "Good" });
        var report = (await post($"/api/v1/months/{first.PlanId}/report/submit", new { })).Body.GetProperty("id").GetGuid();
        var (head, api) = (await site.As("head", "en"), await site.ApiAs("head"));
        var goals = (await head.Open($"/reports/{report}")).QuerySelector("#goals-h")!.ParentElement!;
        goals.TextContent.ShouldContain("Ikviens skolotājs");
        goals.TextContent.ShouldContain("1 goal whose words you do not see");
        goals.TextContent.ShouldNotContain("izskaidro savu risinājumu");
        (await pages.Open($"/reports/{report}")).QuerySelector("#goals-h")!.ParentElement!.TextContent.ShouldContain("izskaidro savu risinājumu");
        (await api.GetStringAsync($"/api/v1/months/reports/{report}")).ShouldNotContain(ofTeacher.ToString());
        (await mentor.GetStringAsync($"/api/v1/months/reports/{report}")).ShouldContain(ofTeacher.ToString());
    }
}
