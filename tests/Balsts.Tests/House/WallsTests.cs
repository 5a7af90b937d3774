using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Foundation.Security;
using Foundation.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests;

/// <summary>What every answer carries, who is believed, and what the database holds only sealed.</summary>
public sealed class WallsTests
{
    static readonly (string Name, string Value)[] Public = [("BALSTS_DEMO", ""), ("BALSTS_PUBLIC_URL", "https://balsts.example"), ("BALSTS_PROXIES", "10.1.2.3 192.168.0.0/16")];

    [Fact]
    public async Task Every_answer_carries_the_headers_of_the_house()
    {
        await using var site = new TestSite(On.Sqlite);
        var head = await site.As("head");
        foreach (var address in new[] { "/", "/people", "/nothing-here", "/api/v1/units", "/api/v1/nothing", "/health/live", "/openapi/v1.json", "/activities/export?format=csv", "/search/found?q=a", "/people?find=%00", $"/people/{Guid.NewGuid()}" })
        {
            var answer = await head.GetAsync(address);
            var headers = answer.Headers;
            headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("unsafe", Case.Insensitive, address);
            headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff", address);
            headers.GetValues("Referrer-Policy").Single().ShouldBe("same-origin", address);
            headers.GetValues("Cross-Origin-Opener-Policy").Single().ShouldBe("same-origin", address);
            headers.GetValues("Cross-Origin-Resource-Policy").Single().ShouldBe("same-origin", address);
            headers.GetValues("Permissions-Policy").Single().ShouldContain("camera=()", Case.Sensitive, address);
            headers.CacheControl.ShouldNotBeNull(address).NoStore.ShouldBeTrue(address);
            headers.Contains("Server").ShouldBeFalse(address);
        }
    }

