using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Balsts.Tests.Months;

/// <summary>The sheet of whoever leads support: what each carries and which hours their load has; on page, as a file and over the API.</summary>
public sealed class CaseloadTests
{
    static Guid Id(string key) => TestSite.Id(key);

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Whoever_leads_sees_what_those_carry_whom_their_unit_appointed_and_nobody_else(On database)
    {
        await using var site = new TestSite(database);
        var (lead, consultant) = (await site.ApiAs("municipality"), await site.ApiAs("consultant"));
        var before = await Of(lead, "consultant post");
        (before.GetProperty("load").GetDecimal(), before.GetProperty("fullMinutes").GetInt32() > 0, before.GetProperty("state").GetString()).ShouldBe((0.25m, true, "Draft"));

        // what was logged a moment ago is in the hours, before and after it is folded
        (await consultant.PostAsJsonAsync("/api/v1/activities", new { unitId = Id("gaujmala"), on = "2026-11-20", minutes = 55, kind = "Conversation", people = new[] { Id("gaujmala 5") } })).StatusCode.ShouldBe(HttpStatusCode.Created);
        var after = await Of(lead, "consultant post");
        after.GetProperty("doneMinutes").GetInt32().ShouldBe(before.GetProperty("doneMinutes").GetInt32() + 55);
        after.GetProperty("people").GetInt32().ShouldBe(before.GetProperty("people").GetInt32() + 1);

        // by name, with the vacancies of the municipality and the terms that end
        var page = await (await site.As("municipality", "en")).Open("/caseloads");
        page.QuerySelectorAll("#caseloads tbody tr").Select(r => r.QuerySelector("th")!.TextContent.Trim().Split(' ')[^1]).ShouldBe(["Dreimane", "Galviņš", "Liepiņa", "Ozoliņš", "Petersons", "Ūdris"]);
        page.QuerySelector("#vacancies")!.TextContent.ShouldContain("Preschool");
        page.QuerySelectorAll("#terms li").Length.ShouldBe(2);
        var file = await (await site.As("municipality", "en")).GetStringAsync("/caseloads/export?as=csv&month=2026-11");
        file.ShouldContain("Inese Liepiņa");
        foreach (var month in new[] { "0001-01", "9999-12", "1900-01", "2199-12", "nonsense" }) await (await site.As("municipality", "en")).Open($"/caseloads?month={month}");
        (await (await site.As("municipality", "en")).GetAsync("/caseloads/export?as=xlsx")).Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

        // the organiser in the other country sees its own; a head those of the school; supporters and teachers nothing
        var baku = (await Items(await site.ApiAs("manager"))).Select(i => i.GetProperty("appointmentId").GetGuid()).ToList();
        baku.ShouldContain(Id("projectmentor post"));
        baku.ShouldNotContain(Id("consultant post"));
        (await Items(await site.ApiAs("head"))).Select(i => i.GetProperty("appointmentId").GetGuid()).ShouldBe([Id("mentor post")]);
        (await Items(await site.ApiAs("otherhead"))).ShouldBeEmpty();
        (await (await site.As("otherhead", "en")).Open("/caseloads")).Body!.TextContent.ShouldContain("appointed nobody");
        foreach (var persona in new[] { "consultant", "mentor", "teacher", "administrator" })
        {
            (await (await site.As(persona)).GetAsync("/caseloads")).StatusCode.ShouldBe(HttpStatusCode.NotFound, persona);
            (await (await site.ApiAs(persona)).GetAsync("/api/v1/caseloads")).StatusCode.ShouldBe(HttpStatusCode.NotFound, persona);
        }
    }

    static async Task<List<JsonElement>> Items(HttpClient api) => [.. JsonDocument.Parse(await api.GetStringAsync("/api/v1/caseloads?month=2026-11")).RootElement.GetProperty("items").EnumerateArray()];

    static async Task<JsonElement> Of(HttpClient api, string post) => (await Items(api)).Single(i => i.GetProperty("appointmentId").GetGuid() == Id(post));
}
