using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using FsCheck;
using FsCheck.Fluent;
using Foundation.Files;
using Sheets = Balsts.Tests.Files.Sheets;

namespace Balsts.Tests.Files;

public sealed class XlsxFileTests
{
    static readonly string Names = Sheets.Row("name", "value");

    static Sheets.Seen Read(string rows, string styles = "", string shared = "", string properties = "") =>
        Sheets.Read(Sheets.Workbook([("List", rows)], styles, shared, properties), "list.csv");

    static string Value(string cell, string styles = "", string shared = "", string properties = "") =>
        Read($"{Names}<row><c t=\"inlineStr\"><is><t>x</t></is></c>{cell}</row>", styles, shared, properties).Rows.Single().Cells[1];

    [Fact]
    public void Rows_keep_the_numbers_and_cells_the_columns_that_the_spreadsheet_shows()
    {
        var seen = Read($"{Names}<row r=\"3\"/><row r=\"7\"><c r=\"B7\"><v>5</v></c></row><row><c><v>1</v></c></row>");
        seen.Headers.ShouldBe(["name", "value"]);
        seen.Rows.Select(r => r.Number).ShouldBe([7, 8]);
        seen.Rows[0].Cells.ShouldBe(["", "5"]);
        seen.Rows[1].Cells.ShouldBe(["1", ""]);
    }

    [Theory]
    [InlineData("4212902579", "4212902579")]
    [InlineData("4.212902579E9", "4212902579")]
    [InlineData("1.5E+20", "150000000000000000000")]
    [InlineData("1E-7", "0.0000001")]
    [InlineData("0.10000000000000001", "0.1")]
    [InlineData("-12.5", "-12.5")]
    public void Numbers_have_no_exponent_and_the_digits_that_a_person_typed(string stored, string read) => Value($"<c><v>{stored}</v></c>").ShouldBe(read);

    [Theory]
    [InlineData(0, "46266", "2026-09-01")]
    [InlineData(1, "46266", "2026-09-01")]
    [InlineData(2, "46266", "46266")]
    [InlineData(0, "1", "1900-01-01")]
    [InlineData(0, "61", "1900-03-01")]
    [InlineData(3, "46266.5", "2026-09-01T12:00:00")]
    [InlineData(4, "0.75", "18:00:00")]
    [InlineData(0, "-1", "-1")]
    public void Days_are_read_as_ISO_dates(int style, string stored, string read)
    {
        const string styles = """<numFmts><numFmt numFmtId="164" formatCode="[$-426]dd\.mm\.yyyy;@"/><numFmt numFmtId="165" formatCode="0 &quot;days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/><xf numFmtId="20"/></cellXfs>""";
        Value($"<c s=\"{style}\"><v>{stored}</v></c>", styles).ShouldBe(read);
    }

    [Fact]
    public void Days_counted_from_1904_are_the_same_days() =>
        Value("<c s=\"0\"><v>44804</v></c>", "<cellXfs><xf numFmtId=\"14\"/></cellXfs>", properties: "<workbookPr date1904=\"1\"/>").ShouldBe("2026-09-01");

    [Fact]
    public void Texts_are_read_however_the_workbook_stores_them()
    {
        Value("<c t=\"s\"><v>1</v></c>", shared: "<si><t>a</t></si><si><r><t>Ann</t></r><r><t xml:space=\"preserve\">a </t></r><rPh><t>no</t></rPh></si>").ShouldBe("Anna ");
        Value("<c t=\"str\"><f>A1</f><v>text</v></c>").ShouldBe("text");
        Value("<c t=\"inlineStr\"><is><t>a_x000A_b</t></is></c>").ShouldBe("a\nb");
        Value("<c t=\"b\"><v>1</v></c>").ShouldBe("TRUE");
        Value("<c t=\"d\"><v>2026-09-01T00:00:00</v></c>").ShouldBe("2026-09-01");
    }

    [Fact]
    public void The_stored_result_of_a_formula_counts_and_is_noted()
    {
        var seen = Read($"{Names}<row><c><v>1</v></c><c><f>A2*2</f><v>2</v></c></row>");
        seen.Rows.Single().Cells[1].ShouldBe("2");
        seen.FirstFormula.ShouldBe("B2");
        var never = Read($"{Names}<row><c><v>1</v></c><c><f>A2*2</f></c></row>");
        never.Code.ShouldBe("file.formula-without-value");
        never.Problem!.Args.ShouldBe([2, "B"]);
    }

