using Foundation.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Foundation.Ui;

/// <summary>
/// A chart with a sentence that says what it shows and its table beside it. The drawing is SVG from the server: widths are shares of
/// the page, heights and letters are fixed, colours are classes.
/// </summary>
public sealed class Chart : ComponentBase
{
    [Inject] private Texts T { get; set; } = null!;

    [Parameter, EditorRequired] public string Id { get; set; } = "";
    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>The sentence: what there is to see.</summary>
    [Parameter, EditorRequired] public string Says { get; set; } = "";

    [Parameter] public ChartKind Kind { get; set; }
    [Parameter, EditorRequired] public IReadOnlyList<string> Labels { get; set; } = [];

    /// <summary>At most six: there are six colours that stay apart for everybody.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<Series> Series { get; set; } = [];

    /// <summary>With it ("&lt; 5") a missing value of a bar is drawn hatched, with these words: there is something, too little to be shown.</summary>
    [Parameter] public string? Suppressed { get; set; }

    /// <summary>How a number is written; without it as the language does.</summary>
    [Parameter] public Func<double, string>? Number { get; set; }

    /// <summary>The table with the same numbers.</summary>
    [Parameter, EditorRequired] public RenderFragment? Table { get; set; }

    /// <summary>Links that save the numbers.</summary>
    [Parameter] public RenderFragment? Save { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder b)
    {
        b.OpenElement(0, "figure");
        b.AddAttribute(1, "class", "b-fig");
        b.AddMarkupContent(2, $"<figcaption><h3>{Html.Encode(Title)}</h3><p>{Html.Encode(Says)}</p></figcaption>");
        b.OpenElement(3, "div");
        b.AddAttribute(4, "class", "b-fig-b");
        b.AddMarkupContent(5, new ChartPicture(Title, Says, Kind, Labels, Series, T.Culture) { Suppressed = Suppressed, Number = Number }.Drawing(Id));
        b.OpenElement(6, "div");
        b.AddContent(7, Table);
        if (Save is not null)
        {
            b.OpenElement(8, "p");
            b.AddAttribute(9, "class", "b-save");
            b.AddContent(10, Save);
            b.CloseElement();
        }

        b.CloseElement();
        b.CloseElement();
        b.CloseElement();
    }
}
