using System.Globalization;
using System.Text;
using Foundation.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Foundation.Ui;

/// <summary>
/// A list: search and filters above it, rows that become cards on a phone, totals, pages. Its state lives in the address (ListQuery).
/// Rows are written straight into the page, without a component for each cell: long tables have thousands of them.
/// </summary>
public sealed class DataTable<TRow> : ComponentBase
{
    [Inject] private Texts T { get; set; } = null!;

    [Parameter, EditorRequired] public IReadOnlyList<TRow> Rows { get; set; } = [];
    [Parameter, EditorRequired] public IReadOnlyList<TableColumn<TRow>> Columns { get; set; } = [];

    /// <summary>What the table shows; read out to those who do not see it.</summary>
    [Parameter, EditorRequired] public string Caption { get; set; } = "";

    [Parameter] public bool ShowCaption { get; set; }

    /// <summary>How the reader looks at the list. Without one it is a plain table: no search, sorting or pages.</summary>
    [Parameter] public ListQuery? Query { get; set; }

    /// <summary>The words of the search field ("Name, school or e-mail"); without them there is no search.</summary>
    [Parameter] public string? Search { get; set; }

    [Parameter] public IReadOnlyList<ListFilter> Filters { get; set; } = [];

    /// <summary>Ready-made narrowings, offered as chips beside those chosen.</summary>
    [Parameter] public IReadOnlyList<Chip> Shortcuts { get; set; } = [];

    /// <summary>The reader may take the rows along as CSV and XLSX: the page answers ?as=csv and ?as=xlsx.</summary>
    [Parameter] public bool Exports { get; set; }

    /// <summary>How many there are in all; with CountIsFloor at least so many ("1,000+").</summary>
    [Parameter] public int? Count { get; set; }
    [Parameter] public bool CountIsFloor { get; set; }

    /// <summary>Rows on a page where the address does not say.</summary>
    [Parameter] public int Size { get; set; } = 50;

    [Parameter] public IReadOnlyList<int> Sizes { get; set; } = [];

    /// <summary>Lists that go on from a key: the addresses of the neighbouring pages. Else pages are counted from Count.</summary>
    [Parameter] public string? Previous { get; set; }
    [Parameter] public string? Next { get; set; }

    /// <summary>With it each row has a check box with this value (none where it is empty), posted as "chosen" to BulkAction; the name for its label comes from KeyLabel.</summary>
    [Parameter] public Func<TRow, string>? Key { get; set; }
    [Parameter] public Func<TRow, string>? KeyLabel { get; set; }
    [Parameter] public string? BulkAction { get; set; }
    [Parameter] public string BulkMethod { get; set; } = "post";

    /// <summary>The buttons for the chosen rows, and an AntiforgeryToken.</summary>
    [Parameter] public RenderFragment? Bulk { get; set; }

    /// <summary>All rows of the list, not only those of this page, may be chosen: posted as "all".</summary>
    [Parameter] public bool BulkWhole { get; set; }

    /// <summary>is-sel, is-bad, is-off, for some rows.</summary>
    [Parameter] public Func<TRow, string?>? RowClass { get; set; }

    /// <summary>What stands under a row, over its whole width; nothing for most.</summary>
    [Parameter] public Func<TRow, RenderFragment?>? Under { get; set; }

    /// <summary>The words at the start of the line of totals.</summary>
    [Parameter] public string? TotalText { get; set; }

    /// <summary>Instead of a table without rows.</summary>
    [Parameter] public RenderFragment? Empty { get; set; }

    /// <summary>Below the table, in its panel: a button that adds a row.</summary>
    [Parameter] public RenderFragment? Foot { get; set; }

    /// <summary>Tells two lists on one page apart.</summary>
    [Parameter] public string Id { get; set; } = "list";

    private bool Chooses => Key is not null && Bulk is not null && Rows.Count > 0;

    protected override void BuildRenderTree(RenderTreeBuilder b)
    {
        if (Rows.Count == 0 && Empty is not null && (Query is null || (Query.Search is null && Query.Filters.IsEmpty)))
        {
            b.AddContent(0, Empty);
            return;
        }

        b.OpenElement(1, "div");
        b.AddAttribute(2, "class", "b-panel");
        b.AddAttribute(3, "id", Id);
        if (Query is not null)
        {
            Tools(b, Query);
            ChosenFilters(b, Query);
        }

        if (Chooses) BulkBar(b);
        if (Rows.Count == 0) b.AddMarkupContent(4, $"<p class=\"b-nothing\" role=\"status\">{Html.Encode(T["Nothing matches."])}</p>");
        else Table(b);
        if (Query is not null && Rows.Count > 0) Pages(b, Query);
        if (Foot is not null)
        {
            b.OpenElement(5, "div");
            b.AddAttribute(6, "class", "b-bar is-foot");
            b.AddContent(7, Foot);
            b.CloseElement();
        }

        b.CloseElement();
    }

