using Balsts.Activities;
using Balsts.Appointments;
using Balsts.Initiatives;
using Balsts.People;
using Balsts.Sources;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Outcomes;
using Foundation.Periods;
using Foundation.Viewers;

namespace Balsts.Demo;

/// <summary>
/// The demo's initiatives: mentoring in 28 schools of Baku for some 450 teachers and administrative staff, over a quarter, and a Latvian programme in
/// three municipalities, of which one has vacancies and one will lose a coordinator.
/// </summary>
sealed class DemoInitiatives
{
    public const string Baku = "baku initiative";
    public const string Latvia = "esf initiative";

    /// <summary>The mentors beside the one whom a visitor may be.</summary>
    public const int Mentors = 7;

    /// <summary>The school that left with the first month, and the one that rests.</summary>
    public const string Left = "baku239", Paused = "baku116";

    const int PeoplePerSchool = 16;

    static readonly int[] Numbers = [4, 6, 12, 23, 31, 44, 47, 53, 71, 83, 99, 101, 109, 116, 132, 138, 151, 160, 187, 190, 211, 220, 239, 251];
    static readonly string[] Known = ["baku62", "baku145", "baku18", "baku207"];
    static readonly string[] Wants =
    [
        "Müəllimlər elektron lövhədən hər dərsdə istifadə etsinlər.", "Qiymətləndirmənin bir hissəsi rəqəmsal alətlərlə aparılsın.", "Elektron jurnal və sənədlər bütün heyətə rahat olsun.",
        "Fənn üzrə hazır rəqəmsal tapşırıqlar bankı.", "Gənc müəllimlərə dərs müşahidəsi və birgə planlaşdırma.",
    ];
    static readonly (string Text, int Hours)[] Trainings = [("Rəqəmsal bacarıqlar kursu", 36), ("Elektron lövhə ilə iş", 18), ("İKT-nin tədrisdə tətbiqi", 72), ("", 0)];
    static readonly string[] Areas = ["languages", "social", "art", "science", "mathematics", "technologies", "health", "preschool"];

    readonly AppDb db;
    readonly CountryPacks packs;
    readonly TimeProvider clock;
    readonly List<Person> people = [];
    readonly List<Participant> participants = [];

    DemoInitiatives(AppDb db, CountryPacks packs, TimeProvider clock) => (this.db, this.packs, this.clock) = (db, packs, clock);

    public static string MentorKey(int number) => $"ikt {number}";

    /// <summary>The schools of a mentor: three or four each.</summary>
    public static string[] SchoolsOf(int mentor) => [.. Numbers.Where((_, i) => i % Mentors == mentor).Select(n => $"baku{n}")];

    public static async Task<Outcome> Add(AppDb db, CountryPacks packs, TimeProvider clock, ReachInStep reach, CancellationToken ct)
    {
        var demo = new DemoInitiatives(db, packs, clock);
        var initiatives = new[] { demo.AddBaku(), demo.AddLatvia() };
        if ((await db.Save(ct)).Problem is { } problem) return problem;
        var told = initiatives.Select(i => db.Record(Viewer.System, new ParticipantsAdded(demo.participants.Count(p => p.InitiativeId == i.Id)), i)).ToList()[0];
        if ((await db.Bulk(Viewer.System, told, demo.people, ct)).Problem is { } unnamed) return unnamed;
        if ((await db.Bulk(Viewer.System, told, [.. demo.people.SelectMany(p => p.Employments)], ct)).Problem is { } unemployed) return unemployed;
        if ((await db.Bulk(Viewer.System, told, demo.participants, ct)).Problem is { } unjoined) return unjoined;
        foreach (var initiative in initiatives) await reach.Keep(initiative, Viewer.System, ct);
        var kept = await db.Save(ct);
        db.Forget();
        return kept;
    }

