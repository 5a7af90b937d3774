namespace Foundation.Ui;

/// <summary>A narrowing of a list: chosen (<paramref name="Remove"/> leads to the list without it) or offered (<paramref name="Href"/>).</summary>
public sealed record Chip(string Text, string? Value = null, string? Href = null, string? Remove = null);
