using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using Foundation.History;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Foundation.Data;

/// <summary>The one door to the database. Nothing is read through it without someone who may see it, and nothing changed in silence.</summary>
public sealed class AppDb : IAsyncDisposable, IDisposable
{
    readonly Tables tables;
    readonly TimeProvider clock;
    readonly HouseWatch watch;
    Submission? submission;

    internal AppDb(Tables tables, TimeProvider clock, HouseWatch watch) => (this.tables, this.clock, this.watch) = (tables, clock, watch);

    internal Tables Tables => tables;

    /// <summary>Now, UTC.</summary>
    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>The rows of this kind that the viewer may see: the only way to read.</summary>
    public IQueryable<T> Seen<T>(Viewer viewer) where T : class, ISeen<T> =>
        viewer.IsSystem ? tables.Set<T>() : Withheld.Beside(tables, viewer.Withheld, tables.Set<T>().Where(T.SeenBy(viewer)));

    /// <summary>Whether a row holds words of these people, and is kept from others because of that.</summary>
    public async Task<bool> IsWithheld<T>(Guid id, Guid[] people, CancellationToken ct = default) where T : class, ISeen<T> =>
        people.Length > 0 && !await Withheld.Beside(tables, people, tables.Set<T>().Where(r => EF.Property<Guid>(r, "Id") == id)).AnyAsync(ct);

    /// <summary>Adds a row where the viewer may. A row that is not theirs to add is a bug of the use case, answered as not found.</summary>
    public void Add<T>(Viewer viewer, T row) where T : class, ISeen<T>
    {
        if (!viewer.IsSystem && !(viewer.Countries.Contains(row.CountryId) && row.AddedBy(viewer))) throw new NotYoursException(typeof(T));
        tables.Add(row);
    }

    public void Remove<T>(T row) where T : class, ISeen<T> => tables.Remove(row);

    /// <summary>Tells the history what happened to whom, and gives the entry, for <see cref="Bulk"/>. A change that nothing tells is refused by <see cref="Save"/>.</summary>
    /// <param name="viewer">Who acted.</param>
    /// <param name="what">What happened.</param>
    /// <param name="on">To what.</param>
    /// <param name="id">An id for the entry that is written elsewhere as well; otherwise a new one.</param>
    public HistoryEntry Record(Viewer viewer, IRecorded what, IHistoric on, Guid? id = null)
    {
        var entry = HistoryEntry.Of(viewer, Now, what, on, out var detail, id);
        tables.Add(entry);
        if (detail is not null) tables.Add(detail);
        submission?.Concerns(on.HistoryId);
        return entry;
    }

    /// <summary>Says something to a person, in the same transaction as its cause.</summary>
    public void Notify(Notification notification) => tables.Add(notification);

    /// <summary>What happened to these, newest first. You hold them, so you have seen them.</summary>
    public IQueryable<HistoryEntry> HistoryOf(params IHistoric[] on)
    {
        var ids = on.Select(h => h.HistoryId).Distinct().ToArray();
        return tables.Set<HistoryEntry>().AsNoTracking().Where(e => ids.Contains(e.SubjectId)).OrderByDescending(e => e.Id);
    }

    /// <summary>Says which version the writer had before them; false when somebody else was faster.</summary>
    public bool StillAt(IVersioned row, int version)
    {
        if (row.Version != version) return false;
        tables.Entry(row).Property(nameof(IVersioned.Version)).OriginalValue = version;
        return true;
    }

