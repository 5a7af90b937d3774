namespace Balsts.BrowserTests;

/// <summary>The pages most used, in the dark and from the narrowest to the widest screen.</summary>
public sealed class EveryWidthTests(Browser browser)
{
    [Theory, InlineData(390, true), InlineData(1280, true), InlineData(320, false), InlineData(1920, false)]
    public async Task Eleven_pages_hold_in_the_dark_and_at_every_width(int width, bool dark)
    {
        var wrong = new List<string>();
        foreach (var (persona, pages) in new[] { ("mentor", new[] { "/", "/calendar", "/months", "/activities", "/activities/new", "/profile" }), ("municipality", ["/units", "/people", "/appointments", "/months", "/units?view=tree"]) })
        {
            await using var visitor = await browser.As(persona, "lv", width, dark);
            foreach (var page in pages)
            {
                await visitor.Page.GotoAsync(page);
                wrong.AddRange(await visitor.Barriers());
                if (await visitor.IsTooWide()) wrong.Add($"{page} is wider than {width} px");
            }
            wrong.AddRange(visitor.Complaints);
        }
        wrong.Distinct().ShouldBeEmpty();
    }
}
