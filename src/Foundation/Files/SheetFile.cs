using System.Text;
using System.Xml;
using Foundation.Outcomes;

namespace Foundation.Files;

/// <summary>
/// A table in a file that somebody else made, CSV or XLSX (told by its content, never by its name): column names in row 1, then rows, read
/// lazily and once. The file is hostile until parsed: whatever is wrong with it is a <see cref="Problem"/>, never an exception, and
/// no more of it stays in memory than a row (of a workbook also the texts its cells share, within <see cref="FileLimits"/>).
/// </summary>
public sealed class SheetFile : IDisposable
{
    readonly Stream content;
    readonly ISheetSource source;
    SheetRow? first;
    int rows;
    bool ended;

    SheetFile(string name, Stream content, ISheetSource source)
    {
        (Name, this.content, this.source) = (name, content, source);
    }

    /// <summary>The name under which the file came, without folders.</summary>
    public string Name { get; }

    /// <summary>The column names, cleaned (<see cref="CellText.Clean"/>); all different (ignoring case), none blank.</summary>
    public IReadOnlyList<string> Headers { get; private set; } = [];

    /// <summary>
    /// The first cell read so far whose value is the result of a formula (such as C5), null when there was none. The stored result is
    /// what counts; the caller tells the person that it was taken.
    /// </summary>
    public string? FirstFormula => source.FirstFormula;

