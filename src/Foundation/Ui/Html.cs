using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Foundation.Ui;

/// <summary>Text made safe for markup that is written by hand.</summary>
internal static class Html
{
    // letters of every language stay as they are; what could end a text or an attribute never does
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Encode(string? text) => text is null ? "" : Encoder.Encode(text);
}
