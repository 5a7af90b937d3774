using System.Net;
using AngleSharp.Html.Dom;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Balsts.Tests.Shell;

/// <summary>The door: who comes in, who does not, and what they are told.</summary>
public sealed class SignInTests
{
    const string Password = "four unrelated words";
    const string Wrong = "The e-mail or the password is not right.";

    static Task<HttpResponseMessage> SignIn(HttpClient client, string email, string password, string next = "/") =>
        client.Submit($"/sign-in?lang=en&next={Uri.EscapeDataString(next)}", ("Posted.Email", email), ("Posted.Password", password));

    static async Task GivePassword(TestSite site, string persona) =>
        (await site.Ask(s => s.GetRequiredService<Accounts>().Reset($"{persona}@demo.balsts.example", Password))).Failed.ShouldBeFalse();

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_password_lets_in_and_a_wrong_one_says_no_more_than_an_unknown_e_mail(On database)
    {
        await using var site = new TestSite(database);
        await GivePassword(site, "head");
        const string head = "head@demo.balsts.example";

        var unknown = await SignIn(site.Nobody(), "nobody@demo.balsts.example", Password);
        var wrong = await SignIn(site.Nobody(), head, "something else entirely");
        unknown.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await unknown.Html()).QuerySelector("#errors")!.TextContent.ShouldBe((await wrong.Html()).QuerySelector("#errors")!.TextContent);
        (await wrong.Html()).QuerySelector("#errors")!.TextContent.ShouldContain(Wrong);

        var right = await SignIn(site.Nobody(), head, Password, "/profile");
        right.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        right.Headers.Location!.ToString().ShouldEndWith("/profile");
        (await SignIn(site.Nobody(), head, Password, "//elsewhere.example")).Headers.Location!.ToString().ShouldNotContain("elsewhere");

        for (var i = 0; i < 5; i++) await SignIn(site.Nobody(), head, "something else entirely");
        var locked = await SignIn(site.Nobody(), head, Password);
        locked.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await locked.Html()).QuerySelector("#errors")!.TextContent.ShouldContain(Wrong);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_password_of_a_weaker_age_is_kept_stronger_from_the_next_sign_in_on_and_that_is_told(On database)
    {
        await using var site = new TestSite(database);
        const string head = "head@demo.balsts.example";
        var weak = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));
        (await site.Db(async db =>
        {
            var account = await db.Tables.Users.FirstAsync(a => a.Email == head);
            account.PasswordHash = weak.HashPassword(account, Password);
            db.Record(Viewer.System, new PasswordSet(), account);
            return await db.Save();
        })).Failed.ShouldBeFalse();
        var before = await site.Db(db => db.Tables.Users.AsNoTracking().FirstAsync(a => a.Email == head));

        (await SignIn(site.Nobody(), head, "something else entirely")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await site.Db(db => db.Tables.Users.AsNoTracking().FirstAsync(a => a.Email == head))).PasswordHash.ShouldBe(before.PasswordHash);
        var client = site.Nobody();
        (await SignIn(client, head, Password, "/profile")).Headers.Location!.ToString().ShouldEndWith("/profile");
        (await client.GetAsync("/profile")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var after = await site.Db(db => db.Tables.Users.AsNoTracking().FirstAsync(a => a.Email == head));
        after.PasswordHash.ShouldNotBe(before.PasswordHash);
        after.SecurityStamp.ShouldBe(before.SecurityStamp, "the other sessions go on");
        (await site.Db(db => db.HistoryOf(after).Select(h => h.What).ToListAsync())).Count(w => w == nameof(PasswordStrengthened)).ShouldBe(1);
        (await SignIn(site.Nobody(), head, Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await site.Db(db => db.Tables.Users.AsNoTracking().FirstAsync(a => a.Email == head))).PasswordHash.ShouldBe(after.PasswordHash);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task An_invitation_is_used_once_and_in_its_time(On database)
    {
        await using var site = new TestSite(database);
        var secret = (await site.Ask(async s => await s.GetRequiredService<Accounts>().Invite((await site.Viewer("head"))!, TestSite.Id("gaujmala 1"), "LV", "new@demo.balsts.example", "lv"))).Value!;
        var client = site.Nobody();
        (await client.Submit($"/invitation/{secret}", ("Posted.Password", "short"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await client.Submit($"/invitation/{secret}", ("Posted.Password", Password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await client.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await site.Nobody().Open($"/invitation/{secret}?lang=en")).QuerySelector("main form").ShouldBeNull();

        // two at the same moment: one of them chose the password
        var twice = (await site.Ask(async s => await s.GetRequiredService<Accounts>().Invite((await site.Viewer("head"))!, TestSite.Id("gaujmala 3"), "LV", "twice@demo.balsts.example", "lv"))).Value!;
        HttpClient[] two = [site.Nobody(), site.Nobody()];
        var pages = await Task.WhenAll(two.Select(t => t.Open($"/invitation/{twice}?lang=en")));
        var answers = await Task.WhenAll(two.Select((t, i) => t.Send($"/invitation/{twice}?lang=en", pages[i], ("Posted.Password", $"{Password} of number {i}"))));
        answers.Count(a => a.StatusCode == HttpStatusCode.Redirect).ShouldBe(1);

        var late = (await site.Ask(async s => await s.GetRequiredService<Accounts>().Invite((await site.Viewer("head"))!, TestSite.Id("gaujmala 2"), "LV", "late@demo.balsts.example", "lv"))).Value!;
        site.Clock.Advance(Invitation.Validity);
        (await site.Nobody().Open($"/invitation/{late}?lang=en")).QuerySelector("main form").ShouldBeNull();
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_session_ends_with_its_account_and_with_the_sign_out(On database)
    {
        await using var site = new TestSite(database);
        var client = await site.As("teacher");
        var other = await site.As("head");
        (await site.Ask(s => s.GetRequiredService<Accounts>().Disable("teacher@demo.balsts.example"))).Failed.ShouldBeFalse();
        (await client.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await other.PostAsync("/sign-out", new FormUrlEncodedContent([]))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var form = (IHtmlFormElement)(await other.Open("/")).QuerySelector("form[action='/sign-out']")!;
        (await other.PostAsync("/sign-out", new FormUrlEncodedContent(form.Fields()))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await other.GetAsync("/")).Headers.Location!.ToString().ShouldContain("/sign-in");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task The_language_is_the_profiles_and_before_that_the_addresss_or_the_browsers(On database)
    {
        await using var site = new TestSite(database);
        var client = await site.As("mentor");
        foreach (var language in new[] { "az", "en", "lv" })
        {
            (await client.Submit("/profile", ("Posted.Language", language))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
            (await client.Open("/profile")).DocumentElement.GetAttribute("lang").ShouldBe(language);
            (await site.Nobody().Open($"/sign-in?lang={language}")).DocumentElement.GetAttribute("lang").ShouldBe(language);
            var nobody = site.Nobody();
            nobody.DefaultRequestHeaders.Add("Accept-Language", $"fr, {language};q=0.8");
            (await nobody.Open("/sign-in")).DocumentElement.GetAttribute("lang").ShouldBe(language);
        }
    }
}
