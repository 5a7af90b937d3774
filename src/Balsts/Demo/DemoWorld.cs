using System.Security.Cryptography;
using System.Text;
using Balsts.Activities;
using Balsts.Activities.Tallies;
using Balsts.Appointments;
using Balsts.Forms;
using Balsts.Initiatives;
using Balsts.Insight;
using Balsts.Months;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Periods;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Demo;

/// <summary>A person of the demo whom a visitor may be: NAME@demo.balsts.example.</summary>
/// <param name="Story">What being them shows: an English msgid.</param>
public sealed record Persona(string Name, string CountryId, string Given, string Family, PostKind Post, string Unit, string Story)
{
    public string Email => $"{Name}@demo.balsts.example";
}

/// <summary>
/// A small world, the same every time on the same day: a Latvian municipality with eight schools, a state agency, and a training
/// centre in Baku with four schools. Every name in it is invented.
/// </summary>
public sealed class DemoWorld(AppDb db, Accounts accounts, TimeProvider clock, CountryPacks packs, ReachInStep reach, FindFigures figures, FoldTallies tallies, CountStaff staff, LayDownForms forms)
{
    public static readonly Persona[] Personas =
    [
        new("state", "LV", "Ilze", "Kalniņa", PostKind.StateOfficer, "lv", Texts.Id("Sees where support reaches educators across the country, and no lesson notes")),
        new("municipality", "LV", "Anda", "Bērziņa", PostKind.SupportLead, "gauja", Texts.Id("Leads support in a municipality with eight schools and accepts reports")),
        new("coordinator", "LV", "Māris", "Ozoliņš", PostKind.AreaCoordinator, "gauja", Texts.Id("Coordinates mathematics in the municipality and has not planned the month yet")),
        new("consultant", "LV", "Inese", "Liepiņa", PostKind.LearningConsultant, "gauja", Texts.Id("Works with three schools and has a report that two heads have to discuss")),
        new("mentor", "LV", "Zane", "Ozoliņa", PostKind.TechnologyMentor, "gaujmala", Texts.Id("Is the technology mentor of one school, in the middle of the month")),
        new("head", "LV", "Gunārs", "Vītols", PostKind.Head, "gaujmala", Texts.Id("Has one part of a report to discuss, and sees no other school’s part")),
        new("deputy", "LV", "Dace", "Krūmiņa", PostKind.Deputy, "gaujmala", Texts.Id("Discusses reports when the head is away")),
        new("otherhead", "LV", "Sandra", "Kļaviņa", PostKind.Head, "mezmala", Texts.Id("Heads another school and sees only that one")),
        new("teacher", "LV", "Inta", "Roze", PostKind.Teacher, "gaujmala", Texts.Id("Sees every piece of support recorded about her")),
        new("manager", "AZ", "Nigar", "Əliyeva", PostKind.ProgrammeManager, "itt", Texts.Id("Manages a mentoring project in Baku and accepts its reports")),
        new("projectmentor", "AZ", "Rəşad", "Məmmədov", PostKind.TechnologyMentor, "itt", Texts.Id("Mentors four Baku schools for the training centre")),
        new("projecthead", "AZ", "Sevinc", "Hüseynova", PostKind.Head, "baku62", Texts.Id("Heads a Baku school and discusses the part that concerns it")),
        new("projectteacher", "AZ", "Aygün", "Quliyeva", PostKind.Teacher, "baku62", Texts.Id("Teaches in Baku and receives support")),
        new("administrator", "LV", "Andris", "Jansons", PostKind.Administrator, "lv", Texts.Id("Runs the system and sees no content")),
    ];

