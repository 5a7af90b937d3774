using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Balsts.People;
using Balsts.People.Import;
using Balsts.Tests.Files;
using Balsts.Units;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.People;

public sealed class ImportPeopleTests
{
    const string Header = "Vārds;Uzvārds;E-pasts;Viis ID;Iestāde;Amats;Priekšmets;Slodze;No;Līdz";

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_list_is_taken_in_once_and_the_second_time_changes_nothing(On database)
    {
        await using var site = new TestSite(database);
        var file = Lines(Header,
            "Anna;Bērziņa;anna@skola.example;L-1;Gaujmalas vidusskola;skolotāja;matemātika;0,5;01.09.2026;",
            "Anna;Bērziņa;anna@skola.example;L-1;MEŽMALAS PAMATSKOLA;skolotāja;matemātika;0,5;01.09.2026;",
            "\"Juris\";\"Ozols-\r\nKalns\";;;gaujmala;direktora vietnieks;;1;;",
            "Logopēde;Liepa;logo@skola.example;;Gaujmalas vidusskola;logopēds;;;;");

        var dry = await Run(site, "municipality", file, i => i with { DryRun = true });
        (dry.Created.Person, dry.Created.Employment, dry.Written).ShouldBe((3, 4, false));
        (await People(site, "anna@skola.example")).ShouldBeEmpty();

        var first = await Run(site, "municipality", file);
        (first.Created.Person, first.Created.Employment, first.Updated, first.Refused.Count, first.Written).ShouldBe((3, 4, 0, 0, true));
        var anna = (await People(site, "anna@skola.example")).Single();
        anna.Employments.Select(e => e.UnitId).ShouldBe([TestSite.Id("gaujmala"), TestSite.Id("mezmala")], ignoreOrder: true);
        anna.Employments.ShouldAllBe(e => e.Load == 500 && e.StartsOn == new DateOnly(2026, 9, 1));
        (await People(site, "logo@skola.example")).Single().Employments.Single().Subject.ShouldBe("logopēds");

        // the second time nothing changes, nor with byte-order mark, upper case and commas
        var second = await Run(site, "municipality", file);
        (second.Created.Person, second.Created.Employment, second.Updated, second.Unchanged).ShouldBe((0, 0, 0, 4));
        var marked = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes("vārds,uzvārds,e-pasts,viis id,iestāde\nAnna,Bērziņa,ANNA@skola.example,L-1,Gaujmalas vidusskola\n")).ToArray();
        (await Run(site, "municipality", marked)).Unchanged.ShouldBe(1);

        // a marriage and a new load: the same person by identifier, and her history tells it
        var changed = await Run(site, "municipality", Lines(Header, "Anna;Ābele;anna@skola.example;L-1;Gaujmalas vidusskola;skolotāja;matemātika;1;01.09.2026;"));
        (changed.Created.Person, changed.Created.Employment, changed.Updated).ShouldBe((0, 0, 1));
        anna = (await People(site, "anna@skola.example")).Single();
        anna.FamilyName.ShouldBe("Ābele");
        anna.Employments.First(e => e.UnitId == TestSite.Id("gaujmala")).Load.ShouldBe(1000);
        (await site.Db(db => db.HistoryOf(anna).ToListAsync())).Select(h => h.What).ShouldContain(nameof(PersonImported));
        (await site.Db(db => db.Seen<PeopleImport>(Viewer.System).CountAsync())).ShouldBe(2);

        // an empty cell erases nothing; an employment that ended stays ended and is not added anew
        await Run(site, "municipality", Lines(Header, "Anna;Ābele;;L-1;Gaujmalas vidusskola;;;;;31.10.2026"));
        var ended = await Run(site, "municipality", Lines(Header, "Anna;Ābele;;L-1;Gaujmalas vidusskola;;;;;31.10.2026"));
        (ended.Created.Employment, ended.Updated, ended.Unchanged).ShouldBe((0, 0, 1));
        (await People(site, "anna@skola.example")).Single().Employments.Count.ShouldBe(2);

