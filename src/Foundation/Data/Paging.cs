using System.Globalization;
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
        var total = !count ? 0 : !more && asked == rows ? found.Count : await rows.Take(PageOf<T>.CountMax + 1).CountAsync(ct);
        return new(found,
            found.Count > 0 && (backwards ? more : after is not null) ? keyOf(found[0]) : null,
            found.Count > 0 && (backwards || more) ? keyOf(found[^1]) : null, total);
    }

    /// <summary>
    /// Rows newest day first, by an indexed day and the row's id, beginning after a key that a page gave or ending before it. What is
    /// no key is the first page.
    /// </summary>
    public static async Task<PageOf<TShown>> PageByDay<T, TShown>(this IQueryable<T> rows, Expression<Func<T, DateOnly>> day, Expression<Func<T, Guid>> id, Expression<Func<T, TShown>> show, Func<TShown, (DateOnly, Guid)> keyOf,
        int size, string? after = null, string? before = null, bool count = true, CancellationToken ct = default) where T : class
    {
        var asked = rows;
        var within = false;
        var backwards = before is not null && after is null;
        if ((after ?? before)?.Split('_') is [var on, var row] && DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d) && Guid.TryParse(row, out var g))
        {
            asked = rows.Where(BeyondDay(day, id, d, g, backwards));
            within = true;
        }
        else backwards = false;
        var ordered = backwards ? asked.OrderBy(day).ThenBy(id) : asked.OrderByDescending(day).ThenByDescending(id);
        var found = await ordered.AsNoTracking().Take(size + 1).Select(show).ToListAsync(ct);
        var more = found.Count > size;
        if (more) found.RemoveAt(size);
        if (backwards) found.Reverse();
        var total = !count ? 0 : !more && !within ? found.Count : await rows.Take(PageOf<T>.CountMax + 1).CountAsync(ct);
        return new(found,
            found.Count > 0 && (backwards ? more : within) ? Key(found[0]) : null,
            found.Count > 0 && (backwards || more) ? Key(found[^1]) : null, total);

        string Key(TShown shown)
        {
            var (on, rowId) = keyOf(shown);
            return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{on:yyyy-MM-dd}_{rowId:N}");
        }
    }

    static Expression<Func<T, bool>> BeyondDay<T>(Expression<Func<T, DateOnly>> day, Expression<Func<T, Guid>> id, DateOnly on, Guid after, bool later)
    {
        var box = Expression.Constant(new DayBox(on, after));
        var (boxDay, boxId) = (Expression.Property(box, nameof(DayBox.Day)), Expression.Property(box, nameof(DayBox.Id)));
        var idBody = new Swapped(id.Parameters[0], day.Parameters[0]).Visit(id.Body);
        var compare = Expression.Call(idBody, nameof(Guid.CompareTo), null, boxId);
        var zero = Expression.Constant(0);
        Expression beyondDay = later ? Expression.GreaterThan(day.Body, boxDay) : Expression.LessThan(day.Body, boxDay);
        Expression beyondId = later ? Expression.GreaterThan(compare, zero) : Expression.LessThan(compare, zero);
        return Expression.Lambda<Func<T, bool>>(Expression.OrElse(beyondDay, Expression.AndAlso(Expression.Equal(day.Body, boxDay), beyondId)), day.Parameters);
    }

    sealed record DayBox(DateOnly Day, Guid Id);

    sealed class Swapped(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
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
