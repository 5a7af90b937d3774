using System.Linq.Expressions;
using Balsts.People;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Groups;

/// <summary>Sessions of the person’s own groups: those that are planned or were cancelled while they belong to the group, and those that they led or came to.</summary>
sealed class CalendarOfSessions(AppDb db) : ICalendarPart
{
    const int Most = 500;

    public async Task<IReadOnlyList<CalendarEntry>> Of(Viewer viewer, DateOnly from, DateOnly to, Texts t, CancellationToken ct)
    {
        var me = viewer.PersonId;
        var sessions = await db.Seen<GroupSession>(viewer).AsNoTracking().Where(s => s.On >= from && s.On <= to)
            .Where(((Expression<Func<GroupSession, bool>>)(s => s.HeldById == me || s.Attendance.Any(a => a.PersonId == me))).Or(GroupSession.OfOwnGroups(viewer)))
            .OrderByDescending(s => s.On).ThenBy(s => s.Id).Take(Most)
            .Select(s => new { s.Id, s.CountryId, s.On, s.At, s.Minutes, s.Topic, s.State, s.HeldById, s.ActivityId, s.Version, s.Group!.UnitId, s.Group.Name }).ToListAsync(ct);
        return [.. sessions.Select(s => new CalendarEntry(s.Id, s.CountryId, s.On, t["Session of a group"], SessionPage.Url(s.Id))
        {
            At = s.At,
            Minutes = s.Minutes,
            UnitId = s.UnitId,
            State = s.State switch { SessionState.Planned => CalendarState.Planned, SessionState.Cancelled => CalendarState.Dropped, _ => s.HeldById == me ? CalendarState.Done : CalendarState.Received },
            Topic = s.Topic.Length > 0 ? t["{0}: {1}", s.Name, s.Topic] : s.Name,
            Sequence = s.Version,
            InsteadOf = s.ActivityId,
        })];
    }
}