    /// <summary>
    /// Marks what follows as one submission: the same id a second time does nothing, and <see cref="Save"/> stores the id in the
    /// transaction of the change. Gives the id of what the first one concerned, when there was a first.
    /// </summary>
    public async Task<Guid?> Once(Guid id, Viewer viewer, CancellationToken ct = default)
    {
        if (await tables.Set<Submission>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct) is { } first)
            return first.AccountId == viewer.AccountId ? first.SubjectId : Guid.Empty;
        submission = new() { Id = id, AccountId = viewer.AccountId, At = Now };
        return null;
    }

    /// <summary>One transaction: the change, its history, its notifications, its submission.</summary>
    public async Task<Outcome> Save(CancellationToken ct = default)
    {
        if (submission is { Kept: false })
        {
            submission.Kept = true;
            tables.Add(submission);
        }
        try
        {
            var moved = tables.ChangeTracker.Entries<IMovesHouse>().Any(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted);
            await tables.SaveChangesAsync(ct);
            if (moved) watch.Expire();
            return Outcome.Done;
        }
        catch (DbUpdateConcurrencyException) { return Problem.ChangedMeanwhile; }
        catch (Exception e) when (Dialect.IsDeadlock(e) || Dialect.IsDeadlock(e.InnerException)) { return Problem.ChangedMeanwhile; }
        catch (DbUpdateException e) when (Dialect.IsUniqueViolation(e.InnerException))
        {
            return Dialect.Concerns(e.InnerException!, "submissions") ? SentTwice : AlreadyThere;
        }
    }

    /// <summary>The same form arrived twice at the same moment; the other one was carried out.</summary>
    public static readonly Problem SentTwice = new(ProblemKind.Conflict, "sent-twice", "This was already sent and carried out.");

    /// <summary>Somebody added the same a moment ago.</summary>
    public static readonly Problem AlreadyThere = new(ProblemKind.Conflict, "already-there", "This exists already. Open the list to see it.");

    /// <summary>Several saves and bulk writes as one.</summary>
    public async Task<Together> Begin(CancellationToken ct = default) => new(tables, await tables.Database.BeginTransactionAsync(ct));

    /// <summary>Holds a row until the running transaction ends: whoever holds it next reads what this one wrote. On SQLite a transaction is the only writer already.</summary>
    public async Task Hold<T>(Guid id, CancellationToken ct = default) where T : class, ISeen<T>
    {
        if (tables.Database.CurrentTransaction is null) throw new InvalidOperationException("Nothing is held outside a transaction.");
        var held = string.Concat("SELECT 1 FROM ", tables.Model.FindEntityType(typeof(T))!.GetTableName(), " WHERE id = {0} FOR NO KEY UPDATE");
        if (tables.Database.IsNpgsql()) await tables.Database.ExecuteSqlRawAsync(held, [id], ct);
    }

    /// <summary>Many rows by the fast path (COPY, or one prepared statement), inside the running transaction; at its end they are not kept unless the entry is.</summary>
    /// <param name="told">What <see cref="Record"/> gave for the batch: bulk work is told by one entry, not row by row.</param>
    public async Task<Outcome> Bulk<T>(Viewer viewer, HistoryEntry told, IReadOnlyCollection<T> rows, CancellationToken ct = default) where T : class, ISeen<T>
    {
        if (tables.Database.CurrentTransaction is null || tables.Entry(told).State != EntityState.Added) throw new SilentChangeException(typeof(T));
        if (tables.Keepers.Any(k => k.Counts(typeof(T)))) throw new InvalidOperationException($"{typeof(T).Name} is counted in totals that are kept: add it row by row.");
        if (!viewer.IsSystem && rows.FirstOrDefault(r => !viewer.Countries.Contains(r.CountryId) || !r.AddedBy(viewer)) is not null) throw new NotYoursException(typeof(T));
        try
        {
            await BulkWriter.Write(tables, rows, ct);
            return Outcome.Done;
        }
        catch (DbException e) when (Dialect.IsUniqueViolation(e)) { return AlreadyThere; }
        catch (DbException e) when (Dialect.IsDeadlock(e)) { return Problem.ChangedMeanwhile; }
    }

    /// <summary>Writes many derived rows by the fast path, inside the running transaction.</summary>
    public Task Fill<T>(IReadOnlyCollection<T> rows, CancellationToken ct = default) where T : class, ISeen<T>, IDerived => BulkWriter.Write(tables, rows, ct);

    /// <summary>Adds sums to those that stand under the same key, inside the running transaction.</summary>
    public Task AddUp<T>(IReadOnlyCollection<T> rows, CancellationToken ct = default) where T : class, ISeen<T>, IDerived => AddingUp.Write(tables, rows, ct);

    /// <summary>Counts under a key, on every node: one statement, which begins anew when the while is over.</summary>
    /// <returns>How many there are now, and since when.</returns>
    internal async Task<Counted> CountUp(string key, string whom, int by, TimeSpan span, CancellationToken ct = default) => (await tables.Database.SqlQueryRaw<Counted>("""
        INSERT INTO tries (key, whom_hash, count, since) VALUES ({0}, {1}, {2}, {3})
        ON CONFLICT (key) DO UPDATE SET count = CASE WHEN tries.since <= {4} THEN excluded.count ELSE tries.count + excluded.count END, since = CASE WHEN tries.since <= {4} THEN excluded.since ELSE tries.since END
        RETURNING count AS "Count", since AS "Since"
        """, key, whom, by, Now, Now - span).ToListAsync(ct))[0];

    internal sealed record Counted(int Count, DateTime Since);

    /// <summary>Drops derived rows, inside the running transaction.</summary>
    public Task<int> Drop<T>(Expression<Func<T, bool>> these, CancellationToken ct = default) where T : class, ISeen<T>, IDerived =>
