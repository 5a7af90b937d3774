using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Activities;
using Balsts.Groups;
using Balsts.People;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Balsts.Tests.TestSite;

namespace Balsts.Tests.Groups;

/// <summary>Groups with members by name, their sessions and the ledger; circles that follow from posts; who sees what of them.</summary>
public sealed class GroupTests
{
    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task A_group_across_schools_meets_and_the_ledger_has_each_session_once(On database)
    {
        await using var site = new TestSite(database);
        var (lead, coordinator, browser) = (await site.ApiAs("municipality"), await site.ApiAs("coordinator"), await site.As("coordinator", "en"));
        (await Refused(await coordinator.PostAsJsonAsync("/api/v1/groups", Of("gaujmala", "Svešs")))).ShouldBe("group.unit");
        (await Refused(await lead.PostAsJsonAsync("/api/v1/groups", new { unitId = Id("gauja"), kind = "RoleCircle", name = "Loks", startsOn = "2026-09-01" }))).ShouldBe("group.kind");
        (await Refused(await lead.PostAsJsonAsync("/api/v1/groups", new { unitId = Id("gauja"), kind = "Network", name = "Atpakaļ", startsOn = "2026-09-01", endsOn = "2026-08-31" }))).ShouldBe("group.backwards");
        (await Refused(await lead.PostAsJsonAsync("/api/v1/groups", new { unitId = Id("gauja"), kind = "Network", name = "Cits mērķis", startsOn = "2026-09-01", goalId = Id("baku62 goal") }))).ShouldBe("group.goal");

        // a coordinator sets it up where the post is held, and leads it
        var group = await Made(await coordinator.PostAsJsonAsync("/api/v1/groups", new { unitId = Id("gauja"), kind = "SubjectAssociation", name = "Matemātikas skolotāji", field = "mathematics", purpose = "Kopā", startsOn = "2026-09-01", goalId = Id("gauja goal") }));
        (await Refused(await coordinator.PostAsJsonAsync($"/api/v1/groups/{group}/members", Members("baku62 0")))).ShouldBe("member.not-reached");
        (await Refused(await coordinator.PostAsJsonAsync($"/api/v1/groups/{group}/members", Members()))).ShouldBe("member.nobody");
        var added = await browser.Submit($"/groups/{group}/members/add", ("Posted.People", Id("gaujmala 0").ToString()), ("Posted.People", Id("mezmala 0").ToString()), ("Posted.Role", "Member"), ("Posted.StartsOn", "2026-10-01"));
        added.Next().ShouldBe($"/groups/{group}");
        (await coordinator.PostAsJsonAsync($"/api/v1/groups/{group}/members", Members("gaujmala 0", "upesciems 0", "teacher"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Names(coordinator, group)).ShouldBe(5, "whoever is a member already is not one twice");
        (await (await site.As("teacher", "en")).Open("/notifications")).Body!.TextContent.ShouldContain("Māris Ozoliņš added you to the group Matemātikas skolotāji.");

        // sessions: planned, told, moved, held by a double press
        (await Refused(await coordinator.PostAsJsonAsync($"/api/v1/groups/{group}/sessions", new { on = "2026-08-31", minutes = 60 }))).ShouldBe("group.outside");
        var session = await Made(await coordinator.PostAsJsonAsync($"/api/v1/groups/{group}/sessions", new { on = "2026-11-20", at = "15:30", minutes = 60, place = "Bibliotēka", topic = "Daļas" }));
        var later = await Made(await coordinator.PostAsJsonAsync($"/api/v1/groups/{group}/sessions", new { on = "2026-12-04", minutes = 60, topic = "Procenti" }));
        (await Refused(await coordinator.PostAsJsonAsync($"/api/v1/groups/sessions/{later}/hold", Came(60, "mezmala 0")))).ShouldBe("session.not-yet");
        (await browser.Submit($"/groups/sessions/{later}/change", ("Posted.On", "2026-12-05"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var told = (await (await site.As("teacher", "lv")).Open("/notifications")).Body!.TextContent;
        told.ShouldContain("04.12.2026");
        told.ShouldContain("05.12.2026");
        (await browser.Open("/notifications")).Body!.TextContent.ShouldNotContain("Matemātikas skolotāji", Case.Sensitive, "never to whoever did it");

        (await browser.Open("/")).Body!.TextContent.ShouldContain("Write down who came");
        var me = (await site.Viewer("teacher"))!;
        var calendar = await site.Ask(async services => await services.GetServices<ICalendarPart>().OfType<CalendarOfSessions>().Single().Of(me, new(2026, 11, 1), new(2026, 12, 31), new("en"), default));
        calendar.Where(e => e.Topic.StartsWith("Matemātikas", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(e => e.On.ShouldBe(new(2026, 12, 5)), e => e.State.ShouldBe(CalendarState.Planned), e => e.Title.ShouldBe("Session of a group"));

        (await Refused(await coordinator.PostAsJsonAsync($"/api/v1/groups/sessions/{session}/hold", new { minutes = 60, people = Array.Empty<Guid>() }))).ShouldBe("session.nobody");
        (await Refused(await coordinator.PostAsJsonAsync($"/api/v1/groups/sessions/{session}/hold", Came(60, "amata 0")))).ShouldBe("session.not-a-member");
        (await Refused(await coordinator.PostAsJsonAsync($"/api/v1/groups/sessions/{session}/hold", Came(60, "coordinator")))).ShouldBe("activity.oneself");
        (await Refused(await coordinator.PostAsJsonAsync($"/api/v1/groups/sessions/{session}/hold", Came(60, "teacher")))).ShouldBe("session.not-a-member", "a member of later days");
        var form = await browser.Open($"/groups/sessions/{session}/hold");
        form.QuerySelectorAll("input[type=checkbox][checked]").Length.ShouldBe(2, "everybody of that day is ticked");
        var (one, other) = (await browser.Send($"/groups/sessions/{session}/hold", form), await browser.Send($"/groups/sessions/{session}/hold", form));
        (one.Next(), other.Next()).ShouldBe(($"/groups/sessions/{session}", $"/groups/sessions/{session}"));
        (await Refused(await coordinator.PostAsJsonAsync($"/api/v1/groups/sessions/{session}/hold", Came(60, "mezmala 0")))).ShouldBe("session.held");
        var activity = (await Ledger(site, group)).ShouldHaveSingleItem();
        (activity.Minutes, activity.Kind, activity.AuthorId, activity.UnitId, activity.GoalId, activity.At).ShouldBe((60, ActivityKind.GroupSession, Id("coordinator"), Id("gauja"), Id("gauja goal"), new TimeOnly(15, 30)));
        activity.People.Select(p => p.PersonId).ShouldBe([Id("gaujmala 0"), Id("mezmala 0")], ignoreOrder: true);
        (await browser.Open($"/activities/{activity.Id}")).Body!.TextContent.ShouldContain("Matemātikas skolotāji");

        // the entry follows the session, and is not changed beside it
        (await Refused(await coordinator.PutAsJsonAsync($"/api/v1/activities/{activity.Id}", new { on = "2026-11-20", minutes = 30, kind = "Consultation" }))).ShouldBe("activity.of-a-session");
        (await Refused(await coordinator.DeleteAsync($"/api/v1/activities/{activity.Id}"))).ShouldBe("activity.of-a-session");
        (await lead.PutAsJsonAsync($"/api/v1/groups/sessions/{session}/attendance", Came(45, "mezmala 0"))).StatusCode.ShouldBe(HttpStatusCode.NotFound, "only whoever led it");
        var (first, second) = (await browser.Open($"/groups/sessions/{session}/correct"), await browser.Open($"/groups/sessions/{session}/correct"));
        (await browser.Send($"/groups/sessions/{session}/correct", first, ("Posted.People", Id("mezmala 0").ToString()), ("Posted.Minutes", "45"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.Send($"/groups/sessions/{session}/correct", second, ("Posted.Minutes", "50"))).StatusCode.ShouldBe(HttpStatusCode.Conflict, "the second of two editors is told");
        activity = (await Ledger(site, group)).ShouldHaveSingleItem();
        (activity.Minutes, activity.People.Single().PersonId).ShouldBe((45, Id("mezmala 0")));

        // who sees what: a member of another school by name and school, without an e-mail
        var teacher = await site.As("teacher", "en");
        var page = (await teacher.Open($"/groups/{group}")).Body!.TextContent;
        foreach (var said in new[] { "Matemātikas skolotāji", "Mežmalas pamatskola", "Upesciema pamatskola", "Daļas" }) page.ShouldContain(said);
        page.ShouldNotContain("@demo.balsts.example");
        (await teacher.Open($"/groups/sessions/{session}")).Body!.TextContent.ShouldContain("You see how many came, not who.");
        (await teacher.GetAsync($"/groups/{group}/change")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await teacher.GetAsync($"/groups/sessions/{session}/hold")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var otherhead = await site.ApiAs("otherhead");
        (await Json(otherhead, $"/api/v1/groups/{group}/members")).GetProperty("items").EnumerateArray().Select(m => m.GetProperty("personId").GetGuid()).ShouldBe([Id("mezmala 0")], "a head sees the school’s own");
        (await Json(otherhead, $"/api/v1/groups/sessions/{session}")).GetProperty("people").EnumerateArray().Single().GetGuid().ShouldBe(Id("mezmala 0"));
        foreach (var stranger in new[] { "projecthead", "manager", "administrator", "mentor" })
        {
            (await (await site.ApiAs(stranger)).GetAsync($"/api/v1/groups/{group}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, stranger);
            (await (await site.As(stranger)).GetAsync($"/groups/sessions/{session}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, stranger);
        }

        // a membership ends to the day; a held session is cancelled and its entry leaves the ledger; the group ends
        var membership = (await Json(coordinator, $"/api/v1/groups/{group}/members")).GetProperty("items").EnumerateArray().Single(m => m.GetProperty("personId").GetGuid() == Id("teacher")).GetProperty("id").GetGuid();
        (await coordinator.PutAsJsonAsync($"/api/v1/groups/members/{membership}", new { role = "Member", endsOn = "2026-11-23" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await teacher.GetAsync($"/groups/{group}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.Submit($"/groups/sessions/{session}/cancel", ("Posted.Reason", "Nenotika"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Ledger(site, group)).ShouldBeEmpty();
        (await coordinator.PostAsJsonAsync($"/api/v1/groups/{group}/end", new { on = "2026-11-24", reason = "Mērķis sasniegts" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Json(coordinator, $"/api/v1/groups/sessions/{later}")).GetProperty("state").GetString().ShouldBe("Cancelled");
        site.Clock.Advance(TimeSpan.FromDays(1));
        (await (await site.ApiAs("teacher")).GetAsync($"/api/v1/groups/{group}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        site.Clock.Advance(TimeSpan.FromDays(1));
        (await Json(lead, $"/api/v1/groups/{group}")).GetProperty("state").GetString().ShouldBe("Ended");
        (await Refused(await lead.PutAsJsonAsync($"/api/v1/groups/{group}", new { name = "Atkal", startsOn = "2026-09-01" }))).ShouldBe("group.over");
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task A_role_circle_follows_the_terms_of_the_post_to_the_day(On database)
    {
        await using var site = new TestSite(database);
        var (lead, head, mentor) = (await site.ApiAs("municipality"), await site.ApiAs("head"), await site.ApiAs("mentor"));
        var circle = Id("mentors' circle");
        (await Holders(mentor, circle)).ShouldBe([Id("municipality"), Id("mentor"), Id("mezmala 4"), Id("upesciems 5")], ignoreOrder: true);
        (await Refused(await lead.PostAsJsonAsync($"/api/v1/groups/{circle}/members", Members("gaujmala 1")))).ShouldBe("group.by-posts");

        // who comes to the post belongs to it with the first day of the term, and sees it; with the last day that ends
        var teacher = await site.ApiAs("teacher");
        (await teacher.GetAsync($"/api/v1/groups/{circle}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Made(await head.PostAsJsonAsync("/api/v1/appointments", new { personId = Id("teacher"), post = "TechnologyMentor", unitId = Id("gaujmala"), field = "mathematics", load = 0.1, startsOn = "2026-11-24", endsOn = "2026-11-25" }));
        (await Holders(mentor, circle)).ShouldNotContain(Id("teacher"));
        (await Holders(mentor, circle, "2026-11-25")).ShouldContain(Id("teacher"));
        (await Holders(mentor, circle, "2026-11-26")).ShouldNotContain(Id("teacher"));
        site.Clock.Advance(TimeSpan.FromDays(1));
        (await Holders(mentor, circle)).ShouldContain(Id("teacher"));
        (await Holders(teacher, circle)).Count.ShouldBe(5);
        (await (await site.As("teacher", "en")).Open($"/groups/{circle}")).Body!.TextContent.ShouldContain("Mežmalas pamatskola");
        site.Clock.Advance(TimeSpan.FromDays(2));
        (await teacher.GetAsync($"/api/v1/groups/{circle}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Holders(mentor, circle)).ShouldNotContain(Id("teacher"));

        // the circles that one may make: with one press, once, of the own unit's posts
        var coordinator = await site.As("coordinator", "en");
        var offered = await coordinator.Open("/groups/circles");
        var press = offered.QuerySelectorAll("form[action='/groups/circles/convene']").First(f => f.QuerySelector("input[name=post]")!.GetAttribute("value") == "AreaCoordinator" && f.QuerySelector("input[name=field]")!.GetAttribute("value") == "");
        var fields = ((AngleSharp.Html.Dom.IHtmlFormElement)press).Fields();
        var made = await coordinator.PostAsync("/groups/circles/convene", new FormUrlEncodedContent(fields));
        made.Next().ShouldStartWith("/groups/");
        (await coordinator.PostAsync("/groups/circles/convene", new FormUrlEncodedContent(fields))).Next().ShouldBe("/groups/circles");
        (await coordinator.Open(made.Next())).Body!.TextContent.ShouldContain("Māris Ozoliņš");
        (await Refused(await (await site.ApiAs("coordinator")).PostAsJsonAsync("/api/v1/groups/circles", new { unitId = Id("gauja"), post = "TechnologyMentor", name = "Mentori" }))).ShouldBe("group.not-offered");
        (await Refused(await lead.PostAsJsonAsync("/api/v1/groups/circles", new { unitId = Id("gauja"), post = "TechnologyMentor", name = "Mentori" }))).ShouldBe("group.circle-there");
        (await Refused(await lead.PostAsJsonAsync("/api/v1/groups/circles", new { unitId = Id("daugava"), post = "AreaCoordinator", name = "Kaimiņi" }))).ShouldBe("group.not-offered");

        // every page is a bounded number of questions, however large the country
        var pages = await site.As("municipality", "en");
        await pages.Open("/profile");
        foreach (var address in new[] { "/groups", $"/groups/{circle}", $"/groups/{Id("science association")}", $"/groups/sessions/{Id("circle 2")}", $"/groups/{circle}/members/add", "/groups/circles", "/groups/new" })
            (await QueryCount.Of(() => pages.Open(address))).ShouldBeInRange(1, 20, address);

        // without a post that gives support the attendance stands alone; the rows name who came
        var session = await Made(await lead.PostAsJsonAsync($"/api/v1/groups/{circle}/sessions", new { on = "2026-11-25", minutes = 60, topic = "Roboti" }));
        (await (await site.As("municipality", "en")).Open($"/groups/sessions/{session}/hold")).Body!.TextContent.ShouldContain("does not count as hours of support");
        (await lead.PostAsJsonAsync($"/api/v1/groups/sessions/{session}/hold", Came(60, "mentor", "teacher"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Ledger(site, circle)).ShouldBeEmpty();
        (await Json(mentor, $"/api/v1/groups/sessions/{session}")).GetProperty("came").GetInt32().ShouldBe(2);
        (await Json(mentor, $"/api/v1/groups/sessions/{session}")).GetProperty("people").EnumerateArray().Single().GetGuid().ShouldBe(Id("mentor"), "one’s own attendance alone");
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task Merged_people_keep_their_groups_and_a_group_fills_in_its_people(On database)
    {
        await using var site = new TestSite(database);
        var lead = await site.ApiAs("municipality");
        var (association, session) = (Id("science association"), Id("association 2"));
        (await lead.PostAsJsonAsync("/api/v1/people/merge", new { staysId = Id("mezmala 3"), sameId = Id("mezmala 2") })).StatusCode.ShouldBeOneOf(HttpStatusCode.NoContent, HttpStatusCode.OK, HttpStatusCode.Created);
        (await Holders(lead, association)).ShouldContain(Id("mezmala 3"));
        (await Holders(lead, association)).ShouldNotContain(Id("mezmala 2"));
        (await site.Db(db => db.Seen<SessionAttendance>(Viewer.System).Where(a => a.SessionId == session).Select(a => a.PersonId).ToListAsync())).ShouldContain(Id("mezmala 3"));
        (await Ledger(site, association)).ShouldAllBe(a => a.People.All(p => p.PersonId != Id("mezmala 2")));

        // support for a group: its people of the school are ticked at once
        var mentor = await site.As("mentor", "en");
        var group = Id("learning group");
        var form = await mentor.Open($"/activities/new?unit={Id("gaujmala")}&group={group}");
        form.QuerySelectorAll("input[name='Posted.People'][checked]").Select(i => Guid.Parse(i.GetAttribute("value")!)).ShouldBe([Id("teacher"), Id("gaujmala 0"), Id("gaujmala 1"), Id("gaujmala 2")], ignoreOrder: true);

        // panels, list, files
        (await (await site.As("head", "en")).Open($"/units/{Id("gaujmala")}")).Body!.TextContent.ShouldContain("Stundas ieraksts: skatāmies kopā");
        (await (await site.As("head", "en")).Open($"/people/{Id("gaujmala 4")}")).Body!.TextContent.ShouldContain("Dabaszinātņu skolotāju metodiskā apvienība");
        var list = await (await site.As("municipality", "en")).Open("/groups?kind=SubjectAssociation&q=dabaszin");
        list.QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        var file = await (await (await site.As("municipality", "en")).GetAsync("/groups/export?kind=RoleCircle&as=csv")).Content.ReadAsStringAsync();
        file.ShouldContain("mentoru loks");
        file.ShouldNotContain("Dabaszinātņu");
        (await Json(await site.ApiAs("projecthead"), "/api/v1/groups?mine=true")).GetProperty("items").EnumerateArray().Single().GetProperty("id").GetGuid().ShouldBe(Id("baku network"));
        (await (await site.As("municipality", "en")).Open($"/appointments/{Id("science coordinator")}/handover")).Body!.TextContent.ShouldContain("Dabaszinātņu skolotāju metodiskā apvienība");
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task Who_led_a_group_to_its_end_writes_down_its_last_session_and_who_came_keeps_it(On database)
    {
        await using var site = new TestSite(database);
        var (teacher, colleague, lead) = (await site.ApiAs("teacher"), await site.ApiAs("mentor"), await site.ApiAs("municipality"));
        var group = Id("learning group");
        var last = await Made(await teacher.PostAsJsonAsync($"/api/v1/groups/{group}/sessions", new { on = "2026-11-23", minutes = 60, topic = "Noslēgums" }));
        (await teacher.PostAsJsonAsync($"/api/v1/groups/{group}/end", new { on = "2026-11-23", reason = "Gads ir galā" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        site.Clock.Advance(TimeSpan.FromDays(2));
        (teacher, colleague) = (await site.ApiAs("teacher"), await site.ApiAs("mentor"));
        (await (await site.As("teacher", "en")).Open("/")).Body!.TextContent.ShouldContain("Write down who came");
        (await colleague.GetAsync($"/api/v1/groups/sessions/{last}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "a member of a group that has ended");
        (await (await site.As("teacher", "en")).Submit($"/groups/sessions/{last}/hold", ("Posted.People", Id("mentor").ToString()))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await colleague.GetAsync($"/api/v1/groups/sessions/{last}")).StatusCode.ShouldBe(HttpStatusCode.OK, "one’s own attendance");
        (await teacher.PutAsJsonAsync($"/api/v1/groups/sessions/{last}/attendance", Came(50, "mentor", "gaujmala 0"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await colleague.PutAsJsonAsync($"/api/v1/groups/sessions/{last}/attendance", Came(50, "gaujmala 0"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await teacher.GetAsync($"/api/v1/groups/{group}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await (await site.As("teacher", "lv")).Open($"/groups/sessions/{last}")).QuerySelector("#history")!.TextContent.ShouldContain("Inta Roze atzīmēja", Case.Sensitive, "a name, not “Tu atzīmēja”");

        // days and choices that nobody can mean
        foreach (var (from, until) in new[] { ("9995-01-01", "9999-01-01"), ("0001-01-01", "0002-01-01") })
            await Made(await lead.PostAsJsonAsync("/api/v1/groups", new { unitId = Id("gauja"), kind = "Network", name = "Tālu", startsOn = from, endsOn = until }));
        (await Refused(await lead.PostAsJsonAsync("/api/v1/groups", new { unitId = Id("gauja"), kind = "Network", name = "Ilgi", startsOn = "2026-01-01", endsOn = "2037-01-01" }))).ShouldBe("group.too-long");
        (await Refused(await lead.PostAsJsonAsync($"/api/v1/groups/{Id("science association")}/sessions", new { on = "9999-12-31", minutes = 60 }))).ShouldBe("group.outside");
        var browser = await site.As("municipality", "en");
        (await browser.Submit("/groups/new", ("Posted.Kind", "99"), ("Posted.Name", "Dīvaina"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.GetAsync("/groups")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    static object Of(string unit, string name) => new { unitId = Id(unit), kind = "LearningGroup", name, startsOn = "2026-09-01" };
    static object Members(params string[] people) => new { people = people.Select(Id).ToArray(), role = "Member", startsOn = "2026-11-23" };
    static object Came(int minutes, params string[] people) => new { minutes, topic = "Daļas", people = people.Select(Id).ToArray() };

    static Task<List<Activity>> Ledger(TestSite site, Guid group) => site.Db(db => db.Seen<Activity>(Viewer.System).AsNoTracking().Include(a => a.People).Where(a => a.GroupId == group).ToListAsync());

    static async Task<int> Names(HttpClient api, Guid group) => (await Holders(api, group)).Count;

    static async Task<List<Guid>> Holders(HttpClient api, Guid group, string? on = null) =>
        [.. (await Json(api, $"/api/v1/groups/{group}/members{(on is null ? "" : $"?on={on}")}")).GetProperty("items").EnumerateArray().Select(m => m.GetProperty("personId").GetGuid())];

    static async Task<JsonElement> Json(HttpClient api, string address) => await api.GetFromJsonAsync<JsonElement>(address);

    static async Task<Guid> Made(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    static async Task<string> Refused(HttpResponseMessage response)
    {
        response.IsSuccessStatusCode.ShouldBeFalse();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!;
    }
}
