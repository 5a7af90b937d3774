using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static Balsts.Tests.TestSite;

namespace Balsts.Tests.Goals;

/// <summary>Goals and needs, over pages and API: who sets them, who sees them, what is refused.</summary>
public sealed class GoalTests
{
    static object Mine(string unit = "gaujmala", string statement = "Dzirdēt katru skolēnu") => new { unitId = Id(unit), personId = Id("teacher"), statement };

    static async Task<(HttpStatusCode Status, string Code)> Refused(HttpClient api, string address, object body)
    {
        var response = await api.PostAsJsonAsync(address, body);
        var said = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (response.StatusCode, said.TryGetProperty("code", out var code) ? code.GetString()! : "");
    }

    static async Task<Guid> Made(HttpClient api, string address, object body)
    {
        var response = await api.PostAsJsonAsync(address, body);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    static async Task<List<Guid>> Listed(HttpClient api, string address) =>
        [.. (await api.GetFromJsonAsync<JsonElement>(address)).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid())];

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task An_educator_has_at_most_three_goals_at_once_and_decides_who_reads_them(On database)
    {
        await using var site = new TestSite(database);
        var (teacher, head, mentor) = (await site.ApiAs("teacher"), await site.ApiAs("head"), await site.ApiAs("mentor"));
        var third = await Made(teacher, "/api/v1/goals", Mine());
        (await Refused(teacher, "/api/v1/goals", Mine())).ShouldBe((HttpStatusCode.Conflict, "goal.too-many"));
        (await Refused(mentor, "/api/v1/goals", Mine())).ShouldBe((HttpStatusCode.Conflict, "goal.too-many"));
        (await Refused(teacher, "/api/v1/goals", Mine("mezmala"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "goal.unit"));
        (await Refused(teacher, "/api/v1/goals", Mine("baku62"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "goal.unit"));
        foreach (var other in new[] { "head", "otherhead", "consultant", "projectmentor", "administrator" })
            (await Refused(await site.ApiAs(other), "/api/v1/goals", new { unitId = Id("gaujmala"), personId = Id("gaujmala 1"), statement = "X" })).Status.ShouldBe(other == "consultant" ? HttpStatusCode.Created : HttpStatusCode.NotFound, other);

        // the head reads it when the educator shares it, and no longer when it is taken back
        (await head.GetAsync($"/api/v1/goals/{third}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await mentor.PostAsJsonAsync($"/api/v1/goals/{Id("teacher goal")}/share", new { withHead = true })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await teacher.PostAsJsonAsync($"/api/v1/goals/{third}/share", new { withHead = true })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await head.GetAsync($"/api/v1/goals/{third}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await head.PutAsJsonAsync($"/api/v1/goals/{third}", new { statement = "Y" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await teacher.PostAsJsonAsync($"/api/v1/goals/{third}/share", new { withHead = false })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await head.GetAsync($"/api/v1/goals/{third}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // closed, there is room; taken up again only where there is
        (await teacher.PostAsJsonAsync($"/api/v1/goals/{third}/close", new { how = "Open" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await teacher.PostAsJsonAsync($"/api/v1/goals/{third}/close", new { how = "Reached" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Refused(teacher, $"/api/v1/goals/{third}/close", new { how = "Reached" })).ShouldBe((HttpStatusCode.Conflict, "goal.closed"));
        var agreed = await Made(mentor, "/api/v1/goals", Mine(statement: "Kopā"));
        (await teacher.GetFromJsonAsync<JsonElement>($"/api/v1/goals/{agreed}")).GetProperty("supporterId").GetGuid().ShouldBe(Id("mentor"));
        (await Refused(teacher, $"/api/v1/goals/{third}/reopen", new { })).ShouldBe((HttpStatusCode.Conflict, "goal.too-many"));
        (await mentor.PostAsJsonAsync($"/api/v1/goals/{agreed}/close", new { how = "GivenUp" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await teacher.PostAsync($"/api/v1/goals/{third}/reopen", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        // a supporter of the school can be asked, nobody else
        (await teacher.PutAsJsonAsync($"/api/v1/goals/{third}", new { statement = "Z", supporterId = Id("projectmentor") })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await teacher.PutAsJsonAsync($"/api/v1/goals/{third}", new { statement = "Z", supporterId = Id("mentor"), dueOn = "2026-11-22" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await teacher.PutAsJsonAsync($"/api/v1/goals/{third}", new { statement = "Z", supporterId = Id("mentor"), field = "astrology" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await teacher.PutAsJsonAsync($"/api/v1/goals/{third}", new { statement = "Z", supporterId = Id("mentor") })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Listed(mentor, "/api/v1/goals?whose=Supported")).ShouldContain(third);
        (await Listed(teacher, "/api/v1/goals?whose=Mine&state=Open")).Count.ShouldBe(3);
        (await Listed(teacher, "/api/v1/goals?whose=Units")).ShouldBe([Id("gaujmala goal"), Id("gauja goal")], ignoreOrder: true);
        (await Listed(await site.ApiAs("projecthead"), "/api/v1/goals")).ShouldBe([Id("baku62 goal")]);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task Whoever_supports_in_a_goal_has_it_as_long_as_they_support_there(On database)
    {
        await using var site = new TestSite(database);
        var (teacher, mentor) = (await site.ApiAs("teacher"), await site.ApiAs("mentor"));
        var goal = $"/api/v1/goals/{Id("teacher goal")}";
        (await mentor.GetFromJsonAsync<JsonElement>(goal)).GetProperty("supporterId").GetGuid().ShouldBe(Id("mentor"));
        (await (await site.ApiAs("municipality")).PostAsJsonAsync($"/api/v1/appointments/{Id("mentor post")}/end", new { on = "2026-11-23" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await mentor.GetAsync(goal)).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Clock.Advance(TimeSpan.FromDays(1));
        (await mentor.GetAsync(goal)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await mentor.PostAsJsonAsync(goal + "/close", new { how = "GivenUp" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Listed(mentor, "/api/v1/goals")).ShouldNotContain(Id("teacher goal"));
        (await teacher.GetAsync(goal)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task A_unit_has_goals_and_needs_that_its_own_see(On database)
    {
        await using var site = new TestSite(database);
        var (head, teacher) = (await site.ApiAs("head"), await site.ApiAs("teacher"));
        var goal = await Made(head, "/api/v1/goals", new { unitId = Id("gaujmala"), statement = "Skolas mērķis", field = "edtech" });
        (await teacher.GetAsync($"/api/v1/goals/{goal}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Refused(teacher, "/api/v1/goals", new { unitId = Id("gaujmala"), statement = "X" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Refused(head, "/api/v1/goals", new { unitId = Id("mezmala"), statement = "X" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await site.ApiAs("otherhead")).GetAsync($"/api/v1/goals/{goal}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        object Need(string unit = "gaujmala", int year = 2026) => new { unitId = Id(unit), statement = "Kritēriji", target = "Visi", source = "Survey", schoolYear = year };
        var need = await Made(head, "/api/v1/needs", Need());
        (await Refused(head, "/api/v1/needs", Need(year: 2023))).ShouldBe((HttpStatusCode.UnprocessableEntity, "need.year"));
        (await Refused(head, "/api/v1/needs", Need("mezmala"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Refused(teacher, "/api/v1/needs", Need())).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Listed(teacher, "/api/v1/needs")).ShouldBe([need, Id("gaujmala need"), Id("gauja need")], ignoreOrder: true);
        (await Listed(await site.ApiAs("otherhead"), "/api/v1/needs")).ShouldBe([Id("gauja need")]);
        (await head.PutAsJsonAsync($"/api/v1/needs/{need}", new { statement = "Citi kritēriji", source = "Heads", schoolYear = 2025 })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await head.PutAsJsonAsync($"/api/v1/needs/{Id("gauja need")}", new { statement = "X", source = "Heads", schoolYear = 2025 })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await head.PostAsJsonAsync($"/api/v1/needs/{need}/met", new { met = true })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Listed(teacher, "/api/v1/needs?met=true")).ShouldBe([need]);
        (await Listed(teacher, "/api/v1/needs?year=2025")).ShouldBe([need]);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task Goals_and_needs_are_kept_on_pages(On database)
    {
        await using var site = new TestSite(database);
        var teacher = await site.As("teacher", "en");
        var form = await teacher.Open("/goals/new");
        form.QuerySelectorAll("select[name='Posted.SupporterId'] option").Select(o => o.TextContent).ShouldContain("Zane Ozoliņa");
        var sent = await teacher.Submit("/goals/new", ("Posted.Statement", "<b>Ask</b> more"), ("Posted.SupporterId", Id("mentor").ToString()));
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var address = sent.Next();
        var shown = await teacher.Open(address);
        shown.QuerySelector("h1")!.TextContent.ShouldBe("<b>Ask</b> more");
        shown.QuerySelector("#history")!.TextContent.ShouldContain("Inta Roze set the goal.");
        (await (await site.As("mentor", "en")).Open("/notifications")).Body!.TextContent.ShouldContain("Inta Roze asks for your support in a goal");
        (await teacher.Submit("/goals/new", ("Posted.Statement", "A fourth"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await teacher.Submit(address + "/share")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var head = await site.As("head", "en");
        (await head.Open(address)).QuerySelectorAll($"a[href='{address}/change']").Length.ShouldBe(0);
        (await head.GetAsync(address + "/change")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await head.Open($"/people/{Id("teacher")}")).QuerySelectorAll($"#goals a[href='{address}']").Length.ShouldBe(1);
        (await (await site.As("otherhead")).GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // two editors: the second is told
        var stale = await teacher.Open(address + "/change");
        (await teacher.Submit(address + "/change", ("Posted.Measure", "Count"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await teacher.Send(address + "/change", stale, ("Posted.Measure", "Other"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await teacher.Submit(address + "/close", ("Posted.How", "Reached"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await teacher.Submit(address + "/reopen")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await teacher.Open("/goals?whose=mine")).QuerySelectorAll("tbody tr").Length.ShouldBe(3);
        (await teacher.GetStringAsync("/goals/export?as=csv&whose=mine&state=Open")).ShouldContain("Zane Ozoliņa");

        // from the educator's page, by whoever supports them
        var mentor = await site.As("mentor", "en");
        var from = (await mentor.Open($"/people/{Id("gaujmala 2")}")).QuerySelector("#goals .b-more")!.GetAttribute("href")!;
        (await mentor.Submit(from, ("Posted.Statement", "Together"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await mentor.GetAsync($"/goals/new?unit={Id("mezmala")}&person={Id("mezmala 1")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var need = (await head.Submit("/needs/new", ("Posted.Statement", "Criteria"), ("Posted.Source", "Survey"))).Next();
        (await head.Submit(need + "/met")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await head.Open(need)).QuerySelector("#history")!.TextContent.ShouldContain("Gunārs Vītols marked the need as met.");
        (await head.Submit(need + "/met")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await head.Submit(need + "/change", ("Posted.Target", "All"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await head.Open($"/units/{Id("gaujmala")}")).QuerySelectorAll($"#goals a[href='{need}']").Length.ShouldBe(1);
        (await head.GetStringAsync("/needs/export?as=csv&met=no")).ShouldContain("Criteria");
        (await teacher.GetAsync("/needs/new")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
