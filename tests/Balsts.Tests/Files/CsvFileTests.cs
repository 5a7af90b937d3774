using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Foundation.Files;
using Foundation.Outcomes;

namespace Balsts.Tests.Files;

public sealed class CsvFileTests
{
    static readonly Encoding Baltic = CodePagesEncodingProvider.Instance.GetEncoding(1257)!;

    [Fact]
    public void Rows_are_numbered_as_a_spreadsheet_shows_them()
    {
        var seen = Sheets.Read("name,town\r\n\"Anna\nMaria\",Rīga\r\n\r\nJānis,\"Cēsis, Latvia\"\r\n");
        seen.Headers.ShouldBe(["name", "town"]);
        seen.Rows.Select(r => r.Number).ShouldBe([2, 4]);
        seen.Rows[0].Cells.ShouldBe(["Anna\nMaria", "Rīga"]);
        seen.Rows[1].Cells.ShouldBe(["Jānis", "Cēsis, Latvia"]);
        seen.Problem.ShouldBeNull();
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_byte_order_mark_is_no_part_of_the_first_column_name(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] content = [.. encoding.GetPreamble(), .. encoding.GetBytes("vārds;slodze\nĢirts;0,5")];
        var seen = Sheets.Read(content);
        seen.Headers.ShouldBe(["vārds", "slodze"]);
        seen.Rows[0].Cells.ShouldBe(["Ģirts", "0,5"]);
    }

    [Fact]
    public void What_a_Baltic_spreadsheet_writes_as_plain_CSV_is_read()
    {
        var seen = Sheets.Read(Baltic.GetBytes("vārds;uzvārds\nŽanis;Bērziņš\nÄnne;Šķēle"));
        seen.Rows.Select(r => r.Cells[1]).ShouldBe(["Bērziņš", "Šķēle"]);
    }

    [Theory]
    [InlineData(1251, "имя;фамилия\nИван;Петров")]
    [InlineData(1254, "ad;soyad\nIşıl;Yıldırım")]
    public void Letters_of_another_alphabet_are_refused_with_the_remedy_rather_than_turned_into_others(int codePage, string text)
    {
        var seen = Sheets.Read(CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetBytes(text));
        seen.Code.ShouldBe("file.encoding");
        seen.Problem!.Message.ShouldContain("CSV UTF-8");
    }

    [Fact]
    public void Damaged_UTF_8_is_refused_rather_than_read_as_something_else()
    {
        var bytes = Encoding.UTF8.GetBytes("vārds,uzvārds\nĀris,Kalniņš\n");
        Sheets.Read([.. bytes, 0xC4]).Code.ShouldBe("file.encoding");
    }

    [Theory]
    [InlineData("a,b\n1,2")]
    [InlineData("a;b\n1;2")]
    [InlineData("a\tb\n1\t2")]
    [InlineData("a;b\n1;2\n\"x, y, z\";3")]
    [InlineData("a;b\n1;\"2\"\"; 3,\"\n4;5")]
    [InlineData("\"a\";\"b\"\n\"1,0\";\"2,0\"")]
    [InlineData("sep=;\na;b\n1;2")]
    public void The_separator_is_found(string text) => Sheets.Read(text).Headers.ShouldBe(["a", "b"]);

    [Fact]
    public void The_line_with_which_a_spreadsheet_names_the_separator_is_no_row() => Sheets.Read("sep=;\r\na;b\r\n1;2").Rows.Single().Number.ShouldBe(2);

    [Fact]
    public void Decimal_commas_do_not_make_columns_of_a_file_with_semicolons() =>
        Sheets.Read("vārds;slodze\nAnna;0,5\nIlze;0,75").Rows[1].Cells.ShouldBe(["Ilze", "0,75"]);

    [Theory]
    [InlineData("", "file.empty")]
    [InlineData("\uFEFF", "file.empty")]
    [InlineData("\n\n", "file.empty")]
    [InlineData(" , \n", "file.empty")]
    [InlineData("\na,b\n1,2", "file.header-missing")]
    [InlineData("a,b", "file.header-only")]
    [InlineData("a,b\n,\n", "file.header-only")]
    [InlineData("a,,b\n1,2,3", "file.header-blank")]
    [InlineData("a,b, A \n1,2,3", "file.header-twice")]
    [InlineData("a,b\n1,\"2\n3,4\n", "file.unclosed-quote")]
    [InlineData("a,b\n1,x\"y\n3,\"4\n", "file.unclosed-quote")]
    [InlineData("a,b\n\"Saulīte\" skola,2\n", "file.text-after-quote")]
    [InlineData("a,b\n1,2,3\n", "file.row-too-wide")]
    [InlineData("<html><table><tr><td>a</td></tr></table></html>", "file.not-a-table")]
    [InlineData("%PDF-1.7\n", "file.not-a-table")]
    [InlineData("a,b\n1,\0\n", "file.not-a-table")]
    public void What_is_wrong_with_a_file_is_a_problem(string text, string code) => Sheets.Read(text).Code.ShouldBe(code);

