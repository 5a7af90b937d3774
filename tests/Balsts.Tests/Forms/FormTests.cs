using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Balsts.Forms;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Balsts.Tests.TestSite;

namespace Balsts.Tests.Forms;

/// <summary>Forms as versioned data: those of the house, those that come as JSON, what is refused and where.</summary>
public sealed class FormTests
{
    /// <summary>A form as somebody would send it, small and whole.</summary>
    static JsonObject Small(string code = "ours") => JsonNode.Parse("""
        {"format":"balsts-form-1","code":"CODE","name":{"lv":"Mūsu","en":"Ours"},"languages":["lv","en"],"origin":{"source":"Gauja","licence":"CC BY 4.0"},
         "scales":[{"code":"four","levels":[{"value":1,"name":{"lv":"Nē","en":"No"}},{"value":2,"name":{"lv":"Jā","en":"Yes"}}],"notSeen":true}],
         "areas":[{"code":"talk","name":{"lv":"Saruna","en":"Talk"},"indicators":[{"code":"asks","name":{"lv":"Jautā","en":"Asks"},"scale":"four"},{"code":"waits","name":{"lv":"Gaida","en":"Waits"},"scale":"four"}]}]}
        """.Replace("CODE", code, StringComparison.Ordinal))!.AsObject();

    static async Task<Dictionary<string, string>> Errors(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().ToDictionary(e => e.Name, e => e.Value[0].GetString()!);
    }