    /// <summary>Takes over <paramref name="stream"/> and closes it, also when the file cannot be read.</summary>
    /// <param name="sheet">The sheet of a workbook; without it the first one that is not hidden.</param>
    public static Outcome<SheetFile> Open(Stream stream, string fileName, string? sheet = null)
    {
        var content = stream;
        ISheetSource? source = null;
        try
        {
            content = Seekable(stream);
            source = Detect(content, sheet);
            var file = new SheetFile(CellText.Clean(fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..]), content, source);
            if (Attempt(file.Start) is { } problem)
            {
                file.Dispose();
                return problem;
            }
            return file;
        }
        catch (Exception e) when (Told(e) is not null)
        {
            source?.Dispose();
            content.Dispose();
            return Told(e)!;
        }
    }

    /// <summary>The rows below the header that are not blank. A row that failed is the last one: the file cannot be read beyond it.</summary>
    public IEnumerable<Outcome<SheetRow>> Rows()
    {
        if (first is { } row1)
        {
            first = null;
            yield return row1;
        }
        while (Next() is { } row)
        {
            yield return row;
            if (row.Failed) yield break;
        }
    }

    public void Dispose()
    {
        source.Dispose();
        content.Dispose();
    }

    void Start()
    {
        do
            if (!Advance()) throw new UnreadableFile(source.Nothing);
        while (Blank(source.Cells));
        if (source.Number != 1) throw new UnreadableFile(FileProblems.HeaderMissing);
        Headers = HeadersOf(source.Cells);
        first = NextRow();
        if (first is null) throw new UnreadableFile(FileProblems.HeaderOnly);
    }

    Outcome<SheetRow>? Next()
    {
        if (ended) return null;
        SheetRow? row = null;
        var problem = Attempt(() => row = NextRow());
        ended = problem is not null || row is null;
        return problem is not null ? problem : row is not null ? row : default(Outcome<SheetRow>?);
    }

    SheetRow? NextRow()
    {
        while (Advance())
        {
            if (Blank(source.Cells)) continue;
            if (++rows > FileLimits.MaxRows) throw new UnreadableFile(FileProblems.TooManyRows.With(FileLimits.MaxRows));
            var cells = new string[Headers.Count];
            Array.Fill(cells, "");
            for (var i = 0; i < source.Cells.Count; i++)
                if (i < cells.Length) cells[i] = source.Cells[i];
                else if (!string.IsNullOrWhiteSpace(source.Cells[i])) throw new UnreadableFile(FileProblems.RowTooWide.With(source.Number));
            return new SheetRow(source.Number, cells);
        }
        return null;
    }

    bool Advance()
    {
        if (!source.Read()) return false;
        // blank rows are cheap to write by the million
        return source.Number <= FileLimits.LastRow ? true : throw new UnreadableFile(FileProblems.TooManyRows.With(FileLimits.MaxRows));
    }

    static string[] HeadersOf(IReadOnlyList<string> cells)
    {
        // a spreadsheet often carries columns without name or content at its right edge
        var names = cells.Select(CellText.Clean).Reverse().SkipWhile(c => c.Length == 0).Reverse().ToArray();
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0) throw new UnreadableFile(FileProblems.HeaderBlank.With(SheetRow.ColumnName(i)));
            if (names[i].Length > FileLimits.MaxHeaderLength)
                throw new UnreadableFile(FileProblems.HeaderTooLong.With(SheetRow.ColumnName(i), FileLimits.MaxHeaderLength));
            if (!seen.TryAdd(names[i], i))
                throw new UnreadableFile(FileProblems.HeaderTwice.With(names[i], SheetRow.ColumnName(seen[names[i]]), SheetRow.ColumnName(i)));
        }
        return names;
    }

    static bool Blank(IReadOnlyList<string> cells) => cells.All(string.IsNullOrWhiteSpace);

    static Stream Seekable(Stream stream)
    {
        if (stream.CanSeek)
        {
            if (stream.Length > FileLimits.MaxBytes) throw new UnreadableFile(FileProblems.TooLarge.With(FileLimits.MaxMegabytes));
            return stream;
        }
        using (stream)
        {
            var copy = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
            try
            {
                var buffer = new byte[64 * 1024];
                for (int n; (n = stream.Read(buffer)) > 0; copy.Write(buffer, 0, n))
                    if (copy.Length + n > FileLimits.MaxBytes) throw new UnreadableFile(FileProblems.TooLarge.With(FileLimits.MaxMegabytes));
                return copy;
            }
            catch
            {
                copy.Dispose();
                throw;
            }
        }
    }

    static ISheetSource Detect(Stream content, string? sheet)
    {
        var start = new byte[512];
        content.Position = 0;
        var head = start.AsSpan(0, content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
        content.Position = 0;
        if (head.IsEmpty) throw new UnreadableFile(FileProblems.Empty);
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8)) return XlsxSource.Open(content, sheet);
        if (head.StartsWith(CompoundFile)) throw new UnreadableFile(Compound(content));
        // many portals hand out web pages and XML under the name of a spreadsheet
        if (head.StartsWith("%PDF-"u8) || Encoding.Latin1.GetString(head).TrimStart('\xEF', '\xBB', '\xBF', ' ', '\r', '\n', '\t') is ['<', ..])
            throw new UnreadableFile(FileProblems.NotATable);
        return CsvSource.Open(content);
    }

    static ReadOnlySpan<byte> CompoundFile => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>An XLS and a workbook with a password have the same container; the names of its streams tell them apart.</summary>
    static Problem Compound(Stream content)
    {
        var wanted = Encoding.Unicode.GetBytes("EncryptedPackage");
        var window = new byte[64 * 1024];
        var kept = 0;
        for (int n; (n = content.Read(window.AsSpan(kept))) > 0;)
        {
            var filled = window.AsSpan(0, kept + n);
            if (filled.IndexOf(wanted) >= 0) return FileProblems.Encrypted;
            // a name may lie across two windows
            kept = Math.Min(filled.Length, wanted.Length);
            filled[^kept..].CopyTo(window);
        }
        return FileProblems.OldWorkbook;
    }

    static Problem? Attempt(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (Exception e) when (Told(e) is not null)
        {
            return Told(e);
        }
    }

    /// <summary>What the parsers beneath say about a broken file; anything else is a bug of ours.</summary>
    static Problem? Told(Exception e) => e switch
    {
        UnreadableFile refused => refused.Problem,
        DecoderFallbackException => FileProblems.Encoding,
        XmlException or InvalidDataException or EndOfStreamException or CsvHelper.CsvFormatException => FileProblems.Damaged,
        _ => null,
    };
}

/// <summary>Rows as they stand in the file, blank ones included, before the header is told from the rest.</summary>
interface ISheetSource : IDisposable
{
    /// <summary>Goes to the next row; false at the end.</summary>
    bool Read();

    /// <summary>The row's number as a spreadsheet shows it.</summary>
    int Number { get; }

    /// <summary>The row's cells, valid until the next <see cref="Read"/>.</summary>
    IReadOnlyList<string> Cells { get; }

    string? FirstFormula { get; }

    /// <summary>What to say when there is no row at all.</summary>
    Problem Nothing { get; }
}