    [Fact]
    public async Task A_page_of_another_site_sends_nothing_in_somebodys_name()
    {
        await using var site = new TestSite(On.Sqlite);
        var (session, program) = (await site.As("teacher"), await site.ApiAs("teacher"));
        var share = $"/api/v1/goals/{TestSite.Id("teacher goal")}/share";
        async Task<HttpStatusCode> Sent(HttpClient client, HttpMethod method, string address, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(method, address);
            if (method != HttpMethod.Get) request.Content = JsonContent.Create(new { withHead = true });
            foreach (var (name, value) in headers) request.Headers.Add(name, value);
            return (await client.SendAsync(request)).StatusCode;
        }
        (await Sent(session, HttpMethod.Post, share, ("Sec-Fetch-Site", "same-site"))).ShouldBe(HttpStatusCode.Conflict);
        (await Sent(session, HttpMethod.Post, share, ("Sec-Fetch-Site", "cross-site"))).ShouldBe(HttpStatusCode.Conflict);
        (await Sent(session, HttpMethod.Post, share, ("Origin", "https://neighbour.example"))).ShouldBe(HttpStatusCode.Conflict);
        (await Sent(session, HttpMethod.Post, share, ("Origin", "null"))).ShouldBe(HttpStatusCode.Conflict);
        (await program.GetFromJsonAsync<JsonElement>(share[..^"/share".Length])).GetProperty("sharedWithHead").GetBoolean().ShouldBeFalse();
        (await Sent(session, HttpMethod.Get, share[..^"/share".Length], ("Sec-Fetch-Site", "cross-site"))).ShouldBe(HttpStatusCode.OK);
        (await Sent(session, HttpMethod.Post, share, ("Sec-Fetch-Site", "same-origin"))).ShouldBe(HttpStatusCode.NoContent);
        (await Sent(session, HttpMethod.Post, share, ("Origin", "http://localhost"))).ShouldBe(HttpStatusCode.NoContent);
        (await Sent(program, HttpMethod.Post, share, ("Sec-Fetch-Site", "cross-site"))).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task By_https_cookies_belong_to_this_host_alone_and_browsers_come_by_https_again()
    {
        await using var site = new TestSite(On.Sqlite, Public);
        var client = site.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://balsts.example") });
        var answer = await client.GetAsync("/sign-in");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Strict-Transport-Security").Single().ShouldStartWith("max-age=");
        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        cookies.ShouldNotBeEmpty();
        foreach (var cookie in cookies)
        {
            cookie.ShouldStartWith("__Host-balsts");
            cookie.ShouldContain("secure");
            cookie.ShouldContain("path=/");
            cookie.ShouldContain("httponly");
            cookie.ShouldNotContain("domain=");
        }
    }

    [Fact]
    public async Task Only_the_names_of_the_installation_are_answered()
    {
        await using var site = new TestSite(On.Sqlite, Public);
        var client = site.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://evil.example") });
        (await client.GetAsync("/sign-in")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_forwarded_address_is_believed_of_the_proxies_alone()
    {
        await using var site = new TestSite(On.Sqlite, Public);
        async Task<(string From, string Scheme)> Seen(string from)
        {
            var context = await site.Server.SendAsync(http =>
            {
                (http.Connection.RemoteIpAddress, http.Request.Host, http.Request.Path, http.Request.Scheme) = (IPAddress.Parse(from), new("balsts.example"), "/health/live", "http");
                (http.Request.Headers["X-Forwarded-For"], http.Request.Headers["X-Forwarded-Proto"]) = ("203.0.113.9", "https");
            });
            return (context.Connection.RemoteIpAddress!.ToString(), context.Request.Scheme);
        }
        (await Seen("10.1.2.3")).ShouldBe(("203.0.113.9", "https"));
        (await Seen("192.168.7.7")).ShouldBe(("203.0.113.9", "https"));
        (await Seen("10.1.2.4")).ShouldBe(("10.1.2.4", "http"));
        Should.Throw<FormatException>(() => Proxies.Parse("10.1.2.3 nonsense")).Message.ShouldContain("nonsense");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task The_keys_that_seal_cookies_lie_in_the_database_and_only_sealed(On database)
    {
        await using var site = new TestSite(database);
        var text = site.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("a test").Protect("something");
        var kept = await site.Db(db => db.Tables.Set<ProtectionKey>().AsNoTracking().ToListAsync());
        kept.ShouldNotBeEmpty();
        foreach (var key in kept)
        {
            key.Xml.ShouldContain("OpenedByInstallation");
            key.Xml.ShouldNotContain("masterKey");
        }
        Directory.Exists(Path.Combine(site.Folder, "keys")).ShouldBeFalse();

        // another node of the same installation opens it; one with a new key in front of the old does, one without the old does not
        var old = TestSite.Key;
        var fresh = Convert.ToBase64String(RandomNumberGenerator.GetBytes(InstallationKey.Bytes));
        foreach (var (given, opens) in new[] { (old, true), ($"{fresh} {old}", true), (fresh, false) })
        {
            await using var other = new TestSite(site, ("BALSTS_KEY", given));
            var reader = other.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("a test");
            if (opens) reader.Unprotect(text).ShouldBe("something");
            else Should.Throw<CryptographicException>(() => reader.Unprotect(text));
        }
    }

    [Fact]
    public void What_the_installation_sealed_is_opened_by_its_keys_alone_and_only_unchanged()
    {
        var folder = Directory.CreateTempSubdirectory("balsts-key").FullName;
        var file = Path.Combine(folder, "keys", "installation.key");
        var made = InstallationKey.FromFile(file);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var closed = made.Seal("a note"u8.ToArray());
        InstallationKey.FromFile(file).Open(closed).ShouldBe("a note"u8.ToArray());
        made.Seal("a note"u8.ToArray()).ShouldNotBe(closed);
        for (var i = 0; i < closed.Length; i++)
        {
            var changed = closed.ToArray();
            changed[i] ^= 1;
            Should.Throw<CryptographicException>(() => made.Open(changed));
        }
        Should.Throw<CryptographicException>(() => InstallationKey.Parse(TestSite.Key).Open(closed));
        Should.Throw<FormatException>(() => InstallationKey.Parse("c2hvcnQ="));
        Should.Throw<FormatException>(() => InstallationKey.Parse(" "));
        Directory.Delete(folder, true);
    }
}