    private void Below(RenderTreeBuilder b, TRow row)
    {
        if (Under?.Invoke(row) is not { } under) return;
        b.OpenElement(63, "tr");
        b.AddAttribute(64, "role", "row");
        b.AddAttribute(65, "class", "is-under");
        b.OpenElement(66, "td");
        b.AddAttribute(67, "role", "cell");
        b.AddAttribute(68, "colspan", Columns.Count + (Chooses ? 1 : 0));
        b.AddContent(69, under);
        b.CloseElement();
        b.CloseElement();
    }

    private string Drawn(string icon) => Icon.Markup(Assets["icons.svg"], icon);

    private void Tools(RenderTreeBuilder b, ListQuery query)
    {
        if (Search is null && Filters.Count == 0 && !Exports) return;
        var html = new StringWriter(CultureInfo.InvariantCulture);
        html.Write($"<form class=\"b-bar\" method=\"get\" role=\"search\" aria-label=\"{Html.Encode(Caption)}\" action=\"{Html.Encode(query.Path)}\">");
        if (query.Sort is not null) html.Write($"<input type=\"hidden\" name=\"sort\" value=\"{Html.Encode((query.Desc ? "-" : "") + query.Sort)}\">");
        if (query.Size is { } size) html.Write($"<input type=\"hidden\" name=\"size\" value=\"{size}\">");
        foreach (var (name, value) in query.Filters)
            if (Filters.All(f => f.Name != name)) html.Write($"<input type=\"hidden\" name=\"{Html.Encode(name)}\" value=\"{Html.Encode(value)}\">");
        if (Search is not null)
        {
            html.Write($"<div class=\"b-search\">{Drawn("search")}<label class=\"visually-hidden\" for=\"{Id}-q\">{Html.Encode(T["Search"])}</label>");
            html.Write($"<input class=\"form-control\" type=\"search\" id=\"{Id}-q\" name=\"q\" maxlength=\"{ListQuery.LongestSearch}\" value=\"{Html.Encode(query.Search)}\" placeholder=\"{Html.Encode(Search)}\"></div>");
        }

        if (Filters.Count > 0)
        {
            var set = Filters.Count(f => query[f.Name] is not null);
            html.Write($"<details class=\"b-filters\"><summary class=\"btn btn-sm\">{Drawn("adjustments-horizontal")}{Html.Encode(T["Filters"])}{(set > 0 ? $"<span class=\"b-count\">{set}</span>" : "")}</summary><div class=\"b-filters-in\">");
            foreach (var filter in Filters)
            {
                var id = Html.Encode($"{Id}-{filter.Name}");
                html.Write($"<div><label class=\"form-label\" for=\"{id}\">{Html.Encode(filter.Label)}</label><select class=\"form-select form-select-sm\" id=\"{id}\" name=\"{Html.Encode(filter.Name)}\"><option value=\"\">{Html.Encode(T["All"])}</option>");
                var groups = filter.Options.GroupBy(o => o.Group);
                foreach (var group in groups)
                {
                    if (group.Key is not null) html.Write($"<optgroup label=\"{Html.Encode(group.Key)}\">");
                    foreach (var option in group)
                        html.Write($"<option value=\"{Html.Encode(option.Value)}\"{(query[filter.Name] == option.Value ? " selected" : "")}>{Html.Encode(option.Text)}</option>");
                    if (group.Key is not null) html.Write("</optgroup>");
                }

                html.Write("</select></div>");
            }

