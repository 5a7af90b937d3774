using System.Linq.Expressions;
using Balsts.Activities;
using Balsts.Appointments;
using Balsts.Initiatives;
using Balsts.Units;
using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>A month of the viewer's own.</summary>
public sealed record OwnMonth(Guid PlanId, Month Month, Guid AppointmentId, Guid? ReportId, ReportState State, int Planned, int Done, DateOnly DueOn)
{
    public bool IsLate(DateOnly today) => State == ReportState.Draft && today > DueOn;
}

/// <summary>A school's part of a report in its last version, as the school's head lists it.</summary>
public sealed record SchoolPart(Guid SliceId, Guid UnitId, Guid PersonId, string CountryId, Month Month, int Round, SliceKey Key, ReportState State, DateTime SubmittedAt, Guid OrganiserUnitId)
{
    public bool Waits => Key == SliceKey.Waiting && State == ReportState.Submitted;

    public SliceKey KeyShown(DateOnly today, CountryPack pack) => MonthlyReport.KeyShown(Key, State, UnitId == OrganiserUnitId, today, MonthlyReport.DiscussUntil(SubmittedAt, pack));
}

/// <summary>What of a plan concerns a school, as its head lists it.</summary>
public sealed record PlannedPart(Guid PlanId, Guid UnitId, Guid PersonId, Month Month, int Lines, int Minutes);

/// <summary>A month that somebody owes under an appointment: how far plan and report are, and when they are due.</summary>
/// <param name="Load">Thousandths of a full load.</param>
/// <param name="IsPlanned">There is a line in the plan.</param>
/// <param name="IsAccepted">The organiser agreed to the plan.</param>
public sealed record DueReport(Guid AppointmentId, string CountryId, Guid PersonId, PostKind Post, Guid UnitId, Guid OrganiserUnitId, string Field, int Load, DateOnly? EndsOn, Month Month, Guid? PlanId, bool IsPlanned, bool IsAccepted, DateOnly PlanDue, Guid? ReportId, ReportState State, DateTime? SubmittedAt, DateOnly ReportDue, int Keys, int Turned)
{
    /// <summary>The viewer is its author or the organiser; else there is only what concerns a school of theirs.</summary>
    public bool IsWhole { get; init; }

    /// <summary>A school of the viewer's that is served in this month by an initiative's mentor.</summary>
    public Guid? ServedId { get; init; }

    /// <summary>A school of the viewer's of which the plan holds something, and whose part of the report has not come.</summary>
    public Guid? PartOfId { get; init; }

    /// <summary>It was due, and nothing was submitted.</summary>
    public bool IsLate(DateOnly today) => State == ReportState.Draft && today > ReportDue;

    /// <summary>Looking back over several months, of one that nobody began only the last is asked for: a post may be older than this installation.</summary>
    public bool IsAsked(DateOnly today) => PlanId is not null || Month >= Foundation.Periods.Month.Of(today).Previous;

    /// <summary>It was due, and nothing is planned; once the month is over nobody waits for its plan any more.</summary>
    public bool PlanIsLate(DateOnly today) => State == ReportState.Draft && !IsPlanned && today > PlanDue && today <= Month.Last;
}

/// <summary>A report that was submitted, as those who wait for it or may read it list it.</summary>
public sealed record SentReport(Guid ReportId, Guid PlanId, Guid PersonId, Month Month, Guid OrganiserUnitId, string CountryId, int Round, ReportState State, DateTime? SubmittedAt);

/// <summary>Lists of months, parts and reports, each as far as the viewer sees it: pages, exports and the API ask here.</summary>
public sealed class FindMonths(AppDb db, FindDeadlines deadlines)
{
    /// <summary>Two years of one appointment; who looks further back asks the API.</summary>
    public const int OwnMax = 24;
    public const int ListMax = 200;

    public async Task<IReadOnlyList<OwnMonth>> Own(Viewer viewer, CancellationToken ct = default)
    {
        var plans = await db.Seen<MonthlyPlan>(viewer).AsNoTracking().Where(p => p.PersonId == viewer.PersonId).OrderByDescending(p => p.Month).ThenBy(p => p.Id).Take(OwnMax)
            .Select(p => new { p.Id, p.Month, p.AppointmentId, p.CountryId, Planned = p.Lines.Sum(l => l.Minutes) }).ToListAsync(ct);
        if (plans.Count == 0) return [];
        var ids = plans.Select(p => p.Id).ToArray();
        var reports = await db.Seen<MonthlyReport>(viewer).AsNoTracking().Where(r => ids.Contains(r.PlanId)).Select(r => new { r.PlanId, r.Id, r.State }).ToDictionaryAsync(r => r.PlanId, ct);
        var since = plans[^1].Month.First;
        var done = (await db.Seen<Activity>(viewer).Where(a => a.AuthorId == viewer.PersonId && a.On >= since).Select(a => new { a.AppointmentId, a.On, a.Minutes }).ToListAsync(ct))
            .ToLookup(a => (a.AppointmentId, Month.Of(a.On)), a => a.Minutes);
        var due = await deadlines.Of(plans.Select(p => p.AppointmentId), plans[^1].Month, plans[0].Month, ct);
        return [.. plans.Select(p => new OwnMonth(p.Id, p.Month, p.AppointmentId, reports.GetValueOrDefault(p.Id)?.Id, reports.GetValueOrDefault(p.Id)?.State ?? ReportState.Draft, p.Planned, done[(p.AppointmentId, p.Month)].Sum(), due.Report(p.AppointmentId, p.CountryId, p.Month)))];
    }

