using Balsts.Initiatives;
using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>Tells the room of initiatives how far its mentors' months are.</summary>
sealed class MonthsOfMentors(AppDb db) : IMentorMonths
{
    public async Task<IReadOnlyList<MentorMonth>> Standing(Guid[] appointments, Month from, Month until, Viewer viewer, CancellationToken ct)
    {
        if (appointments.Length == 0) return [];
        var plans = db.Seen<MonthlyPlan>(Viewer.System).Where(p => appointments.Contains(p.AppointmentId) && p.Month >= from && p.Month <= until);
        var reports = await (from r in db.Seen<MonthlyReport>(viewer) join p in plans on r.PlanId equals p.Id select new { p.AppointmentId, r.Month, r.State }).ToListAsync(ct);
        return [.. reports.Select(r => new MentorMonth(r.AppointmentId, r.Month, r.State switch { ReportState.Accepted => MonthStanding.Accepted, ReportState.Returned => MonthStanding.Returned, ReportState.Draft => MonthStanding.NotSubmitted, _ => MonthStanding.Submitted }))];
    }

    public async Task<IReadOnlyList<PlannedTime>> Planned(Guid[] appointments, Month month, Viewer viewer, CancellationToken ct) =>
        appointments.Length == 0 ? [] : await db.Seen<PlanLine>(viewer).AsNoTracking().Where(l => l.Plan!.Month == month && appointments.Contains(l.Plan.AppointmentId) && l.State != LineState.Moved && l.State != LineState.Dropped)
            .GroupBy(l => new { l.Plan!.AppointmentId, l.UnitId }).Select(g => new PlannedTime(g.Key.AppointmentId, g.Key.UnitId, g.Sum(l => l.Minutes))).ToListAsync(ct);
}
