using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Demo;
using Foundation.History;
using Foundation.Viewers;

namespace Balsts.Tests.Shell;

/// <summary>The desk of everybody, what they are told, and the pages of errors.</summary>
public sealed class DeskTests
{
    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Everybody_has_a_desk_in_every_language_and_it_costs_few_questions(On database)
    {
        await using var site = new TestSite(database);
        foreach (var persona in DemoWorld.Personas)
            foreach (var language in new[] { "lv", "az", "en" })
            {
                var client = await site.As(persona.Name, language);
                await client.Open("/profile"); // who is looking is known from here on
                (await QueryCount.Of(async () => (await client.Open("/")).DocumentElement.GetAttribute("lang").ShouldBe(language))).ShouldBeInRange(1, 16, persona.Name);
            }
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task What_waits_stands_on_the_desk_of_whom_it_waits_for_until_it_is_done(On database)
    {
        await using var site = new TestSite(database);
        async Task<string[]> Waits(string persona) => [.. (await (await site.As(persona, "en")).Open("/")).QuerySelectorAll("#waiting li").Select(l => l.TextContent)];
        async Task<Guid> Made(HttpResponseMessage answer)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
            return Guid.Parse(answer.Headers.Location!.ToString().Split('/')[^1]);
        }
        var (mentor, teacher, head) = (await site.ApiAs("mentor"), await site.ApiAs("teacher"), await site.ApiAs("head"));

        var goal = await Made(await teacher.PostAsJsonAsync("/api/v1/goals", new { unitId = TestSite.Id("gaujmala"), personId = TestSite.Id("teacher"), statement = "Ask more open questions", dueOn = "2026-11-25" }));
        var proposal = await Made(await teacher.PostAsJsonAsync("/api/v1/proposals", new { addresseeUnitId = TestSite.Id("gaujmala"), title = "A quiet room", text = "For talks." }));
        var activity = await Made(await mentor.PostAsJsonAsync("/api/v1/activities", new { unitId = TestSite.Id("gaujmala"), on = "2026-11-20", minutes = 35, kind = "Conversation", people = new[] { TestSite.Id("teacher") } }));
        (await teacher.PostAsJsonAsync($"/api/v1/activities/{activity}/remarks", new { text = "It was twenty minutes." })).EnsureSuccessStatusCode();

        (await Waits("teacher")).ShouldContain(w => w.Contains("Ask more open questions"));
        (await Waits("head")).ShouldContain(w => w.Contains("Inta Roze proposes: A quiet room"));
        (await Waits("mentor")).ShouldContain(w => w.Contains("It was twenty minutes."));
        foreach (var other in new[] { "otherhead", "municipality", "consultant" }) (await Waits(other)).ShouldNotContain(w => w.Contains("quiet room") || w.Contains("open questions") || w.Contains("twenty minutes"), other);

        site.Clock.Advance(TimeSpan.FromDays(4)); // the day of the goal is over: late, and first
        (await Waits("teacher"))[0].ShouldContain("late");
        (await teacher.PostAsJsonAsync($"/api/v1/goals/{goal}/close", new { how = "Reached" })).EnsureSuccessStatusCode();
        (await head.PostAsJsonAsync($"/api/v1/proposals/{proposal}/decide", new { takenUp = true, reason = "From January." })).EnsureSuccessStatusCode();
        var remark = JsonDocument.Parse(await mentor.GetStringAsync($"/api/v1/activities/{activity}/remarks")).RootElement.GetProperty("items")[0].GetProperty("id").GetGuid();
        (await mentor.PutAsJsonAsync($"/api/v1/remarks/{remark}", new { answer = "Corrected." })).EnsureSuccessStatusCode();
        foreach (var (persona, words) in new[] { ("teacher", "open questions"), ("head", "quiet room"), ("mentor", "twenty minutes") }) (await Waits(persona)).ShouldNotContain(w => w.Contains(words), persona);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task What_one_was_told_is_read_by_opening_it_and_is_nobody_elses(On database)
    {
        await using var site = new TestSite(database);
        var told = Notification.To(TestSite.Id("head"), "LV", TestSite.Start.UtcDateTime, "/profile", "{0} opened an account.", "Zane");
        await site.Db(async db => { db.Notify(told); return await db.Save(); });

        var client = await site.As("head", "en");
        (await client.Open("/")).QuerySelector(".b-top .b-dot").ShouldNotBeNull();
        var listed = JsonDocument.Parse(await (await site.ApiAs("head")).GetStringAsync("/api/v1/notifications")).RootElement.GetProperty("items")[0];
        listed.GetProperty("text").GetString().ShouldBe("Zane opened an account.");
        (await (await site.As("otherhead")).GetAsync($"/notifications/{told.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync($"/notifications/{told.Id}")).Headers.Location!.ToString().ShouldBe("/profile");
        (await client.Open("/")).QuerySelector(".b-top .b-dot").ShouldBeNull();
        JsonDocument.Parse(await (await site.ApiAs("head")).GetStringAsync("/api/v1/me")).RootElement.GetProperty("posts")[0].GetString().ShouldBe("Head");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task What_is_not_there_says_so_in_the_readers_language_with_every_header(On database)
    {
        await using var site = new TestSite(database);
        var client = await site.As("mentor", "az");
        foreach (var answer in new[] { await client.GetAsync("/nowhere"), await client.PostAsync($"/units/{TestSite.Id("gaujmala")}/describe", new FormUrlEncodedContent([])), await client.GetAsync($"/notifications/{Guid.NewGuid()}") })
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            answer.Headers.Contains("Content-Security-Policy").ShouldBeTrue();
            (await answer.Html()).DocumentElement.GetAttribute("lang").ShouldBe("az");
        }
        var program = await (await site.ApiAs("mentor")).GetAsync("/api/v1/nowhere");
        program.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        program.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await site.Nobody().GetAsync("/nowhere")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }
}