    /// <summary>Key, country, kind, type, name, authority, territory, founder.</summary>
    static readonly (string Key, string Country, UnitKind Kind, string Type, string Name, string? Parent, string? Territory, string Founder)[] Units =
    [
        ("lv", "LV", UnitKind.State, "", "Latvija", null, null, ""),
        ("viaa", "LV", UnitKind.Agency, "", "Valsts izglītības attīstības aģentūra", "lv", null, ""),
        ("gauja", "LV", UnitKind.Municipality, "", "Gaujas novads", "lv", "lv", ""),
        ("daugava", "LV", UnitKind.Municipality, "", "Daugavmalas novads", "lv", "lv", ""),
        ("gaujmala", "LV", UnitKind.Institution, "secondary", "Gaujmalas vidusskola", "gauja", "gauja", ""),
        ("mezmala", "LV", UnitKind.Institution, "basic", "Mežmalas pamatskola", "gauja", "gauja", ""),
        ("upesciems", "LV", UnitKind.Institution, "basic", "Upesciema pamatskola", "gauja", "gauja", ""),
        ("ozolkalns", "LV", UnitKind.Institution, "primary", "Ozolkalna sākumskola", "gauja", "gauja", ""),
        ("amata", "LV", UnitKind.Institution, "state-gymnasium", "Amatas ielas Valsts ģimnāzija", "gauja", "gauja", ""),
        ("saulespuke", "LV", UnitKind.Institution, "preschool", "Pirmsskolas izglītības iestāde “Saulespuķe”", "gauja", "gauja", ""),
        ("cirulis", "LV", UnitKind.Institution, "special-basic", "Cīruļu speciālā pamatskola", "gauja", "gauja", ""),
        ("dzirnavas", "LV", UnitKind.Institution, "vocational-competence-centre", "Dzirnavu profesionālās izglītības kompetences centrs", "lv", "gauja", "Izglītības un zinātnes ministrija"),
        ("lejasciems", "LV", UnitKind.Institution, "secondary", "Lejasciema vidusskola", "daugava", "daugava", ""),
        ("az", "AZ", UnitKind.State, "", "Azərbaycan", null, null, ""),
        ("baku", "AZ", UnitKind.Region, "", "Bakı şəhəri üzrə Təhsil İdarəsi", "az", "az", ""),
        ("itt", "AZ", UnitKind.Partner, "training-centre", "“Təhsildə İnnovativ Texnologiyalar” tədris mərkəzi", null, "az", ""),
        ("baku62", "AZ", UnitKind.Institution, "secondary", "62 nömrəli tam orta məktəb", "baku", "baku", ""),
        ("baku145", "AZ", UnitKind.Institution, "secondary", "145 nömrəli tam orta məktəb", "baku", "baku", ""),
        ("baku18", "AZ", UnitKind.Institution, "lyceum", "18 nömrəli məktəb-lisey", "baku", "baku", ""),
        ("baku207", "AZ", UnitKind.Institution, "secondary", "207 nömrəli tam orta məktəb", "baku", "baku", ""),
    ];

    static readonly string[] LatvianGiven = ["Andra", "Līga", "Kristaps", "Solvita", "Andris", "Evita", "Ģirts", "Žanete", "Ņina", "Juris", "Marta", "Dzintars", "Ilona", "Pēteris", "Rasma", "Ēriks"];
    static readonly string[] AzerbaijaniGiven = ["Leyla", "Elçin", "Günel", "Ülviyyə", "Kamran", "Şəbnəm", "Orxan", "Xalidə", "Vüsal", "İradə", "Çinarə", "Fərid"];
    static readonly string[] Men = ["Kristaps", "Andris", "Ģirts", "Juris", "Dzintars", "Pēteris", "Ēriks", "Elçin", "Kamran", "Orxan", "Vüsal", "Fərid"];

    /// <summary>A family name has two forms in both languages.</summary>
    static readonly (string Woman, string Man)[] LatvianFamily =
    [
        ("Āboltiņa", "Āboltiņš"), ("Petersone", "Petersons"), ("Jansone", "Jansons"), ("Āboliņa", "Āboliņš"), ("Zariņa", "Zariņš"), ("Dreimane", "Dreimanis"), ("Galviņa", "Galviņš"), ("Šteina", "Šteins"),
        ("Ļebedeva", "Ļebedevs"), ("Kalēja", "Kalējs"), ("Cīrule", "Cīrulis"), ("Čakste", "Čakste"), ("Ādamsone", "Ādamsons"), ("Vanaga", "Vanags"), ("Ziediņa", "Ziediņš"), ("Ūdre", "Ūdris"),
    ];
    static readonly (string Woman, string Man)[] AzerbaijaniFamily =
    [
        ("Həsənova", "Həsənov"), ("Qasımova", "Qasımov"), ("Xəlilova", "Xəlilov"), ("Kərimova", "Kərimov"), ("İsmayılova", "İsmayılov"), ("Şahbazova", "Şahbazov"),
        ("Rəhimova", "Rəhimov"), ("Cəfərova", "Cəfərov"), ("Abbasova", "Abbasov"), ("Ələkbərova", "Ələkbərov"), ("Səfərova", "Səfərov"), ("Yusifova", "Yusifov"),
    ];
    static readonly string[] LatvianSubjects = ["matemātika", "latviešu valoda", "dabaszinības", "vēsture", "datorika", "angļu valoda", "sports", "mūzika"];
    static readonly string[] AzerbaijaniSubjects = ["riyaziyyat", "informatika", "fizika", "Azərbaycan dili", "kimya", "ingilis dili"];

