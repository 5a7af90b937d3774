namespace Balsts.BrowserTests;

/// <summary>Makes the README's picture when ./picture asks for it.</summary>
public sealed class PictureTests(Browser browser)
{
    [Fact]
    public async Task The_picture_of_the_readme()
    {
        await using var visitor = await browser.As("mentor", "lv");
        await visitor.Go("/");
        (await visitor.Page.Locator("h1").CountAsync()).ShouldBe(1);
        if (Environment.GetEnvironmentVariable("BALSTS_PICTURE") is { Length: > 0 } file)
            await visitor.Page.ScreenshotAsync(new() { Path = file, Clip = new() { X = 0, Y = 0, Width = 1280, Height = 900 } });
    }
}
