using System.Text;
using CsvHelper;
using Foundation.Outcomes;

namespace Foundation.Files;

/// <summary>The rows of a CSV file, whatever the spreadsheet that wrote it chose as encoding and separator.</summary>
sealed class CsvSource : ISheetSource
{
    const int Sample = 64 * 1024;

    readonly CsvReader reader;
    readonly List<string> cells = [];
    CsvMalformedRecord? malformed;

    CsvSource(Stream content, Encoding encoding)
    {
        var separator = Separator(SampleOf(content, encoding));
        content.Position = 0;
        reader = CsvReader.Create(new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: true, 64 * 1024, leaveOpen: true), new CsvReaderOptions
        {
            HasHeader = false,
            Separator = separator,
            SkipEmptyLines = false,
            MaxRecordSize = FileLimits.MaxRowBytes,
            OnMalformedRecord = m => { if (m.Reason != CsvMalformedReason.StrayQuote) malformed ??= m; },
        });
    }

    public static CsvSource Open(Stream content) => new(content, EncodingOf(content));

    public int Number { get; private set; }

    public IReadOnlyList<string> Cells => cells;

    public string? FirstFormula => null;

    public Problem Nothing => FileProblems.Empty;

    public bool Read()
    {
        try
        {
            if (!reader.Read()) return false;
        }
        catch (CsvFormatException)
        {
            throw new UnreadableFile(FileProblems.RowTooLong.With(Number + 1));
        }
        Number++;
        if (malformed is { } bad && bad.RecordNumber <= Number)
            throw new UnreadableFile((bad.Reason == CsvMalformedReason.TextAfterClosingQuote ? FileProblems.TextAfterQuote : FileProblems.UnclosedQuote).With(Number));
        var count = reader.FieldCount;
        if (count > FileLimits.MaxColumns) throw new UnreadableFile(FileProblems.TooManyColumns.With(Number, FileLimits.MaxColumns));
        // of several faults in a row the parser reports the first, which may be the harmless one
        if (count > 0 && Unclosed(reader.GetRawSpan(count - 1))) throw new UnreadableFile(FileProblems.UnclosedQuote.With(Number));
        cells.Clear();
        for (var i = 0; i < count; i++)
        {
            var cell = reader.GetString(i);
            if (cell.Length > FileLimits.MaxCellLength)
                throw new UnreadableFile(FileProblems.CellTooLong.With(Number, SheetRow.ColumnName(i), FileLimits.MaxCellLength));
            cells.Add(cell);
        }
        return true;
    }

    public void Dispose() => reader.Dispose();

    static bool Unclosed(ReadOnlySpan<byte> raw) => raw.Length > 0 && raw[0] == '"' && raw.Count((byte)'"') % 2 == 1;

    /// <summary>
    /// UTF-16 by its byte-order mark, else UTF-8 if every byte fits, else Windows-1257 (what a Baltic spreadsheet writes as plain "CSV")
    /// if the letters it gives are ones that Latvian uses. Anything else would silently turn names into other names.
    /// </summary>
    static Encoding EncodingOf(Stream content)
    {
        var start = new byte[2];
        var length = content.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        content.Position = 0;
        if (length == 2 && start is [0xFF, 0xFE] or [0xFE, 0xFF])
        {
            Encoding utf16 = new UnicodeEncoding(bigEndian: start[0] == 0xFE, byteOrderMark: true, throwOnInvalidBytes: true);
            using var reader = new StreamReader(content, utf16, false, 64 * 1024, leaveOpen: true);
            var chars = new char[16 * 1024];
            for (int n; (n = reader.Read(chars)) > 0;)
                if (chars.AsSpan(0, n).Contains('\0')) throw new UnreadableFile(FileProblems.NotATable);
            content.Position = 0;
            return utf16;
        }

        var utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var decoder = utf8.GetDecoder();
        var isUtf8 = true;
        var seen = new long[256];
        var bytes = new byte[64 * 1024];
        for (int n; (n = content.Read(bytes)) > 0;)
        {
            foreach (var b in bytes.AsSpan(0, n)) seen[b]++;
            isUtf8 = isUtf8 && Fits(decoder, bytes.AsSpan(0, n), flush: false);
        }
        isUtf8 = isUtf8 && Fits(decoder, [], flush: true);
        content.Position = 0;
        if (seen[0] > 0) throw new UnreadableFile(FileProblems.NotATable);
        return isUtf8 ? utf8 : Baltic(seen) ?? throw new UnreadableFile(FileProblems.Encoding);
    }

    static bool Fits(Decoder decoder, ReadOnlySpan<byte> bytes, bool flush)
    {
        try
        {
            Span<char> chars = stackalloc char[1024];
            bool completed;
            do
            {
                decoder.Convert(bytes, chars, flush, out var used, out _, out completed);
                bytes = bytes[used..];
            } while (!completed);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    static Encoding? Baltic(long[] seen)
    {
        const string latvian = "ĀČĒĢĪĶĻŅŌŖŠŪŽāčēģīķļņōŗšūž";
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(1257)!;
        long letters = 0, ours = 0;
        for (var b = 1; b < 256; b++)
        {
            if (seen[b] == 0 || b is '\t' or '\n' or '\r') continue;
            var c = encoding.GetString([(byte)b])[0];
            if (char.IsControl(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.PrivateUse || c == '\uFFFD') return null;
            if (b < 0x80 || !char.IsLetter(c)) continue;
            letters += seen[b];
            if (latvian.Contains(c)) ours += seen[b];
        }
        // Russian text read so gives about a half, Turkish less; a foreign name among Latvian ones does no harm
        return ours * 5 >= letters * 4 ? encoding : null;
    }

    static string SampleOf(Stream content, Encoding encoding)
    {
        using var reader = new StreamReader(content, encoding, true, Sample, leaveOpen: true);
        var chars = new char[Sample];
        return new string(chars, 0, reader.ReadBlock(chars));
    }

    /// <summary>
    /// The separator that stands in row 1 and equally often in the rows below, counted outside quotation marks; null where the first
    /// line says it itself (<c>sep=;</c>, written by spreadsheets, which do not show that line as a row).
    /// </summary>
    static char? Separator(string text)
    {
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.AsSpan(4).IndexOfAny('\r', '\n') == 1) return null;
        ReadOnlySpan<char> candidates = ['\t', ';', ','];
        var rows = new List<int[]>();
        var row = new int[3];
        var (quoted, atStart) = (false, true);
        foreach (var c in text)
        {
            var wasQuoted = quoted;
            if (c == '"' && (quoted || atStart)) quoted = !quoted;
            else if (!quoted && c is '\n' or '\r')
            {
                if (row.Any(n => n > 0)) rows.Add(row);
                row = new int[3];
            }
            else if (!quoted && candidates.IndexOf(c) is >= 0 and var i) row[i]++;
            // a quotation mark right after a closing one is a doubled one: the text goes on
            atStart = !quoted && (wasQuoted || c is '\n' or '\r' || candidates.Contains(c));
        }
        if (rows.Count == 0) rows.Add(row);
        var best = Enumerable.Range(0, 3).Where(i => rows[0][i] > 0)
            .OrderByDescending(i => rows.Count(r => r[i] == rows[0][i])).ThenByDescending(i => rows[0][i]).ThenBy(i => i)
            .Select(i => (int?)i).FirstOrDefault();
        return best is { } chosen ? candidates[chosen] : ',';
    }
}
