using Balsts.Initiatives;
using Balsts.Units;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

public enum CheckKind
{
    /// <summary>Planned lines of which nothing is said: not done, moved or dropped.</summary>
    OpenLines,

    /// <summary>Educators for whom something was planned, or who take part in an initiative, and who were not reached.</summary>
    NoContact,

    /// <summary>A school of the caseload in which nothing was done.</summary>
    NothingDone,

    /// <summary>The author says nothing to the school.</summary>
    NothingWritten,
}

/// <summary>Something that the author of a report may want to look at before it goes out. It holds nobody back.</summary>
/// <param name="Count">How many lines or educators; 0 where the kind says it all.</param>
public sealed record ReportCheck(CheckKind Kind, Guid UnitId, int Count);

/// <summary>Looks through a month before its report is sent.</summary>
public sealed class CheckReport(AppDb db, UnitTrees trees)
{
    public async Task<IReadOnlyList<ReportCheck>> Of(MonthlyPlan plan, IReadOnlyList<MonthLine> lines, ReportDraft? draft, Viewer viewer, CancellationToken ct = default)
    {
        var (first, last) = (plan.Month.First, plan.Month.Last);
        var schools = await db.Seen<Mentorship>(viewer).AsNoTracking().Where(m => m.PersonId == plan.PersonId && m.AppointmentId == plan.AppointmentId && m.StartsOn <= last && (m.EndsOn == null || m.EndsOn >= first))
            .Select(m => new { m.SchoolId, m.UnitId }).ToListAsync(ct);
        var ids = schools.Select(s => s.SchoolId).ToArray();
        var participants = ids.Length == 0 ? [] : await db.Seen<Participant>(viewer).AsNoTracking().Where(p => ids.Contains(p.SchoolId) && p.StartsOn <= last && (p.EndsOn == null || p.EndsOn >= last)).Select(p => new { p.UnitId, p.PersonId }).ToListAsync(ct);

        var tree = await trees.Now(ct);
        var reached = lines.Where(l => l.Done is not null).SelectMany(l => l.People).ToHashSet();
        var expected = participants.Select(p => (p.UnitId, p.PersonId)).Concat(lines.Where(l => l.Done is null).SelectMany(l => l.People.Select(p => (l.UnitId, PersonId: p)))).Distinct().ToLookup(p => p.UnitId, p => p.PersonId);
        var checks = new List<ReportCheck>();
        foreach (var unit in lines.Select(l => l.UnitId).Concat(schools.Select(s => s.UnitId)).Distinct().OrderBy(u => tree.Find(u)?.SortName, StringComparer.Ordinal))
        {
            var here = lines.Where(l => l.UnitId == unit).ToList();
            if (here.TrueForAll(l => l.Done is null)) checks.Add(new(CheckKind.NothingDone, unit, 0));
            else if (expected[unit].Count(p => !reached.Contains(p)) is > 0 and var missed) checks.Add(new(CheckKind.NoContact, unit, missed));
            if (here.Count(l => l.IsOpen) is > 0 and var open) checks.Add(new(CheckKind.OpenLines, unit, open));
            if (here.Count > 0 && draft?.Parts.FirstOrDefault(p => p.UnitId == unit) is not { Judgement.Length: > 0 }) checks.Add(new(CheckKind.NothingWritten, unit, 0));
        }
        return checks;
    }
}
