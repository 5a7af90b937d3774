using System.Text.Json.Serialization;
using Balsts.Activities;
using Balsts.Appointments;
using Balsts.Goals;
using Balsts.Initiatives;
using Balsts.Units;
using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

public enum SuggestionSource
{
    OpenLine,
    Goal,
    Initiative,
    Caseload,
}

/// <summary>A line that a month might have.</summary>
/// <param name="FromId">What it comes from: planned once, it is not suggested again.</param>
/// <param name="About">What it comes from in words, for the author alone: the statement of a goal is not the topic of a line.</param>
public sealed record Suggestion(Guid FromId, SuggestionSource Source, Guid UnitId, DateOnly On, int Minutes, ActivityKind Kind, bool IsOnline, string Field, string Topic, IReadOnlyList<Guid> People, string About)
{
    /// <summary>What the line would serve; where it comes from a goal, that goal.</summary>
    [JsonIgnore] public Guid? GoalId { get; init; }
    [JsonIgnore] public Guid? NeedId { get; init; }
}

/// <summary>What a supporter's month might hold: open lines of the month before, goals that they support, schools of their initiatives and of their caseload. The days are spread over the working days.</summary>
public sealed class FindSuggestions(AppDb db, UnitTrees trees, CountryPacks packs)
{
    public const int Most = 40;
    const int Minutes = 60;
    const int PeopleShown = 5;

    public async Task<IReadOnlyList<Suggestion>> Of(Guid appointmentId, Month month, Viewer viewer, CancellationToken ct = default)
    {
        var me = viewer.PersonId;
        if (await db.Seen<Appointment>(viewer).AsNoTracking().FirstOrDefaultAsync(a => a.Id == appointmentId && a.PersonId == me, ct) is not { } post) return [];
        var (first, last, before) = (month.First, month.Last, month.Previous);
        var there = await db.Seen<PlanLine>(viewer).AsNoTracking().Where(l => l.Plan!.AppointmentId == appointmentId && l.Plan.PersonId == me && (l.Plan.Month == month || l.Plan.Month == before)).Include(l => l.Plan).Include(l => l.People).ToListAsync(ct);
        var planned = there.Where(l => l.Plan!.Month == month).ToList();
        var found = new List<Suggestion>();
        found.AddRange(there.Where(l => l.Plan!.Month == before && l.State == LineState.Planned).OrderBy(l => l.Day)
            .Select(l => new Suggestion(l.Id, SuggestionSource.OpenLine, l.UnitId, default, l.Minutes, l.Kind, l.IsOnline, l.Field, l.Topic, [.. l.People.Select(p => p.PersonId)], "") { GoalId = l.GoalId, NeedId = l.NeedId }));
        found.AddRange((await db.Seen<Goal>(viewer).AsNoTracking().Where(g => g.SupporterId == me && g.PersonId != null && g.State == GoalState.Open && g.StartsOn <= last).OrderBy(g => g.DueOn).ThenBy(g => g.Id).Take(Most).ToListAsync(ct))
            .Select(g => new Suggestion(g.Id, SuggestionSource.Goal, g.UnitId, default, Minutes, ActivityKind.Consultation, false, g.Field, "", [g.PersonId!.Value], g.Statement) { GoalId = g.Id }));
        found.AddRange(await Schools(appointmentId, first, last, viewer, ct));
        var since = before.First;
        var visited = await db.Seen<Activity>(viewer).Where(a => a.AuthorId == me && a.AppointmentId == appointmentId && a.On >= since && a.On < first).Select(a => a.UnitId).Distinct().ToListAsync(ct);
        var known = found.Select(s => s.UnitId).ToHashSet();
        found.AddRange(there.Where(l => l.Plan!.Month == before).Select(l => l.UnitId).Concat(visited).Distinct().Where(u => !known.Contains(u)).Order()
            .Select(u => new Suggestion(u, SuggestionSource.Caseload, u, default, Minutes, ActivityKind.Consultation, false, post.Field, "", [], "")));

        var (tree, taken, places) = (await trees.Now(ct), planned.Select(l => l.FromId).OfType<Guid>().ToHashSet(), planned.Select(l => l.UnitId).ToHashSet());
        var open = found.Where(s => !taken.Contains(s.FromId) && tree.Find(s.UnitId) is { } unit && viewer.May(MonthRights.Write, unit.CountryId, s.UnitId))
            .Where(s => s.Source is SuggestionSource.OpenLine or SuggestionSource.Goal || !places.Contains(s.UnitId)).Take(Most).ToList();
        var days = DaysOf(month, post, viewer.Today);
        return [.. open.Select((s, i) => s with { On = days[i * days.Count / open.Count] })];
    }

    /// <summary>Schools of initiatives that are served under the appointment, with those of the participants who were not reached lately.</summary>
    async Task<IReadOnlyList<Suggestion>> Schools(Guid appointmentId, DateOnly first, DateOnly last, Viewer viewer, CancellationToken ct)
    {
        var served = await db.Seen<Mentorship>(viewer).AsNoTracking().Where(m => m.PersonId == viewer.PersonId && m.AppointmentId == appointmentId && m.StartsOn <= last && (m.EndsOn == null || m.EndsOn >= first))
            .OrderBy(m => m.Id).Take(Most).Select(m => new { m.SchoolId, m.UnitId, m.School!.Initiative!.Name }).ToListAsync(ct);
        if (served.Count == 0) return [];
        var (schools, since) = (served.Select(s => s.SchoolId).ToArray(), first.AddMonths(-1));
        var reached = db.Seen<Activity>(viewer).Where(a => a.AuthorId == viewer.PersonId && a.On >= since).SelectMany(a => a.People).Select(p => p.PersonId);
        var waiting = (await db.Seen<Participant>(viewer).Where(p => schools.Contains(p.SchoolId) && p.StartsOn <= last && (p.EndsOn == null || p.EndsOn >= last) && !reached.Contains(p.PersonId))
            .OrderBy(p => p.Id).Select(p => new { p.SchoolId, p.PersonId }).ToListAsync(ct)).ToLookup(p => p.SchoolId, p => p.PersonId);
        return [.. served.Select(s => new Suggestion(s.SchoolId, SuggestionSource.Initiative, s.UnitId, default, Minutes, ActivityKind.Consultation, false, "", "", [.. waiting[s.SchoolId].Take(PeopleShown)], s.Name))];
    }

    /// <summary>The working days that are left of the month and lie in the term.</summary>
    IReadOnlyList<DateOnly> DaysOf(Month month, Appointment post, DateOnly today)
    {
        var working = packs[post.CountryId].WorkingDaysAround(month.First);
        DateOnly[] inTerm = [.. Enumerable.Range(1, month.Last.Day).Select(d => new DateOnly(month.Year, month.Number, d)).Where(d => d >= post.StartsOn && (post.EndsOn is null || d <= post.EndsOn))];
        DateOnly[] left = [.. inTerm.Where(d => d >= today && working.Includes(d))];
        return left.Length > 0 ? left : inTerm.Length > 0 ? [inTerm[^1]] : [month.Last];
    }
}
