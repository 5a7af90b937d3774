using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Foundation.Data;

/// <summary>A room's totals that are kept, not counted. The door asks it before every save what the changes add and take away, so that no use case can forget it.</summary>
public interface IKeepsTotals
{
    /// <summary>Whether rows of this type are counted. They do not go in by the fast path, on which nobody would be asked.</summary>
    bool Counts(Type entity);

    /// <summary>Writes what the changes add and take away; it is saved in their transaction.</summary>
    Task Count(Changes changes, CancellationToken ct);
}

/// <summary>A row that says nothing of its own: it is made from others and can be made from them again. It has no history, and whole sets of it are written and dropped at once.</summary>
public interface IDerived;

/// <summary>A row that is about to be saved: as it was, and as it is.</summary>
/// <param name="Was">Its own columns as they were; null where it is new.</param>
/// <param name="Row">As it is now, also where it is about to go.</param>
public sealed record Change<T>(T? Was, T Row, bool IsGone) where T : class;

/// <summary>What is about to be saved, for whoever keeps totals of it.</summary>
public sealed class Changes
{
    readonly Tables tables;

    internal Changes(Tables tables) => this.tables = tables;

    /// <summary>The changed rows of this kind.</summary>
    public List<Change<T>> Of<T>() where T : class =>
    [
        .. from entry in tables.ChangeTracker.Entries<T>()
           where entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
           select Changed(entry),
    ];

    /// <summary>Takes these rows for changed too, because a part of them is: whoever changes them meanwhile is told, as if a column of theirs had changed.</summary>
    public async Task<List<Change<T>>> Also<T>(Expression<Func<T, bool>> these, CancellationToken ct) where T : class, IVersioned
    {
        var rows = await tables.Set<T>().IgnoreQueryFilters().Where(these).ToListAsync(ct);
        foreach (var entry in rows.Select(r => tables.Entry(r)).Where(e => e.State == EntityState.Unchanged)) entry.Property(nameof(IVersioned.Version)).IsModified = true;
        return [.. rows.Select(r => Changed(tables.Entry(r)))];
    }

    /// <summary>The rows of this kind as the database has them, whoever may see them.</summary>
    public IQueryable<T> Stored<T>() where T : class => tables.Set<T>().IgnoreQueryFilters().AsNoTracking();

    public void Add<T>(T row) where T : class, IDerived => tables.Add(row);

    static Change<T> Changed<T>(EntityEntry<T> entry) where T : class =>
        new(entry.State == EntityState.Added ? null : (T)entry.OriginalValues.ToObject(), entry.Entity, entry.State == EntityState.Deleted);
}
