using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Appointments;
using Balsts.Units;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Tests.Appointments;

/// <summary>Somebody is put forward for a post, reads what it asks, and says yes or no.</summary>
public sealed class NominationTests
{
    static Guid Id(string key) => TestSite.Id(key);

    static object Offer(string person, string post, string unit, string starts = "2026-12-01", string? ends = "2027-05-31", string? field = null, decimal load = 0.2m) =>
        new { personId = Id(person), post, unitId = Id(unit), startsOn = starts, endsOn = ends, field, load };

    static async Task<(HttpStatusCode Status, string Code)> Post(HttpClient api, string address, object body)
    {
        var response = await api.PostAsJsonAsync($"/api/v1/nominations{address}", body);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length > 0 && JsonDocument.Parse(text).RootElement.TryGetProperty("code", out var code) ? code.GetString()! : "");
    }

    static async Task<Guid> Made(HttpClient api, object body)
    {
        var response = await api.PostAsJsonAsync("/api/v1/nominations", body);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_teacher_who_is_nominated_reads_the_charter_accepts_and_holds_the_post_from_its_first_day(On database)
    {
        await using var site = new TestSite(database);
        var head = await site.As("head");
        var sent = await head.Submit($"/nominations/new?person={Id("teacher")}&unit={Id("gaujmala")}", ("Posted.Post", "TechnologyMentor"), ("Posted.Field", "edtech"), ("Posted.Load", "0.2"), ("Posted.StartsOn", "2026-12-01"), ("Posted.EndsOn", "2027-05-31"));
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        var address = sent.Next();
        var id = Guid.Parse(address.Split('/')[^1]);

        // nobody holds a post before they have said yes; the nominee finds it on the desk, on the own posts page and among the notifications
        (await site.Db(db => db.Seen<Appointment>(Viewer.System).AnyAsync(a => a.PersonId == Id("teacher")))).ShouldBeFalse();
        var teacher = await site.As("teacher");
        (await teacher.Open("/")).QuerySelector($"main a[href='{address}']").ShouldNotBeNull();
        (await teacher.Open("/appointments")).Body!.TextContent.ShouldContain("atbild");
        (await teacher.Open("/notifications")).Body!.TextContent.ShouldContain("Gaujmalas vidusskola");
        var page = await teacher.Open(address);
        page.QuerySelectorAll("#charter li").Length.ShouldBe(5);

        // only the two see it
        foreach (var persona in new[] { "deputy", "municipality", "state", "mentor", "otherhead", "manager", "administrator" })
        {
            (await (await site.As(persona)).GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound, persona);
            (await (await site.ApiAs(persona)).GetAsync($"/api/v1{address}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, persona);
        }

        // not before it was read
        var unread = await teacher.Submit(address, ("act", "accept"));
        unread.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Post(await site.ApiAs("head"), $"/{id}/accept", new { acknowledged = true, charter = 1 })).Status.ShouldBe(HttpStatusCode.NotFound); // not by whoever nominated
        (await teacher.Submit(address, ("act", "accept"), ("Posted.Acknowledged", "true"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var appointment = await site.Db(db => db.Seen<Appointment>(Viewer.System).SingleAsync(a => a.PersonId == Id("teacher")));
        (appointment.Post, appointment.UnitId, appointment.AppointedById, appointment.Load, appointment.StartsOn).ShouldBe((PostKind.TechnologyMentor, Id("gaujmala"), Id("head"), 200, new DateOnly(2026, 12, 1)));
        (await site.Db(db => db.Seen<Nomination>(Viewer.System).SingleAsync(n => n.Id == id))).CharterVersion.ShouldBe(1);
        (await site.Db(db => db.Seen<Notification>(Viewer.System).CountAsync(n => n.PersonId == Id("head") && n.Address == address))).ShouldBe(1);

        // the rights begin with the first day, not with the answer
        (await (await site.As("teacher")).GetAsync("/activities/new")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        site.Clock.Advance(TimeSpan.FromDays(8));
        (await (await site.As("teacher")).GetAsync("/activities/new")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Post(await site.ApiAs("teacher"), $"/{id}/accept", new { acknowledged = true, charter = 1 })).ShouldBe((HttpStatusCode.Conflict, "nomination.not-waiting"));
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Who_nominates_whom_and_what_becomes_of_it(On database)
    {
        await using var site = new TestSite(database);
        var (head, lead, state, manager) = (await site.ApiAs("head"), await site.ApiAs("municipality"), await site.ApiAs("state"), await site.ApiAs("manager"));

        // a head for the institution, a municipality and the state for themselves, nobody beyond their seat
        await Made(lead, Offer("mentor", "AreaCoordinator", "gauja", field: "languages"));
        await Made(lead, Offer("mentor", "LearningConsultant", "gauja"));
        await Made(lead, Offer("mentor", "Methodologist", "gauja"));
        await Made(lead, Offer("mentor", "TechnologyMentor", "gauja"));
        await Made(state, Offer("mentor", "Methodologist", "viaa"));
        await Made(manager, Offer("projectteacher", "TechnologyMentor", "itt"));
        (await Post(head, "", Offer("mentor", "Methodologist", "gaujmala"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "appointment.post-not-yours"));
        (await Post(head, "", Offer("mentor", "Deputy", "gaujmala"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "nomination.post"));
        (await Post(head, "", Offer("head", "TechnologyMentor", "gaujmala"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "appointment.oneself"));
        (await Post(head, "", Offer("teacher", "TechnologyMentor", "mezmala"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Post(head, "", Offer("projectteacher", "TechnologyMentor", "gaujmala"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Post(head, "", Offer("mentor", "TechnologyMentor", "gaujmala", field: "edtech"))).ShouldBe((HttpStatusCode.Conflict, "appointment.held-already"));
        (await Post(head, "", Offer("gaujmala 1", "TechnologyMentor", "gaujmala", load: 3))).ShouldBe((HttpStatusCode.UnprocessableEntity, "appointment.load"));
        (await Post(head, "", Offer("gaujmala 1", "TechnologyMentor", "gaujmala", "2026-01-01", "2026-02-01"))).Status.ShouldBe(HttpStatusCode.Conflict);
        foreach (var persona in new[] { "deputy", "mentor", "teacher", "coordinator", "projectmentor", "projectteacher" })
            (await Post(await site.ApiAs(persona), "", Offer("gaujmala 1", "TechnologyMentor", "gaujmala"))).Status.ShouldBe(HttpStatusCode.NotFound, persona);

        // declined with a reason that the two read
        var teacher = await site.ApiAs("teacher");
        var id = await Made(head, Offer("teacher", "LearningConsultant", "gaujmala"));
        (await Post(head, "", Offer("teacher", "LearningConsultant", "gaujmala"))).ShouldBe((HttpStatusCode.Conflict, "nomination.waits-already"));
        (await Post(teacher, $"/{id}/withdraw", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Post(teacher, $"/{id}/decline", new { reason = " " })).ShouldBe((HttpStatusCode.UnprocessableEntity, "nomination.reason"));
        (await Post(teacher, $"/{id}/decline", new { reason = "Man šogad ir savi eksāmeni." })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await head.GetFromJsonAsync<JsonElement>($"/api/v1/nominations/{id}")).GetProperty("reason").GetString().ShouldBe("Man šogad ir savi eksāmeni.");
        (await site.Db(db => db.Seen<Notification>(Viewer.System).Where(n => n.PersonId == Id("head") && n.Address == $"/nominations/{id}").Select(n => n.Args).SingleAsync())).ShouldNotContain("eks");
        (await site.Db(db => db.HistoryOf(new Told(id)).Select(h => h.Facts).ToListAsync())).ShouldAllBe(f => !f.Contains("eks"));

        // withdrawn
        id = await Made(head, Offer("teacher", "LearningConsultant", "gaujmala"));
        (await Post(head, $"/{id}/withdraw", new { })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Post(teacher, $"/{id}/accept", new { acknowledged = true, charter = 1 })).ShouldBe((HttpStatusCode.Conflict, "nomination.not-waiting"));

        // an old charter, an over term, somebody who does not hold the post of the nominator any more
        id = await Made(head, Offer("teacher", "LearningConsultant", "gaujmala"));
        (await Post(teacher, $"/{id}/accept", new { acknowledged = true, charter = 0 })).ShouldBe((HttpStatusCode.Conflict, "nomination.charter-changed"));
        (await Post(teacher, $"/{id}/accept", new { charter = 1 })).ShouldBe((HttpStatusCode.UnprocessableEntity, "nomination.not-read"));
        (await (await site.ApiAs("administrator")).PostAsJsonAsync($"/api/v1/appointments/{Id("head post")}/end", new { on = "2026-11-23" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        site.Clock.Advance(TimeSpan.FromDays(1));
        (await Post(teacher, $"/{id}/accept", new { acknowledged = true, charter = 1 })).ShouldBe((HttpStatusCode.Conflict, "nomination.nominator-gone"));
        (await Post(head, "", Offer("gaujmala 1", "TechnologyMentor", "gaujmala"))).Status.ShouldBe(HttpStatusCode.NotFound);
        id = (await manager.GetFromJsonAsync<JsonElement>("/api/v1/nominations")).GetProperty("items")[0].GetProperty("id").GetGuid();
        site.Clock.Advance(TimeSpan.FromDays(300));
        (await Post(await site.ApiAs("projectteacher"), $"/{id}/accept", new { acknowledged = true, charter = 1 })).ShouldBe((HttpStatusCode.Conflict, "nomination.term-over"));
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task The_funding_source_is_seen_by_the_person_and_those_who_answer_for_the_post(On database)
    {
        await using var site = new TestSite(database);
        var (state, lead) = (await site.ApiAs("state"), await site.ApiAs("municipality"));
        var made = await state.PostAsJsonAsync("/api/v1/sources", new { unitId = Id("lv"), name = "ESF atbalsts", startsOn = "2026-09-01" });
        var source = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        (await Post(lead, "", new { personId = Id("mentor"), post = "AreaCoordinator", unitId = Id("gauja"), load = 0.2, startsOn = "2026-11-01", endsOn = "2027-05-31", sourceId = Guid.NewGuid() })).ShouldBe((HttpStatusCode.UnprocessableEntity, "appointment.source"));
        var id = await Made(lead, new { personId = Id("mentor"), post = "AreaCoordinator", unitId = Id("gauja"), field = "languages", load = 0.2, startsOn = "2026-11-01", endsOn = "2027-05-31", sourceId = source });
        (await Post(await site.ApiAs("mentor"), $"/{id}/accept", new { acknowledged = true, charter = 1 })).Status.ShouldBe(HttpStatusCode.NoContent);
        var appointment = await site.Db(db => db.Seen<Appointment>(Viewer.System).SingleAsync(a => a.SourceId == source));
        appointment.StartsOn.ShouldBe(new DateOnly(2026, 11, 23)); // not before it was accepted
        foreach (var (persona, sees) in new[] { ("mentor", true), ("municipality", true), ("state", true), ("head", false), ("coordinator", false), ("otherhead", false), ("manager", false) })
        {
            var page = await (await site.As(persona)).GetAsync($"/appointments/{appointment.Id}");
            page.StatusCode.ShouldBe(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, persona);
            if (sees) (await page.Content.ReadAsStringAsync()).ShouldContain("ESF atbalsts");
        }
    }

    sealed record Told(Guid HistoryId) : IHistoric { public string CountryId => "LV"; }
}
