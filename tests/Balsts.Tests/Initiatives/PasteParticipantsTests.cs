using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Initiatives;
using Balsts.People;
using Balsts.People.Import;
using Balsts.Units;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Tests.Initiatives;

/// <summary>The people of a school who take part, from a list out of a spreadsheet: known people are found, new ones added, and nothing is half done.</summary>
public sealed class PasteParticipantsTests
{
    static Guid Id(string key) => TestSite.Id(key);
    static readonly Guid School = Id($"gaujmala in {Id("esf initiative")}");
    static readonly string Address = $"/initiatives/schools/{School}/participants/paste";
    static readonly string Api = $"/api/v1/initiatives/schools/{School}/participants/list";

    /// <summary>What pasting tells the history; whoever signs in meanwhile tells their own.</summary>
    static readonly string[] Told = [nameof(ParticipantsAdded), nameof(PeopleImported), nameof(PersonImported), nameof(PersonAdded)];

    static object List(string rows, string startsOn = "2026-11-23", string? kind = null, int? hours = null) => new { rows, startsOn, kind, training = "Lasītprasme", trainingHours = hours };

    static async Task<(int People, int Employments, int Participants, int History)> Count(TestSite site) => await site.Db(async db => (
        await db.Seen<Person>(Viewer.System).CountAsync(), await db.Seen<Employment>(Viewer.System).CountAsync(),
        await db.Seen<Participant>(Viewer.System).CountAsync(), await db.Tables.Set<Foundation.History.HistoryEntry>().CountAsync(e => Told.Contains(e.What))));

