using Balsts.Appointments;
using Balsts.Units;
using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Activities.Tallies;

/// <summary>The support of a kind and a field in a month of a unit and of what stood below it.</summary>
public sealed record UnitMonth(Month Month, ActivityKind Kind, string Field, Figures Figures);

/// <summary>Minutes worked under an appointment in a month.</summary>
public sealed record LoadMonth(Month Month, int Activities, int Minutes);

/// <summary>Reads what is kept together with what waits to be folded into it: what was logged a moment ago is in the figure.</summary>
public sealed class FindTallies(AppDb db, CountryPacks packs)
{
    /// <summary>A hundred years would be a question to the whole table.</summary>
    public const int MonthsMax = 36;

    /// <summary>Whether the viewer reads the tallies of a unit.</summary>
    public static bool IsFor(Viewer viewer, string countryId, Guid unitId) => viewer.May(ActivityRights.Read, countryId, unitId);

    /// <summary>Whether the viewer sees what was worked of the load of a post: the holder, and those who lead the unit where it is held or the one that appointed.</summary>
    public static bool LoadIsFor(Viewer viewer, Guid personId, Guid unitId, Guid appointedBy) =>
        personId == viewer.PersonId || (viewer.SeatsOf(ActivityRights.Read) is var seats && (seats.Contains(unitId) || seats.Contains(appointedBy)));

    /// <summary>A unit's months, the earliest first; nothing where the viewer does not read facts of support in it.</summary>
    public async Task<IReadOnlyList<UnitMonth>> OfUnit(Guid unitId, string countryId, Month from, Month to, Viewer viewer, CancellationToken ct = default)
    {
        if (!IsFor(viewer, countryId, unitId)) return [];
        if (to - from >= MonthsMax) from = to.Add(1 - MonthsMax);
        // one statement, so that nothing is folded between the two halves
        var rows = await db.Seen<UnitTally>(viewer).Where(t => t.UnitId == unitId && t.Month >= from && t.Month <= to)
            .Select(t => new { IsOpen = false, t.UnitId, t.Month, t.Kind, t.Field, t.Activities, t.Minutes, t.WithGoal, t.WithNeed, t.Contacts })
            .Concat(db.Seen<ActivityDelta>(Viewer.System).Where(d => d.CountryId == countryId && d.Month >= from && d.Month <= to)
                .Select(d => new { IsOpen = true, d.UnitId, d.Month, d.Kind, d.Field, d.Activities, d.Minutes, d.WithGoal, d.WithNeed, d.Contacts })).ToListAsync(ct);
        if (rows.Exists(r => r.IsOpen))
        {
            var units = await UnitsInMonths.Of(db, [countryId], ct);
            rows.RemoveAll(r => r.IsOpen && !units.Above(r.UnitId, r.Month).Contains(unitId));
        }
        return
        [
            .. from r in rows
               group new Figures(r.Activities, r.Minutes, r.WithGoal, r.WithNeed, r.Contacts) by (r.Month, r.Kind, r.Field) into same
               let sum = Figures.Sum(same)
               where sum != default
               orderby same.Key.Month, same.Key.Kind, same.Key.Field
               select new UnitMonth(same.Key.Month, same.Key.Kind, same.Key.Field, sum),
        ];
    }

    /// <summary>What was worked under an appointment, month by month; null where the viewer does not see its load.</summary>
    public async Task<IReadOnlyList<LoadMonth>?> OfAppointment(Guid appointmentId, Month from, Month to, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Appointment>(viewer).Where(a => a.Id == appointmentId).Select(a => new { a.PersonId, a.UnitId, a.AppointedByUnitId }).FirstOrDefaultAsync(ct) is not { } held) return null;
        if (!LoadIsFor(viewer, held.PersonId, held.UnitId, held.AppointedByUnitId)) return null;
        // who may read it was asked above: the row itself does not know who appointed
        var rows = await db.Seen<LoadUsed>(Viewer.System).Where(l => l.AppointmentId == appointmentId && l.Month >= from && l.Month <= to).Select(l => new { l.Month, l.Activities, l.Minutes })
            .Concat(db.Seen<ActivityDelta>(Viewer.System).Where(d => d.AppointmentId == appointmentId && d.Month >= from && d.Month <= to).Select(d => new { d.Month, d.Activities, d.Minutes })).ToListAsync(ct);
        return [.. rows.GroupBy(r => r.Month).OrderBy(g => g.Key).Select(g => new LoadMonth(g.Key, g.Sum(r => r.Activities), g.Sum(r => r.Minutes))).Where(m => m.Activities != 0)];
    }

    /// <summary>Minutes worked in a month under those of the appointments whose load the viewer sees.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> OfAppointments(IReadOnlyCollection<Guid> appointments, Month month, Viewer viewer, CancellationToken ct = default)
    {
        var asked = appointments.ToArray();
        var held = await db.Seen<Appointment>(viewer).Where(a => asked.Contains(a.Id)).Select(a => new { a.Id, a.PersonId, a.UnitId, a.AppointedByUnitId }).ToListAsync(ct);
        var seen = held.Where(a => LoadIsFor(viewer, a.PersonId, a.UnitId, a.AppointedByUnitId)).Select(a => a.Id).ToArray();
        if (seen.Length == 0) return new Dictionary<Guid, int>();
        var rows = await db.Seen<LoadUsed>(Viewer.System).Where(l => seen.Contains(l.AppointmentId) && l.Month == month).Select(l => new { l.AppointmentId, l.Minutes })
            .Concat(db.Seen<ActivityDelta>(Viewer.System).Where(d => seen.Contains(d.AppointmentId) && d.Month == month).Select(d => new { d.AppointmentId, d.Minutes })).ToListAsync(ct);
        return rows.GroupBy(r => r.AppointmentId).ToDictionary(g => g.Key, g => g.Sum(r => r.Minutes));
    }

    /// <summary>The school years of a person as far as the viewer sees them, the latest first: as they are kept, or from the rows while they wait to be made anew.</summary>
    public async Task<IReadOnlyList<PersonYear>> OfPerson(Guid personId, Viewer viewer, CancellationToken ct = default)
    {
        // first what waits: what is folded after this question is kept when the next one is asked
        var touched = await db.Seen<TouchedYear>(Viewer.System).Where(t => t.PersonId == personId).Select(t => new { t.CountryId, t.Year }).Distinct().ToListAsync(ct);
        var years = await db.Seen<PersonYear>(viewer).AsNoTracking().Where(y => y.PersonId == personId).OrderByDescending(y => y.Year).ThenBy(y => y.Id).Take(100).ToListAsync(ct);
        foreach (var open in touched)
        {
            var days = packs[open.CountryId].SchoolYear(open.Year);
            years.RemoveAll(y => y.CountryId == open.CountryId && y.Year == open.Year);
            years.AddRange(PersonYear.Of(await Received.By(db, [personId], days.StartsOn, days.EndsOn!.Value).ToListAsync(ct), packs).Where(y => y.PersonId == viewer.PersonId || IsFor(viewer, y.CountryId, y.UnitId)));
        }
        return [.. years.OrderByDescending(y => y.Year).ThenByDescending(y => y.LastOn)];
    }
}
