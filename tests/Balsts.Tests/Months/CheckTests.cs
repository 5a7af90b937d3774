using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Balsts.Tests.Months;

/// <summary>What the author is told before a report goes out, and the preview of what each head will see.</summary>
public sealed class CheckTests
{
    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Before_sending_the_author_reads_what_is_missing_and_sees_what_each_head_will_see(On database)
    {
        await using var site = new TestSite(database);
        var plan = TestSite.Id("projectmentor plan 2026-11");
        var (api, pages) = (await site.ApiAs("projectmentor"), await site.As("projectmentor", "en"));
        await api.PutAsJsonAsync($"/api/v1/months/{plan}/report", new { Judgement = "Yaxşı ay", Parts = new[] { new { UnitId = TestSite.Id("baku62"), Judgement = "Only for 62", Needed = "A room" }, new { UnitId = TestSite.Id("baku145"), Judgement = "Only for 145", Needed = "" } } });

        var checks = JsonDocument.Parse(await api.GetStringAsync($"/api/v1/months/{plan}/report/checks")).RootElement.GetProperty("items").EnumerateArray()
            .Select(c => (Kind: c.GetProperty("kind").GetString()!, Unit: c.GetProperty("unitId").GetGuid(), Count: c.GetProperty("count").GetInt32())).ToList();
        checks.ShouldContain(c => c.Kind == "NothingDone" && c.Unit == TestSite.Id("baku18")); // its lines lie ahead
        checks.ShouldContain(c => c.Kind == "OpenLines" && c.Unit == TestSite.Id("baku18") && c.Count == 1);
        checks.ShouldContain(c => c.Kind == "NothingWritten" && c.Unit == TestSite.Id("baku207"));
        checks.ShouldNotContain(c => c.Kind == "NothingWritten" && c.Unit == TestSite.Id("baku62"));
        checks.ShouldContain(c => c.Kind == "NoContact" && c.Unit == TestSite.Id("baku62") && c.Count > 0); // participants who were not reached

        var form = await pages.Open($"/months/{plan}/report");
        form.QuerySelector("#checks")!.ParentElement!.TextContent.ShouldContain("nothing was done this month");
        form.QuerySelectorAll("main a[href*='/report/schools/']").Length.ShouldBe(4);
        var preview = (await pages.Open($"/months/{plan}/report/schools/{TestSite.Id("baku62")}")).QuerySelector("main")!.TextContent;
        preview.ShouldContain("Only for 62");
        preview.ShouldNotContain("Only for 145");
        preview.ShouldNotContain("Yaxşı ay");
        foreach (var persona in new[] { "manager", "projecthead", "consultant" })
        {
            (await (await site.As(persona)).GetAsync($"/months/{plan}/report/schools/{TestSite.Id("baku62")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, persona);
            (await (await site.ApiAs(persona)).GetAsync($"/api/v1/months/{plan}/report/checks")).StatusCode.ShouldBe(HttpStatusCode.NotFound, persona);
        }
    }
}
