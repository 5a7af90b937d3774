using System.Reflection;
using Balsts.Activities;
using Balsts.Activities.Tallies;
using Balsts.Agreements;
using Balsts.Appointments;
using Balsts.Calendar;
using Balsts.Demo;
using Balsts.Forms;
using Balsts.Goals;
using Balsts.Groups;
using Balsts.Initiatives;
using Balsts.Insight;
using Balsts.Months;
using Balsts.People;
using Balsts.Privacy;
using Balsts.Proposals;
using Balsts.Sharing;
using Balsts.Sources;
using Balsts.Units;
using Balsts.Observations;
using Foundation.Data;
using Foundation.History;
using Foundation.Jobs;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Tests;

/// <summary>
/// The demo world as domain.md, section 5, would have it seen: written a second time, in memory and in other words than the rules of
/// the rooms, so that a clause taken out of one of them is found.
/// </summary>
public sealed class World
{
    static readonly PostKind[] Supporters = [PostKind.TechnologyMentor, PostKind.AreaCoordinator, PostKind.LearningConsultant, PostKind.Methodologist];

    readonly Dictionary<Guid, object> things = [];
    readonly Dictionary<Guid, Unit> units;
    readonly Dictionary<Guid, Guid?> parents;
    readonly ILookup<Guid, Employment> employments;
    readonly ILookup<Guid, Appointment> appointments;
    readonly ILookup<Guid, Mandate> mandates;
    readonly ILookup<Guid, PersonTie> ties;
    readonly Dictionary<Guid, MonthlyReport> reports;
    readonly Dictionary<Guid, MonthlyPlan> plans;
    readonly Dictionary<Guid, Guid> owners;
    readonly ILookup<Guid, Guid> acts;
    readonly DateOnly today;

    /// <summary>How the sessions, passkeys and tokens are called that a test planted: asking makes others.</summary>
    public const string Planted = "Planted";

    World(Rows rows, DateOnly today)
    {
        this.today = today;
        units = rows.Units.ToDictionary(u => u.Id);
        parents = rows.Units.ToDictionary(u => u.Id, u => u.Placements.Single(p => p.EndsOn is null).ParentId);
        employments = rows.People.SelectMany(p => p.Employments).ToLookup(e => e.PersonId);
        appointments = rows.Appointments.Where(a => a.Holds(today)).ToLookup(a => a.PersonId);
        mandates = rows.Mandates.Where(m => m.StartsOn <= today && (m.EndsOn is null || m.EndsOn >= today)).ToLookup(m => m.PersonId);
        ties = rows.People.SelectMany(p => p.Ties).Where(t => t.EndsOn is null || t.EndsOn >= today).ToLookup(t => t.PersonId);
        reports = rows.Reports.ToDictionary(r => r.Id);
        plans = rows.Plans.ToDictionary(p => p.Id);
        owners = rows.Accounts.ToDictionary(a => a.Id, a => a.PersonId);
        acts = rows.History.Select(h => (h.ById, h.SubjectId)).Distinct().ToLookup(h => h.ById, h => h.SubjectId);
        foreach (var thing in rows.All) things[(Guid)thing.GetType().GetProperty("Id")!.GetValue(thing)!] = thing;
    }

