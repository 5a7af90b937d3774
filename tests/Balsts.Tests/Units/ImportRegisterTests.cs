using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Balsts.Units;
using Balsts.Units.Register;
using Balsts.Works;
using Foundation.Files;
using Foundation.History;
using Foundation.Jobs;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.Units;

/// <summary>The register of a country goes in as it is: by page, API and command line, once or twice, whole or not at all.</summary>
public sealed class ImportRegisterTests(ITestOutputHelper output)
{
    const string Header = "Novads/republikas pilsēta,Iestādes reģistrācijas Nr.,Iestādes nosaukums,Pakļautība,Iestādes veids,Iestādes tips,Adrese,Epasts,Tālrunis\n";
    const string Rest = "Vispārējās izglītības iestāde,Vispārizglītojošā vidusskola";
    const string Clean = Header
        + $"RĪGA,9000000002,Zemgales vidusskola,Pašvaldība ,{Rest},\"LIEPU IELA 2, RĪGA\",skola@example.lv,67000001\n"
        + $"JELGAVA,9000000003,Zemgales vidusskola,Pašvaldība ,{Rest},,,\n"
        + $"CĒSU NOVADS,9000000006,Brīvā skola,Juridiska vai fiziska persona,{Rest},,,\n"
        + $"CĒSU NOVADS,9000000007,Cēsu 9. vidusskola,Tieslietu ministrija,{Rest},,,\n";

    static readonly string Traps = System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Units", "register-traps.csv"));

    static ImportRegister.Input Lists(string content, bool dryRun = false, bool acceptPartial = false) =>
        new([new("list.csv", () => new MemoryStream(Encoding.UTF8.GetBytes(content)))], dryRun, acceptPartial);

    static async Task<RegisterImported> Import(TestSite site, ImportRegister.Input input) =>
        (await site.Ask(async s => await s.GetRequiredService<ImportRegister>().Run(input, Viewer.System))).Value!;

    static Task<int> Count(TestSite site) => site.Db(db => db.Seen<Unit>(Viewer.System).CountAsync());

