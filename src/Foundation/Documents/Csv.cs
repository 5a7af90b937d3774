using System.Globalization;
using CsvHelper;
using Foundation.Periods;

namespace Foundation.Documents;

/// <summary>Lists as CSV (RFC 4180) that the reader's spreadsheet opens by itself: UTF-8 with its mark, and the separator that their language has.</summary>
public static class Csv
{
    public const string ContentType = "text/csv; charset=utf-8";

    /// <summary>Writes row after row; the stream stays open.</summary>
    public static async Task Write<T>(Stream stream, Columns<T> columns, IAsyncEnumerable<T> rows, CancellationToken stop = default)
    {
        var culture = columns.Texts.Culture;
        await using var csv = CsvWriter.Create(stream, new CsvWriterOptions
        {
            Separator = columns.Texts.Language == "en" ? ',' : ';',
            WriteByteOrderMark = true,
        }, leaveOpen: true);

        foreach (var column in columns.All) csv.WriteField(Guarded(column.Title));
        await csv.EndRecordAsync(stop);
        await foreach (var row in rows.WithCancellation(stop))
        {
            foreach (var column in columns.All) csv.WriteField(Cell(column.Value(row), culture));
            await csv.EndRecordAsync(stop);
        }
    }

    private static string? Cell(object? value, CultureInfo culture) => value switch
    {
        null => null,
        string text => Guarded(text),
        bool yes => yes ? "1" : "0",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        Month month => month.ToString(),
        byte or short or int or long or float or double or decimal => ((IFormattable)value).ToString(null, culture),
        _ => Guarded(Convert.ToString(value, culture) ?? ""),
    };

    // A text that begins like a formula would be run by the spreadsheet of whoever opens the file (OWASP, CSV injection).
    private static string Guarded(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
}
