using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static Balsts.Tests.TestSite;

namespace Balsts.Tests.Proposals;

/// <summary>A proposal goes to those who lead, is answered, decided and carried out; until it is published only its author and its addressee know of it.</summary>
public sealed class ProposalTests
{
    static async Task<JsonElement> Get(HttpClient api, string address) => await api.GetFromJsonAsync<JsonElement>(address);

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task A_proposal_lives_from_the_sending_to_the_effect(On database)
    {
        await using var site = new TestSite(database);
        var (teacher, head, lead) = (await site.As("teacher", "en"), await site.As("head", "en"), await site.ApiAs("municipality"));
        (await teacher.Open("/proposals/make")).QuerySelector("main")!.TextContent.ShouldContain("Gaujmalas vidusskola");
        var refused = await teacher.Submit("/proposals/make", ("Posted.AddresseeUnitId", Id("mezmala").ToString()), ("Posted.Title", "Quiet room"), ("Posted.Text", "For calls"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var made = await teacher.Submit("/proposals/make", ("Posted.AddresseeUnitId", Id("gaujmala").ToString()), ("Posted.Title", "Quiet <b>room</b>"), ("Posted.Text", "For calls with parents"));
        var address = made.Next();
        (await teacher.Open(address)).QuerySelector("h1")!.TextContent.ShouldContain("Quiet <b>room</b>");

        // nobody beside the two; not the deputy, not the municipality, not another school
        foreach (var other in new[] { "deputy", "municipality", "otherhead", "mentor", "state", "administrator", "projecthead" })
        {
            (await (await site.As(other)).GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
            (await (await site.ApiAs(other)).GetAsync($"/api/v1{address}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
        }
        (await head.Open("/notifications")).Body!.TextContent.ShouldContain("Inta Roze made a proposal to Gaujmalas vidusskola.");

        // published only when decided, answered only by the addressee
        (await (await site.ApiAs("head")).PostAsJsonAsync($"/api/v1{address}/publish", new { published = true })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await teacher.GetAsync($"{address}/answer")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await head.Submit($"{address}/answer", ("Posted.Text", "I will look for a room."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await site.ApiAs("teacher")).PostAsync($"/api/v1{address}/withdraw", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await head.Submit($"{address}/decide", ("Posted.Reason", "Room 12 is free."))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await head.Submit($"{address}/decide", ("Posted.TakenUp", "true"), ("Posted.Reason", "Room 12 is free."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var api = await site.ApiAs("head");
        (await api.PostAsJsonAsync($"/api/v1{address}/decide", new { takenUp = false, reason = "No" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await api.PostAsJsonAsync($"/api/v1{address}/finish", new { carriedOut = true, effect = "Used every day." })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var seen = await teacher.Open(address);
        foreach (var said in new[] { "I will look for a room.", "Room 12 is free.", "Used every day.", "Carried out" }) seen.Body!.TextContent.ShouldContain(said);

        // published: everybody of the school, without the name
        (await head.Submit(address)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var mentor = await Get(await site.ApiAs("mentor"), $"/api/v1{address}");
        mentor.GetProperty("authorId").ValueKind.ShouldBe(JsonValueKind.Null);
        var page = await (await site.As("mentor", "en")).Open(address);
        page.Body!.TextContent.ShouldContain("Used every day.");
        page.Body!.TextContent.ShouldNotContain("Inta Roze");
        (await (await site.As("otherhead")).GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await lead.GetAsync($"/api/v1{address}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await (await site.As("mentor", "en")).GetAsync("/proposals/export?as=csv")).Content.ReadAsStringAsync()).ShouldNotContain("Inta Roze");
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task Its_author_withdraws_it_until_it_is_answered(On database)
    {
        await using var site = new TestSite(database);
        var (teacher, head) = (await site.ApiAs("teacher"), await site.ApiAs("head"));
        var made = await teacher.PostAsJsonAsync("/api/v1/proposals", new { addresseeUnitId = Id("gauja"), title = "More mentors", text = "One for each school" });
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var address = made.Headers.Location!.ToString();
        (await head.PostAsync($"{address}/withdraw", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await teacher.PostAsync($"{address}/withdraw", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await site.ApiAs("municipality")).PostAsJsonAsync($"{address}/decide", new { takenUp = true, reason = "Yes" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }
}
