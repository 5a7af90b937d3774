using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Balsts.Tests;

/// <summary>
/// The numbers that answers say, against the rows that they show: a list says how many there are in all, a part of a page how many wait in
/// it. A number that counts what the reader does not see tells them that it is there.
/// </summary>
sealed partial class Counts(World world)
{
    readonly HtmlParser parser = new();

    /// <summary>How many numbers were looked at.</summary>
    public int Said { get; private set; }

    /// <summary>What a page says and does not show.</summary>
    public IEnumerable<string> OfPage(Guid me, string html)
    {
        if (!html.Contains("b-bar is-foot", StringComparison.Ordinal) && !html.Contains("b-count", StringComparison.Ordinal)) yield break;
        var page = parser.ParseDocument(html);
        foreach (var list in page.QuerySelectorAll("main .b-panel:has(> .b-bar.is-foot)"))
        {
            if (list.QuerySelector(":scope > .b-bar.is-foot > span")?.TextContent is not { } foot || Numbers().Matches(foot) is not [.., var last]) continue;
            Said++;
            var (says, rows) = (Number(last.Value), list.QuerySelectorAll("tbody > tr:not(.is-under)").ToList());
            if (!foot.TrimEnd().EndsWith('+') && list.QuerySelector("[rel=prev],[rel=next]") is null && says != rows.Count) yield return $"says that there are {says}, and shows {rows.Count}";
            // a list of several pages: no more than the reader sees of such rows
            else if (rows.Count > 0 && KindOf(rows) is { } kind && world.Things<object>().Count(t => t.GetType() == kind && world.Sees(me, t)) is var seen && says > seen) yield return $"says that there are {says}, and they see {seen} of {kind.Name}";
        }
        foreach (var part in page.QuerySelectorAll("main section:has(> .b-sec-h > .b-count)"))
        {
            Said++;
            var (says, shows) = (Number(part.QuerySelector(":scope > .b-sec-h > .b-count")!.TextContent), part.QuerySelectorAll("li,tbody > tr:not(.is-under)").Length);
            // what stands below the lines says how many more there are
            var more = part.QuerySelectorAll(":scope > p").SelectMany(p => Numbers().Matches(p.TextContent)).Sum(n => Number(n.Value));
            if (says > shows + more) yield return $"says “{part.QuerySelector("h2")?.TextContent.Trim()}: {says}”, and shows {shows}";
        }
    }

    /// <summary>What a program is told: a number beside the items of a list that has no further page.</summary>
    public IEnumerable<string> OfAnswer(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array) yield break;
        if (root.TryGetProperty("next", out var next) && next.ValueKind != JsonValueKind.Null) yield break;
        Said++;
        foreach (var number in root.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Number && p.Value.GetInt32() != items.GetArrayLength()))
            yield return $"says {number.Name} {number.Value}, and shows {items.GetArrayLength()}";
    }

    /// <summary>What the rows are, where the first address in each leads to things of one kind.</summary>
    Type? KindOf(List<IElement> rows)
    {
        var kinds = rows.Select(r => Ids().Match(r.QuerySelector("a[href]")?.GetAttribute("href") ?? "") is { Success: true } id ? world.Thing(Guid.Parse(id.Value))?.GetType() : null).Distinct().ToList();
        return kinds.Count == 1 ? kinds[0] : null;
    }

    static int Number(string text) => int.Parse(string.Concat(text.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    /// <summary>A number as our languages write it, with a space or a mark between thousands.</summary>
    [GeneratedRegex(@"\d+([\u00A0\u202F.,]\d{3})*")] private static partial Regex Numbers();
    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}")] private static partial Regex Ids();
}