    [Fact]
    public void A_quotation_mark_left_open_names_its_row()
    {
        var seen = Sheets.Read("a,b\n1,2\n3,\"4\n5,6\n7,8\n");
        seen.Rows.Single().Cells.ShouldBe(["1", "2"]);
        seen.Problem!.Args.ShouldBe([3]);
    }

    [Theory]
    [InlineData("a,b\n\n\n1,2\n3,\"4\"x\n5,6\n", "file.text-after-quote")]
    [InlineData("a,b\r\n\r\n\r\n1,\"2\r\n\r\n\"\r\n3,\"4\r\n5,6\r\n", "file.unclosed-quote")]
    public void Blank_lines_count_when_the_row_with_the_fault_is_named(string text, string code)
    {
        var seen = Sheets.Read(text);
        seen.Rows.Single().Number.ShouldBe(4);
        seen.Code.ShouldBe(code);
        seen.Problem!.Args.ShouldBe([5]);
    }

    [Fact]
    public void A_quotation_mark_left_open_in_a_large_file_does_not_fill_the_memory()
    {
        var seen = Sheets.Read("a,b\n1,\"open\n" + string.Concat(Enumerable.Repeat("lorem ipsum,dolor\n", 200_000)));
        seen.Code.ShouldBe("file.row-too-long");
        seen.Problem!.Args.ShouldBe([2]);
    }

    [Fact]
    public void A_quotation_mark_within_a_cell_is_a_letter_like_others() =>
        Sheets.Read("a,b\nPII \"Saulīte\",2\n\"PII \"\"Zīlīte\"\"\",3").Rows.Select(r => r.Cells[0]).ShouldBe(["PII \"Saulīte\"", "PII \"Zīlīte\""]);

    [Fact]
    public void Short_rows_are_filled_and_blank_columns_at_the_edge_are_dropped()
    {
        var seen = Sheets.Read("a,b,,\n1\n2,3,,\n");
        seen.Headers.ShouldBe(["a", "b"]);
        seen.Rows.Select(r => string.Join('|', r.Cells)).ShouldBe(["1|", "2|3"]);
    }

    [Fact]
    public void Too_many_columns_too_long_cells_and_too_many_rows_are_refused()
    {
        Sheets.Read(string.Join(',', Enumerable.Range(0, 201)) + "\n1").Code.ShouldBe("file.too-many-columns");
        var longCell = Sheets.Read("a,b\n1," + new string('x', FileLimits.MaxCellLength + 1));
        longCell.Code.ShouldBe("file.cell-too-long");
        longCell.Problem!.Args.ShouldBe([2, "B", FileLimits.MaxCellLength]);
        Sheets.Read("a\n" + string.Concat(Enumerable.Repeat("1\n", FileLimits.MaxRows + 1))).Code.ShouldBe("file.too-many-rows");
    }

    [Fact]
    public void Millions_of_blank_lines_are_not_read_to_their_end() =>
        Sheets.Read("a\n1\n" + new string('\n', 10_000_000)).Code.ShouldBe("file.too-many-rows");

    [Fact]
    public void Column_names_are_cleaned_and_not_endless()
    {
        Sheets.Read("\"Iestādes\r\n nosaukums\",b\n1,2").Headers[0].ShouldBe("Iestādes nosaukums");
        Sheets.Read($"a,{new string('x', FileLimits.MaxHeaderLength + 1)}\n1,2").Problem!.Args.ShouldBe(["B", FileLimits.MaxHeaderLength]);
    }

    [Fact]
    public void A_file_over_the_limit_is_refused_before_it_is_read()
    {
        var endless = new Endless();
        var opened = SheetFile.Open(endless, "big.csv");
        opened.Problem!.Code.ShouldBe("file.too-large");
        opened.Problem.Args.ShouldBe([FileLimits.MaxMegabytes]);
        endless.Given.ShouldBeLessThan(FileLimits.MaxBytes + 1024 * 1024);
        SheetFile.Open(new Endless(seekable: true), "big.csv").Problem!.Code.ShouldBe("file.too-large");
    }

