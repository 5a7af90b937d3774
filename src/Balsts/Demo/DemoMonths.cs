using Balsts.Activities;
using Balsts.Appointments;
using Balsts.Months;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Outcomes;
using Foundation.Periods;
using Foundation.Viewers;

namespace Balsts.Demo;

/// <summary>
/// The months of the demo's supporters, told as stories: the consultant's report waits for two heads; the mentor is in the middle of a
/// month after one that was accepted; the project's mentor had a report returned and sent it again; the coordinator has planned nothing.
/// </summary>
sealed class DemoMonths
{
    /// <summary>What is planned for, or done on, the n-th working day of a month.</summary>
    sealed record Story(string Unit, int Day, int Minutes, ActivityKind Kind, string Topic, int[] With, LineMark Mark = LineMark.Done, string Reason = "", int? MovedTo = null, bool Online = false);

    /// <summary>Among those with whom a story is: the teacher of the school whom a visitor may be.</summary>
    const int Teacher = -1;

    /// <summary>The author puts an activity right after the report was accepted.</summary>
    void Amend(Told told, int line, int minutes, string reason, int workingDays)
    {
        var (report, who, activity) = (told.Report, As(told.Person, told.Report.CountryId), told.Lines[line].Activity!);
        var before = ActivityFigures.Of(activity);
        activity.Describe(activity.On, minutes, activity.Kind, activity.IsOnline, activity.Field, activity.Topic, Today(report.CountryId));
        db.Record(who, new ActivityCorrected(activity.Minutes, activity.On), activity);
        db.Add(Viewer.System, ReportAmendment.Of(report, activity, before, ActivityFigures.Of(activity), reason, At(report.CountryId, workingDays)));
        db.Record(who, new ReportAmended(activity.UnitId), report);
        db.Record(who, new ReportAmended(activity.UnitId), Of(told, told.Lines[line].Story.Unit));
    }

    static Guid Educator(string unit, int number) => DemoWorld.Id(number != Teacher ? $"{unit} {number}" : unit == "baku62" ? "projectteacher" : "teacher");

    static readonly Story[] ConsultantBefore =
    [
        new("gaujmala", 0, 60, ActivityKind.Conversation, "sākuma saruna", [0]),
        new("mezmala", 1, 120, ActivityKind.Observation, "atgriezeniskā saite", [1]),
        new("upesciems", 3, 180, ActivityKind.CoPlanning, "diferencēti uzdevumi", [0, 2, 3, 4]),
        new("gaujmala", 5, 120, ActivityKind.Observation, "atgriezeniskā saite", [0], MovedTo: 8, Reason: "skolotāja slimoja"),
        new("mezmala", 7, 240, ActivityKind.GroupSession, "uzdevums, kas māca", [1, 2, 3, 4, 5]),
        new("upesciems", 9, 120, ActivityKind.CoTeaching, "diferencēti uzdevumi", [2]),
        new("gaujmala", 11, 180, ActivityKind.ModelLesson, "kopīgā tāfele", [0, 1, 2, Teacher]),
        new("upesciems", 13, 210, ActivityKind.Seminar, "stundas mērķis", [0, 1, 2], LineMark.Dropped, "tajā dienā novada sanāksme"),
        new("mezmala", 12, 90, ActivityKind.Meeting, "stundas analīze grupā", [1, 2, 3], LineMark.Unplanned),
        new("gaujmala", 12, 30, ActivityKind.Consultation, "tāfeles programma", [0], LineMark.Unplanned),
    ];

    static readonly Story[] ConsultantNow =
    [
        new("gaujmala", 1, 120, ActivityKind.Observation, "atgriezeniskā saite", [0]),
        new("mezmala", 4, 240, ActivityKind.GroupSession, "uzdevums, kas māca", [1, 2, 3, 4, 5]),
        new("upesciems", 8, 180, ActivityKind.CoTeaching, "diferencēti uzdevumi", [2]),
        new("mezmala", 16, 120, ActivityKind.Observation, "skolēnu iesaiste", [1]),
        new("gaujmala", 18, 60, ActivityKind.Conversation, "mēneša noslēgums", [0]),
    ];

