using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Months;

/// <summary>Puts a planned line on another day; in another month it is planned there anew.</summary>
public sealed class MoveLine(AppDb db, BeginPlan plans, AddLine add)
{
    public sealed class Input
    {
        [Required] public DateOnly? To { get; set; }
        [Required, StringLength(PlanLine.ReasonMax)] public string? Reason { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        var found = await plans.Line(id, version, viewer, ct);
        if (found.Problem is { } problem) return problem;
        var (line, to) = (found.Value!, input.To!.Value);
        var (plan, from) = (line.Plan!, line.Day);
        if (line.Move(to, WellFormed.Of(input.Reason!), plan.Month).Problem is { } refused) return refused;
        if (line.State == LineState.Moved)
        {
            var there = await add.Add(new()
            {
                AppointmentId = plan.AppointmentId,
                UnitId = line.UnitId,
                On = to,
                Minutes = line.Minutes,
                Kind = line.Kind,
                IsOnline = line.IsOnline,
                Field = line.Field,
                Topic = line.Topic,
                People = [.. line.People.Select(p => p.PersonId)],
                GoalId = line.GoalId,
                NeedId = line.NeedId,
            }, viewer, carried: true, ct);
            if (there.Problem is { } unfit) return unfit with { Field = "To" };
            there.Value!.Continue(line);
        }
        plan.Changed(db.Now);
        db.Record(viewer, new LineMoved(from, to), line);
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : line.PlanId;
    }
}
