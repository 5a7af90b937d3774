using Balsts.Activities;
using Balsts.Activities.Tallies;
using Balsts.Units;
using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>What somebody whom the viewer's unit appointed carries in a month.</summary>
/// <param name="Institutions">In which support was planned or given.</param>
/// <param name="People">For whom it was planned, or who received it.</param>
/// <param name="Planned">Minutes of the plan as it stands: moved and dropped lines are not in it.</param>
/// <param name="Done">Minutes of the ledger.</param>
/// <param name="Full">Minutes that the load has in this month.</param>
public sealed record Caseload(DueReport Report, int Institutions, int People, int Planned, int Done, int Full);

/// <summary>Caseloads and hours of those who owe the viewer's unit a month.</summary>
public sealed class FindCaseloads(AppDb db, FindMonths months, FindTallies tallies, CountryPacks packs)
{
    public async Task<IReadOnlyList<Caseload>> Of(Month month, Viewer viewer, CancellationToken ct = default)
    {
        var due = await months.Due(month, viewer, ct);
        if (due.Count == 0) return [];
        var (ids, authors, first, last) = (due.Select(d => d.AppointmentId).ToArray(), due.Select(d => d.PersonId).Distinct().ToArray(), month.First, month.Last);
        var lines = db.Seen<PlanLine>(viewer).Where(l => l.Plan!.Month == month && ids.Contains(l.Plan.AppointmentId) && l.State != LineState.Moved && l.State != LineState.Dropped);
        var given = db.Seen<Activity>(viewer).Where(a => authors.Contains(a.AuthorId) && a.On >= first && a.On <= last);
        var planned = await lines.GroupBy(l => new { l.Plan!.AppointmentId, l.UnitId }).Select(g => new { g.Key.AppointmentId, g.Key.UnitId, Minutes = g.Sum(l => l.Minutes) }).ToListAsync(ct);
        var visited = await given.Select(a => new { a.AppointmentId, a.UnitId }).Distinct().ToListAsync(ct);
        var people = (await lines.SelectMany(l => l.People, (l, p) => new { l.Plan!.AppointmentId, p.PersonId }).Union(given.SelectMany(a => a.People, (a, p) => new { a.AppointmentId, p.PersonId })).ToListAsync(ct)).ToLookup(p => p.AppointmentId);
        var units = planned.Select(p => (p.AppointmentId, p.UnitId)).Concat(visited.Select(v => (v.AppointmentId, v.UnitId))).Distinct().ToLookup(u => u.AppointmentId);
        var hours = planned.ToLookup(p => p.AppointmentId, p => p.Minutes);
        var used = await tallies.OfAppointments(ids, month, viewer, ct);
        return [.. due.Select(d => new Caseload(d, units[d.AppointmentId].Count(), people[d.AppointmentId].Count(), hours[d.AppointmentId].Sum(), used.GetValueOrDefault(d.AppointmentId), packs[d.CountryId].MinutesOf(d.Load, month)))];
    }
}
