using Balsts.People;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Goals;

/// <summary>Takes a closed goal up again, where there is room for it.</summary>
public sealed class ReopenGoal(AppDb db, FindGoals find)
{
    public sealed class Input;

    public async Task<Outcome<Guid>> Run(Guid id, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Goal>(viewer).FirstOrDefaultAsync(g => g.Id == id, ct) is not { } goal || !goal.KeptBy(viewer)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(goal, known)) return Problem.ChangedMeanwhile;
        await using var together = await db.Begin(ct);
        if (goal.PersonId is { } whose) await db.Hold<Person>(whose, ct); // of two at the same moment the second counts what the first has opened
        var open = goal.PersonId is { } person ? await find.OpenOf(person, ct) : 0;
        if (goal.Reopen(open, viewer.Today).Problem is { } wrong) return wrong;
        db.Record(viewer, new GoalReopened(), goal);
        if ((await db.Save(ct)).Problem is { } problem) return problem;
        await together.Commit(ct);
        return goal.Id;
    }
}
