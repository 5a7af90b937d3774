using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Months;

/// <summary>The organiser sends the whole report back, and says what should be changed.</summary>
public sealed class ReturnReport(AppDb db, FindReport reports)
{
    public sealed class Input
    {
        [StringLength(MonthlyReport.RemarkMax)] public string? Remark { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await reports.ToDecide(id, viewer, ct) is not { } report) return Problem.NotFound;
        if (version is { } known && !db.StillAt(report, known)) return Problem.ChangedMeanwhile;
        var remark = WellFormed.Of(input.Remark ?? "");
        if (report.Return(viewer.PersonId, remark).Problem is { } refused) return refused;
        db.Record(viewer, new ReportReturned(remark), report);
        // each school reads that it was returned, and not what was said about the whole
        foreach (var slice in report.CurrentSlices) db.Record(viewer, new ReportReturned(), slice);
        db.Notify(Notification.To(report.PersonId, report.CountryId, db.Now, $"/months/{report.PlanId}/report", Texts.Id("{0} returned your report of {1}."), viewer.Name, report.Month.ToString()));
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : report.Id;
    }
}
