using Balsts.People;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Activities;

/// <summary>Support that the person gave or received, on its day; what was taken out of the ledger stays as taken out.</summary>
sealed class CalendarOfActivities(AppDb db) : ICalendarPart
{
    const int Most = 3000;

    public async Task<IReadOnlyList<CalendarEntry>> Of(Viewer viewer, DateOnly from, DateOnly to, Texts t, CancellationToken ct)
    {
        var me = viewer.PersonId;
        var rows = await db.Seen<Activity>(viewer).IgnoreQueryFilters().AsNoTracking()
            .Where(a => a.On >= from && a.On <= to && (a.AuthorId == me || (a.RemovedAt == null && a.People.Any(p => p.PersonId == me))))
            .OrderByDescending(a => a.On).ThenBy(a => a.Id).Take(Most)
            .Select(a => new { a.Id, a.CountryId, a.UnitId, a.AuthorId, a.On, a.At, a.Minutes, a.Kind, a.Topic, a.Version, a.RemovedAt, People = a.People.Select(p => p.PersonId).ToList() }).ToListAsync(ct);
        return [.. rows.Select(a => new CalendarEntry(a.Id, a.CountryId, a.On, t.Of(a.Kind), ActivityPage.Url(a.Id))
        {
            At = a.At,
            Minutes = a.Minutes,
            UnitId = a.UnitId,
            State = a.RemovedAt is not null ? CalendarState.Removed : a.AuthorId == me ? CalendarState.Extra : CalendarState.Received,
            Topic = a.Topic,
            People = a.AuthorId == me ? a.People : [a.AuthorId],
            Sequence = a.Version,
        })];
    }
}
