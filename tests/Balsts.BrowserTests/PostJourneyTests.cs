using Balsts.Demo;

namespace Balsts.BrowserTests;

/// <summary>A post, played by those it is for, on a phone: nominated, accepted, handed over.</summary>
public sealed class PostJourneyTests(Browser browser)
{
    [Theory]
    [InlineData("lv", "municipality", "teacher", "languages coordinator")]
    [InlineData("az", "manager", "projectteacher", null)]
    public async Task Somebody_is_nominated_accepts_and_takes_over(string language, string nominator, string nominee, string? post)
    {
        string address;
        await using (var leader = await browser.As(nominator, language, 390))
        {
            var page = leader.Page;
            if (post is not null)
            {
                await leader.Go("/terms");
                await leader.Picture($"post-{language}-1-terms");
                await leader.Follow($"main a[href*='succeeds={DemoWorld.Id(post)}']");
                await leader.Go($"/nominations/new?person={DemoWorld.Id(nominee)}&succeeds={DemoWorld.Id(post)}");
            }
            else
            {
                await leader.Go($"/nominations/new?person={DemoWorld.Id(nominee)}&unit={DemoWorld.Id("itt")}");
                await leader.Choose("input[name='Posted.Post']");
            }
            await leader.Picture($"post-{language}-2-nominate");
            await page.Locator("main form button[type=submit]").First.ClickAsync();
            await page.WaitForURLAsync(url => url.Contains("/nominations/", StringComparison.Ordinal) && !url.Contains("/new", StringComparison.Ordinal));
            address = new Uri(page.Url).AbsolutePath;
            leader.Complaints.ShouldBeEmpty();
        }

        await using (var taker = await browser.As(nominee, language, 390))
        {
            var page = taker.Page;
            await taker.Go("/");
            await taker.Picture($"post-{language}-3-desk");
            await taker.Follow($"main a[href='{address}']");
            await taker.Choose("input[name='Posted.Acknowledged']");
            await taker.Picture($"post-{language}-4-charter");
            await page.Locator("button[name=act][value=accept]").ClickAsync();
            await page.Locator("button[name=act][value=accept]").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
            await taker.Picture($"post-{language}-5-accepted");
            if (post is not null)
            {
                await taker.Go($"/appointments/{DemoWorld.Id(post)}/handover");
                await taker.Picture($"post-{language}-6-handover");
            }
            taker.Complaints.ShouldBeEmpty();
        }

        // whoever is responsible for the post reads the same, and sees the fields that are held
        await using var answers = await browser.As(nominator, language, 390);
        await answers.Go(post is not null ? $"/appointments/{DemoWorld.Id(post)}/handover" : $"/appointments/{DemoWorld.Id("projectmentor post")}/handover");
        await answers.Picture($"post-{language}-7-handover");
        await answers.Go("/coverage");
        await answers.Picture($"post-{language}-8-coverage");
        answers.Complaints.ShouldBeEmpty();
    }
}
