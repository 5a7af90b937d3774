using Balsts.Activities;
using Balsts.People;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>The lines of the person's own plans: to be done, done, moved, dropped. A line that became an activity shows what the ledger says of it.</summary>
sealed class CalendarOfMonths(AppDb db) : ICalendarPart
{
    const int Most = 3000;

    /// <summary>More than anybody corrects one activity: a change of the line outweighs those of the activity that it became.</summary>
    const int ActivityVersions = 1000;

    public async Task<IReadOnlyList<CalendarEntry>> Of(Viewer viewer, DateOnly from, DateOnly to, Texts t, CancellationToken ct)
    {
        var me = viewer.PersonId;
        var given = db.Seen<Activity>(viewer).Where(a => a.AuthorId == me && a.On >= from && a.On <= to);
        var lines = await db.Seen<PlanLine>(viewer).AsNoTracking().Include(l => l.People)
            .Where(l => l.Plan!.PersonId == me)
            .Where(l => ((l.State == LineState.Moved ? l.On : l.MovedTo ?? l.On) >= from && (l.State == LineState.Moved ? l.On : l.MovedTo ?? l.On) <= to) || given.Any(a => a.Id == l.ActivityId))
            .OrderByDescending(l => l.On).ThenBy(l => l.Id).Take(Most).ToListAsync(ct);
        if (lines.Count == 0) return [];
        var ids = lines.Select(l => l.ActivityId).OfType<Guid>().ToArray();
        var done = ids.Length == 0 ? [] : await db.Seen<Activity>(viewer).IgnoreQueryFilters().AsNoTracking().Include(a => a.People).Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, ct);
        var plans = lines.Select(l => l.PlanId).Distinct().ToArray();
        var sent = await db.Seen<MonthlyReport>(viewer).AsNoTracking().Where(r => plans.Contains(r.PlanId)).ToListAsync(ct);
        var closed = sent.Where(r => r.Closed is not null).Select(r => r.PlanId).ToHashSet();
        return [.. lines.Select(l => Of(l, l.ActivityId is { } id ? done.GetValueOrDefault(id) : null, !closed.Contains(l.PlanId), viewer, t))];
    }

    static CalendarEntry Of(PlanLine line, Activity? became, bool open, Viewer viewer, Texts t)
    {
        var activity = became?.RemovedAt is null ? became : null; // taken out of the ledger: the line is planned again
        var state = line.State switch
        {
            LineState.Dropped => CalendarState.Dropped,
            LineState.Moved => CalendarState.Moved,
            _ => activity is null ? CalendarState.Planned : CalendarState.Done,
        };
        var waits = state == CalendarState.Planned && open;
        return new(line.Id, line.CountryId, activity?.On ?? line.Day, t.Of(activity?.Kind ?? line.Kind), activity is not null ? ActivityPage.Url(activity.Id) : waits ? ChangeLinePage.Url(line.Id) : MonthPage.Url(line.PlanId.ToString()))
        {
            At = activity?.At,
            Minutes = activity?.Minutes ?? line.Minutes,
            UnitId = line.UnitId,
            State = state,
            Topic = activity?.Topic ?? line.Topic,
            People = [.. activity?.People.Select(p => p.PersonId) ?? line.People.Select(p => p.PersonId)],
            Sequence = line.Version * ActivityVersions + (became?.Version ?? 0),
            Continues = line.ContinuesId,
            InsteadOf = line.ActivityId,
            Done = waits && line.Day <= viewer.Today ? MarkLineDonePage.Url(line.Id) : null,
        };
    }
}