    static readonly Story[] MentorBefore =
    [
        new("gaujmala", 1, 60, ActivityKind.Consultation, "kopīgā tāfele", [3]),
        new("gaujmala", 6, 120, ActivityKind.CoTeaching, "digitāli rīki stundā", [4]),
        new("gaujmala", 12, 180, ActivityKind.Seminar, "mākslīgais intelekts skolotāja darbā", [0, 1, 2, 3, 4, 5, 6, Teacher]),
        new("gaujmala", 14, 30, ActivityKind.Consultation, "e-klases pieslēgums", [6], LineMark.Unplanned),
    ];

    static readonly Story[] MentorNow =
    [
        new("gaujmala", 0, 60, ActivityKind.Conversation, "mēneša iecere", [3]),
        new("gaujmala", 2, 120, ActivityKind.Observation, "kopīgā tāfele", [3]),
        new("gaujmala", 4, 120, ActivityKind.CoPlanning, "digitāli rīki stundā", [4, 5]),
        new("gaujmala", 6, 180, ActivityKind.ModelLesson, "robotika pamatskolā", [0, 1, 2], LineMark.Dropped, "robotu komplekts nebija atvests"),
        new("gaujmala", 7, 60, ActivityKind.Consultation, "testu veidošana", [Teacher]),
        new("gaujmala", 9, 120, ActivityKind.Observation, "digitāli rīki stundā", [4], LineMark.Open, "skolotāja bija kursos", MovedTo: 17),
        new("gaujmala", 10, 45, ActivityKind.Consultation, "parole un piekļuve", [7], LineMark.Unplanned),
        new("gaujmala", 15, 120, ActivityKind.CoTeaching, "digitāli rīki stundā", [5]),
        new("gaujmala", 18, 180, ActivityKind.Seminar, "atvērtie mācību resursi", [0, 1, 2, 3, 4, 5]),
        new("gaujmala", 19, 60, ActivityKind.Meeting, "nākamais mēnesis", [], Online: true),
    ];

    static readonly Story[] ProjectBefore =
    [
        new("baku62", 1, 60, ActivityKind.Conversation, "ilk görüş", [0]),
        new("baku145", 3, 120, ActivityKind.Observation, "elektron lövhə", [1]),
        new("baku18", 5, 120, ActivityKind.CoPlanning, "fərqləndirilmiş tapşırıqlar", [2, 3]),
        new("baku207", 7, 180, ActivityKind.Seminar, "rəqəmsal qiymətləndirmə", [0, 1, 2, 3, 4, 5]),
        new("baku62", 9, 120, ActivityKind.ModelLesson, "elektron lövhə", [0, 1, Teacher]),
        new("baku145", 12, 60, ActivityKind.Consultation, "rəqəmsal qiymətləndirmə", [4], LineMark.Unplanned),
    ];

    static readonly Story[] ProjectNow =
    [
        new("baku62", 2, 120, ActivityKind.Observation, "elektron lövhə", [Teacher]),
        new("baku145", 5, 120, ActivityKind.CoTeaching, "rəqəmsal qiymətləndirmə", [1]),
        new("baku18", 17, 120, ActivityKind.Observation, "fərqləndirilmiş tapşırıqlar", [2]),
        new("baku207", 18, 60, ActivityKind.Consultation, "rəqəmsal qiymətləndirmə", [3]),
    ];

    /// <summary>Heads whom no visitor plays, so that every school can turn its key.</summary>
    static readonly (string Unit, string Country, string Given, string Family)[] Heads =
    [
        ("upesciems", "LV", "Vija", "Lapiņa"),
        ("baku145", "AZ", "Ramil", "Hacıyev"),
        ("baku18", "AZ", "Könül", "Nəbiyeva"),
        ("baku207", "AZ", "Tofiq", "Bağırov"),
    ];

