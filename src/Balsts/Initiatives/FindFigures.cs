using Balsts.Activities;
using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>Counts what an initiative's accepted months say of a time; what is not accepted yet is told beside, in hours.</summary>
public sealed class FindFigures(AppDb db, IMentorMonths months)
{
    /// <summary>The figures of a report: those that stood when it was published, else those of now.</summary>
    public async Task<InitiativeFigures> Of(InitiativeReport report, Viewer viewer, CancellationToken ct = default)
    {
        if (InitiativeFigures.Of(report.Figures) is { } published) return published;
        var (id, from, until) = (report.InitiativeId, report.StartsOn, report.EndsOn);
        var mentorships = await db.Seen<Mentorship>(viewer).AsNoTracking().Where(m => m.InitiativeId == id && m.StartsOn <= until && (m.EndsOn == null || m.EndsOn >= from)).Select(m => new { m.AppointmentId, m.StartsOn, m.EndsOn }).ToListAsync(ct);
        var standing = await months.Standing([.. mentorships.Select(m => m.AppointmentId).Distinct()], Month.Of(from), Month.Of(until), viewer, ct);
        var accepted = standing.Where(s => s.Standing == MonthStanding.Accepted).Select(s => (s.AppointmentId, s.Month)).ToHashSet();
        var due = mentorships.SelectMany(m => Months(m.StartsOn > from ? m.StartsOn : from, m.EndsOn < until ? m.EndsOn.Value : until), (m, month) => (m.AppointmentId, month)).Distinct().ToList();

        var activities = db.Seen<Activity>(viewer).Where(a => a.InitiativeId == id && a.On >= from && a.On <= until);
        var kinds = await activities.GroupBy(a => new { a.Kind, a.AppointmentId, a.On.Year, a.On.Month }).Select(g => new { g.Key.Kind, g.Key.AppointmentId, g.Key.Year, g.Key.Month, Number = g.Count(), Minutes = g.Sum(a => a.Minutes) }).ToListAsync(ct);
        var counted = kinds.Where(k => accepted.Contains((k.AppointmentId, new(k.Year, k.Month)))).ToList();
        var reached = await activities.SelectMany(a => a.People, (a, p) => new { p.PersonId, a.UnitId, a.AppointmentId, a.On.Year, a.On.Month }).Distinct().ToListAsync(ct);
        reached.RemoveAll(r => !accepted.Contains((r.AppointmentId, new(r.Year, r.Month))));
        var goals = await activities.Where(a => a.GoalId != null).Select(a => new { a.GoalId, a.AppointmentId, a.On.Year, a.On.Month }).Distinct().ToListAsync(ct);
        return new(
            [.. counted.GroupBy(k => k.Kind).OrderBy(g => g.Key).Select(g => new KindFigure(g.Key, g.Sum(k => k.Number), g.Sum(k => k.Minutes)))],
            reached.Select(r => r.PersonId).Distinct().Count(),
            await db.Seen<Participant>(viewer).Where(p => p.InitiativeId == id && p.StartsOn <= until && (p.EndsOn == null || p.EndsOn >= from)).Select(p => p.PersonId).Distinct().CountAsync(ct),
            reached.Select(r => r.UnitId).Distinct().Count(),
            await db.Seen<InitiativeSchool>(viewer).CountAsync(s => s.InitiativeId == id && s.StartsOn <= until && (s.EndsOn == null || s.EndsOn >= from), ct),
            goals.Where(g => accepted.Contains((g.AppointmentId, new(g.Year, g.Month)))).Select(g => g.GoalId).Distinct().Count(),
            due.Count(accepted.Contains), due.Count, kinds.Except(counted).Sum(k => k.Minutes));
    }

    /// <summary>The months that a time touches.</summary>
    public static IEnumerable<Month> Months(DateOnly from, DateOnly until)
    {
        for (var month = Month.Of(from); month <= Month.Of(until); month = month.Next) yield return month;
    }
}
