using System.ComponentModel.DataAnnotations;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Months;

/// <summary>The organiser turns the key on the whole, and the month is closed.</summary>
public sealed class AcceptReport(AppDb db, FindReport reports, CountryPacks packs, TimeProvider clock)
{
    public sealed class Input
    {
        [StringLength(MonthlyReport.RemarkMax)] public string? Remark { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await reports.ToDecide(id, viewer, ct) is not { } report) return Problem.NotFound;
        if (version is { } known && !db.StillAt(report, known)) return Problem.ChangedMeanwhile;
        var (pack, remark) = (packs[report.CountryId], WellFormed.Of(input.Remark ?? ""));
        if (report.Accept(viewer.PersonId, remark, pack.Today(clock), MonthlyReport.DiscussUntil(report.SubmittedAt ?? db.Now, pack), db.Now).Problem is { } refused) return refused;
        db.Record(viewer, new ReportAccepted(remark), report);
        foreach (var slice in report.CurrentSlices) db.Record(viewer, new ReportAccepted(), slice);
        db.Notify(Notification.To(report.PersonId, report.CountryId, db.Now, $"/reports/{report.Id}", Texts.Id("{0} accepted your report of {1}."), viewer.Name, report.Month.ToString()));
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : report.Id;
    }
}
