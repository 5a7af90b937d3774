using Foundation.Data;
using Foundation.Files;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>Adds a file to a report that is being written: to a school's part, or to the whole.</summary>
public sealed class AttachFile(AppDb db, WriteReport write, FindMonth months, Attachments files)
{
    /// <summary>Gives the id of the attachment.</summary>
    public async Task<Outcome<Guid>> Run(Guid planId, Guid? unitId, IFormFile? file, Viewer viewer, CancellationToken ct = default)
    {
        var written = await write.Write(planId, null, null, viewer, ct);
        if (written.Problem is { } problem) return problem;
        var (plan, report, _) = written.Value!;
        if (file is not { Length: > 0 }) return ReportAttachment.Missing;
        if (unitId is { } unit && (await months.Lines(plan, viewer, ct)).All(l => l.UnitId != unit)) return ReportAttachment.NoSuchPart;
        if (await db.Seen<ReportAttachment>(viewer).CountAsync(a => a.ReportId == report.Id && a.UntilRound == null, ct) >= ReportAttachment.Most) return ReportAttachment.TooMany;
        await using var content = file.OpenReadStream();
        var kept = await files.Keep(content, ct);
        if (kept.Failed) return ReportAttachment.TooLarge;
        var added = await Add(report, unitId, file, kept.Value, viewer, ct);
        if (added.Failed) files.Delete(kept.Value);
        return added;
    }

    async Task<Outcome<Guid>> Add(MonthlyReport report, Guid? unitId, IFormFile file, Guid kept, Viewer viewer, CancellationToken ct)
    {
        FileKind? kind;
        await using (var content = files.Open(kept)) kind = FileKinds.Of(content);
        if (kind is not { } found) return ReportAttachment.OtherKind;
        var attachment = new ReportAttachment
        {
            Id = Guid.CreateVersion7(),
            CountryId = report.CountryId,
            ReportId = report.Id,
            Report = report,
            UnitId = unitId,
            Name = ReportAttachment.NameOf(file.FileName),
            Kind = found,
            Bytes = file.Length,
            FileId = kept,
            FromRound = report.Round + 1,
        };
        db.Add(viewer, attachment);
        db.Record(viewer, new FileAttached(attachment.FileName), report);
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : attachment.Id;
    }
}