    /// <summary>The initiative's own report of its first month, once the months are there.</summary>
    public static async Task<Outcome> Report(AppDb db, TimeProvider clock, CountryPacks packs, FindFigures figures, CancellationToken ct)
    {
        var month = Month.Of(packs["AZ"].Today(clock)).Previous;
        var report = new InitiativeReport { Id = DemoWorld.Id("baku report"), CountryId = "AZ", InitiativeId = DemoWorld.Id(Baku), StartsOn = month.First, EndsOn = month.Last };
        report.Write("İlk ayda bütün məktəblərlə razılaşma oldu və mentorlar iştirakçılarla tanış oldu. Ən çox sual elektron lövhə və rəqəmsal qiymətləndirmə ilə bağlı idi. İnternetin zəif olduğu məktəblərdə dərslər ehtiyat planla keçirildi. Növbəti ay diqqət dərs müşahidələrinə yönələcək.");
        if (report.Publish(await figures.Of(report, Viewer.System, ct), packs["AZ"].Today(clock)).Problem is { } problem) return problem;
        db.Add(Viewer.System, report);
        db.Record(As("manager", "AZ"), new InitiativeReportPublished(), report);
        return await db.Save(ct);
    }

    Initiative AddBaku()
    {
        var today = packs["AZ"].Today(clock);
        var (start, end) = (Month.Of(today).Previous.First, Month.Of(today).Next.Last);
        var source = Source("az source", "AZ", "az", "“Rəqəmsal məktəb” proqramı", "RM-28", "Layihə “Rəqəmsal məktəb” proqramının vəsaiti hesabına həyata keçirilir.", start, end, [], []);
        var initiative = Begin(Baku, "AZ", "itt", "Bakı məktəblərində İKT mentorluğu", "Təlim keçmiş müəllimlər və inzibati heyət öyrəndiklərini dərsdə və gündəlik işdə tətbiq edir; hər məktəbdə bunu özü davam etdirə bilən müəllimlər qalır.", source, start, end, "manager");

        for (var m = 0; m < Mentors; m++)
        {
            var person = NewPerson(MentorKey(m), "AZ", m * 5 + 1, m * 7 + 4, $"ikt.{m}@demo.balsts.example");
            person.Employ(DemoWorld.Id("itt"), PostKind.TechnologyMentor, "informatika", 1000, null, null);
            Appoint($"{MentorKey(m)} post", MentorKey(m), "AZ", PostKind.TechnologyMentor, "itt", "itt", "informatics", m % 3 == 2 ? 500 : 400, start, end);
        }
        foreach (var (key, i) in Known.Concat(Numbers.Select(n => $"baku{n}")).Select((key, i) => (key, i)))
        {
            var isNew = i >= Known.Length;
            if (isNew) AddSchool(key, "AZ", UnitKind.Institution, "secondary", $"{Numbers[i - Known.Length]} nömrəli tam orta məktəb", "baku", "az");
            var head = isNew ? $"{key} 0" : key == "baku62" ? "projecthead" : $"{key} head";
            var school = Join(initiative, key, key == "baku251" ? null : start.AddDays(-12 + i % 9), head, Wants[i % Wants.Length], start, "manager");
            Name(school, key, "AZ", isNew ? 0 : 10, i);
            if (!isNew) foreach (var teacher in Enumerable.Range(0, 10).Select(n => $"{key} {n}").Concat(key == "baku62" ? ["projecthead", "projectteacher"] : []))
                TakePart(school, DemoWorld.Id(teacher), teacher == "projecthead" ? ParticipantKind.Staff : ParticipantKind.Teacher, Trainings[teacher.Length % 3], start);
            Serve(school, isNew ? MentorKey((i - Known.Length) % Mentors) : "projectmentor", start, "manager");
            if (isNew) Appoint($"{key} head post", $"{key} 0", "AZ", PostKind.Head, key, "baku", "", 1000, start.AddYears(-2), null);
            if (key == Paused && school.Pause(Month.Of(today).First.AddDays(3), null, "Məktəbdə təmir gedir").Problem is null) db.RecordAt(As("manager", "AZ"), new SchoolPaused(school.UnitId, school.PausedFrom!.Value), school);
            if (key == Left && school.Leave(Month.Of(start).Last, "Məktəb başqa layihəyə qoşuldu").Problem is null) db.RecordAt(As("manager", "AZ"), new SchoolLeft(school.UnitId, school.EndsOn!.Value), school);
        }
        Hold(initiative, "baku62", "baku meeting 1", start.AddDays(8), "Direktor aylıq plan və hesabatın məktəb rəhbərliyi ilə də müzakirə edilməsini xahiş etdi: belə olduqda məktəb layihəyə kömək edə, hər müəllimin inkişafını izləyə bilər.", "Hesabatın məktəbə aid hissəsi göndəriləndə direktorla müzakirə olunur. Məktəb mentora həftədə bir gün kompüter otağı ayırır.", "projecthead", "projectmentor");
        Hold(initiative, "baku145", "baku meeting 2", start.AddDays(15), "İnternet dərs vaxtı zəifdir; müəllimlər müşahidədən sonra söhbətə vaxt tapmır.", "Müşahidə həmin günün son dərsinə salınır, söhbət dərhal sonra keçirilir. Mərkəz internet məsələsini idarəyə yazır.", "baku145 head", "projectmentor");
        return initiative;
    }

