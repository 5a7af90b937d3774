using System.Net;
using AngleSharp.Html.Dom;
using Balsts.Operations;
using Balsts.People;
using Foundation.History;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.Shell;

/// <summary>Signing in through a school's or state's own accounts: who is let in, and every answer that opens nothing.</summary>
public sealed class ProviderTests
{
    const string Password = "four unrelated words";
    const string Teacher = "teacher@demo.balsts.example";

    static async Task<(Provider Provider, TestSite Site)> Set(On database, params (string, string)[] more)
    {
        var provider = new Provider();
        var site = new TestSite(database, provider.Settings(more));
        provider.Clock = site.Clock;
        return (provider, site);
    }

    /// <summary>To the provider and back, as a browser goes; gives where it is led in the end.</summary>
    static async Task<string> GoThrough(Provider provider, HttpClient client, string from = "/sign-in/with/0?next=/profile", Func<string, string>? bent = null)
    {
        var away = await client.GetAsync(from);
        away.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        if (away.Headers.Location!.ToString() is var where && !where.StartsWith(provider.Address, StringComparison.Ordinal)) return away.Next();
        var answer = provider.Answer(where);
        return (await client.GetAsync(bent?.Invoke(answer) ?? answer)).Next();
    }

    static void IsTeacher(Provider provider) => (provider.Claims["email"], provider.Claims["email_verified"]) = (Teacher.ToUpperInvariant(), true);

