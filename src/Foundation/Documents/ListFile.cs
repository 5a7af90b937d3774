using Foundation.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Foundation.Documents;

/// <summary>A list as the answer of an endpoint: a file to keep, streamed row by row.</summary>
/// <param name="Name">Without its ending; any letters. It becomes safe for every file system and browser.</param>
public sealed class ListFile<T>(string name, ListFormat format, Columns<T> columns, IAsyncEnumerable<T> rows) : IResult
{
    public async Task ExecuteAsync(HttpContext context)
    {
        var response = context.Response;
        var stop = context.RequestAborted;
        response.ContentType = format == ListFormat.Csv ? Csv.ContentType : Xlsx.ContentType;
        response.Headers.ContentDisposition = FileName.Disposition(name, format == ListFormat.Csv ? ".csv" : ".xlsx");
        response.Headers.ContentLanguage = columns.Texts.Language;
        response.Headers.CacheControl = "private, no-store";

        if (format == ListFormat.Csv)
        {
            await Csv.Write(response.Body, columns, context.Traced(rows), stop);
            return;
        }

        // A workbook is a zip whose writer goes back and forth: it is made in a file that is gone when closed.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        // Nobody else on the machine may read it.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
        await Xlsx.Write(file, columns, rows, stop);
        response.ContentLength = file.Length;
        file.Position = 0;
        await file.CopyToAsync(response.Body, stop);
    }
}

/// <summary>Names of files that leave the house.</summary>
public static class FileName
{
    /// <summary>The value of Content-Disposition: the name in full for browsers of today (RFC 6266), in ASCII for all others.</summary>
    public static string Disposition(string name, string extension, string kind = "attachment")
    {
        var safe = Safe(name) + extension;
        var header = new ContentDispositionHeaderValue(kind) { FileNameStar = safe };
        header.FileName = HeaderUtilities.EscapeAsQuotedString(Ascii(safe)).ToString();
        return header.ToString();
    }

    /// <summary>Without what some file system refuses: slashes, colons, control characters, dots at the ends; at most 100 characters.</summary>
    public static string Safe(string name)
    {
        var safe = string.Concat(name.Select(c => char.IsControl(c) || "\"*/:<>?\\|\u202A\u202B\u202C\u202D\u202E".Contains(c) ? '-' : c)).Trim(' ', '.', '-');
        if (safe.Length > 100) safe = safe[..(char.IsHighSurrogate(safe[99]) ? 99 : 100)].TrimEnd(' ', '.', '-');
        return safe.Length == 0 ? "list" : safe;
    }

    private static string Ascii(string name) => string.Concat(name.Normalize(System.Text.NormalizationForm.FormD)
        .Where(c => char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark)
        .Select(c => c switch { 'ə' => 'e', 'Ə' => 'E', 'ı' => 'i', '–' or '—' => '-', > '\u007E' => '_', _ => c }));
}