    Initiative AddLatvia()
    {
        var today = packs["LV"].Today(clock);
        var start = new DateOnly(today.AddMonths(-1).Month >= 9 ? today.AddMonths(-1).Year : today.AddMonths(-1).Year - 1, 9, 1);
        var end = start.AddYears(2).AddDays(-1);
        AddSchool("ventmala", "LV", UnitKind.Municipality, "", "Ventmalas novads", "lv", "lv");
        AddSchool("ventas", "LV", UnitKind.Institution, "secondary", "Ventas vidusskola", "ventmala", "ventmala");
        AddSchool("kurzemes", "LV", UnitKind.Institution, "vocational-secondary", "Kurzemes amatu vidusskola", "lv", "ventmala");
        AddSchool("zilite", "LV", UnitKind.Institution, "preschool", "Pirmsskolas izglītības iestāde “Zīlīte”", "daugava", "daugava");
        var source = Source("esf source", "LV", "viaa", "ESF+ atbalsts pedagogu profesionālajam atbalstam novados", "4.2.2.3/1/24/I/001", "Projektu līdzfinansē Eiropas Sociālais fonds Plus un Latvijas valsts budžets.", start, end, Areas.ToDictionary(a => a, a => a == "preschool" ? 300 : 200), ["gauja", "daugava", "ventmala"]);
        // the second municipality has all it should, but one term ends soon; the third has half of it; the first one coordinator
        foreach (var (municipality, areas) in new[] { ("daugava", Areas), ("ventmala", Areas[..4]) })
            foreach (var (area, i) in areas.Select((a, i) => (a, i)))
            {
                var key = $"{municipality} {area}";
                NewPerson(key, "LV", i * 3 + municipality.Length, i * 5 + municipality.Length, $"{municipality}.{area}@demo.balsts.example").Employ(DemoWorld.Id(municipality), PostKind.AreaCoordinator, "", 0, null, null);
                Appoint($"{key} post", key, "LV", PostKind.AreaCoordinator, municipality, municipality, area, area == "preschool" ? 300 : 200, start, area == "science" && municipality == "daugava" ? today.AddDays(21) : start.AddYears(1).AddDays(-1));
            }
        var initiative = Begin(Latvia, "LV", "viaa", "Profesionālais atbalsts pedagogiem trīs novados", "Katrā novadā ir, kas palīdz pedagogam savā mācību jomā, un atbalsts sasniedz arī profesionālās, speciālās un pirmsskolas izglītības iestādes.", source, start, end, "state");
        // the programme's officer has no post at the agency: a mandate ties her to it
        var mandate = new Mandate { Id = DemoWorld.Id("esf mandate"), CountryId = "LV", PersonId = DemoWorld.Id("state"), Kind = MandateKind.Initiative, Post = PostKind.StateOfficer, SubjectId = initiative.Id, GivenByUnitId = DemoWorld.Id("viaa"), StartsOn = start, EndsOn = end };
        db.Add(Viewer.System, mandate);
        db.Record(Viewer.System, new MandateGiven(mandate.PersonId), mandate);
        for (var m = 0; m < 2; m++)
        {
            NewPerson($"esf {m}", "LV", m * 5 + 3, m * 7 + 2, $"esf.{m}@demo.balsts.example").Employ(DemoWorld.Id("viaa"), PostKind.LearningConsultant, "", 1000, null, null);
            Appoint($"esf {m} post", $"esf {m}", "LV", PostKind.LearningConsultant, "viaa", "viaa", "", 500, start, start.AddYears(1).AddDays(-1));
        }
        foreach (var (key, i) in new[] { "gaujmala", "dzirnavas", "cirulis", "saulespuke", "lejasciems", "ventas", "kurzemes", "zilite" }.Select((key, i) => (key, i)))
        {
            var school = Join(initiative, key, i == 7 ? null : start.AddDays(3 + i), key == "gaujmala" ? "head" : null, i % 2 == 0 ? "Skolotāji grib redzēt, kā diferencēt uzdevumus savā stundā." : "Atbalsts profesionālo priekšmetu skolotājiem, kuriem jomas koordinatora novadā nav.", start, "state");
            if (key is "ventas" or "kurzemes" or "zilite") Name(school, key, "LV", 6, i + 40);
            else foreach (var n in Enumerable.Range(0, 5)) TakePart(school, DemoWorld.Id($"{key} {n}"), ParticipantKind.Teacher, n % 2 == 0 ? ("Kompetenču pieeja mācību stundā", 24) : ("", 0), start);
            if (key != "zilite") Serve(school, $"esf {i % 2}", start, "state");
            if (key is "zilite" or "kurzemes") continue;
            for (var n = 0; n < 2; n++) Support(initiative, $"esf {i % 2}", key, today.AddDays(-5 - i * 3 - n * 20), n == 0 ? ActivityKind.Observation : ActivityKind.CoPlanning, [$"{key} {(key == "ventas" ? 8 : n)}"]);
        }
        return initiative;
    }

