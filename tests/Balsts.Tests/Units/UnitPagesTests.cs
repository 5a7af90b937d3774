using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Balsts.Units;
using Foundation.Files;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Tests.Units;

/// <summary>The units of a country on their pages and over the API: found, taken along, added, described, and never another country's.</summary>
public sealed class UnitPagesTests
{
    const string Odd = "Bērzu <b>pamatskola</b> & \"Līči\"";

    static List<string> Names(IHtmlDocument page) => [.. page.QuerySelectorAll("main tbody tr").Select(r => r.QuerySelector("a")!.TextContent.Trim())];

    static string Text(IParentNode page, string selector = "main") => page.QuerySelector(selector)!.TextContent;

    static Task<int> Count(TestSite site) => site.Db(db => db.Seen<Unit>(Viewer.System).CountAsync());

    static async Task<HttpStatusCode> Status(HttpClient client, string address) => (await client.GetAsync(address)).StatusCode;

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task The_list_is_searched_without_diacritics_narrowed_and_taken_along(On database)
    {
        await using var site = new TestSite(database);
        var teacher = await site.As("teacher", "en");
        Names(await teacher.Open("/units?q=cirulu+SPECIALA")).ShouldBe(["Cīruļu speciālā pamatskola"]);
        Names(await teacher.Open("/units?q=Mežmal")).ShouldBe(["Mežmalas pamatskola"]);
        Names(await teacher.Open("/units?q=baki")).ShouldBeEmpty();
        Names(await teacher.Open("/units?q=%25_'\"")).ShouldBeEmpty();
        Names(await teacher.Open("/units?type=secondary")).ShouldBe(["Gaujmalas vidusskola", "Lejasciema vidusskola", "Ventas vidusskola"]);
        Names(await teacher.Open("/units?kind=Agency")).ShouldBe(["Valsts izglītības attīstības aģentūra"]);

        // all that answers to the municipality or lies in it
        var gauja = Names(await teacher.Open($"/units?kind=Institution&territory={TestSite.Id("gauja")}"));
        gauja.Count.ShouldBe(8);
        gauja.ShouldContain("Dzirnavu profesionālās izglītības kompetences centrs");
        var all = Names(await teacher.Open("/units?kind=Nonsense&territory=nowhere"));
        all.Count.ShouldBe(17);
        Names(await teacher.Open("/units?sort=-name")).ShouldBe(all.AsEnumerable().Reverse());

        // beyond the first page, and back
        var page = await teacher.Open("/units?size=5");
        var walked = Names(page);
        while (page.QuerySelector("main a[rel=next]") is { } next)
        {
            page = await teacher.Open(next.GetAttribute("href")!);
            walked.AddRange(Names(page));
        }
        walked.ShouldBe(all);

        foreach (var filter in new[] { "", "q=pamatskola&", "type=secondary&", $"kind=Institution&territory={TestSite.Id("gauja")}&", "sort=-name&" })
        {
            var file = await teacher.GetAsync($"/units/export?{filter}as=csv");
            file.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
            (await file.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(r => r.Split(',')[0].Trim('"')).ShouldBe(Names(await teacher.Open($"/units?{filter}")), filter);
        }
        (await teacher.GetAsync("/units/export?as=xlsx")).Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_school_stands_under_its_authority_and_is_shown_where_it_lies(On database)
    {
        await using var site = new TestSite(database);
        var teacher = await site.As("teacher", "en");
        var (state, gauja, mill, baku) = (TestSite.Id("lv"), TestSite.Id("gauja"), TestSite.Id("dzirnavas"), TestSite.Id("baku62"));
        var tree = await teacher.Open("/units/tree");
        tree.QuerySelector($"#u-{mill:N}")!.ParentElement!.Closest("li")!.Id.ShouldBe($"u-{state:N}");
        tree.QuerySelector($"#u-{TestSite.Id("mezmala"):N}")!.ParentElement!.Closest("li")!.Id.ShouldBe($"u-{gauja:N}");
        Text(await teacher.Open($"/units/tree?at={baku}")).ShouldNotContain("Bakı");
        (await teacher.Open($"/units/tree?at={mill}")).QuerySelector($"#u-{state:N} details")!.HasAttribute("open").ShouldBeTrue();

        var page = await teacher.Open($"/units/{mill}");
        page.QuerySelector("h1")!.TextContent.ShouldBe("Dzirnavu profesionālās izglītības kompetences centrs");
        page.QuerySelectorAll("#facts a").Select(a => a.GetAttribute("href")).ShouldBe([$"/units/{state}", $"/units/{gauja}"]);
        Text(page, "#facts").ShouldContain("Izglītības un zinātnes ministrija");
        Text(await teacher.Open($"/units/{gauja}"), "#below").ShouldContain("only lies here");

        // what is another country's is not there, and who may only read is offered nothing else
        var (officer, manager) = (await site.As("state"), await site.As("manager"));
        foreach (var address in new[] { $"/units/{baku}", $"/units/{baku}/describe", $"/units/{baku}/add", $"/units/{Guid.NewGuid()}" }) (await Status(officer, address)).ShouldBe(HttpStatusCode.NotFound, address);
        (await Status(manager, $"/units/{gauja}")).ShouldBe(HttpStatusCode.NotFound);
        foreach (var address in new[] { "/units/import", $"/units/{gauja}/add", $"/units/{mill}/describe" })
        {
            (await Status(teacher, address)).ShouldBe(HttpStatusCode.NotFound, address);
            page.QuerySelector($"a[href='{address}']").ShouldBeNull();
            (await Status(officer, address)).ShouldBe(HttpStatusCode.OK, address);
        }
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_unit_is_added_once_and_its_name_is_only_text(On database)
    {
        await using var site = new TestSite(database);
        var lead = await site.As("municipality", "en");
        var before = await Count(site);
        var address = $"/units/{TestSite.Id("gauja")}/add";
        (await Status(lead, $"/units/{TestSite.Id("daugava")}/add")).ShouldBe(HttpStatusCode.NotFound);

        var form = await lead.Open(address);
        (string, string)[] fill = [("Posted.Kind", "Institution"), ("Posted.Type", "basic"), ("Posted.Name", Odd), ("Posted.RegisterNumber", "4401900001"), ("Posted.Phone", "+371 67000001")];
        var added = await lead.Send(address, form, fill);
        added.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var place = added.Headers.Location!.ToString();
        (await lead.Send(address, form, fill)).Headers.Location!.ToString().ShouldBe(place); // pressed twice
        (await Count(site)).ShouldBe(before + 1);

        var page = await lead.Open(place);
        page.QuerySelector("h1")!.TextContent.ShouldBe(Odd);
        page.Title!.ShouldContain(Odd);
        foreach (var shown in new[] { page, await lead.Open("/units?q=lici"), await lead.Open("/units?q=44019"), await lead.Open("/units/tree"), await lead.Open($"/units/{TestSite.Id("gauja")}"), await lead.Open(place + "/describe") })
        {
            Text(shown).ShouldContain(Odd);
            shown.QuerySelectorAll("b").ShouldNotContain(b => b.TextContent == "pamatskola");
        }

        // each refusal stands beside its field and takes nothing of what was typed
        foreach (var (name, value, status) in new[] { ("RegisterNumber", "4401900001", HttpStatusCode.Conflict), ("Name", "  ", HttpStatusCode.UnprocessableEntity), ("Kind", "State", HttpStatusCode.UnprocessableEntity), ("Type", "castle", HttpStatusCode.UnprocessableEntity), ("Email", "no address", HttpStatusCode.UnprocessableEntity), ("TerritoryId", TestSite.Id("baku").ToString(), HttpStatusCode.UnprocessableEntity) })
        {
            var refused = await lead.Submit(address, [.. fill.Where(f => f.Item1 != $"Posted.{name}" && f.Item1 != "Posted.RegisterNumber"), ($"Posted.{name}", value), ("Posted.Founder", "Kept")]);
            refused.StatusCode.ShouldBe(status, name);
            var again = await refused.Html();
            again.QuerySelector($"#Posted-{name}-error").ShouldNotBeNull(name);
            ((IHtmlInputElement)again.QuerySelector("[name='Posted.Founder']")!).Value.ShouldBe("Kept");
        }
        (await Count(site)).ShouldBe(before + 1);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task The_second_of_two_editors_is_told_and_keeps_the_text(On database)
    {
        await using var site = new TestSite(database);
        var (lead, officer) = (await site.As("municipality", "en"), await site.As("state", "en"));
        var id = TestSite.Id("mezmala");
        var address = $"/units/{id}/describe";
        var stale = await lead.Open(address);
        (await officer.Submit(address, ("Posted.Name", "Mežmalas jaunā pamatskola"))).Headers.Location!.ToString().ShouldEndWith($"/units/{id}");

        var second = await lead.Send(address, stale, ("Posted.Address", "Skolas iela 1"));
        second.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var page = await second.Html();
        Text(page, "#errors").ShouldContain("Somebody changed this while you were writing.");
        ((IHtmlInputElement)page.QuerySelector("[name='Posted.Address']")!).Value.ShouldBe("Skolas iela 1");
        (await site.Db(db => db.Seen<Unit>(Viewer.System).Where(u => u.Id == id).Select(u => u.Name + u.Address).FirstAsync())).ShouldBe("Mežmalas jaunā pamatskola");

        // having been told, the second may decide: sent again it goes in
        (await lead.Send(address, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        Text(await lead.Open($"/units/{id}")).ShouldContain("Skolas iela 1");
        (await lead.Submit($"/units/{id}/describe", ("Posted.Name", ""))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Over_the_API_units_are_listed_shown_added_and_described(On database)
    {
        await using var site = new TestSite(database);
        var lead = await site.ApiAs("municipality");
        var (all, after) = (new List<string>(), "");
        do
        {
            var part = await lead.GetFromJsonAsync<JsonElement>($"/api/v1/units?limit=5{after}");
            all.AddRange(part.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString()!));
            after = part.GetProperty("next").GetString() is { } next ? $"&after={Uri.EscapeDataString(next)}" : null;
        }
        while (after is not null);
        all.Count.ShouldBe(17);
        var found = (await lead.GetFromJsonAsync<JsonElement>("/api/v1/units?search=mezmalas&kind=Institution")).GetProperty("items");
        (found.GetArrayLength(), found[0].GetProperty("parentId").GetGuid()).ShouldBe((1, TestSite.Id("gauja")));

        var one = $"/api/v1/units/{TestSite.Id("mezmala")}";
        var shown = await lead.GetAsync(one);
        var version = shown.Headers.ETag!;
        (await shown.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("territoryId").GetGuid().ShouldBe(TestSite.Id("gauja"));
        var described = new { Name = "Mežmalas pamatskola", Type = "basic", Phone = "+37163000000" };
        (await Put(lead, one, described, version)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await lead.GetAsync(one)).Headers.ETag!.ShouldNotBe(version);
        var late = await Put(lead, one, described with { Phone = "+37163000001" }, version);
        (late.StatusCode, (await Problem(late)).GetProperty("code").GetString()).ShouldBe((HttpStatusCode.Conflict, "changed-meanwhile"));
        var misfit = await Put(lead, one, new { Name = "", Type = "basic" });
        misfit.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Problem(misfit)).GetProperty("errors").GetProperty("name").GetArrayLength().ShouldBe(1);

        using var post = new HttpRequestMessage(HttpMethod.Post, "/api/v1/units") { Content = JsonContent.Create(new { ParentId = TestSite.Id("gauja"), Kind = "Institution", Name = Odd, Type = "basic" }), Headers = { { "Idempotency-Key", "one" } } };
        using var same = new HttpRequestMessage(HttpMethod.Post, "/api/v1/units") { Content = post.Content, Headers = { { "Idempotency-Key", "one" } } };
        var made = await lead.SendAsync(post);
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        (await (await lead.SendAsync(same)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid().ShouldBe(id);
        (await lead.GetFromJsonAsync<JsonElement>(made.Headers.Location!.ToString())).GetProperty("name").GetString().ShouldBe(Odd);

        // out of reach, without the right, in another country: nothing is there
        (await Put(lead, $"/api/v1/units/{TestSite.Id("lejasciems")}", described)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await lead.PostAsJsonAsync("/api/v1/units", new { ParentId = TestSite.Id("daugava"), Kind = "Institution", Name = "X", Type = "basic" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Put(await site.ApiAs("teacher"), one, described)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var manager = await site.ApiAs("manager");
        (await Status(manager, one)).ShouldBe(HttpStatusCode.NotFound);
        (await manager.GetFromJsonAsync<JsonElement>("/api/v1/units?search=mezmalas")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task More_than_a_request_may_carry_is_answered_with_the_limit()
    {
        await using var site = new TestSite(On.Sqlite);
        static MultipartFormDataContent Vast() => new() { { new ByteArrayContent(new byte[FileLimits.MaxRequestBytes]), "Posted.Lists", "list.csv" } };
        var page = await (await site.As("state", "en")).PostAsync("/units/import", Vast());
        page.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        Text(await page.Html()).ShouldContain("More than 60 MB was sent at once");
        var program = await (await site.ApiAs("state")).PostAsync("/api/v1/units/import", Vast());
        (program.StatusCode, program.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "application/problem+json"));
        var problem = await Problem(program);
        (problem.GetProperty("code").GetString(), problem.GetProperty("status").GetInt32()).ShouldBe(("too-large", 413));
        problem.GetProperty("detail").GetString()!.ShouldContain("60 MB");
    }

    static Task<JsonElement> Problem(HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>();

    static async Task<HttpResponseMessage> Put(HttpClient client, string address, object what, EntityTagHeaderValue? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(what) };
        if (version is not null) request.Headers.IfMatch.Add(version);
        return await client.SendAsync(request);
    }
}