    public sealed record Rows(List<Unit> Units, List<Person> People, List<Appointment> Appointments, List<Mandate> Mandates, List<Nomination> Nominations, List<Activity> Activities,
        List<MonthlyPlan> Plans, List<MonthlyReport> Reports, List<Initiative> Initiatives, List<Meeting> Meetings, List<InitiativeReport> InitiativeReports, List<Notification> Notifications, List<Work> Works, List<Goal> Goals, List<Need> Needs, List<Proposal> Proposals, List<Group> Groups,
        List<Account> Accounts, List<Session> Sessions, List<Passkey> Passkeys, List<ApiToken> Tokens, List<SharingDecision> Decisions, List<PrivateNote> Notes, List<EmailChange> Emails, List<ObservationForm> Forms, List<SupportAgreement> Agreements, List<AgreementTerms> Terms, List<AgreementReason> Reasons,
        List<ActivityRemark> Remarks, List<ReportAttachment> Attachments, List<DataRequest> Requests, List<HistoryEntry> History, List<Visit> Visits, List<Observation> Observations, List<LessonPlan> LessonPlans)
    {
        public IEnumerable<object> All =>
        [
            .. Units, .. People, .. People.SelectMany(p => p.Employments), .. Appointments, .. Mandates, .. Nominations, .. Activities, .. Plans, .. Plans.SelectMany(p => p.Lines),
            .. Reports, .. Reports.SelectMany(r => r.Slices), .. Reports.SelectMany(r => r.Slices).SelectMany(s => s.Lines), .. Initiatives, .. Initiatives.SelectMany(i => i.Schools), .. Initiatives.SelectMany(i => i.Schools).SelectMany(s => s.Participants),
            .. Initiatives.SelectMany(i => i.Schools).SelectMany(s => s.Mentorships), .. Meetings, .. InitiativeReports, .. Notifications, .. Works, .. Goals, .. Needs, .. Proposals,
            .. Sessions, .. Passkeys, .. Tokens, .. Decisions, .. Notes, .. Emails, .. Forms, .. Forms.SelectMany(f => f.Versions), .. Agreements, .. Terms, .. Reasons, .. Remarks, .. Attachments, .. Requests,
            .. Visits, .. Observations, .. Observations.SelectMany(o => o.Entries), .. Observations.SelectMany(o => o.Actions), .. LessonPlans, .. LessonPlans.SelectMany(p => p.Editions),
            .. Groups, .. Groups.SelectMany(g => g.Members), .. Groups.SelectMany(g => g.Sessions), .. Groups.SelectMany(g => g.Sessions).SelectMany(s => s.Attendance),
        ];
    }

    /// <summary>
    /// Posts and mandates that ended yesterday: what they showed then is out of reach today. And whoever leads one school of an initiative runs two others of it
    /// for its manager, this week.
    /// </summary>
    public static Task<bool> Expire(TestSite site) => site.Db(async db =>
    {
        var (from, until) = (new DateOnly(2026, 9, 1), Today.AddDays(-1));
        foreach (var (person, post, unit, country) in new[] { ("teacher", PostKind.Head, "gaujmala", "LV"), ("otherhead", PostKind.StateOfficer, "lv", "LV"), ("projectteacher", PostKind.ProgrammeManager, "itt", "AZ") })
        {
            var ended = new Appointment
            {
                Id = TestSite.Id($"ended post of {person}"), CountryId = country, PersonId = TestSite.Id(person), Post = post, UnitId = TestSite.Id(unit), AppointedByUnitId = TestSite.Id(unit), AppointedById = TestSite.Id(person), StartsOn = from,
            };
            ended.LastsUntil(until);
            db.Add(Viewer.System, ended);
            db.Record(Viewer.System, new PersonAppointed(ended.PersonId), ended);
        }
        var mandate = new Mandate { Id = TestSite.Id("ended mandate"), CountryId = "LV", PersonId = TestSite.Id("coordinator"), Kind = MandateKind.Units, Post = PostKind.Head, GivenByUnitId = TestSite.Id("gauja"), StartsOn = from, EndsOn = until };
        mandate.Over(TestSite.Id("mezmala"));
        db.Add(Viewer.System, mandate);
        db.Record(Viewer.System, new MandateGiven(mandate.PersonId), mandate);
        foreach (var (key, person, schools, last) in new[] { ("school deputy", "projecthead", new[] { "baku145", "baku18" }, Today.AddDays(5)), ("ended school deputy", "projectteacher", ["baku207"], until) })
        {
            var deputy = new Mandate { Id = TestSite.Id(key), CountryId = "AZ", PersonId = TestSite.Id(person), Kind = MandateKind.Deputising, Post = PostKind.ProgrammeManager, SubjectId = TestSite.Id("baku initiative"), GivenByUnitId = TestSite.Id("itt"), GivenById = TestSite.Id("manager"), StartsOn = from, EndsOn = last };
            foreach (var school in schools) deputy.Over(TestSite.Id(school), TestSite.Id($"{school} in {TestSite.Id("baku initiative")}"));
            db.Add(Viewer.System, deputy);
            db.Record(Viewer.System, new DeputyNamed(deputy.PersonId), deputy);
        }
        return !(await db.Save()).Failed;
    });

    static readonly DateOnly Today = DateOnly.FromDateTime(TestSite.Start.AddHours(2).DateTime);

