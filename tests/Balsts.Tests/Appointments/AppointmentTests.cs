using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Appointments;
using Balsts.Units;
using Foundation.History;
using Microsoft.EntityFrameworkCore;
using static Balsts.Tests.TestSite;

namespace Balsts.Tests.Appointments;

/// <summary>Who may give which post to whom and where; rights begin and end with the term; nobody climbs.</summary>
public sealed class AppointmentTests
{
    static object Post(string person, string post, string unit, string starts = "2026-11-23", string? ends = "2027-08-31", string field = "", decimal load = 0.25m, params string[] units) => new
    {
        personId = Id(person), post, unitId = Id(unit), field, load, startsOn = starts, endsOn = ends, units = units.Select(Id),
    };

    static async Task<(HttpStatusCode Status, string Code)> Answer(HttpClient api, object appointment)
    {
        var response = await api.PostAsJsonAsync("/api/v1/appointments", appointment);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (response.StatusCode, body.TryGetProperty("code", out var code) ? code.GetString()! : "");
    }

    static async Task<Guid> Made(HttpClient api, object appointment)
    {
        var response = await api.PostAsJsonAsync("/api/v1/appointments", appointment);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    static readonly (HttpStatusCode, string) NotFound = (HttpStatusCode.NotFound, "not-found");
    static readonly (HttpStatusCode, string) NotYours = (HttpStatusCode.UnprocessableEntity, "appointment.post-not-yours");

    [Fact]
    public void Nobody_can_climb_to_the_administrators_rights_however_many_give_posts_to_each_other()
    {
        foreach (var giver in Appointable.By.Keys.Where(p => p != PostKind.Administrator))
        {
            var reached = new HashSet<PostKind>();
            var waiting = new Queue<PostKind>(Appointable.By[giver]);
            while (waiting.TryDequeue(out var post))
                if (reached.Add(post)) foreach (var next in Appointable.By.GetValueOrDefault(post, [])) waiting.Enqueue(next);
            reached.ShouldNotContain(PostKind.Administrator, giver.ToString());
            if (giver != PostKind.StateOfficer) reached.ShouldNotContain(PostKind.StateOfficer, giver.ToString());
        }
        Appointable.By.Keys.ShouldBe(House.Rooms.SelectMany(r => r.Rights).Single(r => r.Right == AppointmentRights.Make).Posts, ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task A_post_is_given_by_those_who_may_where_they_may_and_never_to_oneself(On database)
    {
        await using var site = new TestSite(database);
        var head = await site.ApiAs("head");
        var id = await Made(head, Post("gaujmala 0", "TechnologyMentor", "gaujmala", field: "technologies"));
        var made = await head.GetFromJsonAsync<JsonElement>($"/api/v1/appointments/{id}");
        made.GetProperty("appointedByUnitId").GetGuid().ShouldBe(Id("gaujmala"));
        (await Answer(head, Post("gaujmala 0", "TechnologyMentor", "gaujmala", "2027-01-01", field: "technologies"))).ShouldBe((HttpStatusCode.Conflict, "appointment.held-already"));
        (await Answer(head, Post("gaujmala 0", "TechnologyMentor", "gaujmala", "2027-09-01", null, "technologies"))).Status.ShouldBe(HttpStatusCode.Created);

        // climbing
        foreach (var post in new[] { "Head", "SupportLead", "ProgrammeManager", "StateOfficer", "Administrator", "Methodologist", "Teacher" }) (await Answer(head, Post("gaujmala 1", post, "gaujmala"))).ShouldBe(NotYours, post);
        (await Answer(head, Post("head", "TechnologyMentor", "gaujmala"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "appointment.oneself"));
        (await Answer(head, Post("mezmala 0", "TechnologyMentor", "gaujmala"))).ShouldBe(NotFound);
        (await Answer(head, Post("gaujmala 1", "TechnologyMentor", "mezmala"))).ShouldBe(NotFound);
        (await Answer(head, Post("gaujmala 1", "TechnologyMentor", "gauja"))).ShouldBe(NotFound);
        (await Answer(head, Post("gaujmala 1", "TechnologyMentor", "baku62"))).ShouldBe(NotFound);
        (await Answer(head, Post("baku62 1", "TechnologyMentor", "gaujmala"))).ShouldBe(NotFound);
        foreach (var persona in new[] { "deputy", "mentor", "teacher", "coordinator", "projectmentor" }) (await Answer(await site.ApiAs(persona), Post("gaujmala 1", "TechnologyMentor", "gaujmala"))).Status.ShouldBe(HttpStatusCode.NotFound, persona);
        var state = await site.ApiAs("state");
        (await Answer(state, Post("municipality", "Administrator", "lv"))).ShouldBe(NotYours);
        (await Answer(state, Post("baku62 1", "StateOfficer", "az"))).ShouldBe(NotFound);
        var lead = await site.ApiAs("municipality");
        (await Answer(lead, Post("gaujmala 1", "SupportLead", "gauja"))).ShouldBe(NotYours);
        (await Answer(lead, Post("gaujmala 1", "Head", "gauja"))).ShouldBe(NotYours);
        (await Answer(lead, Post("gaujmala 1", "Methodologist", "daugava"))).ShouldBe(NotFound);
        var byLead = await Made(lead, Post("gaujmala 1", "LearningConsultant", "mezmala"));
        (await lead.GetFromJsonAsync<JsonElement>($"/api/v1/appointments/{byLead}")).GetProperty("appointedByUnitId").GetGuid().ShouldBe(Id("gauja"));

        // terms, loads, fields
        (await Answer(head, Post("gaujmala 2", "Deputy", "gaujmala", ends: "2026-11-22"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "appointment.term-backwards"));
        (await Answer(head, Post("gaujmala 2", "Deputy", "gaujmala", "0001-01-01"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "appointment.term-outside"));
        (await Answer(head, Post("gaujmala 2", "Deputy", "gaujmala", load: 2.001m))).ShouldBe((HttpStatusCode.UnprocessableEntity, "appointment.load"));
        (await Answer(head, Post("gaujmala 2", "TechnologyMentor", "gaujmala", field: "astrology"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "field-unknown"));
        (await Answer(head, new { personId = Id("gaujmala 2") })).ShouldBe((HttpStatusCode.UnprocessableEntity, "shape"));

        // an administrator in both countries, a post stays in the person's country
        var administrator = await site.ApiAs("administrator");
        (await Answer(administrator, Post("gaujmala 2", "Head", "baku62"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "appointment.other-country"));
        await Made(administrator, Post("baku62 2", "StateOfficer", "az"));
        await Made(administrator, Post("gaujmala 3", "Administrator", "lv", ends: null));

        // told, and seen by those whom it concerns
        (await site.Db(db => db.Seen<Notification>(Foundation.Viewers.Viewer.System).CountAsync(n => n.PersonId == Id("gaujmala 0") && n.Address == $"/appointments/{id}"))).ShouldBe(1);
        foreach (var (persona, sees) in new[] { ("head", true), ("deputy", true), ("municipality", true), ("state", true), ("otherhead", false), ("mentor", false), ("teacher", false), ("manager", false), ("projecthead", false) })
            (await (await site.ApiAs(persona)).GetAsync($"/api/v1/appointments/{id}")).StatusCode.ShouldBe(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, persona);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task Rights_begin_with_the_appointment_and_end_with_the_last_day_in_open_sessions_and_for_tokens(On database)
    {
        await using var site = new TestSite(database);
        var (session, token) = (await site.As("teacher"), await site.ApiAs("teacher"));
        (await session.GetAsync("/activities/new")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var head = await site.ApiAs("head");
        var id = await Made(head, Post("teacher", "TechnologyMentor", "gaujmala", ends: "2026-11-23"));
        (await session.GetAsync("/activities/new")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var support = new { unitId = Id("gaujmala"), on = "2026-11-23", minutes = 20, kind = "Conversation", people = new[] { Id("gaujmala 0") } };
        (await token.PostAsJsonAsync("/api/v1/activities", support)).StatusCode.ShouldBe(HttpStatusCode.Created);

        // an hour before midnight of the last day, and an hour after; a session lasts twelve hours
        site.Clock.Advance(TimeSpan.FromHours(11));
        session = await site.As("teacher");
        (await session.GetAsync("/activities/new")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await token.PostAsJsonAsync("/api/v1/activities", support)).StatusCode.ShouldBe(HttpStatusCode.Created);
        site.Clock.Advance(TimeSpan.FromHours(2));
        (await session.GetAsync("/activities/new")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await token.PostAsJsonAsync("/api/v1/activities", support)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // ended early, with yesterday as the last day: at once
        id = await Made(head, Post("teacher", "TechnologyMentor", "gaujmala", "2026-11-20", field: "mathematics"));
        (await session.GetAsync("/activities/new")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await End(head, id, "2026-11-18")).ShouldBe((HttpStatusCode.UnprocessableEntity, "appointment.term-backwards"));
        (await End(head, id, "2028-11-20")).ShouldBe((HttpStatusCode.Conflict, "appointment.ends-earlier"));
        foreach (var persona in new[] { "teacher", "otherhead", "mentor", "manager" }) (await End(await site.ApiAs(persona), id, "2026-11-23")).Status.ShouldBe(HttpStatusCode.NotFound, persona);
        (await End(head, id, "2026-11-23")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await session.GetAsync("/activities/new")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await End(head, id, "2026-11-22")).ShouldBe((HttpStatusCode.Conflict, "appointment.over"));
        // nobody ends their own
        (await End(head, Id("head post"), "2026-12-02")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    static async Task<(HttpStatusCode Status, string Code)> End(HttpClient api, Guid id, string on)
    {
        var response = await api.PostAsJsonAsync($"/api/v1/appointments/{id}/end", new { on });
        return (response.StatusCode, response.Content.Headers.ContentType is null ? "" : (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task A_programme_manager_appoints_mentors_at_the_centre_and_hands_no_school_on(On database)
    {
        await using var site = new TestSite(database);
        var manager = await site.ApiAs("manager");
        (await Answer(manager, Post("baku62 1", "TechnologyMentor", "baku62"))).ShouldBe(NotFound);
        (await Answer(manager, Post("baku62 1", "ProgrammeManager", "itt"))).ShouldBe(NotYours);
        (await Answer(manager, Post("baku62 1", "TechnologyMentor", "itt", units: ["baku62"]))).ShouldBe((HttpStatusCode.UnprocessableEntity, "mandate.units-not-yours"));
        await Made(manager, Post("projectteacher", "TechnologyMentor", "itt"));
        (await site.Viewer("projectteacher"))!.ReachOf("activities.log").ShouldBe([Id("itt")]);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task The_pages_appoint_show_end_and_list(On database)
    {
        await using var site = new TestSite(database);
        var head = await site.As("head", "en");
        (await head.Open("/appointments/new")).QuerySelectorAll("main .b-lines a, .b-lines a").Length.ShouldBeGreaterThan(3);
        var form = $"/appointments/new?person={Id("gaujmala 0")}";
        var page = await head.Open(form);
        var sent = await head.Send(form, page, ("Posted.Post", "TechnologyMentor"), ("Posted.Field", "technologies"));
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var address = sent.Next();
        (await head.Send(form, page, ("Posted.Post", "TechnologyMentor"), ("Posted.Field", "technologies"))).Next().ShouldBe(address);
        (await head.Open(address)).QuerySelector("#history")!.TextContent.ShouldContain("appointed");
        (await head.Submit(form, ("Posted.Post", "Head"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await head.GetAsync($"/appointments/new?person={Id("head")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await head.GetAsync($"/appointments/new?person={Id("gaujmala 0")}&unit={Id("mezmala")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // on the pages of the unit and of the person, to those who see it in the list
        (await head.Open($"/units/{Id("gaujmala")}")).QuerySelectorAll($"#posts a[href='{address}']").Length.ShouldBe(1);
        (await head.Open($"/people/{Id("gaujmala 0")}")).QuerySelectorAll($"#posts a[href='{address}']").Length.ShouldBe(1);
        (await (await site.As("otherhead")).Open($"/units/{Id("gaujmala")}")).QuerySelector("#posts, #support").ShouldBeNull();

        // two editors: the second is told
        var end = await head.Open(address + "/end");
        (await head.Submit(address + "/end", ("Posted.On", "2027-03-31"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await head.Send(address + "/end", end, ("Posted.On", "2027-02-28"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        (await head.Open($"/appointments?post=TechnologyMentor&term=today&unit={Id("gaujmala")}")).QuerySelectorAll("tbody tr").Length.ShouldBe(2);
        (await head.Open("/appointments?term=other")).QuerySelectorAll("tbody tr").Length.ShouldBe(0);
        (await head.GetStringAsync("/appointments/export?as=csv&post=Head")).ShouldContain("Gunārs Vītols");
        (await head.GetAsync("/appointments/export?as=xlsx")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await site.As("otherhead")).GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await site.As("otherhead")).GetAsync(address + "/end")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var teacher = await site.As("teacher", "en");
        (await teacher.GetAsync("/appointments/new")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await teacher.Open("/rights")).QuerySelectorAll("tbody tr").Length.ShouldBe(House.Rooms.SelectMany(r => r.Rights).Count());
    }
}