    static async Task<Dictionary<string, Guid>> Listed(HttpClient api, string query = "") =>
        (await api.GetFromJsonAsync<JsonElement>("/api/v1/forms" + query)).GetProperty("items").EnumerateArray().ToDictionary(i => i.GetProperty("code").GetString()!, i => i.GetProperty("id").GetGuid());

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task The_house_lays_its_forms_down_once_in_every_country_and_whole_in_three_languages(On database)
    {
        await using var site = new TestSite(database);
        (await site.Ask(s => s.GetRequiredService<LayDownForms>().Run())).ShouldBe(0, "they are there since the start");
        var (latvian, azerbaijani) = (await Listed(await site.ApiAs("teacher")), await Listed(await site.ApiAs("projectteacher")));
        string[] house = [ObservationForm.Default, "teach-primary-2", "balsts-peer-visit"];
        latvian.Keys.ShouldBe([.. house, "gauja-matematika"], ignoreOrder: true);
        azerbaijani.Keys.ShouldBe(house, ignoreOrder: true, "the centre’s form is for those who work there");
        latvian.Values.Intersect(azerbaijani.Values).ShouldBeEmpty();
        foreach (var language in new[] { "lv", "az", "en" })
        {
            var teacher = await site.As("teacher", language);
            (await teacher.Open("/forms")).QuerySelectorAll("tbody tr").Length.ShouldBe(4);
            var teach = await teacher.Open($"/forms/{latvian["teach-primary-2"]}");
            teach.QuerySelectorAll("main fieldset").Length.ShouldBe(9 + 28, language);
            teach.QuerySelectorAll("#snapshots tbody tr").Length.ShouldBe(6);
            teach.QuerySelectorAll("main [lang]").Length.ShouldBe(0, "nothing on it is in another language");
            teach.Body!.TextContent.ShouldContain("CC BY 3.0 IGO");
            teach.Body.TextContent.ShouldContain(language switch { "lv" => "Pasaules Banka tos neapstiprina", "az" => "Dünya Bankı onları təsdiq etmir", _ => "not endorsed by the World Bank" });
            (await teacher.Open($"/forms/{latvian[ObservationForm.Default]}")).QuerySelectorAll("main fieldset").Length.ShouldBe(7);
            (await teacher.Open($"/forms/{latvian["balsts-peer-visit"]}")).QuerySelectorAll("main textarea").Length.ShouldBe(2);
        }

        // nobody changes what is the house’s, and what a next release changes becomes an edition beside the old one
        (await (await site.ApiAs("administrator")).PostAsync($"/api/v1/forms/{latvian[ObservationForm.Default]}/retire", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await site.Db(async db =>
        {
            var older = await db.Seen<ObservationForm>(Viewer.System).FirstAsync(f => f.UnitId == null && f.CountryId == "LV" && f.Code == ObservationForm.Default);
            older.Publish(LayDownForms.Shipped[0] with { About = null }, "lv", null, db.Now).Failed.ShouldBeFalse();
            db.Record(Viewer.System, new FormPublished(2), older);
            return await db.Save();
        });
        (await site.Ask(s => s.GetRequiredService<LayDownForms>().Run())).ShouldBe(1);
        (await (await site.ApiAs("teacher")).GetFromJsonAsync<JsonElement>($"/api/v1/forms/{latvian[ObservationForm.Default]}")).GetProperty("number").GetInt32().ShouldBe(3);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task A_form_comes_as_json_and_what_was_published_never_changes(On database)
    {
        await using var site = new TestSite(database);
        var (lead, mentor) = (await site.ApiAs("municipality"), await site.ApiAs("mentor"));
        Task<HttpResponseMessage> Send(HttpClient api, JsonNode form, string unit = "gauja", string where = "") => api.PostAsJsonAsync($"/api/v1/forms{where}", new { unitId = Id(unit), form });

        // every place is named, and what to write there
        var broken = Small();
        broken["areas"]![0]!["indicators"]![1]!["scale"] = "five";
        broken["areas"]![0]!["indicators"]![0]!["name"]!.AsObject().Remove("lv");
        broken["areas"]![0]!["indicators"]![0]!["nmae"] = "x";
        broken["scales"]![0]!["levels"]![1]!["value"] = 1;
        broken["origin"]!.AsObject().Remove("licence");
        broken["snapshots"] = new JsonObject { ["perSegment"] = 3, ["questions"] = new JsonArray() };
        var errors = await Errors(await Send(lead, broken));
        errors.Keys.ShouldBe(["$.areas[0].indicators[1].scale", "$.areas[0].indicators[0].name.lv", "$.areas[0].indicators[0].nmae", "$.scales[0].levels[1].value", "$.origin.licence", "$.snapshots", "$.snapshots.questions"], ignoreOrder: true);
        errors["$.areas[0].indicators[1].scale"].ShouldContain("four");
        (await lead.GetFromJsonAsync<JsonElement>("/api/v1/forms?state=InUse")).GetProperty("items").GetArrayLength().ShouldBe(4, "nothing was kept");

        // whose forms one does not keep, and where
        foreach (var (who, unit) in new[] { ("municipality", "daugava"), ("municipality", "itt"), ("manager", "gauja"), ("mentor", "gaujmala"), ("head", "gaujmala"), ("teacher", "gaujmala") })
            (await Send(await site.ApiAs(who), Small(), unit)).StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{who} {unit}");

        // first a look, then the first edition, then the second
        var looked = await (await Send(lead, Small(), where: "/check")).Content.ReadFromJsonAsync<JsonElement>();
        (looked.GetProperty("number").GetInt32(), looked.GetProperty("formId").ValueKind).ShouldBe((1, JsonValueKind.Null));
        var published = await Send(lead, Small());
        published.StatusCode.ShouldBe(HttpStatusCode.Created, await published.Content.ReadAsStringAsync());
        var form = $"/api/v1/forms/{(await published.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid()}";
        var first = await lead.GetFromJsonAsync<JsonElement>(form);
        (await Send(lead, Small())).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var second = Small();
        second["areas"]![0]!["indicators"]![1]!["name"]!["lv"] = "Gaida atbildi";
        second["areas"]![0]!["indicators"]!.AsArray().RemoveAt(0);
        var changes = (await (await Send(lead, second, where: "/check")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("changes").EnumerateArray().Select(c => (c.GetProperty("kind").ToString(), c.GetProperty("place").GetString())).ToList();
        changes.ShouldContain(("Changed", "areas.talk.indicators.waits.name.lv"));
        changes.ShouldContain(("Removed", "areas.talk.indicators.asks.name.lv"));
        (await Send(lead, second)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await lead.GetFromJsonAsync<JsonElement>(form)).GetProperty("number").GetInt32().ShouldBe(2);
        var kept = await lead.GetFromJsonAsync<JsonElement>(form + "?number=1");
        (kept.GetProperty("digest").GetString(), kept.GetProperty("form").GetRawText()).ShouldBe((first.GetProperty("digest").GetString(), first.GetProperty("form").GetRawText()));
        typeof(FormVersion).GetProperties().Where(p => p.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))).ShouldBeEmpty("nothing of an edition can be set later");

        // those who work there observe by it, the next municipality does not; retired, it begins nothing and stays readable
        (await mentor.GetAsync(form)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await site.ApiAs("projectmentor")).GetAsync(form)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await mentor.PostAsync(form + "/retire", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await lead.PostAsync(form + "/retire", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Send(lead, Small())).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await Listed(mentor, "?state=InUse")).Keys.ShouldNotContain("ours");
        (await mentor.GetAsync(form)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await lead.PostAsync(form + "/take-back", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await lead.PostAsync(form + "/take-back", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task An_instrument_of_six_areas_and_thirty_two_indicators_goes_in_and_out_through_the_pages(On database)
    {
        await using var site = new TestSite(database);
        var (lead, mentor) = (await site.As("municipality", "en"), await site.As("mentor", "en"));
        var import = $"/forms/import?unit={Id("gauja")}";
        var refused = await (await lead.Submit(import, ("Posted.Json", "{\"format\":\"balsts-form-1\",}}"), ("act", "look"))).Html();
        refused.QuerySelector("#faults tbody tr")!.TextContent.ShouldContain("This is no JSON from line 1, character 28 on");
        (await lead.Submit(import, ("act", "look"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        // six areas, 32 indicators with examples in an order of difficulty, four levels
        var code = 0;
        var large = Small("made-up-32");
        large["areas"] = new JsonArray([.. new[] { 5, 5, 6, 5, 6, 5 }.Select((count, area) => (JsonNode)new JsonObject
        {
            ["code"] = $"area-{area}", ["name"] = Both($"Joma {area}"),
            ["indicators"] = new JsonArray([.. Enumerable.Range(0, count).Select(_ => (JsonNode)new JsonObject { ["code"] = $"i-{++code}", ["name"] = Both($"Rādītājs {code}"), ["scale"] = "four", ["difficulty"] = code, ["evidence"] = "none", ["examples"] = new JsonArray(Both("Piemērs <b>viens</b>"), Both("Otrs")) })]),
        })]);
        var text = large.ToJsonString();
        var page = await (await lead.Submit(import, ("Posted.Json", text), ("act", "look"))).Html();
        page.QuerySelector("#faults").ShouldBeNull();
        page.QuerySelector("textarea[name='Posted.Json']")!.TextContent.Trim().ShouldBe(text);
        var published = await lead.Send(import, page);
        published.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var form = published.Next();
        var shown = await mentor.Open(form);
        shown.QuerySelectorAll("main fieldset").Length.ShouldBe(32);
        shown.QuerySelectorAll("main section[id^='area-']").Length.ShouldBe(6);
        shown.QuerySelectorAll("main input[type=radio]").Length.ShouldBe(32 * 3);
        shown.QuerySelectorAll("main textarea").Length.ShouldBe(0);
        shown.QuerySelectorAll($"a[href='{form}/retire']").Length.ShouldBe(0);

        // out again, changed by one word, and in as the next edition
        var file = await mentor.GetStringAsync(form + "/export");
        FormReader.Read(file).Body!.Areas.Sum(a => a.Indicators.Length).ShouldBe(32);
        var preview = await (await lead.Submit(import, ("Posted.Json", file.Replace("Rādītājs 7", "Rādītājs septiņi", StringComparison.Ordinal)), ("act", "look"))).Html();
        preview.QuerySelectorAll("#changes tbody tr").Length.ShouldBe(2, "one word in two languages");
        (await lead.Send(import, preview)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var next = await lead.Open(form);
        next.QuerySelector("#history")!.TextContent.ShouldContain("Anda Bērziņa published edition 2 of the form.");
        (await lead.Open(form + "?number=1")).Body!.TextContent.ShouldContain("This is edition 1.");
        (await lead.Submit(form + "/retire")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await lead.Open("/forms?state=Retired")).QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        (await mentor.GetAsync("/forms/import")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        static JsonObject Both(string said) => new() { ["lv"] = said, ["en"] = said };
    }
}
