using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Units;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Tests.Appointments;

/// <summary>Who holds which support field, and whether the norm of whoever pays is met.</summary>
public sealed class CoverageTests
{
    static Guid Id(string key) => TestSite.Id(key);

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_unit_shows_its_thirteen_fields_and_the_norm_of_each_source_that_funds_it(On database)
    {
        await using var site = new TestSite(database);
        var (state, lead) = (await site.ApiAs("state"), await site.ApiAs("municipality"));
        var made = await state.PostAsJsonAsync("/api/v1/sources", new { unitId = Id("lv"), name = "Normas avots", startsOn = "2026-09-01", norm = new[] { new { field = "mathematics", load = 0.2 }, new { field = "languages", load = 0.2 }, new { field = "preschool", load = 0.3 } }, units = new[] { Id("gauja") } });
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var source = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        foreach (var (person, field, load, paid) in new[] { ("amata 4", "mathematics", 0.2m, true), ("amata 5", "preschool", 0.1m, true), ("amata 6", "social", 0.2m, false) })
            (await lead.PostAsJsonAsync("/api/v1/appointments", new { personId = Id(person), post = "AreaCoordinator", unitId = Id("gauja"), field, load, startsOn = "2026-11-01", endsOn = "2027-08-31", sourceId = paid ? source : (Guid?)null })).StatusCode.ShouldBe(HttpStatusCode.Created);

        // met in mathematics, short in preschool, vacant in languages: who holds that field is paid from elsewhere
        var api = await lead.GetFromJsonAsync<JsonElement>("/api/v1/coverage");
        var norms = api.GetProperty("norms").EnumerateArray().Where(n => n.GetProperty("sourceId").GetGuid() == source).ToDictionary(n => n.GetProperty("field").GetString()!, n => (n.GetProperty("load").GetDecimal(), n.GetProperty("short").GetDecimal()));
        norms.ShouldBe(new Dictionary<string, (decimal, decimal)> { ["mathematics"] = (0.2m, 0), ["languages"] = (0, 0.2m), ["preschool"] = (0.1m, 0.2m) }, ignoreOrder: true);
        var page = await (await site.As("municipality")).Open("/coverage");
        page.QuerySelectorAll("#fields tbody tr").Length.ShouldBe(13);
        page.QuerySelector("main")!.TextContent.ShouldContain("0,4");
        page.QuerySelector("main")!.TextContent.ShouldNotContain("Matemātika: vakance", Case.Sensitive, "held, only not paid from the source whose norm is short");

        // the state sees municipalities and opens one; nobody sees another's
        var country = await (await site.As("state")).Open("/coverage");
        country.QuerySelectorAll("#municipalities tbody tr").Length.ShouldBe(await site.Db(db => db.Seen<Unit>(Foundation.Viewers.Viewer.System).CountAsync(u => u.Kind == UnitKind.Municipality && u.CountryId == "LV")));
        country.QuerySelector($"a[href='/coverage?unit={Id("gauja")}']").ShouldNotBeNull();
        foreach (var (persona, unit, sees) in new[] { ("state", "gauja", true), ("state", "baku", false), ("municipality", "gaujmala", true), ("municipality", "daugava", false), ("head", "gaujmala", true), ("head", "gauja", false), ("otherhead", "gaujmala", false), ("mentor", "gaujmala", false), ("teacher", "gaujmala", false), ("manager", "gauja", false), ("projecthead", "baku62", true) })
        {
            (await (await site.As(persona)).GetAsync($"/coverage?unit={Id(unit)}")).StatusCode.ShouldBe(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, $"{persona} {unit}");
            (await (await site.ApiAs(persona)).GetAsync($"/api/v1/coverage?unit={Id(unit)}")).StatusCode.ShouldBe(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, $"{persona} {unit}");
            (await (await site.As(persona)).GetAsync($"/coverage/export?unit={Id(unit)}&as=csv")).StatusCode.ShouldBe(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, $"{persona} {unit}");
        }
        (await (await (await site.As("municipality")).GetAsync("/coverage/export?as=csv")).Content.ReadAsStringAsync()).Trim().Split('\n').Length.ShouldBeGreaterThanOrEqualTo(14);
        (await (await site.As("state")).GetAsync("/coverage/export?as=xlsx")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