    static MultipartFormDataContent Files(params (string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, content) in files) form.Add(new ByteArrayContent(content), "Posted.Lists", name);
        return form;
    }

    static MultipartFormDataContent File(string content) => Files(("list.csv", Encoding.UTF8.GetBytes(content)));

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_clean_list_goes_in_once_and_a_second_time_changes_nothing(On database)
    {
        await using var site = new TestSite(database);
        var before = await Count(site);
        var dry = await Import(site, Lists(Clean, dryRun: true));
        (dry.Written, dry.CreatedInAll).ShouldBe((false, 7));
        (await Count(site)).ShouldBe(before);

        var steps = new List<(int Done, int Total)>();
        var first = (await site.Ask(async s => await s.GetRequiredService<ImportRegister>().Run(Lists(Clean), Viewer.System, (done, total) => steps.Add((done, total))))).Value!;
        first.Written.ShouldBeTrue();
        first.Created.ShouldBe(new Dictionary<string, int> { ["state"] = 0, ["municipality"] = 3, ["institution"] = 4 }); // the demo's Latvia is Latvia
        (first.Updated, first.Unchanged, first.Refused.Count).ShouldBe((0, 1, 0));
        steps[^1].ShouldBe((8, 8));
        (await Count(site)).ShouldBe(before + 7);

        var second = await Import(site, Lists(Clean));
        (second.Written, second.CreatedInAll, second.Updated, second.Unchanged).ShouldBe((true, 0, 0, 8));

        var units = await site.Db(db => db.Seen<Unit>(Viewer.System).AsNoTracking().Include(u => u.Placements).Include(u => u.ExternalIds).Where(u => u.ExternalIds.Any(x => x.System == UnitExternalId.Register)).ToListAsync());
        Unit Numbered(string number) => units.Single(u => u.ExternalIds.Any(x => x.Value == number));
        units.Count(u => u.Name == "Zemgales vidusskola").ShouldBe(2);
        var state = TestSite.Id("lv");
        var (city, privately, ministry) = (Numbered("9000000002").Placements.Single(), Numbered("9000000006").Placements.Single(), Numbered("9000000007").Placements.Single());
        (city.ParentId == city.TerritoryId, city.ParentId == state).ShouldBe((true, false));
        (privately.ParentId, privately.TerritoryId == state, Numbered("9000000006").Founder).ShouldBe((state, false, "Juridiska vai fiziska persona"));
        (ministry.ParentId, ministry.TerritoryId, Numbered("9000000007").Founder).ShouldBe((state, privately.TerritoryId, "Tieslietu ministrija"));
        (Numbered("9000000002").Email, Numbered("9000000002").Phone, Numbered("9000000002").Founder).ShouldBe(("skola@example.lv", "+37167000001", ""));

        // the batch is told once, on the state
        var told = await site.Db(async db => await db.HistoryOf((await db.Seen<Unit>(Viewer.System).FirstAsync(u => u.Id == state))).Where(e => e.What == nameof(RegisterTaken)).ToListAsync());
        told.Count.ShouldBe(1);
        told[0].Facts.ShouldContain("\"Added\":7");
        told[0].Facts.ShouldMatch("\"Digest\":\"[0-9a-f]{64}\"");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Nothing_changes_when_anything_is_refused_unless_that_is_agreed(On database)
    {
        await using var site = new TestSite(database);
        var before = await Count(site);
        var refused = await Import(site, Lists(Traps));
        (refused.Written, refused.CreatedInAll, refused.Updated).ShouldBe((false, 0, 0));
        refused.Refused.Count.ShouldBe(21);
        (await Count(site)).ShouldBe(before);

        var partial = await Import(site, Lists(Traps, acceptPartial: true));
        (partial.Written, partial.Created["institution"], partial.Refused.Count).ShouldBe((true, 27, 21));
        (await Count(site)).ShouldBe(before + partial.CreatedInAll);
        (await Import(site, Lists(Traps, acceptPartial: true))).ShouldSatisfyAllConditions(again => again.CreatedInAll.ShouldBe(0), again => again.Updated.ShouldBe(0));
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task What_differs_is_changed_and_told_and_an_empty_cell_takes_nothing_away(On database)
    {
        await using var site = new TestSite(database);
        await Import(site, Lists(Clean));
        var moved = await Import(site, Lists(Header
            + $"JELGAVA,9000000002,Zemgales jaunā vidusskola,Pašvaldība ,{Rest},,,\n"
            + $"JELGAVA,9000000003,Zemgales vidusskola,Pašvaldība ,{Rest},,,\n"));
        (moved.CreatedInAll, moved.Updated, moved.Unchanged).ShouldBe((0, 1, 3));
        moved.Differing.ShouldBe(["Zemgales jaunā vidusskola"]);
        var unit = await site.Db(db => db.Seen<Unit>(Viewer.System).Include(u => u.Placements).Include(u => u.ExternalIds).FirstAsync(u => u.Name == "Zemgales jaunā vidusskola"));
        (unit.Email, unit.Address, unit.Version).ShouldBe(("skola@example.lv", "LIEPU IELA 2, RĪGA", 1));
        unit.Placements.Count.ShouldBe(2);
        unit.Placements.Single(p => p.EndsOn is not null).EndsOn.ShouldBe(new(2026, 11, 22));
        (await site.Db(db => db.HistoryOf(unit).Select(e => e.What).ToListAsync())).ShouldBe([nameof(UnitPlaced), nameof(UnitDescribed)], ignoreOrder: true);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task The_register_of_2020_goes_in_whole(On database)
    {
        var folder = Environment.GetEnvironmentVariable("BALSTS_TESTDATA");
        if (string.IsNullOrEmpty(folder)) Assert.Skip("BALSTS_TESTDATA does not name the folder with the register of 2020.");
        await using var site = new TestSite(database);
        RegisterList List(string name) => new(name, () => System.IO.File.OpenRead(Path.Combine(folder, "latvia", name)));
        var lists = new ImportRegister.Input([List("schools-2020.csv"), List("preschools-2020.csv")]);
        var clock = Stopwatch.StartNew();
        var first = await Import(site, lists);
        output.WriteLine($"{database}: first {clock.ElapsedMilliseconds} ms");
        first.Created.ShouldBe(new Dictionary<string, int> { ["state"] = 0, ["municipality"] = 119, ["institution"] = 1328 });
        first.Refused.ShouldBeEmpty();
        clock.Restart();
        var second = await Import(site, lists);
        output.WriteLine($"{database}: second {clock.ElapsedMilliseconds} ms");
        (second.CreatedInAll, second.Updated, second.Unchanged).ShouldBe((0, 0, 1448));

        var teacher = await site.As("teacher");
        (await teacher.Open("/units?q=cesu&kind=Municipality")).QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        (await teacher.Open("/units?q=cesis")).QuerySelector("main")!.TextContent.ShouldContain("Cēsu");
        (await teacher.Open("/units?q=zemgales+vidusskola")).QuerySelectorAll("tbody a").Count(a => a.TextContent.Trim() == "Zemgales vidusskola").ShouldBe(2);
        foreach (var address in new[] { "/units", "/units/tree", $"/units/{TestSite.Id("lv")}", "/units?size=200" })
        {
            clock.Restart();
            var body = await teacher.GetStringAsync(address);
            output.WriteLine($"{database}: {address} {clock.ElapsedMilliseconds} ms, {body.Length / 1024} KiB");
        }
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task On_the_page_the_lists_are_checked_first_and_written_by_a_work_that_can_be_left(On database)
    {
        await using var site = new TestSite(database);
        var before = await Count(site);
        var state = await site.As("state");
        var uploaded = await Upload(state, Traps);
        uploaded.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var preview = AddressIn(uploaded);
        var page = await state.Open(preview);
        page.QuerySelectorAll("#refused tbody tr").Length.ShouldBe(21);
        page.QuerySelector("#refused")!.TextContent.ShouldContain("Burvju skola");
        page.QuerySelector("#refused")!.InnerHtml.ShouldContain("&lt;script&gt;");
        (await Count(site)).ShouldBe(before);

        // without agreeing to leave rows out it does not begin
        (await state.Send(preview, page)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var started = await state.Send(preview, page, ("Posted.AcceptPartial", "true"));
        var work = AddressIn(started);
        work.ShouldStartWith("/work/");
        AddressIn(await state.Send(preview, page, ("Posted.AcceptPartial", "true"))).ShouldBe(work); // pressed twice
        (await state.Open(work)).QuerySelector("meta[http-equiv=refresh]").ShouldNotBeNull();
        (await state.GetFromJsonAsync<JsonElement>($"/api/v1/works/{work[6..]}")).GetProperty("state").GetString().ShouldBe("Waiting");

        (await site.Ask(s => s.GetRequiredService<DoWork>().Next(default))).ShouldBeTrue();
        var done = await state.Open(work);
        done.QuerySelector("meta[http-equiv=refresh]").ShouldBeNull();
        done.QuerySelector("#result")!.TextContent.ShouldContain("27");
        (await Count(site)).ShouldBeGreaterThan(before + 27);
        var file = await state.GetAsync(RegisterEndpoints.RefusedUrl(Guid.Parse(work[6..])));
        file.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        (await file.Content.ReadAsStringAsync()).ShouldContain("Burvju skola");
        var api = await state.GetFromJsonAsync<JsonElement>($"/api/v1/works/{work[6..]}");
        (api.GetProperty("state").GetString(), api.GetProperty("result").GetProperty("Created").GetProperty("institution").GetInt32()).ShouldBe(("Done", 27));
        (await state.Open("/work")).QuerySelectorAll(".b-lines li").Length.ShouldBe(1);

        // nobody else sees it, and the upload is gone
        foreach (var other in new[] { "administrator", "teacher", "manager" })
        {
            var client = await site.As(other);
            (await client.GetAsync(work)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await client.GetAsync(preview)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await client.GetAsync(RegisterEndpoints.RefusedUrl(Guid.Parse(work[6..])))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await client.GetAsync($"/api/v1/works/{work[6..]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        var row = await site.Db(db => db.Seen<Work>(Viewer.System).FirstAsync());
        await site.Ask(s => Task.FromResult(RegisterOrder.Of(row).Files.Any(f => s.GetRequiredService<Uploads>().Has(f.Id)))).ContinueWith(has => has.Result.ShouldBeFalse());
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_list_that_cannot_be_read_is_answered_beside_the_field(On database)
    {
        await using var site = new TestSite(database);
        var state = await site.As("state", "en");
        var bomb = Balsts.Tests.Files.Sheets.Workbook(("S", Balsts.Tests.Files.Sheets.Row(Header.Trim().Split(',')) + string.Concat(Enumerable.Repeat(Balsts.Tests.Files.Sheets.Row(new string('a', 30_000)), 2_000))));
        foreach (var (name, content, says) in new (string, byte[], string)[]
        {
            ("empty.csv", [], "empty"),
            ("damaged.csv", [.. Encoding.UTF8.GetBytes(Clean), 0xC4], "CSV UTF-8"),
            ("bomb.xlsx", bomb, "unpacks to far more"),
            ("picture.pdf", "%PDF-1.7 etc"u8.ToArray(), "neither CSV nor XLSX"),
            ("people.csv", "Vārds,E-pasts\nInta,inta@example.lv\n"u8.ToArray(), "has no column"),
            ("large.csv", Encoding.UTF8.GetBytes(Clean + new string('x', (int)FileLimits.MaxBytes)), "larger than 50 MB"),
        })
        {
            var answer = await Upload(state, (name, content));
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, name);
            (await answer.Html()).QuerySelector("#Posted-Lists-error")!.TextContent.ShouldContain(says, customMessage: name);
        }
        var none = await state.Submit("/units/import");
        none.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await site.Db(db => db.Seen<Work>(Viewer.System).CountAsync())).ShouldBe(0);
        site.Ask(s => Task.FromResult(s.GetRequiredService<Settings>().DataFolder)).Result.ShouldSatisfyAllConditions(f => Directory.GetFiles(Path.Combine(f, "uploads")).ShouldBeEmpty());
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Over_the_API_the_same_import_answers_with_its_counts(On database)
    {
        await using var site = new TestSite(database);
        var state = await site.ApiAs("state");
        var before = await Count(site);
        var dry = await (await state.PostAsync("/api/v1/units/import?dryRun=true", File(Clean))).Content.ReadFromJsonAsync<JsonElement>();
        dry.GetProperty("created").GetProperty("institution").GetInt32().ShouldBe(4);
        (await Count(site)).ShouldBe(before);

        var refused = await state.PostAsync("/api/v1/units/import", File(Traps));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        (problem.GetProperty("code").GetString(), problem.GetProperty("refused").GetArrayLength()).ShouldBe(("register.partial", 21));
        problem.GetProperty("refused")[0].EnumerateObject().Select(p => p.Name).ShouldBe(["file", "row", "column", "value", "reason"]);
        (await Count(site)).ShouldBe(before);

        var done = await (await state.PostAsync("/api/v1/units/import?acceptPartial", File(Traps))).Content.ReadFromJsonAsync<JsonElement>();
        (done.GetProperty("created").GetProperty("institution").GetInt32(), done.GetProperty("updated").GetInt32()).ShouldBe((27, 0));

        // who may add units in one municipality, in another country or nowhere finds no such thing
        foreach (var other in new[] { "municipality", "teacher", "manager", "head" })
        {
            (await (await site.ApiAs(other)).PostAsync("/api/v1/units/import", File(Clean))).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
            (await (await site.As(other)).GetAsync("/units/import")).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
        }
    }

    [Fact]
    public async Task What_was_prepared_and_never_begun_is_dropped_after_a_day()
    {
        await using var site = new TestSite(On.Sqlite);
        var state = await site.As("state");
        await Upload(state, Clean);
        site.Clock.Advance(TimeSpan.FromHours(23));
        await site.Ask(async s => { await s.GetRequiredService<DropLeftovers>().Run(); return 0; });
        (await site.Db(db => db.Seen<Work>(Viewer.System).CountAsync())).ShouldBe(1);
        site.Clock.Advance(TimeSpan.FromHours(2));
        await site.Ask(async s => { await s.GetRequiredService<DropLeftovers>().Run(); return 0; });
        (await site.Db(db => db.Seen<Work>(Viewer.System).CountAsync())).ShouldBe(0);
        site.Ask(s => Task.FromResult(s.GetRequiredService<Settings>().DataFolder)).Result.ShouldSatisfyAllConditions(f => Directory.GetFiles(Path.Combine(f, "uploads")).ShouldBeEmpty());
    }

    static string AddressIn(HttpResponseMessage answer) => new Uri(new("http://localhost"), answer.Headers.Location!).PathAndQuery;

    static Task<HttpResponseMessage> Upload(HttpClient client, string content) => Upload(client, ("list.csv", Encoding.UTF8.GetBytes(content)));

    static async Task<HttpResponseMessage> Upload(HttpClient client, (string Name, byte[] Content) file)
    {
        var page = await client.Open("/units/import");
        var form = Files(file);
        foreach (var (name, value) in ((AngleSharp.Html.Dom.IHtmlFormElement)page.QuerySelector("main form[method=post]")!).Fields()) form.Add(new StringContent(value), name);
        return await client.PostAsync("/units/import", form);
    }
}