    /// <param name="on">The day as of which rights are asked; today when it is not said.</param>
    public static async Task<World> Of(TestSite site, DateOnly? on = null) => new(await site.Db(async db => new Rows(
        await db.Seen<Unit>(Viewer.System).AsNoTracking().Include(u => u.Placements).ToListAsync(),
        await db.Seen<Person>(Viewer.System).AsNoTracking().Include(p => p.Employments).Include(p => p.Ties).AsSplitQuery().ToListAsync(),
        await db.Seen<Appointment>(Viewer.System).AsNoTracking().ToListAsync(),
        await db.Seen<Mandate>(Viewer.System).AsNoTracking().Include(m => m.Units).ToListAsync(),
        await db.Seen<Nomination>(Viewer.System).AsNoTracking().ToListAsync(),
        await db.Seen<Activity>(Viewer.System).AsNoTracking().Include(a => a.People).ToListAsync(),
        await db.Seen<MonthlyPlan>(Viewer.System).AsNoTracking().Include(p => p.Lines).ToListAsync(),
        await db.Seen<MonthlyReport>(Viewer.System).AsNoTracking().Include(r => r.Slices).ThenInclude(s => s.Lines).AsSplitQuery().ToListAsync(),
        await db.Seen<Initiative>(Viewer.System).AsNoTracking().Include(i => i.Schools).ThenInclude(s => s.Participants).Include(i => i.Schools).ThenInclude(s => s.Mentorships).AsSplitQuery().ToListAsync(),
        await db.Seen<Meeting>(Viewer.System).AsNoTracking().Include(m => m.People).ToListAsync(),
        await db.Seen<InitiativeReport>(Viewer.System).AsNoTracking().ToListAsync(),
        await db.Seen<Notification>(Viewer.System).AsNoTracking().ToListAsync(),
        await db.Seen<Work>(Viewer.System).AsNoTracking().ToListAsync(),
        await db.Seen<Goal>(Viewer.System).AsNoTracking().ToListAsync(),
        await db.Seen<Need>(Viewer.System).AsNoTracking().ToListAsync(),
        await db.Seen<Proposal>(Viewer.System).AsNoTracking().ToListAsync(),
        await db.Seen<Group>(Viewer.System).AsNoTracking().Include(g => g.Members).Include(g => g.Sessions).ThenInclude(s => s.Attendance).AsSplitQuery().ToListAsync(),
        await db.Tables.Users.AsNoTracking().ToListAsync(),
        await db.Seen<Session>(Viewer.System).AsNoTracking().Where(s => s.Browser == Planted).ToListAsync(),
        await db.Seen<Passkey>(Viewer.System).AsNoTracking().Where(p => p.Name == Planted).ToListAsync(),
        await db.Seen<ApiToken>(Viewer.System).AsNoTracking().Where(t => t.Name == Planted).ToListAsync(),
        await db.Seen<SharingDecision>(Viewer.System).AsNoTracking().ToListAsync(),
        await db.Seen<PrivateNote>(Viewer.System).AsNoTracking().ToListAsync(),
        await db.Seen<EmailChange>(Viewer.System).AsNoTracking().ToListAsync(),
        await db.Seen<ObservationForm>(Viewer.System).AsNoTracking().Include(f => f.Versions).ToListAsync(),
        await db.Seen<SupportAgreement>(Viewer.System).AsNoTracking().ToListAsync(),
        await db.Seen<AgreementTerms>(Viewer.System).AsNoTracking().ToListAsync(),
        await db.Seen<AgreementReason>(Viewer.System).AsNoTracking().ToListAsync(),
        await db.Seen<ActivityRemark>(Viewer.System).AsNoTracking().ToListAsync(),
        await db.Seen<ReportAttachment>(Viewer.System).AsNoTracking().ToListAsync(),
        await db.Seen<DataRequest>(Viewer.System).AsNoTracking().ToListAsync(),
        await db.Tables.Set<HistoryEntry>().AsNoTracking().ToListAsync(),
        await db.Seen<Visit>(Viewer.System).AsNoTracking().ToListAsync(),
        await db.Seen<Observation>(Viewer.System).AsNoTracking().Include(o => o.Entries).Include(o => o.Actions).AsSplitQuery().ToListAsync(),
        await db.Seen<LessonPlan>(Viewer.System).AsNoTracking().Include(p => p.Editions).ToListAsync())), on ?? Today);

    public object? Thing(Guid id) => things.GetValueOrDefault(id);
    public IEnumerable<T> Things<T>() => things.Values.OfType<T>();

