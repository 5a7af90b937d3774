using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>The organiser agrees to what is planned for a month. It binds nobody to the line: what changes afterwards is shown.</summary>
public sealed class AcceptPlan(AppDb db)
{
    public sealed class Input
    {
        /// <summary>The last thing that had happened to the plan when it was read; a plan that was changed since is read again first.</summary>
        public Guid? Seen { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, Viewer viewer, CancellationToken ct = default)
    {
        var seats = viewer.SeatsOf(MonthRights.Accept);
        if (await db.Seen<MonthlyPlan>(viewer).FirstOrDefaultAsync(p => p.Id == id && seats.Contains(p.OrganiserUnitId), ct) is not { } plan) return Problem.NotFound;
        if (input.Seen is { } seen && seen != await Last(db, plan, ct)) return Problem.ChangedMeanwhile;
        if (!await db.Seen<PlanLine>(viewer).AnyAsync(l => l.PlanId == id, ct)) return MonthlyPlan.NothingPlanned;
        if (plan.Accept(viewer.PersonId, db.Now).Problem is { } refused) return refused;
        db.Record(viewer, new PlanAccepted(), plan);
        db.Notify(Notification.To(plan.PersonId, plan.CountryId, db.Now, $"/months/{plan.Id}", Texts.Id("{0} accepted your plan of {1}."), viewer.Name, plan.Month.ToString()));
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : plan.Id;
    }

    /// <summary>The last thing that happened to a plan.</summary>
    public static Task<Guid> Last(AppDb db, MonthlyPlan plan, CancellationToken ct) => db.HistoryOf(plan).Select(e => e.Id).FirstOrDefaultAsync(ct);
}