    readonly AppDb db;
    readonly CountryPacks packs;
    readonly TimeProvider clock;

    DemoMonths(AppDb db, CountryPacks packs, TimeProvider clock) => (this.db, this.packs, this.clock) = (db, packs, clock);

    public static void Add(AppDb db, CountryPacks packs, TimeProvider clock) => new DemoMonths(db, packs, clock).Tell();

    void Tell()
    {
        foreach (var head in Heads) AddHead(head);
        var (gauja, gaujmala, itt) = (DemoWorld.Id("gauja"), DemoWorld.Id("gaujmala"), DemoWorld.Id("itt"));

        var consultant = Report("consultant", "LV", gauja, Plan("consultant", "LV", gauja, -1, ConsultantBefore, "municipality"));
        Submit(consultant, -2, "Mežmalas grupa pirmo reizi pati izvēlējās stundu, ko analizēt. Upesciemā kopā vadītā stunda parādīja, ka diferencēti uzdevumi der arī lielā klasē.", "Divas vērošanas matemātikā un grupas trešā tikšanās.",
            ("gaujmala", "Pēc paraugstundas skolotāji vienojās paņēmienu izmēģināt matemātikā un latviešu valodā.", "Viena brīva stunda nedēļā, lai skolotāji var viesoties viens pie otra."),
            ("mezmala", "Grupa strādā patstāvīgi; atgriezeniskā saite stundās kļuvusi biežāka.", "Datorklase grupas nākamajai tikšanās reizei."),
            ("upesciems", "Kopā plānotie uzdevumi jau tiek lietoti divās klasēs.", ""));
        Say(consultant, "gaujmala", 0, "head", "Vai pēc šīs stundas skolotāji jau ir vienojušies, kurā klasē paņēmienu izmēģinās pirmo?", -1);
        Discuss(consultant, "upesciems", "upesciems head", "Paldies, kopīgo plānošanu turpināsim.", -1);
        var (now, _) = Plan("consultant", "LV", gauja, 0, ConsultantNow);
        Remark(now, "gaujmala", "head", "Vērošanai labāk der otrdiena: trešdienās skolotāja ir pulciņā.");

        var mentor = Report("mentor", "LV", gaujmala, Plan("mentor", "LV", gaujmala, -1, MentorBefore, "head"));
        Submit(mentor, -8, "Seminārā piedalījās gandrīz visi skolotāji; divi jau lieto kopīgo tāfeli stundās.", "Vērošanas pie tiem, kas tāfeli lieto, un paraugstunda robotikā.",
            ("gaujmala", "Interese ir, pietrūkst laika izmēģināt.", "Robotu komplekts no novada centra."));
        Accept(mentor, "head", -6);
        Amend(mentor, MentorBefore.Length - 1, 45, "Konsultācija ilga ceturtdaļstundu vairāk; to pamanīju, salīdzinot ar kalendāru.", -4);
        Write(Report("mentor", "LV", gaujmala, Plan("mentor", "LV", gaujmala, 0, MentorNow, "head")), 0, "Robotu komplekts nebija pieejams; paraugstundu pārcelšu uz nākamo mēnesi.", "");

        var project = Report("projectmentor", "AZ", itt, Plan("projectmentor", "AZ", itt, -1, ProjectBefore, "manager"));
        const string judgement = "Müəllimlər elektron lövhədən artıq özləri istifadə edirlər. Seminardan sonra üç müəllim qiymətləndirmə alətini dərsdə sınadı.";
        Submit(project, -6, judgement, "62 nömrəli məktəbdə iki dərs müşahidəsi.", ProjectParts("Elektron lövhə ilə işləyən müəllimlərin sayı artıb.", ""));
        Say(project, "baku62", 0, "projecthead", "Bu dərsdə paralel sinfin müəllimi də iştirak edə bilərdimi?", -5);
        Say(project, "baku62", 0, "projectmentor", "Bəli, növbəti dəfə onu da dəvət edəcəyəm.", -5);
        Return(project, "baku145", "baku145 head", "Məsləhət barədə bir cümlə əlavə edin.", -4);
        Submit(project, -3, judgement, "62 nömrəli məktəbdə iki dərs müşahidəsi.", ProjectParts("Elektron lövhə ilə işləyən müəllimlərin sayı artıb.", "Məsləhətdən sonra müəllim testləri özü hazırlayır."));
        Plan("projectmentor", "AZ", itt, 0, ProjectNow);
        for (var number = 0; number < DemoInitiatives.Mentors; number++) TellMentor(number, itt);
    }

