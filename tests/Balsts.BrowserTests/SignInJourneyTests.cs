using Balsts.Tests;
using Foundation.Security;
using Microsoft.Playwright;

namespace Balsts.BrowserTests;

/// <summary>Signing in as people do: with a passkey of a device, with a code, with a recovery code; and a session ended from elsewhere.</summary>
public sealed class SignInJourneyTests(Browser browser)
{
    /// <summary>A device with a fingerprint reader that always says yes, behind this window.</summary>
    static async Task Authenticator(IPage page)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
        });
    }

    static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    [Fact]
    public async Task A_passkey_is_added_and_opens_the_account_from_then_on()
    {
        await using var visitor = await browser.As("deputy", "lv", 390);
        var page = visitor.Page;
        await Authenticator(page);
        await visitor.Go(Accounts.SecurityAddress);
        await visitor.Picture("security-1-none-390");
        (await visitor.Barriers()).ShouldBeEmpty();
        await visitor.Follow("#passkeys a[href='/profile/passkeys/add']");
        await visitor.Fill("input[name='Posted.Name']", "Skolas tālrunis");
        await visitor.Picture("security-2-add-390");
        await visitor.Follow("main form button[type=submit]");
        await Expect(page.Locator("#passkeys .b-t").First).ToHaveTextAsync("Skolas tālrunis");
        (await visitor.Barriers()).ShouldBeEmpty();
        await visitor.Picture("security-3-list-390");

        // signed out, and in again with what the browser offers beside the field
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in?next=/profile/security&lang=lv");
        await page.WaitForURLAsync(url => url.EndsWith("/profile/security", StringComparison.Ordinal) && !url.Contains("sign-in", StringComparison.Ordinal)); // the virtual device answers what the browser offers beside the field, as soon as the page asks
        await Expect(page.Locator("#passkeys .b-t").First).ToHaveTextAsync("Skolas tālrunis");

        // by a button, where it is asked once more who it is
        await page.GotoAsync("/sign-in/again?next=/profile/tokens/add");
        await visitor.Picture("security-5-again-390");
        await page.Locator("[data-passkey-form] button").ClickAsync();
        await page.WaitForURLAsync(url => url.EndsWith("/profile/tokens/add", StringComparison.Ordinal) && !url.Contains("again", StringComparison.Ordinal));
        await visitor.Picture("security-6-token-390");
        (await visitor.Barriers()).ShouldBeEmpty();

        // whoever has no password keeps the last one
        await visitor.Go(Accounts.SecurityAddress);
        await visitor.Follow("#passkeys a[href^='/profile/passkeys/']:not([href$='/add'])");
        await page.Locator("main form button[type=submit]").First.ClickAsync();
        await Expect(page.Locator(".b-errors")).ToBeVisibleAsync();
        visitor.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_reaches_far_sets_codes_up_and_comes_in_with_them_and_without_the_telephone()
    {
        const string password = "four unrelated words";
        await using var visitor = await browser.Open(1280, "az");
        var page = visitor.Page;
        await visitor.Go($"{await browser.Invitation("coordinator@demo.balsts.example")}?lang=az");
        await visitor.Fill("input[name='Posted.Password']", password);
        await page.Locator("main form button[type=submit]").First.ClickAsync();
        await page.WaitForURLAsync("**/profile/second-factor");
        await visitor.Picture("factor-1-set-up-1280");
        (await visitor.Barriers()).ShouldBeEmpty();
        var key = Key(await page.Locator("ol code").InnerTextAsync());
        await visitor.Fill("input[name='Posted.Code']", Totp.Code(key, DateTimeOffset.UtcNow));
        await page.Locator("main form button[type=submit]").First.ClickAsync();
        await Expect(page.Locator(".b-codes li")).ToHaveCountAsync(SecondFactor.RecoveryCodes);
        await visitor.Picture("factor-2-codes-1280");
        (await visitor.Barriers()).ShouldBeEmpty();
        var recovery = await page.Locator(".b-codes li").First.InnerTextAsync();
        await visitor.Follow("main .b-actions a");

        await page.Context.ClearCookiesAsync();
        await SignIn(visitor, password);
        await page.WaitForURLAsync("**/sign-in/code**");
        await visitor.Picture("factor-3-code-1280");
        (await visitor.Barriers()).ShouldBeEmpty();
        await visitor.Fill("input[name='Posted.Code']", Totp.Code(key, DateTimeOffset.UtcNow.AddSeconds(30))); // the next one: this interval's is spent
        await page.Locator("main form button[type=submit]").First.ClickAsync();
        await Arrived(page);
        await visitor.Picture("security-4-all-1280");

        // elsewhere with a recovery code, and ended from here
        await using var elsewhere = await browser.Open(390, "az");
        await SignIn(elsewhere, password);
        await elsewhere.Page.WaitForURLAsync("**/sign-in/code**");
        await elsewhere.Fill("input[name='Posted.Code']", recovery);
        await elsewhere.Page.Locator("main form button[type=submit]").First.ClickAsync();
        await Arrived(elsewhere.Page);
        await visitor.Go(Accounts.SecurityAddress);
        await page.Locator("#sessions form[action='/profile/sessions/end'] button").ClickAsync();
        await Expect(page.Locator("#sessions li")).ToHaveCountAsync(1);
        await elsewhere.Page.GotoAsync("/profile");
        await elsewhere.Page.WaitForURLAsync("**/sign-in**");
        visitor.Complaints.ShouldBeEmpty();
        elsewhere.Complaints.ShouldBeEmpty();

        static Task Arrived(IPage page) => Expect(page.Locator("#sessions li").First).ToBeVisibleAsync();

        static async Task SignIn(Visitor who, string password)
        {
            await who.Page.GotoAsync("/sign-in?lang=az&next=/profile/security");
            await Expect(who.Page.Locator("[data-passkey-form] button")).ToBeVisibleAsync();
            await who.Picture($"sign-in-{who.Page.ViewportSize!.Width}");
            await who.Fill("input[name='Posted.Email']", "coordinator@demo.balsts.example");
            await who.Fill("input[name='Posted.Password']", password);
            await who.Page.Locator("main form:has(input[name='Posted.Password']) button[type=submit]").First.ClickAsync();
        }
    }

    [Fact]
    public async Task The_account_of_a_school_lets_somebody_in_and_a_letter_lets_them_choose_a_password_without_scripts()
    {
        const string password = "zirgs akumulators skava pareizi", email = "otherhead@demo.balsts.example";
        await using var visitor = await browser.Open(390);
        var page = visitor.Page;
        await Through(page, "new-head");
        await Expect(page.Locator("main .b-note")).ToContainTextAsync("Skolas konts");
        await visitor.Picture("provider-1-unconfirmed-390");
        (await visitor.Barriers()).ShouldBeEmpty();
        await page.Context.ClearCookiesAsync();
        await Through(page, "otherhead");
        await Expect(page.Locator("#factor")).ToContainTextAsync("Skolas konts");
        await visitor.Picture("provider-2-in-390");
        (await visitor.Barriers()).ShouldBeEmpty();

        await using var plain = await browser.Open(1280, "lv", javaScript: false);
        await plain.Go("/sign-in?lang=lv");
        await plain.Follow("a[href='/sign-in/forgot']");
        await plain.Fill("input[name='Posted.Email']", email);
        await plain.Picture("reset-1-ask-1280");
        await plain.Follow("main form button[type=submit]");
        await plain.Picture("reset-2-asked-1280");
        await plain.Go(await Link(email, "/sign-in/reset/"));
        await plain.Fill("input[name='Posted.Password']", password);
        await plain.Picture("reset-3-choose-1280");
        await plain.Follow("main form button[type=submit]");
        await Expect(plain.Page.Locator("main .b-note")).ToBeVisibleAsync();
        await plain.Picture("reset-4-chosen-1280");
        await page.GotoAsync("/profile"); // every session ended
        await page.WaitForURLAsync("**/sign-in**");
        await plain.Fill("input[name='Posted.Email']", email);
        await plain.Fill("input[name='Posted.Password']", password);
        await plain.Follow("main form:has(input[name='Posted.Password']) button[type=submit]");
        await plain.Go(Accounts.SecurityAddress);

        // another e-mail, confirmed by a link sent there
        await plain.Follow("a[href='/profile/email']");
        await plain.Fill("input[name='Posted.Email']", "cita.vaditaja@example.lv");
        await plain.Picture("email-1-ask-1280");
        await plain.Follow("main form button[type=submit]");
        await plain.Picture("email-2-waits-1280");
        await plain.Go(await Link("cita.vaditaja@example.lv", "/sign-in/email/"));
        await plain.Picture("email-3-confirm-1280");
        await plain.Page.Locator("main form button[type=submit]").First.ClickAsync();
        await Expect(plain.Page.Locator("main a[href='/']")).ToBeVisibleAsync();
        await plain.Go(Accounts.SecurityAddress);
        await Expect(plain.Page.Locator("#factor")).ToContainTextAsync("cita.vaditaja@example.lv");
        await using (var other = await browser.Open(390))
        {
            await other.Go(await Link(email, "/sign-in/email/stop/"));
            await other.Picture("email-4-stop-390");
            (await other.Barriers()).ShouldBeEmpty();
            await other.Page.Locator("main form button[type=submit]").First.ClickAsync();
            await Expect(other.Page.Locator("main a[href='/sign-in/forgot']")).ToBeVisibleAsync();
            await other.Picture("email-5-stopped-390");
        }
        visitor.Complaints.ShouldBeEmpty();
        plain.Complaints.ShouldBeEmpty();

        static async Task Through(IPage page, string name)
        {
            await page.GotoAsync("/sign-in?lang=lv&next=/profile/security");
            await page.Locator("a[href^='/sign-in/with/0']").ClickAsync();
            await page.Locator("input[name=name]").FillAsync(name);
            await page.Locator("button").ClickAsync();
        }

        async Task<string> Link(string to, string path)
        {
            for (var tries = 0; tries < 150; tries++, await Task.Delay(100))
                if (browser.Mail.Letters.LastOrDefault(l => l.To.Contains(to) && l.Text.Contains(path, StringComparison.Ordinal)) is { } letter) return new Uri(letter.Text.Split('\n').First(l => l.Contains(path, StringComparison.Ordinal)).Trim()).AbsolutePath;
            throw new InvalidOperationException($"No letter came to {to}.");
        }
    }

    /// <summary>The key as the page shows it, in letters of RFC 4648.</summary>
    static byte[] Key(string shown)
    {
        var (bytes, buffer, bits) = (new List<byte>(), 0, 0);
        foreach (var letter in shown.Where(char.IsAsciiLetterOrDigit))
        {
            (buffer, bits) = (buffer << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), bits + 5);
            if (bits < 8) continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
        }
        return [.. bytes];
    }
}
