using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Goals;

/// <summary>Closes a goal as reached or given up.</summary>
public sealed class CloseGoal(AppDb db)
{
    public sealed class Input
    {
        [Required] public GoalState? How { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Goal>(viewer).FirstOrDefaultAsync(g => g.Id == id, ct) is not { } goal || !goal.KeptBy(viewer)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(goal, known)) return Problem.ChangedMeanwhile;
        if (goal.Close(input.How!.Value, viewer.Today).Problem is { } wrong) return wrong;
        db.Record(viewer, goal.State == GoalState.Reached ? new GoalReached() : new GoalGivenUp(), goal);
        return (await db.Save(ct)).Problem is { } problem ? problem : goal.Id;
    }
}
