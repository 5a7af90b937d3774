using Balsts.Sharing;
using Foundation.Data;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Goals;

/// <summary>An educator's goals, which the educator may let the school's leadership read.</summary>
sealed class SharedGoals(AppDb db) : ISharedContent
{
    public string Kind => nameof(Goal);

    public async Task<IReadOnlyDictionary<Guid, SharedThing>> Named(IReadOnlyCollection<Guid> ids, Viewer viewer, CancellationToken ct)
    {
        var (these, me) = (ids.ToArray(), viewer.PersonId);
        return await db.Seen<Goal>(viewer).AsNoTracking().Where(g => these.Contains(g.Id) && g.PersonId == me).Select(g => new { g.Id, Statement = Reading.Of<Goal>(g.Id, g.PersonId == me, g.Statement) })
            .ToDictionaryAsync(g => g.Id, g => new SharedThing(g.Statement, GoalPage.Url(g.Id)), ct);
    }

    public async Task TakeBack(SharingDecision decision, Viewer viewer, CancellationToken ct)
    {
        if (await db.Seen<Goal>(viewer).FirstOrDefaultAsync(g => g.Id == decision.SubjectId, ct) is not { } goal) return;
        goal.ShareNoMore(decision);
        db.Record(viewer, new GoalUnshared(), goal);
    }
}
