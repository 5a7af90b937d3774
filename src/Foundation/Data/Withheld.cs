using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Foundation.Data;

/// <summary>
/// Takes the words of restricted people out of whatever is asked, beside every rule of sight: rows of a whole that says whose words it
/// holds (<see cref="TracedAttribute"/>), and the rows below it. Where nobody is restricted no question changes.
/// </summary>
static class Withheld
{
    static readonly ConcurrentDictionary<IReadOnlyEntityType, Type?> Wholes = [];

    public static IQueryable<T> Beside<T>(Tables tables, Guid[] withheld, IQueryable<T> rows) where T : class
    {
        if (withheld.Length == 0 || tables.Model.FindEntityType(typeof(T)) is not { } type) return rows;
        if (Wholes.GetOrAdd(type, t => WholeOf((IEntityType)t)) is not { } whole) return rows;
        if (whole == typeof(T)) return rows.Where(Open<T>(type, withheld));
        return (IQueryable<T>)typeof(Withheld).GetMethod(nameof(Below), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(typeof(T), whole).Invoke(null, [tables, type, withheld, rows])!;
    }

    /// <summary>The whole to which rows of a type belong: they themselves, or what a column names. A whole that has no words of its own – an appointment, whose handover is traced – is a fact and stays to be seen.</summary>
    static Type? WholeOf(IEntityType type) =>
        type.ClrType.IsDefined(typeof(TracedAttribute)) ? (typeof(IContent).IsAssignableFrom(type.ClrType) || type.Model.GetEntityTypes().Any(p => typeof(IContent).IsAssignableFrom(p.ClrType) && ToWhole(p, type.ClrType) is not null) ? type.ClrType : null)
        : !typeof(IContent).IsAssignableFrom(type.ClrType) ? null
        : type.GetForeignKeys().Select(k => k.PrincipalEntityType).FirstOrDefault(p => p.ClrType.IsDefined(typeof(TracedAttribute)))?.ClrType
            ?? type.Model.GetEntityTypes().FirstOrDefault(p => p.ClrType.IsDefined(typeof(TracedAttribute)) && ToWhole(type, p.ClrType) is not null)?.ClrType
            ?? throw new InvalidOperationException($"{type.ClrType.Name} holds words, and no column of it names the whole that they belong to.");

    /// <summary>The column that names the whole: by its key, or as ReportId names the MonthlyReport.</summary>
    static IProperty? ToWhole(IEntityType part, Type whole) =>
        part.GetForeignKeys().FirstOrDefault(k => k.PrincipalEntityType.ClrType == whole)?.Properties[0]
        ?? part.GetProperties().FirstOrDefault(p => p.Name.EndsWith("Id", StringComparison.Ordinal) && p.Name.Length > 2 && p.ClrType == typeof(Guid) && whole.Name.EndsWith(p.Name[..^2], StringComparison.Ordinal));

    static IQueryable<TPart> Below<TPart, TWhole>(Tables tables, IEntityType type, Guid[] withheld, IQueryable<TPart> rows) where TPart : class where TWhole : class
    {
        var (column, open) = (ToWhole(type, typeof(TWhole))!.Name, tables.Set<TWhole>().IgnoreQueryFilters().Where(Open<TWhole>(tables.Model.FindEntityType(typeof(TWhole))!, withheld)));
        return rows.Where(p => open.Any(w => EF.Property<Guid>(w, "Id") == EF.Property<Guid>(p, column)));
    }

    static Expression<Func<T, bool>> Open<T>(IEntityType whole, Guid[] withheld) where T : class
    {
        var column = whole.FindProperty(typeof(T).GetCustomAttribute<TracedAttribute>()!.Concerns)!;
        return column.ClrType == typeof(Guid?) ? OfNobody<T>(column.Name, withheld) : Of<T>(column.Name, withheld);
    }

    static Expression<Func<T, bool>> Of<T>(string column, Guid[] withheld) => row => !withheld.Contains(EF.Property<Guid>(row!, column));
    static Expression<Func<T, bool>> OfNobody<T>(string column, Guid[] withheld) => row => EF.Property<Guid?>(row!, column) == null || !withheld.Contains(EF.Property<Guid?>(row!, column)!.Value);
}
