using System.ComponentModel.DataAnnotations;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Months;

/// <summary>A head sends a report back because of the part of their school, and says what should be changed.</summary>
public sealed class ReturnSlice(AppDb db, FindReport reports, UnitTrees trees)
{
    public sealed class Input
    {
        [StringLength(MonthlyReport.RemarkMax)] public string? Remark { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await reports.ToDiscuss(id, viewer, ct) is not { Report: { } report } slice) return Problem.NotFound;
        if (version is { } known && !db.StillAt(slice, known)) return Problem.ChangedMeanwhile;
        var remark = WellFormed.Of(input.Remark ?? "");
        if (report.Return(slice, viewer.PersonId, remark, db.Now).Problem is { } refused) return refused;
        db.Record(viewer, new SliceReturned(slice.UnitId, remark), slice);
        db.Record(viewer, new SliceReturned(slice.UnitId), report);
        db.Notify(Notification.To(report.PersonId, report.CountryId, db.Now, $"/months/{report.PlanId}/report", Texts.Id("{0} returned your report of {2} because of the part of {1}."), viewer.Name, (await trees.Now(ct)).NameOf(slice.UnitId), report.Month.ToString()));
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : slice.Id;
    }
}
