using System.Text;

namespace Foundation.Data;

/// <summary>
/// Text that Unicode can normalise: lone halves of surrogate pairs and U+FFFE, U+FFFF, which are no characters and on which
/// <see cref="string.Normalize()"/> throws, become U+FFFD.
/// </summary>
public static class WellFormed
{
    public static string Of(string text)
    {
        var well = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is 0xFFFE or 0xFFFF) well.Append('\uFFFD');
            else well.Append(rune.ToString());
        return well.ToString();
    }
}
