using Foundation.Data;
using Foundation.Files;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>Takes an attached file out of a report that is being written. Versions that were submitted with it keep it.</summary>
public sealed class TakeFileOut(AppDb db, Attachments files)
{
    /// <summary>Gives the id of the plan.</summary>
    public async Task<Outcome<Guid>> Run(Guid id, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<ReportAttachment>(viewer).Include(a => a.Report).FirstOrDefaultAsync(a => a.Id == id && a.Report!.PersonId == viewer.PersonId, ct) is not { Report: { } report } attachment) return Problem.NotFound;
        if (report.Closed is { } closed) return closed;
        if (!attachment.StandsIn(report.Round + 1)) return Problem.NotFound;
        var wasSent = attachment.FromRound <= report.Round;
        if (wasSent) attachment.LeaveAfter(report.Round);
        else db.Remove(attachment);
        db.Record(viewer, new FileTakenOut(attachment.FileName), report);
        if ((await db.Save(ct)).Problem is { } unsaved) return unsaved;
        if (!wasSent) files.Delete(attachment.FileId);
        return report.PlanId;
    }
}