    /// <summary>The last version of each part of the schools that the viewer leads: those that wait first, then by month.</summary>
    public async Task<IReadOnlyList<SchoolPart>> Parts(Viewer viewer, CancellationToken ct = default)
    {
        var seats = viewer.SeatsOf(MonthRights.Discuss);
        if (seats.Length == 0) return [];
        var parts = await db.Seen<ReportSlice>(viewer).AsNoTracking().Where(s => seats.Contains(s.UnitId) && s.Round == s.Report!.Round)
            .OrderByDescending(s => s.Report!.Month).ThenBy(s => s.Id).Take(ListMax)
            .Select(s => new SchoolPart(s.Id, s.UnitId, s.Report!.PersonId, s.CountryId, s.Report.Month, s.Round, s.Key, s.Report.State, s.Report.SubmittedAt!.Value, s.Report.OrganiserUnitId)).ToListAsync(ct);
        return [.. parts.OrderByDescending(p => p.Waits)];
    }

    /// <summary>What is planned for the schools that the viewer leads, from this month on.</summary>
    public async Task<IReadOnlyList<PlannedPart>> Planned(Viewer viewer, CancellationToken ct = default)
    {
        var (me, seats, current) = (viewer.PersonId, viewer.SeatsOf(MonthRights.Discuss), Month.Of(viewer.Today));
        if (seats.Length == 0) return [];
        var lines = await db.Seen<PlanLine>(viewer).Where(l => seats.Contains(l.UnitId) && l.Plan!.Month >= current && l.Plan.PersonId != me && (l.State == LineState.Planned || l.State == LineState.Done))
            .GroupBy(l => new { l.PlanId, l.UnitId, l.Plan!.PersonId, l.Plan.Month }).Select(g => new { g.Key.PlanId, g.Key.UnitId, g.Key.PersonId, g.Key.Month, Lines = g.Count(), Minutes = g.Sum(l => l.Minutes) })
            .OrderByDescending(p => p.Month).ThenBy(p => p.PlanId).Take(ListMax).ToListAsync(ct);
        return [.. lines.Select(p => new PlannedPart(p.PlanId, p.UnitId, p.PersonId, p.Month, p.Lines, p.Minutes))];
    }

    /// <summary>Everybody who owes the viewer's unit a report of a month, submitted or not.</summary>
    public async Task<IReadOnlyList<DueReport>> Due(Month month, Viewer viewer, CancellationToken ct = default)
    {
        var seats = viewer.SeatsOf(MonthRights.Accept);
        return seats.Length == 0 ? [] : await Owed(a => seats.Contains(a.AppointedByUnitId), [], month, month, viewer, ct);
    }

    /// <summary>The months from one to another that the viewer owes, or waits for as the organiser or as the head of a school that they concern.</summary>
    public async Task<IReadOnlyList<DueReport>> Owed(Month from, Month until, Viewer viewer, CancellationToken ct = default)
    {
        var (me, seats, heads) = (viewer.PersonId, viewer.SeatsOf(MonthRights.Accept), viewer.SeatsOf(MonthRights.Discuss));
        return seats.Length == 0 && heads.Length == 0 && !viewer.May(MonthRights.Write) ? [] : await Owed(a => a.PersonId == me || seats.Contains(a.AppointedByUnitId), heads, from, until, viewer, ct);
    }

