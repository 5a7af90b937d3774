using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Months;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Tests.Months;

/// <summary>Remarks on single lines of a school's part: by its head, answered by the author, read by the organiser and by nobody else, kept when the line goes.</summary>
public sealed class ThreadTests
{
    static async Task<JsonElement> Json(HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    static async Task<string> Code(HttpResponseMessage response) => (await Json(response)).GetProperty("code").GetString()!;

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_head_remarks_on_a_line_the_author_answers_and_nothing_is_lost_when_the_line_goes(On database)
    {
        await using var site = new TestSite(database);
        var (author, head, other, organiser, state) = (await site.ApiAs("coordinator"), await site.ApiAs("head"), await site.ApiAs("otherhead"), await site.ApiAs("municipality"), await site.ApiAs("state"));
        var planned = new List<Guid>();
        foreach (var (unit, day) in new[] { ("gaujmala", 3), ("gaujmala", 4), ("mezmala", 5) })
            planned.Add((await Json(await author.PostAsJsonAsync("/api/v1/months/lines", new { AppointmentId = TestSite.Id("coordinator post"), UnitId = TestSite.Id(unit), On = $"2026-11-0{day}", Minutes = 60, Kind = "Consultation", People = Array.Empty<Guid>() }))).GetProperty("id").GetGuid());
        (await author.PostAsync($"/api/v1/months/lines/{planned[0]}/done", null)).StatusCode.ShouldBe(HttpStatusCode.Created);
        var month = await site.Db(db => db.Seen<PlanLine>(Viewer.System).Where(l => l.Id == planned[0]).Select(l => l.PlanId).FirstAsync());
        async Task<Guid> submit()
        {
            (await author.PutAsJsonAsync($"/api/v1/months/{month}/report", new { Judgement = "Good" })).IsSuccessStatusCode.ShouldBeTrue();
            return (await Json(await author.PostAsync($"/api/v1/months/{month}/report/submit", null))).GetProperty("id").GetGuid();
        }
        var report = await submit();
        Task<ReportSlice> part(string unit) => site.Db(db => db.Seen<ReportSlice>(Viewer.System).AsNoTracking().Include(s => s.Lines).Where(s => s.ReportId == report && s.UnitId == TestSite.Id(unit)).OrderByDescending(s => s.Round).FirstAsync());
        var first = await part("gaujmala");
        ReportLine line(ReportSlice slice, Guid thread) => slice.Lines.Single(l => l.PlanLineId == thread);
        string at(ReportSlice slice, Guid thread) => $"/api/v1/months/slices/{slice.Id}/lines/{line(slice, thread).Id}/remarks";

        // the author does not begin; another school's head finds nothing
        (await Code(await author.PostAsJsonAsync(at(first, planned[0]), new { Text = "On my own" }))).ShouldBe("line.nothing-to-answer");
        (await other.PostAsJsonAsync(at(first, planned[0]), new { Text = "Not mine" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await organiser.PostAsJsonAsync(at(first, planned[0]), new { Text = "Not mine" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await head.PostAsJsonAsync(at(first, planned[0]), new { Text = "" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await head.PostAsJsonAsync(at(first, planned[1]), new { Text = "Why was it left out?" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        // on the page: the head remarks under the line, the author answers there
        var (heads, authors) = (await site.As("head", "en"), await site.As("coordinator", "en"));
        var page = $"/slices/{first.Id}/lines/{line(first, planned[0]).Id}";
        (await heads.Open($"/slices/{first.Id}")).QuerySelector($"main a[href='{page}']").ShouldNotBeNull();
        var sent = await heads.Submit(page, ("Posted.Text", "Which class was it?"));
        sent.Headers.Location!.ToString().ShouldEndWith($"/slices/{first.Id}#thread-{line(first, planned[0]).Id}");
        async Task<bool> waits(HttpClient on) => (await on.Open("/")).QuerySelector($"#waiting a[href='{page}']") is not null;
        (await waits(authors)).ShouldBeTrue("the desk leads to the very line");
        (await waits(heads)).ShouldBeFalse();
        (await authors.Submit(page, ("Posted.Text", "The seventh."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await waits(authors)).ShouldBeFalse("it was answered");
        (await waits(heads)).ShouldBeTrue("the answer is to be read");
        foreach (var persona in new[] { "otherhead", "municipality" }) (await waits(await site.As(persona, "en"))).ShouldBeFalse(persona);
        (await heads.Open($"/slices/{first.Id}")).QuerySelector($"#thread-{line(first, planned[0]).Id}")!.TextContent.ShouldContain("The seventh.");
        (await (await site.As("municipality", "en")).Open($"/reports/{report}")).QuerySelector($"#thread-{line(first, planned[0]).Id}")!.TextContent.ShouldContain("Which class was it?");
        (await (await site.As("otherhead", "en")).GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // both sides are told, without a word of it
        var told = await site.Db(db => db.Seen<Notification>(Viewer.System).Where(n => n.Address == page).ToListAsync());
        told.Select(n => n.PersonId).ShouldBe([TestSite.Id("coordinator"), TestSite.Id("head")], ignoreOrder: true);
        told.ShouldAllBe(n => !n.Args.Contains("seventh") && !n.Args.Contains("class"));

        // returned, and a line is taken out: its thread stays with the part, the other stands under its line
        (await head.PostAsJsonAsync($"/api/v1/months/slices/{first.Id}/return", new { Remark = "One line too many" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await authors.Open($"/months/{month}/report")).Body!.TextContent.ShouldContain("Which class was it?");
        (await author.DeleteAsync($"/api/v1/months/lines/{planned[1]}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await submit();
        var second = await part("gaujmala");
        var read = await Json(await head.GetAsync($"/api/v1/months/slices/{second.Id}"));
        read.GetProperty("lines").EnumerateArray().Single().GetProperty("remarks").EnumerateArray().Select(r => r.GetProperty("text").GetString()).ShouldBe(["Which class was it?", "The seventh."]);
        read.GetProperty("earlierRemarks").EnumerateArray().Single().GetProperty("text").GetString().ShouldBe("Why was it left out?");
        (await heads.Open($"/slices/{second.Id}")).QuerySelector("#gone-h")!.ParentElement!.TextContent.ShouldContain("Why was it left out?");
        (await Code(await head.PostAsJsonAsync(at(first, planned[1]), new { Text = "Still?" }))).ShouldBe("line.earlier-version");
        (await other.GetStringAsync($"/api/v1/months/slices/{(await part("mezmala")).Id}")).ShouldNotContain("left out");

        (await waits(heads)).ShouldBeFalse("the thread stands under the line of the last version");

        // accepted: nobody writes any more, and those above do not read it
        foreach (var (who, unit) in new[] { (head, "gaujmala"), (other, "mezmala") }) (await who.PostAsJsonAsync($"/api/v1/months/slices/{(await part(unit)).Id}/discuss", new { })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await organiser.PostAsJsonAsync($"/api/v1/months/reports/{report}/accept", new { })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Code(await head.PostAsJsonAsync(at(second, planned[0]), new { Text = "One more" }))).ShouldBe("report.accepted-already");
        foreach (var address in new[] { $"slices/{second.Id}", $"reports/{report}" }) (await state.GetStringAsync($"/api/v1/months/{address}")).ShouldNotContain("Which class");
        (await (await site.As("state", "en")).GetAsync($"/slices/{second.Id}/lines/{line(second, planned[0]).Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await organiser.GetStringAsync($"/api/v1/months/reports/{report}")).ShouldContain("Which class");
    }
}
