using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Sources;
using Microsoft.EntityFrameworkCore;
using static Balsts.Tests.TestSite;

namespace Balsts.Tests.Sources;

/// <summary>What support is paid from: kept by those who lead, read by the whole country, on page and API.</summary>
public sealed class SourceTests
{
    static object Source(string unit, object[]? norm = null, string[]? units = null, string? ends = null) => new
    {
        unitId = Id(unit), name = "ESF+ atbalsts pedagogiem", number = "4.2.2.3/1", acknowledgement = "Līdzfinansē Eiropas Savienība.", startsOn = "2026-09-01", endsOn = ends, norm = norm ?? [], units = (units ?? []).Select(Id),
    };

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task A_source_is_kept_by_those_who_lead_and_read_by_its_country(On database)
    {
        await using var site = new TestSite(database);
        var state = await site.ApiAs("state");
        var added = await state.PostAsJsonAsync("/api/v1/sources", Source("lv", [new { field = "mathematics", load = 0.2m }, new { field = "preschool", load = 0.3m }], ["gauja", "daugava"]));
        added.StatusCode.ShouldBe(HttpStatusCode.Created, await added.Content.ReadAsStringAsync());
        var address = added.Headers.Location!.ToString();

        var answer = await (await site.ApiAs("teacher")).GetAsync(address);
        var one = await answer.Content.ReadFromJsonAsync<JsonElement>();
        one.GetProperty("norm").EnumerateArray().Select(n => (n.GetProperty("field").GetString(), n.GetProperty("load").GetDecimal())).ShouldBe([("mathematics", 0.2m), ("preschool", 0.3m)], ignoreOrder: true);
        one.GetProperty("units").GetArrayLength().ShouldBe(2);
        (await (await site.ApiAs("manager")).GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // changed by the keeper, at the version that was read; by nobody else
        foreach (var other in new[] { "municipality", "head", "teacher", "manager" })
            (await (await site.ApiAs(other)).PutAsJsonAsync(address, Source("lv"))).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
        var change = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(Source("lv", [new { field = "mathematics", load = 0.4m }], ["gauja"])) };
        change.Headers.IfMatch.Add(answer.Headers.ETag!);
        (await state.SendAsync(change)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var late = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(Source("lv")) };
        late.Headers.IfMatch.Add(answer.Headers.ETag!);
        (await state.SendAsync(late)).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        // what is wrong is named
        async Task<string> Code(object source) => (await (await state.PostAsJsonAsync("/api/v1/sources", source)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!;
        (await Code(Source("lv", ends: "2026-08-31"))).ShouldBe("source.ends-before-start");
        (await Code(Source("lv", [new { field = "astrology", load = 1m }]))).ShouldBe("field-unknown");
        (await Code(Source("lv", [new { field = "mathematics", load = 21m }]))).ShouldBe("source.norm");
        (await Code(Source("lv", units: ["baku"]))).ShouldBe("source.unit");
        (await Code(Source("az"))).ShouldBe("not-found");
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task The_page_adds_a_source_and_shows_what_it_demands(On database)
    {
        await using var site = new TestSite(database);
        var lead = await site.As("municipality", "en");
        var address = $"/sources/add?unit={Id("gauja")}";
        var form = await lead.Open(address);
        form.QuerySelectorAll("input[name$='.Load']").Length.ShouldBe(13);
        var refused = await lead.Submit(address, ("Posted.Name", "Own budget"), ("Posted.EndsOn", "2020-01-01"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var again = await refused.Html();
        again.QuerySelector("#Posted-EndsOn-error")!.TextContent.ShouldContain("The last day lies before the first one");
        again.QuerySelectorAll("input[name$='.Load']").Length.ShouldBe(13);

        var added = await lead.Submit(address, ("Posted.Name", "Own budget"), ("Posted.Norm[1].Load", "0.2"), ("Posted.Units", Id("gauja").ToString()));
        added.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await lead.Open(added.Headers.Location!.ToString());
        page.QuerySelector("#norm tbody")!.TextContent.ShouldContain("0.2");
        page.QuerySelector("#units")!.TextContent.ShouldContain("Gaujas novads");
        (await lead.Open("/sources")).QuerySelector("tbody")!.TextContent.ShouldContain("Own budget");
        (await (await lead.GetAsync("/sources/export?as=csv")).Content.ReadAsStringAsync()).ShouldContain("Own budget");
        (await site.Db(db => db.Seen<FundingSource>(Foundation.Viewers.Viewer.System).Include(s => s.Norm).SingleAsync(s => s.UnitId == Id("gauja")))).Norm.Single().Load.ShouldBe(200);

        // a teacher reads, and is offered nothing to change
        var teacher = await site.As("teacher", "en");
        (await teacher.Open(added.Headers.Location!.ToString())).QuerySelector("a[href$='/change']").ShouldBeNull();
        (await teacher.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
