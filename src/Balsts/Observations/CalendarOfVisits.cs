using Balsts.People;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Observations;

/// <summary>One's own visits: to others' lessons, and of others to one's own.</summary>
sealed class CalendarOfVisits(AppDb db) : ICalendarPart
{
    const int Most = 500;

    /// <summary>Said of what was offered only: nobody has to be there yet.</summary>
    internal static readonly string NotBooked = Texts.Id("not booked yet");

    public async Task<IReadOnlyList<CalendarEntry>> Of(Viewer viewer, DateOnly from, DateOnly to, Texts t, CancellationToken ct)
    {
        var me = viewer.PersonId;
        var visits = await db.Seen<Visit>(viewer).AsNoTracking().Where(v => (v.PersonId == me || v.ObserverId == me) && v.On >= from && v.On <= to).OrderByDescending(v => v.On).ThenBy(v => v.Id).Take(Most)
            .Select(v => new { v.Id, v.CountryId, v.UnitId, v.On, v.At, v.Minutes, v.State, v.EndedAt, v.PersonId, v.ObserverId, v.ActivityId, v.Version }).ToListAsync(ct);
        return [.. visits.Select(v => new CalendarEntry(v.Id, v.CountryId, v.On, t["Visit to a lesson"], VisitPage.Url(v.Id))
        {
            At = v.At,
            Minutes = v.Minutes,
            UnitId = v.UnitId,
            State = v.State == VisitState.Cancelled ? CalendarState.Dropped : v.EndedAt is null ? CalendarState.Planned : v.ObserverId == me ? CalendarState.Done : CalendarState.Received,
            Topic = v.State == VisitState.Offered ? t[NotBooked] : "",
            People = [v.PersonId == me ? v.ObserverId : v.PersonId],
            Sequence = v.Version,
            InsteadOf = v.ActivityId,
        })];
    }
}