    /// <summary>Whether the person may see the thing, as the design says.</summary>
    public bool Sees(Guid person, object thing) => thing switch
    {
        Unit unit => Countries(person).Contains(unit.CountryId),
        Person other => SeesPerson(person, other.Id, other.CountryId),
        Employment e => e.PersonId == person || Reaches(person, e.UnitId, e.CountryId, Directory) || Serves(person, e.PersonId, Directory),
        Appointment a => a.PersonId == person || Reaches(person, a.UnitId, a.CountryId, Leaders),
        Nomination n => n.PersonId == person || n.NominatedById == person,
        Mandate m => m.PersonId == person || Reaches(person, m.GivenByUnitId, m.CountryId, Leaders),
        Activity a => a.AuthorId == person || a.People.Any(p => p.PersonId == person) || Reaches(person, a.UnitId, a.CountryId, Facts)
            || a.InitiativeId is { } initiative && mandates[person].Any(m => m.SubjectId == initiative && m.Kind != MandateKind.Deputising && Facts.Contains(m.Post)),
        MonthlyPlan p => p.PersonId == person || Sits(person, p.OrganiserUnitId, Organisers),
        PlanLine l => Sees(person, plans[l.PlanId]) || Sits(person, l.UnitId, [PostKind.Head, PostKind.Deputy]),
        LineRemark r => reports[r.ReportId] is var discussed && (discussed.PersonId == person || Sits(person, r.UnitId, [PostKind.Head, PostKind.Deputy]) || Sits(person, discussed.OrganiserUnitId, Organisers)),
        PlanRemark r => Sees(person, plans[r.PlanId]) || Sits(person, r.UnitId, [PostKind.Head, PostKind.Deputy]),
        MonthlyReport r => r.PersonId == person || (r.Round > 0 && Sits(person, r.OrganiserUnitId, Organisers)) || Above(person, r),
        ReportSlice s => reports[s.ReportId].PersonId == person || Sits(person, s.UnitId, [PostKind.Head, PostKind.Deputy])
            || Sits(person, reports[s.ReportId].OrganiserUnitId, Organisers)
            || (s.Round == reports[s.ReportId].Round && (Above(person, reports[s.ReportId]) || (reports[s.ReportId].State == ReportState.Accepted && Reaches(person, s.UnitId, s.CountryId, [PostKind.SupportLead, PostKind.StateOfficer])))),
        ReportLine l => things.TryGetValue(l.SliceId, out var slice) && Sees(person, slice),
        ReportRound r => reports[r.ReportId] is var report && (report.PersonId == person || Sits(person, report.OrganiserUnitId, Organisers) || (r.Number == report.Round && Above(person, report))),
        ReportAttachment f => reports[f.ReportId] is var sent && (sent.PersonId == person || (f.FromRound <= sent.Round && (Sits(person, sent.OrganiserUnitId, Organisers) || (f.UnitId is { } school && Sits(person, school, [PostKind.Head, PostKind.Deputy]))
            || ((f.UntilRound ?? int.MaxValue) >= sent.Round && (Above(person, sent) || (sent.State == ReportState.Accepted && f.UnitId is { } at && Reaches(person, at, f.CountryId, [PostKind.SupportLead, PostKind.StateOfficer]))))))),
        ReportAmendment a => reports[a.ReportId] is var amended && (amended.PersonId == person || Sits(person, a.UnitId, [PostKind.Head, PostKind.Deputy]) || Sits(person, amended.OrganiserUnitId, Organisers)
            || Above(person, amended) || Reaches(person, a.UnitId, a.CountryId, [PostKind.SupportLead, PostKind.StateOfficer])),
        ReportDraft d => d.PersonId == person,
        PersonTie t => t.PersonId == person || mandates[person].Any(m => Directory.Contains(m.Post) && m.Units.Any(u => u.TieId == t.SubjectId)),
        PersonExternalId x => x.PersonId == person || appointments[person].Any(a => a.CountryId == x.CountryId && IsCountry(a.UnitId) && a.Post == PostKind.Administrator),
        UnitPlacement p => Countries(person).Contains(p.CountryId),
        UnitExternalId x => Countries(person).Contains(x.CountryId),
        FundingSource s => Countries(person).Contains(s.CountryId),
        ObservationForm { UnitId: null } f => Countries(person).Contains(f.CountryId),
        ObservationForm { UnitId: { } owner } f => Belongs(person, owner) || Reaches(person, owner, f.CountryId, [PostKind.Administrator, PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager]),
        FormVersion v => Sees(person, things[v.FormId]),
        SupportAgreement a => a.PersonId == person || a.SupporterId == person || (a is { Kind: AgreementKind.Support, ConfirmedOn: not null }
            && (Reaches(person, a.UnitId, a.CountryId, Facts) || a.InitiativeId is { } part && mandates[person].Any(m => m.SubjectId == part && m.Kind != MandateKind.Deputising && Facts.Contains(m.Post)))),
        AgreementTerms t => t.PersonId == person || t.SupporterId == person || (t.SharingId is not null && Sits(person, t.UnitId, [PostKind.Head, PostKind.Deputy])),
        AgreementReason r => r.PersonId == person || r.SupporterId == person,
        Visit v => v.PersonId == person || v.ObserverId == person || (v.SharingId is not null && Sits(person, v.UnitId, [PostKind.Head, PostKind.Deputy])),
        LessonPlan p => p.PersonId == person || p.SupporterId == person,
        LessonPlanEdition e => e.PersonId == person || e.SupporterId == person,
        Observation o => Sees(person, things[o.VisitId]),
        AgreedAction a => Sees(person, things[a.VisitId]),
        VisitEntry e => e.ById == person || (Sees(person, things[e.VisitId]) && (e.PersonId != person || ((Visit)things[e.VisitId]).IsRead)),
        Goal { PersonId: null } g => Belongs(person, g.UnitId) || Reaches(person, g.UnitId, g.CountryId, Goals) || IsNamedIn(person, g.UnitId, Goals),
        Goal g => g.PersonId == person || (g.SupporterId == person && (appointments[person].Any(a => GoalSupport.Contains(a.Post)) || mandates[person].Any(m => GoalSupport.Contains(m.Post)))) || (g.SharingId is not null && Sits(person, g.UnitId, [PostKind.Head, PostKind.Deputy])),
        SharingDecision d => d.PersonId == person,
        PrivateNote n => n.AuthorId == person,
        ActivityRemark r => r.PersonId == person || r.AuthorId == person,
        ActivityRating r => r.PersonId == person,
        UnitTally t => Reaches(person, t.UnitId, t.CountryId, Facts),
        LoadUsed l => l.PersonId == person || Sits(person, l.UnitId, Facts),
        PromiseTally t => Reaches(person, t.UnitId, t.CountryId, Facts),
        UnitStaff s => Reaches(person, s.UnitId, s.CountryId, Facts),
        PersonYear y => y.PersonId == person || Reaches(person, y.UnitId, y.CountryId, Facts),
        ActivityDelta or TouchedYear or MovedYear => false,
        Proposal p => p.AuthorId == person || Sits(person, p.AddresseeUnitId, Organisers) || (p.PublishedOn is not null && Belongs(person, p.AddresseeUnitId)),
        Need n => Belongs(person, n.UnitId) || Reaches(person, n.UnitId, n.CountryId, Goals) || IsNamedIn(person, n.UnitId, Goals),
        Initiative i => Organises(person, i) || Reaches(person, i.OrganiserUnitId, i.CountryId, Facts) || mandates[person].Any(m => m.SubjectId == i.Id && (InitiativeManagers.Contains(m.Post) || Supporters.Contains(m.Post)))
            || i.Schools.Any(s => Reaches(person, s.UnitId, s.CountryId, Facts) || s.Participants.Any(p => p.PersonId == person)),
        InitiativeSchool s => Organises(person, Of(s.InitiativeId)) || Reaches(person, s.UnitId, s.CountryId, Facts) || Mentors(person, s.Id) || Runs(person, s.Id),
        Participant p => p.PersonId == person || Organises(person, Of(p.InitiativeId)) || Mentors(person, p.SchoolId) || Runs(person, p.SchoolId) || Sits(person, p.UnitId, [PostKind.Head, PostKind.Deputy]),
        Mentorship m => m.PersonId == person || Organises(person, Of(m.InitiativeId)) || Runs(person, m.SchoolId) || Reaches(person, m.UnitId, m.CountryId, Facts),
        Meeting m => m.HeldById == person || m.People.Any(p => p.PersonId == person) || Organises(person, Of(m.InitiativeId)) || (m.SchoolId is { } met && Runs(person, met))
            || Of(m.InitiativeId).Schools.Any(s => (m.UnitId is null || m.UnitId == s.UnitId) && Sits(person, s.UnitId, [PostKind.Head, PostKind.Deputy])),
        InitiativeReport r => Organises(person, Of(r.InitiativeId)) || (r.State == InitiativeReportState.Published && Of(r.InitiativeId) is var about
            && (Reaches(person, about.OrganiserUnitId, r.CountryId, Facts) || about.Schools.Any(s => Reaches(person, s.UnitId, s.CountryId, Facts)))),
        Group g => BelongsTo(person, g) || Reaches(person, g.UnitId, g.CountryId, Facts) || g.Members.Any(m => (m.EndsOn is null || m.EndsOn >= today) && Reaches(person, m.UnitId, m.CountryId, Facts)),
        GroupMember m => m.PersonId == person || Reaches(person, m.UnitId, m.CountryId, Facts) || (Group)things[m.GroupId] is var g && (BelongsTo(person, g) || Reaches(person, g.UnitId, g.CountryId, Facts)),
        GroupSession s => s.HeldById == person || s.Attendance.Any(a => a.PersonId == person) || Sees(person, things[s.GroupId])
            || ((Group)things[s.GroupId]).Members.Any(m => m.PersonId == person && m.Role == MemberRole.Leader && m.EndsOn is { } end && end == ((Group)things[s.GroupId]).LastDay && m.StartsOn <= s.On && s.On <= end),
        SessionAttendance a => a.PersonId == person || Sits(person, a.UnitId, Facts) || (GroupSession)things[a.SessionId] is var s && (s.HeldById == person || Leads(person, (Group)things[s.GroupId])),
        CalendarFeed f => f.PersonId == person,
        FeedReading r => r.PersonId == person,
        MonthReminder => false,
        Notification n => n.PersonId == person,
        Trace t => t.PersonId == person,
        DataRequest r => r.PersonId == person || Sits(person, r.UnitId, [PostKind.Administrator, PostKind.SupportLead, PostKind.Head, PostKind.Deputy]),
        Restriction r => r.PersonId == person || Sits(person, r.UnitId, [PostKind.Administrator, PostKind.SupportLead, PostKind.Head, PostKind.Deputy]),
        Work w => w.OwnerId == person,
        Session s => owners[s.AccountId] == person,
        Passkey p => owners[p.AccountId] == person,
        EmailChange c => c.PersonId == person || c.AskedById == person,
        ApiToken t => owners[t.AccountId] == person,
        _ => throw new NotSupportedException($"The world has no rule for {thing.GetType().Name}: say who sees it."),
    };

