using System.ComponentModel.DataAnnotations;
using Balsts.Appointments;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>A head remarks on one line of the school's part; the author answers. The key waits for neither.</summary>
public sealed class RemarkOnLine(AppDb db, SeatHolders seats, UnitTrees trees)
{
    public sealed class Input
    {
        [Required, StringLength(LineRemark.TextMax)] public string? Text { get; set; }
    }

    /// <summary>Gives the id of the part.</summary>
    public async Task<Outcome<Guid>> Run(Guid sliceId, Guid lineId, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await Line(db, sliceId, lineId, viewer, ct) is not { Slice: { Report: { } report } slice } line || !LineRemark.Speaks(slice, report, viewer)) return Problem.NotFound;
        var spoke = await db.Seen<LineRemark>(viewer).Where(r => r.ReportId == report.Id && r.UnitId == slice.UnitId && r.Thread == line.Thread).Select(r => r.ById).Distinct().ToListAsync(ct);
        if (LineRemark.Refused(slice, report, spoke.Count > 0, viewer) is { } refused) return refused;
        db.Add(viewer, LineRemark.On(line, slice, report, viewer.PersonId, WellFormed.Of(input.Text!).Trim(), db.Now));
        db.Record(viewer, new LineRemarked(line.On), slice);
        await Tell(line, slice, report, spoke, viewer, ct);
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : slice.Id;
    }

    /// <summary>The other side: the author of the report, or those of the school who spoke (where none of them leads it any more, those who do).</summary>
    async Task Tell(ReportLine line, ReportSlice slice, MonthlyReport report, List<Guid> spoke, Viewer viewer, CancellationToken ct)
    {
        var (address, school) = (LineRemarksPage.Url(slice.Id, line.Id), (await trees.Now(ct)).NameOf(slice.UnitId));
        if (report.PersonId != viewer.PersonId)
        {
            db.Notify(Notification.To(report.PersonId, report.CountryId, db.Now, address, Texts.Id("{0} remarked on a line of the part of {1} in your report of {2}."), viewer.Name, school, report.Month.ToString()));
            return;
        }
        var heads = (await seats.Of(MonthRights.Discuss, [slice.UnitId], viewer.Today, ct))[slice.UnitId].Where(p => p != viewer.PersonId).ToList();
        foreach (var head in heads.Exists(spoke.Contains) ? heads.Where(spoke.Contains) : heads)
            db.Notify(Notification.To(head, report.CountryId, db.Now, address, Texts.Id("{0} answered a remark on the part of {1} in the report of {2}."), viewer.Name, school, report.Month.ToString()));
    }

    /// <summary>A line of a part that the viewer sees.</summary>
    internal static Task<ReportLine?> Line(AppDb db, Guid sliceId, Guid lineId, Viewer viewer, CancellationToken ct) =>
        db.Seen<ReportLine>(viewer).Include(l => l.Slice).ThenInclude(s => s!.Report).FirstOrDefaultAsync(l => l.Id == lineId && l.SliceId == sliceId, ct);
}
