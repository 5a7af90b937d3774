using Foundation.Data;
using Foundation.History;
using Foundation.Security;
using Foundation.Web;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Foundation.Jobs;

/// <summary>Removes what was kept only for a while: old drafts, submissions that nobody repeats any more, notifications read long ago, sessions long over.</summary>
[DisallowConcurrentExecution]
public sealed class CleanUp(AppDb db) : IJob
{
    const int Batch = 500;
    static readonly TimeSpan SubmissionsKept = TimeSpan.FromDays(7);
    static readonly TimeSpan NotificationsKept = TimeSpan.FromDays(365);
    static readonly TimeSpan SessionsKept = TimeSpan.FromDays(60);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct) => await Run(ct);

    /// <summary>How many rows went.</summary>
    public async Task<int> Run(CancellationToken ct = default)
    {
        var now = db.Now;
        var (drafts, waiting, submissions, notifications, sessions, devices, tries) = (db.Now - Draft.Kept, db.Now - Draft.WaitsForSignIn, db.Now - SubmissionsKept, db.Now - NotificationsKept, db.Now - SessionsKept, db.Now - KnownDevice.Kept, db.Now - Tries.Kept);
        return await Remove(db.Tables.Set<Draft>().Where(d => d.At < drafts || (d.At < waiting && d.AccountId == Guid.Empty)), ct)
            + await Remove(db.Tables.Set<Submission>().Where(s => s.At < submissions), ct)
            + await Remove(db.Tables.Set<Notification>().Where(n => n.ReadAt < notifications), ct)
            + await Remove(db.Tables.Set<Session>().Where(x => x.UsedAt < sessions), ct)
            + await Remove(db.Tables.Set<KnownDevice>().Where(d => d.UsedAt < devices), ct)
            + await Remove(db.Tables.Set<ResetLink>().Where(l => l.ExpiresAt <= now), ct)
            + await Remove(db.Tables.Set<EmailChange>().Where(c => c.ExpiresAt < sessions), ct)
            + await Remove(db.Tables.Set<Tries>().Where(t => t.Since < tries), ct);
    }

    /// <summary>In batches, so that nobody waits long for a lock.</summary>
    static async Task<int> Remove<T>(IQueryable<T> old, CancellationToken ct) where T : class
    {
        var removed = 0;
#pragma warning disable RS0030 // these rows have no version and no history: they are memory, not record
        for (var last = Batch; last == Batch; removed += last) last = await old.Take(Batch).ExecuteDeleteAsync(ct);
#pragma warning restore RS0030
        return removed;
    }
}