            html.Write($"<button type=\"submit\" class=\"btn btn-sm btn-primary\">{Html.Encode(T["Show"])}</button></div></details>");
        }
        else if (Search is not null) html.Write($"<button type=\"submit\" class=\"btn btn-sm\">{Html.Encode(T["Search"])}</button>");

        if (Exports)
        {
            html.Write("<div class=\"b-actions ms-auto\">");
            foreach (var (kind, words) in new[] { ("csv", T["Download CSV"]), ("xlsx", T["Download XLSX"]) })
                html.Write($"<a class=\"btn btn-sm\" href=\"{Html.Encode(query.As(kind))}\" aria-label=\"{Html.Encode(words)}\" download>{Drawn("download")}{kind.ToUpperInvariant()}</a>");
            html.Write("</div>");
        }

        html.Write("</form>");
        b.AddMarkupContent(10, html.ToString());
    }

    private void ChosenFilters(RenderTreeBuilder b, ListQuery query)
    {
        var chips = new List<Chip>();
        if (query.Search is not null) chips.Add(new(T["Search"], query.Search, Remove: query.Searching(null).ToString()));
        foreach (var filter in Filters)
            if (query[filter.Name] is { } value)
                chips.Add(new(filter.Label, filter.Options.FirstOrDefault(o => o.Value == value)?.Text ?? value, Remove: query.With(filter.Name, null).ToString()));
        var chosen = chips.Count;
        chips.AddRange(Shortcuts);
        if (chips.Count == 0) return;

        b.OpenElement(11, "div");
        b.AddAttribute(12, "class", "b-bar is-chips");
        b.OpenComponent<Chips>(13);
        b.AddComponentParameter(14, nameof(Chips.Items), chips);
        b.CloseComponent();
        if (chosen > 0) b.AddMarkupContent(15, $"<a class=\"b-sm ms-auto\" href=\"{Html.Encode(query.Cleared().ToString())}\">{Html.Encode(T["Clear"])}</a>");
        b.CloseElement();
    }

    private void BulkBar(RenderTreeBuilder b)
    {
        b.OpenElement(20, "form");
        b.AddAttribute(21, "class", "b-bar b-bulk");
        b.AddAttribute(22, "id", Id + "-bulk");
        b.AddAttribute(23, "method", BulkMethod);
        b.AddAttribute(24, "action", BulkAction);
        b.AddAttribute(25, "aria-label", T["The chosen ones"]);
        b.AddAttribute(26, "data-bulk", "");
        b.AddMarkupContent(27, $"<b>{Html.Encode(T["Chosen:"])} <span data-chosen aria-live=\"polite\"></span></b>" + (BulkWhole && Count > Rows.Count
            ? $"<label class=\"form-check\"><input class=\"form-check-input\" type=\"checkbox\" name=\"all\" value=\"true\"><span class=\"form-check-label\">{Html.Encode(T["All {0}", CountText])}</span></label>"
            : ""));
        b.OpenElement(28, "div");
        b.AddAttribute(29, "class", "b-actions ms-auto");
        b.AddContent(30, Bulk);
        b.CloseElement();
        b.CloseElement();
    }

    private void Table(RenderTreeBuilder b)
    {
        b.OpenElement(40, "table");
        b.AddAttribute(41, "class", "b-table b-cards is-mid");
        b.AddAttribute(42, "role", "table");
        b.AddMarkupContent(43, Head());

        // What the cells have in common is written once for the whole table.
        var openings = new string[Columns.Count];
        for (var i = 0; i < Columns.Count; i++) openings[i] = Opening(Columns[i]);

        // Cells with a template are rendered where they stand; a row, or what of it lies between two templates, is one piece of markup.
        // The whole table in one would be copied twice as it grows, and land among the large objects.
        b.OpenElement(50, "tbody");
        b.AddAttribute(51, "role", "rowgroup");
        var templates = Columns.Any(c => c.Cell is not null);
        var html = new StringBuilder(2048);
        foreach (var row in Rows)
        {
            if (!templates)
            {
                html.Append("<tr role=\"row\"");
                if (RowClass?.Invoke(row) is { } @class) html.Append(" class=\"").Append(Html.Encode(@class)).Append('"');
                html.Append('>');
                Box(html, row);
                for (var i = 0; i < openings.Length; i++) Plain(html, openings[i], Columns[i], row);
                html.Append("</tr>");
                Flush(b, html);
                Below(b, row);
                continue;
            }

            // a template cannot stand inside a piece of markup that has not ended: the row and its templated cells are elements
            b.OpenElement(52, "tr");
            b.AddAttribute(53, "role", "row");
            if (RowClass?.Invoke(row) is { } rowClass) b.AddAttribute(54, "class", rowClass);
            Box(html, row);
            for (var i = 0; i < openings.Length; i++)
            {
                var column = Columns[i];
                if (column.Cell is null)
                {
                    Plain(html, openings[i], column, row);
                    continue;
                }

                Flush(b, html);
                b.OpenElement(56, column.IsTitle ? "th" : "td");
                if (column.IsTitle) b.AddAttribute(57, "scope", "row");
                b.AddAttribute(58, "role", column.IsTitle ? "rowheader" : "cell");
                if (ClassOf(column) is { Length: > 0 } cellClass) b.AddAttribute(59, "class", cellClass);
                if (!column.IsTitle && !column.Untitled) b.AddAttribute(60, "data-l", column.Short ?? column.Title);
                b.OpenElement(61, "span");
                b.AddContent(62, column.Cell, row);
                b.CloseElement();
                b.CloseElement();
            }

            Flush(b, html);
            b.CloseElement();
            Below(b, row);
        }

        Flush(b, html);
        b.CloseElement();
        if (Columns.Any(c => c.Total is not null)) b.AddMarkupContent(70, Totals());
        b.CloseElement();
    }

    private static void Flush(RenderTreeBuilder b, StringBuilder html)
    {
        if (html.Length == 0) return;
        b.AddMarkupContent(64, html.ToString());
        html.Clear();
    }

    private string Head()
    {
        var html = new StringBuilder(512);
        html.Append(ShowCaption ? "<caption>" : "<caption class=\"visually-hidden\">").Append(Html.Encode(Caption)).Append("</caption><thead role=\"rowgroup\"><tr role=\"row\">");
        if (Chooses) html.Append("<td role=\"cell\"><input class=\"form-check-input\" type=\"checkbox\" hidden data-check-all aria-label=\"").Append(Html.Encode(T["Choose all on this page"])).Append("\"></td>");
        foreach (var column in Columns)
        {
            var sorted = Query is { Sort: { } sort } && sort == column.SortKey;
            html.Append("<th scope=\"col\" role=\"columnheader\"");
            if (column.Numeric || column.Turned) html.Append(" class=\"").Append(column.Numeric ? "n" : "").Append(column.Turned ? " is-turned" : "").Append('"');
            if (sorted) html.Append(Query!.Desc ? " aria-sort=\"descending\"" : " aria-sort=\"ascending\"");
            html.Append('>');
            if (column.Untitled) html.Append("<span class=\"visually-hidden\">").Append(Html.Encode(column.Title)).Append("</span>");
            else if (column.SortKey is { } key && Query is not null)
                html.Append("<a href=\"").Append(Html.Encode(Query.SortedBy(key).ToString())).Append("\">").Append(Html.Encode(column.Title))
                    .Append(Drawn(sorted ? Query.Desc ? "sort-descending" : "sort-ascending" : "selector")).Append("</a>");
            else html.Append(Html.Encode(column.Title));
            html.Append("</th>");
        }

        return html.Append("</tr></thead>").ToString();
    }

    private static string ClassOf(TableColumn<TRow> column) =>
        string.Join(' ', new[] { column.IsTitle ? "is-title" : null, column.Numeric ? "n" : null, column.Turned ? "is-turned" : null, column.Class }.OfType<string>());

    private static string Opening(TableColumn<TRow> column)
    {
        var @class = ClassOf(column) is { Length: > 0 } classes ? $" class=\"{Html.Encode(classes)}\"" : "";
        var label = column.IsTitle || column.Untitled ? "" : $" data-l=\"{Html.Encode(column.Short ?? column.Title)}\"";
        return column.IsTitle ? $"<th scope=\"row\" role=\"rowheader\"{@class}><span>" : $"<td role=\"cell\"{@class}{label}><span>";
    }

    private void Box(StringBuilder html, TRow row)
    {
        if (!Chooses) return;
        if (Key!(row).Length == 0)
        {
            html.Append("<td role=\"cell\" class=\"is-none\"></td>");
            return;
        }
        html.Append("<td role=\"cell\" class=\"is-check\"><input class=\"form-check-input\" type=\"checkbox\" name=\"chosen\" form=\"").Append(Id).Append("-bulk\" value=\"")
            .Append(Html.Encode(Key(row))).Append("\" aria-label=\"").Append(Html.Encode(T["Choose: {0}", KeyLabel?.Invoke(row) ?? Key(row)])).Append("\"></td>");
    }

    private static void Plain(StringBuilder html, string opening, TableColumn<TRow> column, TRow row)
    {
        html.Append(opening);
        if (column.Markup is not null) html.Append(column.Markup(row).Value);
        else
        {
            var text = column.Text?.Invoke(row);
            if (string.IsNullOrEmpty(text)) html.Append("<span class=\"b-muted\">–</span>");
            else if (column.Href?.Invoke(row) is { } href) html.Append("<a href=\"").Append(Html.Encode(href)).Append("\">").Append(Html.Encode(text)).Append("</a>");
            else html.Append(Html.Encode(text));
        }

        html.Append(column.IsTitle ? "</span></th>" : "</span></td>");
    }

    private string Totals()
    {
        var html = new StringBuilder("<tfoot role=\"rowgroup\"><tr role=\"row\">");
        var first = Columns.TakeWhile(c => c.Total is null).Count();
        if (Chooses) html.Append("<td role=\"cell\" class=\"is-none\"></td>");
        if (first > 0) html.Append("<th scope=\"row\" role=\"rowheader\" class=\"is-title\" colspan=\"").Append(first).Append("\">").Append(Html.Encode(TotalText ?? T["In all"])).Append("</th>");
        foreach (var column in Columns.Skip(first))
            html.Append("<td role=\"cell\" class=\"").Append(column.Total is null ? "is-none" : ClassOf(column)).Append("\" data-l=\"").Append(Html.Encode(column.Short ?? column.Title)).Append("\">").Append(Html.Encode(column.Total)).Append("</td>");
        return html.Append("</tr></tfoot>").ToString();
    }

    private string CountText => Count is { } count ? count.ToString("#,0", T.Culture) + (CountIsFloor ? "+" : "") : "";

    private void Pages(RenderTreeBuilder b, ListQuery query)
    {
        var size = query.Size ?? Size;
        var pages = Count is { } count && !CountIsFloor ? (count + size - 1) / size : (int?)null;
        var keyed = Previous is not null || Next is not null || query.After is not null || query.Before is not null;
        var previous = Previous ?? (!keyed && query.Page > 1 ? query.OnPage(query.Page - 1).ToString() : null);
        var next = Next ?? (!keyed && (pages is { } all ? query.Page < all : Count is not null && Rows.Count == size) ? query.OnPage(query.Page + 1).ToString() : null);
        if (Count is null && previous is null && next is null) return;

        b.OpenElement(80, "div");
        b.AddAttribute(81, "class", "b-bar is-foot");
        if (Sizes.Count > 0)
        {
            var html = new StringBuilder("<form method=\"get\" class=\"b-size\" data-autosubmit action=\"").Append(Html.Encode(query.Path)).Append("\">");
            if (query.Search is not null) Hidden("q", query.Search);
            foreach (var (name, value) in query.Filters) Hidden(name, value);
            if (query.Sort is not null) Hidden("sort", (query.Desc ? "-" : "") + query.Sort);
            html.Append(CultureInfo.InvariantCulture, $"<label for=\"{Id}-size\">{Html.Encode(T["On a page"])}</label><select class=\"form-select form-select-sm\" id=\"{Id}-size\" name=\"size\">");
            foreach (var offered in Sizes) html.Append(CultureInfo.InvariantCulture, $"<option{(offered == size ? " selected" : "")}>{offered}</option>");
            html.Append(CultureInfo.InvariantCulture, $"</select><noscript><button class=\"btn btn-sm\">{Html.Encode(T["Show"])}</button></noscript></form>");
            b.AddMarkupContent(82, html.ToString());

            void Hidden(string name, string value) => html.Append(CultureInfo.InvariantCulture, $"<input type=\"hidden\" name=\"{Html.Encode(name)}\" value=\"{Html.Encode(value)}\">");
        }

        if (Count is not null)
        {
            var from = (query.Page - 1) * size + 1;
            b.AddMarkupContent(83, keyed ? $"<span>{Html.Encode(CountText)}</span>" : $"<span class=\"num\">{Html.Encode(T["{0}–{1} of {2}", from, from + Rows.Count - 1, CountText])}</span>");
        }

        b.OpenElement(84, "div");
        b.AddAttribute(85, "class", "ms-auto");
        b.OpenComponent<Pager>(86);
        b.AddComponentParameter(87, nameof(Pager.Previous), previous);
        b.AddComponentParameter(88, nameof(Pager.Next), next);
        if (!keyed && pages is not null)
        {
            b.AddComponentParameter(89, nameof(Pager.Page), (int?)query.Page);
            b.AddComponentParameter(90, nameof(Pager.Pages), pages);
            b.AddComponentParameter(91, nameof(Pager.Href), (Func<int, string>)(number => query.OnPage(number).ToString()));
        }

        b.CloseComponent();
        b.CloseElement();
        b.CloseElement();
    }
}
