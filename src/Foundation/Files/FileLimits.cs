namespace Foundation.Files;

/// <summary>How much of an uploaded file we are ready to read. Every limit of the reading of files stands here, once.</summary>
public static class FileLimits
{
    public const int MaxMegabytes = 50;
    public const long MaxBytes = MaxMegabytes * 1024L * 1024L;

    /// <summary>A whole request: everything that a form sends at once. A register of a country fits, a film does not.</summary>
    public const int MaxRequestMegabytes = 60;
    public const long MaxRequestBytes = MaxRequestMegabytes * 1024L * 1024L;

    /// <summary>A file that goes with a report: a scanned page or some slides, no film.</summary>
    public const int MaxAttachmentMegabytes = 10;

    /// <summary>Rows with something in them, the header not counted.</summary>
    public const int MaxRows = 500_000;
    public const int MaxColumns = 200;

    /// <summary>The last row and column that a spreadsheet has; an address beyond them is a lie.</summary>
    public const int LastRow = 1_048_576;
    public const int LastColumn = 16_384;

    /// <summary>Characters of a column's name.</summary>
    public const int MaxHeaderLength = 200;

    /// <summary>Characters (UTF-16) in a cell: what a spreadsheet itself can hold.</summary>
    public const int MaxCellLength = 32_767;

    /// <summary>Bytes of one row of a CSV file; beyond it a quotation mark was opened and never closed.</summary>
    public const int MaxRowBytes = 1024 * 1024;

    /// <summary>Files inside a workbook.</summary>
    public const int MaxEntries = 1_000;

    /// <summary>Bytes of the list of files at the end of a workbook.</summary>
    public const long MaxDirectoryBytes = 512 * 1024;

    /// <summary>What a workbook may unpack to: this many times its own size, but at least and at most so much.</summary>
    public const int MaxRatio = 100;
    public const long MinInflatedBytes = 20L * 1024 * 1024;
    public const long MaxInflatedBytes = 400L * 1024 * 1024;

    /// <summary>Texts that the cells of a workbook share, which stay in memory while its rows are read.</summary>
    public const int MaxSharedTexts = 2_000_000;
    public const long MaxSharedCharacters = 50_000_000;

    /// <summary>Bytes of XML without the start of an element. The longest cell, every character escaped, is below it.</summary>
    public const int MaxRunOfText = 1024 * 1024;
    public const int MaxXmlDepth = 64;
    public const int MaxXmlNames = 10_000;

    /// <summary>Formats of numbers that a workbook may define, and parts that a part may refer to: what a spreadsheet itself can hold.</summary>
    public const int MaxFormats = 65_536;

    /// <summary>Names of sheets that are shown to the person.</summary>
    public const int ShownSheets = 20;

    /// <summary>Characters of a refused value that are shown to the person.</summary>
    public const int ShownValue = 100;

    /// <summary>What a workbook of this size may unpack to.</summary>
    public static long Inflated(long packed) => Math.Clamp(packed * MaxRatio, MinInflatedBytes, MaxInflatedBytes);
}
