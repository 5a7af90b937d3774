using Foundation.Data;
using Foundation.Files;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Foundation.Jobs;

/// <summary>Drops the files that were uploaded a day ago and never used, and the work that was prepared for them.</summary>
[DisallowConcurrentExecution]
public sealed class DropLeftovers(AppDb db, Uploads uploads) : IJob
{
    const int Batch = 500;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct) => await Run(ct);

    public async Task Run(CancellationToken ct = default)
    {
        uploads.DeleteOld();
        var before = db.Now - Uploads.Kept;
        var left = await db.Seen<Work>(Viewer.System).Where(w => w.State == WorkState.Prepared && w.AskedAt < before).Take(Batch).ToListAsync(ct);
        foreach (var work in left) db.Remove(work);
        if (left.Count > 0) await db.Save(ct);
    }
}