#pragma warning disable RS0030 // derived rows have no version and no history
        tables.Set<T>().Where(these).ExecuteDeleteAsync(ct);
#pragma warning restore RS0030

    /// <summary>
    /// Does something in one transaction that sees the database as of one moment, while nobody else on any node does what bears this name.
    /// On SQLite a transaction is alone already.
    /// </summary>
    /// <param name="waits">Waits until the others are ready; otherwise gives up.</param>
    /// <returns>False when others were at it, or the work said that it came to nothing.</returns>
    public async Task<bool> Alone(string name, bool waits, Func<Task<bool>> work, CancellationToken ct = default)
    {
        await tables.Database.OpenConnectionAsync(ct); // the lock belongs to the connection, and is there before the moment that is seen
        try
        {
            if (!await Dialect.Lock(tables, name, waits, ct)) return false;
            try
            {
                await using var transaction = await tables.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
                if (!await work()) return false;
                await transaction.CommitAsync(ct);
                return true;
            }
            finally { await Dialect.Unlock(tables, name); }
        }
        finally { await tables.Database.CloseConnectionAsync(); }
    }

    /// <summary>Puts another id into a column wherever it holds this one, because two records turned out to be one person. Each row tells it.</summary>
    public Task Replace(Viewer viewer, Type entity, string column, Guid from, Guid into, IRecorded told, CancellationToken ct = default) =>
        (Task)typeof(AppDb).GetMethod(nameof(ReplaceIn), BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(entity).Invoke(this, [viewer, column, from, into, told, ct])!;

    async Task ReplaceIn<T>(Viewer viewer, string column, Guid from, Guid into, IRecorded told, CancellationToken ct) where T : class
    {
        var row = Expression.Parameter(typeof(T));
        var named = Expression.Property(row, column);
        var names = Expression.Lambda<Func<T, bool>>(Expression.Equal(named, Expression.Convert(Expression.Constant(from), named.Type)), row);
        var found = await tables.Set<T>().IgnoreQueryFilters().Where(names).ToListAsync(ct); // what was removed still names the person
        foreach (var one in found) tables.Entry(one).Property(column).CurrentValue = into;
        foreach (var whole in found.OfType<IHistoric>().DistinctBy(h => h.HistoryId)) Record(viewer, told, whole);
    }

    /// <summary>What the database holds on the viewer in rows of one kind, whoever wrote them and whether they were removed: everything of a person is for that person.</summary>
    /// <param name="viewer">The person; nobody asks it of another.</param>
    /// <param name="entity">The kind of rows.</param>
    /// <param name="columns">The columns that may name the viewer: those that the rooms list.</param>
    /// <param name="ct">Stops it.</param>
    public Task<IReadOnlyList<HeldRows>> Held(Viewer viewer, Type entity, IReadOnlyCollection<string> columns, CancellationToken ct = default) => Data.Held.Of(tables, viewer.PersonId, entity, columns, ct);

#pragma warning disable RS0030 // whoever erases the name tells it
    /// <summary>Drops what others were told in words that hold this name: the name is gone, and the message is not the record of anything.</summary>
    public async Task ForgetName(string countryId, string name, CancellationToken ct = default)
    {
        var written = System.Text.Json.JsonSerializer.Serialize(name);
        await tables.Set<Notification>().Where(n => n.CountryId == countryId && n.Args.Contains(written)).ExecuteDeleteAsync(ct);
    }
#pragma warning restore RS0030

    /// <summary>How many rows in a column name one of these people, whoever sees them.</summary>
    public Task<int> CountNamed(Type entity, string column, Guid[] people, CancellationToken ct = default) => Data.Held.Count(tables, entity, column, people, ct);

    /// <summary>How many rows would go, unit by unit; of nobody's content.</summary>
    public Task<IReadOnlyList<GoingRows>> Count(Erasable rows, Going going, CancellationToken ct = default) => rows.Count(tables, going, ct);

    /// <summary>Erases what is to go, at most so many rows, and says which files they named. Whoever erases tells it once, with an entry of the history at its end.</summary>
    public Task<(int Rows, IReadOnlyList<Guid> Files)> Erase(Erasable rows, Going going, int most = int.MaxValue, CancellationToken ct = default) => rows.Erase(tables, going, most, ct);

    /// <summary>The accounts of these people.</summary>
    public async Task<Guid[]> AccountsOf(Guid[] people, CancellationToken ct = default) => await tables.Users.Where(a => people.Contains(a.PersonId)).Select(a => a.Id).ToArrayAsync(ct);

    /// <summary>Which of these entries the history does not know.</summary>
    public async Task<IReadOnlyList<Guid>> Untold(IReadOnlyCollection<Guid> entries, CancellationToken ct = default)
    {
        var told = await tables.Set<HistoryEntry>().Where(e => entries.Contains(e.Id)).Select(e => e.Id).ToListAsync(ct);
        return [.. entries.Except(told)];
    }

    /// <summary>After bulk work on the tree or on rights, inside its transaction.</summary>
    public async Task HouseMoved(CancellationToken ct = default)
    {
        await tables.MoveHouse(ct);
        watch.Expire();
    }

    /// <summary>Forgets what was read and not saved; for long work that goes batch by batch.</summary>
    public void Forget() => tables.ChangeTracker.Clear();

    public ValueTask DisposeAsync() => tables.DisposeAsync();
    public void Dispose() => tables.Dispose();
}

