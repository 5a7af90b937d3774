using System.Net;
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
        site.Server.PreserveExecutionContext = true; // otherwise the questions are not counted as ours
        foreach (var persona in DemoWorld.Personas)
            foreach (var language in new[] { "lv", "az", "en" })
            {
                var client = await site.As(persona.Name, language);
                await client.Open("/profile"); // who is looking is known from here on
                (await QueryCount.Of(async () => (await client.Open("/")).DocumentElement.GetAttribute("lang").ShouldBe(language))).ShouldBeInRange(1, 15, persona.Name);
            }
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
