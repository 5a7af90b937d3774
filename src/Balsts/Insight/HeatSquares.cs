using System.Globalization;
using System.Net;
using System.Text;
using Balsts.Initiatives;
using Foundation.Languages;
using Foundation.Periods;

namespace Balsts.Insight;

/// <summary>What the squares of an initiative's heat map say and how deep they are: the same on the page and in a file.</summary>
sealed class HeatSquares(HeatMap map, HeatShows shows, DateOnly today, Texts t)
{
    readonly int most = map.Rows.SelectMany(r => r.Cells).OfType<HeatCell>().Select(c => shows == HeatShows.Hours ? c.Minutes : c.Activities).DefaultIfEmpty().Max();

    public string Says => shows switch
    {
        HeatShows.Reached => t["The number of those taking part who received support in the month, and their share. The drawing tells how far the month’s report is."],
        HeatShows.Hours => t["Hours of support given in the school in the month. The drawing tells how far the month’s report is."],
        _ => t["How many times support was given in the school in the month. The drawing tells how far the month’s report is."],
    };

    public IReadOnlyList<string> Columns => [.. map.Months.Select(m => map.Months.Count > 6 ? t.ShortMonth(m) : t.Capitalised(t.Month(m)))];

    /// <summary>Nothing stands where a school does not take part, or the month has not begun.</summary>
    public HeatTable.Square?[] Of(HeatRow row) => [.. row.Cells.Select((cell, i) => cell is null || map.Months[i].First > today ? null : Of(cell))];

    HeatTable.Square Of(HeatCell cell)
    {
        var (icon, words) = cell.Standing is { } standing && Marks.FirstOrDefault(m => m.Standing == standing) is { } mark ? (mark.Icon, mark.Words) : (null, null);
        return shows switch
        {
            HeatShows.Reached => new(cell.Participants == 0 ? "–" : t["{0} of {1}, {2}", cell.Reached, cell.Participants, t.Percent(cell.Share)], HeatTable.Square.LevelOf(cell.Reached, cell.Participants), icon, words),
            HeatShows.Hours => new(t.Hours(cell.Minutes), HeatTable.Square.LevelOf(cell.Minutes, most), icon, words),
            _ => new(t.Number(cell.Activities), HeatTable.Square.LevelOf(cell.Activities, most), icon, words),
        };
    }

    /// <summary>How far a month's report is: its drawing on the page, its sign in a file, its words.</summary>
    public sealed record Mark(MonthStanding Standing, string Icon, string Sign, string Words);

    public IReadOnlyList<Mark> Marks { get; } =
    [
        new(MonthStanding.Accepted, "check", "✓", t["report accepted"]),
        new(MonthStanding.Submitted, "send", "↑", t["report submitted"]),
        new(MonthStanding.Returned, "arrow-back-up", "↩", t["report returned"]),
        new(MonthStanding.NotSubmitted, "clock-exclamation", "!", t["report is late"]),
    ];

    // a file knows no style sheet of ours: the light palette, written out
    const string Style = "text{fill:#1c2733;font:12px Inter,'Noto Sans',sans-serif}.t{font-size:17px;font-weight:600}.s{fill:#45515d}.l0{fill:#f2efe8}.l1{fill:#dfe9e2}.l2{fill:#b9d3c6}.l3{fill:#86b39d}.l4{fill:#2f7358}.l5{fill:#17493a}.d{fill:#ffffff}";

    /// <summary>The whole map as a drawing that stands by itself.</summary>
    public string File()
    {
        const int names = 320, step = 25, above = 92, longest = 46;
        var columns = Columns;
        var column = columns.Count > 6 ? 92 : 132;
        var (width, height) = (Math.Max(960, 32 + names + columns.Count * column), above + map.Rows.Count * step + 40);
        var title = t["{0}: schools by month", map.Initiative.Name];
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"t d\"><title id=\"t\">{WebUtility.HtmlEncode(title)}</title><desc id=\"d\">{WebUtility.HtmlEncode(Says)}</desc><style>{Style}</style><rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"t\" x=\"16\" y=\"28\">{WebUtility.HtmlEncode(title)}</text><text class=\"s\" x=\"16\" y=\"50\">{WebUtility.HtmlEncode(t.Of(shows))}. {WebUtility.HtmlEncode(Says)}</text>");
        for (var i = 0; i < columns.Count; i++) svg.Append(CultureInfo.InvariantCulture, $"<text class=\"s\" x=\"{16 + names + i * column + column / 2}\" y=\"{above - 8}\" text-anchor=\"middle\">{WebUtility.HtmlEncode(columns[i])}</text>");
        for (var r = 0; r < map.Rows.Count; r++)
        {
            var (y, name) = (above + r * step, map.Rows[r].Name);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"16\" y=\"{y + 16}\">{WebUtility.HtmlEncode(name.Length > longest ? name[..(longest - 1)] + "…" : name)}</text>");
            var squares = Of(map.Rows[r]);
            for (var i = 0; i < squares.Length; i++)
            {
                var x = 16 + names + i * column;
                svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"l{squares[i]?.Level ?? 0}\" x=\"{x}\" y=\"{y}\" width=\"{column - 2}\" height=\"{step - 2}\" rx=\"3\"/>");
                if (squares[i] is not { } square) continue;
                var colour = square.Level >= 4 ? " class=\"d\"" : "";
                if (Marks.FirstOrDefault(m => m.Icon == square.Icon) is { } mark) svg.Append(CultureInfo.InvariantCulture, $"<text{colour} x=\"{x + 8}\" y=\"{y + 16}\">{mark.Sign}</text>");
                svg.Append(CultureInfo.InvariantCulture, $"<text{colour} x=\"{x + column - 10}\" y=\"{y + 16}\" text-anchor=\"end\">{WebUtility.HtmlEncode(square.Text)}</text>");
            }
        }
        return svg.Append(CultureInfo.InvariantCulture, $"<text class=\"s\" x=\"16\" y=\"{height - 14}\">{WebUtility.HtmlEncode(string.Join("   ", Marks.Select(m => $"{m.Sign} {m.Words}")))}</text></svg>").ToString();
    }
}
