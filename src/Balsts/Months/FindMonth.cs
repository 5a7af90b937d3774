using System.Text.Json.Serialization;
using Balsts.Activities;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>A line of a month as the ledger stands now: what was planned, what came of it, what came besides.</summary>
public sealed record MonthLine(Guid? PlanLineId, Guid? ActivityId, Guid UnitId, DateOnly On, DateOnly? MovedTo, ActivityKind Kind, bool IsOnline, string Topic, IReadOnlyList<Guid> People,
    int? Planned, int? Done, LineMark Mark, string Reason, int Version)
{
    /// <summary>The goal that it served, or is to serve: shown through the goal itself, as far as a reader sees it.</summary>
    [JsonIgnore] public Guid? GoalId { get; init; }

    /// <summary>The day on which it is to happen, or happened.</summary>
    public DateOnly Day => Mark == LineMark.Moved && Done is null ? On : MovedTo ?? On;

    /// <summary>Planned, and nothing has become of it yet.</summary>
    public bool IsOpen => PlanLineId is not null && Mark == LineMark.Open;
}

/// <summary>Reads a month: its planned lines beside the ledger.</summary>
public sealed class FindMonth(AppDb db)
{
    public async Task<IReadOnlyList<MonthLine>> Lines(MonthlyPlan plan, Viewer viewer, CancellationToken ct = default)
    {
        var planned = await db.Seen<PlanLine>(viewer).AsNoTracking().Include(l => l.People).Where(l => l.PlanId == plan.Id).ToListAsync(ct);
        var tied = planned.Where(l => l.ActivityId is not null).Select(l => l.ActivityId!.Value).ToArray();
        var (first, last) = (plan.Month.First, plan.Month.Last);
        var elsewhere = db.Seen<PlanLine>(viewer).Where(l => l.PlanId != plan.Id && l.ActivityId != null);
        var done = await db.Seen<Activity>(viewer).AsNoTracking().Include(a => a.People)
            .Where(a => a.AuthorId == plan.PersonId && a.AppointmentId == plan.AppointmentId)
            .Where(a => tied.Contains(a.Id) || (a.On >= first && a.On <= last && !elsewhere.Any(l => l.ActivityId == a.Id)))
            .ToDictionaryAsync(a => a.Id, ct);

        var lines = planned.Select(l =>
        {
            var activity = l.ActivityId is { } id ? done.GetValueOrDefault(id) : null;
            var mark = (l.State, activity) switch
            {
                (LineState.Done, not null) => l.MovedTo is null ? LineMark.Done : LineMark.Moved,
                (LineState.Moved, _) => LineMark.Moved,
                (LineState.Dropped, _) => LineMark.Dropped,
                _ => LineMark.Open, // also a line whose activity was taken out of the ledger
            };
            IEnumerable<Guid> people = activity is null ? l.People.Select(p => p.PersonId) : activity.People.Select(p => p.PersonId);
            return new MonthLine(l.Id, activity?.Id, l.UnitId, l.On, l.MovedTo, activity?.Kind ?? l.Kind, activity?.IsOnline ?? l.IsOnline, activity?.Topic ?? l.Topic, [.. people.Order()], l.Minutes, activity?.Minutes, mark, l.Reason, l.Version) { GoalId = activity is null ? l.GoalId : activity.GoalId };
        });
        var besides = done.Values.Where(a => !tied.Contains(a.Id))
            .Select(a => new MonthLine(null, a.Id, a.UnitId, a.On, null, a.Kind, a.IsOnline, a.Topic, [.. a.People.Select(p => p.PersonId).Order()], null, a.Minutes, LineMark.Unplanned, "", 0) { GoalId = a.GoalId });
        return [.. lines.Concat(besides).OrderBy(l => l.PlanLineId is null).ThenBy(l => l.On).ThenBy(l => l.PlanLineId ?? l.ActivityId)];
    }
}
