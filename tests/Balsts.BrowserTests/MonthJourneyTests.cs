using Balsts.Demo;
using Balsts.Units;
using Foundation.Periods;
using Microsoft.Playwright;

namespace Balsts.BrowserTests;

/// <summary>A month, played by the people it is for, on a phone: planned, done, reported, returned, submitted again, discussed, accepted, amended.</summary>
public sealed class MonthJourneyTests(Browser browser, ITestOutputHelper output)
{
    const string Submit = "main form button[type=submit]", Author = "Ozoliņš";

    /// <summary>What a main task may take: pages gone through, and fields filled.</summary>
    const int MostPages = 3, MostInputs = 12;

    // the demo's coordinator has planned nothing; each play takes a month of its own so that all can be played on one world
    [Theory, InlineData("lv", 390, true, 0), InlineData("az", 390, true, 1), InlineData("lv", 1280, false, 2)]
    public async Task A_coordinator_works_a_month_and_the_keys_are_turned(string language, int width, bool javaScript, int monthsAgo)
    {
        var today = new CountryPacks()["LV"].Today(TimeProvider.System); // the day it is where the coordinator lives
        var month = Month.Of(today).Add(-monthsAgo);
        var (day, name) = ($"{month.First:yyyy-MM-dd}", javaScript ? $"month-{language}" : "month-without-script");
        string report, activity, slice;

        await using (var coordinator = await browser.As("coordinator", language, width, javaScript: javaScript))
        {
            var page = coordinator.Page;
            await coordinator.Go($"/months/{month}");
            await coordinator.Picture($"{name}-1-empty");
            coordinator.Begin();
            await coordinator.Follow($"a[href*='/months/{month}/lines/new']");
            await coordinator.Follow($"a[href*='{DemoWorld.Id("gaujmala")}']");
            await coordinator.Fill("input[name='Posted.On']", day);
            await coordinator.Fill("input[name='Posted.Minutes']", "90");
            await coordinator.Select("select[name='Posted.Kind']", "Consultation");
            await coordinator.Picture($"{name}-2-line");
            await coordinator.Follow(Submit);
            Spent(coordinator, "planning a line");
            await coordinator.Picture($"{name}-3-planned");

            // one press
            await page.Locator("main form[action*='/done'] button").First.ClickAsync();
            await page.Locator("main form[action*='/done']").First.WaitForAsync(new() { State = WaitForSelectorState.Detached });

            coordinator.Begin();
            await coordinator.Go($"/activities/new?unit={DemoWorld.Id("gaujmala")}");
            await coordinator.Choose("input[name='Posted.Kind']");
            await coordinator.Choose("input[name='Posted.Minutes']");
            await page.Locator("main form details:has(input[name='Posted.On']) > summary").First.ClickAsync(); // today needs no word
            await coordinator.Fill("input[name='Posted.On']", day);
            await coordinator.Picture($"{name}-4-log");
            await coordinator.Follow(Submit);
            Spent(coordinator, "logging an activity");
            activity = new Uri(page.Url).AbsolutePath;

            await coordinator.Go($"/months/{month}");
            coordinator.Begin();
            await coordinator.Follow("main a[href$='/report']");
            await coordinator.Fill("textarea[name='Posted.Judgement']", "Divi skolotāji sāka lietot kopīgus uzdevumus.");
            await coordinator.Picture($"{name}-5-write");
            await coordinator.Follow("button[name=act][value=submit]");
            Spent(coordinator, "submitting a report");
            report = new Uri(page.Url).AbsolutePath;
            await coordinator.Picture($"{name}-6-submitted");
            coordinator.Complaints.ShouldBeEmpty();
        }

        await using (var head = await browser.As("head", language, width, javaScript: javaScript))
        {
            await head.Go("/");
            await head.Picture($"{name}-7-head");
            head.Begin();
            await head.Page.Locator("main a[href^='/slices/']", new() { HasText = Author }).First.ClickAsync();
            await head.Page.WaitForURLAsync("**/slices/**");
            var text = await head.Page.Locator("main").InnerTextAsync();
            text.ShouldContain("Gaujmalas vidusskola");
            text.ShouldNotContain("Mežmalas");
            text.ShouldNotContain("kopīgus uzdevumus"); // told to the organiser
            await head.Fill("textarea[name='Posted.Remark']", "Pirmā stunda bija sešdesmit minūtes gara.");
            await head.Page.Locator("button[name=act][value=return]").ClickAsync();
            await head.Page.Locator(".b-state.is-returned").First.WaitForAsync();
            Spent(head, "returning a report");
            await head.Picture($"{name}-8-returned");
            head.Complaints.ShouldBeEmpty();
        }

        await using (var coordinator = await browser.As("coordinator", language, width, javaScript: javaScript))
        {
            await coordinator.Go(report);
            (await coordinator.Page.Locator("main").InnerTextAsync()).ShouldContain("sešdesmit minūtes");
            await coordinator.Go($"/months/{month}");
            await coordinator.Follow("main a[href$='/report']");
            if (javaScript) await Attach(coordinator, name);
            await coordinator.Fill("textarea[name='Posted.Judgement']", "Divi skolotāji sāka lietot kopīgus uzdevumus; stundas pārbaudītas.");
            await coordinator.Fill("textarea[name='Posted.Parts[0].Judgement']", "Laiks pārbaudīts pēc grafika.");
            await coordinator.Picture($"{name}-9-again");
            await coordinator.Follow("button[name=act][value=submit]");
            coordinator.Complaints.ShouldBeEmpty();
        }

        await using (var head = await browser.As("head", language, width, javaScript: javaScript))
        {
            await head.Go("/");
            head.Begin();
            await head.Page.Locator("main a[href^='/slices/']", new() { HasText = Author }).First.ClickAsync();
            await head.Page.WaitForURLAsync("**/slices/**");
            slice = new Uri(head.Page.Url).AbsolutePath;
            await head.Picture($"{name}-10-slice");
            if (javaScript)
            {
                var saved = await head.Page.RunAndWaitForDownloadAsync(() => head.Page.Locator("main a[href^='/attachments/']").ClickAsync());
                saved.SuggestedFilename.ShouldBe("grafiks.png");
                (await File.ReadAllBytesAsync(await saved.PathAsync(), TestContext.Current.CancellationToken)).ShouldBe(Picture);
            }
            await head.Page.Locator("button[name=act][value=discuss]").ClickAsync();
            await head.Page.Locator(".b-state.is-discussed").First.WaitForAsync();
            Spent(head, "discussing a report");
            if (javaScript) (await head.Barriers()).ShouldBeEmpty(); // axe is a script itself
            head.Complaints.ShouldBeEmpty();
        }

        await using (var organiser = await browser.As("municipality", language, width, javaScript: javaScript))
        {
            await organiser.Go("/months");
            await organiser.Picture($"{name}-11-organiser");
            await organiser.Go(report);
            await organiser.Page.Locator("button[name=act][value=accept]").ClickAsync();
            await organiser.Page.Locator(".b-state.is-accepted").First.WaitForAsync();
            await organiser.Picture($"{name}-12-accepted");
            organiser.Complaints.ShouldBeEmpty();
        }

        await using (var coordinator = await browser.As("coordinator", language, width, javaScript: javaScript))
        {
            await coordinator.Go($"{activity}/correct");
            await coordinator.Fill("input[name='Posted.Minutes']", "75");
            await coordinator.Fill("[name='Posted.Reason']", "Pārbaudīts kalendārā");
            await coordinator.Picture($"{name}-13-amend");
            await coordinator.Follow(Submit);
            coordinator.Complaints.ShouldBeEmpty();
        }
        foreach (var (who, address) in new[] { ("head", slice), ("municipality", report) })
        {
            await using var reader = await browser.As(who, language, width, javaScript: javaScript);
            await reader.Go(address);
            (await reader.Page.Locator("#amendment-list").InnerTextAsync()).ShouldContain("Pārbaudīts kalendārā");
            await reader.Picture($"{name}-14-amended-{who}");
        }
    }

