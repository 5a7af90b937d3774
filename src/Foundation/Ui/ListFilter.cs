namespace Foundation.Ui;

/// <summary>A narrowing that a list offers: the name in the address, the words, and the answers.</summary>
public sealed record ListFilter(string Name, string Label, IReadOnlyList<Option> Options);