    /// <summary>Whether the person may learn the id and name of another: whom they see, whoever nominated them, named them as deputy, gave the support or wrote the report that they see, and whoever did something to a thing whose history they read.</summary>
    public bool Knows(Guid person, object thing) => Sees(person, thing)
        || thing is Person other && (Things<Nomination>().Any(n => n.NominatedById == other.Id && Sees(person, n)) || Things<Mandate>().Any(m => m.GivenById == other.Id && m.PersonId == person) || Things<Activity>().Any(a => a.AuthorId == other.Id && Sees(person, a))
            || Things<InitiativeSchool>().Any(s => s.ContactPersonId == other.Id && Sees(person, s)) || Things<Mentorship>().Any(m => m.PersonId == other.Id && Sees(person, m)) || Things<Participant>().Any(p => p.PersonId == other.Id && Sees(person, p))
            || Things<Meeting>().Any(m => (m.HeldById == other.Id || m.People.Any(p => p.PersonId == other.Id)) && Sees(person, m)) || Things<ReportSlice>().Any(s => reports[s.ReportId].PersonId == other.Id && Sees(person, s))
            || Things<PlanLine>().Any(l => plans[l.PlanId].PersonId == other.Id && Sees(person, l)) || Things<Goal>().Any(g => (g.SupporterId == other.Id || g.PersonId == other.Id) && Sees(person, g)) || Things<SupportAgreement>().Any(a => (a.SupporterId == other.Id || a.PersonId == other.Id) && Sees(person, a)) || Things<Visit>().Any(v => (v.ObserverId == other.Id || v.PersonId == other.Id) && Sees(person, v)) || Supports(other.Id, person) || KnowsFromGroup(person, other.Id)
            || acts[other.Id].Any(subject => Thing(subject) is { } done && ReadsHistoryOf(person, done)));

