using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>Plans a piece of support for a day under one of the viewer's appointments; the first line begins the plan of its month.</summary>
public sealed class AddLine(AppDb db, BeginPlan plans)
{
    public sealed class Input : ChangeLine.Input
    {
        [Required] public Guid? AppointmentId { get; set; }
        [Required] public Guid? UnitId { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        var added = await Add(input, viewer, ct: ct);
        if (added.Problem is { } problem) return problem;
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : added.Value!.Id;
    }

    /// <summary>Without saving, so that a line leaves one month and stands in the next in one transaction.</summary>
    /// <param name="carried">It comes from another line: a goal that it can serve no more is left behind.</param>
    internal async Task<Outcome<PlanLine>> Add(Input input, Viewer viewer, bool carried = false, CancellationToken ct = default)
    {
        var begun = await plans.Of(input.AppointmentId!.Value, Month.Of(input.On!.Value), viewer, ct);
        return begun.Problem is { } problem ? problem : await Add(begun.Value!, input, null, viewer, carried, ct);
    }

    /// <summary>To a plan that is at hand.</summary>
    /// <param name="from">What it is planned from, where that was done with one press.</param>
    internal async Task<Outcome<PlanLine>> Add(MonthlyPlan plan, Input input, Guid? from, Viewer viewer, bool carried = false, CancellationToken ct = default)
    {
        if (await db.Seen<PlanLine>(viewer).CountAsync(l => l.PlanId == plan.Id, ct) >= MonthlyPlan.LinesMax) return MonthlyPlan.TooManyLines;
        var line = new PlanLine { Id = Guid.CreateVersion7(), CountryId = plan.CountryId, PlanId = plan.Id, UnitId = input.UnitId!.Value, FromId = from };
        if (ChangeLine.Apply(line, plan, input).Problem is { } refused) return refused;
        if ((await plans.Fits(line, plan, input.People, viewer, ct)).Problem is { } unfit) return unfit;
        if ((await plans.Serves(line, line.GoalId, line.NeedId, viewer, ct)).Problem is { } elsewhere)
        {
            if (!carried) return elsewhere;
            line.Serve(null, null);
        }
        db.Add(viewer, line);
        plan.Changed(db.Now);
        db.Record(viewer, new LinePlanned(line.On), line);
        return line;
    }
}
