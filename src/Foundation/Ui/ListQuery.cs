using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Foundation.Ui;

/// <summary>
/// How a reader looks at a list: what they search, by what it is sorted and narrowed, and which page of it. It lives in the address,
/// so that a view can be sent to a colleague and the back button works.
/// </summary>
public sealed record ListQuery
{
    public const int LongestSearch = 200;
    public const int LargestPage = 200;

    /// <summary>The part of the address before the question mark.</summary>
    public string Path { get; init; } = "";

    public string? Search { get; init; }

    /// <summary>The key of a column; the page decides which keys it knows.</summary>
    public string? Sort { get; init; }
    public bool Desc { get; init; }

    /// <summary>Counted from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows on a page; null = the list's own default.</summary>
    public int? Size { get; init; }

    /// <summary>For lists that go on from a key rather than by number.</summary>
    public string? After { get; init; }

    /// <summary>The key before which the page ends: going back in such a list.</summary>
    public string? Before { get; init; }

    public ImmutableSortedDictionary<string, string> Filters { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The value of one filter; null where it is not set.</summary>
    public string? this[string filter] => Filters.GetValueOrDefault(filter);

    /// <summary>Reads an address, absolute or not. What it cannot understand it leaves out: an address is never an error.</summary>
    public static ListQuery From(string address)
    {
        var (path, query) = address.IndexOf('?') is var mark and >= 0 ? (address[..mark], address[mark..]) : (address, "");
        if (query.IndexOf('#') is var hash and >= 0) query = query[..hash];
        if (Uri.TryCreate(path, UriKind.Absolute, out var whole) && !path.StartsWith('/')) path = whole.AbsolutePath;

        var filters = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var result = new ListQuery { Path = path };
        foreach (var (name, values) in QueryHelpers.ParseQuery(query))
        {
            var value = values.ToString().Trim();
            if (value.Length == 0) continue;
            result = name switch
            {
                "q" => result with { Search = value.Length > LongestSearch ? value[..LongestSearch] : value },
                "sort" => result with { Sort = value.TrimStart('-'), Desc = value.StartsWith('-') },
                "page" => Number(value) is > 0 and var page ? result with { Page = page } : result,
                "size" => Number(value) is > 0 and <= LargestPage and var size ? result with { Size = size } : result,
                "after" => result with { After = value },
                "before" => result with { Before = value },
                _ => result
            };
            if (name is not ("q" or "sort" or "page" or "size" or "after" or "before" or "as")) filters[name] = value;
        }

        return result with { Filters = filters.ToImmutable() };
    }

    /// <summary>The rows of the page that is looked at, of a list that is held whole; beyond its end they are those of the last page.</summary>
    /// <param name="size">Rows on a page where the address does not say.</param>
    /// <param name="shown">This view, on the page that there is.</param>
    public IReadOnlyList<TRow> PageOf<TRow>(IReadOnlyList<TRow> rows, int size, out ListQuery shown)
    {
        var on = Size ?? size;
        shown = this with { Page = Math.Clamp(Page, 1, Math.Max(1, (rows.Count + on - 1) / on)) };
        return [.. rows.Skip((shown.Page - 1) * on).Take(on)];
    }

    public ListQuery With(string filter, string? value) => this with
    {
        Page = 1, After = null, Before = null,
        Filters = string.IsNullOrEmpty(value) ? Filters.Remove(filter) : Filters.SetItem(filter, value)
    };

    public ListQuery Searching(string? search) => this with { Search = search, Page = 1, After = null, Before = null };

    public ListQuery OnPage(int page) => this with { Page = page, After = null, Before = null };

    public ListQuery Beyond(string? after) => this with { After = after, Before = null, Page = 1 };

    public ListQuery EndingBefore(string? before) => this with { Before = before, After = null, Page = 1 };

    /// <summary>Sorted by this column; the other way round where it already is.</summary>
    public ListQuery SortedBy(string key) => this with { Sort = key, Desc = Sort == key && !Desc, Page = 1, After = null, Before = null };

    public ListQuery Cleared() => new() { Path = Path, Sort = Sort, Desc = Desc, Size = Size };

    /// <summary>The same rows, all of them, as a file ("csv" or "xlsx"): the endpoint /export beside the list.</summary>
    public string As(string kind) => Add((this with { Path = Path.TrimEnd('/') + "/export", Page = 1, After = null, Before = null, Size = null }).ToString(), "as", kind);

    /// <summary>The address of this view.</summary>
    public override string ToString()
    {
        var address = Path;
        if (Search is not null) address = Add(address, "q", Search);
        foreach (var (name, value) in Filters) address = Add(address, name, value);
        if (Sort is not null) address = Add(address, "sort", Desc ? "-" + Sort : Sort);
        if (Size is { } size) address = Add(address, "size", size.ToString(CultureInfo.InvariantCulture));
        if (Page > 1) address = Add(address, "page", Page.ToString(CultureInfo.InvariantCulture));
        if (After is not null) address = Add(address, "after", After);
        if (Before is not null) address = Add(address, "before", Before);
        return address;
    }

    private static string Add(string address, string name, string value) => QueryHelpers.AddQueryString(address, name, value);

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