    const int EducatorsPerSchool = 10;

    /// <summary>An id that is the same in every demo.</summary>
    public static Guid Id(string key)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes("balsts demo " + key)).AsSpan(0, 16).ToArray();
        (bytes[6], bytes[8]) = ((byte)((bytes[6] & 0x0f) | 0x70), (byte)((bytes[8] & 0x3f) | 0x80));
        return new(bytes, bigEndian: true);
    }

    internal static string UnitName(string key) => Units.First(u => u.Key == key).Name;

    public async Task<bool> IsEmpty(CancellationToken ct = default) => !await db.Seen<Unit>(Viewer.System).AnyAsync(ct);

    /// <summary>Whether this is the demo's database.</summary>
    public async Task<bool> IsThere(CancellationToken ct = default)
    {
        var someone = Id(Personas[0].Name);
        return await db.Seen<Person>(Viewer.System).AnyAsync(p => p.Id == someone, ct);
    }

    /// <summary>Fills an empty database. One transaction: the world is there, or it is not.</summary>
    public async Task<Outcome> Load(CancellationToken ct = default)
    {
        await forms.Run(ct); // the visits of the demo name them, and a server lays them down only when it starts
        await using var transaction = await db.Begin(ct);
        foreach (var u in Units) AddUnit(u);
        foreach (var p in Personas) AddPersona(p);
        foreach (var u in Units.Where(u => u.Kind == UnitKind.Institution)) AddEducators(u.Key, u.Country);
        foreach (var p in Personas) accounts.OpenForDemo(Viewer.System, Id(p.Name), p.CountryId, p.Email, packs[p.CountryId].Language);
        if ((await db.Save(ct)).Problem is { } problem) return problem;
        if ((await DemoInitiatives.Add(db, packs, clock, reach, ct)).Problem is { } unjoined) return unjoined;
        DemoGoals.Add(db, packs, clock);
        DemoProposals.Add(db, packs, clock);
        AddMonths();
        DemoPosts.Add(db, packs, clock);
        DemoGroups.Add(db, packs, clock);
        DemoForms.Add(db, packs);
        DemoAgreements.Add(db, packs, clock);
        if ((await db.Save(ct)).Problem is { } unagreed) return unagreed;
        await DemoVisits.Add(db, packs, clock, ct);
        if ((await db.Save(ct)).Problem is { } unwell) return unwell;
        if ((await DemoInitiatives.Report(db, clock, packs, figures, ct)).Problem is { } unsaid) return unsaid;
        while (await tallies.Batch(ct)) { }
        await staff.Count(new UnitTree(Units.Select(u => new TreeUnit(Id(u.Key), u.Country, u.Kind, u.Type, u.Name, "", u.Parent is null ? null : Id(u.Parent), null))), ct);
        await transaction.Commit(ct);
        return Outcome.Done;
    }

    void AddUnit((string Key, string Country, UnitKind Kind, string Type, string Name, string? Parent, string? Territory, string Founder) u)
    {
        var unit = new Unit { Id = Id(u.Key), CountryId = u.Country, Kind = u.Kind };
        unit.Describe(u.Name, u.Type, u.Founder, "", "", "");
        unit.Place(u.Parent is null ? null : Id(u.Parent), u.Territory is null ? null : Id(u.Territory), null);
        if (u.Kind == UnitKind.Institution) unit.Known("demo", u.Key);
        db.Add(Viewer.System, unit);
        db.Record(Viewer.System, new UnitAdded(), unit);
    }

    void AddPersona(Persona p)
    {
        var person = AddPerson(p.Name, p.CountryId, p.Given, p.Family, p.Email);
        person.Employ(Id(p.Unit), p.Post, p.Post is PostKind.Teacher or PostKind.TechnologyMentor ? (p.CountryId == "LV" ? "matemātika" : "riyaziyyat") : "", 1000, null, null);
        if (p.Post == PostKind.Teacher) return;
        var unit = Units.First(u => u.Key == p.Unit);
        AddAppointment($"{p.Name} post", p.Name, p.CountryId, p.Post, p.Unit,
            appointedBy: p.Post is PostKind.TechnologyMentor or PostKind.AreaCoordinator or PostKind.LearningConsultant ? p.Unit : unit.Parent ?? p.Unit);
        if (p.Name == "administrator") AddAppointment("administrator az", p.Name, "AZ", PostKind.Administrator, "az", "az");
    }

    void AddAppointment(string key, string person, string country, PostKind post, string unit, string appointedBy)
    {
        var today = packs[country].Today(clock);
        var appointment = new Appointment
        {
            Id = Id(key),
            CountryId = country,
            PersonId = Id(person),
            Post = post,
            UnitId = Id(unit),
            AppointedByUnitId = Id(appointedBy),
            AppointedById = Guid.Empty,
            Field = post switch { PostKind.TechnologyMentor => "edtech", PostKind.AreaCoordinator => "mathematics", _ => "" },
            Load = post is PostKind.TechnologyMentor or PostKind.AreaCoordinator or PostKind.LearningConsultant ? 250 : 1000,
            StartsOn = TermStart(today),
        };
        if (Posts.Supporters.Contains(post)) appointment.LastsUntil(SchoolYearStart(today).AddYears(1).AddDays(-1));
        db.Add(Viewer.System, appointment);
        db.Record(Viewer.System, new PersonAppointed(Id(person)), appointment);
    }

    /// <summary>Last month lies in the term as well: in September the terms are those that began a year ago.</summary>
    static DateOnly TermStart(DateOnly today) => SchoolYearStart(today.AddMonths(-1));

    static DateOnly SchoolYearStart(DateOnly today) => new(today.Month >= 9 ? today.Year : today.Year - 1, 9, 1);

    void AddEducators(string unit, string country)
    {
        var at = Array.FindIndex(Units, u => u.Key == unit);
        for (var i = 0; i < EducatorsPerSchool; i++)
        {
            var key = $"{unit} {i}";
            var (name, surname) = NameOf(country, i * 5 + at * 3, i * 7 + at * 5);
            var person = AddPerson(key, country, name, surname, $"{unit}.{i}@demo.balsts.example");
            person.Employ(Id(unit), PostKind.Teacher, SubjectOf(country, i + at), i % 4 == 3 ? 500 : 1000, null, null);
        }
    }

    /// <summary>An invented name, the same for the same numbers.</summary>
    internal static (string Given, string Family) NameOf(string country, int one, int other)
    {
        var (given, family) = country == "LV" ? (LatvianGiven, LatvianFamily) : (AzerbaijaniGiven, AzerbaijaniFamily);
        var (name, names) = (given[one % given.Length], family[other % family.Length]);
        return (name, Men.Contains(name) ? names.Man : names.Woman);
    }

    internal static string SubjectOf(string country, int number) => country == "LV" ? LatvianSubjects[number % LatvianSubjects.Length] : AzerbaijaniSubjects[number % AzerbaijaniSubjects.Length];

    Person AddPerson(string key, string country, string given, string family, string email)
    {
        var person = new Person { Id = Id(key), CountryId = country };
        person.Describe(given, family, email, "");
        db.Add(Viewer.System, person);
        db.Record(Viewer.System, new PersonAdded(), person);
        return person;
    }

    /// <summary>Last month and this one, in the states that the personas' stories need. Filled by the room of months.</summary>
    void AddMonths() => DemoMonths.Add(db, packs, clock);
}
