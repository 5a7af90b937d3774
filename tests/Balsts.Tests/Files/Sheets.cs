using System.IO.Compression;
using System.Text;
using Foundation.Files;
using Foundation.Outcomes;

namespace Balsts.Tests.Files;

/// <summary>Files of our own making, and what reading them gives.</summary>
static class Sheets
{
    public sealed record Seen(IReadOnlyList<string> Headers, IReadOnlyList<SheetRow> Rows, Problem? Problem, string? FirstFormula = null)
    {
        public string? Code => Problem?.Code;
    }

    public static Seen Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static Seen Read(byte[] content, string name = "people.csv", string? sheet = null)
    {
        var opened = SheetFile.Open(new MemoryStream(content), name, sheet);
        if (opened.Value is null) return new Seen([], [], opened.Problem);
        using var file = opened.Value;
        var rows = file.Rows().ToList();
        return new Seen(file.Headers, [.. rows.Where(r => !r.Failed).Select(r => r.Value!)], rows.LastOrDefault().Problem, file.FirstFormula);
    }

    public static SheetFile Open(string text, string name) => SheetFile.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), name).Value!;

    /// <summary>A workbook with the sheets' rows as they would stand in XML.</summary>
    public static byte[] Workbook(params (string Name, string Rows)[] sheets) => Workbook(sheets, "", "", "");

    public static byte[] Workbook((string Name, string Rows)[] sheets, string styles, string shared, string properties)
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var numbers = Enumerable.Range(1, sheets.Length).ToList();
        return Zip(
        [
            ("_rels/.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
            ("xl/workbook.xml", $"""<workbook xmlns="{main}" xmlns:r="{office}">{properties}<sheets>{string.Concat(numbers.Select(n => $"""<sheet name="{sheets[n - 1].Name}" sheetId="{n}" r:id="s{n}"/>"""))}</sheets></workbook>"""),
            ("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(numbers.Select(n => $"""<Relationship Id="s{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>"""))}<Relationship Id="st" Type="{office}/styles" Target="/xl/styles.xml"/><Relationship Id="sh" Type="{office}/sharedStrings" Target="../xl/sharedStrings.xml"/></Relationships>"""),
            ("xl/styles.xml", $"""<styleSheet xmlns="{main}">{styles}</styleSheet>"""),
            ("xl/sharedStrings.xml", $"""<sst xmlns="{main}">{shared}</sst>"""),
            .. numbers.Select(n => ($"xl/worksheets/sheet{n}.xml", $"""<worksheet xmlns="{main}"><sheetData>{sheets[n - 1].Rows}</sheetData></worksheet>""")),
        ]);
    }

    /// <summary>A row of texts.</summary>
    public static string Row(params string[] cells) => $"<row>{string.Concat(cells.Select(c => $"""<c t="inlineStr"><is><t>{c}</t></is></c>"""))}</row>";

    public static byte[] Zip(IEnumerable<(string Name, string Content)> parts)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in parts)
            {
                using var part = new StreamWriter(zip.CreateEntry(name).Open());
                part.Write(content);
            }
        return stream.ToArray();
    }
}
