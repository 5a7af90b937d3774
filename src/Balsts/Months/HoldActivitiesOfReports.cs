using Balsts.Activities;
using Balsts.Appointments;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>While a report is submitted, the activities of its month stay as it counts them. When it was accepted, a change has a reason, is listed on the report as an amendment, and those who turned the keys are told.</summary>
sealed class HoldActivitiesOfReports(AppDb db, SeatHolders seats, UnitTrees trees) : IGuardActivities
{
    public static readonly Problem Submitted = new(ProblemKind.Conflict, "report.holds-activity", "The report of this month was submitted and counts its activities. They can be changed when somebody returns it.");
    public static readonly Problem Accepted = new(ProblemKind.Conflict, "report.closed-activity", "The report of this month was accepted. A change to its activities needs a reason, and is listed on the report as an amendment.", "Reason");

    public async Task<Problem?> MayChange(Activity activity, string? reason, Viewer viewer, CancellationToken ct = default)
    {
        var states = await Reports(activity, [Month.Of(activity.On)], viewer).Select(r => r.State).ToListAsync(ct);
        return states.Contains(ReportState.Submitted) ? Submitted : states.Contains(ReportState.Accepted) && string.IsNullOrWhiteSpace(reason) ? Accepted : null;
    }

    public async Task Changed(Activity activity, ActivityFigures? before, ActivityFigures? after, string? reason, Viewer viewer, CancellationToken ct = default)
    {
        if (string.IsNullOrWhiteSpace(reason)) return;
        Month[] months = [.. new[] { before, after }.OfType<ActivityFigures>().Select(f => Month.Of(f.On)).Distinct()];
        foreach (var report in await Reports(activity, months, viewer).Where(r => r.State == ReportState.Accepted).ToListAsync(ct))
        {
            var amendment = ReportAmendment.Of(report, activity, before, after, WellFormed.Of(reason).Trim(), db.Now);
            db.Add(viewer, amendment);
            db.Record(viewer, new ReportAmended(activity.UnitId), report);
            var slice = await db.Seen<ReportSlice>(viewer).AsNoTracking().FirstOrDefaultAsync(s => s.ReportId == report.Id && s.UnitId == activity.UnitId && s.Round == report.Round, ct);
            if (slice is not null) db.Record(viewer, new ReportAmended(activity.UnitId), slice);
            await Tell(report, slice, activity.UnitId, viewer, ct);
        }
    }

    IQueryable<MonthlyReport> Reports(Activity activity, Month[] months, Viewer viewer)
    {
        var plans = db.Seen<MonthlyPlan>(viewer).Where(p => (p.AppointmentId == activity.AppointmentId && months.Contains(p.Month)) || p.Lines.Any(l => l.ActivityId == activity.Id)).Select(p => p.Id);
        return db.Seen<MonthlyReport>(viewer).Where(r => plans.Contains(r.PlanId));
    }

    async Task Tell(MonthlyReport report, ReportSlice? slice, Guid unitId, Viewer viewer, CancellationToken ct)
    {
        var school = (await trees.Now(ct)).NameOf(unitId);
        HashSet<Guid> heads = slice is null ? [] : (await seats.Of(MonthRights.Discuss, [unitId], viewer.Today, ct))[unitId].ToHashSet();
        foreach (var head in heads.Where(p => p != viewer.PersonId))
            db.Notify(Notification.To(head, report.CountryId, db.Now, $"/slices/{slice!.Id}", Texts.Id("{0} amended the accepted report of {1}, in the part of {2}."), viewer.Name, report.Month.ToString(), school));
        foreach (var organiser in (await seats.Of(MonthRights.Accept, [report.OrganiserUnitId], viewer.Today, ct))[report.OrganiserUnitId].Where(p => p != viewer.PersonId && !heads.Contains(p)))
            db.Notify(Notification.To(organiser, report.CountryId, db.Now, $"/reports/{report.Id}", Texts.Id("{0} amended the accepted report of {1}, in the part of {2}."), viewer.Name, report.Month.ToString(), school));
    }
}
