using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Privacy;
using Foundation.Jobs;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.Privacy;

/// <summary>Everything held on a person is gathered for that person: whatever column names them, and what they wrote; nobody else has it, and it does not lie there for ever.</summary>
public sealed class MyDataTests
{
    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Everything_that_names_a_person_is_in_the_file_and_the_file_is_theirs_alone(On database)
    {
        await using var site = new TestSite(database);
        var consultant = await site.As("consultant", "lv");
        var work = Guid.Parse((await consultant.Submit("/my-data")).Next().Split('/')[^1]);
        Guid.Parse((await consultant.Submit("/my-data")).Next().Split('/')[^1]).ShouldBe(work, "what is under way is not begun a second time");
        (await site.Ask(s => s.GetRequiredService<DoWork>().Next(default))).ShouldBeTrue();
        (await consultant.Open($"/work/{work}")).QuerySelector("a[download]")!.GetAttribute("href").ShouldBe($"/my-data/{work}.zip");

        using var zip = new ZipArchive(await consultant.GetStreamAsync($"/my-data/{work}.zip"));
        var files = zip.Entries.ToDictionary(e => e.FullName, e => { using var text = new StreamReader(e.Open()); return text.ReadToEnd(); });

        // every column that a room lists, asked once more by hand
        var me = TestSite.Id("consultant");
        var named = 0;
        foreach (var column in Balsts.House.Persons)
        {
            var rows = await site.Db(async db => await Rows(db.Tables, column.Entity, column.Column, me));
            named += rows.Count;
            if (rows.Count == 0) continue;
            files.ShouldContainKey($"{column.Entity.Name}.json");
            foreach (var row in rows) files[$"{column.Entity.Name}.json"].ShouldContain(row.ToString());
        }
        named.ShouldBeGreaterThan(40);

        // what they wrote lies in rows that do not name them
        var judgement = await site.Db(db => db.Seen<Balsts.Months.ReportRound>(Viewer.System).Where(r => r.Report!.PersonId == me && r.Judgement != "").Select(r => r.Judgement).FirstAsync());
        JsonDocument.Parse(files["ReportRound.json"]).RootElement.EnumerateArray().Select(r => r.GetProperty("Judgement").GetString()).ShouldContain(judgement);
        files["ReportLine.json"].Length.ShouldBeGreaterThan(100);

        // a page to read, in the person's language; no secret, and no word that others wrote for others
        var index = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(files["index.html"]);
        index.DocumentElement.GetAttribute("lang").ShouldBe("lv");
        index.QuerySelector("h1")!.TextContent.ShouldContain("Kas glabājas");
        index.Body!.TextContent.ShouldContain(judgement);
        index.QuerySelectorAll("h2").Length.ShouldBe(files.Count - 1);
        index.QuerySelectorAll("[src], link, script").ShouldBeEmpty();
        string.Concat(files.Values).ShouldNotContain("PasswordHash");
        string.Concat(files.Values).ShouldNotContain("SecurityStamp");

        // nobody else, signed in or not, by page or program
        foreach (var other in new[] { "municipality", "administrator", "head", "projectmentor" })
        {
            (await (await site.As(other)).GetAsync($"/my-data/{work}.zip")).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
            (await (await site.ApiAs(other)).GetAsync($"/api/v1/my-data/{work}/file")).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
        }
        (await site.Nobody().GetAsync($"/my-data/{work}.zip")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        // over the API it is the same; after a week it is gone
        var api = await site.ApiAs("consultant");
        (await api.GetAsync($"/api/v1/my-data/{work}/file")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await api.PostAsync("/api/v1/my-data", null)).StatusCode.ShouldBe(HttpStatusCode.Created);
        site.Clock.Advance(MyDataFiles.Kept);
        (await api.GetAsync($"/api/v1/my-data/{work}/file")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        site.Services.GetRequiredService<MyDataFiles>().DeleteOld().ShouldBe(1);
        (await (await site.As("consultant", "lv")).Open($"/work/{work}")).Body!.TextContent.ShouldContain("izdzēsta");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task What_is_not_right_is_asked_of_those_who_keep_it_and_answered_with_a_reason(On database)
    {
        await using var site = new TestSite(database);
        var (teacher, head) = (await site.As("teacher", "en"), await site.As("head", "en"));
        (await teacher.Submit("/my-data/requests/new", ("Posted.Kind", "Rectification"), ("Posted.UnitId", TestSite.Id("mezmala").ToString()), ("Posted.Text", "X"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity); // not a unit of theirs
        var page = (await teacher.Submit("/my-data/requests/new", ("Posted.Kind", "Rectification"), ("Posted.UnitId", TestSite.Id("gaujmala").ToString()), ("Posted.Text", "Mans uzvārds ir Kalniņa"))).Next();

        // it waits for the head, by a day, and nobody but the two sides sees it
        (await head.Open("/")).Body!.TextContent.ShouldContain("asks about what is held on them");
        (await head.Open("/my-data")).QuerySelector("#to-answer a")!.GetAttribute("href").ShouldBe(page);
        (await head.Open(page)).Body!.TextContent.ShouldContain("Answer by");
        foreach (var other in new[] { "otherhead", "mentor", "municipality", "administrator", "state" }) (await (await site.As(other)).GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
        (await teacher.Open(page)).QuerySelector("form[data-form=page]").ShouldBeNull("nobody answers their own request");
        (await (await site.ApiAs("teacher")).PostAsJsonAsync($"/api/v1{page}/answer", new { granted = true, text = "Pati" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // answered with a reason, once; told to whoever asked
        (await head.Submit(page, ("act", "refuse"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await head.Submit(page, ("Posted.Text", "Labots"), ("act", "grant"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await site.ApiAs("head")).PostAsJsonAsync($"/api/v1{page}/answer", new { granted = false, text = "Tomēr ne" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var answered = await (await site.ApiAs("teacher")).GetFromJsonAsync<JsonElement>($"/api/v1{page}");
        (answered.GetProperty("state").GetString(), answered.GetProperty("answer").GetString()).ShouldBe(("Granted", "Labots"));
        (await teacher.Open("/notifications")).Body!.TextContent.ShouldContain("answered what you asked");
        (await teacher.Open(page)).QuerySelector(".b-time")!.TextContent.ShouldContain("did as was asked");
    }

    /// <summary>The ids of the rows whose column holds the person, by SQL.</summary>
    static async Task<List<Guid>> Rows(Foundation.Data.Tables tables, Type entity, string column, Guid person)
    {
        var type = tables.Model.FindEntityType(entity)!;
        var (table, name) = (type.GetTableName(), type.FindProperty(column)!.GetColumnName());
        if (type.FindProperty(column)!.ClrType == typeof(List<Guid>) || type.FindPrimaryKey()!.Properties[0].Name != "Id") return [];
        return await tables.Database.SqlQueryRaw<Guid>($"SELECT id AS \"Value\" FROM {table} WHERE \"{name}\" = {{0}}", person).ToListAsync();
    }
}
