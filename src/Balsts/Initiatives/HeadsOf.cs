using Balsts.Appointments;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>Who leads a school today. An organiser agrees with them before reaching anybody there; their post at the school is no secret to those who make the agreement.</summary>
public sealed class HeadsOf(AppDb db, PersonNames names)
{
    public sealed record Head(Guid Id, Guid UnitId, PostKind Post, string Name);

    public Task<IReadOnlyList<Head>> Of(Guid unitId, DateOnly today, CancellationToken ct = default) => Of([unitId], today, ct);

    public async Task<IReadOnlyList<Head>> Of(Guid[] units, DateOnly today, CancellationToken ct = default)
    {
        var held = await db.Seen<Appointment>(Viewer.System).AsNoTracking()
            .Where(a => units.Contains(a.UnitId) && Posts.Heads.Contains(a.Post) && a.StartsOn <= today && (a.EndsOn == null || a.EndsOn >= today))
            .OrderBy(a => a.Id).Select(a => new { a.PersonId, a.UnitId, a.Post }).ToListAsync(ct);
        var known = await names.Of(held.Select(h => h.PersonId), ct);
        return [.. held.DistinctBy(h => (h.PersonId, h.UnitId)).OrderBy(h => h.Post == PostKind.Deputy).Select(h => new Head(h.PersonId, h.UnitId, h.Post, known.GetValueOrDefault(h.PersonId, "")))];
    }
}
