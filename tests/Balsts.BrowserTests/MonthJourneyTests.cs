using Balsts.Demo;
using Balsts.Units;

namespace Balsts.BrowserTests;

/// <summary>A month, played by the people it is for, on a phone in Latvian: planned, done, reported, discussed, accepted.</summary>
public sealed class MonthJourneyTests(Browser browser, ITestOutputHelper output)
{
    [Theory, InlineData(390, true), InlineData(1280, false)]
    public async Task A_coordinator_works_a_month_and_the_keys_are_turned(int width, bool javaScript)
    {
        // the demo's coordinator has planned nothing; each play takes a month of its own so that both can be played on one world
        var today = new CountryPacks()["LV"].Today(TimeProvider.System); // the day it is where the coordinator lives
        var month = javaScript ? today : today.AddDays(-today.Day);
        var day = month.ToString("yyyy-MM-dd");
        var (pages, name) = (0, javaScript ? "phone" : "without-script");

        await using (var coordinator = await browser.As("coordinator", "lv", width, javaScript: javaScript))
        {
            var page = coordinator.Page;
            await coordinator.Go($"/months/{month:yyyy-MM}");
            await coordinator.Picture($"{name}-1-empty");
            await page.Locator($"a[href*='/months/{month:yyyy-MM}/lines/new']").First.ClickAsync();
            await page.Locator($"a[href*='{DemoWorld.Id("gaujmala")}']").ClickAsync();
            pages += 3;
            await page.Locator("input[name='Posted.On']").FillAsync(day);
            await page.Locator("input[name='Posted.Minutes']").FillAsync("90");
            await page.Locator("select[name='Posted.Kind']").SelectOptionAsync("Consultation");
            await page.Locator("main form button[type=submit]").First.ClickAsync();
            await page.WaitForURLAsync("**/months/**");
            await coordinator.Picture($"{name}-2-planned");

            await page.Locator("main form[action*='/done'] button, main a[href*='/done'], main button[formaction*='/done']").First.ClickAsync();
            if (page.Url.Contains("/done", StringComparison.Ordinal)) await page.Locator("main form button[type=submit]").First.ClickAsync();
            await page.WaitForURLAsync("**/months/**");
            (await page.Locator("main").InnerTextAsync()).ShouldContain("Paveikts");

            await coordinator.Go($"/activities/new?unit={DemoWorld.Id("gaujmala")}");
            await coordinator.Choose("input[name='Posted.Kind']");
            await coordinator.Choose("input[name='Posted.Minutes']");
            await page.Locator("main form details:has(input[name='Posted.On']) > summary").First.ClickAsync(); // today needs no word
            await page.Locator("input[name='Posted.On']").FillAsync(day);
            await coordinator.Picture($"{name}-3-log");
            await page.Locator("main form button[type=submit]").First.ClickAsync();
            await page.WaitForURLAsync(url => !url.EndsWith("/new", StringComparison.Ordinal) && !url.Contains("/new?", StringComparison.Ordinal));

            await coordinator.Go($"/months/{month:yyyy-MM}");
            await page.Locator("main a[href$='/report']").First.ClickAsync();
            await page.Locator("textarea[name='Posted.Judgement']").FillAsync("Divi skolotāji sāka lietot kopīgus uzdevumus.");
            await coordinator.Picture($"{name}-4-report");
            await page.Locator("button[name=act][value=submit]").ClickAsync();
            await page.WaitForURLAsync(url => !url.EndsWith("/report", StringComparison.Ordinal));
            await coordinator.Picture($"{name}-5-submitted");
            coordinator.Complaints.ShouldBeEmpty();
        }

        await using (var head = await browser.As("head", "lv", width, javaScript: javaScript))
        {
            var page = head.Page;
            await head.Go("/notifications");
            await head.Go("/months");
            await head.Picture($"{name}-6-head");
            await page.Locator("main a[href^='/slices/']", new() { HasText = "Ozoliņš" }).First.ClickAsync();
            await head.Picture($"{name}-7-slice");
            var text = await page.Locator("main").InnerTextAsync();
            text.ShouldContain("Gaujmalas vidusskola");
            text.ShouldNotContain("Mežmalas");
            await page.Locator("textarea[name='Posted.Remark']").FillAsync("Paldies, tā turpināt!");
            await page.Locator("button[name=act][value=discuss]").ClickAsync();
            await page.WaitForLoadStateAsync();
            (await page.Locator("main").InnerTextAsync()).ShouldContain("Apspriests");
            head.Complaints.ShouldBeEmpty();
        }

        await using (var organiser = await browser.As("municipality", "lv", width, javaScript: javaScript))
        {
            var page = organiser.Page;
            await organiser.Go("/months");
            await organiser.Picture($"{name}-8-organiser");
            await page.Locator("main a[href^='/reports/']", new() { HasText = "Ozoliņš" }).First.ClickAsync();
            await page.Locator("button[name=act][value=accept]").ClickAsync();
            await page.WaitForLoadStateAsync();
            (await page.Locator("main").InnerTextAsync()).ShouldContain("Pieņemts");
            await organiser.Picture($"{name}-9-accepted");
            organiser.Complaints.ShouldBeEmpty();
        }
        output.WriteLine($"Planning a line took {pages} pages.");
    }

    [Fact]
    public async Task Ctrl_K_goes_to_a_person_a_school_and_a_page_and_the_skip_link_to_the_content()
    {
        await using var mentor = await browser.As("mentor");
        var page = mentor.Page;
        await page.Keyboard.PressAsync("Tab");
        (await page.EvaluateAsync<string>("document.activeElement.className")).ShouldContain("b-skip");
        var school = DemoWorld.UnitName("gaujmala");
        foreach (var (typed, goal) in new[] { (school[..5], $"/units/{DemoWorld.Id("gaujmala")}"), ("kalend", "/calendar") })
        {
            await page.Keyboard.PressAsync("Control+k");
            await page.Keyboard.TypeAsync(typed);
            await page.Locator($"dialog a.b-t[href='{goal}']").WaitForAsync();
            (await mentor.Barriers()).ShouldBeEmpty();
            await mentor.Picture($"goto-{typed}");
            for (var i = 0; i < 30 && !await page.EvaluateAsync<bool>("goal => document.activeElement.getAttribute('href') === goal", goal); i++) await page.Keyboard.PressAsync("ArrowDown");
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForURLAsync("**" + goal);
        }
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("kalend");
        await page.Locator("dialog a.b-t[href='/calendar']").WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        (await page.Locator("dialog").IsVisibleAsync()).ShouldBeFalse();
        mentor.Complaints.ShouldBeEmpty();
    }
}