    [Fact]
    public void A_stream_that_cannot_be_sought_is_read_all_the_same()
    {
        using var file = SheetFile.Open(new Forward("a,b\n1,2\n"u8.ToArray()), "C:\\folder\\list.csv").Value!;
        file.Name.ShouldBe("list.csv");
        file.Rows().Single().Value!.Cells.ShouldBe(["1", "2"]);
    }

    [Fact]
    public void An_old_workbook_and_one_with_a_password_are_told_apart()
    {
        byte[] container = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[70_000]];
        Sheets.Read(container, "old.xls").Code.ShouldBe("file.old-workbook");
        Encoding.Unicode.GetBytes("EncryptedPackage").CopyTo(container, 65_530);
        Sheets.Read(container, "locked.xlsx").Code.ShouldBe("file.encrypted");
    }

    [Fact]
    public void A_refused_value_is_cut_without_halving_a_character()
    {
        var problem = FileProblems.Empty;
        new Refusal("f", 2, "a", new string('x', 500), problem).Value!.Length.ShouldBe(FileLimits.ShownValue);
        new Refusal("f", 2, "a", new string('x', 99) + "😀", problem).Value!.Length.ShouldBe(99);
        new Refusal("f", 2, "a", null, problem).Value.ShouldBeNull();
    }

    [Fact]
    public void Whatever_table_is_written_as_CSV_is_read_as_it_was()
    {
        var cell = Gen.Elements('a', 'ā', 'Ə', '"', ',', ';', '\t', '\n', '\r', ' ', '\'', '<', 'ž').ListOf()
            .Select(cs => new string([.. cs]));
        var table = Gen.Choose(1, 6).SelectMany(width => cell.ListOf(width).ListOf());
        var way = Gen.Elements(',', ';', '\t').Zip(Gen.Elements(true, false)).Zip(Gen.Elements("\n", "\r\n"));
        Prop.ForAll(table.Zip(way).ToArbitrary(), sample =>
        {
            var (cells, ((separator, mark), line)) = sample;
            var rows = cells.Where(r => r.Any(c => !string.IsNullOrWhiteSpace(c))).ToList();
            if (rows.Count == 0) return true;
            var headers = Enumerable.Range(0, rows[0].Count).Select(i => $"h{i}").ToList();
            var text = string.Concat(new[] { headers }.Concat<IEnumerable<string>>(rows).Select(r => string.Join(separator, r.Select(Quoted)) + line));
            var seen = Sheets.Read([.. mark ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(text)]);
            return seen.Problem is null && seen.Headers.SequenceEqual(headers)
                && seen.Rows.Select(r => r.Cells).Zip(rows, (read, written) => read.SequenceEqual(written)).All(same => same) && seen.Rows.Count == rows.Count;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

        static string Quoted(string cell) => cell.IndexOfAny([',', ';', '\t', '"', '\n', '\r']) >= 0 ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
    }

    [Fact]
    public void Random_bytes_give_rows_or_a_problem_but_never_an_exception()
    {
        var start = Gen.Elements<byte[]>([], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], "PK\x03\x04"u8.ToArray(), "PK\x05\x06"u8.ToArray(), "a,b\n"u8.ToArray(), "\"a\";\"b"u8.ToArray());
        var bytes = Gen.Choose(0, 255).Select(b => (byte)b).ListOf().Select(l => l.ToArray());
        var sevenBit = Gen.Elements<byte>((byte)'a', (byte)'"', (byte)',', (byte)'\n', (byte)'\r', (byte)';', 0xC4, 0x81, 0xFF).ListOf().Select(l => l.ToArray());
        Prop.ForAll(start.Zip(Gen.OneOf(bytes, sevenBit)).ToArbitrary(), sample =>
        {
            var seen = Sheets.Read([.. sample.Item1, .. sample.Item2]);
            return seen.Problem is null || seen.Problem.Code.StartsWith("file.", StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(300));
    }

    sealed class Forward(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }

    sealed class Endless(bool seekable = false) : Stream
    {
        public long Given { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)'a', offset, count);
            Given += count;
            return count;
        }

        public override bool CanRead => true;
        public override bool CanSeek => seekable;
        public override bool CanWrite => false;
        public override long Length => long.MaxValue;
        public override long Position { get; set; }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => 0;
        public override void SetLength(long value) { }
        public override void Write(byte[] buffer, int offset, int count) { }
    }
}
