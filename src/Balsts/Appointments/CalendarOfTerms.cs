using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Appointments;

/// <summary>The last days of the person's own terms.</summary>
sealed class CalendarOfTerms(AppDb db, CountryPacks packs) : ICalendarPart
{
    const int Most = 100;

    public async Task<IReadOnlyList<CalendarEntry>> Of(Viewer viewer, DateOnly from, DateOnly to, Texts t, CancellationToken ct)
    {
        var me = viewer.PersonId;
        var ending = await db.Seen<Appointment>(viewer).AsNoTracking().Where(a => a.PersonId == me && a.EndsOn >= from && a.EndsOn <= to).OrderBy(a => a.EndsOn).ThenBy(a => a.Id).Take(Most).ToListAsync(ct);
        return [.. ending.Select(a => new CalendarEntry(a.Id, a.CountryId, a.EndsOn!.Value, t["Last day of the term: {0}", packs[a.CountryId].PostIn(a.Post, t)], AppointmentPage.Url(a.Id)) { UnitId = a.UnitId, State = CalendarState.Date, Sequence = a.Version })];
    }
}