    static readonly (ActivityKind Kind, string Topic, int Minutes, int People)[] MentorKinds =
    [
        (ActivityKind.Observation, "elektron lövhə", 120, 1), (ActivityKind.CoPlanning, "rəqəmsal tapşırıqlar", 90, 2), (ActivityKind.Consultation, "elektron jurnal", 60, 1),
        (ActivityKind.Seminar, "rəqəmsal qiymətləndirmə", 180, 7), (ActivityKind.ModelLesson, "interaktiv dərs", 120, 3), (ActivityKind.CoTeaching, "birgə dərs", 90, 1), (ActivityKind.GroupSession, "onlayn alətlər", 120, 5),
    ];

    /// <summary>The other mentors of the initiative in Baku: a month that was accepted (of one of them not even submitted), and one under way.</summary>
    void TellMentor(int number, Guid itt)
    {
        var (person, schools) = (DemoInitiatives.MentorKey(number), DemoInitiatives.SchoolsOf(number));
        Story[] stories(int shift) => [.. from s in Enumerable.Range(0, schools.Length * 2)
                                          let kind = MentorKinds[(s + number + shift) % MentorKinds.Length]
                                          where shift == 0 || s < schools.Length || schools[s % schools.Length] != DemoInitiatives.Left
                                          select new Story(schools[s % schools.Length], 1 + s * 2 % 19, kind.Minutes, kind.Kind, kind.Topic, [.. Enumerable.Range(2 + (s + shift) % 6, kind.People)])];
        var before = Report(person, "AZ", itt, Plan(person, "AZ", itt, -1, stories(0), "manager"));
        Plan(person, "AZ", itt, 0, [.. stories(3).Where(s => s.Unit != DemoInitiatives.Left)], "manager");
        if (number == DemoInitiatives.Mentors - 1) return;
        Submit(before, -12, "Müəllimlər öyrəndiklərini dərsdə sınayır, suallar daha konkret olub.", "Birgə planlaşdırma və dərs müşahidələri davam edəcək.", [.. schools.Select(s => (s, "Məktəb mentorluğa vaxt ayırır.", ""))]);
        foreach (var school in schools) Discuss(before, school, $"{school} 0", "", -10);
        Accept(before, "manager", -8);
    }

    static (string, string, string)[] ProjectParts(string first, string second) =>
    [
        ("baku62", first, "Müəllimlərin bir-birinin dərsinə gəlməsi üçün həftədə bir saat."),
        ("baku145", second, ""),
        ("baku18", "Birgə planlaşdırma yaxşı gedir.", ""),
        ("baku207", "Seminarda fəal iştirak oldu.", "Kompüter otağına sabit internet."),
    ];

