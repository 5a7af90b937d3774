using System.Text.Json;
using System.Collections.Concurrent;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Foundation.Jobs;

/// <summary>Picks up waiting work, one at a time on a node. Work whose worker fell silent is picked up again.</summary>
[DisallowConcurrentExecution]
public sealed class DoWork(IServiceScopeFactory scopes, Func<AppDb> open, Database database, ProgressBoard board, ILogger<DoWork> log) : IJob
{
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);
    const int MaxAttempts = 3;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct)
    {
        while (await Next(ct)) { }
    }

    /// <summary>Does the next waiting work; false when there is none.</summary>
    public async Task<bool> Next(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var silentSince = db.Now - Silence;
        // SQLite has one node: what runs and is not on this node's board died with its process
        var mine = board.All;
        var work = await db.Seen<Work>(Viewer.System).OrderBy(w => w.Id).FirstOrDefaultAsync(w => w.State == WorkState.Waiting
            || (w.State == WorkState.Running && (database.Settings.IsPostgres ? w.AliveAt < silentSince : !mine.Contains(w.Id))), ct);
        if (work is null) return false;

        var tooOften = work.Attempts >= MaxAttempts;
        work.Begin(db.Now);
        if ((await db.Save(ct)).Failed) return true; // another node took it

        var viewer = await scope.ServiceProvider.GetRequiredService<IViewers>().Of(work.AccountId, ct);
        var worker = scope.ServiceProvider.GetServices<IWorker>().FirstOrDefault(w => w.Kind == work.Kind);
        var (state, result) = tooOften || viewer is null || worker is null
            ? (WorkState.Failed, Told(Gone))
            : await Try(worker, work, viewer, scope.ServiceProvider, ct);
        db.Forget();
        var ended = await db.Seen<Work>(Viewer.System).FirstAsync(w => w.Id == work.Id, ct);
        ended.End(state, result, db.Now);
        await db.Save(ct);
        worker?.Ended(work.Order);
        return true;
    }

    async Task<(WorkState, string?)> Try(IWorker worker, Work work, Viewer viewer, IServiceProvider services, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        board.Set(work.Id, 0, 0);
        var beat = Beat(work.Id, stop.Token);
        try
        {
            var outcome = await worker.Do(work.Order, viewer, (done, total) => board.Set(work.Id, done, total), ct);
            return outcome.Problem is { } problem ? (WorkState.Refused, Told(problem)) : (WorkState.Done, outcome.Value);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            log.LogError(e, "Work {Kind} {Work} failed", work.Kind, work.Id);
            return (WorkState.Failed, Told(Broken));
        }
        finally
        {
            await stop.CancelAsync();
            await beat;
            board.Clear(work.Id);
        }
    }

    /// <summary>Writes the progress twice a second where others can write beside the work's own transaction.</summary>
    async Task Beat(Guid id, CancellationToken ct)
    {
        if (!database.Settings.IsPostgres) return;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                var (done, total) = board.Of(id) ?? (0, 0);
                await using var db = open();
                var work = await db.Seen<Work>(Viewer.System).FirstAsync(w => w.Id == id, ct);
                work.Progress(done, total, db.Now);
                await db.Save(ct);
            }
        }
        catch (OperationCanceledException) { }
    }

    static string Told(Problem problem) => JsonSerializer.Serialize(new ToldProblem(problem.Code, problem.Message, [.. problem.Args.Select(a => a.ToString() ?? "")]));

    static readonly Problem Gone = new(ProblemKind.Conflict, "work.gone", "This work could not be carried out. Start it again.");
    static readonly Problem Broken = new(ProblemKind.Conflict, "work.broken", "Something went wrong on our side, and nothing was changed. Try again; if it happens again, tell the administrator.");
}

/// <summary>A problem as a finished work keeps it.</summary>
public sealed record ToldProblem(string Code, string Message, string[] Args);

/// <summary>How far the work of this node has come; on SQLite nobody else could write it down meanwhile.</summary>
public sealed class ProgressBoard
{
    readonly ConcurrentDictionary<Guid, (int Done, int Total)> board = [];

    public (int Done, int Total)? Of(Guid work) => board.TryGetValue(work, out var progress) ? progress : null;
    internal Guid[] All => [.. board.Keys];
    internal void Set(Guid work, int done, int total) => board[work] = (done, total);
    internal void Clear(Guid work) => board.TryRemove(work, out _);
}
