using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static Balsts.Tests.TestSite;

namespace Balsts.Tests.Activities;

/// <summary>The ledger over the API: who may log where, who sees what, what is refused, and that nothing is logged twice.</summary>
public sealed class ActivityLedgerTests
{
    static object Support(string unit = "gaujmala", string on = "2026-11-20", int minutes = 40, string field = "", params string[] people) => new
    {
        unitId = Id(unit), on, minutes, kind = "Consultation", field, topic = "Interaktīvā tāfele", another = true, people = (people.Length == 0 ? [$"{unit} 0"] : people).Select(Id),
    };

    static async Task<(HttpStatusCode Status, string Code)> Refused(HttpClient api, object support)
    {
        var response = await api.PostAsJsonAsync("/api/v1/activities", support);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (response.StatusCode, body.TryGetProperty("code", out var code) ? code.GetString()! : "");
    }

    static async Task<Guid> Logged(HttpClient api, object support)
    {
        var response = await api.PostAsJsonAsync("/api/v1/activities", support);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    static async Task<List<Guid>> Listed(HttpClient api, string query = "") =>
        [.. (await api.GetFromJsonAsync<JsonElement>("/api/v1/activities?limit=200" + query)).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid())];

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task Who_only_received_support_does_not_learn_by_asking_who_else_did(On database)
    {
        await using var site = new TestSite(database);
        var (mentor, teacher) = (await site.ApiAs("mentor"), await site.ApiAs("teacher"));
        var id = await Logged(mentor, Support(people: ["teacher", "gaujmala 9"]));
        (await Listed(teacher, $"&person={Id("gaujmala 9")}")).ShouldBeEmpty();
        (await Listed(teacher, $"&person={Id("teacher")}")).ShouldContain(id);
        (await Listed(teacher, $"&person={Id("mentor")}")).ShouldContain(id);
        foreach (var api in new[] { mentor, await site.ApiAs("head") }) (await Listed(api, $"&person={Id("gaujmala 9")}")).ShouldContain(id);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task Support_is_logged_where_one_supports_and_nowhere_else(On database)
    {
        await using var site = new TestSite(database);
        var mentor = await site.ApiAs("mentor");
        var id = await Logged(mentor, Support());
        (await Refused(mentor, Support("mezmala"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Refused(mentor, Support("baku62"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Refused(await site.ApiAs("head"), Support())).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Refused(await site.ApiAs("teacher"), Support())).Status.ShouldBe(HttpStatusCode.NotFound);

        (await Refused(mentor, Support(on: "2026-11-24"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "activity.in-the-future"));
        (await Refused(mentor, Support(on: "2025-11-22"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "activity.too-long-ago"));
        (await Refused(mentor, Support(on: "2026-08-31"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "activity.not-in-term"));
        (await Refused(mentor, Support(minutes: 4))).ShouldBe((HttpStatusCode.UnprocessableEntity, "activity.minutes"));
        (await Refused(mentor, Support(minutes: 721))).ShouldBe((HttpStatusCode.UnprocessableEntity, "activity.minutes"));
        (await Refused(mentor, Support(minutes: -2147483648))).ShouldBe((HttpStatusCode.UnprocessableEntity, "activity.minutes"));
        (await Refused(mentor, Support(people: "mezmala 0"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "activity.not-there"));
        (await Refused(mentor, Support(people: ["gaujmala 0", "baku62 0"]))).ShouldBe((HttpStatusCode.UnprocessableEntity, "activity.not-there"));
        (await Refused(mentor, Support(people: "mentor"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "activity.oneself"));
        (await Refused(mentor, Support(field: "astrology"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "field-unknown"));
        (await Refused(mentor, new { unitId = Id("gaujmala") })).ShouldBe((HttpStatusCode.UnprocessableEntity, "shape"));
        (await Listed(mentor)).Count(x => x == id).ShouldBe(1);

        // through a mandate: exactly the schools it names, under the post that the person holds at the centre
        var projectMentor = await site.ApiAs("projectmentor");
        await Logged(projectMentor, Support("baku62"));
        (await Refused(projectMentor, Support("gaujmala"))).Status.ShouldBe(HttpStatusCode.NotFound);
        // from above: the municipality's consultant in each of its schools, not in the next municipality's
        var consultant = await site.ApiAs("consultant");
        await Logged(consultant, Support("mezmala"));
        (await Refused(consultant, Support("lejasciems"))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task It_is_seen_by_those_it_concerns_and_those_who_answer_for_the_school(On database)
    {
        await using var site = new TestSite(database);
        var mentor = await site.ApiAs("mentor");
        var about = await Logged(mentor, Support(people: ["teacher", "gaujmala 0"]));
        var others = await Logged(mentor, Support(people: "gaujmala 1"));

        foreach (var (persona, sees) in new[] { ("mentor", true), ("head", true), ("deputy", true), ("municipality", true), ("state", true), ("otherhead", false), ("administrator", false), ("projecthead", false), ("manager", false), ("projectteacher", false), ("coordinator", false) })
        {
            var api = await site.ApiAs(persona);
            (await Listed(api)).Contains(about).ShouldBe(sees, persona);
            (await api.GetAsync($"/api/v1/activities/{about}")).StatusCode.ShouldBe(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, persona);
        }
        var teacher = await site.ApiAs("teacher");
        (await Listed(teacher)).ShouldContain(about);
        (await Listed(teacher)).ShouldNotContain(others);
        var seen = await teacher.GetFromJsonAsync<JsonElement>($"/api/v1/activities/{about}");
        seen.GetProperty("people").EnumerateArray().Single().GetProperty("id").GetGuid().ShouldBe(Id("teacher"));
        seen.GetProperty("peopleCount").GetInt32().ShouldBe(2);
        (await mentor.GetFromJsonAsync<JsonElement>($"/api/v1/activities/{about}")).GetProperty("people").GetArrayLength().ShouldBe(2);

        // only its author changes it
        foreach (var persona in new[] { "head", "consultant", "teacher", "projectmentor" })
        {
            var api = await site.ApiAs(persona);
            (await api.PutAsJsonAsync($"/api/v1/activities/{about}", Support())).StatusCode.ShouldBe(HttpStatusCode.NotFound, persona);
            (await api.DeleteAsync($"/api/v1/activities/{about}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, persona);
        }
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task It_is_corrected_by_its_author_removed_and_logged_once(On database)
    {
        await using var site = new TestSite(database);
        var mentor = await site.ApiAs("mentor");
        var id = await Logged(mentor, Support());
        var etag = (await mentor.GetAsync($"/api/v1/activities/{id}")).Headers.ETag!.Tag;
        (await Put(new { on = "2026-11-19", minutes = 60, kind = "Observation", topic = "Stunda", people = new[] { Id("gaujmala 2") } }, etag)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Put(new { on = "2026-11-18", minutes = 20, kind = "Observation", people = new[] { Id("gaujmala 2") } }, etag)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var now = await mentor.GetFromJsonAsync<JsonElement>($"/api/v1/activities/{id}");
        now.GetProperty("minutes").GetInt32().ShouldBe(60);
        now.GetProperty("people").EnumerateArray().Single().GetProperty("id").GetGuid().ShouldBe(Id("gaujmala 2"));

        // other people alone are a change too
        etag = (await mentor.GetAsync($"/api/v1/activities/{id}")).Headers.ETag!.Tag;
        (await Put(new { on = "2026-11-19", minutes = 60, kind = "Observation", topic = "Stunda", people = new[] { Id("gaujmala 3") } }, etag)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Put(new { on = "2026-11-19", minutes = 60, kind = "Observation", topic = "Stunda", people = new[] { Id("gaujmala 4") } }, etag)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await Put(new { on = "2026-08-19", minutes = 60, kind = "Observation", people = new[] { Id("gaujmala 4") } }, "*")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        (await mentor.DeleteAsync($"/api/v1/activities/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await mentor.GetAsync($"/api/v1/activities/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Listed(mentor)).ShouldNotContain(id);

        var before = (await Listed(mentor)).Count;
        mentor.DefaultRequestHeaders.Add("Idempotency-Key", "one");
        var first = await mentor.PostAsJsonAsync("/api/v1/activities", Support());
        var again = await mentor.PostAsJsonAsync("/api/v1/activities", Support());
        again.IsSuccessStatusCode.ShouldBeTrue();
        (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid().ShouldBe((await first.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid());
        (await Listed(mentor)).Count.ShouldBe(before + 1);

        async Task<HttpResponseMessage> Put(object body, string etag)
        {
            var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/activities/{id}") { Content = JsonContent.Create(body) };
            request.Headers.TryAddWithoutValidation("If-Match", etag);
            return await mentor.SendAsync(request);
        }
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task The_list_goes_on_where_it_stopped_and_narrows(On database)
    {
        await using var site = new TestSite(database);
        var mentor = await site.ApiAs("mentor");
        foreach (var on in new[] { "2026-11-02", "2026-11-03", "2026-11-03", "2026-11-03", "2026-11-09" }) await Logged(mentor, Support(on: on));
        await Logged(await site.ApiAs("consultant"), Support("mezmala", "2026-11-03"));
        var all = await Listed(mentor);
        var walked = new List<Guid>();
        for (string? after = ""; after is not null;)
        {
            var page = await mentor.GetFromJsonAsync<JsonElement>($"/api/v1/activities?limit=2&after={after}");
            walked.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid()));
            after = page.GetProperty("next").GetString();
        }
        walked.ShouldBe(all);
        var lead = await site.ApiAs("municipality");
        (await Listed(lead, $"&unit={Id("mezmala")}&from=2026-11-03&to=2026-11-03")).Count.ShouldBeGreaterThanOrEqualTo(1);
        (await Listed(lead, $"&unit={Id("baku62")}")).ShouldBeEmpty();
        (await Listed(lead, "&from=2026-11-24")).ShouldBeEmpty();
        (await mentor.GetAsync("/api/v1/activities?after=nonsense")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task The_same_support_is_logged_once_however_it_is_sent(On database)
    {
        await using var site = new TestSite(database);
        var mentor = await site.ApiAs("mentor");
        object Same(int minutes = 35, bool another = false) => new { unitId = Id("gaujmala"), on = "2026-11-20", minutes, kind = "Conversation", topic = "Tas pats", another, people = new[] { Id("gaujmala 1"), Id("teacher") } };
        var before = (await Listed(mentor)).Count;

        // a retried request: the same key
        var retried = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => WithKey(mentor, Same(), "retry")));
        retried.Count(r => r.IsSuccessStatusCode).ShouldBeGreaterThanOrEqualTo(1);
        (await WithKey(mentor, Same(), "retry")).IsSuccessStatusCode.ShouldBeTrue();
        (await Listed(mentor)).Count.ShouldBe(before + 1);

        // two programs or tabs that know nothing of each other, at the same moment
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => mentor.PostAsJsonAsync("/api/v1/activities", Same(50))));
        both.Count(r => r.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        both.Count(r => r.StatusCode == HttpStatusCode.Conflict).ShouldBe(3);
        (await Listed(mentor)).Count.ShouldBe(before + 2);
        var told = await Refused(mentor, Same(50));
        told.ShouldBe((HttpStatusCode.Conflict, "activity.doubled"));

        // said to be another one, removed, or a quarter of an hour later, it is logged
        await Logged(mentor, Same(50, another: true));
        var mistaken = await Logged(mentor, Same(55));
        (await mentor.DeleteAsync($"/api/v1/activities/{mistaken}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Logged(mentor, Same(55));
        site.Clock.Advance(TimeSpan.FromMinutes(15));
        await Logged(mentor, Same(55));

        static Task<HttpResponseMessage> WithKey(HttpClient client, object body, string key)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/activities") { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", key);
            return client.SendAsync(request);
        }
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task It_serves_goals_and_needs_that_its_author_sees_and_that_concern_it(On database)
    {
        await using var site = new TestSite(database);
        var mentor = await site.ApiAs("mentor");
        object For(string? goal, string? need = null, string person = "teacher", string kind = "Consultation", string topic = "") =>
            new { unitId = Id("gaujmala"), on = "2026-11-20", at = "13:40", minutes = 40, kind, topic, result = "GoesOn", another = true, goalId = goal is null ? (Guid?)null : Id(goal), needId = need is null ? (Guid?)null : Id(need), people = new[] { Id(person) } };
        var id = await Logged(mentor, For("teacher goal", "gauja need"));
        await Logged(mentor, For("gaujmala goal", "gaujmala need"));
        await Logged(mentor, For("gauja goal"));
        (await Refused(mentor, For("teacher goal", person: "gaujmala 1"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "activity.goal"));
        (await Refused(mentor, For("teacher second goal"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "activity.goal"));
        (await Refused(mentor, For("baku62 goal"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "activity.goal"));
        (await Refused(mentor, For(null, "baku62 need"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "activity.need"));

        // the fact is seen by the head, the educator's goal is not
        var seen = await mentor.GetFromJsonAsync<JsonElement>($"/api/v1/activities/{id}");
        (seen.GetProperty("goalId").GetGuid(), seen.GetProperty("at").GetString(), seen.GetProperty("result").GetString()).ShouldBe((Id("teacher goal"), "13:40:00", "GoesOn"));
        var byHead = await (await site.ApiAs("head")).GetFromJsonAsync<JsonElement>($"/api/v1/activities/{id}");
        byHead.GetProperty("goalId").ValueKind.ShouldBe(JsonValueKind.Null);
        byHead.GetProperty("needId").GetGuid().ShouldBe(Id("gauja need"));

        // a person who no longer received it takes their goal along
        (await mentor.PutAsJsonAsync($"/api/v1/activities/{id}", new { on = "2026-11-20", minutes = 45, kind = "Consultation", goalId = Id("teacher goal"), people = new[] { Id("gaujmala 1") } })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await mentor.PutAsJsonAsync($"/api/v1/activities/{id}", new { on = "2026-11-20", minutes = 45, kind = "Consultation", goalId = Id("teacher goal"), people = new[] { Id("teacher"), Id("gaujmala 1") } })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        // a local training has a title and people
        (await Refused(mentor, For(null, kind: "Training"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "activity.title-missing"));
        (await Refused(mentor, new { unitId = Id("gaujmala"), on = "2026-11-20", minutes = 40, kind = "Training", topic = "Tāfele" })).ShouldBe((HttpStatusCode.UnprocessableEntity, "activity.people-missing"));
        await Logged(mentor, For(null, kind: "Training", topic: "Tāfele"));
    }
}
