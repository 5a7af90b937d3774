using Foundation.Data;
using Foundation.Files;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Foundation.Jobs;

/// <summary>Drops the files that were uploaded a day ago and never used, the work that was prepared for them, and what came of work that ended long ago: it may name people.</summary>
[DisallowConcurrentExecution]
public sealed class DropLeftovers(AppDb db, Uploads uploads) : IJob
{
    /// <summary>How long what came of long work can be looked at.</summary>
    public static readonly TimeSpan ResultsKept = TimeSpan.FromDays(90);

    const int Batch = 500;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct) => await Run(ct);

    public async Task Run(CancellationToken ct = default)
    {
        uploads.DeleteOld();
        var (before, ended) = (db.Now - Uploads.Kept, db.Now - ResultsKept);
        var left = await db.Seen<Work>(Viewer.System).Where(w => (w.State == WorkState.Prepared && w.AskedAt < before) || w.EndedAt < ended).Take(Batch).ToListAsync(ct);
        foreach (var work in left) db.Remove(work);
        if (left.Count > 0) await db.Save(ct);
    }
}
