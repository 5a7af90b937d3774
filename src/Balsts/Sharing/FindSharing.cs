using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Sharing;

/// <summary>A decision as its maker sees it.</summary>
/// <param name="Thing">Null where it is there no more.</param>
public sealed record SharingRow(Guid Id, Layer Layer, Guid UnitId, DateTime MadeAt, DateTime? RevokedAt, SharedThing? Thing);

/// <summary>One's own sharing decisions: those that hold first, then those that were taken back, the latest first.</summary>
public sealed class FindSharing(AppDb db, IEnumerable<ISharedContent> rooms)
{
    public const int Shown = 200;

    public async Task<IReadOnlyList<SharingRow>> Own(Viewer viewer, CancellationToken ct = default)
    {
        var me = viewer.PersonId;
        var decisions = await db.Seen<SharingDecision>(viewer).AsNoTracking().Where(d => d.PersonId == me).OrderBy(d => d.RevokedAt != null).ThenByDescending(d => d.Id).Take(Shown).ToListAsync(ct);
        var named = new Dictionary<Guid, SharedThing>();
        foreach (var kind in decisions.GroupBy(d => d.Kind))
            foreach (var (id, thing) in await rooms.Single(r => r.Kind == kind.Key).Named([.. kind.Select(d => d.SubjectId).Distinct()], viewer, ct)) named[id] = thing;
        return [.. decisions.Select(d => new SharingRow(d.Id, d.Layer, d.UnitId, d.MadeAt, d.RevokedAt, named.GetValueOrDefault(d.SubjectId)))];
    }
}
