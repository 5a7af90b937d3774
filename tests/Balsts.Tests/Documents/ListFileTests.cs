using System.Diagnostics;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using ExcelDataReader;
using Foundation.Documents;
using Foundation.Languages;
using Foundation.Periods;
using Microsoft.AspNetCore.Http;

namespace Balsts.Tests.Documents;

public sealed class ListFileTests
{
    // The reader of workbooks asks for a code page of old Windows even where it needs none.
    static ListFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private sealed record Row(string? Name, decimal Hours, DateOnly Day, Month Month, bool Done);

    private static readonly Row row = new("Āboliņa; \"Ilze\"", -1.5m, new(2026, 11, 2), new(2026, 11), true);

    private static Columns<Row> In(string language) => new("Hours: [2026]", new Texts(language),
        new("Name", r => r.Name), new("Hours", r => r.Hours), new("Day", r => r.Day), new("Month", r => r.Month), new("Done", r => r.Done));

    private static async Task<string> CsvOf(string language, params Row[] rows)
    {
        using var stream = new MemoryStream();
        await Csv.Write(stream, In(language), rows.ToAsyncEnumerable());
        stream.ToArray().AsSpan(0, 3).SequenceEqual(Encoding.UTF8.Preamble).ShouldBeTrue();
        return Encoding.UTF8.GetString(stream.ToArray()[3..]);
    }

    private static async Task<(MemoryStream File, List<object?[]> Rows)> XlsxOf(params IEnumerable<Row> rows)
    {
        var stream = new MemoryStream();
        await Xlsx.Write(stream, In("lv"), rows.ToAsyncEnumerable());
        stream.Position = 0;
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(stream, new ExcelReaderConfiguration { LeaveOpen = true });
        var read = new List<object?[]>();
        while (reader.Read()) read.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
        stream.Position = 0;
        return (stream, read);
    }

    [Fact]
    public async Task CSV_has_the_separator_and_the_decimals_of_its_reader()
    {
        (await CsvOf("lv", row)).ShouldBe("Name;Hours;Day;Month;Done\r\n\"Āboliņa; \"\"Ilze\"\"\";-1,5;2026-11-02;2026-11;1\r\n");
        (await CsvOf("en", row)).ShouldBe("Name,Hours,Day,Month,Done\r\n\"Āboliņa; \"\"Ilze\"\"\",-1.5,2026-11-02,2026-11,1\r\n");
    }

    [Theory]
    [InlineData("=1+1"), InlineData("+371 20000000"), InlineData("-cmd"), InlineData("@SUM(A1)"), InlineData("\tx")]
    public async Task A_text_that_begins_like_a_formula_is_only_a_text(string text)
    {
        (await CsvOf("lv", row with { Name = text })).ShouldContain("\n'" + text);
        var (_, rows) = await XlsxOf(row with { Name = text });
        rows[1][0].ShouldBe(text);
    }

    [Fact]
    public async Task A_workbook_keeps_numbers_days_and_yes_as_what_they_are()
    {
        var (file, rows) = await XlsxOf(row);
        rows[0].ShouldBe(["Name", "Hours", "Day", "Month", "Done"]);
        rows[1].ShouldBe([row.Name, -1.5, new DateTime(2026, 11, 2), new DateTime(2026, 11, 1), true]);

        using var document = SpreadsheetDocument.Open(file, isEditable: false);
        document.PackageProperties.Title.ShouldBe("Hours: [2026]");
        document.PackageProperties.Language.ShouldBe("lv");
        new OpenXmlValidator().Validate(document).Select(fault => fault.Description).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_character_that_XML_cannot_hold_does_not_spoil_the_workbook()
    {
        var (_, rows) = await XlsxOf(row with { Name = "a\u0001b\uD83D\uDE00c\uD83D" });
        rows[1][0].ShouldBe("a\uFFFDb\uD83D\uDE00c\uFFFD");
    }

    [Fact]
    public async Task Ten_thousand_rows_take_no_time()
    {
        var began = Stopwatch.GetTimestamp();
        var (_, rows) = await XlsxOf(Enumerable.Range(0, 10_000).Select(n => row with { Hours = n }));
        rows.Count.ShouldBe(10_001);
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(ListFormat.Csv, "text/csv; charset=utf-8"), InlineData(ListFormat.Xlsx, Xlsx.ContentType)]
    public async Task An_answer_is_a_file_with_a_name(ListFormat format, string type)
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        await new ListFile<Row>("Darbības 2026/11", format, In("lv"), new[] { row }.ToAsyncEnumerable()).ExecuteAsync(context);
        context.Response.ContentType.ShouldBe(type);
        context.Response.Body.Length.ShouldBeGreaterThan(40);
    }

    [Theory]
    [InlineData("pārskats", "attachment; filename*=UTF-8''p%C4%81rskats.csv; filename=\"parskats.csv\"")]
    [InlineData("Həsənov \"2026\"\r\nX: y", "attachment; filename*=UTF-8''H%C9%99s%C9%99nov%20-2026---X-%20y.csv; filename=\"Hesenov -2026---X- y.csv\"")]
    [InlineData("../..", "attachment; filename*=UTF-8''list.csv; filename=\"list.csv\"")]
    public void A_name_is_safe_and_whole(string name, string expected)
    {
        var header = FileName.Disposition(name, ".csv");
        header.Split("; ").Order().ShouldBe(expected.Split("; ").Order());
    }
}
