using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Foundation.Periods;

namespace Foundation.Documents;

/// <summary>Lists as a workbook of one sheet: typed cells, a bold first row that stays in sight, never a formula.</summary>
public static class Xlsx
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const uint Plain = 0, Bold = 1, Day = 2, Instant = 3, OfMonth = 4;

    /// <summary>What a sheet can hold with its heading.</summary>
    private const int MostRows = 1_048_576;

    /// <summary>Excel's longest text in a cell.</summary>
    private const int MostCharacters = 32_767;

    /// <summary>Writes row after row; the stream must allow seeking (a file or memory) and stays open.</summary>
    /// <exception cref="InvalidOperationException">More rows than a sheet can hold.</exception>
    public static async Task Write<T>(Stream stream, Columns<T> columns, IAsyncEnumerable<T> rows, CancellationToken stop = default)
    {
        using var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook);
        document.PackageProperties.Title = columns.Title;
        document.PackageProperties.Language = columns.Texts.Language;
        var workbook = document.AddWorkbookPart();
        var styles = workbook.AddNewPart<WorkbookStylesPart>();
        styles.Stylesheet = Styles();
        var sheet = workbook.AddNewPart<WorksheetPart>();

        using (var writer = OpenXmlWriter.Create(sheet))
        {
            writer.WriteStartElement(new Worksheet());
            writer.WriteElement(new SheetViews(new SheetView(
                new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
            { WorkbookViewId = 0 }));
            writer.WriteElement(new DocumentFormat.OpenXml.Spreadsheet.Columns(columns.All.Select((column, i) => new Column
            {
                Min = (uint)i + 1,
                Max = (uint)i + 1,
                Width = Math.Clamp(column.Title.Length + 4, 12, 40),
                CustomWidth = true,
            })));
            writer.WriteStartElement(new SheetData());
            Row(writer, 1, columns.All.Select(column => (object?)column.Title), Bold);
            uint number = 1;
            await foreach (var row in rows.WithCancellation(stop))
            {
                if (++number > MostRows) throw new InvalidOperationException($"A sheet holds at most {MostRows} rows.");
                Row(writer, number, columns.All.Select(column => column.Value(row)), Plain);
            }
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        workbook.Workbook = new Workbook(new Sheets(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = SheetName(columns.Title) }));
    }

    private static void Row(OpenXmlWriter writer, uint number, IEnumerable<object?> values, uint style)
    {
        writer.WriteStartElement(new Row { RowIndex = number });
        foreach (var value in values) writer.WriteElement(CellOf(value, style));
        writer.WriteEndElement();
    }

    private static Cell CellOf(object? value, uint style) => value switch
    {
        null => new Cell { StyleIndex = style },
        bool yes => new Cell { DataType = CellValues.Boolean, CellValue = new(yes ? "1" : "0"), StyleIndex = style },
        byte or short or int or long or decimal => Number(Convert.ToString(value, CultureInfo.InvariantCulture)!, style),
        double or float when double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)) => Number(Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture), style),
        DateOnly day => Date(day.ToDateTime(TimeOnly.MinValue), Day),
        Month month => Date(month.First.ToDateTime(TimeOnly.MinValue), OfMonth),
        DateTime instant => Date(instant, Instant),
        _ => Text(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", style),
    };

    private static Cell Number(string number, uint style) => new() { CellValue = new(number), StyleIndex = style };

    // Excel's calendar has a 29 February 1900 that never was; days before March 1900 are therefore text.
    private static Cell Date(DateTime date, uint style) => date.Year > 1900
        ? Number(date.ToOADate().ToString("R", CultureInfo.InvariantCulture), style)
        : Text(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Plain);

    private static Cell Text(string text, uint style) => new()
    {
        DataType = CellValues.InlineString,
        StyleIndex = style,
        InlineString = new(new Text(Writable(text)) { Space = SpaceProcessingModeValues.Preserve }),
    };

    // XML has no way to write most control characters.
    private static string Writable(string text)
    {
        if (text.Length > MostCharacters) text = text[..(char.IsHighSurrogate(text[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)];
        for (var i = 0; i < text.Length; i++)
        {
            if (System.Xml.XmlConvert.IsXmlChar(text[i])) continue;
            if (i + 1 < text.Length && System.Xml.XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i])) i++;
            else text = text.Remove(i, 1).Insert(i, "\uFFFD");
        }
        return text;
    }

    private static string SheetName(string title)
    {
        var name = string.Concat(title.Select(c => c is '[' or ']' or ':' or '*' or '?' or '/' or '\\' or '\'' || char.IsControl(c) ? ' ' : c)).Trim();
        if (name.Length > 31) name = name[..31].TrimEnd();
        return name.Length == 0 ? "1" : name;
    }

    private static Stylesheet Styles() => new(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = 164, FormatCode = "yyyy\\-mm\\-dd" },
            new NumberingFormat { NumberFormatId = 165, FormatCode = "yyyy\\-mm\\-dd\\ hh:mm" },
            new NumberingFormat { NumberFormatId = 166, FormatCode = "yyyy\\-mm" }),
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { FontId = 1, ApplyFont = true },
            new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 165, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 166, ApplyNumberFormat = true }));
}
