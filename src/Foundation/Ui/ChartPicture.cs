using System.Globalization;
using System.Text;

namespace Foundation.Ui;

/// <summary>The drawing of a chart: in a page, where widths are shares of it and colours are classes, or as a file that stands by itself.</summary>
public sealed record ChartPicture(string Title, string Says, ChartKind Kind, IReadOnlyList<string> Labels, IReadOnlyList<Series> Series, CultureInfo Culture)
{
    private const double Top = 22, PlotHeight = 180, Bottom = 26, Height = Top + PlotHeight + Bottom;

    /// <summary>With it a missing value of a bar is drawn hatched, with these words.</summary>
    public string? Suppressed { get; init; }

    /// <summary>How a number is written; without it as the language does.</summary>
    public Func<double, string>? Number { get; init; }

    private string Written(double value) => Number?.Invoke(value) ?? value.ToString("#,0.##", Culture);

    /// <summary>The axis with its numbers, and what is drawn against it.</summary>
    private (StringBuilder Axis, StringBuilder Plot) Drawn()
    {
        var columns = Labels.Count;
        var highest = Kind == ChartKind.Stacked
            ? Enumerable.Range(0, columns).Max(i => Series.Sum(s => Math.Max(0, At(s, i) ?? 0)))
            : Series.Max(s => Enumerable.Range(0, columns).Max(i => At(s, i) ?? 0));
        var (step, ticks) = Scale(highest);
        double Y(double value) => Top + PlotHeight - Math.Max(0, value) / (step * ticks) * PlotHeight;

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

        return (axis, plot);
    }

    /// <summary>The drawing in a page, with its key.</summary>
    internal string Drawing(string chartId)
    {
        var columns = Labels.Count;
        if (columns == 0 || Series.Count == 0) return "";
        var (axis, plot) = Drawn();

        var key = new StringBuilder();
        if (Series.Count > 1 || Suppressed is not null && Series.Any(s => s.Values.Contains(null)))
        {
            key.Append("<ul class=\"b-key\">");
            for (var s = 0; s < Series.Count; s++) key.Append(CultureInfo.InvariantCulture, $"<li><i class=\"b-sw is-c{s % 6 + 1}{(Kind == ChartKind.Line ? Series[s].Dashed ? " is-dash" : " is-line" : "")}\"></i>{Html.Encode(Series[s].Name)}</li>");
            if (Suppressed is not null) key.Append(CultureInfo.InvariantCulture, $"<li><i class=\"b-sw is-hatch\"></i>{Html.Encode(Suppressed)}</li>");
            key.Append("</ul>");
        }

        var id = Html.Encode(chartId);
        return $"<div><div class=\"b-chart{(columns > 7 ? " is-many" : "")}\"><svg class=\"b-chart-y\" height=\"{Px(Height)}\" aria-hidden=\"true\">{axis}</svg>" +
            $"<svg class=\"b-chart-p\" height=\"{Px(Height)}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">{Html.Encode(Title)}</title><desc id=\"{id}-d\">{Html.Encode(Says)}</desc>{plot}</svg></div>{key}</div>";
    }

    // a file knows no style sheet of ours: the light palette, written out
    private const string Style = "text{fill:#45515d;font:12px Inter,'Noto Sans',sans-serif}.t{fill:#1c2733;font-size:17px;font-weight:600}.b-value{fill:#1c2733;font-weight:540}.b-grid{stroke:#e6e1d6}.b-axis{stroke:#d2cabb}" +
        ".is-c1{fill:#1f5f4a;stroke:#1f5f4a}.is-c2{fill:#d98a00;stroke:#d98a00}.is-c3{fill:#4f8dd6;stroke:#4f8dd6}.is-c4{fill:#4f1735;stroke:#4f1735}.is-c5{fill:#a2beaa;stroke:#a2beaa}.is-c6{fill:#797c82;stroke:#797c82}" +
        "rect{stroke:none}.b-line line{stroke-width:2.5}.is-dash line{stroke-dasharray:6 4}.b-hatched rect{fill:#eef3ef}.b-hatched path{stroke:#9dbcab;stroke-width:2;fill:none}";

    /// <summary>The whole picture as a file: title, sentence, drawing and key.</summary>
    public string File()
    {
        const int width = 960, left = 60, above = 64;
        var (axis, plot) = Drawn();
        var svg = new StringBuilder();
        var height = above + Height + (Series.Count > 1 ? 40 : 16);
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{Px(height)}\" viewBox=\"0 0 {width} {Px(height)}\" role=\"img\" aria-labelledby=\"t d\"><title id=\"t\">{Html.Encode(Title)}</title><desc id=\"d\">{Html.Encode(Says)}</desc><style>{Style}</style><rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"t\" x=\"16\" y=\"28\">{Html.Encode(Title)}</text><text x=\"16\" y=\"50\">{Html.Encode(Says)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<svg x=\"8\" y=\"{above}\" width=\"{left - 16}\" height=\"{Px(Height)}\" overflow=\"visible\">{axis}</svg><svg x=\"{left}\" y=\"{above}\" width=\"{width - left - 16}\" height=\"{Px(Height)}\" overflow=\"visible\">{plot}</svg>");
        if (Series.Count > 1)
            for (var s = 0; s < Series.Count; s++)
                svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"is-c{s % 6 + 1}\" x=\"{left + s * 148}\" y=\"{Px(above + Height + 11)}\" width=\"11\" height=\"11\"/><text x=\"{left + s * 148 + 17}\" y=\"{Px(above + Height + 21)}\">{Html.Encode(Series[s].Name)}</text>");
        return svg.Append("</svg>").ToString();
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
                    plot.Append(CultureInfo.InvariantCulture, $"<svg x=\"{Share(left, columns)}\" y=\"{Px(Top + PlotHeight - 14)}\" width=\"{Share(.6 / beside, columns)}\" height=\"14\" class=\"b-hatched\"><rect width=\"100%\" height=\"100%\"/><path d=\"{Hatch}\"/></svg>");
                    plot.Append(CultureInfo.InvariantCulture, $"<text class=\"b-value\" x=\"{middle}\" y=\"{Px(Top + PlotHeight - 19)}\" text-anchor=\"middle\">{Html.Encode(Suppressed)}</text>");
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
