namespace Foundation.Ui;

/// <summary>One line or one colour of a chart: a value for each label; null where there is none, or where it may not be shown.</summary>
public sealed record Series(string Name, IReadOnlyList<double?> Values, bool Dashed = false);

/// <summary>How a chart is drawn.</summary>
public enum ChartKind { Line, Bar, Stacked }
