using System.Text;
using Foundation.Documents;
using FsCheck;
using FsCheck.Fluent;

namespace Balsts.Tests.Documents;

/// <summary>What RFC 5545 asks of a line, for whatever a name may hold; and the clocks of our two countries.</summary>
public sealed class ICalendarTests
{
    static readonly TimeZoneInfo Riga = TimeZoneInfo.FindSystemTimeZoneById("Europe/Riga"), Baku = TimeZoneInfo.FindSystemTimeZoneById("Asia/Baku");
    static readonly DateTime Stamp = new(2026, 11, 23, 10, 0, 0, DateTimeKind.Utc);

    /// <summary>Letters of our languages, letters beyond the first plane, and what has a meaning in the format.</summary>
    static readonly Arbitrary<string> Names = Arb.From(Gen.Elements("a", "ā", "ə", "Ģ", "ş", "😀", "中", ",", ";", "\\", "\n", " ", ":", "\"").ArrayOf().Select(string.Concat));

    static string Folded(string line)
    {
        var text = new StringBuilder();
        ICalendar.Line(text, line);
        return text.ToString();
    }

    [Fact]
    public void Every_line_fits_and_unfolds_to_itself() => Prop.ForAll(Names, name =>
    {
        var line = "SUMMARY:" + ICalendar.Escaped(string.Concat(Enumerable.Repeat(name, 9)));
        var folded = Folded(line);
        var lines = folded[..^2].Split("\r\n");
        return folded.EndsWith("\r\n", StringComparison.Ordinal) && !folded.Replace("\r\n", "", StringComparison.Ordinal).Contains('\n')
            && lines.All(l => Encoding.UTF8.GetByteCount(l) <= 75 && !l.EnumerateRunes().Contains(Rune.ReplacementChar)) // half a character would be one
            && lines.Skip(1).All(l => l[0] == ' ') && folded[..^2].Replace("\r\n ", "", StringComparison.Ordinal) == line;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_was_escaped_reads_as_it_was() => Prop.ForAll(Names, name =>
    {
        var (back, escaped) = (new StringBuilder(), ICalendar.Escaped(name));
        for (var i = 0; i < escaped.Length; i++) back.Append(escaped[i] != '\\' ? escaped[i] : escaped[++i] == 'n' ? '\n' : escaped[i]);
        return back.ToString() == name;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Meanings_of_the_format_are_taken_away()
    {
        ICalendar.Escaped("a,b;c\\d\r\ne\u0007\ud83d").ShouldBe("a\\,b\\;c\\\\d\\ne\ufffd");
        Folded("SUMMARY:" + new string('ə', 40)).Split("\r\n")[0].Length.ShouldBe(8 + 33); // 74 octets: the 34th would be split
    }

    [Fact]
    public void The_clock_of_Riga_changes_twice_a_year_and_that_of_Baku_does_not()
    {
        var text = Encoding.UTF8.GetString(new ICalendar("Balsts", TimeSpan.FromHours(6),
        [
            new("1@balsts", 0, new(2026, 7, 1), "Vasara", Riga) { At = new(9, 0), Minutes = 60 },
            new("2@balsts", 0, new(2027, 1, 12), "Qış", Baku) { At = new(9, 0) },
        ]).Write(Stamp));
        var zones = text.Split("BEGIN:VTIMEZONE");
        zones.Length.ShouldBe(3);
        var (baku, riga) = (zones[1], zones[2].Split("END:VTIMEZONE")[0]);
        baku.ShouldContain("TZID:Asia/Baku\r\n");
        baku.Split("BEGIN:STANDARD").Length.ShouldBe(2);
        baku.ShouldContain("TZOFFSETFROM:+0400\r\nTZOFFSETTO:+0400\r\n");
        baku.ShouldNotContain("DAYLIGHT");
        riga.ShouldContain("TZID:Europe/Riga\r\n");
        riga.ShouldContain("BEGIN:DAYLIGHT\r\nDTSTART:20260329T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0300\r\n");
        riga.ShouldContain("BEGIN:STANDARD\r\nDTSTART:20261025T040000\r\nTZOFFSETFROM:+0300\r\nTZOFFSETTO:+0200\r\n");
        text.ShouldContain("DTSTART;TZID=Europe/Riga:20260701T090000\r\nDURATION:PT60M\r\n");
        text.ShouldEndWith("END:VCALENDAR\r\n");
    }

    [Fact]
    public void A_calendar_of_whole_days_needs_no_clock()
    {
        var text = Encoding.UTF8.GetString(new ICalendar("Balsts", TimeSpan.FromHours(6), [new("1@balsts", 3, new(2026, 12, 31), "Termiņš", Riga) { IsCancelled = true }]).Write(Stamp));
        text.ShouldNotContain("VTIMEZONE");
        text.ShouldContain("UID:1@balsts\r\nDTSTAMP:20261123T100000Z\r\nSEQUENCE:3\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n");
        text.ShouldContain("STATUS:CANCELLED\r\n");
    }
}