    /// <summary>Appointments are asked for beyond what the viewer sees of them, because a head waits for somebody of whose post nothing is theirs to see: of these nothing leaves but that a part has not come.</summary>
    async Task<IReadOnlyList<DueReport>> Owed(Expression<Func<Appointment, bool>> whole, Guid[] heads, Month from, Month until, Viewer viewer, CancellationToken ct)
    {
        var (me, first, last, supporters, current) = (viewer.PersonId, from.First, until.Last, Posts.Supporters, Month.Of(viewer.Today));
        var (mentorships, reports, sent) = (deadlines.In(from, until), db.Seen<MonthlyReport>(viewer).Where(r => r.Round > 0), db.Seen<ReportSlice>(viewer));
        var served = db.Seen<Mentorship>(viewer).Where(m => heads.Contains(m.UnitId) && m.PersonId != me);
        var lines = db.Seen<PlanLine>(viewer).Where(l => heads.Contains(l.UnitId) && l.Plan!.PersonId != me && l.Plan.Month >= from && l.Plan.Month < current && (l.State == LineState.Planned || l.State == LineState.Done));
        var mine = db.Seen<Appointment>(viewer).Where(whole);
        Expression<Func<Appointment, bool>> partly = a => mine.Any(m => m.Id == a.Id) || served.Any(m => m.AppointmentId == a.Id) || lines.Any(l => l.Plan!.AppointmentId == a.Id);
        var appointments = await (heads.Length == 0 ? mine : db.Seen<Appointment>(Viewer.System).Where(partly)).AsNoTracking()
            .Where(a => supporters.Contains(a.Post) && a.StartsOn <= last && (a.EndsOn == null || a.EndsOn >= first))
            .OrderBy(a => a.Id).Take(ListMax).Select(a => new
            {
                a.Id, a.CountryId, a.PersonId, a.Post, a.UnitId, a.AppointedByUnitId, a.Field, a.Load, a.StartsOn, a.EndsOn, IsWhole = mine.Any(m => m.Id == a.Id),
                Plans = db.Seen<MonthlyPlan>(Viewer.System).Where(p => p.AppointmentId == a.Id && p.Month >= from && p.Month <= until).Select(p => new
                {
                    p.Id, p.Month, p.AcceptedAt, IsPlanned = p.Lines.Any(),
                    Report = reports.Where(r => r.PlanId == p.Id).Select(r => new { r.Id, r.State, r.SubmittedAt, Keys = r.Slices.Count(s => s.Round == r.Round), Turned = r.Slices.Count(s => s.Round == r.Round && s.Key != SliceKey.Waiting) }).FirstOrDefault(),
                    PartOf = lines.Where(l => l.PlanId == p.Id && !sent.Any(s => s.UnitId == l.UnitId && s.Report!.PlanId == p.Id)).Select(l => (Guid?)l.UnitId).FirstOrDefault(),
                }).ToList(),
                Served = mentorships.Where(m => m.AppointmentId == a.Id).Select(m => new { m.Id, m.UnitId, IsHere = served.Any(h => h.Id == m.Id), m.StartsOn, m.EndsOn, LastDay = m.School!.Initiative!.EndedOn ?? m.School.Initiative.EndsOn, m.School.Initiative.PlanDays, m.School.Initiative.ReportDays }).ToList(),
            }).ToListAsync(ct);
        var terms = appointments.SelectMany(a => a.Served, (a, s) => (Term: new ServedTerm(a.Id, s.StartsOn, s.EndsOn, s.LastDay, s.PlanDays, s.ReportDays), s.UnitId, s.IsHere)).ToList();
        var (days, here) = (deadlines.Of(terms.Select(t => t.Term)), terms.Where(t => t.IsHere).ToLookup(t => t.Term.AppointmentId));
        return
        [
            .. from a in appointments
               from month in FindFigures.Months(a.StartsOn > first ? a.StartsOn : first, a.EndsOn < last ? a.EndsOn.Value : last)
               let plan = a.Plans.Find(p => p.Month == month)
               let report = a.IsWhole ? plan?.Report : null
               select new DueReport(a.Id, a.CountryId, a.PersonId, a.Post, a.UnitId, a.AppointedByUnitId, a.Field, a.Load, a.EndsOn, month, a.IsWhole ? plan?.Id : null, plan?.IsPlanned == true, plan?.AcceptedAt is not null, days.Plan(a.Id, a.CountryId, a.StartsOn, month),
                   report?.Id, report?.State ?? ReportState.Draft, report?.SubmittedAt, days.Report(a.Id, a.CountryId, month), report?.Keys ?? 0, report?.Turned ?? 0)
               {
                   IsWhole = a.IsWhole,
                   ServedId = here[a.Id].Where(h => h.Term.In(month)).Select(h => (Guid?)h.UnitId).FirstOrDefault(),
                   PartOfId = plan?.PartOf,
               },
        ];
    }

    /// <summary>Submitted reports that wait for the viewer's unit, oldest month first.</summary>
    public Task<List<SentReport>> Waiting(Viewer viewer, CancellationToken ct = default)
    {
        var seats = viewer.SeatsOf(MonthRights.Accept);
        return Sent(db.Seen<MonthlyReport>(viewer).Where(r => r.State == ReportState.Submitted && seats.Contains(r.OrganiserUnitId) && r.PersonId != viewer.PersonId).OrderBy(r => r.Month).ThenBy(r => r.Id), ct);
    }

    /// <summary>Accepted reports of the viewer's scope, newest month first.</summary>
    public Task<List<SentReport>> Accepted(Viewer viewer, CancellationToken ct = default) =>
        Sent(db.Seen<MonthlyReport>(viewer).Where(r => r.State == ReportState.Accepted && r.PersonId != viewer.PersonId).OrderByDescending(r => r.Month).ThenBy(r => r.Id), ct);

    static Task<List<SentReport>> Sent(IQueryable<MonthlyReport> reports, CancellationToken ct) =>
        reports.AsNoTracking().Take(ListMax).Select(r => new SentReport(r.Id, r.PlanId, r.PersonId, r.Month, r.OrganiserUnitId, r.CountryId, r.Round, r.State, r.SubmittedAt)).ToListAsync(ct);
}
