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
        if (rating is null) db.Add(viewer, rating = new() { Id = ActivityRemark.IdOf("rating", id, viewer.PersonId), CountryId = activity.CountryId, ActivityId = id, PersonId = viewer.PersonId });
        rating.Rate(input.Value!.Value);
        db.Record(viewer, new SupportRated(), rating);
        var saved = await db.Save(ct);
        return saved.Problem is { } problem && problem != AppDb.AlreadyThere ? problem : id;
    }

    /// <summary>
    /// How many tenths of the ratings in a unit and this school year call the support useful; null while fewer than five people have rated.
    /// Whole tenths and no other breakdown, so that nobody's answer can be told from two numbers.
    /// </summary>
    public async Task<int?> UsefulTenths(Guid unitId, string countryId, Viewer viewer, CancellationToken ct = default)
    {
        if (!viewer.May(ActivityRights.Read, countryId, unitId)) return null;
        var pack = packs[countryId];
        var since = new DateOnly(pack.SchoolYearOf(viewer.Today), pack.SchoolYearStartsInMonth, 1);
        var rated = await (from r in db.Seen<ActivityRating>(Viewer.System)
                           join a in db.Seen<Activity>(Viewer.System) on r.ActivityId equals a.Id
                           where a.UnitId == unitId && a.On >= since
                           group r by r.PersonId into g
                           select new { Useful = g.Count(r => r.Value >= 3), All = g.Count() }).ToListAsync(ct);
        return rated.Count < Math.Max(RatersMin, pack.MinimumCell) ? null : (int)Math.Round(10m * rated.Sum(r => r.Useful) / rated.Sum(r => r.All));
    }
}
