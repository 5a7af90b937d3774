namespace Foundation.Ui;

/// <summary>One answer of a choice: what is posted, what is read, the group it stands in, and a word of explanation.</summary>
public sealed record Option(string Value, string Text, string? Group = null, string? Hint = null, bool Disabled = false)
{
    /// <summary>The values of an enum with the words for them.</summary>
    public static IReadOnlyList<Option> Of<TEnum>(Func<TEnum, string> text) where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Select(value => new Option(value.ToString(), text(value))).ToList();
}
