using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Balsts.People;
using Balsts.Tests.Files;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Tests.People;

/// <summary>Lists as people really send them, over the API and the page: each is taken as it was meant, or refused with place and remedy.</summary>
public sealed class BadFilesTests
{
    const string Header = "Vārds;Uzvārds;E-pasts;Viis ID;Iestāde;No";

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task What_a_spreadsheet_does_to_a_list_does_not_keep_it_out(On database)
    {
        await using var site = new TestSite(database);
        var api = await site.ApiAs("municipality");
        var baltic = Encoding.GetEncoding(1257);
        var formula = Sheets.Workbook(("Saraksts", Sheets.Row("Vārds", "Uzvārds", "E-pasts", "Iestāde")
            + """<row><c t="inlineStr"><is><t>Formula</t></is></c><c t="str"><f>CONCATENATE("Ābo","la")</f><v>Ābola</v></c><c t="inlineStr"><is><t>formula@skola.example</t></is></c><c t="inlineStr"><is><t>Gaujmalas vidusskola</t></is></c></row>"""));
        foreach (var (name, content, family) in new (string, byte[], string)[]
        {
            ("bom.csv", [.. Encoding.UTF8.GetPreamble(), .. Utf8("Bom;Ābola;bom@skola.example;;Gaujmalas vidusskola;01.09.2026")], "Ābola"),
            ("commas.csv", Encoding.UTF8.GetBytes("Vārds,Uzvārds,E-pasts,Iestāde\ncommas,\"Ābola, dzimusi Liepa\",commas@skola.example,Gaujmalas vidusskola\n"), "Ābola, dzimusi Liepa"),
            ("breaks.csv", Utf8("Breaks;\"Ābola-\r\nLiepa\";breaks@skola.example;;Gaujmalas vidusskola;"), "Ābola- Liepa"),
            ("baltic.csv", baltic.GetBytes($"{Header}\nBaltic;Ķēniņš;baltic@skola.example;;Gaujmalas vidusskola;\n"), "Ķēniņš"),
            ("wide.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes($"{Header}\nWide;Ķēniņš;wide@skola.example;;Gaujmalas vidusskola;\n")], "Ķēniņš"),
            ("formula.xlsx", formula, "Ābola"),
        })
        {
            var (status, answer) = await Import(api, name, content);
            status.ShouldBe(HttpStatusCode.OK, $"{name}: {answer}");
            answer.GetProperty("written").GetBoolean().ShouldBeTrue($"{name}: {answer}");
            var email = Path.GetFileNameWithoutExtension(name) + "@skola.example";
            (await site.Db(db => db.Seen<Person>(Viewer.System).SingleAsync(p => p.Email == email))).FamilyName.ShouldBe(family, name);
        }
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task What_cannot_be_read_or_taken_is_answered_and_nothing_is_half_done(On database)
    {
        await using var site = new TestSite(database);
        var (api, page) = (await site.ApiAs("municipality"), await site.As("municipality", "en"));
        var before = await site.Db(db => db.Seen<Person>(Viewer.System).CountAsync());
        var unstored = Sheets.Workbook(("Saraksts", Sheets.Row("Vārds", "Uzvārds") + """<row><c t="inlineStr"><is><t>Anna</t></is></c><c><f>A1</f></c></row>"""));

        // files, by API and page
        foreach (var (name, content, code, says) in new (string, byte[], string, string)[]
        {
            ("empty.csv", [], "file.empty", "The file is empty"),
            ("letters.csv", [.. Utf8("Anna;"), 0x81, 0x83, 0xC4, (byte)';', (byte)'\n'], "file.encoding", "CSV UTF-8"),
            ("unstored.xlsx", unstored, "file.formula-without-value", "the formula has no stored value"),
            ("bomb.xlsx", Bomb(), "file.unpacks-too-large", "unpacks to far more"),
        })
        {
            var (status, answer) = await Import(api, name, content);
            // refused whole, or where it breaks off after rows that could be read
            status.ShouldBeOneOf(HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK);
            if (status == HttpStatusCode.OK) answer.GetProperty("written").GetBoolean().ShouldBeFalse(name);
            (status == HttpStatusCode.OK ? answer.GetProperty("refused").EnumerateArray().Last() : answer).GetProperty("code").GetString().ShouldBe(code, name);
            var form = new MultipartFormDataContent { { new ByteArrayContent(content), "Posted.File", name } };
            foreach (var (field, value) in ((AngleSharp.Html.Dom.IHtmlFormElement)(await page.Open("/people/import")).QuerySelector("main form[method=post]")!).Fields()) form.Add(new StringContent(value), field);
            var shown = await page.PostAsync("/people/import", form);
            if (shown.StatusCode == HttpStatusCode.Redirect) // what lies below row 1 is met when the list is checked
            {
                var columns = shown.Next();
                shown = await page.Submit(columns);
                if (shown.StatusCode == HttpStatusCode.Redirect) shown = await page.GetAsync(shown.Next());
            }
            (await shown.Html()).Body!.TextContent.ShouldContain(says, customMessage: name);
        }

        // rows, by place, value and remedy
        var (_, told) = await Import(api, "rows.csv", Utf8(
            "Veca;Diena;veca@skola.example;;Gaujmalas vidusskola;01.01.0001",
            "Pirmais;Numurs;pirmais@skola.example;N-9;Gaujmalas vidusskola;",
            "Otrais;Numurs;otrais@skola.example;N-9;Gaujmalas vidusskola;",
            "Nav;Skolas;nav@skola.example;;Nekurienes vidusskola;",
            "<img src=x onerror=alert(1)>;Ļauna;launa@skola.example;;Gaujmalas vidusskola;"));
        told.GetProperty("written").GetBoolean().ShouldBeFalse();
        told.GetProperty("refused").EnumerateArray().Select(r => (r.GetProperty("row").GetInt32(), r.GetProperty("column").GetString(), r.GetProperty("code").GetString()))
            .ShouldBe([(2, "No", "people.day-out-of-range"), (4, "Viis ID", "people.same-as-other"), (5, "Iestāde", "people.unit-unknown"), (6, "Vārds", "people.not-plain")]);
        told.GetProperty("refused").EnumerateArray().ShouldAllBe(r => r.GetProperty("reason").GetString()!.Length > 20);
        (await site.Db(db => db.Seen<Person>(Viewer.System).CountAsync())).ShouldBe(before);

        // a name may hold what HTML is made of, and is shown as letters
        (await Import(api, "sign.csv", Utf8("Anna & 3 < 5;Zīme;zime@skola.example;;Gaujmalas vidusskola;"))).Answer.GetProperty("written").GetBoolean().ShouldBeTrue();
        var sign = await site.Db(db => db.Seen<Person>(Viewer.System).SingleAsync(p => p.Email == "zime@skola.example"));
        var html = await page.GetStringAsync($"/people/{sign.Id}");
        html.ShouldContain("Anna &amp; 3 &lt; 5");
        html.ShouldNotContain("Anna & 3 < 5");
    }

    /// <summary>Two hundred megabytes are refused before they are read.</summary>
    [Fact]
    public async Task Two_hundred_megabytes_are_refused_at_the_door()
    {
        var folder = Directory.CreateTempSubdirectory("balsts-large").FullName;
        await using var server = await ServerProcess.Serve($"Data Source={Path.Combine(folder, "balsts.db")}", folder, ("BALSTS_DEMO", "1"));
        var token = (await (await server.Client.GetAsync("/sign-in")).Html()).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        (await server.Client.PostAsync("/sign-in/persona", new FormUrlEncodedContent([new("persona", "municipality"), new("__RequestVerificationToken", token)]))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        foreach (var address in new[] { "/api/v1/people/import", "/people/import" })
        {
            using var large = new HttpRequestMessage(HttpMethod.Post, address) { Content = new MultipartFormDataContent { { new ByteArrayContent(new byte[200 * 1024 * 1024]), "file", "large.csv" } } };
            large.Headers.ExpectContinue = true; // as programs ask that send much
            var answer = await server.Client.SendAsync(large);
            answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge, address);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("60 MB", customMessage: address);
        }
        (await server.Client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    static byte[] Utf8(params string[] rows) => Encoding.UTF8.GetBytes($"{Header}\n{string.Join('\n', rows)}\n");

    static async Task<(HttpStatusCode Status, JsonElement Answer)> Import(HttpClient api, string name, byte[] content)
    {
        var answer = await api.PostAsync("/api/v1/people/import", new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } });
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    /// <summary>A hundred kilobytes that unpack to a hundred megabytes.</summary>
    static byte[] Bomb()
    {
        using var stream = new MemoryStream();
        stream.Write(Sheets.Workbook(("Saraksts", Sheets.Row("Vārds", "Uzvārds") + Sheets.Row("Anna", "Liepa"))));
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
            using var part = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml").Open());
            part.Write("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>" + Sheets.Row("Vārds", "Uzvārds"));
            var row = new string(' ', 1000);
            for (var i = 0; i < 100_000; i++) part.Write(row);
            part.Write("</sheetData></worksheet>");
        }
        return stream.ToArray();
    }
}
