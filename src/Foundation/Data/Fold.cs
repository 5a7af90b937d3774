using System.Globalization;
using System.Text;

namespace Foundation.Data;

/// <summary>
/// Text as it is searched: lower case, without diacritics, white space collapsed; the same for every language, so that Turkic
/// I, ı, İ and i are one letter and Ə is found by typing e.
/// </summary>
public static class Fold
{
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        var gap = false;
        foreach (var rune in WellFormed.Of(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format) continue;
            if (Rune.IsWhiteSpace(rune))
            {
                gap = folded.Length > 0;
                continue;
            }
            if (gap) folded.Append(' ');
            gap = false;
            var lower = Rune.ToLowerInvariant(rune);
            if (Letter(lower.Value) is { } plain) folded.Append(plain);
            else folded.Append(lower.ToString());
        }
        return folded.ToString();
    }

    /// <summary>Letters that Unicode does not take apart into a base letter and a mark.</summary>
    static string? Letter(int lower) => lower switch
    {
        'ı' => "i",
        'ə' => "e",
        'ø' => "o",
        'ł' => "l",
        'đ' or 'ð' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'þ' => "th",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ŋ' => "n",
        'ĸ' => "k",
        _ => null,
    };
}