    static async Task<string> SaidOn(HttpClient client, string address) => (await client.Open($"{address}&lang=en")).QuerySelector("main .b-note")!.TextContent.Trim();

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Whom_the_provider_vouches_for_by_the_chosen_claim_comes_in_and_stays_that_person(On database)
    {
        var (provider, site) = await Set(database);
        await using var _ = provider;
        await using var __ = site;
        IsTeacher(provider);
        var client = site.Nobody();
        (await client.Open("/sign-in?next=/goals&lang=en")).QuerySelectorAll("a[href^='/sign-in/with/']").ShouldHaveSingleItem().TextContent.ShouldBe("Sign in with Skolas konts");
        (await GoThrough(provider, client)).ShouldBe("/profile");
        (await client.Open("/profile")).QuerySelector(".b-lead, main")!.TextContent.ShouldContain(Teacher);
        (await client.Open(Accounts.SecurityAddress)).QuerySelector("#factor")!.TextContent.ShouldContain("Skolas konts");
        (await Notices(site)).ShouldContain(n => n.Contains("for the first time"));
        (await GoThrough(provider, site.Nobody(), "/sign-in/with/0?next=https://elsewhere.example/")).ShouldBe("/", "only to our own pages");
        (await Notices(site)).Count(n => n.Contains("for the first time")).ShouldBe(1);

        // an e-mail that the provider gives to somebody else opens nothing; whoever came in once comes in whatever is said of their mailbox, and stays who they were
        provider.Subject = "somebody else";
        (await Refused(provider, site)).ShouldBe("provider.other");
        provider.Subject = "somebody";
        foreach (var renamed in new[] { "inta.roze@gaujmala.example", "head@demo.balsts.example" })
        {
            (provider.Claims["email"], provider.Claims["email_verified"]) = (renamed, renamed.StartsWith("head", StringComparison.Ordinal));
            var same = site.Nobody();
            (await GoThrough(provider, same)).ShouldBe("/profile", renamed);
            (await same.Open("/profile")).QuerySelector(".b-lead, main")!.TextContent.ShouldContain(Teacher);
        }
        (provider.Subject, provider.Claims["email"], provider.Claims["email_verified"]) = ("nobody here", "nobody@example.lv", true);
        var nobody = site.Nobody();
        var back = await GoThrough(provider, nobody);
        (await SaidOn(nobody, back)).ShouldStartWith("Skolas konts knows you, but nobody here");
        (await nobody.GetAsync("/profile")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await site.Db(db => db.Tables.Users.CountAsync(a => a.Email == "nobody@example.lv"))).ShouldBe(0, "never made");

        // what changes how they sign in asks once more, and there they have to show it anew
        IsTeacher(provider);
        provider.Subject = "somebody";
        site.Clock.Advance(Session.ProvedFor);
        (await client.GetAsync("/profile/tokens/add")).Next().ShouldStartWith("/sign-in/again");
        (await client.Open("/sign-in/again?next=/profile/tokens/add")).QuerySelectorAll("a[href^='/sign-in/with/0']").Length.ShouldBe(1);
        provider.Claims["auth_time"] = site.Clock.GetUtcNow().AddHours(-1).ToUnixTimeSeconds();
        (await GoThrough(provider, client, "/sign-in/with/0?next=/profile/tokens/add&again")).ShouldContain("provider.again");
        provider.Claims["auth_time"] = site.Clock.GetUtcNow().ToUnixTimeSeconds();
        (await GoThrough(provider, client, "/sign-in/with/0?next=/profile/tokens/add&again")).ShouldBe("/profile/tokens/add");
        (await client.GetAsync("/profile/tokens/add")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // the link ends by its owner’s hand, but never the last way in; the claim links anew
        const string link = "/profile/providers/0";
        (await client.Submit(link)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await client.Submit("/profile/password", ("Posted.Password", Password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await client.Submit(link)).Next().ShouldBe(Accounts.SecurityAddress);
        (await client.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.Open($"{Accounts.SecurityAddress}?lang=en")).QuerySelectorAll("a[href^='/profile/providers/']").ShouldBeEmpty();
        (await GoThrough(provider, site.Nobody())).ShouldBe("/profile");
        (await Notices(site)).Count(n => n.Contains("for the first time")).ShouldBe(2);

        // a disabled account is closed this way too, and no head can hand out an invitation to one that is in use
        (await site.Ask(async s => await s.GetRequiredService<Accounts>().Invite((await site.Viewer("head"))!, TestSite.Id("teacher"), "LV", Teacher, "lv"))).Problem.ShouldBe(Accounts.AccountExists);
        (await site.Ask(s => s.GetRequiredService<Accounts>().Disable(Teacher))).Failed.ShouldBeFalse();
        (await Refused(provider, site)).ShouldBe("provider.nobody");

        static Task<List<string>> Notices(TestSite site) => site.Db(db => db.Seen<Notification>(Viewer.System).Where(n => n.PersonId == TestSite.Id("teacher")).Select(n => n.Text).ToListAsync());
    }

    static async Task<string> Refused(Provider provider, TestSite site, Func<string, string>? bent = null)
    {
        var client = site.Nobody();
        var back = new Uri(new("http://localhost"), await GoThrough(provider, client, bent: bent));
        back.AbsolutePath.ShouldBe("/sign-in", back.ToString());
        (await client.GetAsync("/profile")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(back.Query)["said"].ToString();
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task An_answer_that_is_bent_anywhere_opens_nothing_and_a_key_that_changed_is_found(On database)
    {
        var (provider, site) = await Set(database);
        await using var _ = provider;
        await using var __ = site;
        IsTeacher(provider);
        (await GoThrough(provider, site.Nobody())).ShouldBe("/profile");

        (await Refused(provider, site, a => a.Replace("state=", "state=x", StringComparison.Ordinal))).ShouldBe("sign-in.begin-again");
        (await Refused(provider, site, a => a.Replace("/0/", "/1/", StringComparison.Ordinal).Replace("/1/", "/0/", StringComparison.Ordinal).Replace("code=", "error=access_denied&c=", StringComparison.Ordinal))).ShouldBe("provider.refused");
        (await Refused(provider, site, a => a.Replace("code=", "code=x", StringComparison.Ordinal))).ShouldBe("provider.untrusted");
        (await Refused(provider, site, a => a + "&iss=https%3A%2F%2Felsewhere.example")).ShouldBe("provider.untrusted");
        var stranger = site.Nobody(); // somebody else's answer, put under one's nose
        var away = (await site.Nobody().GetAsync("/sign-in/with/0")).Headers.Location!.ToString();
        (await stranger.GetAsync(provider.Answer(away))).Next().ShouldContain("begin-again");

        async Task Untrusted(Action bend, Action straighten)
        {
            bend();
            (await Refused(provider, site)).ShouldBe("provider.untrusted");
            straighten();
        }
        await Untrusted(() => provider.Nonce = "another question", () => provider.Nonce = null);
        await Untrusted(() => provider.Issuer = "https://elsewhere.example", () => provider.Issuer = null);
        await Untrusted(() => provider.Audience = "another-program", () => provider.Audience = null);
        await Untrusted(() => provider.Validity = TimeSpan.FromMinutes(-3), () => provider.Validity = TimeSpan.FromMinutes(5));
        foreach (var way in new[] { "another", "secret", "not at all" }) await Untrusted(() => provider.Signs = way, () => provider.Signs = "key");
        await Untrusted(() => provider.InfoOf = "somebody else", () => provider.InfoOf = null);

        (provider.Subject, provider.Claims["email"], provider.Claims["email_verified"]) = ("new there", "deputy@demo.balsts.example", false);
        (await Refused(provider, site)).ShouldBe("provider.unconfirmed");
        provider.Claims.Remove("email_verified");
        (await Refused(provider, site)).ShouldBe("provider.unconfirmed");
        provider.Claims["email_verified"] = "true"; // as some say it
        provider.Validity = TimeSpan.FromMinutes(-1); // a clock that goes after
        (await GoThrough(provider, site.Nobody())).ShouldBe("/profile");
        provider.Validity = TimeSpan.FromMinutes(5);
        provider.InfoOf = provider.Subject; // said only where the access token is shown
        (await GoThrough(provider, site.Nobody())).ShouldBe("/profile");

        // keys change: found at once, and made-up ones do not make us ask again and again
        site.Clock.Advance(TimeSpan.FromMinutes(2)); // of which there were some above
        provider.Rotate();
        (await GoThrough(provider, site.Nobody())).ShouldBe("/profile");
        var asked = provider.KeysAsked;
        provider.Rotate();
        for (var i = 0; i < 3; i++) (await Refused(provider, site)).ShouldBe("provider.untrusted");
        provider.KeysAsked.ShouldBe(asked);
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        (await GoThrough(provider, site.Nobody())).ShouldBe("/profile");

        // the doctor says whether it answers, and no secret; nobody comes in while it does not
        var well = (await site.Ask(s => s.GetRequiredService<Doctor>().Look())).Single(f => f.What == "Sign-in");
        well.Verdict.ShouldBe(Verdict.Fine);
        provider.Silent = true;
        (await site.Ask(s => s.GetRequiredService<Doctor>().Look())).Single(f => f.What == "Sign-in").Verdict.ShouldBe(Verdict.Wrong);
        (await Refused(provider, site)).ShouldBe("provider.silent");
        string.Join(' ', site.Services.GetRequiredService<Settings>().Shown).ShouldNotContain("own secret");
        site.Failed.ShouldBeEmpty();
        (await site.Nobody().GetAsync("/sign-in/with/7")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var bad in new[] { "http://id.example", "id.example", "https://id.example?x=1" })
            Should.Throw<FormatException>(() => OidcProvider.Of("0", n => n == "Authority" ? bad : "x")).Message.ShouldNotContain("secret");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_second_factor_is_the_providers_only_where_the_administrator_said_so_and_a_number_finds_whoever_holds_it(On database)
    {
        var (provider, site) = await Set(database, ("Claim", "personal_code"), ("System", "state"), ("SecondFactor", "mfa phr"), ("Scopes", "profile"));
        await using var _ = provider;
        await using var __ = site;
        await site.Db(async db =>
        {
            var person = await db.Seen<Person>(Viewer.System).FirstAsync(p => p.Id == TestSite.Id("coordinator"));
            person.Known("state", "PNOLV-1");
            db.Record(Viewer.System, new PersonDescribed(), person);
            return await db.Save();
        });
        provider.Claims["personal_code"] = "PNOLV-2";
        (await Refused(provider, site)).ShouldBe("provider.nobody");
        provider.Claims["personal_code"] = "PNOLV-1";

        // reaches beyond one school: without a second factor of the provider, ours is set up first
        var client = site.Nobody();
        (await GoThrough(provider, client)).ShouldBe("/profile");
        (await client.GetAsync("/people")).Next().ShouldStartWith("/profile/second-factor");
        provider.Claims["acr"] = "low";
        await GoThrough(provider, client);
        (await client.GetAsync("/people")).Next().ShouldStartWith("/profile/second-factor");
        provider.Claims["amr"] = new[] { "pwd", "mfa" };
        var strong = site.Nobody();
        (await GoThrough(provider, strong)).ShouldBe("/profile");
        (await strong.GetAsync("/people")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // whoever has codes here is asked for one, unless the provider asked for as much
        await site.Db(async db =>
        {
            var account = await db.Tables.Users.FirstAsync(a => a.PersonId == TestSite.Id("coordinator"));
            db.Add(Viewer.System, new SecondFactor { Id = Guid.CreateVersion7(), CountryId = account.CountryId, AccountId = account.Id, SealedKey = "-", MadeAt = db.Now, LastStep = 0, CodeHashes = "" });
            return await db.Save();
        });
        provider.Claims.Remove("amr");
        var asked = site.Nobody();
        (await GoThrough(provider, asked)).ShouldBe("/sign-in/code?next=%2Fprofile");
        (await asked.Open("/sign-in/code?next=/profile")).QuerySelector("input[name='Posted.Code']").ShouldNotBeNull();
        (await asked.GetAsync("/people")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        provider.Claims["acr"] = "phr";
        (await GoThrough(provider, asked)).ShouldBe("/profile");

        // whoever begins anew is linked anew
        (await site.Ask(s => s.GetRequiredService<Accounts>().Reset("coordinator@demo.balsts.example", Password))).Failed.ShouldBeFalse();
        provider.Subject = "a new account there";
        (await GoThrough(provider, site.Nobody())).ShouldBe("/profile");
    }
}