        // the head's own school needs no column, and nobody takes people into another one
        var own = await Run(site, "head", Lines("Vārds;Uzvārds", "Pēteris;Jaunais"));
        own.Created.ShouldBe(new(1, 1));
        (await Run(site, "head", Lines("Vārds;Uzvārds", "Pēteris;Jaunais"))).Unchanged.ShouldBe(1);
        (await Run(site, "head", Lines("Vārds;Uzvārds;Iestāde", "Pēteris;Cits;Mežmalas pamatskola"))).Refused.Single().Code.ShouldBe("people.unit-unknown");
        (await site.Ask(async s => await s.GetRequiredService<ImportPeople>().Run(new(() => new MemoryStream(file), "x.csv"), (await site.Viewer("mentor"))!))).Problem!.Code.ShouldBe("not-found");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task What_cannot_be_taken_is_named_by_row_and_remedy_and_nothing_is_half_done(On database)
    {
        await using var site = new TestSite(database);
        var file = Lines(Header,
            "Laba;Rinda;laba@skola.example;N-1;Gaujmalas vidusskola;skolotāja;;;;",
            "Cita;Rinda;cita@skola.example;N-1;Gaujmalas vidusskola;skolotāja;;;;",
            "Laba;Rinda;laba@skola.example;N-1;Gaujmalas vidusskola;skolotāja;;;;",
            "Nav;Iestādes;a@skola.example;;Nekurienes vidusskola;skolotāja;;;;",
            "Veca;Diena;b@skola.example;;Gaujmalas vidusskola;skolotāja;;;01.01.0001;",
            "<script>alert(1)</script>;Ļauna;c@skola.example;;Gaujmalas vidusskola;skolotāja;;;;",
            "Burvis;Merlins;d@skola.example;;Gaujmalas vidusskola;burvis;;;;",
            "Tukšs;;e@skola.example;;Gaujmalas vidusskola;;;;;",
            "Cita;Persona;teacher@demo.balsts.example;;Gaujmalas vidusskola;;;;;",
            $"{new string('x', 101)};Gara;f@skola.example;;Gaujmalas vidusskola;;;;;");
        var refused = await Run(site, "municipality", file);
        refused.Written.ShouldBeFalse();
        refused.Created.ShouldBe(new(0, 0));
        refused.Refused.Select(r => (r.Row, r.Code)).ShouldBe([(3, "people.same-as-other"), (4, "people.row-twice"), (5, "people.unit-unknown"), (6, "people.day-out-of-range"), (7, "people.not-plain"),
            (8, "people.post-unknown"), (9, "people.family-name-missing"), (10, "people.email-of-another"), (11, "people.too-long")]);
        refused.Refused[2].Column.ShouldBe("Iestāde");
        refused.Refused[2].Value.ShouldBe("Nekurienes vidusskola");
        (await People(site, "laba@skola.example")).ShouldBeEmpty();

        var partial = await Run(site, "municipality", file, i => i with { AcceptPartial = true });
        (partial.Created.Person, partial.Written, partial.Refused.Count).ShouldBe((1, true, 9));
        (await People(site, "laba@skola.example")).Count.ShouldBe(1);

        // two schools of one name: the register number decides
        await site.Db(async db =>
        {
            foreach (var (number, parent) in new[] { ("4500000001", "gauja"), ("4500000002", "gauja") })
            {
                var unit = new Unit { Id = Guid.CreateVersion7(), CountryId = "LV", Kind = UnitKind.Institution };
                unit.Describe("Zemgales vidusskola", "secondary", "", "", "", "");
                unit.Place(TestSite.Id(parent), TestSite.Id(parent), null);
                unit.Known("register", number);
                db.Add(Viewer.System, unit);
                db.Record(Viewer.System, new UnitAdded(), unit);
            }
            return await db.Save();
        });
        (await Run(site, "municipality", Lines(Header, "Anna;Zemgale;;;Zemgales vidusskola;;;;;"))).Refused.Single().Code.ShouldBe("people.unit-ambiguous");
        (await Run(site, "municipality", Lines(Header, "Anna;Zemgale;;;4500000002;;;;;"))).Created.Person.ShouldBe(1);

        // files that are none: empty, header alone, another encoding, a lying workbook
        (await Refusal(site, [])).ShouldStartWith("file.");
        (await Refusal(site, Lines(Header))).ShouldStartWith("file.");
        (await Refusal(site, [0x56, 0xE2, 0x72, 0x64, 0x73, 0x3B, 0x55, 0x0A, 0x41, 0x3B, 0x42, 0x0A])).ShouldBe("people.column-needed"); // read as windows-1257
        (await Refusal(site, Lines("Kolonna;Cita", "a;b"))).ShouldBe("people.column-needed");
        (await Refusal(site, file, i => i with { Mapping = "[1]" })).ShouldBe("people.mapping-unreadable");
        (await Refusal(site, file, i => i with { Mapping = """{"GivenName":"Vārds","FamilyName":"Nav tādas"}""" })).ShouldBe("people.column-missing");

        // a mapping that was given is remembered for these columns
        var odd = Lines("Pirmais;Otrais;Skola", "Odrija;Oša;Gaujmalas vidusskola");
        (await Run(site, "municipality", odd, i => i with { Mapping = """{"GivenName":"Pirmais","FamilyName":"Otrais","Unit":"Skola"}""" })).Created.Person.ShouldBe(1);
        (await Run(site, "municipality", odd)).Unchanged.ShouldBe(1);

        // over the API, with the shape that scripts rely on
        var api = await site.ApiAs("municipality");
        using var content = new MultipartFormDataContent { { new ByteArrayContent(Lines(Header, "Apija;Api;api@skola.example;A-1;Gaujmalas vidusskola;;;;;", "Nav;Api;;;Nekur;;;;;")), "file", "saraksts.csv" } };
        var answer = await (await api.PostAsync("/api/v1/people/import?acceptPartial=true", content)).Content.ReadFromJsonAsync<JsonElement>();
        answer.GetProperty("created").GetProperty("person").GetInt32().ShouldBe(1);
        answer.GetProperty("refused")[0].GetProperty("row").GetInt32().ShouldBe(3);
        answer.GetProperty("refused")[0].GetProperty("reason").GetString()!.ShouldNotContain("{0}");
        (await (await site.ApiAs("mentor")).PostAsync("/api/v1/people/import", new MultipartFormDataContent { { new ByteArrayContent(file), "file", "x.csv" } })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await api.PostAsync("/api/v1/people/import", new MultipartFormDataContent { { new StringContent("x"), "mapping" } })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    static byte[] Lines(params string[] lines) => Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n");

    static async Task<ImportPeople.Result> Run(TestSite site, string persona, byte[] file, Func<ImportPeople.Input, ImportPeople.Input>? with = null)
    {
        var outcome = await Try(site, persona, file, with);
        outcome.Problem.ShouldBeNull();
        return outcome.Value!;
    }

    static async Task<string> Refusal(TestSite site, byte[] file, Func<ImportPeople.Input, ImportPeople.Input>? with = null) => (await Try(site, "municipality", file, with)).Problem!.Code;

    static async Task<Foundation.Outcomes.Outcome<ImportPeople.Result>> Try(TestSite site, string persona, byte[] file, Func<ImportPeople.Input, ImportPeople.Input>? with)
    {
        var viewer = (await site.Viewer(persona))!;
        var input = new ImportPeople.Input(() => new MemoryStream(file), "saraksts.csv");
        return await site.Ask(s => s.GetRequiredService<ImportPeople>().Run(with?.Invoke(input) ?? input, viewer));
    }

    static Task<List<Person>> People(TestSite site, string email) => site.Db(db => db.Seen<Person>(Viewer.System).Include(p => p.Employments).Where(p => p.Email == email).ToListAsync());
}
