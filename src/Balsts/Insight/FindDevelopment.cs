using Balsts.Activities;
using Balsts.Activities.Tallies;
using Balsts.Goals;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Insight;

/// <summary>A month of a unit: what support added up to, by kind, whom it reached, how many goals educators set.</summary>
/// <param name="Reached">How many people received support; null where they are not counted: above an institution nobody counts them one by one.</param>
/// <param name="GoalsSet">Null as well where they are not counted.</param>
public sealed record DevelopmentMonth(Month Month, int? Reached, Figures Figures, IReadOnlyDictionary<ActivityKind, int> Kinds, int? GoalsSet);

/// <summary>A unit's school year by month.</summary>
/// <param name="GoalsReached">Made from content: null where too few stand behind it.</param>
/// <param name="Staff">How many people work in the institution on the last day counted.</param>
public sealed record Development(TreeUnit Unit, int Year, IReadOnlyList<int> Years, IReadOnlyList<DevelopmentMonth> Months, bool CountsPeople, int Reached, int Staff, int? GoalsReached)
{
    public Figures All => Figures.Sum(Months.Select(m => m.Figures));
    public int GoalsSet => Months.Sum(m => m.GoalsSet ?? 0);
}

/// <summary>How a unit develops in a school year: kept totals, and in an institution its own people and goals, never those of a country.</summary>
public sealed class FindDevelopment(AppDb db, FindTallies tallies, UnitTrees trees, CountryPacks packs)
{
    /// <summary>How far back one looks.</summary>
    const int YearsBack = 4;

    /// <summary>Null where the viewer does not read facts of support in the unit.</summary>
    public async Task<Development?> Of(Guid unitId, int? asked, Viewer viewer, CancellationToken ct = default)
    {
        if ((await trees.Now(ct)).Find(unitId) is not { } unit || !FindTallies.IsFor(viewer, unit.CountryId, unitId)) return null;
        var pack = packs[unit.CountryId];
        var now = pack.SchoolYearOf(viewer.Today);
        var year = asked is { } a && a <= now && a >= now - YearsBack ? a : now;
        var days = pack.SchoolYear(year);
        var (from, until) = (days.StartsOn, days.EndsOn < viewer.Today ? days.EndsOn!.Value : viewer.Today);
        var rows = await tallies.OfUnit(unitId, unit.CountryId, Month.Of(from), Month.Of(until), viewer, ct);

        var counts = unit.Kind is UnitKind.Institution or UnitKind.Branch;
        var (met, year1, staff) = (new Dictionary<Month, int>(), 0, 0);
        var set = new Dictionary<Month, int>();
        int? reachedGoals = null;
        if (counts)
        {
            var people = db.Seen<Activity>(viewer).Where(x => x.UnitId == unitId && x.On >= from && x.On <= until).SelectMany(x => x.People, (x, p) => new { x.On.Year, x.On.Month, p.PersonId });
            met = (await people.Distinct().GroupBy(p => new { p.Year, p.Month }).Select(g => new { g.Key.Year, g.Key.Month, Number = g.Count() }).ToListAsync(ct)).ToDictionary(m => new Month(m.Year, m.Month), m => m.Number);
            year1 = await people.Select(p => p.PersonId).Distinct().CountAsync(ct);
            staff = await db.Seen<Employment>(viewer).Where(e => e.UnitId == unitId && (e.StartsOn == null || e.StartsOn <= until) && (e.EndsOn == null || e.EndsOn >= until)).Select(e => e.PersonId).Distinct().CountAsync(ct);
            // goals belong to educators: only numbers of them leave this class
            var goals = db.Seen<Goal>(Viewer.System).Where(g => g.UnitId == unitId && g.PersonId != null);
            set = (await goals.Where(g => g.StartsOn >= from && g.StartsOn <= until).GroupBy(g => new { g.StartsOn.Year, g.StartsOn.Month }).Select(g => new { g.Key.Year, g.Key.Month, Number = g.Count() }).ToListAsync(ct)).ToDictionary(m => new Month(m.Year, m.Month), m => m.Number);
            var reached = await goals.Where(g => g.State == GoalState.Reached && g.ClosedOn >= from && g.ClosedOn <= until).Select(g => new { g.Id, g.PersonId }).ToListAsync(ct);
            // those that are shared with the viewer are read by name: without them the others must still be enough, or none
            Guid[] ids = [.. reached.Select(g => g.Id)];
            var byName = (await db.Seen<Goal>(viewer).Where(g => ids.Contains(g.Id)).Select(g => g.Id).ToListAsync(ct)).ToHashSet();
            var others = reached.Where(g => !byName.Contains(g.Id)).Select(g => g.PersonId).Distinct().Count();
            if (others == 0 || others >= pack.MinimumCell) reachedGoals = Suppression.Cell(new(reached.Count, reached.Select(g => g.PersonId).Distinct().Count()), pack.MinimumCell);
        }
        var months = new List<DevelopmentMonth>();
        for (var month = Month.Of(from); month <= Month.Of(until); month = month.Next)
        {
            var some = rows.Where(r => r.Month == month).ToList();
            months.Add(new(month, counts ? met.GetValueOrDefault(month) : null, Figures.Sum(some.Select(r => r.Figures)), some.GroupBy(r => r.Kind).ToDictionary(g => g.Key, g => g.Sum(r => r.Figures.Activities)), counts ? set.GetValueOrDefault(month) : null));
        }
        return new(unit, year, [.. Enumerable.Range(now - YearsBack, YearsBack + 1).Reverse()], months, counts, year1, staff, reachedGoals);
    }
}
