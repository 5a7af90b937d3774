using System.Globalization;
using System.Text;
using Foundation.Data;

namespace Foundation.Files;

/// <summary>The text of a cell as a name or title that may be kept: composed letters, single blanks, nothing that a screen would hide or a browser would run.</summary>
public static class CellText
{
    /// <summary>Letters composed (ā is one character), every white space (line breaks, no-break blanks) one blank, none at the ends.</summary>
    public static string Clean(string cell)
    {
        var clean = new StringBuilder(cell.Length);
        foreach (var c in WellFormed.Of(cell).Normalize(NormalizationForm.FormC))
            if (!char.IsWhiteSpace(c)) clean.Append(c);
            else if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' ');
        return clean.ToString().TrimEnd();
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
