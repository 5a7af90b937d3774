using System.Text.Encodings.Web;

namespace Foundation.Ui;

/// <summary>Text made safe for markup that is written by hand.</summary>
internal static class Html
{
    public static string Encode(string? text) => text is null ? "" : HtmlEncoder.Default.Encode(text);
}
