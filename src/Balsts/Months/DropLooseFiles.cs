using Foundation.Data;
using Foundation.Files;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Balsts.Months;

/// <summary>Drops files of attachments that no row names: a process was killed between the file and its row.</summary>
[DisallowConcurrentExecution]
public sealed class DropLooseFiles(AppDb db, Attachments files) : IJob
{
    const int Batch = 500;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct) => await Run(ct);

    /// <summary>How many went.</summary>
    public async Task<int> Run(CancellationToken ct = default)
    {
        var dropped = 0;
        foreach (var batch in files.OlderThan(Attachments.Unclaimed).Chunk(Batch))
        {
            var named = await db.Seen<ReportAttachment>(Viewer.System).Where(a => batch.Contains(a.FileId)).Select(a => a.FileId).ToListAsync(ct);
            Guid[] loose = [.. batch.Except(named)];
            files.Delete(loose);
            dropped += loose.Length;
        }
        return dropped;
    }
}
