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
        if (await reports.ToDiscuss(id, viewer, ct) is not { } slice) return Problem.NotFound;
        if (version is { } known && !db.StillAt(slice, known)) return Problem.ChangedMeanwhile;
        if ((await Turn(slice, WellFormed.Of(input.Remark ?? ""), viewer, ct)).Problem is { } refused) return refused;
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : slice.Id;
    }

    /// <summary>Without saving, so that several are discussed in one transaction.</summary>
    internal async Task<Outcome> Turn(ReportSlice slice, string remark, Viewer viewer, CancellationToken ct)
    {
        var report = slice.Report!;
        if (report.Discuss(slice, viewer.PersonId, remark, db.Now).Problem is { } refused) return refused;
        db.Record(viewer, new SliceDiscussed(slice.UnitId, remark), slice);
        db.Record(viewer, new SliceDiscussed(slice.UnitId), report);
        db.Notify(Notification.To(report.PersonId, report.CountryId, db.Now, $"/reports/{report.Id}", Texts.Id("{0} discussed the part of {1} in your report of {2}."), viewer.Name, (await trees.Now(ct)).NameOf(slice.UnitId), report.Month.ToString()));
        return Outcome.Done;
    }
}
