using Balsts.People;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>Meetings of initiatives that the person held or was at.</summary>
sealed class CalendarOfMeetings(AppDb db) : ICalendarPart
{
    const int Most = 500;

    public async Task<IReadOnlyList<CalendarEntry>> Of(Viewer viewer, DateOnly from, DateOnly to, Texts t, CancellationToken ct)
    {
        var me = viewer.PersonId;
        var meetings = await db.Seen<Meeting>(viewer).AsNoTracking().Where(m => m.On >= from && m.On <= to && (m.HeldById == me || m.People.Any(p => p.PersonId == me)))
            .OrderByDescending(m => m.On).ThenBy(m => m.Id).Take(Most).Select(m => new { m.Id, m.CountryId, m.On, m.Minutes, m.UnitId, m.Version, People = m.People.Select(p => p.PersonId).ToList() }).ToListAsync(ct);
        return [.. meetings.Select(m => new CalendarEntry(m.Id, m.CountryId, m.On, m.UnitId is null ? t["Meeting with all schools"] : t["Meeting of an initiative"], MeetingPage.Url(m.Id))
        {
            Minutes = m.Minutes,
            UnitId = m.UnitId,
            State = CalendarState.Done,
            People = [.. m.People.Where(p => p != me)],
            Sequence = m.Version,
        })];
    }
}
