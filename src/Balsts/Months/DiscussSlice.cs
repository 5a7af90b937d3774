using System.ComponentModel.DataAnnotations;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Months;

/// <summary>A head turns the school's key on its own part of a report, with or without a remark.</summary>
public sealed class DiscussSlice(AppDb db, FindReport reports, UnitTrees trees)
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
        if (report.Discuss(slice, viewer.PersonId, remark, db.Now).Problem is { } refused) return refused;
        db.Record(viewer, new SliceDiscussed(slice.UnitId, remark), slice);
        db.Record(viewer, new SliceDiscussed(slice.UnitId), report);
        db.Notify(Notification.To(report.PersonId, report.CountryId, db.Now, $"/reports/{report.Id}", Texts.Id("{0} discussed the part of {1} in your report of {2}."), viewer.Name, (await trees.Now(ct)).NameOf(slice.UnitId), report.Month.ToString()));
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : slice.Id;
    }
}
