using Foundation.Outcomes;

namespace Foundation.Files;

/// <summary>
/// What an import could not take, one per row and column: the row as the spreadsheet numbers it, the column's name in the file
/// (null: the whole row), the value as it stood there, cut to <see cref="FileLimits.ShownValue"/> characters, and why.
/// </summary>
public sealed record Refusal(string File, int Row, string? Column, string? Value, Problem Reason)
{
    public string? Value { get; init; } = Cut(Value);

    static string? Cut(string? value)
    {
        if (value is null || value.Length <= FileLimits.ShownValue) return value;
        // half of a surrogate pair cannot be stored as UTF-8
        var length = char.IsHighSurrogate(value[FileLimits.ShownValue - 1]) ? FileLimits.ShownValue - 1 : FileLimits.ShownValue;
        return value[..length];
    }
}
