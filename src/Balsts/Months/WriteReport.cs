using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>Keeps what the author writes about a month; the figures come from the ledger when it is submitted.</summary>
public sealed class WriteReport(AppDb db)
{
    public sealed class Input
    {
        [StringLength(MonthlyReport.TextMax)] public string? Judgement { get; set; }
        [StringLength(MonthlyReport.TextMax)] public string? Next { get; set; }
        [MaxLength(MonthlyPlan.LinesMax)] public List<Part> Parts { get; set => field = value ?? []; } = [];
    }

    /// <summary>What is said to one school.</summary>
    public sealed class Part
    {
        [Required] public Guid? UnitId { get; set; }
        [StringLength(MonthlyReport.TextMax)] public string? Judgement { get; set; }
        [StringLength(MonthlyReport.TextMax)] public string? Needed { get; set; }
    }

    /// <summary>The version of a draft that nobody has begun.</summary>
    public const int NotBegun = -1;

    /// <summary>Gives the id of the plan.</summary>
    public async Task<Outcome<Guid>> Run(Guid planId, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        var written = await Write(planId, input, version, viewer, ct);
        if (written.Problem is { } problem) return problem;
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : planId;
    }

    /// <summary>The report and what is being written on it; a report that begins with this is not in the database yet.</summary>
    internal sealed record Written(MonthlyPlan Plan, MonthlyReport Report, ReportDraft Draft);

    /// <summary>Without saving, so that writing and submitting are one transaction. Without an input the draft is taken as it is.</summary>
    internal async Task<Outcome<Written>> Write(Guid planId, Input? input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<MonthlyPlan>(viewer).AsNoTracking().FirstOrDefaultAsync(p => p.Id == planId && p.PersonId == viewer.PersonId, ct) is not { } plan) return Problem.NotFound;
        var report = await db.Seen<MonthlyReport>(viewer).FirstOrDefaultAsync(r => r.PlanId == planId, ct);
        if (report?.Closed is { } closed) return closed;
        var draft = report is null ? null : await db.Seen<ReportDraft>(viewer).Include(d => d.Parts).FirstOrDefaultAsync(d => d.ReportId == report.Id, ct);
        if (version is { } known && (draft is null ? known != NotBegun : !db.StillAt(draft, known))) return Problem.ChangedMeanwhile;
        if (report is null)
        {
            report = new() { Id = Guid.CreateVersion7(), CountryId = plan.CountryId, PlanId = planId, PersonId = plan.PersonId, OrganiserUnitId = plan.OrganiserUnitId, Month = plan.Month };
            db.Add(viewer, report);
            db.Record(viewer, new ReportBegun(), report);
        }
        if (draft is null)
        {
            draft = new() { Id = Guid.CreateVersion7(), CountryId = plan.CountryId, ReportId = report.Id, PersonId = plan.PersonId };
            db.Add(viewer, draft);
        }
        if (input is null) return new Written(plan, report, draft);
        draft.Write(WellFormed.Of(input.Judgement ?? ""), WellFormed.Of(input.Next ?? ""), db.Now);
        foreach (var part in input.Parts) draft.WriteOn(part.UnitId!.Value, WellFormed.Of(part.Judgement ?? ""), WellFormed.Of(part.Needed ?? ""));
        db.Record(viewer, new ReportWritten(), report);
        return new Written(plan, report, draft);
    }
}