    static Viewer As(string person, string country) => new(DemoWorld.Id(person), Guid.Empty, person, "en", country, [country], new Dictionary<string, Reach>());

    FundingSource Source(string key, string country, string keeper, string name, string number, string text, DateOnly from, DateOnly until, Dictionary<string, int> norm, string[] units)
    {
        var source = new FundingSource { Id = DemoWorld.Id(key), CountryId = country, UnitId = DemoWorld.Id(keeper) };
        source.Describe(name, number, text, from, until);
        source.Demand(norm);
        source.Fund([.. units.Select(DemoWorld.Id)]);
        db.Add(Viewer.System, source);
        db.Record(Viewer.System, new SourceAdded(), source);
        return source;
    }

    Initiative Begin(string key, string country, string organiser, string name, string aim, FundingSource source, DateOnly from, DateOnly until, string by)
    {
        var initiative = new Initiative { Id = DemoWorld.Id(key), CountryId = country, OrganiserUnitId = DemoWorld.Id(organiser) };
        initiative.Describe(name, aim, source.Id, from, until);
        initiative.Due(key == Baku ? 2 : packs[country].Deadlines.PlanDays, key == Baku ? 3 : packs[country].Deadlines.ReportDays);
        db.Add(Viewer.System, initiative);
        db.Record(As(by, country), new InitiativeStarted(), initiative);
        return initiative;
    }

    void AddSchool(string key, string country, UnitKind kind, string type, string name, string parent, string territory)
    {
        var unit = new Unit { Id = DemoWorld.Id(key), CountryId = country, Kind = kind };
        unit.Describe(name, type, "", "", "", "");
        unit.Place(DemoWorld.Id(parent), DemoWorld.Id(territory), null);
        if (kind == UnitKind.Institution) unit.Known("demo", key);
        db.Add(Viewer.System, unit);
        db.Record(Viewer.System, new UnitAdded(), unit);
    }

    InitiativeSchool Join(Initiative initiative, string key, DateOnly? agreed, string? contact, string wants, DateOnly from, string by)
    {
        var school = new InitiativeSchool { Id = DemoWorld.Id($"{key} in {initiative.Id}"), CountryId = initiative.CountryId, InitiativeId = initiative.Id, Initiative = initiative, UnitId = DemoWorld.Id(key) };
        school.Agree(agreed, contact is null ? null : DemoWorld.Id(contact), wants, from);
        db.Add(Viewer.System, school);
        db.RecordAt(As(by, initiative.CountryId), new SchoolJoined(school.UnitId), school);
        return school;
    }

