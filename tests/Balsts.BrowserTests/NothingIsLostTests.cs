using Balsts.Demo;
using Balsts.Units;
using Foundation.Periods;
using Microsoft.Playwright;

namespace Balsts.BrowserTests;

/// <summary>While a report is written: the connection goes, the session ends, the same report is open twice, on one device or on two. Nothing typed is lost.</summary>
public sealed class NothingIsLostTests(Browser browser)
{
    const string Text = "textarea[name='Posted.Judgement']";

    static string Report => $"/months/{DemoWorld.Id($"mentor plan {Month.Of(new CountryPacks()["LV"].Today(TimeProvider.System))}")}/report";

    [Fact]
    public async Task What_was_typed_without_a_connection_is_kept_when_it_is_back()
    {
        await using var mentor = await browser.As("mentor", "lv", 390);
        var page = mentor.Page;
        await mentor.Go(Report);
        var state = page.Locator("[data-draft-state]").First;
        await page.Context.SetOfflineAsync(true);
        await mentor.Fill(Text, "Rakstīts bez tīkla.");
        var unsaved = await state.GetAttributeAsync("data-unsaved");
        await page.WaitForFunctionAsync("said => document.querySelector('[data-draft-state]').textContent === said", unsaved);
        await page.Context.SetOfflineAsync(false);
        var saved = await state.GetAttributeAsync("data-saved");
        await page.WaitForFunctionAsync("said => document.querySelector('[data-draft-state]').textContent.startsWith(said)", saved);

        // on another device
        await using var elsewhere = await browser.As("mentor", "lv");
        await elsewhere.Go(Report);
        (await elsewhere.Page.Locator(Text).InputValueAsync()).ShouldBe("Rakstīts bez tīkla.");
    }

    [Fact]
    public async Task What_was_typed_in_a_session_that_ended_waits_behind_the_sign_in()
    {
        await using var mentor = await browser.As("mentor", "lv", 390);
        var page = mentor.Page;
        await mentor.Go(Report);
        await page.Context.ClearCookiesAsync();
        await mentor.Fill(Text, "Rakstīts pēc sesijas beigām.");
        await page.Locator("button[name=act][value=save], button[name=act][value=submit]").First.ClickAsync();
        await page.WaitForURLAsync("**/sign-in?**");
        await page.Locator("button[name=persona][value=mentor]").ClickAsync();
        await page.WaitForURLAsync("**/report?**");
        (await page.Locator(Text).InputValueAsync()).ShouldBe("Rakstīts pēc sesijas beigām.");
    }

    [Fact]
    public async Task Of_two_devices_both_texts_are_kept_and_each_is_told_of_the_other()
    {
        await using var telephone = await browser.As("mentor", "lv", 390);
        await using var computer = await browser.As("mentor", "lv");
        await telephone.Go(Report);
        await computer.Go(Report);
        await telephone.Fill(Text, "Rakstīts tālrunī.");
        var saved = await telephone.Page.Locator("[data-draft-state]").First.GetAttributeAsync("data-saved");
        await Assertions.Expect(telephone.Page.Locator("[data-draft-state]").First).ToContainTextAsync(saved!);
        await computer.Fill(Text, "Rakstīts datorā.");
        var other = computer.Page.Locator("[data-draft-others] a", new() { HasText = "Rakstīts tālrunī." });
        await Assertions.Expect(other).ToBeVisibleAsync();
        (await computer.Barriers()).ShouldBeEmpty();
        await computer.Picture("draft-of-another-device");

        // taken over, and back
        await other.ClickAsync();
        await Assertions.Expect(computer.Page.Locator(Text)).ToHaveValueAsync("Rakstīts tālrunī.");
        await computer.Page.Locator("[data-draft-others] a", new() { HasText = "Rakstīts datorā." }).ClickAsync();
        await Assertions.Expect(computer.Page.Locator(Text)).ToHaveValueAsync("Rakstīts datorā.");

        // one is saved; the other waits beside it
        await telephone.Page.Locator("button[name=act][value=save]").ClickAsync();
        await Assertions.Expect(telephone.Page.Locator("[data-draft-others] a", new() { HasText = "Rakstīts datorā." })).ToBeVisibleAsync();
        await Assertions.Expect(telephone.Page.Locator(Text)).ToHaveValueAsync("Rakstīts tālrunī.");
    }

    [Fact]
    public async Task Of_two_tabs_the_later_one_is_told_and_keeps_its_text()
    {
        await using var mentor = await browser.As("mentor", "lv");
        var first = mentor.Page;
        await mentor.Go(Report);
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(Report);
        await first.Locator(Text).FillAsync("Pirmā cilne.");
        await first.Locator("button[name=act][value=save]").ClickAsync();
        await first.WaitForLoadStateAsync();
        await second.Locator(Text).FillAsync("Otrā cilne.");
        await second.Locator("button[name=act][value=save]").ClickAsync();
        await second.Locator("[data-errors], .b-errors, .b-note:not([data-draft-others])").First.WaitForAsync();
        (await second.Locator(Text).InputValueAsync()).ShouldBe("Otrā cilne.");
    }
}