    /// <summary>
    /// Whoever sees a thing reads who did what to it. Of a proposal only the two sides do, for once it is published nobody else learns who made it; of an initiative
    /// and its schools those who keep them, for mentors are named there; of a person that person and those who keep the record.
    /// </summary>
    public bool ReadsHistoryOf(Guid person, object thing) => Sees(person, thing) && thing switch
    {
        Proposal p => p.AuthorId == person || Sits(person, p.AddresseeUnitId, Organisers),
        Initiative i => Organises(person, i),
        InitiativeSchool s => Organises(person, Of(s.InitiativeId)) || Sits(person, s.UnitId, Facts),
        Person p => p.Id == person || employments[p.Id].Any(e => Reaches(person, e.UnitId, e.CountryId, [PostKind.Administrator, PostKind.SupportLead, PostKind.Head, PostKind.Deputy])),
        _ => true,
    };

    /// <summary>Whether somebody may have read what the person wrote: the trace tells the person so, by name.</summary>
    public bool ReadsWordsOf(Guid person, Guid reader) => things.Values.Any(t => t.GetType().GetCustomAttribute<TracedAttribute>() is { } traced && person.Equals(t.GetType().GetProperty(traced.Concerns)!.GetValue(t)) && Sees(reader, t));

    /// <summary>Is a member whose membership has not ended, or holds the post whose circle it is, at its unit or below it.</summary>
    bool BelongsTo(Guid person, Group group) => group.Members.Any(m => m.PersonId == person && (m.EndsOn is null || m.EndsOn >= today))
        || (group.Post is { } post && appointments[person].Any(a => a.Post == post && (group.Field.Length == 0 || a.Field == group.Field) && Lies(a.UnitId, group.UnitId)));

