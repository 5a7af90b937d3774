using Balsts.Activities;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>One press: the planned support took place, and stands in the ledger. Pressed twice, it is there once.</summary>
public sealed class MarkLineDone(AppDb db, BeginPlan plans, LogActivity log)
{
    public sealed class Input
    {
        /// <summary>When it began, on the clock of the place.</summary>
        public TimeOnly? At { get; set; }

        /// <summary>The goal that it served; not said: the one that was planned. All zeros for none.</summary>
        public Guid? GoalId { get; set; }

        /// <summary>The need that it answered; not said: the one that was planned. All zeros for none.</summary>
        public Guid? NeedId { get; set; }
        public ActivityOutcome Result { get; set; }
    }

    /// <summary>Gives the id of the activity.</summary>
    public async Task<Outcome<Guid>> Run(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        var found = await plans.Line(id, version, viewer, ct);
        if (found.Problem is { } problem) return problem;
        var line = found.Value!;
        if (line.ActivityId is { } before)
        {
            if (await db.Seen<Activity>(viewer).AnyAsync(a => a.Id == before, ct)) return before;
            line.Reopen();
        }
        if (line.Settled is { } settled) return settled;
        var logged = await log.Add(new()
        {
            UnitId = line.UnitId,
            On = line.Day,
            Minutes = line.Minutes,
            Kind = line.Kind,
            IsOnline = line.IsOnline,
            Field = line.Field,
            Topic = line.Topic,
            People = [.. line.People.Select(p => p.PersonId)],
            At = input.At,
            GoalId = Said(input.GoalId, line.GoalId),
            NeedId = Said(input.NeedId, line.NeedId),
            Result = input.Result,
        }, viewer, line.Plan!.AppointmentId, ct: ct);
        if (logged.Problem is { } refused) return refused;
        if (line.Done(logged.Value!.Id).Problem is { } undone) return undone;
        db.Record(viewer, new LineDone(line.Day, logged.Value.Id), line);
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : logged.Value.Id;
    }

    static Guid? Said(Guid? said, Guid? planned) => (said ?? planned) is { } id && id != Guid.Empty ? id : null;
}
