using System.Globalization;
using System.Text.RegularExpressions;
using Foundation.Outcomes;

namespace Balsts.People.Import;

/// <summary>A load as people write it: 0.5, 0,5 or 50 %, in thousandths of full time (1 to 2000).</summary>
public static partial class WrittenLoad
{
    public const int Min = 1;
    public const int Max = 2000;

    /// <summary>More than three decimals, as a spreadsheet gives for a third, are rounded.</summary>
    public static Outcome<int> Read(string text)
    {
        var match = Shape().Match(text.Trim());
        if (!match.Success) return PeopleProblems.LoadMalformed;
        var figure = decimal.Parse(match.Groups["figure"].Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        var thousandths = Math.Round(figure * (match.Groups["percent"].Success ? 10 : 1000), MidpointRounding.AwayFromZero);
        return thousandths is >= Min and <= Max ? (int)thousandths : PeopleProblems.LoadMalformed;
    }

    [GeneratedRegex(@"^(?<figure>[0-9]{1,4}(?:[.,][0-9]{1,20})?)\s*(?<percent>%)?\z")]
    private static partial Regex Shape();
}

/// <summary>A day as people write it: 2026-09-01 or 01.09.2026. With slashes nobody knows whether the day or the month comes first.</summary>
public static class WrittenDay
{
    static readonly string[] Shapes = ["yyyy-MM-dd", "d.M.yyyy", "d.M.yyyy."];

    public static Outcome<DateOnly> Read(string text)
    {
        if (!DateOnly.TryParseExact(text.Trim(), Shapes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return PeopleProblems.DayMalformed;
        return day.Year is >= 1900 and <= 2100 ? day : PeopleProblems.DayOutOfRange;
    }
}