    bool Leads(Guid person, Group group) => group.Members.Any(m => m.PersonId == person && m.Role == MemberRole.Leader && m.StartsOn <= today && (m.EndsOn is null || m.EndsOn >= today));

    /// <summary>Lies at a unit or somewhere below it.</summary>
    bool Lies(Guid unit, Guid above)
    {
        for (Guid? at = unit; at is { } here; at = parents.GetValueOrDefault(here))
            if (here == above) return true;
        return false;
    }

    /// <summary>Who leads a group, and whom of it one sees by name: a member, the holder of the post whose circle it is, somebody who came.</summary>
    bool KnowsFromGroup(Guid person, Guid other) => Things<Group>().Any(g => Sees(person, g) && (Leads(other, g) || (BelongsTo(other, g) && (BelongsTo(person, g) || Reaches(person, g.UnitId, g.CountryId, Facts)))))
        || Things<GroupSession>().Any(s => s.HeldById == other && Sees(person, s)) || Things<GroupMember>().Any(m => m.PersonId == other && Sees(person, m)) || Things<SessionAttendance>().Any(a => a.PersonId == other && Sees(person, a));

    /// <summary>Supports where the person works: whom an educator may ask for support in a goal.</summary>
    bool Supports(Guid other, Guid person) => employments[person].Any(e => Reaches(other, e.UnitId, e.CountryId, [.. Supporters, PostKind.GroupLeader]) || IsNamedIn(other, e.UnitId, [.. Supporters, PostKind.GroupLeader]));

    static readonly PostKind[] Directory = [PostKind.Administrator, PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.Head, PostKind.Deputy, .. Supporters];
    static readonly PostKind[] Leaders = [PostKind.Administrator, PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.Head, PostKind.Deputy];
    static readonly PostKind[] Facts = [PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.Head, PostKind.Deputy];
    static readonly PostKind[] Goals = [.. Facts, .. Supporters, PostKind.GroupLeader];
    static readonly PostKind[] GoalSupport = [.. Supporters, PostKind.GroupLeader];
    static readonly PostKind[] Organisers = [PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.StateOfficer, PostKind.Head];

    /// <summary>Has a mandate of such a post, over whatever, that names the unit.</summary>
    bool IsNamedIn(Guid person, Guid unit, PostKind[] posts) => mandates[person].Any(m => posts.Contains(m.Post) && m.Units.Any(u => u.UnitId == unit));

