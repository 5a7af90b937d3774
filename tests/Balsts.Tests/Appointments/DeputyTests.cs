using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Appointments;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Tests.Appointments;

/// <summary>Somebody acts for a leader who is away, from a day until a day and no longer; and every term begins and ends with the country's midnight.</summary>
public sealed class DeputyTests
{
    static Guid Id(string key) => TestSite.Id(key);

    static object Away(string person, string seat, string starts, string ends) => new { personId = Id(person), appointmentId = Id(seat), startsOn = starts, endsOn = ends };

    static async Task<(HttpStatusCode Status, string Code)> Post(HttpClient api, string address, object body)
    {
        var response = await api.PostAsJsonAsync(address, body);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length > 0 && JsonDocument.Parse(text).RootElement.TryGetProperty("code", out var code) ? code.GetString()! : "");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_deputy_does_what_the_post_does_from_the_first_day_to_the_last_and_gives_no_posts(On database)
    {
        await using var site = new TestSite(database);
        var head = await site.As("head");
        (await head.Submit($"/away/new?person={Id("teacher")}", ("Posted.StartsOn", "2026-11-24"), ("Posted.EndsOn", "2026-11-25"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await head.Open("/away")).Body!.TextContent.ShouldContain("Inta Roze");
        (await site.Db(db => db.Seen<Notification>(Viewer.System).CountAsync(n => n.PersonId == Id("teacher") && n.Address == "/away"))).ShouldBe(1);

        // an open session and a token: not before the first day
        var (session, token) = (await site.As("teacher"), await site.ApiAs("teacher"));
        (await session.GetAsync("/people/add")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await token.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        site.Clock.Advance(TimeSpan.FromHours(11.5)); // half an hour before midnight in Riga
        session = await site.As("teacher");
        (await session.GetAsync("/people/add")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        site.Clock.Advance(TimeSpan.FromHours(1)); // half an hour after
        (await session.GetAsync("/people/add")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await token.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await session.GetAsync("/nominations/new")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await session.GetAsync("/away/new")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await token.PostAsJsonAsync("/api/v1/appointments", new { personId = Id("gaujmala 1"), post = "TechnologyMentor", unitId = Id("gaujmala"), startsOn = "2026-11-24", load = 0.1 })).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // and not after the last
        site.Clock.Advance(TimeSpan.FromHours(47));
        session = await site.As("teacher");
        (await session.GetAsync("/people/add")).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Clock.Advance(TimeSpan.FromHours(1)); // midnight has gone by
        (await session.GetAsync("/people/add")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await token.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Who_is_back_ends_it_and_a_deputy_holds_no_longer_than_the_post_itself(On database)
    {
        await using var site = new TestSite(database);
        var (head, token) = (await site.ApiAs("head"), await site.ApiAs("teacher"));
        (await Post(head, "/api/v1/deputies", Away("teacher", "deputy post", "2026-11-24", "2026-11-25"))).Status.ShouldBe(HttpStatusCode.NotFound); // somebody else's post
        (await Post(head, "/api/v1/deputies", Away("projectteacher", "head post", "2026-11-24", "2026-11-25"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Post(head, "/api/v1/deputies", Away("head", "head post", "2026-11-24", "2026-11-25"))).Code.ShouldBe("appointment.oneself");
        (await Post(head, "/api/v1/deputies", Away("teacher", "head post", "2026-11-22", "2026-11-25"))).Code.ShouldBe("deputy.past");
        (await Post(head, "/api/v1/deputies", Away("teacher", "head post", "2026-11-24", "2026-11-23"))).Code.ShouldBe("deputy.backwards");
        (await Post(head, "/api/v1/deputies", Away("teacher", "head post", "2026-11-24", "2027-12-23"))).Code.ShouldBe("deputy.too-long");
        foreach (var persona in new[] { "deputy", "mentor", "coordinator", "teacher", "projectmentor" }) (await Post(await site.ApiAs(persona), "/api/v1/deputies", Away("teacher", "head post", "2026-11-24", "2026-11-25"))).Status.ShouldBe(HttpStatusCode.NotFound, persona);

        (await Post(head, "/api/v1/deputies", Away("teacher", "head post", "2026-11-23", "2026-12-10"))).Status.ShouldBe(HttpStatusCode.Created);
        (await Post(head, "/api/v1/deputies", Away("teacher", "head post", "2026-12-01", "2026-12-20"))).ShouldBe((HttpStatusCode.Conflict, "deputy.already"));
        (await token.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var id = (await head.GetFromJsonAsync<JsonElement>("/api/v1/deputies")).GetProperty("items")[0].GetProperty("id").GetGuid();
        foreach (var persona in new[] { "teacher", "deputy", "municipality", "otherhead", "manager" }) (await Post(await site.ApiAs(persona), $"/api/v1/deputies/{id}/end", new { })).Status.ShouldBe(HttpStatusCode.NotFound, persona);

        // back on the next day: at once, in the open session too
        site.Clock.Advance(TimeSpan.FromDays(1));
        var session = await site.As("teacher");
        (await session.GetAsync("/people/add")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await site.As("head")).Submit($"/away/{id}/end")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await session.GetAsync("/people/add")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await token.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Post(head, $"/api/v1/deputies/{id}/end", new { })).ShouldBe((HttpStatusCode.Conflict, "deputy.over"));

        // what had not begun never was; what runs ends with the post it stands for
        (await Post(head, "/api/v1/deputies", Away("teacher", "head post", "2026-12-01", "2026-12-20"))).Status.ShouldBe(HttpStatusCode.Created);
        (await Post(head, "/api/v1/deputies", Away("gaujmala 1", "head post", "2026-11-24", "2026-12-20"))).Status.ShouldBe(HttpStatusCode.Created);
        (await Post(await site.ApiAs("administrator"), $"/api/v1/appointments/{Id("head post")}/end", new { on = "2026-11-26" })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await site.Db(db => db.Seen<Mandate>(Viewer.System).Where(m => m.Kind == MandateKind.Deputising && m.EndsOn > new DateOnly(2026, 11, 26)).CountAsync())).ShouldBe(0);
        (await Post(head, "/api/v1/deputies", Away("gaujmala 2", "head post", "2026-11-24", "2026-11-30"))).Code.ShouldBe("deputy.beyond-term");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_term_begins_and_ends_at_the_midnight_of_its_own_country(On database)
    {
        await using var site = new TestSite(database);
        // noon in Riga is two in the afternoon in Baku
        (await Post(await site.ApiAs("administrator"), "/api/v1/appointments", new { personId = Id("projectteacher"), post = "LearningConsultant", unitId = Id("baku62"), startsOn = "2026-11-24", endsOn = "2026-11-24", load = 0.2 })).Status.ShouldBe(HttpStatusCode.Created);
        (await Post(await site.ApiAs("head"), "/api/v1/appointments", new { personId = Id("teacher"), post = "LearningConsultant", unitId = Id("gaujmala"), startsOn = "2026-11-24", endsOn = "2026-11-24", load = 0.2 })).Status.ShouldBe(HttpStatusCode.Created);
        var (baku, riga) = (await site.ApiAs("projectteacher"), await site.ApiAs("teacher"));
        await Hold(false, false);
        site.Clock.Advance(TimeSpan.FromHours(9.75)); // 23:45 in Baku, 21:45 in Riga
        await Hold(false, false);
        site.Clock.Advance(TimeSpan.FromHours(0.5)); // 00:15 and 22:15
        await Hold(true, false);
        site.Clock.Advance(TimeSpan.FromHours(2)); // 02:15 and 00:15
        await Hold(true, true);
        site.Clock.Advance(TimeSpan.FromHours(22)); // 00:15 and 22:15 on the last day
        await Hold(false, true);
        site.Clock.Advance(TimeSpan.FromHours(2));
        await Hold(false, false);

        async Task Hold(bool inBaku, bool inRiga)
        {
            foreach (var (token, persona, holds) in new[] { (baku, "projectteacher", inBaku), (riga, "teacher", inRiga) })
            {
                (await token.GetAsync("/api/v1/people")).StatusCode.ShouldBe(holds ? HttpStatusCode.OK : HttpStatusCode.NotFound, $"{persona} {site.Clock.GetUtcNow():u}");
                (await (await site.As(persona)).GetAsync("/activities/new")).StatusCode.ShouldBe(holds ? HttpStatusCode.OK : HttpStatusCode.NotFound, $"{persona} {site.Clock.GetUtcNow():u}");
            }
        }
    }
}
