using System.Linq.Expressions;
using Foundation.Data;
using Foundation.History;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Foundation.Jobs;

/// <summary>Prepared work waits for its owner's go; everything else goes its way without them.</summary>
public enum WorkState { Prepared, Waiting, Running, Done, Refused, Failed }

/// <summary>Long work that a person started: it can be left and returned to, shows its progress, and says what came of it.</summary>
public sealed class Work : ISeen<Work>
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid OwnerId { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary>Which worker does it: the name it is registered under.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about, in the worker's own JSON.</summary>
    public string Order { get; private set; } = "";
    public required DateTime AskedAt { get; init; }
    public WorkState State { get; private set; } = WorkState.Waiting;
    public int Done { get; private set; }
    public int Total { get; private set; }

    /// <summary>What came of it, in the worker's own JSON.</summary>
    public string? Result { get; private set; }
    public DateTime? AliveAt { get; private set; }
    public DateTime? EndedAt { get; private set; }
    public int Attempts { get; private set; }

    public static readonly Problem Started = new(ProblemKind.Conflict, "work.started", "This was started already. Look under your long work for how far it is.");

    /// <summary>Work that begins as soon as somebody is free for it.</summary>
    public static Work Of(Viewer viewer, string kind, string order, DateTime now) => Of(Guid.CreateVersion7(), WorkState.Waiting, viewer, kind, order, now);

    /// <summary>Work whose owner looks first at what it will do, and then says go.</summary>
    public static Work Prepare(Guid id, Viewer viewer, string kind, string order, DateTime now) => Of(id, WorkState.Prepared, viewer, kind, order, now);

    static Work Of(Guid id, WorkState state, Viewer viewer, string kind, string order, DateTime now) =>
        new() { Id = id, CountryId = viewer.CountryId, OwnerId = viewer.PersonId, AccountId = viewer.AccountId, Kind = kind, Order = order, AskedAt = now, State = state };

    /// <summary>The owner's go, with what they decided meanwhile.</summary>
    public Outcome Start(string order)
    {
        if (State != WorkState.Prepared) return Started;
        (State, Order) = (WorkState.Waiting, order);
        return Outcome.Done;
    }

    public bool IsOver => State is WorkState.Done or WorkState.Refused or WorkState.Failed;

    internal void Begin(DateTime now) => (State, AliveAt, Attempts) = (WorkState.Running, now, Attempts + 1);
    internal void Progress(int done, int total, DateTime now) => (Done, Total, AliveAt) = (done, total, now);
    internal void End(WorkState state, string? result, DateTime now) => (State, Result, EndedAt) = (state, result, now);

    public static Expression<Func<Work, bool>> SeenBy(Viewer viewer) => w => w.OwnerId == viewer.PersonId;
    public bool AddedBy(Viewer viewer) => OwnerId == viewer.PersonId;
}

/// <summary>Does one kind of long work. What it changes, it changes in one transaction: a worker that died is simply begun again.</summary>
public interface IWorker
{
    string Kind { get; }

    /// <summary>Gives the result as JSON, or the problem that stopped it.</summary>
    Task<Outcome<string>> Do(string order, Viewer viewer, Action<int, int> progress, CancellationToken ct);

    /// <summary>Clears away, once the end of the work is on disk; not before, for until then it may have to be begun again.</summary>
    void Ended(string order) { }
}

sealed class WorkMapping : IEntityTypeConfiguration<Work>
{
    public void Configure(EntityTypeBuilder<Work> work)
    {
        work.ToTable("works");
        work.Property(w => w.Kind).HasMaxLength(60);
        work.Property(w => w.State).IsConcurrencyToken();
        work.Property(w => w.Attempts).IsConcurrencyToken();
        work.HasIndex(w => w.State);
        work.HasIndex(w => w.OwnerId);
    }
}