    static readonly PostKind[] InitiativeManagers = [PostKind.ProgrammeManager, PostKind.SupportLead, PostKind.StateOfficer];

    Initiative Of(Guid initiative) => (Initiative)things[initiative];

    /// <summary>Holds a managing post at the very organiser, or a mandate of such a post over the initiative.</summary>
    bool Organises(Guid person, Initiative initiative) => Sits(person, initiative.OrganiserUnitId, InitiativeManagers) || mandates[person].Any(m => m.SubjectId == initiative.Id && m.Kind != MandateKind.Deputising && InitiativeManagers.Contains(m.Post));

    /// <summary>Deputises for whoever runs the initiative, at this very school of it.</summary>
    bool Runs(Guid person, Guid school) => mandates[person].Any(m => m.Kind == MandateKind.Deputising && InitiativeManagers.Contains(m.Post) && m.Units.Any(u => u.TieId == school));

    /// <summary>Supports others under a mandate that names this very school of the initiative.</summary>
    bool Mentors(Guid person, Guid school) => mandates[person].Any(m => Supporters.Contains(m.Post) && m.Units.Any(u => u.TieId == school));

    bool SeesPerson(Guid viewer, Guid other, string country) => viewer == other
        || appointments[viewer].Any(a => a.CountryId == country && IsCountry(a.UnitId) && Directory.Contains(a.Post))
        || Serves(viewer, other, Directory)
        || employments[other].Any(e => (e.EndsOn is null || e.EndsOn >= today) && Reaches(viewer, e.UnitId, e.CountryId, Directory));

    /// <summary>Holds a mandate over that in which the other takes part: the very school of the initiative, not the initiative as a whole.</summary>
    bool Serves(Guid person, Guid other, PostKind[] posts) =>
        ties[other].Any(t => mandates[person].Any(m => posts.Contains(m.Post) && m.Units.Any(u => u.TieId == t.SubjectId)));

    /// <summary>Works or holds a post in the unit or somewhere below it.</summary>
    bool Belongs(Guid person, Guid unit)
    {
        foreach (var home in employments[person].Where(e => (e.StartsOn is null || e.StartsOn <= today) && (e.EndsOn is null || e.EndsOn >= today)).Select(e => e.UnitId).Concat(appointments[person].Select(a => a.UnitId)))
            for (Guid? at = home; at is { } here; at = parents.GetValueOrDefault(here))
                if (here == unit) return true;
        return false;
    }

    bool Above(Guid person, MonthlyReport report) => report.State == ReportState.Accepted && Reaches(person, report.OrganiserUnitId, report.CountryId, [PostKind.SupportLead, PostKind.StateOfficer]);

    public HashSet<string> Countries(Guid person) =>
        [((Person)things[person]).CountryId, .. appointments[person].Select(a => a.CountryId), .. mandates[person].Select(m => m.CountryId)];

    /// <summary>Holds the post in that very unit.</summary>
    bool Sits(Guid person, Guid unit, PostKind[] posts) => appointments[person].Any(a => a.UnitId == unit && posts.Contains(a.Post))
        || mandates[person].Any(m => m.Kind == MandateKind.Deputising && m.SubjectId is null && m.GivenByUnitId == unit && posts.Contains(m.Post));

    /// <summary>Holds the post in the unit or in one above it, or has a mandate that names the unit.</summary>
    bool Reaches(Guid person, Guid unit, string country, PostKind[] posts)
    {
        if (mandates[person].Any(m => m.SubjectId is null && posts.Contains(m.Post) && m.Units.Any(u => u.UnitId == unit))) return true;
        var seats = appointments[person].Where(a => posts.Contains(a.Post)).Select(a => a.UnitId)
            .Concat(mandates[person].Where(m => m.Kind == MandateKind.Deputising && m.SubjectId is null && posts.Contains(m.Post)).Select(m => m.GivenByUnitId));
        foreach (var seat in seats)
        {
            if (IsCountry(seat) && units[seat].CountryId == country) return true;
            for (Guid? at = unit; at is { } here; at = parents.GetValueOrDefault(here))
                if (here == seat) return true;
        }
        return false;
    }

    bool IsCountry(Guid unit) => units[unit].Kind == UnitKind.State;

    public IEnumerable<PostKind> PostsOf(Guid person) => appointments[person].Select(a => a.Post).Concat(mandates[person].Select(m => m.Post)).Distinct();
}