    [Fact]
    public void The_first_sheet_is_read_unless_another_is_named()
    {
        var book = Sheets.Workbook(("One", Names + Sheets.Row("a", "1")), ("Two", Names + Sheets.Row("b", "2")));
        Sheets.Read(book).Rows.Single().Cells[0].ShouldBe("a");
        Sheets.Read(book, sheet: "two").Rows.Single().Cells[0].ShouldBe("b");
        var missing = Sheets.Read(book, sheet: "Three");
        missing.Code.ShouldBe("file.sheet-missing");
        missing.Problem!.Args.ShouldBe(["Three", "One, Two"]);
    }

    [Fact]
    public void An_empty_first_sheet_is_refused_with_the_names_of_the_sheets()
    {
        var problem = Sheets.Read(Sheets.Workbook(("Cover", "<row/>"), ("Data", Names + Sheets.Row("a", "1")))).Problem!;
        problem.Code.ShouldBe("file.sheet-empty");
        problem.Args.ShouldBe(["Cover", "Cover, Data"]);
        Read("").Code.ShouldBe("file.empty");
        Read(Names).Code.ShouldBe("file.header-only");
        Read($"<row r=\"3\">{Names[5..]}").Code.ShouldBe("file.header-missing");
    }

    [Theory]
    [InlineData("<row><c r=\"XFD2\"><v>1</v></c></row>", "file.too-many-columns")]
    [InlineData("<row><c r=\"ZZZZZZZZZZZZ2\"><v>1</v></c></row>", "file.damaged")]
    [InlineData("<row r=\"1\"><c><v>1</v></c></row>", "file.damaged")]
    [InlineData("<row><c r=\"B2\"><v>1</v></c><c r=\"A2\"><v>1</v></c></row>", "file.damaged")]
    [InlineData("<row><c t=\"d\"><v>T00:00:00</v></c></row><row r=\"1048577\"><c><v>1</v></c></row>", "file.too-many-rows")]
    [InlineData("<row r=\"99999999999\"/>", "file.damaged")]
    [InlineData("<row><c t=\"s\"><v>7</v></c></row>", "file.damaged")]
    [InlineData("<row><c><v>many</v></c></row>", "file.damaged")]
    [InlineData("<row><c r=\"C2\"><v>1</v></c></row>", "file.row-too-wide")]
    [InlineData("<row><c>", "file.damaged")]
    public void A_damaged_or_lying_sheet_is_a_problem(string rows, string code) => Read(Names + rows).Code.ShouldBe(code);

    [Fact]
    public void A_cell_over_the_limit_names_its_place()
    {
        var seen = Read(Names + Sheets.Row("a", new string('x', FileLimits.MaxCellLength + 1)));
        seen.Code.ShouldBe("file.cell-too-long");
        seen.Problem!.Args.ShouldBe([2, "B", FileLimits.MaxCellLength]);
    }

    [Fact]
    public void What_is_packed_but_no_workbook_is_refused()
    {
        Sheets.Read(Sheets.Zip([("content.xml", "<a/>")]), "a.ods").Code.ShouldBe("file.not-a-table");
        Sheets.Read(Sheets.Zip([])).Code.ShouldBe("file.not-a-table");
        Sheets.Read(Sheets.Zip(Enumerable.Range(0, 1500).Select(i => ($"{i}", "")))).Code.ShouldBe("file.unpacks-too-large");
        Sheets.Read(Sheets.Zip(Enumerable.Range(0, 20_000).Select(i => ($"{i}", "")))).Code.ShouldBe("file.unpacks-too-large");
    }

    [Fact]
    public void Entities_are_not_expanded()
    {
        var book = Sheets.Zip([("xl/workbook.xml", "<!DOCTYPE w [<!ENTITY a \"aaaa\">]><workbook>&a;</workbook>")]);
        Sheets.Read(book).Code.ShouldBe("file.damaged");
    }

    [Theory]
    [InlineData("xl/worksheets/sheet1.xml", " ", 1100, "file.unpacks-too-large")]
    [InlineData("xl/worksheets/sheet1.xml", "<row><c/></row>", 300, "file.too-many-rows")]
    [InlineData("xl/worksheets/sheet1.xml", "x", 300, "file.unpacks-too-large")]
    [InlineData("xl/worksheets/sheet1.xml", "<a>", 300, "file.damaged")]
    [InlineData("xl/worksheets/sheet1.xml", "<a/>", 300, "file.unpacks-too-large")]
    [InlineData("xl/sharedStrings.xml", "<si><t>abcdefgh</t></si>", 300, "file.unpacks-too-large")]
    [InlineData("xl/styles.xml", "<cellXfs><xf numFmtId=\"14\"/></cellXfs>", 300, "file.damaged")]
    public void A_bomb_is_refused_fast_and_with_little_memory(string part, string repeated, int megabytes, string code)
    {
        var bomb = Bomb(part, repeated, megabytes);
        bomb.Length.ShouldBeLessThan(8 * 1024 * 1024);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        Sheets.Read(bomb).Code.ShouldBe(code);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(400L * 1024 * 1024);
    }

