using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Goals;

/// <summary>The educator lets the school's leadership read their goal, or no longer: theirs alone to decide.</summary>
public sealed class ShareGoal(AppDb db)
{
    public sealed class Input
    {
        public bool WithHead { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Goal>(viewer).FirstOrDefaultAsync(g => g.Id == id && g.PersonId == viewer.PersonId, ct) is not { } goal) return Problem.NotFound;
        if (version is { } known && !db.StillAt(goal, known)) return Problem.ChangedMeanwhile;
        if (goal.SharedWithHead == input.WithHead) return goal.Id;
        goal.Share(input.WithHead);
        db.Record(viewer, input.WithHead ? new GoalShared() : new GoalUnshared(), goal);
        return (await db.Save(ct)).Problem is { } problem ? problem : goal.Id;
    }
}
