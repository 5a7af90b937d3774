using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Units;

/// <summary>
/// Under whom units stood in a month: as the first placement says that held in it, so that a month once begun stays with those who had it,
/// also when a unit moves in its middle. Where none held, the nearest one: the next, else the last.
/// </summary>
public sealed class UnitsInMonths
{
    sealed record Place(Guid UnitId, Guid? ParentId, DateOnly From, DateOnly Until);

    readonly ILookup<Guid, Place> places;

    public UnitsInMonths(IEnumerable<UnitPlacement> all) =>
        places = all.Select(p => new Place(p.UnitId, p.ParentId, p.StartsOn ?? DateOnly.MinValue, p.EndsOn ?? DateOnly.MaxValue)).Where(p => p.From <= p.Until).OrderBy(p => p.From).ToLookup(p => p.UnitId);

    /// <summary>The units of some countries, with all that they ever were.</summary>
    public static async Task<UnitsInMonths> Of(AppDb db, string[] countries, CancellationToken ct = default) =>
        new(await db.Seen<UnitPlacement>(Viewer.System).AsNoTracking().Where(p => countries.Contains(p.CountryId)).ToListAsync(ct));

    /// <summary>The unit and everything above it in that month, from the unit upwards.</summary>
    public IReadOnlyList<Guid> Above(Guid unitId, Month month)
    {
        var path = new List<Guid>();
        for (Guid? at = unitId; at is { } here && !path.Contains(here); at = In(here, month)?.ParentId) path.Add(here);
        return path;
    }

    Place? In(Guid unitId, Month month) =>
        places[unitId].FirstOrDefault(p => p.From <= month.Last && p.Until >= month.First) ?? places[unitId].FirstOrDefault(p => p.From > month.Last) ?? places[unitId].LastOrDefault();
}
