using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Months;

/// <summary>Takes a planned line out of the plan, as if it had never been meant. What was meant and did not happen is dropped instead.</summary>
public sealed class RemoveLine(AppDb db, BeginPlan plans)
{
    public async Task<Outcome<Guid>> Run(Guid id, int? version, Viewer viewer, CancellationToken ct = default)
    {
        var found = await plans.Line(id, version, viewer, ct);
        if (found.Problem is { } problem) return problem;
        var line = found.Value!;
        if (line.Settled is { } settled) return settled;
        line.Plan!.Changed(db.Now);
        db.Record(viewer, new LineRemoved(line.On), line);
        db.Remove(line);
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : line.PlanId;
    }
}