    void AddHead((string Unit, string Country, string Given, string Family) h)
    {
        var person = new Person { Id = DemoWorld.Id($"{h.Unit} head"), CountryId = h.Country };
        person.Describe(h.Given, h.Family, $"{h.Unit}.head@demo.balsts.example", "");
        person.Employ(DemoWorld.Id(h.Unit), PostKind.Head, "", 1000, null, null);
        db.Add(Viewer.System, person);
        db.Record(Viewer.System, new PersonAdded(), person);
        var appointment = new Appointment
        {
            Id = DemoWorld.Id($"{h.Unit} head post"),
            CountryId = h.Country,
            PersonId = person.Id,
            Post = PostKind.Head,
            UnitId = DemoWorld.Id(h.Unit),
            AppointedByUnitId = DemoWorld.Id(h.Country == "LV" ? "gauja" : "baku"),
            AppointedById = Guid.Empty,
            Load = 1000,
            StartsOn = new(Today(h.Country).Year - 1, 9, 1),
        };
        db.Add(Viewer.System, appointment);
        db.Record(Viewer.System, new PersonAppointed(person.Id), appointment);
    }

    /// <summary>What a head said about a plan before its month began.</summary>
    void Remark(MonthlyPlan plan, string unit, string head, string text)
    {
        var remark = new PlanRemark { Id = DemoWorld.Id($"{plan.Id} remark {unit}"), CountryId = plan.CountryId, PlanId = plan.Id, Plan = plan, UnitId = DemoWorld.Id(unit), ById = DemoWorld.Id(head), Text = text, At = plan.Month.First.AddDays(-4).ToDateTime(new(9, 0), DateTimeKind.Utc) };
        db.Add(Viewer.System, remark);
        db.Record(As(head, plan.CountryId), new PlanRemarked(remark.UnitId), remark);
    }

    DateOnly Today(string country) => packs[country].Today(clock);

    /// <summary>Nine in the morning, UTC, some working days before today.</summary>
    DateTime At(string country, int workingDays)
    {
        var today = Today(country);
        return packs[country].WorkingDaysAround(today).Add(today, workingDays).ToDateTime(new(9, 0), DateTimeKind.Utc);
    }

    internal static Viewer As(string person, string country) => As(DemoWorld.Id(person), country);

    internal static Viewer As(Guid person, string country) => new(person, Guid.Empty, "", "en", country, [country], new Dictionary<string, Reach>());

