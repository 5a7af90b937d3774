using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Foundation.History;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.Shell;

/// <summary>The second factor: set up, asked, spent, recovered, required of those who reach far.</summary>
public sealed class SecondFactorTests
{
    const string Password = "four unrelated words";
    const string Setup = "/profile/second-factor";

    static async Task<HttpClient> WithPassword(TestSite site, string persona, bool afresh = true)
    {
        if (afresh) (await site.Ask(s => s.GetRequiredService<Accounts>().Reset($"{persona}@demo.balsts.example", Password))).Failed.ShouldBeFalse();
        var client = site.Nobody();
        (await client.Submit("/sign-in?lang=en&next=/people", ("Posted.Email", $"{persona}@demo.balsts.example"), ("Posted.Password", Password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return client;
    }

    /// <summary>The key as the page shows it.</summary>
    static byte[] KeyOn(IHtmlDocument page) => Bytes(page.QuerySelector("ol code")!.TextContent.Replace(" ", "", StringComparison.Ordinal));

    static byte[] Bytes(string base32)
    {
        var (bytes, buffer, bits) = (new List<byte>(), 0, 0);
        foreach (var letter in base32)
        {
            (buffer, bits) = (buffer << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), bits + 5);
            if (bits < 8) continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
        }
        return [.. bytes];
    }

    /// <summary>Sets the second factor up as its owner does; gives the key and the recovery codes.</summary>
    static async Task<(byte[] Key, string[] Codes)> SetUp(TestSite site, HttpClient client)
    {
        var page = await client.Open(Setup);
        page.QuerySelector("svg.b-qr path")!.GetAttribute("d")!.Length.ShouldBeGreaterThan(1000);
        var key = KeyOn(page);
        var done = await client.Send(Setup, page, ("Posted.Code", Totp.Code(key, site.Clock.GetUtcNow())));
        done.StatusCode.ShouldBe(HttpStatusCode.OK);
        var codes = (await done.Html()).QuerySelectorAll(".b-codes li").Select(li => li.TextContent).ToArray();
        codes.Length.ShouldBe(SecondFactor.RecoveryCodes);
        return (key, codes);
    }

    static Task<HttpResponseMessage> Code(HttpClient client, string code) => client.Submit("/sign-in/code?lang=en&next=/people", ("Posted.Code", code));
    static async Task<string> Said(HttpResponseMessage answer) => (await answer.Html()).QuerySelector("#errors")!.TextContent;

    [Fact]
    public void Codes_are_those_of_the_standard()
    {
        // RFC 6238, appendix B, SHA-1: the last six of the eight figures
        var key = "12345678901234567890"u8.ToArray();
        foreach (var (second, code) in new[] { (59L, "287082"), (1111111109L, "081804"), (1234567890L, "005924"), (20000000000L, "353130") })
            Totp.Code(key, DateTimeOffset.FromUnixTimeSeconds(second)).ShouldBe(code);
        Bytes(Totp.Base32(key)).ShouldBe(key);
        Totp.Base32(key).ShouldBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_code_is_asked_after_the_password_and_each_is_good_once(On database)
    {
        await using var site = new TestSite(database);
        var first = await WithPassword(site, "head");
        var elsewhere = await WithPassword(site, "head", afresh: false);
        var wrong = await first.Open(Setup);
        (await first.Send(Setup, wrong, ("Posted.Code", "000000"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var (key, recovery) = await SetUp(site, first);
        (await first.GetAsync("/profile/security")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await elsewhere.GetAsync("/profile")).StatusCode.ShouldBe(HttpStatusCode.Redirect, "a session begun with a password alone is over");

        // the key and the codes are not in the database as they are
        var kept = await site.Db(db => db.Tables.Set<SecondFactor>().AsNoTracking().SingleAsync());
        kept.SealedKey.ShouldNotContain(Convert.ToHexString(key));
        recovery.ShouldAllBe(c => !kept.CodeHashes.Contains(c.Replace("-", "", StringComparison.Ordinal), StringComparison.Ordinal));

        var client = await WithPassword(site, "head", afresh: false);
        (await client.GetAsync("/people")).StatusCode.ShouldBe(HttpStatusCode.Redirect, "a password alone opens nothing");
        (await Said(await Code(client, Totp.Code(key, site.Clock.GetUtcNow())))).ShouldContain("used already");
        site.Clock.Advance(TimeSpan.FromSeconds(30));
        var now = Totp.Code(key, site.Clock.GetUtcNow());
        (await Code(client, now)).Next().ShouldBe("/people");
        (await client.GetAsync("/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var again = await WithPassword(site, "head", afresh: false);
        (await Said(await Code(again, now))).ShouldContain("used already");

        // a recovery code lets in once, is told, and small letters and gaps do not matter
        (await Code(again, recovery[3].ToLowerInvariant().Replace('-', ' '))).Next().ShouldBe("/people");
        var third = await WithPassword(site, "head", afresh: false);
        (await Said(await Code(third, recovery[3]))).ShouldContain("not right");
        (await site.Db(db => db.Tables.Set<Notification>().AsNoTracking().CountAsync(n => n.PersonId == TestSite.Id("head") && n.Text.StartsWith("A recovery code was used")))).ShouldBe(1);

        // five wrong ones, and for a while none is looked at; the others of the account are not locked out of what is open
        for (var i = 0; i < 4; i++) await Code(third, "123456");
        site.Clock.Advance(TimeSpan.FromSeconds(60));
        (await Said(await Code(third, Totp.Code(key, site.Clock.GetUtcNow())))).ShouldContain("quarter of an hour");
        (await client.GetAsync("/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Clock.Advance(TimeSpan.FromMinutes(15));
        var fourth = await WithPassword(site, "head", afresh: false);
        (await Code(fourth, Totp.Code(key, site.Clock.GetUtcNow()))).Next().ShouldBe("/people");

        // new codes void the old ones; turned off, the password is enough
        var made = await fourth.Submit("/profile/second-factor/codes");
        (await made.Html()).QuerySelectorAll(".b-codes li").Length.ShouldBe(SecondFactor.RecoveryCodes);
        var fifth = await WithPassword(site, "head", afresh: false);
        (await Said(await Code(fifth, recovery[4]))).ShouldContain("not right");
        (await fourth.Submit("/profile/second-factor/off")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await WithPassword(site, "head", afresh: false)).GetAsync("/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await site.Db(async db => await db.HistoryOf(await db.Tables.Users.FirstAsync(a => a.PersonId == TestSite.Id("head"))).Select(h => h.What).ToListAsync()))
            .ShouldBeSubsetOf([nameof(AccountOpened), nameof(PasswordSet), nameof(FactorSetUp), nameof(RecoveryCodeUsed), nameof(RecoveryCodesMade), nameof(FactorTurnedOff)]);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Whoever_reaches_beyond_one_school_sets_it_up_before_anything_else(On database)
    {
        await using var site = new TestSite(database);
        var far = new List<string>();
        foreach (var persona in Balsts.Demo.DemoWorld.Personas)
            if ((await site.Viewer(persona.Name))!.NeedsFactor) far.Add(persona.Name);
        far.ShouldBe(["state", "municipality", "coordinator", "consultant", "manager", "projectmentor", "administrator"], ignoreOrder: true);

        var client = await WithPassword(site, "municipality");
        foreach (var address in new[] { "/", "/people", "/profile", "/profile/security" }) (await client.GetAsync(address)).Next().ShouldBe(Setup);
        (await client.GetAsync("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await client.GetAsync("/help")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await SetUp(site, client);
        (await client.GetAsync("/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.Submit("/profile/second-factor/off")).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        // in the demonstration the buttons let everybody in
        (await (await site.As("state")).GetAsync("/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
