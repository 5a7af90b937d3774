using Balsts.People;
using Foundation.Languages;
using Foundation.Viewers;

namespace Balsts.Calendar;

/// <summary>A person's own calendar: what the rooms put into it, each thing once, day by day.</summary>
public sealed class FindCalendar(IEnumerable<ICalendarPart> parts)
{
    public async Task<IReadOnlyList<CalendarEntry>> Of(Viewer viewer, DateOnly from, DateOnly to, Texts t, CancellationToken ct = default)
    {
        var all = new List<CalendarEntry>();
        foreach (var part in parts) all.AddRange(await part.Of(viewer, from, to, t, ct));
        var shown = all.Select(e => e.InsteadOf).OfType<Guid>().ToHashSet();
        return [.. all.Where(e => !shown.Contains(e.Id)).OrderBy(e => e.On).ThenBy(e => e.At ?? TimeOnly.MinValue).ThenBy(e => e.Title, StringComparer.Ordinal).ThenBy(e => e.Id)];
    }
}
