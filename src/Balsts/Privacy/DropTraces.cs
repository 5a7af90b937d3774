using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Balsts.Privacy;

/// <summary>Drops the traces that are older than the country keeps them.</summary>
[DisallowConcurrentExecution]
public sealed class DropTraces(AppDb db, CountryPacks packs, TimeProvider clock) : IJob
{
    const int Batch = 500;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct) => await Run(ct);

    /// <summary>How many went.</summary>
    public async Task<int> Run(CancellationToken ct = default)
    {
        var dropped = 0;
        foreach (var pack in packs.All)
        {
            var before = pack.Today(clock).AddMonths(-pack.TraceMonths);
            for (var last = Batch; last == Batch; dropped += last)
            {
                db.Forget();
                var old = await db.Seen<Trace>(Viewer.System).Where(t => t.CountryId == pack.CountryId && t.Day < before).OrderBy(t => t.Day).Take(Batch).ToListAsync(ct);
                foreach (var trace in old) db.Remove(trace);
                last = (await db.Save(ct)).Failed ? 0 : old.Count; // another node was faster
            }
        }
        return dropped;
    }
}
