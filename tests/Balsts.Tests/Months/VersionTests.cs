using System.Net;
using Balsts.Months;

namespace Balsts.Tests.Months;

/// <summary>Earlier versions of a report and what changed between two of them: for the author and the organiser the whole, for a head the own part only.</summary>
public sealed class VersionTests
{
    static string Written(string before, string after) => string.Join(' ', Difference.Of(before, after).Select(p => p.Piece switch { Piece.Out => $"[-{p.Text}]", Piece.In => $"[+{p.Text}]", _ => p.Text }));

    [Theory]
    [InlineData("", "", "")]
    [InlineData("It went well", "It went well", "It went well")]
    [InlineData("It went well", "It went very well", "It went [+very] well")]
    [InlineData("It went very well", "It went well", "It went [-very] well")]
    [InlineData("one two three", "one four three five", "one [-two] [+four] three [+five]")]
    [InlineData("", "new words", "[+new words]")]
    public void Words_that_went_and_came_are_told_apart(string before, string after, string written) => Written(before, after).ShouldBe(written);

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task What_changed_is_shown_to_those_who_see_both_versions(On database)
    {
        await using var site = new TestSite(database);
        var report = TestSite.Id("projectmentor report 2026-10");
        Guid slice(string unit, int round) => TestSite.Id($"{report} {unit} {round}");
        foreach (var reader in new[] { "projectmentor", "manager" })
        {
            var client = await site.As(reader, "en");
            (await client.Open($"/reports/{report}")).QuerySelector("main a[href*='/changes?from=1']").ShouldNotBeNull(reader);
            var page = await client.Open($"/reports/{report}/changes?from=1&to=2");
            page.QuerySelectorAll("main ins").Select(i => i.TextContent.Trim()).ShouldContain(t => t.Contains("Məsləhətdən sonra müəllim testləri özü hazırlayır"));
            page.Body!.TextContent.ShouldContain("Nothing changed in this part.");
            (await client.GetAsync($"/reports/{report}/changes?from=1&to=3")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        var (head, state) = (await site.As("projecthead", "en"), await site.As("municipality", "en"));
        (await head.Open($"/slices/{slice("baku62", 2)}/changes")).Body!.TextContent.ShouldContain("Nothing changed in this part.");
        (await head.GetAsync($"/slices/{slice("baku145", 2)}/changes")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await head.GetAsync($"/reports/{report}/changes")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await state.GetAsync($"/reports/{report}/changes")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await site.As("manager", "en")).Open($"/slices/{slice("baku145", 2)}/changes")).QuerySelectorAll("main ins").Length.ShouldBeGreaterThan(0);
        var api = await site.ApiAs("manager");
        (await api.GetStringAsync($"/api/v1/months/reports/{report}/versions/1")).ShouldContain("\"round\":1");
        (await (await site.ApiAs("projecthead")).GetAsync($"/api/v1/months/reports/{report}/versions/1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