    /// <summary>A month's plan with what became of it: what lies before today is done, the rest is still planned.</summary>
    (MonthlyPlan Plan, List<(PlanLine? Line, Activity? Activity, Story Story)> Lines) Plan(string person, string country, Guid organiser, int months, Story[] stories, string? by = null)
    {
        var (today, who) = (Today(country), As(person, country));
        var month = Month.Of(today).Add(months);
        var working = packs[country].WorkingDaysAround(month.First);
        DateOnly[] days = [.. Enumerable.Range(1, month.Last.Day).Select(d => new DateOnly(month.Year, month.Number, d)).Where(working.Includes)];
        DateOnly day(int n) => days[Math.Min(n, days.Length - 1)];

        var plan = new MonthlyPlan { Id = DemoWorld.Id($"{person} plan {month}"), CountryId = country, PersonId = DemoWorld.Id(person), AppointmentId = DemoWorld.Id($"{person} post"), OrganiserUnitId = organiser, Month = month };
        db.Add(Viewer.System, plan);
        db.Record(who, new PlanBegun(), plan);
        var lines = new List<(PlanLine?, Activity?, Story)>();
        for (var i = 0; i < stories.Length; i++)
        {
            var story = stories[i];
            var people = story.With.Select(n => Educator(story.Unit, n)).ToList();
            PlanLine? line = null;
            if (story.Mark != LineMark.Unplanned)
            {
                line = new() { Id = DemoWorld.Id($"{plan.Id} line {i}"), CountryId = country, PlanId = plan.Id, UnitId = DemoWorld.Id(story.Unit) };
                line.Describe(day(story.Day), story.Minutes, story.Kind, story.Online, "edtech", story.Topic, month);
                line.With(people);
                if (story.Unit == "gaujmala" && i % 2 == 0) line.Serve(DemoWorld.Id("gaujmala goal"), null);
                db.Add(Viewer.System, line);
                db.Record(who, new LinePlanned(line.On), line);
            }
            var happened = day(story.MovedTo ?? story.Day);
            if (line is not null && story.MovedTo is not null && day(story.Day) <= today && line.Move(happened, story.Reason, month) == Outcome.Done) db.Record(who, new LineMoved(line.On, happened), line);
            if (line is not null && story.Mark == LineMark.Dropped && happened <= today && line.Drop(story.Reason) == Outcome.Done) db.Record(who, new LineDropped(line.On), line);

            Activity? activity = null;
            if (story.Mark is LineMark.Done or LineMark.Unplanned && happened <= today)
            {
                activity = new()
                {
                    Id = DemoWorld.Id($"{plan.Id} activity {i}"), CountryId = country, UnitId = DemoWorld.Id(story.Unit), AuthorId = plan.PersonId, AppointmentId = plan.AppointmentId, InitiativeId = organiser == DemoWorld.Id("itt") ? DemoWorld.Id(DemoInitiatives.Baku) : null,
                    LoggedAt = happened.ToDateTime(new(14, 0), DateTimeKind.Utc),
                };
                activity.Describe(happened, story.Minutes, story.Kind, story.Online, "edtech", story.Topic, today);
                activity.With(people);
                if (story.Unit == "gaujmala" && i % 2 == 0) activity.Serve(DemoWorld.Id("gaujmala goal"), i % 4 == 0 ? DemoWorld.Id("gaujmala need") : null, null, ActivityOutcome.GoesOn);
                db.Add(Viewer.System, activity);
                db.Record(who, new ActivityLogged(), activity);
                line?.Done(activity.Id);
            }
            lines.Add((line, activity, story));
        }
        if (by is not null)
        {
            plan.Accept(DemoWorld.Id(by), month.First.AddDays(-3).ToDateTime(new(9, 0), DateTimeKind.Utc));
            db.Record(As(by, country), new PlanAccepted(), plan);
        }
        return (plan, lines);
    }

    sealed record Told(MonthlyReport Report, string Person, List<(PlanLine? Line, Activity? Activity, Story Story)> Lines)
    {
        public ReportDraft? Draft { get; set; }
    }

    Told Report(string person, string country, Guid organiser, (MonthlyPlan Plan, List<(PlanLine? Line, Activity? Activity, Story Story)> Lines) month)
    {
        var report = new MonthlyReport { Id = DemoWorld.Id($"{person} report {month.Plan.Month}"), CountryId = country, PlanId = month.Plan.Id, PersonId = month.Plan.PersonId, OrganiserUnitId = organiser, Month = month.Plan.Month };
        db.Add(Viewer.System, report);
        db.Record(As(person, country), new ReportBegun(), report);
        return new(report, person, month.Lines);
    }

    void Submit(Told told, int workingDays, string judgement, string next, params (string Unit, string Judgement, string Needed)[] parts)
    {
        var (report, who) = (told.Report, As(told.Person, told.Report.CountryId));
        var slices = parts.Select(part =>
        {
            var unit = DemoWorld.Id(part.Unit);
            var slice = new ReportSlice { Id = DemoWorld.Id($"{report.Id} {part.Unit} {report.Round + 1}"), CountryId = report.CountryId, ReportId = report.Id, UnitId = unit, Round = report.Round + 1, Judgement = part.Judgement, Needed = part.Needed };
            var lines = told.Lines.Where(l => l.Story.Unit == part.Unit).Select(l => new MonthLine(l.Line?.Id, l.Activity?.Id, unit, l.Line?.On ?? l.Activity!.On, l.Line?.MovedTo, l.Story.Kind, l.Story.Online, l.Story.Topic,
                [.. l.Story.With.Select(n => Educator(part.Unit, n)).Order()], l.Line?.Minutes, l.Activity?.Minutes, l.Line?.MovedTo is not null ? LineMark.Moved : l.Story.Mark, l.Line?.Reason ?? "", 0) { GoalId = l.Activity is { } done ? done.GoalId : l.Line?.GoalId });
            slice.Lines.AddRange(SubmitReport.LinesOf(slice, lines.OrderBy(l => l.PlanLineId is null).ThenBy(l => l.On)));
            return slice;
        }).ToList();
        if (report.Submit(judgement, next, slices, Today(report.CountryId), At(report.CountryId, workingDays)).Problem is { } problem) throw new InvalidOperationException(problem.Message);
        Write(told, workingDays, judgement, next, parts);
        db.Record(who, new ReportSubmitted(report.Round), report);
        foreach (var slice in slices) db.Record(who, new SliceSent(slice.UnitId, report.Round), slice);
    }

