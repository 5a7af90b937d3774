using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Months;

/// <summary>Says that a planned line will not happen, and why.</summary>
public sealed class DropLine(AppDb db, BeginPlan plans)
{
    public sealed class Input
    {
        [Required, StringLength(PlanLine.ReasonMax)] public string? Reason { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        var found = await plans.Line(id, version, viewer, ct);
        if (found.Problem is { } problem) return problem;
        var line = found.Value!;
        if (line.Drop(WellFormed.Of(input.Reason!)).Problem is { } refused) return refused;
        line.Plan!.Changed(db.Now);
        db.Record(viewer, new LineDropped(line.On), line);
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : line.PlanId;
    }
}
