using System.ComponentModel.DataAnnotations;
using Balsts.Activities;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Months;

/// <summary>Says anew what a planned line is: its day, length, kind, and whom it is for.</summary>
public sealed class ChangeLine(AppDb db, BeginPlan plans)
{
    public class Input
    {
        [Required] public DateOnly? On { get; set; }
        [Required] public int? Minutes { get; set; }
        [Required] public ActivityKind? Kind { get; set; }
        public bool IsOnline { get; set; }
        public string? Field { get; set; }
        [StringLength(Activity.TopicMax)] public string? Topic { get; set; }
        /// <summary>The goal that it is to serve: of the unit, of those above it, or of one of the people.</summary>
        public Guid? GoalId { get; set; }

        /// <summary>The recorded need that it is to answer: of the unit or of those above it.</summary>
        public Guid? NeedId { get; set; }
        [MaxLength(Activity.PeopleMax)] public List<Guid> People { get; set => field = value ?? []; } = []; // no box ticked is posted as nothing
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        var found = await plans.Line(id, version, viewer, ct);
        if (found.Problem is { } problem) return problem;
        var line = found.Value!;
        var (goal, need) = (line.GoalId, line.NeedId);
        if (Apply(line, line.Plan!, input).Problem is { } refused) return refused;
        if ((await plans.Fits(line, line.Plan!, input.People, viewer, ct)).Problem is { } unfit) return unfit;
        if ((await plans.Serves(line, line.GoalId == goal ? null : line.GoalId, line.NeedId == need ? null : line.NeedId, viewer, ct)).Problem is { } elsewhere) return elsewhere;
        line.Plan!.Changed(db.Now);
        db.Record(viewer, new LineChanged(line.On), line);
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : line.PlanId;
    }

    internal static Outcome Apply(PlanLine line, MonthlyPlan plan, Input input)
    {
        var described = line.Describe(input.On!.Value, input.Minutes!.Value, input.Kind!.Value, input.IsOnline, input.Field ?? "", WellFormed.Of(input.Topic ?? ""), plan.Month);
        if (described.Failed) return described;
        line.With(input.People);
        line.Serve(input.GoalId, input.NeedId);
        return described;
    }
}