/// <summary>Several saves and bulk writes that happen together or not at all; let go without a commit, none of them did.</summary>
public sealed class Together : IAsyncDisposable
{
    readonly Tables tables;
    readonly IDbContextTransaction transaction;

    internal Together(Tables tables, IDbContextTransaction transaction) => (this.tables, this.transaction) = (tables, transaction);

    /// <exception cref="SilentChangeException">The history was told and not saved.</exception>
    public async Task Commit(CancellationToken ct = default)
    {
        if (tables.ChangeTracker.Entries<HistoryEntry>().FirstOrDefault(e => e.State == EntityState.Added) is { } unsaved) throw new SilentChangeException(unsaved.Metadata.ClrType);
        await transaction.CommitAsync(ct);
    }

    public ValueTask DisposeAsync() => transaction.DisposeAsync();
}

/// <summary>A use case tried to add a row where the viewer may not. Answered as 404.</summary>
public sealed class NotYoursException(Type type) : Exception($"{type.Name} is not the viewer's to add there.");

/// <summary>A row whose second editor is told; the number grows with every change.</summary>
public interface IVersioned { int Version { get; } }

/// <summary>A form or request that was carried out, so that a second press does nothing.</summary>
sealed class Submission
{
    public required Guid Id { get; init; }
    public required Guid AccountId { get; init; }
    public required DateTime At { get; init; }
    public Guid SubjectId { get; private set; }
    internal bool Kept;
    internal void Concerns(Guid subject) { if (SubjectId == Guid.Empty) SubjectId = subject; }
}
