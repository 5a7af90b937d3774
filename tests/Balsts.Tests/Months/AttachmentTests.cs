using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Balsts.Months;
using Foundation.Files;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.Months;

/// <summary>Files that go with a report: told by their content, seen by whoever sees the part they belong to, kept by the versions that were submitted with them.</summary>
public sealed class AttachmentTests
{
    static readonly byte[] Pdf = "%PDF-1.7\nnothing"u8.ToArray();

    static byte[] Package(params (string Name, string Text)[] entries)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.ASCII.GetBytes(text));
            }
        return stream.ToArray();
    }

    static FileKind? KindOf(byte[] content) => FileKinds.Of(new MemoryStream(content));

    [Fact]
    public void The_content_says_what_a_file_is()
    {
        KindOf(Pdf).ShouldBe(FileKind.Pdf);
        KindOf([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]).ShouldBe(FileKind.Png);
        KindOf([0xFF, 0xD8, 0xFF, 0xE0]).ShouldBe(FileKind.Jpeg);
        KindOf(Package(("[Content_Types].xml", ""), ("word/document.xml", ""))).ShouldBe(FileKind.Docx);
        KindOf(Package(("[Content_Types].xml", ""), ("ppt/presentation.xml", ""))).ShouldBe(FileKind.Pptx);
        KindOf(Package(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", ""))).ShouldBe(FileKind.Ods);
        foreach (var refused in new[] { [], "MZ"u8.ToArray(), "<html><script>"u8.ToArray(), "PK\u0003\u0004broken"u8.ToArray(), Package(("word/document.xml", "")), Package(("[Content_Types].xml", ""), ("word/document.xml", ""), ("word/vbaProject.bin", "")), Package(("mimetype", "application/epub+zip")) })
            KindOf(refused).ShouldBeNull();
        ReportAttachment.NameOf("..\\..\\skola/Atskaite: 7.a.exe").ShouldBe("Atskaite- 7.a");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_file_goes_with_its_part_and_stays_with_the_version_that_had_it(On database)
    {
        await using var site = new TestSite(database);
        var (author, head, other, organiser, state) = (await site.ApiAs("coordinator"), await site.ApiAs("head"), await site.ApiAs("otherhead"), await site.ApiAs("municipality"), await site.ApiAs("state"));
        foreach (var unit in new[] { "gaujmala", "mezmala" })
            (await author.PostAsJsonAsync("/api/v1/months/lines", new { AppointmentId = TestSite.Id("coordinator post"), UnitId = TestSite.Id(unit), On = "2026-11-03", Minutes = 60, Kind = "Consultation", People = Array.Empty<Guid>() })).StatusCode.ShouldBe(HttpStatusCode.Created);
        var month = await site.Db(db => db.Seen<MonthlyPlan>(Viewer.System).Where(p => p.PersonId == TestSite.Id("coordinator")).Select(p => p.Id).FirstAsync());
        async Task<HttpResponseMessage> attach(byte[] content, string name, string? unit = null)
        {
            var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } };
            if (unit is not null) form.Add(new StringContent(TestSite.Id(unit).ToString()), "unitId");
            return await author.PostAsync($"/api/v1/months/{month}/report/attachments", form);
        }
        static async Task<Guid> made(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetGuid();
        static async Task<string> code(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString()!;
        static async Task<HttpStatusCode> read(HttpClient who, Guid id) => (await who.GetAsync($"/api/v1/months/attachments/{id}")).StatusCode;
        async Task<Guid> slice(string unit, int round) => await site.Db(db => db.Seen<ReportSlice>(Viewer.System).Where(s => s.Report!.PlanId == month && s.UnitId == TestSite.Id(unit) && s.Round == round).Select(s => s.Id).FirstAsync());
        async Task<Guid> submit()
        {
            (await author.PutAsJsonAsync($"/api/v1/months/{month}/report", new { Judgement = "Good" })).IsSuccessStatusCode.ShouldBeTrue();
            return await made(await author.PostAsync($"/api/v1/months/{month}/report/submit", null));
        }

        // what it is called and said to be does not count
        var ours = await made(await attach(Pdf, "plan.exe", "gaujmala"));
        var whole = await made(await attach(Package(("[Content_Types].xml", ""), ("xl/workbook.xml", "")), "hours.xlsx"));
        (await code(await attach("MZ"u8.ToArray(), "plan.pdf"))).ShouldBe("attachment.kind");
        (await code(await attach(Pdf, "plan.pdf", "upesciems"))).ShouldBe("attachment.no-part");
        (await code(await attach([.. Pdf, .. new byte[FileLimits.MaxAttachmentMegabytes * 1024 * 1024]], "plan.pdf"))).ShouldBe("attachment.too-large");
        Directory.GetFiles(Path.Combine(site.Folder, "attachments")).Length.ShouldBe(2);
        var saved = await author.GetAsync($"/api/v1/months/attachments/{ours}");
        (await saved.Content.ReadAsByteArrayAsync()).ShouldBe(Pdf);
        saved.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        saved.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        saved.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("plan.pdf");
        saved.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        saved.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");

        // on the page, with a form
        var (pages, files) = (await site.As("coordinator", "en"), $"/months/{month}/report/files");
        var form = (IHtmlFormElement)(await pages.Open(files)).QuerySelector("form[enctype='multipart/form-data']")!;
        var sent = new MultipartFormDataContent { { new ByteArrayContent([0xFF, 0xD8, 0xFF, 0xE0]), "Posted.File", "board.png" } };
        foreach (var (name, value) in form.Fields(("Posted.UnitId", TestSite.Id("mezmala").ToString()))) sent.Add(new StringContent(value), name);
        (await pages.PostAsync(files, sent)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await pages.Open(files)).Body!.TextContent.ShouldContain("board.jpg");

        // nobody else before it is submitted; then whoever sees the part
        foreach (var who in new[] { head, other, organiser, state }) (await read(who, ours)).ShouldBe(HttpStatusCode.NotFound);
        var report = await submit();
        (await read(head, ours)).ShouldBe(HttpStatusCode.OK);
        (await read(organiser, whole)).ShouldBe(HttpStatusCode.OK);
        foreach (var (who, id) in new[] { (other, ours), (state, ours), (head, whole) }) (await read(who, id)).ShouldBe(HttpStatusCode.NotFound);
        (await (await site.As("head", "en")).Open($"/slices/{await slice("gaujmala", 1)}")).QuerySelector($"main a[download][href='/attachments/{ours}']").ShouldNotBeNull();
        (await (await site.As("municipality", "en")).Open($"/reports/{report}")).QuerySelectorAll("main a[download][href^='/attachments/']").Length.ShouldBe(3);
        (await (await site.As("otherhead", "en")).GetAsync($"/attachments/{ours}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await attach(Pdf, "late.pdf")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await author.DeleteAsync($"/api/v1/months/attachments/{ours}")).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        // returned: one is taken out, another comes; the school with other files looks again, the version before keeps what it had
        (await other.PostAsJsonAsync($"/api/v1/months/slices/{await slice("mezmala", 1)}/discuss", new { })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await head.PostAsJsonAsync($"/api/v1/months/slices/{await slice("gaujmala", 1)}/return", new { Remark = "The wrong file" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var press = (IHtmlFormElement)(await pages.Open(files)).QuerySelector($"form[action$='{ours}/remove']")!;
        (await pages.PostAsync(press.GetAttribute("action"), new FormUrlEncodedContent(press.Fields()))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var gone = await made(await attach(Pdf, "mistake.pdf", "mezmala"));
        (await author.DeleteAsync($"/api/v1/months/attachments/{gone}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Directory.GetFiles(Path.Combine(site.Folder, "attachments")).Length.ShouldBe(3);
        var later = await made(await attach(Pdf, "later.pdf", "mezmala"));
        await submit();
        (await other.GetStringAsync($"/api/v1/months/slices/{await slice("mezmala", 2)}")).ShouldContain("\"key\":\"Waiting\"");
        (await head.GetStringAsync($"/api/v1/months/slices/{await slice("gaujmala", 2)}")).ShouldContain("\"attachments\":[]");
        (await head.GetStringAsync($"/api/v1/months/slices/{await slice("gaujmala", 1)}")).ShouldContain("plan.pdf");
        (await read(head, ours)).ShouldBe(HttpStatusCode.OK);

        // accepted: those above see what stands in the accepted version
        foreach (var (who, unit) in new[] { (head, "gaujmala"), (other, "mezmala") }) (await who.PostAsJsonAsync($"/api/v1/months/slices/{await slice(unit, 2)}/discuss", new { })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await organiser.PostAsJsonAsync($"/api/v1/months/reports/{report}/accept", new { })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        foreach (var (id, seen) in new[] { (later, HttpStatusCode.OK), (whole, HttpStatusCode.OK), (ours, HttpStatusCode.NotFound) }) (await read(state, id)).ShouldBe(seen);

        // what a killed process left behind goes after a day, and nothing else
        await site.Ask(s => s.GetRequiredService<Attachments>().Keep(new MemoryStream(Pdf)));
        site.Clock.Advance(Attachments.Unclaimed + TimeSpan.FromMinutes(1));
        (await site.Ask(s => s.GetRequiredService<DropLooseFiles>().Run())).ShouldBe(1);
        (await read(author, ours)).ShouldBe(HttpStatusCode.OK);
    }
}
