using System.ComponentModel;
using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Balsts.Tests;

/// <summary>What an answer says, as plain text: a page with its marks decoded, a program's answer, a list, a workbook, a calendar. A PDF is read by poppler where it is there.</summary>
static class Readable
{
    public static async Task<string> Of(HttpResponseMessage response) => Of(await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentType?.MediaType ?? "");

    public static string Of(byte[] body, string kind) => kind switch
    {
        "application/pdf" => OfPdf(body),
        "text/html" or "image/svg+xml" or "application/xml" => WebUtility.HtmlDecode(Encoding.UTF8.GetString(body)),
        "text/csv" => Encoding.UTF8.GetString(body).Replace("\"\"", "\"", StringComparison.Ordinal),
        "text/calendar" => Encoding.UTF8.GetString(body).Replace("\r\n ", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal),
        _ when body.AsSpan().StartsWith("PK"u8) => Parts(body),
        _ when kind.EndsWith("json", StringComparison.Ordinal) && body.Length > 0 => OfJson(body),
        _ => Encoding.UTF8.GetString(body),
    };

    /// <summary>The names and values of a JSON text, one on a line.</summary>
    public static string OfJson(ReadOnlyMemory<byte> json)
    {
        var text = new StringBuilder();
        using var document = JsonDocument.Parse(json);
        Say(document.RootElement);
        return text.ToString();

        void Say(JsonElement at)
        {
            switch (at.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (var property in at.EnumerateObject())
                    {
                        text.Append(property.Name).Append(": ");
                        Say(property.Value);
                    }
                    break;
                case JsonValueKind.Array:
                    foreach (var item in at.EnumerateArray()) Say(item);
                    break;
                default:
                    text.Append(at.ToString()).Append('\n');
                    break;
            }
        }
    }

    static string OfPdf(byte[] body)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("pdftotext", ["-q", "-", "-"]) { RedirectStandardInput = true, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
            process.StandardInput.BaseStream.Write(body);
            process.StandardInput.Close();
            return process.StandardOutput.ReadToEnd().ReplaceLineEndings(" ");
        }
        catch (Win32Exception)
        {
            return "";
        }
    }

    /// <summary>The files of a zip, a workbook's sheets among them.</summary>
    static string Parts(byte[] body)
    {
        var text = new StringBuilder();
        using var zip = new ZipArchive(new MemoryStream(body));
        foreach (var entry in zip.Entries)
        {
            using var read = new MemoryStream();
            using (var part = entry.Open()) part.CopyTo(read);
            text.AppendLine(entry.FullName).AppendLine(Of(read.ToArray(), Path.GetExtension(entry.Name) switch { ".json" => "application/json", ".csv" => "text/csv", ".xml" => "application/xml", ".html" => "text/html", ".pdf" => "application/pdf", _ => "" }));
        }
        return text.ToString();
    }
}
