using Balsts.People;
using Foundation.Data;
using Foundation.Jobs;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Balsts.Privacy;

/// <summary>Erases again what the list names and the history does not know: the database was brought back from before, or the process died in between. At every start, before anybody is served, and every hour.</summary>
[DisallowConcurrentExecution]
public sealed class RepeatErasures(AppDb db, ErasureList list, ErasePeople erase, CarryOutRetention retention) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct) => await Run(ct);

    /// <summary>How many erasures were repeated.</summary>
    public async Task<int> Run(CancellationToken ct = default)
    {
        var notes = (await list.All(ct)).ToDictionary(n => n.Entry);
        if (notes.Count == 0) return 0;
        // what is being done is told when it is done; work whose process died is begun again by itself
        var underWay = (await db.Seen<Work>(Viewer.System).AsNoTracking().Where(w => w.Kind == RetentionWorker.Name && (w.State == WorkState.Waiting || w.State == WorkState.Running)).ToListAsync(ct)).Select(w => RetentionWorker.OrderOf(w).Entry);
        var repeated = 0;
        foreach (var note in (await db.Untold(notes.Keys, ct)).Except(underWay).Select(e => notes[e]).OrderBy(n => n.At))
        {
            db.Forget();
            repeated += await (note.Retention is { } order ? Aged(order, ct) : Asked(note, ct)) ? 1 : 0;
        }
        return repeated;
    }

    async Task<bool> Asked(ErasureNote note, CancellationToken ct)
    {
        if (!await db.Seen<Person>(Viewer.System).AnyAsync(p => p.Id == note.People[0], ct)) return false; // another installation's, or not born yet
        await using var together = await db.Begin(ct);
        var files = await erase.Erase(note.People, note.WithName, note.Entry, Viewer.System, ct);
        if ((await db.Save(ct)).Failed) return false; // another node was faster
        await together.Commit(ct);
        erase.Delete(files);
        return true;
    }

    async Task<bool> Aged(RetentionOrder order, CancellationToken ct) => !(await retention.Run(order, Viewer.System, (_, _) => { }, ct)).Failed;
}
