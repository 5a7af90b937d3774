using System.Text.RegularExpressions;

namespace Balsts.BrowserTests;

[Collection("Latvian")] public sealed class EveryPageInLatvianTests(Browser browser, ITestOutputHelper output) : EveryPageTests(browser, output, "lv", 390);
[Collection("Azerbaijani")] public sealed class EveryPageInAzerbaijaniTests(Browser browser, ITestOutputHelper output) : EveryPageTests(browser, output, "az", 1280);
[Collection("English")] public sealed class EveryPageInEnglishTests(Browser browser, ITestOutputHelper output) : EveryPageTests(browser, output, "en", 1280);

/// <summary>Every page that people reach from their desk, in three languages: no barriers, no script errors, nothing wider than the screen.</summary>
public abstract partial class EveryPageTests(Browser browser, ITestOutputHelper output, string language, int width) : IClassFixture<Browser>
{
    static readonly string[] People = ["mentor", "head", "municipality", "consultant", "administrator", "teacher", "manager", "projecthead"];

    /// <summary>Where the walk begins, beside the desk: pages that no link of the demo leads to.</summary>
    static readonly string[] Beginnings = ["/", "/profile", "/notifications", "/help", "/privacy", "/search?q=a"];

    const int MostPagesOfOnePerson = 60;

    [Fact]
    public async Task No_page_has_a_barrier()
    {
        var (wrong, visited) = (new List<string>(), new HashSet<string>());
        foreach (var persona in People)
        {
            await using var visitor = await browser.As(persona, language, width);
            await Walk(visitor, visited, wrong);
            wrong.AddRange(visitor.Complaints);
        }
        output.WriteLine($"{visited.Count} pages in {language} at {width} px: {string.Join(" ", visited.Order(StringComparer.Ordinal))}");
        wrong.Distinct().ShouldBeEmpty();
        visited.Count.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task No_page_for_strangers_has_a_barrier()
    {
        await using var visitor = await browser.Open(390, language);
        var wrong = new List<string>();
        foreach (var address in new[] { "/sign-in", "/invitation/none", "/sign-in/forgot", "/sign-in/forgot?sent", "/sign-in/reset/none", "/sign-in/email/none", "/sign-in/email/stop/none" }.Select(a => $"{a}{(a.Contains('?', StringComparison.Ordinal) ? "&" : "?")}lang={language}"))
        {
            await visitor.Page.GotoAsync(address);
            wrong.AddRange(await visitor.Barriers());
            if (await visitor.IsTooWide()) wrong.Add($"{address} is wider than the screen");
        }
        wrong.AddRange(visitor.Complaints);
        wrong.ShouldBeEmpty();
    }

    /// <summary>Follows links breadth first; of pages that differ in an id alone only one is visited.</summary>
    static async Task Walk(Visitor visitor, HashSet<string> visited, List<string> wrong)
    {
        var queue = new Queue<string>(Beginnings);
        var queued = new HashSet<string>(Beginnings);
        var walked = 0;
        while (queue.TryDequeue(out var address) && walked < MostPagesOfOnePerson)
        {
            var pattern = Pattern(address);
            if (!visited.Add(pattern) && address != "/") continue;
            walked++;
            var response = await visitor.Page.GotoAsync(address);
            if (response is null || response.Status >= 400)
            {
                wrong.Add($"{address}: {response?.Status}");
                continue;
            }
            wrong.AddRange(await visitor.Barriers());
            if (await visitor.IsTooWide()) wrong.Add($"{address} [{visitor.Language}] is wider than the screen");
            foreach (var link in await visitor.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href]:not([download])')].map(a => a.getAttribute('href'))").WaitAsync(Browser.Patience))
                if (link.StartsWith('/') && !link.Contains("/export", StringComparison.Ordinal) && !link.StartsWith("//", StringComparison.Ordinal) && queued.Add(Pattern(link))) queue.Enqueue(link);
        }
    }

    static string Pattern(string address) => Dates().Replace(Ids().Replace(address.Split('#')[0].Split('?')[0], "{id}"), "{month}");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.IgnoreCase)] private static partial Regex Ids();
    [GeneratedRegex(@"\d{4}-\d{2}(-\d{2})?")] private static partial Regex Dates();
}
