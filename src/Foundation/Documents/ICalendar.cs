using System.Globalization;
using System.Text;

namespace Foundation.Documents;

/// <summary>An event as iCalendar writes it.</summary>
/// <param name="Uid">The same at every reading, whatever becomes of the event.</param>
/// <param name="Sequence">Grows when the event changes.</param>
/// <param name="On">Its day on the clock of its zone.</param>
public sealed record ICalendarEvent(string Uid, int Sequence, DateOnly On, string Summary, TimeZoneInfo Zone)
{
    /// <summary>When it begins; without it the event is that of a whole day, and takes nobody's time.</summary>
    public TimeOnly? At { get; init; }
    public int Minutes { get; init; }
    public string Location { get; init; } = "";
    public string Description { get; init; } = "";
    public Uri? Link { get; init; }

    /// <summary>Stays, and says so: a program that has the event strikes it out.</summary>
    public bool IsCancelled { get; init; }
}

/// <summary>A calendar as a file for other programs (RFC 5545, with the names of RFC 7986).</summary>
public sealed class ICalendar(string name, TimeSpan refresh, IReadOnlyList<ICalendarEvent> events)
{
    public const string ContentType = "text/calendar; charset=utf-8";
    const int LineOctets = 75;

    /// <param name="stamp">When it is written, UTC: the instant that the format wants in each event.</param>
    public byte[] Write(DateTime stamp)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Balsts//Balsts//EN");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, "METHOD:PUBLISH");
        Line(text, $"NAME:{Escaped(name)}");
        Line(text, $"X-WR-CALNAME:{Escaped(name)}");
        Line(text, $"REFRESH-INTERVAL;VALUE=DURATION:{Duration(refresh)}");
        Line(text, $"X-PUBLISHED-TTL:{Duration(refresh)}");
        foreach (var there in events.Where(e => e.At is not null).GroupBy(e => e.Zone.Id).OrderBy(z => z.Key, StringComparer.Ordinal))
            Zone(text, there.First().Zone, there.Min(e => e.On.Year), there.Max(e => e.On.Year));
        foreach (var one in events) Event(text, one, stamp);
        Line(text, "END:VCALENDAR");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static void Event(StringBuilder text, ICalendarEvent one, DateTime stamp)
    {
        Line(text, "BEGIN:VEVENT");
        Line(text, $"UID:{Escaped(one.Uid)}");
        Line(text, Invariant($"DTSTAMP:{stamp:yyyyMMdd'T'HHmmss'Z'}"));
        Line(text, Invariant($"SEQUENCE:{one.Sequence}"));
        if (one.At is { } at)
        {
            var begins = one.On.ToDateTime(at);
            Line(text, Invariant($"DTSTART;TZID={one.Zone.Id}:{begins:yyyyMMdd'T'HHmmss}"));
            if (one.Minutes > 0) Line(text, $"DURATION:{Duration(TimeSpan.FromMinutes(one.Minutes))}"); // as long as it takes, also on the night of the changing clock
        }
        else
        {
            Line(text, Invariant($"DTSTART;VALUE=DATE:{one.On:yyyyMMdd}"));
            Line(text, Invariant($"DTEND;VALUE=DATE:{one.On.AddDays(1):yyyyMMdd}"));
            Line(text, "TRANSP:TRANSPARENT");
        }
        Line(text, $"SUMMARY:{Escaped(one.Summary)}");
        if (one.Location.Length > 0) Line(text, $"LOCATION:{Escaped(one.Location)}");
        if (one.Description.Length > 0) Line(text, $"DESCRIPTION:{Escaped(one.Description)}");
        if (one.Link is { } link) Line(text, $"URL:{link.AbsoluteUri}");
        Line(text, $"STATUS:{(one.IsCancelled ? "CANCELLED" : "CONFIRMED")}");
        Line(text, "CLASS:PRIVATE");
        Line(text, "END:VEVENT");
    }

    /// <summary>The clock of a place over some years, change by change: read from the machine's own table of zones.</summary>
    static void Zone(StringBuilder text, TimeZoneInfo zone, int firstYear, int lastYear)
    {
        Line(text, "BEGIN:VTIMEZONE");
        Line(text, $"TZID:{zone.Id}");
        var from = new DateTime(firstYear, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Observance(text, zone, from, zone.GetUtcOffset(from.AddHours(-12)), new DateTime(1970, 1, 1));
        foreach (var change in Changes(zone, from, new DateTime(lastYear + 1, 1, 2, 0, 0, 0, DateTimeKind.Utc)))
            Observance(text, zone, change, zone.GetUtcOffset(change.AddSeconds(-1)), change + zone.GetUtcOffset(change.AddSeconds(-1)));
        Line(text, "END:VTIMEZONE");
    }

    /// <param name="onset">On the clock as it stood before the change.</param>
    static void Observance(StringBuilder text, TimeZoneInfo zone, DateTime at, TimeSpan before, DateTime onset)
    {
        var kind = zone.IsDaylightSavingTime(at) ? "DAYLIGHT" : "STANDARD";
        var offset = Offset(zone.GetUtcOffset(at));
        Line(text, $"BEGIN:{kind}");
        Line(text, Invariant($"DTSTART:{onset:yyyyMMdd'T'HHmmss}"));
        Line(text, $"TZOFFSETFROM:{Offset(before)}");
        Line(text, $"TZOFFSETTO:{offset}");
        Line(text, $"TZNAME:{offset}");
        Line(text, $"END:{kind}");
    }

    /// <summary>The instants at which the clock of a zone is changed.</summary>
    static IEnumerable<DateTime> Changes(TimeZoneInfo zone, DateTime from, DateTime to)
    {
        for (var day = from; day < to; day = day.AddDays(1))
        {
            var (low, high) = (day, day.AddDays(1));
            if (zone.GetUtcOffset(low) == zone.GetUtcOffset(high)) continue;
            while (high - low > TimeSpan.FromSeconds(1))
            {
                var middle = low + TimeSpan.FromSeconds(Math.Floor((high - low).TotalSeconds / 2));
                if (zone.GetUtcOffset(middle) == zone.GetUtcOffset(low)) low = middle;
                else high = middle;
            }
            yield return high;
        }
    }

    static string Offset(TimeSpan offset) => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hhmm", CultureInfo.InvariantCulture);

    static string Duration(TimeSpan time) => Invariant($"PT{(int)time.TotalMinutes}M");

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>A text as a value: what has a meaning in the format loses it, and what no line may hold is left out.</summary>
    public static string Escaped(string text)
    {
        var value = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes()) // half a character becomes the sign for an unreadable one
            switch (rune.Value)
            {
                case '\n': value.Append("\\n"); break;
                case '\\' or ';' or ',': value.Append('\\').Append((char)rune.Value); break;
                case < ' ' and not '\t' or 0x7f: break;
                default: value.Append(rune); break;
            }
        return value.ToString();
    }

    /// <summary>Writes a line folded: no more than 75 octets each, a character never in two, every line after the first begun with a space.</summary>
    public static void Line(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LineOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }
            text.Append(rune);
            octets += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}
