using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Foundation.Outcomes;

namespace Foundation.Files;

/// <summary>
/// The rows of one sheet of a workbook (Office Open XML, ECMA-376 part 1), read as a stream. We read the five parts ourselves rather than
/// through a spreadsheet library: those believe the sizes that the file states of itself, allocate by cell addresses that anybody can write
/// into it, and do not tell a formula from a value.
/// </summary>
sealed partial class XlsxSource : ISheetSource
{
    readonly InflatedBudget budget;
    readonly ZipArchive archive;
    readonly List<string> sharedTexts = [];
    readonly List<DateParts> styles = [];
    readonly List<string> cells = [];
    readonly Problem nothing;
    readonly bool from1904;
    readonly XmlReader sheet;

    XlsxSource(Stream content, string? wanted)
    {
        CheckDirectory(content);
        budget = new InflatedBudget(FileLimits.Inflated(content.Length));
        archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.Entries.Any(e => e.IsEncrypted)) throw new UnreadableFile(FileProblems.Encrypted);

        var workbook = Related("", "/officeDocument").Values.FirstOrDefault() ?? "xl/workbook.xml";
        if (archive.GetEntry(workbook) is null || !workbook.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)) throw new UnreadableFile(FileProblems.NotATable);
        var sheets = Sheets(workbook, out from1904);
        var chosen = wanted is null
            ? sheets.Find(s => !s.Hidden) ?? sheets.FirstOrDefault()
            : sheets.Find(s => string.Equals(s.Name, wanted.Trim(), StringComparison.OrdinalIgnoreCase));
        var names = string.Join(", ", sheets.Take(FileLimits.ShownSheets).Select(s => s.Name));
        if (chosen is null) throw new UnreadableFile(wanted is null ? FileProblems.NotATable : FileProblems.SheetMissing.With(wanted, names));
        nothing = sheets.Count == 1 ? FileProblems.Empty : FileProblems.SheetEmpty.With(chosen.Name, names);

        foreach (var part in Related(workbook, "/styles").Values) ReadStyles(part);
        foreach (var part in Related(workbook, "/sharedStrings").Values) ReadSharedTexts(part);
        sheet = Xml(chosen.Part);
    }

    public static XlsxSource Open(Stream content, string? sheet) => new(content, sheet);

    public int Number { get; private set; }

    public IReadOnlyList<string> Cells => cells;

    public string? FirstFormula { get; private set; }

    public Problem Nothing => nothing;

    public void Dispose()
    {
        sheet.Dispose();
        archive.Dispose();
    }

    public bool Read()
    {
        while (Step(sheet))
        {
            if (!Starts(sheet, "row")) continue;
            var number = Number + 1;
            if (sheet.GetAttribute("r") is { } stated && (!int.TryParse(stated, CultureInfo.InvariantCulture, out number) || number <= Number))
                throw new UnreadableFile(FileProblems.Damaged);
            Number = number;
            ReadCells();
            return true;
        }
        return false;
    }

    void ReadCells()
    {
        cells.Clear();
        if (sheet.IsEmptyElement) return;
        var depth = sheet.Depth;
        var column = -1;
        while (Step(sheet) && sheet.Depth > depth)
        {
            if (!Starts(sheet, "c")) continue;
            var last = column;
            column = sheet.GetAttribute("r") is { } address ? ColumnOf(address) : column + 1;
            if (column <= last || column >= FileLimits.LastColumn) throw new UnreadableFile(FileProblems.Damaged);
            var value = ReadCell(column);
            if (value.Length == 0) continue;
            if (column >= FileLimits.MaxColumns) throw new UnreadableFile(FileProblems.TooManyColumns.With(Number, FileLimits.MaxColumns));
            while (cells.Count <= column) cells.Add("");
            cells[column] = value;
        }
    }

    string ReadCell(int column)
    {
        var (type, style) = (sheet.GetAttribute("t"), sheet.GetAttribute("s"));
        if (sheet.IsEmptyElement) return "";
        var depth = sheet.Depth;
        string? value = null;
        StringBuilder? inline = null;
        var formula = false;
        while (Step(sheet) && sheet.Depth > depth)
        {
            if (Starts(sheet, "f")) formula = true;
            else if (Starts(sheet, "v")) value = TextOf(sheet, column);
            else if (Starts(sheet, "rPh")) PassOver(sheet);
            else if (Starts(sheet, "t")) (inline ??= new()).Append(TextOf(sheet, column));
        }
        if (formula)
        {
            // a text formula that gives "" is stored as an empty value, one never calculated as none
            if (value is null && inline is null) throw new UnreadableFile(FileProblems.FormulaWithoutValue.With(Number, SheetRow.ColumnName(column)));
            FirstFormula ??= SheetRow.ColumnName(column) + Number.ToString(CultureInfo.InvariantCulture);
        }
        var text = type switch
        {
            "s" => Shared(value),
            "inlineStr" => Unescaped(inline?.ToString() ?? ""),
            "str" => Unescaped(value ?? ""),
            "b" => value == "1" ? "TRUE" : "FALSE",
            "e" => value ?? "",
            "d" => IsoDay(value ?? ""),
            _ => Figure(value ?? "", style),
        };
        return text.Length <= FileLimits.MaxCellLength ? text : throw TooLong(column);
    }

    UnreadableFile TooLong(int column) => new(FileProblems.CellTooLong.With(Number, SheetRow.ColumnName(column), FileLimits.MaxCellLength));

    string Shared(string? index) =>
        int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < sharedTexts.Count
            ? sharedTexts[i]
            : throw new UnreadableFile(FileProblems.Damaged);

    /// <summary>A number as a person would type it: a day as ISO date where the cell shows one, else the digits without exponent.</summary>
    string Figure(string value, string? style)
    {
        if (value.Length == 0) return "";
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            throw new UnreadableFile(FileProblems.Damaged);
        var shown = int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var s) && s < styles.Count ? styles[s] : DateParts.None;
        if (shown != DateParts.None && Moment(number, shown) is { } moment) return moment;
        if (value.All(char.IsAsciiDigit)) return value;
        // the shortest digits that mean this number: a spreadsheet stores 0.1 as 0.10000000000000001
        var digits = number.ToString("R", CultureInfo.InvariantCulture);
        return digits.Contains('E')
            ? Math.Abs(number) < 1e28 ? decimal.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : number.ToString("F0", CultureInfo.InvariantCulture)
            : digits;
    }

    string? Moment(double serial, DateParts shown)
    {
        if (from1904) serial += 1462;
        // a spreadsheet believes that 1900 was a leap year: before that 29 February its count is one short of ours
        else if (serial is >= 1 and < 60) serial += 1;
        if (serial is < 0 or >= 2_958_466) return null;
        var moment = DateTime.FromOADate(serial);
        moment = new DateTime((moment.Ticks + TimeSpan.TicksPerSecond / 2) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);
        if (shown == DateParts.Time && serial < 1) return moment.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        return moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
    }

    static string IsoDay(string stored) => stored.Length > 10 && stored[10..] is "T00:00:00" or "T00:00:00Z" or "T00:00:00.000" or "T00:00:00.000Z" ? stored[..10] : stored;

    static int ColumnOf(string address)
    {
        var column = 0;
        foreach (var c in address)
        {
            if (!char.IsAsciiLetter(c)) break;
            column = column * 26 + (c | 0x20) - 'a' + 1;
            if (column > FileLimits.LastColumn) throw new UnreadableFile(FileProblems.Damaged);
        }
        return column > 0 ? column - 1 : throw new UnreadableFile(FileProblems.Damaged);
    }

    // The parts beside the sheet

    sealed record Sheet(string Name, string Part, bool Hidden);

    List<Sheet> Sheets(string workbook, out bool from1904)
    {
        from1904 = false;
        var parts = Related(workbook, "/worksheet");
        var sheets = new List<Sheet>();
        using var xml = Xml(workbook);
        while (Step(xml) && sheets.Count < FileLimits.MaxEntries)
            if (Starts(xml, "workbookPr")) from1904 = xml.GetAttribute("date1904") is "1" or "true";
            else if (Starts(xml, "sheet") && Attribute(xml, "id") is { } id && parts.TryGetValue(id, out var part))
                sheets.Add(new Sheet(CellText.Clean(xml.GetAttribute("name") ?? ""), part, xml.GetAttribute("state") is "hidden" or "veryHidden"));
        return sheets;
    }

    /// <summary>The parts that a part refers to with a type that ends so, by the ids it uses for them.</summary>
    Dictionary<string, string> Related(string part, string type)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var slash = part.LastIndexOf('/') + 1;
        var relations = $"{part[..slash]}_rels/{part[slash..]}.rels";
        if (archive.GetEntry(relations) is null) return found;
        using var xml = Xml(relations);
        while (Step(xml))
            if (Starts(xml, "Relationship") && xml.GetAttribute("TargetMode") != "External" && xml.GetAttribute("Id") is { } id
                && xml.GetAttribute("Target") is { } target && xml.GetAttribute("Type") is { } its && its.EndsWith(type, StringComparison.Ordinal))
            {
                found[id] = target.StartsWith('/') ? target[1..] : Joined(part[..slash], target);
                if (found.Count > FileLimits.MaxFormats) throw new UnreadableFile(FileProblems.Damaged);
            }
        return found;
    }

    static string Joined(string folder, string target)
    {
        var path = new Stack<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var step in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
            if (step == "..") path.TryPop(out _);
            else if (step != ".") path.Push(step);
        return string.Join('/', path.Reverse());
    }

    void ReadSharedTexts(string part)
    {
        using var xml = Xml(part);
        var text = new StringBuilder();
        long characters = 0;
        while (Step(xml))
        {
            if (Starts(xml, "si"))
            {
                text.Clear();
                if (xml.IsEmptyElement) Keep();
            }
            else if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "si" }) Keep();
            else if (Starts(xml, "rPh")) PassOver(xml);
            else if (Starts(xml, "t")) text.Append(TextOf(xml, null));
            if (text.Length > FileLimits.MaxCellLength * 7) throw new UnreadableFile(FileProblems.Damaged);
        }

        void Keep()
        {
            characters += text.Length;
            if (sharedTexts.Count >= FileLimits.MaxSharedTexts || characters > FileLimits.MaxSharedCharacters) throw new UnreadableFile(FileProblems.UnpacksTooLarge);
            sharedTexts.Add(Unescaped(text.ToString()));
        }
    }

    [Flags]
    enum DateParts { None = 0, Date = 1, Time = 2 }

    void ReadStyles(string part)
    {
        var own = new Dictionary<int, DateParts>();
        var inCellFormats = false;
        using var xml = Xml(part);
        while (Step(xml))
        {
            if (xml.LocalName == "cellXfs") inCellFormats = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            else if (Starts(xml, "numFmt") && int.TryParse(xml.GetAttribute("numFmtId"), CultureInfo.InvariantCulture, out var id))
                own[id] = PartsOf(xml.GetAttribute("formatCode") ?? "");
            else if (inCellFormats && Starts(xml, "xf"))
            {
                _ = int.TryParse(xml.GetAttribute("numFmtId"), CultureInfo.InvariantCulture, out var used);
                styles.Add(own.TryGetValue(used, out var parts) ? parts : BuiltIn(used));
            }
            if (styles.Count > FileLimits.MaxFormats || own.Count > FileLimits.MaxFormats) throw new UnreadableFile(FileProblems.Damaged);
        }
    }

    /// <summary>ECMA-376 part 1, 18.8.30: the formats that a workbook need not spell out.</summary>
    static DateParts BuiltIn(int id) => id switch
    {
        >= 14 and <= 17 or >= 27 and <= 31 or 36 or >= 50 and <= 58 => DateParts.Date,
        >= 18 and <= 21 or >= 32 and <= 35 or >= 45 and <= 47 => DateParts.Time,
        22 => DateParts.Date | DateParts.Time,
        _ => DateParts.None,
    };

    static DateParts PartsOf(string format)
    {
        // quoted and escaped text, colours and locales say nothing about what is shown; [h] counts hours
        var shown = NotShown().Replace(format.Split(';')[0], "");
        var parts = DateParts.None;
        foreach (var c in shown)
            if (c is 'd' or 'D' or 'y' or 'Y') parts |= DateParts.Date;
            else if (c is 'h' or 'H' or 's' or 'S') parts |= DateParts.Time;
        return parts == DateParts.None && shown.Contains("mmm", StringComparison.OrdinalIgnoreCase) ? DateParts.Date : shown is "General" ? DateParts.None : parts;
    }

    [GeneratedRegex("""
        "[^"]*"|\\.|_.|\[(?!hh?\]|ss?\])[^\]]*\]|AM/PM|A/P
        """, RegexOptions.IgnoreCase)]
    private static partial Regex NotShown();

    /// <summary>ECMA-376 part 1, 22.9.2.19: characters that XML cannot hold stand as _x000D_.</summary>
    static string Unescaped(string text) =>
        text.Contains("_x", StringComparison.Ordinal) ? Escaped().Replace(text, m => ((char)Convert.ToUInt16(m.Groups[1].Value, 16)).ToString()) : text;

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escaped();

    // XML within limits

    XmlReader Xml(string part)
    {
        var entry = archive.GetEntry(part) ?? throw new UnreadableFile(FileProblems.Damaged);
        return XmlReader.Create(new BudgetedStream(entry.Open(), budget), new XmlReaderSettings
        {
            CloseInput = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true,
            NameTable = new BoundedNames(),
        });
    }

    static bool Step(XmlReader xml) => xml.Read() && (xml.Depth <= FileLimits.MaxXmlDepth ? true : throw new UnreadableFile(FileProblems.Damaged));

    static bool Starts(XmlReader xml, string name) => xml.NodeType == XmlNodeType.Element && xml.LocalName == name;

    /// <summary>By local name: the same attribute has one namespace in transitional and another in strict workbooks.</summary>
    static string? Attribute(XmlReader xml, string name)
    {
        string? value = null;
        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
            if (xml.LocalName == name && xml.Prefix.Length > 0) value = xml.Value;
        xml.MoveToElement();
        return value;
    }

    static void PassOver(XmlReader xml)
    {
        if (xml.IsEmptyElement) return;
        var depth = xml.Depth;
        while (Step(xml) && xml.Depth > depth) { }
    }

    string TextOf(XmlReader xml, int? column)
    {
        if (xml.IsEmptyElement) return "";
        var depth = xml.Depth;
        var text = "";
        StringBuilder? pieces = null;
        while (Step(xml) && xml.Depth > depth)
        {
            if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)) continue;
            if (text.Length == 0) text = xml.Value;
            else (pieces ??= new(text)).Append(xml.Value);
            // an escaped character has seven (_x000D_)
            if (Math.Max(text.Length, pieces?.Length ?? 0) > FileLimits.MaxCellLength * 7)
                throw column is { } c ? TooLong(c) : new UnreadableFile(FileProblems.Damaged);
        }
        return pieces?.ToString() ?? text;
    }

    /// <summary>
    /// Before the library reads the whole list of files inside (each a thousandfold of its bytes in memory), see that it is short. The list
    /// reaches to the end of the file; the closing record says where it starts (APPNOTE 4.3.16).
    /// </summary>
    static void CheckDirectory(Stream content)
    {
        var tail = new byte[(int)Math.Min(content.Length, 22 + ushort.MaxValue)];
        content.Position = content.Length - tail.Length;
        content.ReadExactly(tail);
        content.Position = 0;
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || at + 22 > tail.Length) throw new UnreadableFile(FileProblems.Damaged);
        // these three, filled with ones, would send the library to another list elsewhere in the file (ZIP64), which 50 MB never need
        var (disk, entries, start) = (BitConverter.ToUInt16(tail, at + 4), BitConverter.ToUInt16(tail, at + 10), BitConverter.ToUInt32(tail, at + 16));
        if (disk != 0) throw new UnreadableFile(FileProblems.Damaged);
        if (entries > FileLimits.MaxEntries) throw new UnreadableFile(FileProblems.UnpacksTooLarge);
        if (start >= content.Length) throw new UnreadableFile(FileProblems.Damaged);
        if (content.Length - start > FileLimits.MaxDirectoryBytes + tail.Length) throw new UnreadableFile(FileProblems.UnpacksTooLarge);
    }

    /// <summary>What is left of the bytes that all parts of one workbook together may unpack to.</summary>
    sealed class InflatedBudget(long bytes)
    {
        long left = bytes;

        public void Take(int count)
        {
            left -= count;
            if (left < 0) throw new UnreadableFile(FileProblems.UnpacksTooLarge);
        }
    }

    /// <summary>A part while it is unpacked: counts what really comes out, not what the file says of itself.</summary>
    sealed class BudgetedStream(Stream inner, InflatedBudget budget) : Stream
    {
        int run;

        public override int Read(Span<byte> buffer)
        {
            var count = inner.Read(buffer);
            budget.Take(count);
            // a value is kept whole in memory by the parser: none may be longer than the longest cell
            var last = buffer[..count].LastIndexOf((byte)'<');
            run = last < 0 ? run + count : count - last;
            if (run > FileLimits.MaxRunOfText) throw new UnreadableFile(FileProblems.UnpacksTooLarge);
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    /// <summary>The parser keeps every name it meets; a spreadsheet has a few hundred.</summary>
    sealed class BoundedNames : NameTable
    {
        int known;

        public override string Add(char[] key, int start, int len)
        {
            var name = base.Get(key, start, len);
            if (name is not null) return name;
            if (++known > FileLimits.MaxXmlNames) throw new UnreadableFile(FileProblems.Damaged);
            return base.Add(key, start, len);
        }
    }
}
