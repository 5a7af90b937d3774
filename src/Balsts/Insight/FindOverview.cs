using Balsts.Activities;
using Balsts.Activities.Tallies;
using Balsts.Appointments;
using Balsts.Initiatives;
using Balsts.Months;
using Balsts.Units;
using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Insight;

/// <summary>What somebody answers for, at one glance.</summary>
/// <param name="Unit">Null for whoever holds no post over a unit's support.</param>
/// <param name="Minutes">Minutes of support in the units below, by unit and month.</param>
/// <param name="Vacant">Support fields that nobody holds; null where the viewer does not see who holds posts.</param>
/// <param name="WaitingMonths">Reports that wait for the viewer; null where none ever do.</param>
public sealed record Overview(TreeUnit? Unit, IReadOnlyList<TreeUnit> Others, PromiseView? Promise, IReadOnlyList<Month> Months, IReadOnlyDictionary<(Guid UnitId, Month Month), int> Minutes,
    PageOf<InitiativeRow> Initiatives, (int Vacant, int Fields)? Posts, int? WaitingMonths);

/// <summary>A unit's overview: its promise, its units by month, the initiatives and posts that the viewer sees. Kept totals and bounded lists alone.</summary>
public sealed class FindOverview(AppDb db, UnitTrees trees, CountryPacks packs, FindPromise promise, FindInitiatives initiatives, FindCoverage coverage, FindMonths reports)
{
    const int InitiativesMax = 10;

    /// <summary>Null where the viewer asks for a unit in which they do not read facts of support.</summary>
    public async Task<Overview?> Of(string? asked, Viewer viewer, CancellationToken ct = default)
    {
        var tree = await trees.Now(ct);
        var seats = viewer.SeatsOf(ActivityRights.Read).Select(tree.Find).OfType<TreeUnit>().OrderBy(u => u.CountryId != viewer.CountryId).ThenBy(u => u.SortName, StringComparer.Ordinal).ToList();
        TreeUnit? unit = null;
        if (string.IsNullOrEmpty(asked)) unit = seats.FirstOrDefault();
        else if (!Guid.TryParse(asked, out var id) || (unit = tree.Find(id)) is null || !FindTallies.IsFor(viewer, unit.CountryId, id)) return null;

        var held = unit is null ? null : await promise.Of(unit.Id, null, viewer, ct);
        var months = new List<Month>();
        var minutes = new Dictionary<(Guid, Month), int>();
        if (unit is not null)
        {
            var pack = packs[unit.CountryId];
            var (first, last) = (Month.Of(pack.SchoolYear(pack.SchoolYearOf(viewer.Today)).StartsOn), Month.Of(viewer.Today));
            for (var month = first; month <= last; month = month.Next) months.Add(month);
            var under = held!.Rows.Select(r => r.UnitId).ToArray();
            minutes = (await db.Seen<UnitTally>(viewer).Where(t => under.Contains(t.UnitId) && t.Month >= first && t.Month <= last).GroupBy(t => new { t.UnitId, t.Month }).Select(g => new { g.Key.UnitId, g.Key.Month, Minutes = g.Sum(t => t.Minutes) }).ToListAsync(ct))
                .ToDictionary(t => (t.UnitId, t.Month), t => t.Minutes);
        }
        (int, int)? posts = null;
        if (unit is { Kind: UnitKind.Municipality or UnitKind.Sector or UnitKind.Institution } && viewer.May(AppointmentRights.Read, unit.CountryId, unit.Id))
        {
            var fields = await coverage.Fields(unit, viewer, ct);
            posts = (fields.Count(f => f.IsVacant), fields.Count);
        }
        return new(unit, [.. seats.Where(s => s.Id != unit?.Id).Take(5)], held, months, minutes, await initiatives.Page(viewer, InitiativesMax, null, ct: ct), posts,
            viewer.May(MonthRights.Accept) ? (await reports.Waiting(viewer, ct)).Count : null);
    }
}
