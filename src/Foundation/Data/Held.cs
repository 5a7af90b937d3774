using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Foundation.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Foundation.Data;

/// <summary>Rows of one kind that a database holds on a person, as name and value.</summary>
/// <param name="Kind">The entity's name.</param>
public sealed record HeldRows(string Kind, IReadOnlyList<IReadOnlyDictionary<string, object?>> Rows);

/// <summary>Reads everything that names a person: by the columns that the rooms list, with the words that belong to what they wrote.</summary>
static class Held
{
    /// <summary>What serves the machine alone, or opens a door: keys to sort and search by, hashes, secrets, sealed addresses. Texts whose name says so stay in the house.</summary>
    static readonly string[] Mechanics = ["Sort", "Search", "Key", "Hash", "Stamp", "Secret", "Salt", "Token", "Recovery", "Authenticator", "Credential", "Normalized", "Unsubscribe", "Sameness", "Station", "Html"];

    static readonly MethodInfo Rows = typeof(Held).GetMethod(nameof(RowsOf), BindingFlags.NonPublic | BindingFlags.Static)!;
    static readonly MethodInfo Counted = typeof(Held).GetMethod(nameof(CountOf), BindingFlags.NonPublic | BindingFlags.Static)!;
    static readonly ConcurrentDictionary<IReadOnlyEntityType, IProperty[]> Shown = [];

    public static async Task<IReadOnlyList<HeldRows>> Of(Tables tables, Guid personId, Type entity, IReadOnlyCollection<string> columns, CancellationToken ct)
    {
        var type = tables.Model.FindEntityType(entity)!;
        var named = await (Task<List<object>>)Rows.MakeGenericMethod(entity).Invoke(null, [tables, columns.Select(c => type.FindProperty(c)!).ToArray(), new[] { personId }, ct])!;
        List<HeldRows> found = [new(entity.Name, [.. named.Select(r => Told(type, r))])];
        var writer = entity.GetCustomAttribute<TracedAttribute>()?.Concerns ?? (typeof(IContent).IsAssignableFrom(entity) && columns.Contains("PersonId") ? "PersonId" : null);
        if (writer is not null) await Parts(tables, type, [.. named.Where(r => personId.Equals(type.FindProperty(writer)!.GetGetter().GetClrValue(r)))], found, ct);
        return found;
    }

    /// <summary>The words that lie in rows of their own under what the person wrote.</summary>
    static async Task Parts(Tables tables, IEntityType whole, List<object> rows, List<HeldRows> found, CancellationToken ct)
    {
        if (rows.Count == 0) return;
        var ids = rows.Select(r => (Guid)whole.FindPrimaryKey()!.Properties[0].GetGetter().GetClrValue(r)!).ToArray();
        foreach (var part in whole.GetReferencingForeignKeys().Where(k => typeof(IContent).IsAssignableFrom(k.DeclaringEntityType.ClrType)))
        {
            var said = await (Task<List<object>>)Rows.MakeGenericMethod(part.DeclaringEntityType.ClrType).Invoke(null, [tables, new[] { part.Properties[0] }, ids, ct])!;
            found.Add(new(part.DeclaringEntityType.ClrType.Name, [.. said.Select(r => Told(part.DeclaringEntityType, r))]));
            await Parts(tables, part.DeclaringEntityType, said, found, ct);
        }
    }

    /// <summary>How many rows name one of these people in a column.</summary>
    public static Task<int> Count(Tables tables, Type entity, string column, Guid[] people, CancellationToken ct) =>
        (Task<int>)Counted.MakeGenericMethod(entity).Invoke(null, [tables, tables.Model.FindEntityType(entity)!.FindProperty(column)!, people, ct])!;

    static async Task<int> CountOf<T>(Tables tables, IProperty column, Guid[] people, CancellationToken ct) where T : class
    {
        var count = 0;
        // a list of ids is asked for one person at a time
        foreach (var ids in column.ClrType == typeof(List<Guid>) ? people.Select(p => new[] { p }) : [people]) count += await Naming<T>(tables, [column], ids).CountAsync(ct);
        return count;
    }

    static async Task<List<object>> RowsOf<T>(Tables tables, IProperty[] columns, Guid[] ids, CancellationToken ct) where T : class =>
        await Naming<T>(tables, columns, ids).AsNoTracking().Select(r => (object)r).ToListAsync(ct);

    static IQueryable<T> Naming<T>(Tables tables, IProperty[] columns, Guid[] ids) where T : class
    {
        var row = Expression.Parameter(typeof(T));
        var wanted = Expression.Constant(new Box(ids));
        var any = columns.Select(Names).Aggregate(Expression.OrElse);
        return tables.Set<T>().IgnoreQueryFilters().Where(Expression.Lambda<Func<T, bool>>(any, row));

        Expression Names(IProperty column)
        {
            Expression named = column.PropertyInfo is { } own ? Expression.Property(row, own) : Expression.Call(typeof(EF), nameof(EF.Property), [column.ClrType], row, Expression.Constant(column.Name));
            if (column.ClrType == typeof(List<Guid>)) return Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(Guid)], named, Expression.Constant(ids[0]));
            return Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(Guid)], Expression.Property(wanted, nameof(Box.Ids)), column.ClrType == typeof(Guid) ? named : Expression.Coalesce(named, Expression.Constant(Guid.Empty)));
        }
    }

    sealed record Box(Guid[] Ids);

    static Dictionary<string, object?> Told(IEntityType type, object row) =>
        Shown.GetOrAdd(type, t => [.. ((IEntityType)t).GetProperties().Where(p => !p.IsShadowProperty() && p.ClrType != typeof(byte[]) && !(p.ClrType == typeof(string) && Mechanics.Any(m => p.Name.Contains(m, StringComparison.Ordinal))))]).ToDictionary(p => p.Name, p => p.GetGetter().GetClrValue(row));
}