    /// <summary>What its author alone sees until it is submitted.</summary>
    void Write(Told told, int workingDays, string judgement, string next, params (string Unit, string Judgement, string Needed)[] parts)
    {
        var report = told.Report;
        if (told.Draft is null) db.Add(Viewer.System, told.Draft = new() { Id = DemoWorld.Id($"{report.Id} draft"), CountryId = report.CountryId, ReportId = report.Id, PersonId = report.PersonId });
        told.Draft.Write(judgement, next, At(report.CountryId, workingDays));
        foreach (var part in parts) told.Draft.WriteOn(DemoWorld.Id(part.Unit), part.Judgement, part.Needed);
    }

    /// <summary>A head on a line of the part, or the author who answers.</summary>
    void Say(Told told, string unit, int line, string by, string text, int workingDays)
    {
        var (slice, who) = (Of(told, unit), As(by, told.Report.CountryId));
        var about = slice.Lines.OrderBy(l => l.Place).ElementAt(line);
        db.Add(Viewer.System, new LineRemark
        {
            Id = DemoWorld.Id($"{slice.Id} {by} on {line}"), CountryId = slice.CountryId, ReportId = slice.ReportId, Report = told.Report, UnitId = slice.UnitId, SliceId = slice.Id, LineId = about.Id, Line = about,
            Round = slice.Round, Thread = about.Thread, ById = who.PersonId, Text = text, At = At(slice.CountryId, workingDays).AddHours(by == told.Person ? 2 : 0),
        });
        db.Record(who, new LineRemarked(about.On), slice);
    }

    static ReportSlice Of(Told told, string unit) => told.Report.CurrentSlices.Single(s => s.UnitId == DemoWorld.Id(unit));

    void Discuss(Told told, string unit, string head, string remark, int workingDays)
    {
        var (slice, who) = (Of(told, unit), As(head, told.Report.CountryId));
        told.Report.Discuss(slice, who.PersonId, remark, At(told.Report.CountryId, workingDays));
        db.Record(who, new SliceDiscussed(slice.UnitId, remark), slice);
        db.Record(who, new SliceDiscussed(slice.UnitId), told.Report);
    }

    void Return(Told told, string unit, string head, string remark, int workingDays)
    {
        var (slice, who) = (Of(told, unit), As(head, told.Report.CountryId));
        told.Report.Return(slice, who.PersonId, remark, At(told.Report.CountryId, workingDays));
        db.Record(who, new SliceReturned(slice.UnitId, remark), slice);
        db.Record(who, new SliceReturned(slice.UnitId), told.Report);
    }

    void Accept(Told told, string by, int workingDays)
    {
        var (report, who) = (told.Report, As(by, told.Report.CountryId));
        var at = At(report.CountryId, workingDays);
        var day = DateOnly.FromDateTime(at);
        report.Accept(who.PersonId, "", day, day, at);
        db.Record(who, new ReportAccepted(), report);
        foreach (var slice in report.CurrentSlices) db.Record(who, new ReportAccepted(), slice);
    }
}
