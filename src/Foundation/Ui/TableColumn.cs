using Microsoft.AspNetCore.Components;

namespace Foundation.Ui;

/// <summary>
/// A column of a list. One of Text (escaped), Markup (made by hand, already safe) or Cell (a Razor template) writes its cells.
/// On a phone a row becomes a card: Class says how the cell stands in it.
/// </summary>
public sealed record TableColumn<TRow>(string Title)
{
    public Func<TRow, string?>? Text { get; init; }

    /// <summary>Where Text leads; the link of the title column opens the row.</summary>
    public Func<TRow, string?>? Href { get; init; }

    public Func<TRow, MarkupString>? Markup { get; init; }
    public RenderFragment<TRow>? Cell { get; init; }

    /// <summary>The key by which the list can be sorted; without one the heading is no link.</summary>
    public string? SortKey { get; init; }

    /// <summary>Figures stand to the right.</summary>
    public bool Numeric { get; init; }

    /// <summary>The heading stands upright, in a matrix of many narrow columns.</summary>
    public bool Turned { get; init; }

    /// <summary>The row is named by this cell: its header, and the title of its card.</summary>
    public bool IsTitle { get; init; }

    /// <summary>
    /// How the cell stands in the card: is-bare (without label), is-half, is-third, is-over (above the title), is-corner, is-last,
    /// is-none (not on a phone); and b-nw (never broken).
    /// </summary>
    public string? Class { get; init; }

    /// <summary>A shorter label for the card.</summary>
    public string? Short { get; init; }

    /// <summary>The heading is for screen readers only: a column of acts.</summary>
    public bool Untitled { get; init; }

    /// <summary>What stands under the column at the end of the table.</summary>
    public string? Total { get; init; }
}
