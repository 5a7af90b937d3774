using Balsts.Sharing;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Goals;

/// <summary>The educator lets the school's leadership read their goal, or no longer: a decision of theirs alone.</summary>
public sealed class ShareGoal(AppDb db, RevokeSharing revoke)
{
    public sealed class Input
    {
        public bool WithHead { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Goal>(viewer).FirstOrDefaultAsync(g => g.Id == id && g.PersonId == viewer.PersonId, ct) is not { } goal) return Problem.NotFound;
        if (version is { } known && !db.StillAt(goal, known)) return Problem.ChangedMeanwhile;
        if (goal.SharingId is not null == input.WithHead) return goal.Id;
        if (goal.SharingId is { } decided) return await revoke.Run(decided, viewer, ct);
        var decision = goal.DecisionToShare(db.Now);
        db.Add(viewer, decision);
        goal.Share(decision);
        db.Record(viewer, new GoalShared(), goal);
        return (await db.Save(ct)).Problem is { } problem ? problem : goal.Id;
    }
}