    static async Task<List<(int Line, string Name, string As, bool TakesPart, string? Column, string? Code)>> Look(HttpClient api, string rows)
    {
        var response = await api.PostAsJsonAsync(Api + "?dryRun=true", List(rows));
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return [.. (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray().Select(l => (l.GetProperty("line").GetInt32(), l.GetProperty("name").GetString()!, l.GetProperty("as").GetString() ?? "", l.GetProperty("takesPart").GetBoolean(), l.GetProperty("column").GetString(), l.GetProperty("code").GetString()))];
    }

    static async Task<(string Given, string Family, string Email)> Of(TestSite site, string person) =>
        await site.Db(db => db.Seen<Person>(Viewer.System).Where(p => p.Id == Id(person)).Select(p => new ValueTuple<string, string, string>(p.GivenName, p.FamilyName, p.Email)).SingleAsync());

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_head_pastes_a_list_sees_what_each_line_does_and_adds_them_all(On database)
    {
        await using var site = new TestSite(database);
        var (head, api) = (await site.As("head", "en"), await site.ApiAs("head"));
        var (here, taking, elsewhere) = (await Of(site, "gaujmala 7"), await Of(site, "gaujmala 1"), await Of(site, "mezmala 2"));
        elsewhere.Email.ShouldNotBeEmpty();
        var rows = $"Vārds\tUzvārds\tE-pasts\tAmats\n{here.Given}\t{here.Family}\t\t\n{taking.Given}\t{taking.Family}\t{taking.Email}\tskolotāja\n{elsewhere.Given}\t{elsewhere.Family}\t{elsewhere.Email.ToUpperInvariant()}\tskolotājs\nŽanete\tĶirse\tzanete.kirse@skola.example\tskolotāja\n\nAija Māra\tŅikitina-Ozola\t\tlietvede\n";
        var before = await Count(site);

        // first what it would do
        var page = await head.Open(Address);
        var looked = await head.Send(Address, page, ("Posted.Rows", rows), ("act", "look"));
        looked.StatusCode.ShouldBe(HttpStatusCode.OK);
        var shown = (await looked.Html()).QuerySelectorAll("#lines tbody tr").Select(r => r.TextContent).ToList();
        shown.Count.ShouldBe(5);
        shown[1].ShouldContain("Takes part already");
        shown[3].ShouldContain("New: joins the people of the institution");
        var lines = await Look(api, rows.Replace("lietvede", "sekretāre", StringComparison.Ordinal).Replace("sekretāre", "psihologs", StringComparison.Ordinal));
        lines.Select(l => (l.Line, l.As, l.TakesPart)).ShouldBe([(2, "Unchanged", false), (3, "Unchanged", true), (4, "Employed", false), (5, "New", false), (7, "New", false)]);
        (await Count(site)).ShouldBe(before);

        // a post that nobody knows is a line that cannot be read, by line, column and remedy; nothing goes in by half
        var refused = await head.Send(Address, page, ("Posted.Rows", rows), ("Posted.Training", "Lasītprasme"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Html()).QuerySelector("#lines tr.is-bad")!.TextContent.ShouldContain("This post is not known");
        (await Count(site)).ShouldBe(before);

        rows = rows.Replace("lietvede", "psihologs", StringComparison.Ordinal);
        (await head.Send(Address, await head.Open(Address), ("Posted.Rows", rows), ("Posted.Training", "Lasītprasme"), ("Posted.TrainingHours", "24"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var after = await Count(site);
        (after.People - before.People, after.Employments - before.Employments, after.Participants - before.Participants).ShouldBe((2, 3, 4));
        var added = await site.Db(db => db.Seen<Participant>(Viewer.System).Where(p => p.SchoolId == School && p.Training == "Lasītprasme").ToListAsync());
        added.ShouldAllBe(p => p.TrainingHours == 24 && p.StartsOn == new DateOnly(2026, 11, 23));
        added.Single(p => p.PersonId == Id("mezmala 2")).Kind.ShouldBe(ParticipantKind.Teacher);
        var psychologist = await site.Db(db => db.Seen<Person>(Viewer.System).SingleAsync(p => p.FamilyName == "Ņikitina-Ozola"));
        added.Single(p => p.PersonId == psychologist.Id).Kind.ShouldBe(ParticipantKind.Staff);
        (await head.Open($"/initiatives/schools/{School}")).QuerySelector("#participants")!.TextContent.ShouldContain("Žanete Ķirse");
        (await head.Open("/people?q=Ķirse")).Body!.TextContent.ShouldContain("Žanete Ķirse");

        // a second time nothing changes
        (await Look(api, rows)).ShouldAllBe(l => l.TakesPart);
        (await api.PostAsJsonAsync(Api, List(rows))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var again = await Count(site);
        (again.People, again.Employments, again.Participants).ShouldBe((after.People, after.Employments, after.Participants));
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Only_who_keeps_the_school_and_its_people_pastes_and_never_half_of_it(On database)
    {
        await using var site = new TestSite(database);
        const string rows = "Zenta\tLazda\tzenta.lazda@skola.example";
        var before = await Count(site);
        foreach (var persona in new[] { "teacher", "mentor", "otherhead", "municipality", "state", "manager", "projecthead", "administrator", "consultant" })
        {
            (await (await site.As(persona)).GetAsync(Address)).StatusCode.ShouldBe(HttpStatusCode.NotFound, persona);
            foreach (var query in new[] { "", "?dryRun=true" }) (await (await site.ApiAs(persona)).PostAsJsonAsync(Api + query, List(rows))).StatusCode.ShouldBe(HttpStatusCode.NotFound, persona);
        }
        var head = await site.ApiAs("head");
        // what is wrong with the day or the hours is found before, or undoes everything
        foreach (var (list, code) in new[] { (List(rows, "2020-01-01"), "school.starts-outside"), (List(rows, hours: 99999), "participant.hours") })
        {
            var response = await head.PostAsJsonAsync(Api, list);
            response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe(code);
        }
        (await Count(site)).ShouldBe(before);
        (await (await site.ApiAs("deputy")).PostAsJsonAsync(Api, List(rows))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var added = await site.Db(db => db.Seen<Participant>(Viewer.System).Where(p => p.SchoolId == School && p.StartsOn == new DateOnly(2026, 11, 23)).Select(p => p.PersonId).SingleAsync());
        (await site.Db(db => db.Seen<PersonTie>(Viewer.System).CountAsync(t => t.PersonId == added && t.SubjectId == School))).ShouldBe(1);
    }

    /// <summary>What people and machines paste: every line is taken or told with its place, and nothing brings the page down.</summary>
    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Hostile_lists_are_told_line_by_line(On database)
    {
        await using var site = new TestSite(database);
        var head = await site.ApiAs("head");
        var before = await Count(site);
        (await Look(head, "Zenta\tLazda\tno-at-sign\nIlze\tBērza\tilze@skola.example")).Select(l => (l.Line, l.Column, l.Code)).ShouldBe([(1, "Email", "people.email-malformed"), (2, null, null)]);
        (await Look(head, "Zenta\tLazda\tz@skola.example\nIlze\tBērza\tz@skola.example")).Select(l => l.Code).ShouldBe([null, "people.same-as-other"]);
        (await Look(head, "Zenta\tLazda\tz@skola.example\nZenta\tLazda\tz@skola.example")).Select(l => l.Code).ShouldBe([null, "people.row-twice"]);
        (await Look(head, "<script>alert(1)</script>\tLazda\nIl\u202eze\tBērza\nZenta\0\tKoka")).Select(l => (l.Line, l.Code)).ShouldBe([(1, "people.not-plain"), (2, "people.not-plain"), (3, "people.not-plain")]);
        (await Look(head, "\tLazda\nIlze\t\n\n   \t  \nZenta\tKoka")).Select(l => (l.Line, l.Column, l.Code)).ShouldBe([(1, "GivenName", "people.given-name-missing"), (2, "FamilyName", "people.family-name-missing"), (5, null, null)]);
        (await Look(head, $"{new string('a', 200)}\tLazda")).Single().Code.ShouldBe("people.too-long");
        (await Look(head, "Vārds;Uzvārds;Skola\nZenta;Lazda;Upesciema pamatskola")).Single().Code.ShouldBe("people.unit-unknown");
        (await Look(head, "=cmd|' /C calc'!A0\tLazda")).Single().Code.ShouldBeNull(); // a name like any other: files put a quotation mark before it
        foreach (var (rows, code) in new[] { (" \n\t\n", "shape"), ("\"\"\t", "people.pasted-nothing"), (string.Concat(Enumerable.Repeat("A\tB\n", PastedList.LinesMax + 1)), "people.pasted-too-many"), ("a@b.example\nc@d.example", "people.pasted-no-name"), ("", "shape"), (new string('x', PastedList.TextMax + 1), "shape") })
        {
            var response = await head.PostAsJsonAsync(Api + "?dryRun=true", List(rows));
            response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, code);
            (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe(code);
        }
        (await Count(site)).ShouldBe(before);
    }

    /// <summary>Rows as spreadsheets of three countries leave them.</summary>
    [Theory]
    [InlineData("Anna\tKalniņa\tanna@skola.example\tskolotāja", "Anna|Kalniņa|anna@skola.example|Teacher")]
    [InlineData("1\tAnna Marija\tKalniņa\tskolotāja\tmatemātika\n2\tJānis\tOzols\tdirektors\tfizika", "Anna Marija|Kalniņa||Teacher/Jānis|Ozols||Head")]
    [InlineData("Anna Marija Kalniņa\tanna@skola.example\nJānis Ozols\tjanis@skola.example", "Anna Marija|Kalniņa|anna@skola.example|/Jānis|Ozols|janis@skola.example|")]
    [InlineData("Vārds, uzvārds\nAnna Marija Kalniņa", "Anna Marija|Kalniņa||")]
    [InlineData("Uzvārds, vārds\tE-pasts\nKalniņa Anna Marija\tanna@skola.example", "Anna Marija|Kalniņa|anna@skola.example|")]
    [InlineData("E-pasts;Uzvārds;Vārds\nanna@skola.example;Kalniņa;Anna", "Anna|Kalniņa|anna@skola.example|")]
    [InlineData("\r\nAd\tSoyad\tE-poçt\r\nAygün\tQuliyeva\ta@m.example\r\n", "Aygün|Quliyeva|a@m.example|")]
    [InlineData("\"Anna \"\"Annija\"\"\"\t\"Kalniņa\"", "Anna \"Annija\"|Kalniņa||")]
    [InlineData("Anna,Kalniņa,anna@skola.example\nJānis,Ozols,", "Anna|Kalniņa|anna@skola.example|/Jānis|Ozols||")]
    public void The_columns_are_known_by_their_names_or_by_what_stands_in_them(string text, string people)
    {
        var list = PastedList.Of(text, new PostTitles("latvia")).Value!;
        using var sheet = Foundation.Files.SheetFile.Open(list.Open(), "list").Value!;
        var file = PeopleFile.Of(sheet, RememberedMappings.Read(list.Mapping)!, new PostTitles("latvia")).Value!;
        var read = file.Read().ToList();
        read.ShouldAllBe(r => r.Refusals.Count == 0);
        string.Join('/', read.Select(r => $"{r.Person!.GivenName}|{r.Person.FamilyName}|{r.Person.Email}|{r.Person.Post}")).ShouldBe(people);
        var first = text.ReplaceLineEndings("\n").Split('\n').ToList().FindIndex(l => l.Contains(read[0].Person!.FamilyName, StringComparison.Ordinal));
        (read[0].Person!.Row - list.Above).ShouldBe(first + 1);
    }
}
