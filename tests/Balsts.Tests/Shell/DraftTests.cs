using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Foundation.Jobs;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.Shell;

/// <summary>Nothing typed is lost: not by a closed page, not by a session that ended.</summary>
public sealed class DraftTests
{
    const string Address = "/units/none";

    static async Task<HttpResponseMessage> Keep(HttpClient client, string json, string address = Address, bool token = true)
    {
        var form = (IHtmlFormElement)(await client.Open("/")).QuerySelector("form[action='/sign-out']")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/drafts?address={Uri.EscapeDataString(address)}") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (token) request.Headers.Add("RequestVerificationToken", form.Fields().First(f => f.Key == "__RequestVerificationToken").Value);
        return await client.SendAsync(request);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_draft_is_kept_for_its_writer_without_passwords_and_cleaned_up_when_it_is_old(On database)
    {
        await using var site = new TestSite(database);
        var client = await site.As("head");
        const string fields = """{"Posted.Name":"Ābols","Posted.People":["1","2"],"Posted.Password":"secret","Version":"3"}""";
        (await Keep(client, fields, token: false)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Keep(client, "[1]")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Keep(client, fields, "https://elsewhere.example")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Keep(client, fields)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Keep(client, fields)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var head = (await site.Viewer("head"))!;
        var draft = (await site.Db(db => db.Seen<Draft>(head).ToListAsync())).ShouldHaveSingleItem();
        draft.Fields.ShouldContain("Posted.People");
        draft.Fields.ShouldNotContain("secret");
        var other = (await site.Viewer("otherhead"))!;
        (await site.Db(db => db.Seen<Draft>(other).CountAsync())).ShouldBe(0);

        (await site.Ask(s => s.GetRequiredService<CleanUp>().Run())).ShouldBe(0);
        site.Clock.Advance(Draft.Kept + TimeSpan.FromMinutes(1));
        (await site.Ask(s => s.GetRequiredService<CleanUp>().Run())).ShouldBe(1);
    }

    [Fact]
    public async Task Of_very_many_drafts_the_oldest_makes_room()
    {
        await using var site = new TestSite(On.Sqlite);
        var (client, head) = (await site.As("head"), (await site.Viewer("head"))!);
        await site.Db(db =>
        {
            for (var i = 0; i < Draft.OfOneMax; i++) db.Add(head, new Draft { Id = Guid.CreateVersion7(), CountryId = head.CountryId, AccountId = head.AccountId, Address = $"/{i}", WindowId = Guid.Empty, Begun = null, Fields = "{}", At = db.Now.AddMinutes(-i) });
            return db.Save();
        });
        (await Keep(client, """{"Posted.Name":"Ābols"}""")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var kept = await site.Db(db => db.Seen<Draft>(head).Select(d => d.Address).ToListAsync());
        kept.Count.ShouldBe(Draft.OfOneMax);
        kept.ShouldContain(Address);
        kept.ShouldNotContain($"/{Draft.OfOneMax - 1}");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Of_two_windows_both_texts_are_kept_until_each_is_sent(On database)
    {
        await using var site = new TestSite(database);
        var (mentor, address) = (await site.As("mentor", "en"), $"/months/{TestSite.Id("mentor plan 2026-11")}/report");
        static string field(IHtmlDocument page, string name) => page.QuerySelector($"main form [name='{name}']")?.GetAttribute("value") ?? "";
        static string text(IHtmlDocument page) => page.QuerySelector("textarea[name='Posted.Judgement']")!.TextContent.Trim();
        static List<string> others(IHtmlDocument page) => [.. page.QuerySelectorAll("[data-draft-others] a").Select(a => a.TextContent)];
        async Task<string> keep(IHtmlDocument window, string typed)
        {
            site.Clock.Advance(TimeSpan.FromSeconds(1));
            using var answer = await Keep(mentor, System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { ["Posted.Judgement"] = typed, ["Submission"] = field(window, "Submission"), ["Version"] = field(window, "Version"), ["Draft"] = field(window, "Draft") }), address);
            answer.IsSuccessStatusCode.ShouldBeTrue();
            return await answer.Content.ReadAsStringAsync();
        }

        // a telephone and a computer, both opened before anything was typed
        var (telephone, computer) = (await mentor.Open(address), await mentor.Open(address));
        others(telephone).ShouldBeEmpty();
        (await keep(telephone, "On the telephone")).ShouldBe("");
        (await keep(computer, "On the computer")).ShouldContain("On the telephone");
        (await keep(telephone, "On the telephone, further")).ShouldContain("On the computer");

        // opened again it shows the last text, and offers the other; a window goes on with what it shows, unless another did
        var again = await mentor.Open(address);
        text(again).ShouldBe("On the telephone, further");
        others(again).ShouldBe(["On the computer"]);
        var taken = await mentor.Open(address + again.QuerySelector("[data-draft-others] a")!.GetAttribute("href"));
        text(taken).ShouldBe("On the computer");
        others(taken).ShouldBe(["On the telephone, further"]);
        await keep(taken, "On the computer, taken over");
        await keep(computer, "On the computer, still there");
        (await site.Db(db => db.Seen<Draft>(Viewer.System).CountAsync(d => d.Address == address))).ShouldBe(3);

        // one is sent; the others stay, and are no longer put in the place of what was sent
        (await mentor.Send(address, again, ("act", "save"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var saved = await mentor.Open(address);
        text(saved).ShouldBe("On the telephone, further");
        others(saved).ShouldBe(["On the computer, still there", "On the computer, taken over"], ignoreOrder: true);
        var overtaken = await mentor.Open(address + saved.QuerySelector("[data-draft-others] a")!.GetAttribute("href"));
        overtaken.QuerySelector("main .b-note.is-amber")!.TextContent.ShouldContain("Since then something else was saved here");

        // afresh: the draft that was set aside goes when the new text is sent, and not before
        var afresh = await mentor.Open($"{address}?fresh=1");
        text(afresh).ShouldBe("On the telephone, further");
        (await mentor.Send(address, overtaken, ("act", "save"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await site.Db(db => db.Seen<Draft>(Viewer.System).CountAsync(d => d.Address == address))).ShouldBe(1);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_form_whose_session_ended_waits_behind_the_sign_in(On database)
    {
        await using var site = new TestSite(database);
        var answer = await site.Nobody().PostAsync("/profile", new FormUrlEncodedContent([new("_handler", "form"), new("Posted.Language", "az"), new("Posted.Password", "secret")]));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var signIn = answer.Headers.Location!.ToString();
        signIn.ShouldStartWith("/sign-in?next=%2Fprofile%3Fdraft%3D");

        var kept = (await site.Db(db => db.Seen<Draft>(Viewer.System).ToListAsync())).ShouldHaveSingleItem();
        kept.Address.ShouldBe("/profile");
        kept.Fields.ShouldContain("az");
        kept.Fields.ShouldNotContain("secret");

        var client = site.Nobody();
        var form = (IHtmlFormElement)(await client.Open(signIn + "&lang=en")).QuerySelector("form[action='/sign-in/persona']")!;
        var signedIn = await client.PostAsync("/sign-in/persona", new FormUrlEncodedContent(form.Fields(("persona", "head"))));
        signedIn.Headers.Location!.ToString().ShouldBe($"/profile?draft={kept.Id}");
        (await client.GetAsync(signedIn.Headers.Location)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await site.Nobody().PostAsync("/profile", new FormUrlEncodedContent([new("Posted.Language", new string('x', Draft.FieldsMax + 1))]))).Headers.Location!.ToString().ShouldNotContain("draft");
    }
}
