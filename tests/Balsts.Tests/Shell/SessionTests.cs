using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using AngleSharp.Html.Dom;
using Balsts.Tests.Mail;
using Foundation.Jobs;
using Foundation.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.Shell;

/// <summary>Sessions that end everywhere, what is asked before the way in is changed, tokens with some of one's rights.</summary>
public sealed class SessionTests
{
    const string Password = "four unrelated words";
    const string Security = "/profile/security";

    static async Task<HttpClient> SignIn(TestSite site, string agent = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0", HttpClient? client = null)
    {
        client ??= site.Nobody();
        client.DefaultRequestHeaders.Remove("User-Agent");
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
        (await client.Submit("/sign-in?lang=en", ("Posted.Email", "head@demo.balsts.example"), ("Posted.Password", Password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return client;
    }

    static async Task<TestSite> Site(On database, params (string, string)[] settings)
    {
        var site = new TestSite(database, settings);
        (await site.Ask(s => s.GetRequiredService<Accounts>().Reset("head@demo.balsts.example", Password))).Failed.ShouldBeFalse();
        return site;
    }

    static async Task<HttpResponseMessage> Press(HttpClient client, string action, string page = Security)
    {
        var form = (IHtmlFormElement)(await client.Open(page)).QuerySelector($"form[action='{action}']")!;
        return await client.PostAsync(action, new FormUrlEncodedContent(form.Fields()));
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_session_is_listed_in_plain_words_and_ended_on_every_node_within_a_second(On database)
    {
        await using var site = await Site(database);
        var desk = await SignIn(site);
        var telephone = await SignIn(site, "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36");
        var third = await SignIn(site, "");
        (await site.As("mentor")).ShouldNotBeNull();
        var sessions = (await desk.Open(Security)).QuerySelector("#sessions")!;
        sessions.QuerySelectorAll(".b-t").Select(t => t.TextContent).ShouldBe(["Firefox, Windows", "Chrome, Android", "–"], ignoreOrder: true);
        sessions.QuerySelectorAll("form[action$='/end']").Length.ShouldBe(3, "the two others, and all others");

        // another node asks the row, and at most a second later
        var watch = new SessionWatch(site.Services.GetRequiredService<IServiceScopeFactory>(), site.Clock);
        var ids = await site.Db(db => db.Tables.Set<Session>().AsNoTracking().Where(s => s.Platform == "Android").Select(s => s.Id).ToListAsync());
        (await watch.Of(ids.Single())).ShouldNotBeNull();
        (await Press(desk, $"/profile/sessions/{ids.Single()}/end")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await telephone.GetAsync("/")).Next().ShouldStartWith("/sign-in");
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        (await watch.Of(ids.Single())).ShouldBeNull();

        // nobody ends another one's, and a cookie carried on after the sign-out opens nothing
        var other = await site.As("otherhead");
        var mine = await site.Db(db => db.Tables.Set<Session>().AsNoTracking().Where(s => s.Platform == "Windows").Select(s => s.Id).SingleAsync());
        var token = (await other.Open(Security)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        (await other.PostAsync($"/profile/sessions/{mine}/end", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Press(desk, "/profile/sessions/end")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await third.GetAsync("/")).Next().ShouldStartWith("/sign-in");
        (await desk.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // left alone for twelve hours it is over, used it is not
        site.Clock.Advance(TimeSpan.FromHours(7));
        (await desk.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        for (var tries = 0; tries < 50 && !await site.Db(db => db.Tables.Set<Session>().AnyAsync(s => s.Id == mine && s.UsedAt == db.Now)); tries++) await Task.Delay(20); // written after the answer
        site.Clock.Advance(TimeSpan.FromHours(7));
        (await desk.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Clock.Advance(TimeSpan.FromHours(13));
        (await desk.GetAsync("/")).Next().ShouldStartWith("/sign-in");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task An_open_screen_is_not_enough_to_change_how_somebody_signs_in(On database)
    {
        await using var site = await Site(database);
        var client = await SignIn(site);
        string[] guarded = ["/profile/second-factor", "/profile/passkeys/add", "/profile/tokens/add"];
        foreach (var address in guarded) (await client.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.OK, address);
        site.Clock.Advance(Session.ProvedFor);
        foreach (var address in guarded) (await client.GetAsync(address)).Next().ShouldBe($"/sign-in/again?next={Uri.EscapeDataString(address)}");
        (await client.GetAsync(Security)).StatusCode.ShouldBe(HttpStatusCode.OK);

        const string again = "/sign-in/again?next=/profile/tokens/add";
        (await client.Submit(again, ("Posted.Password", "something else"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await client.Submit(again, ("Posted.Password", Password))).Next().ShouldBe("/profile/tokens/add");
        (await client.GetAsync("/profile/tokens/add")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // guesses in an open session are counted as at the door
        for (var i = 0; i < 5; i++) (await client.Submit("/profile/password", ("Posted.Present", $"guess number {i}"), ("Posted.Password", "another four good words"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await client.Submit("/profile/password", ("Posted.Present", Password), ("Posted.Password", "another four good words"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        site.Clock.Advance(TimeSpan.FromMinutes(15));
        var other = await SignIn(site);
        (await client.Submit("/profile/password", ("Posted.Present", Password), ("Posted.Password", "another four good words"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await client.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await other.GetAsync("/")).Next().ShouldStartWith("/sign-in");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_sign_in_on_a_new_device_is_told_by_mail_and_the_known_one_is_not(On database)
    {
        await using var server = new SmtpServer();
        await using var site = await Site(database, ("BALSTS_MAIL", server.Address));
        var client = await SignIn(site);
        await SignIn(site, client: site.Nobody());
        var form = (IHtmlFormElement)(await client.Open("/")).QuerySelector("form[action='/sign-out']")!;
        await client.PostAsync("/sign-out", new FormUrlEncodedContent(form.Fields()));
        await SignIn(site, client: client);
        await site.Ask(s => s.GetRequiredService<DeliverNotifications>().Run());
        var letter = server.Letters.ShouldHaveSingleItem();
        letter.To.ShouldBe(["head@demo.balsts.example"]);
        letter.Text.ShouldContain("Firefox, Windows");
        letter.Text.ShouldContain($"http://localhost{Security}");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_token_carries_the_rights_that_were_chosen_and_shows_when_it_was_used(On database)
    {
        await using var site = await Site(database);
        var client = await site.As("head", "en");
        var page = await client.Open("/profile/tokens/add");
        page.QuerySelectorAll("input[name='Posted.Rights']").Select(i => i.GetAttribute("value")).ShouldBe((await site.Viewer("head"))!.Rights, ignoreOrder: true);
        (await client.Send("/profile/tokens/add", page, ("Posted.Name", "Too much"), ("Posted.Rights", "units.manage"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var made = await client.Send("/profile/tokens/add", await client.Open("/profile/tokens/add"), ("Posted.Name", "Telephone list"), ("Posted.Rights", "people.read"), ("Posted.Days", "30"), ("Posted.OnlyReads", "true"));
        var token = (await made.Html()).QuerySelector("code")!.TextContent;
        token.ShouldStartWith("balsts_");
        (await site.Db(db => db.Tables.Set<ApiToken>().AsNoTracking().CountAsync(t => t.Hash.Contains(token)))).ShouldBe(0);

        var program = site.Nobody();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (await program.GetFromJsonAsync<Me>("/api/v1/me"))!.Rights.ShouldBe(["people.read"]);
        (await program.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await site.Viewer("head"))!.Rights.ShouldContain("proposals.answer");
        (await program.PutAsJsonAsync("/api/v1/me/notices", new { })).StatusCode.ShouldBe(HttpStatusCode.NotFound, "it only reads");
        (await client.Open(Security)).QuerySelector("#tokens li")!.TextContent.ShouldContain("last used");
        (await program.GetAsync("/profile/tokens/add")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "no token makes tokens");

        // nor does one with chosen rights take everything that is its owner's, or make an address that outlives it
        var writing = site.Nobody();
        var second = await client.Send("/profile/tokens/add", await client.Open("/profile/tokens/add"), ("Posted.Name", "Writes"), ("Posted.Rights", "people.read"), ("Posted.Days", "30"), ("Posted.OnlyReads", "false"));
        writing.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await second.Html()).QuerySelector("code")!.TextContent);
        (await writing.PutAsJsonAsync("/api/v1/me/notices", new { })).StatusCode.ShouldNotBe(HttpStatusCode.NotFound);
        foreach (var all in new[] { "/api/v1/my-data", "/api/v1/calendar/feed" }) (await writing.PostAsync(all, null)).StatusCode.ShouldBe(HttpStatusCode.NotFound, all);
        (await (await site.ApiAs("head")).PostAsync("/api/v1/calendar/feed", null)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var id = await site.Db(db => db.Tables.Set<ApiToken>().AsNoTracking().Where(t => t.Name == "Telephone list").Select(t => t.Id).SingleAsync());
        (await Press(client, $"/profile/tokens/{id}/revoke")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await program.GetAsync("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await client.Open(Security)).QuerySelectorAll("#tokens li").Select(l => l.TextContent).ShouldAllBe(l => !l.Contains("Telephone list"));
    }

    sealed record Me(string[] Rights);
}
