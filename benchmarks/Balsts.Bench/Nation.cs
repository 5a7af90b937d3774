using System.Buffers.Binary;
using Balsts.Appointments;
using Balsts.Demo;
using Balsts.People;
using Balsts.Units;
using Balsts.Units.Register;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Bench;

/// <summary>
/// The demo a hundredfold: two countries' schools and the people who work in them, the same every time. The persona of the municipality
/// leads support in a whole region as well, so that several hundred schools are in reach.
/// </summary>
sealed class Nation(int scale)
{
    const int SchoolsPerMunicipality = 20;
    const int EducatorsPerSchool = 10;

    static readonly string[] LatvianGiven =
    [
        "Aija", "Agnese", "Aigars", "Anita", "Ārija", "Baiba", "Daiga", "Dzintra", "Edgars", "Ēriks", "Gatis", "Ģirts", "Ieva", "Ilze", "Inga", "Ivars", "Jānis", "Jolanta", "Kārlis", "Ķirils",
        "Laima", "Ļubova", "Māra", "Mārtiņš", "Normunds", "Ņina", "Oļegs", "Pēteris", "Rūta", "Sarmīte", "Šarlote", "Tālivaldis", "Uldis", "Ūna", "Valdis", "Vija", "Zane", "Zigrīda", "Žanete", "Žanis",
    ];
    static readonly string[] LatvianFamily =
    [
        "Āboliņa", "Apsītis", "Auziņa", "Balodis", "Bērziņa", "Briedis", "Cīrulis", "Čakste", "Dūmiņa", "Eglītis", "Ērgle", "Freimane", "Gailītis", "Ģēģere", "Hartmanis", "Ivanova", "Īvāns", "Jansone",
        "Kalniņš", "Kļaviņa", "Krūmiņš", "Ķēniņš", "Lācis", "Liepiņa", "Ļaksa", "Mežule", "Muižnieks", "Nātriņa", "Ņikitina", "Ozols", "Pētersone", "Priede", "Roze", "Rudzītis", "Siliņa", "Strazdiņš",
        "Šmite", "Šķēle", "Tauriņš", "Upīte", "Ūdris", "Vanaga", "Vītols", "Zaķis", "Zālīte", "Zvirbulis", "Žagare", "Žukovskis",
    ];
    static readonly string[] AzerbaijaniGiven =
    [
        "Aygün", "Aysel", "Anar", "Arzu", "Bəhruz", "Cavid", "Çinarə", "Dilarə", "Elçin", "Elnurə", "Əli", "Əsmər", "Fərid", "Fidan", "Gülnar", "Günel", "Həsən", "Xalidə", "Xəyal", "İlqar", "İradə",
        "Jalə", "Kamran", "Könül", "Qəmər", "Qurban", "Leyla", "Lalə", "Mehriban", "Məmməd", "Nərgiz", "Nigar", "Orxan", "Ömər", "Pərvin", "Rəşad", "Sevinc", "Şəbnəm", "Tərlan", "Ülviyyə", "Vüsal", "Yeganə", "Zəhra",
    ];
    static readonly string[] AzerbaijaniFamily =
    [
        "Abbasova", "Ağayev", "Babayeva", "Bağırov", "Cəfərova", "Çələbiyev", "Dadaşova", "Əhmədov", "Əliyeva", "Fərzəliyev", "Gözəlova", "Hacıyev", "Həsənova", "Hüseynov", "Xəlilova", "İbrahimov", "İsmayılova",
        "Kərimov", "Qasımova", "Quliyev", "Mahmudova", "Məmmədov", "Mirzəyeva", "Nağıyev", "Nəbiyeva", "Orucov", "Paşayeva", "Rəhimov", "Rüstəmova", "Salmanov", "Səfərova", "Süleymanov", "Şahbazova", "Şükürov", "Tağıyeva", "Vəliyev", "Yusifova", "Zeynalov",
    ];
    static readonly string[] PlaceBegins = ["Bērz", "Ozol", "Kļav", "Liep", "Priež", "Egļ", "Saul", "Zvirgzd", "Ķirš", "Ābeļ", "Vilk", "Ēn", "Dzelz", "Ērgļ", "Šķēd", "Žubīš", "Ūdr", "Čiekur", "Ģērā", "Ņurk"];
    static readonly string[] PlaceEnds = ["kalna", "muižas", "ciema", "pils", "leju", "upes", "ezera", "birzes", "lauku", "mežu", "gravas", "salas", "krasta", "dārzu", "pļavu"];
    static readonly (string Type, string Words)[] LatvianKinds = [("secondary", "vidusskola"), ("basic", "pamatskola"), ("primary", "sākumskola"), ("gymnasium", "ģimnāzija"), ("preschool", "pirmsskolas izglītības iestāde")];
    static readonly string[] LatvianSubjects = ["matemātika", "latviešu valoda", "dabaszinības", "vēsture", "datorika", "angļu valoda", "sports", "mūzika", "ķīmija", "ģeogrāfija"];
    static readonly string[] AzerbaijaniSubjects = ["riyaziyyat", "informatika", "fizika", "Azərbaycan dili", "kimya", "ingilis dili", "coğrafiya", "həyat bilgisi"];

