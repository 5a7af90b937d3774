using System.Collections.Immutable;

namespace Foundation.Languages;

/// <summary>A language that Balsts speaks, with the name that its own readers know it by.</summary>
public sealed record Language(string Code, string OwnName)
{
    public static readonly Language Latvian = new("lv", "Latviešu");
    public static readonly Language Azerbaijani = new("az", "Azərbaycanca");
    public static readonly Language English = new("en", "English");

    public static readonly ImmutableArray<Language> All = [Latvian, Azerbaijani, English];

    /// <summary>By a code such as lv or az-Latn-AZ; null for one that Balsts does not speak.</summary>
    public static Language? Find(string? code) =>
        All.FirstOrDefault(language => code is not null
            && (code.Equals(language.Code, StringComparison.OrdinalIgnoreCase)
                || code.StartsWith(language.Code + "-", StringComparison.OrdinalIgnoreCase)));
}