    /// <summary>The people of a school from a number on: the first of a new school leads it, the next is the deputy, the third keeps the office.</summary>
    void Name(InitiativeSchool school, string key, string country, int from, int at)
    {
        for (var i = from; i < PeoplePerSchool; i++)
        {
            var post = i switch { 0 => PostKind.Head, 1 => PostKind.Deputy, 2 or 15 => PostKind.Other, _ => PostKind.Teacher };
            var person = NewPerson($"{key} {i}", country, i * 5 + at * 3, i * 7 + at * 5 + i / 12, $"{key}.{i}@demo.balsts.example");
            person.Employ(DemoWorld.Id(key), post, post == PostKind.Teacher ? DemoWorld.SubjectOf(country, i + at) : "", 1000, null, null);
            TakePart(school, person.Id, post == PostKind.Teacher ? ParticipantKind.Teacher : ParticipantKind.Staff, country == "AZ" ? Trainings[(i + at) % Trainings.Length] : ("", 0), school.StartsOn);
        }
    }

    Person NewPerson(string key, string country, int one, int other, string email)
    {
        var person = new Person { Id = DemoWorld.Id(key), CountryId = country };
        var (given, family) = DemoWorld.NameOf(country, one, other);
        person.Describe(given, family, email, "");
        people.Add(person);
        db.Record(Viewer.System, new PersonAdded(), person);
        return person;
    }

    void TakePart(InitiativeSchool school, Guid person, ParticipantKind kind, (string Text, int Hours) training, DateOnly from)
    {
        var participant = new Participant { Id = DemoWorld.Id($"{person} in {school.Id}"), CountryId = school.CountryId, InitiativeId = school.InitiativeId, SchoolId = school.Id, UnitId = school.UnitId, PersonId = person };
        participant.Describe(kind, training.Text, training.Text.Length > 0 ? training.Hours : null, from);
        participants.Add(participant);
    }

    void Appoint(string key, string person, string country, PostKind post, string unit, string by, string field, int load, DateOnly from, DateOnly? until)
    {
        var appointment = new Appointment { Id = DemoWorld.Id(key), CountryId = country, PersonId = DemoWorld.Id(person), Post = post, UnitId = DemoWorld.Id(unit), AppointedByUnitId = DemoWorld.Id(by), AppointedById = Guid.Empty, Field = field, Load = load, StartsOn = from };
        appointment.LastsUntil(until);
        db.Add(Viewer.System, appointment);
        db.Record(Viewer.System, new PersonAppointed(appointment.PersonId), appointment);
    }

    void Serve(InitiativeSchool school, string mentor, DateOnly from, string by)
    {
        var mentorship = new Mentorship { Id = DemoWorld.Id($"{mentor} at {school.Id}"), CountryId = school.CountryId, InitiativeId = school.InitiativeId, SchoolId = school.Id, School = school, UnitId = school.UnitId, PersonId = DemoWorld.Id(mentor), AppointmentId = DemoWorld.Id($"{mentor} post"), StartsOn = from };
        db.Add(Viewer.System, mentorship);
        db.RecordAt(As(by, school.CountryId), new MentorServes(mentorship.PersonId, from), school);
    }

    void Hold(Initiative initiative, string school, string key, DateOnly on, string notes, string decisions, params string[] present)
    {
        var meeting = new Meeting { Id = DemoWorld.Id(key), CountryId = initiative.CountryId, InitiativeId = initiative.Id, Initiative = initiative, HeldById = DemoWorld.Id("manager") };
        meeting.Describe(initiative.Schools.Find(s => s.UnitId == DemoWorld.Id(school)), on, 60, notes, decisions, on);
        meeting.With(present.Select(DemoWorld.Id));
        db.Add(Viewer.System, meeting);
        db.Record(As("manager", initiative.CountryId), new MeetingHeld(), meeting);
    }

    void Support(Initiative initiative, string mentor, string school, DateOnly on, ActivityKind kind, string[] with)
    {
        var activity = new Activity { Id = DemoWorld.Id($"{mentor} {school} {on}"), CountryId = initiative.CountryId, UnitId = DemoWorld.Id(school), AuthorId = DemoWorld.Id(mentor), AppointmentId = DemoWorld.Id($"{mentor} post"), InitiativeId = initiative.Id, LoggedAt = on.ToDateTime(new(14, 0), DateTimeKind.Utc) };
        activity.Describe(on, 90, kind, false, "", "diferencēti uzdevumi", packs[initiative.CountryId].Today(clock));
        activity.With(with.Select(DemoWorld.Id));
        db.Add(Viewer.System, activity);
        db.Record(As(mentor, initiative.CountryId), new ActivityLogged(), activity);
    }
}
