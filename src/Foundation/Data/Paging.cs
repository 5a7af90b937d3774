using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Foundation.Data;

/// <summary>A page of a list: the rows, the keys before and after it (null at the ends), and how many there are in all (capped).</summary>
public sealed record PageOf<T>(IReadOnlyList<T> Rows, string? Before, string? After, int Count)
{
    /// <summary>Counts are exact to this number, then "1,000+".</summary>
    public const int CountMax = 1000;
    public bool CountIsMore => Count > CountMax;
}

/// <summary>Pages of a list by an indexed, unique sort key: no page is dearer than the first, however long the list.</summary>
public static class Paging
{
    /// <summary>
    /// Rows in the order of <paramref name="key"/>, beginning after <paramref name="after"/> or ending before <paramref name="before"/>.
    /// The key is a unique, indexed text (<see cref="SortKey"/>); <paramref name="show"/> projects what the list shows.
    /// </summary>
    public static async Task<PageOf<TShown>> Page<T, TShown>(this IQueryable<T> rows, Expression<Func<T, string>> key, Expression<Func<T, TShown>> show, Func<TShown, string> keyOf,
        int size, string? after = null, string? before = null, bool descending = false, bool count = true, CancellationToken ct = default) where T : class
    {
        var backwards = before is not null;
        var asked = (after ?? before) is { } from ? rows.Where(Beyond(key, from, descending ^ backwards)) : rows;
        var ordered = descending ^ backwards ? asked.OrderByDescending(key) : asked.OrderBy(key);
        var found = await ordered.Take(size + 1).AsNoTracking().Select(show).ToListAsync(ct);
        var more = found.Count > size;
        if (more) found.RemoveAt(size);
        if (backwards) found.Reverse();
        var total = count ? await rows.Take(PageOf<T>.CountMax + 1).CountAsync(ct) : 0;
        return new(found,
            found.Count > 0 && (backwards ? more : after is not null) ? keyOf(found[0]) : null,
            found.Count > 0 && (backwards || more) ? keyOf(found[^1]) : null, total);
    }

    static Expression<Func<T, bool>> Beyond<T>(Expression<Func<T, string>> key, string from, bool down)
    {
        var compare = Expression.Call(typeof(string), nameof(string.Compare), null, key.Body, Expression.Property(Expression.Constant(new Box(from)), nameof(Box.Value)));
        var zero = Expression.Constant(0);
        return Expression.Lambda<Func<T, bool>>(down ? Expression.LessThan(compare, zero) : Expression.GreaterThan(compare, zero), key.Parameters);
    }

    /// <summary>A captured value: EF makes a parameter of it instead of a new query for each key.</summary>
    sealed record Box(string Value);
}
