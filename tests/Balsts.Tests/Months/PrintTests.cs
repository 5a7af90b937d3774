using System.Diagnostics;
using System.Net;
using System.Text;
using Balsts.Months;
using Foundation.Documents;
using Foundation.Languages;

namespace Balsts.Tests.Months;

/// <summary>The report on paper, as other programs read it (poppler): for each viewer what they see on the page, in order, with all letters, tagged and in a language.</summary>
public sealed class PrintTests
{
    const string AllLetters = "āčēģīķļņšūž ĀČĒĢĪĶĻŅŠŪŽ əğıöşüç ƏĞİÖŞÜÇ";

    static string? Read(string program, byte[] pdf, params string[] options)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, pdf);
            using var process = Process.Start(new ProcessStartInfo(program, [.. options, file, .. program == "pdftotext" ? ["-"] : Array.Empty<string>()]) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 })!;
            var complaint = process.StandardError.ReadToEndAsync();
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            process.ExitCode.ShouldBe(0, complaint.Result);
            return said;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("poppler-utils are not on this machine.");
            return null;
        }
        finally { File.Delete(file); }
    }

    static async Task<byte[]> Paper(HttpClient client, string address)
    {
        using var response = await client.GetAsync(address);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(Pdf.ContentType);
        response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return await response.Content.ReadAsByteArrayAsync();
    }

    static void InOrder(string text, params string[] pieces)
    {
        var (flat, at) = (string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), 0);
        foreach (var piece in pieces) (at = flat.IndexOf(piece, at, StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(0, $"{piece} — in order, in:\n{flat}");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Each_prints_what_they_see(On database)
    {
        await using var site = new TestSite(database);
        var report = TestSite.Id("projectmentor report 2026-10");
        Guid slice(string unit, int round) => TestSite.Id($"{report} {unit} {round}");

        var whole = await Paper(await site.As("manager", "lv"), $"/reports/{report}.pdf");
        InOrder(Read("pdftotext", whole, "-layout")!, "pārskats, oktobris 2026", "Stāvoklis", "Ko mēnesis deva", "Məsləhətdən sonra müəllim testləri özü hazırlayır", "18", "207", "62", "Atslēgas", "Versijas", "Layihə “Rəqəmsal məktəb” proqramının vəsaiti", "Sagatavots:");
        Read("pdfinfo", whole)!.ShouldContain("Tagged:          yes");
        InOrder(Read("pdfinfo", whole, "-struct-text")!, "Document", "H1", "H2", "Table", "THead", "TH", "/Scope /Column", "TBody", "TD");
        Encoding.Latin1.GetString(whole).ShouldContain("/Lang(lv)");
        Read("pdffonts", whole)!.Split('\n').Skip(2).Where(l => l.Length > 0).ShouldAllBe(l => l.Contains("yes yes yes"));
        Read("pdftotext", await Paper(await site.As("manager", "en"), $"/reports/{report}.pdf?version=1"))!.ShouldContain("This is an earlier version.");

        var part = Read("pdftotext", await Paper(await site.As("projecthead", "az"), $"/slices/{slice("baku62", 2)}.pdf"), "-layout")!;
        InOrder(part, "ilk görüş", "elektron lövhə", "Sətirlərə yazılmış qeydlər", "paralel sinfin müəllimi", "növbəti dəfə onu da", "Açarlar", "Layihə “Rəqəmsal məktəb” proqramının vəsaiti");
        part.ShouldNotContain("rəqəmsal qiymətləndirmə"); // of another school
        part.ShouldNotContain("Məsləhətdən sonra"); // told to the organiser

        // the same for a program
        Read("pdftotext", await Paper(await site.ApiAs("projecthead"), $"/api/v1/months/slices/{slice("baku62", 2)}/pdf"))!.ShouldContain("elektron lövhə");
        (await Paper(await site.ApiAs("manager"), $"/api/v1/months/reports/{report}/pdf?version=1")).Length.ShouldBeGreaterThan(1000);
        foreach (var address in new[] { $"reports/{report}/pdf", $"slices/{slice("baku145", 2)}/pdf" }) (await (await site.ApiAs("projecthead")).GetAsync($"/api/v1/months/{address}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, address);

        foreach (var (who, address) in new[] { ("projecthead", $"/reports/{report}.pdf"), ("projecthead", $"/slices/{slice("baku145", 2)}.pdf"), ("projectteacher", $"/slices/{slice("baku62", 2)}.pdf"), ("municipality", $"/reports/{report}.pdf"), ("manager", $"/reports/{report}.pdf?version=9") })
            (await (await site.As(who)).GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{who} {address}");
    }

    [Fact]
    public void A_long_document_goes_on_with_its_heads_and_keeps_all_letters()
    {
        Pdf.LettersOf(typeof(PrintReport).Assembly);
        var pdf = new Pdf($"Garš {AllLetters}", new Texts("lv"), new(2026, 11, 23));
        pdf.Heading("Vārds");
        pdf.Paragraph(new string('x', 3000) + " a\u0304 \u202Egnp.exe \0 \ud83d\udc4d \ud800", "az");
        pdf.Said("Kas", string.Join('\n', Enumerable.Repeat("rinda", 90)));
        pdf.Table(Enumerable.Range(1, 60).ToList(), new("Numurs", 1, n => $"n{n}"), new("Teksts", 6, n => n == 30 ? string.Join(' ', Enumerable.Repeat("garum garā rinda", 900)) : AllLetters), new("Laiks", 1, n => $"{n}") { Numeric = true, Total = "1830" });
        pdf.List("viens", "divi");
        using var stream = new MemoryStream();
        pdf.Save(stream);
        var text = Read("pdftotext", stream.ToArray(), "-layout")!;
        InOrder(text, "Garš", AllLetters, "ā gnp.exe", "n1 ", "n29", "n31", "n60", "1830", "viens", "divi");
        var pages = text.TrimEnd('\f').Split('\f');
        pages.Length.ShouldBeInRange(6, 12);
        pages.Count(p => p.Contains("Numurs")).ShouldBeInRange(3, pages.Length); // the head of the table stands on each page that it reaches
        for (var n = 1; n <= pages.Length; n++) pages[n - 1].ShouldContain($"Page {n} of {pages.Length}");
        var tree = Read("pdfinfo", stream.ToArray(), "-struct-text")!;
        tree.Split("Numurs").Length.ShouldBe(2); // read aloud once
        InOrder(tree, "H1", "H2", "BlockQuote", "Table", "THead", "TBody", "L ", "LI", "Lbl", "LBody");
    }
}
