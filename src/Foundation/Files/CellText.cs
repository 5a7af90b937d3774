using System.Globalization;
using System.Text;

namespace Foundation.Files;

/// <summary>The text of a cell as a name or title that may be kept: composed letters, single blanks, nothing that a screen would hide or a browser would run.</summary>
public static class CellText
{
    /// <summary>Letters composed (ā is one character), every white space (line breaks, no-break blanks) one blank, none at the ends.</summary>
    public static string Clean(string cell)
    {
        var clean = new StringBuilder(cell.Length);
        // runes: a lone half of a surrogate pair would make Normalize throw
        foreach (var rune in cell.EnumerateRunes())
            if (!Rune.IsWhiteSpace(rune)) clean.Append(rune.ToString());
            else if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' ');
        return clean.ToString().TrimEnd().Normalize(NormalizationForm.FormC);
    }

    /// <summary>
    /// Whether clean text is fit to be a name: no control characters, no invisible ones that turn the direction of writing, no half
    /// characters, and no '&lt;' before a letter, '/' or '!' (the start of HTML).
    /// </summary>
    public static bool IsPlain(string clean)
    {
        for (var i = 0; i < clean.Length; i++)
        {
            var c = clean[i];
            if (c == '\uFFFD' || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format) return false;
            if (c == '<' && i + 1 < clean.Length && (char.IsLetter(clean[i + 1]) || clean[i + 1] is '/' or '!')) return false;
        }
        return true;
    }
}