    /// <summary>A small workbook with one part that unpacks to so many megabytes.</summary>
    static byte[] Bomb(string part, string repeated, int megabytes)
    {
        var chunk = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(repeated, 1024 * 1024 / repeated.Length)));
        var bomb = new MemoryStream();
        using (var harmless = new ZipArchive(new MemoryStream(Sheets.Workbook(("List", Names + Sheets.Row("a", "1"))))))
        using (var zip = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var entry in harmless.Entries)
            {
                using var from = new StreamReader(entry.Open());
                using var to = zip.CreateEntry(entry.FullName).Open();
                var text = from.ReadToEnd();
                // what is repeated stands within the sheet's rows, or within the outermost element of another part
                var inside = text.IndexOf("</sheetData>", StringComparison.Ordinal) is >= 0 and var end ? end : text.LastIndexOf("</", StringComparison.Ordinal);
                to.Write(Encoding.UTF8.GetBytes(entry.FullName == part ? text[..inside] : text));
                for (var i = 0; entry.FullName == part && i < megabytes; i++) to.Write(chunk);
            }
        return bomb.ToArray();
    }

    [Fact]
    public void A_workbook_with_any_bytes_changed_gives_rows_or_a_problem_but_never_an_exception()
    {
        var book = Sheets.Workbook([("List", Names + Sheets.Row("a", "1") + "<row><c t=\"s\"><v>0</v></c></row>")], "<cellXfs><xf numFmtId=\"14\"/></cellXfs>", "<si><t>b</t></si>", "");
        var changes = Gen.Choose(0, book.Length - 1).Zip(Gen.Choose(0, 255)).ListOf().Where(l => l.Count < 12);
        Prop.ForAll(changes.ToArbitrary(), list =>
        {
            var changed = book.ToArray();
            foreach (var (at, value) in list) changed[at] = (byte)value;
            var seen = Sheets.Read(changed);
            return seen.Problem is null || seen.Problem.Code.StartsWith("file.", StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

        // and within the parts, where packing does not hide the change
        var parts = Parts(book);
        var edits = Gen.Choose(0, parts.Count - 1).Zip(Gen.Choose(0, 10_000)).Zip(Gen.Elements('<', '>', '"', '/', '0', '9', 'A', '-', ' ', '_', '&', 'é', 't')).ListOf().Where(l => l.Count is > 0 and < 8);
        Prop.ForAll(edits.ToArbitrary(), list =>
        {
            var edited = parts.ToList();
            foreach (var ((part, at), c) in list)
            {
                var (name, text) = edited[part];
                edited[part] = (name, text.Remove(at % text.Length, 1).Insert(at % text.Length, c.ToString()));
            }
            var seen = Sheets.Read(Sheets.Zip(edited));
            return seen.Problem is null || seen.Problem.Code.StartsWith("file.", StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
        for (var length = 0; length < book.Length; length += 7) Sheets.Read(book[..length]).Problem.ShouldNotBeNull();
    }

    static List<(string Name, string Content)> Parts(byte[] book)
    {
        using var zip = new ZipArchive(new MemoryStream(book));
        return [.. zip.Entries.Select(e =>
        {
            using var reader = new StreamReader(e.Open());
            return (e.FullName, reader.ReadToEnd());
        })];
    }

    [Fact]
    public void A_workbook_that_a_library_wrote_is_read()
    {
        var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var part = workbook.AddNewPart<WorksheetPart>();
            Cell Text(string text) => new() { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) };
            part.Worksheet = new Worksheet(new SheetData(new Row(Text("vārds"), Text("slodze")), new Row(Text("Ģirts"), new Cell { CellValue = new CellValue(0.5) })));
            workbook.Workbook = new Workbook(new DocumentFormat.OpenXml.Spreadsheet.Sheets(new Sheet { Name = "Saraksts", SheetId = 1, Id = workbook.GetIdOfPart(part) }));
        }
        Sheets.Read(stream.ToArray(), sheet: "Saraksts").Rows.Single().Cells.ShouldBe(["Ģirts", "0.5"]);
    }

    [Fact]
    public void A_large_workbook_is_read_as_a_stream()
    {
        var rows = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"<row><c><v>{i}</v></c><c t=\"inlineStr\"><is><t>{i}</t></is></c></row>"));
        using var file = SheetFile.Open(new MemoryStream(Sheets.Workbook(("List", Names + rows))), "big.xlsx").Value!;
        var count = 0;
        foreach (var row in file.Rows())
        {
            row.Failed.ShouldBeFalse();
            count++;
        }
        count.ShouldBe(100_000);
    }
}
