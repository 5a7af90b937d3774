using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Appointments;

/// <summary>Who holds a right in these very units today: whom to tell. Their names are shown to nobody here.</summary>
public sealed class SeatHolders(AppDb db)
{
    public async Task<ILookup<Guid, Guid>> Of(string right, IEnumerable<Guid> units, DateOnly today, CancellationToken ct = default)
    {
        var (places, posts) = (units.Distinct().ToArray(), House.RightsOf.Where(g => g.Contains(right)).Select(g => g.Key).ToArray());
        var held = await db.Seen<Appointment>(Viewer.System).AsNoTracking()
            .Where(a => places.Contains(a.UnitId) && posts.Contains(a.Post) && a.StartsOn <= today && (a.EndsOn == null || a.EndsOn >= today))
            .Select(a => new { a.UnitId, a.PersonId }).Distinct().ToListAsync(ct);
        return held.ToLookup(a => a.UnitId, a => a.PersonId);
    }
}