    /// <summary>A picture of one point.</summary>
    static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /// <summary>A program that calls itself a picture is refused in words beside its field; a picture goes with the school's part.</summary>
    static async Task Attach(Visitor coordinator, string name)
    {
        var page = coordinator.Page;
        await coordinator.Follow("main a[href$='/report/files']");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "grafiks.png", MimeType = "image/png", Buffer = [.. "MZ"u8, .. new byte[64]] });
        await page.Locator(Submit).ClickAsync();
        await Assertions.Expect(page.Locator("main .b-error").First).ToContainTextAsync("PDF");
        await coordinator.Picture($"{name}-8-refused-file");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "grafiks.png", MimeType = "image/png", Buffer = Picture });
        await coordinator.Select("select[name='Posted.UnitId']", DemoWorld.Id("gaujmala").ToString());
        await page.Locator(Submit).ClickAsync();
        await Assertions.Expect(page.Locator("main a[href^='/attachments/']")).ToBeVisibleAsync();
        await coordinator.Picture($"{name}-8-attached");
        await coordinator.Follow("main .b-head a[href$='/report']");
    }

    void Spent(Visitor visitor, string task)
    {
        var (pages, inputs) = visitor.Spent;
        output.WriteLine($"{visitor.Language}: {task} takes {pages} pages and {inputs} fields.");
        pages.ShouldBeLessThanOrEqualTo(MostPages, task);
        inputs.ShouldBeLessThanOrEqualTo(MostInputs, task);
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