    readonly Random chance = new(2020);
    readonly List<Unit> units = [];
    readonly List<Person> people = [];
    readonly List<Appointment> appointments = [];

    /// <summary>The municipality to which the list is narrowed: one of the region's.</summary>
    public Guid Municipality { get; private set; }

    /// <summary>The school whose page is opened.</summary>
    public Guid School { get; private set; }
    public int Units => units.Count;
    public int People => people.Count;

    /// <summary>Adds the nation to a database that holds the demo world; gives a token with which a program looks at it as the persona of the municipality.</summary>
    public static async Task<(Nation Nation, string Token)> Into(string connection, int scale)
    {
        var nation = new Nation(scale);
        nation.Imagine();
        var services = new ServiceCollection();
        services.AddLogging().AddDatabase(new(connection), new(House.Assembly));
        services.AddSingleton(new Foundation.Jobs.PublicAddress(new("http://localhost")));
        services.AddSingleton(new Foundation.Jobs.OutgoingMail(null));
        services.AddSingleton(new OidcProviders([]));
        services.AddSingleton<IViewers, RightsOfToday>();
        services.AddSingleton(GuessablePasswords.In(House.Assembly));
        services.AddSingleton(InstallationKey.Parse(Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(InstallationKey.Bytes))));
        services.AddDataProtection().UseEphemeralDataProtectionProvider(); // nothing sealed here is opened elsewhere
        services.AddSignIn();
        foreach (var room in House.Rooms) room.Services(services);
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using (var transaction = await db.Begin())
        {
            var told = db.Record(Viewer.System, new RegisterTaken(nation.units.Count, 0, 0, ""), await db.Seen<Unit>(Viewer.System).AsNoTracking().FirstAsync(u => u.Id == DemoWorld.Id("lv")));
            Well(await db.Bulk(Viewer.System, told, nation.units));
            Well(await db.Bulk(Viewer.System, told, nation.units.SelectMany(u => u.Placements).ToArray()));
            Well(await db.Bulk(Viewer.System, told, nation.units.SelectMany(u => u.ExternalIds).ToArray()));
            Well(await db.Bulk(Viewer.System, told, nation.people));
            Well(await db.Bulk(Viewer.System, told, nation.people.SelectMany(p => p.Employments).ToArray()));
            Well(await db.Bulk(Viewer.System, told, nation.appointments));
            Well(await db.Save());
            await db.HouseMoved();
            await transaction.Commit();
        }
        var token = await scope.ServiceProvider.GetRequiredService<Accounts>().MakeToken("municipality@demo.balsts.example", "bench", TimeSpan.FromDays(1));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools(); // writes what is still in the log into the file
        return (nation, token.Value!);
    }

    static void Well(Outcome outcome)
    {
        if (outcome.Problem is { } problem) throw new InvalidOperationException(problem.Message);
    }

    void Imagine()
    {
        var (latvia, azerbaijan) = (DemoWorld.Id("lv"), DemoWorld.Id("az"));
        var region = AddUnit("LV", UnitKind.Region, "", "Ziemeļu plānošanas reģions", latvia, latvia);
        Appoint(DemoWorld.Id("municipality"), "LV", PostKind.SupportLead, region, latvia);
        var schools = 8 * scale;
        for (var m = 0; m * SchoolsPerMunicipality < schools; m++)
        {
            var isInRegion = m * SchoolsPerMunicipality < schools / 2;
            var municipality = AddUnit("LV", UnitKind.Municipality, "", $"{Place(m * 7)} novads", isInRegion ? region : latvia, isInRegion ? region : latvia);
            Appoint(AddPerson("LV", municipality, PostKind.SupportLead, ""), "LV", PostKind.SupportLead, municipality, latvia);
            for (var s = 0; s < SchoolsPerMunicipality; s++)
            {
                var (type, words) = LatvianKinds[(m + s) % LatvianKinds.Length];
                Staff(AddUnit("LV", UnitKind.Institution, type, $"{Place(m * SchoolsPerMunicipality + s)} {words}", municipality, municipality), municipality, "LV");
            }
            if (m == 1) (Municipality, School) = (municipality, units[^1].Id);
        }
        for (var s = 0; s < 4 * scale; s++)
            Staff(AddUnit("AZ", UnitKind.Institution, "secondary", $"{300 + s} nömrəli tam orta məktəb", DemoWorld.Id("baku"), DemoWorld.Id("baku")), azerbaijan, "AZ");
    }

    static string Place(int number) => PlaceBegins[number % PlaceBegins.Length] + PlaceEnds[number / PlaceBegins.Length % PlaceEnds.Length];

    Guid AddUnit(string country, UnitKind kind, string type, string name, Guid parent, Guid territory)
    {
        var unit = new Unit { Id = NextId(), CountryId = country, Kind = kind };
        unit.Describe(name, type, "", kind == UnitKind.Institution ? $"Skolas iela {units.Count % 90 + 1}" : "", $"iestade{units.Count}@skola.example", "");
        unit.Place(parent, territory, null);
        if (kind == UnitKind.Institution) unit.Known("bench", units.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        units.Add(unit);
        return unit.Id;
    }

    /// <summary>A head and ten educators; every tenth of them works a little next door as well.</summary>
    void Staff(Guid school, Guid authority, string country)
    {
        Appoint(AddPerson(country, school, PostKind.Head, ""), country, PostKind.Head, school, authority);
        var subjects = country == "LV" ? LatvianSubjects : AzerbaijaniSubjects;
        for (var i = 0; i < EducatorsPerSchool; i++) AddPerson(country, school, PostKind.Teacher, subjects[chance.Next(subjects.Length)]);
        if (units[^2] is { Kind: UnitKind.Institution } neighbour && neighbour.CountryId == country) people[^1].Employ(neighbour.Id, PostKind.Teacher, subjects[0], 250, null, null);
    }

    Guid AddPerson(string country, Guid unit, PostKind post, string subject)
    {
        var (given, family) = country == "LV" ? (LatvianGiven, LatvianFamily) : (AzerbaijaniGiven, AzerbaijaniFamily);
        var person = new Person { Id = NextId(), CountryId = country };
        person.Describe(given[chance.Next(given.Length)], family[chance.Next(family.Length)], $"persona{people.Count}@skola.example", people.Count % 3 == 0 ? $"+371 2{people.Count:0000000}" : "");
        person.Employ(unit, post, subject, chance.Next(4) == 0 ? 500 : 1000, null, null);
        people.Add(person);
        return person.Id;
    }

    void Appoint(Guid person, string country, PostKind post, Guid unit, Guid by) => appointments.Add(new()
    {
        Id = NextId(),
        CountryId = country,
        PersonId = person,
        Post = post,
        UnitId = unit,
        AppointedByUnitId = by,
        AppointedById = Guid.Empty,
        Load = 1000,
        StartsOn = new(2020, 9, 1),
    });

    /// <summary>Ids as of rows that were added one after the other: they grow.</summary>
    Guid NextId()
    {
        Span<byte> bytes = stackalloc byte[16];
        chance.NextBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes, (0x019000000000L + units.Count + people.Count + appointments.Count) << 16 | 0x7000L);
        bytes[8] = (byte)(bytes[8] & 0x3f | 0x80);
        return new(bytes, bigEndian: true);
    }
}
