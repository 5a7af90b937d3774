using System.Globalization;
using System.Text;
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
    private const double Top = 22, Plot = 180, Bottom = 26, Height = Top + Plot + Bottom;

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
        b.AddMarkupContent(5, Drawing());
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

    private string Written(double value) => Number?.Invoke(value) ?? value.ToString("#,0.##", T.Culture);

    private string Drawing()
    {
        var columns = Labels.Count;
        if (columns == 0 || Series.Count == 0) return "";
        var highest = Kind == ChartKind.Stacked
            ? Enumerable.Range(0, columns).Max(i => Series.Sum(s => Math.Max(0, At(s, i) ?? 0)))
            : Series.Max(s => Enumerable.Range(0, columns).Max(i => At(s, i) ?? 0));
        var (step, ticks) = Scale(highest);
        double Y(double value) => Top + Plot - Math.Max(0, value) / (step * ticks) * Plot;

        var axis = new StringBuilder();
        var plot = new StringBuilder();
        for (var tick = 0; tick <= ticks; tick++)
        {
            var y = Px(Y(tick * step));
            axis.Append(CultureInfo.InvariantCulture, $"<text x=\"100%\" y=\"{y}\" dy=\".35em\" text-anchor=\"end\">{Html.Encode(Written(tick * step))}</text>");
            plot.Append(CultureInfo.InvariantCulture, $"<line class=\"{(tick == 0 ? "b-axis" : "b-grid")}\" x1=\"0\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\"/>");
        }

        for (var i = 0; i < columns; i++)
            plot.Append(CultureInfo.InvariantCulture, $"<text class=\"b-tick{(i % 2 == 1 ? " is-odd" : "")}\" x=\"{Share(i + .5, columns)}\" y=\"{Px(Height - 6)}\" text-anchor=\"middle\">{Html.Encode(Labels[i])}</text>");

        if (Kind == ChartKind.Line) Lines(plot, columns, Y);
        else Bars(plot, columns, Y);

        var key = new StringBuilder();
        if (Series.Count > 1 || Suppressed is not null && Series.Any(s => s.Values.Contains(null)))
        {
            key.Append("<ul class=\"b-key\">");
            for (var s = 0; s < Series.Count; s++) key.Append(CultureInfo.InvariantCulture, $"<li><i class=\"b-sw is-c{s % 6 + 1}{(Kind == ChartKind.Line ? Series[s].Dashed ? " is-dash" : " is-line" : "")}\"></i>{Html.Encode(Series[s].Name)}</li>");
            if (Suppressed is not null) key.Append(CultureInfo.InvariantCulture, $"<li><i class=\"b-sw is-hatch\"></i>{Html.Encode(Suppressed)}</li>");
            key.Append("</ul>");
        }

        var id = Html.Encode(Id);
        return $"<div><div class=\"b-chart{(columns > 7 ? " is-many" : "")}\"><svg class=\"b-chart-y\" height=\"{Px(Height)}\" aria-hidden=\"true\">{axis}</svg>" +
            $"<svg class=\"b-chart-p\" height=\"{Px(Height)}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">{Html.Encode(Title)}</title><desc id=\"{id}-d\">{Html.Encode(Says)}</desc>{plot}</svg></div>{key}</div>";
    }

    private void Lines(StringBuilder plot, int columns, Func<double, double> y)
    {
        for (var s = 0; s < Series.Count; s++)
        {
            var series = Series[s];
            plot.Append(CultureInfo.InvariantCulture, $"<g class=\"b-line is-c{s % 6 + 1}{(series.Dashed ? " is-dash" : "")}\">");
            for (var i = 0; i < columns; i++)
            {
                if (At(series, i) is not { } value) continue;
                if (i + 1 < columns && At(series, i + 1) is { } next)
                    plot.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Share(i + .5, columns)}\" y1=\"{Px(y(value))}\" x2=\"{Share(i + 1.5, columns)}\" y2=\"{Px(y(next))}\"/>");
                plot.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{Share(i + .5, columns)}\" cy=\"{Px(y(value))}\" r=\"3.5\"><title>{Html.Encode($"{series.Name}, {Labels[i]}: {Written(value)}")}</title></circle>");
            }

            plot.Append("</g>");
        }
    }

    private void Bars(StringBuilder plot, int columns, Func<double, double> y)
    {
        var stacked = Kind == ChartKind.Stacked;
        var beside = stacked ? 1 : Series.Count;
        for (var i = 0; i < columns; i++)
        {
            var below = 0d;
            for (var s = 0; s < Series.Count; s++)
            {
                var left = i + .2 + (stacked ? 0 : .6 / beside * s);
                var middle = Share(left + .3 / beside, columns);
                if (At(Series[s], i) is not { } value)
                {
                    if (Suppressed is null || stacked) continue;
                    plot.Append(CultureInfo.InvariantCulture, $"<svg x=\"{Share(left, columns)}\" y=\"{Px(Top + Plot - 14)}\" width=\"{Share(.6 / beside, columns)}\" height=\"14\" class=\"b-hatched\"><rect width=\"100%\" height=\"100%\"/><path d=\"{Hatch}\"/></svg>");
                    plot.Append(CultureInfo.InvariantCulture, $"<text class=\"b-value\" x=\"{middle}\" y=\"{Px(Top + Plot - 19)}\" text-anchor=\"middle\">{Html.Encode(Suppressed)}</text>");
                    continue;
                }

                var (from, to) = (y(below + value), y(below));
                if (stacked) below += value;
                if (value > 0) plot.Append(CultureInfo.InvariantCulture, $"<rect class=\"is-c{s % 6 + 1}\" x=\"{Share(left, columns)}\" y=\"{Px(from)}\" width=\"{Share(.6 / beside, columns)}\" height=\"{Px(Math.Max(1, to - from - (stacked && s > 0 ? 1 : 0)))}\"><title>{Html.Encode($"{Series[s].Name}, {Labels[i]}: {Written(value)}")}</title></rect>");
                if (!stacked && beside <= 2) plot.Append(CultureInfo.InvariantCulture, $"<text class=\"b-value\" x=\"{middle}\" y=\"{Px(from - 5)}\" text-anchor=\"middle\">{Html.Encode(Written(value))}</text>");
            }

            if (stacked && below > 0) plot.Append(CultureInfo.InvariantCulture, $"<text class=\"b-value\" x=\"{Share(i + .5, columns)}\" y=\"{Px(y(below) - 5)}\" text-anchor=\"middle\">{Html.Encode(Written(below))}</text>");
        }
    }

    // diagonal lines over 400 × 14, cut by the little drawing they stand in
    private static readonly string Hatch = string.Concat(Enumerable.Range(-3, 70).Select(i => $"M{i * 6} 14l14-14"));

    private static double? At(Series series, int i) => i < series.Values.Count ? series.Values[i] : null;

    /// <summary>Steps of 1, 2 or 5 times a power of ten, four to six of them.</summary>
    internal static (double Step, int Count) Scale(double highest)
    {
        if (highest <= 0) return (1, 4);
        var rough = highest / 4;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        if (step < 1 && highest == Math.Floor(highest)) step = 1;
        return (step, Math.Max(1, (int)Math.Ceiling(highest / step - 1e-9)));
    }

    private static string Share(double part, int of) => string.Create(CultureInfo.InvariantCulture, $"{part / of * 100:0.###}%");
    private static string Px(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
