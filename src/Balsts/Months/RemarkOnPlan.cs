using System.ComponentModel.DataAnnotations;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>A head says something about the part of a plan that concerns their school, until the day before the month begins.</summary>
public sealed class RemarkOnPlan(AppDb db, UnitTrees trees)
{
    public sealed class Input
    {
        [Required, StringLength(PlanRemark.TextMax)] public string? Text { get; set; }
    }

    /// <summary>Gives the id of the plan.</summary>
    public async Task<Outcome<Guid>> Run(Guid planId, Guid unitId, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await Part(db, planId, unitId, viewer, ct) is not { } plan || plan.PersonId == viewer.PersonId || !viewer.SeatsOf(MonthRights.Discuss).Contains(unitId)) return Problem.NotFound;
        if (viewer.Today >= plan.Month.First) return PlanRemark.TooLate;
        var remark = new PlanRemark { Id = Guid.CreateVersion7(), CountryId = plan.CountryId, PlanId = planId, Plan = plan, UnitId = unitId, ById = viewer.PersonId, Text = WellFormed.Of(input.Text!).Trim(), At = db.Now };
        db.Add(viewer, remark);
        db.Record(viewer, new PlanRemarked(unitId), remark);
        db.Notify(Notification.To(plan.PersonId, plan.CountryId, db.Now, $"/months/{planId}", Texts.Id("{0} remarked on the part of {1} in your plan of {2}."), viewer.Name, (await trees.Now(ct)).NameOf(unitId), plan.Month.ToString()));
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : planId;
    }

    /// <summary>The plan of which the viewer sees lines for the school; null where they see none.</summary>
    internal static async Task<MonthlyPlan?> Part(AppDb db, Guid planId, Guid unitId, Viewer viewer, CancellationToken ct) =>
        (await db.Seen<PlanLine>(viewer).Include(l => l.Plan).FirstOrDefaultAsync(l => l.PlanId == planId && l.UnitId == unitId, ct))?.Plan;
}
