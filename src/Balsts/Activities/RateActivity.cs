using System.ComponentModel.DataAnnotations;
using Balsts.Units;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Activities;

/// <summary>Says in one press how useful a piece of support was; said again, the last word counts.</summary>
public sealed class RateActivity(AppDb db, CountryPacks packs)
{
    /// <summary>A share of fewer raters than this would point at somebody.</summary>
    public const int RatersMin = 5;

    public sealed class Input
    {
        [Required, Range(1, ActivityRating.Best)] public int? Value { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Activity>(viewer).AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.People.Any(p => p.PersonId == viewer.PersonId), ct) is not { } activity) return Problem.NotFound;
        var rating = await db.Seen<ActivityRating>(viewer).FirstOrDefaultAsync(r => r.ActivityId == id && r.PersonId == viewer.PersonId, ct);
        if (rating is null) db.Add(viewer, rating = ActivityRating.Of(activity, viewer.PersonId));
        rating.Rate(input.Value!.Value);
        db.Record(viewer, new SupportRated(), rating);
        var saved = await db.Save(ct);
        return saved.Problem is { } problem && problem != AppDb.AlreadyThere ? problem : id;
    }

    /// <summary>
    /// How many tenths of the ratings in a unit and this school year call the support useful; null while fewer than five people have rated.
    /// Whole tenths and no other breakdown, so that nobody's answer can be told from two numbers.
    /// </summary>
    public async Task<int?> UsefulTenths(Guid unitId, string countryId, Viewer viewer, CancellationToken ct = default) =>
        (await UsefulTenths([unitId], countryId, packs[countryId].SchoolYearOf(viewer.Today), viewer, ct)).TryGetValue(unitId, out var tenths) ? tenths : null;

    /// <summary>The same for several units and a school year; a unit that is not in it shows nothing.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> UsefulTenths(IReadOnlyCollection<Guid> units, string countryId, int year, Viewer viewer, CancellationToken ct = default)
    {
        var asked = units.Where(u => viewer.May(ActivityRights.Read, countryId, u)).ToArray();
        if (asked.Length == 0) return new Dictionary<Guid, int>();
        var pack = packs[countryId];
        var (first, last) = (pack.SchoolYear(year).StartsOn, pack.SchoolYear(year).EndsOn!.Value);
        var rated = await (from r in db.Seen<ActivityRating>(Viewer.System)
                           join a in db.Seen<Activity>(Viewer.System) on r.ActivityId equals a.Id
                           where asked.Contains(a.UnitId) && a.On >= first && a.On <= last
                           group r by new { a.UnitId, r.PersonId } into g
                           select new { g.Key.UnitId, Useful = g.Count(r => r.Value >= ActivityRating.Useful), All = g.Count() }).ToListAsync(ct);
        var shown = new Dictionary<Guid, int>();
        foreach (var unit in rated.GroupBy(r => r.UnitId))
        {
            var tenths = (int)Math.Round(10m * unit.Sum(r => r.Useful) / unit.Sum(r => r.All));
            if (Suppression.Cell(new(tenths, unit.Count()), Math.Max(RatersMin, pack.MinimumCell)) is { } enough) shown[unit.Key] = enough;
        }
        return shown;
    }
}
