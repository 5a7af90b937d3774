using Foundation.Data;
using Foundation.Documents;
using Foundation.Files;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>An attached file as an answer: always to be saved, never shown in our name, whatever it says it is.</summary>
sealed class AttachmentFile(ReportAttachment attachment, Stream content) : IResult
{
    /// <summary>For whoever sees the part it belongs to.</summary>
    public static async Task<IResult> Of(Guid id, AppDb db, Attachments files, Viewer viewer, CancellationToken ct) =>
        await db.Seen<ReportAttachment>(viewer).AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, ct) is { } found && files.Has(found.FileId) ? new AttachmentFile(found, files.Open(found.FileId)) : Results.NotFound();

    public async Task ExecuteAsync(HttpContext context)
    {
        await using var file = content;
        var response = context.Response;
        (response.ContentType, response.ContentLength) = (FileKinds.ContentType(attachment.Kind), file.Length);
        response.Headers.ContentDisposition = FileName.Disposition(attachment.Name, FileKinds.Ending(attachment.Kind));
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.CacheControl = "private, no-store";
        await file.CopyToAsync(response.Body, context.RequestAborted);
    }
}
