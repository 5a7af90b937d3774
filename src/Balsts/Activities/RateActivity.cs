using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
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
        var rated = await Rated(a => asked.Contains(a.UnitId) && a.On >= first && a.On <= last).ToListAsync(ct);
        var shown = new Dictionary<Guid, int>();
        foreach (var unit in rated.GroupBy(r => r.UnitId))
        {
            if (Suppression.Cell(new(Tenths(unit), unit.Count()), Least(pack)) is { } enough) shown[unit.Key] = enough;
        }
        return shown;
    }

    /// <summary>What somebody says of the support that they received in a unit.</summary>
    public sealed record Said(Guid UnitId, Guid PersonId, int Useful, int All);

    /// <summary>
    /// The same for the units above institutions, of all that was said in and below each of them. Only those from whose number nothing can be told of a school that hides its own (<see cref="Suppression.Sums"/>);
    /// for the hourly count, because it reads a country.
    /// </summary>
    public async Task<IReadOnlyDictionary<Guid, int>> UsefulTenthsAbove(UnitTree tree, string countryId, int year, CancellationToken ct = default)
    {
        var pack = packs[countryId];
        var (first, last) = (pack.SchoolYear(year).StartsOn, pack.SchoolYear(year).EndsOn!.Value);
        var said = (await Rated(a => a.CountryId == countryId && a.On >= first && a.On <= last).ToListAsync(ct)).ToLookup(r => r.UnitId);
        return tree.Roots(countryId).SelectMany(root => Suppression.Sums(root.Id, u => tree.Under(u).Select(c => c.Id), u => tree.Find(u)!.IsPlace, u => [.. said[u].Select(r => r.PersonId)], Least(pack)))
            .ToDictionary(u => u, u => Tenths(tree.Below(u).SelectMany(b => said[b])));
    }

    /// <summary>
    /// The same of an initiative as a whole, for whoever runs it. Its schools tell their own share, of all their support: where few have rated support that is not the initiative's, the difference would be what they said.
    /// </summary>
    public async Task<int?> UsefulTenths(Guid initiativeId, Guid[] schools, string countryId, int year, CancellationToken ct = default)
    {
        var pack = packs[countryId];
        var (first, last) = (pack.SchoolYear(year).StartsOn, pack.SchoolYear(year).EndsOn!.Value);
        var inside = await Rated(a => a.InitiativeId == initiativeId && a.On >= first && a.On <= last).ToListAsync(ct);
        var outside = (await Rated(a => a.InitiativeId != initiativeId && schools.Contains(a.UnitId) && a.On >= first && a.On <= last).ToListAsync(ct)).Select(r => r.PersonId).Distinct().Count();
        return outside > 0 && outside < Least(pack) ? null : Suppression.Cell(new(inside.Count == 0 ? 0 : Tenths(inside), inside.Select(r => r.PersonId).Distinct().Count()), Least(pack));
    }

    static int Least(CountryPack pack) => Math.Max(RatersMin, pack.MinimumCell);
    static int Tenths(IEnumerable<Said> said) => said.Aggregate((Useful: 0, All: 0), (sum, r) => (sum.Useful + r.Useful, sum.All + r.All)) is var (useful, all) ? (int)Math.Round(10m * useful / all) : 0;

    IQueryable<Said> Rated(Expression<Func<Activity, bool>> these) =>
        from r in db.Seen<ActivityRating>(Viewer.System)
        join a in db.Seen<Activity>(Viewer.System).Where(these) on r.ActivityId equals a.Id
        group r by new { a.UnitId, r.PersonId } into g
        select new Said(g.Key.UnitId, g.Key.PersonId, g.Count(r => r.Value >= ActivityRating.Useful), g.Count());
}
