using Balsts.Activities;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>While a report is submitted or accepted, the activities of its month stay as it counts them.</summary>
sealed class HoldActivitiesOfReports(AppDb db) : IGuardActivities
{
    public static readonly Problem Submitted = new(ProblemKind.Conflict, "report.holds-activity", "The report of this month was submitted and counts its activities. They can be changed when somebody returns it.");
    public static readonly Problem Accepted = new(ProblemKind.Conflict, "report.closed-activity", "The report of this month was accepted; its activities stay as they were accepted.");

    public async Task<Problem?> MayChange(Activity activity, Viewer viewer, CancellationToken ct = default)
    {
        var month = Month.Of(activity.On);
        var plans = db.Seen<MonthlyPlan>(viewer).Where(p => (p.AppointmentId == activity.AppointmentId && p.Month == month) || p.Lines.Any(l => l.ActivityId == activity.Id)).Select(p => p.Id);
        var states = await db.Seen<MonthlyReport>(viewer).Where(r => plans.Contains(r.PlanId)).Select(r => r.State).ToListAsync(ct);
        return states.Contains(ReportState.Accepted) ? Accepted : states.Contains(ReportState.Submitted) ? Submitted : null;
    }
}
