using Balsts.Activities;
using Balsts.Appointments;
using Balsts.Units;
using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>A month of the viewer's own.</summary>
public sealed record OwnMonth(Guid PlanId, Month Month, Guid AppointmentId, Guid? ReportId, ReportState State, int Planned, int Done);

/// <summary>A school's part of a report in its last version, as the school's head lists it.</summary>
public sealed record SchoolPart(Guid SliceId, Guid UnitId, Guid PersonId, string CountryId, Month Month, int Round, SliceKey Key, ReportState State, DateTime SubmittedAt, Guid OrganiserUnitId)
{
    public bool Waits => Key == SliceKey.Waiting && State == ReportState.Submitted;

    public SliceKey KeyShown(DateOnly today, CountryPack pack) => MonthlyReport.KeyShown(Key, State, UnitId == OrganiserUnitId, today, MonthlyReport.DiscussUntil(SubmittedAt, pack));
}

/// <summary>What of a plan concerns a school, as its head lists it.</summary>
public sealed record PlannedPart(Guid PlanId, Guid UnitId, Guid PersonId, Month Month, int Lines, int Minutes);

/// <summary>A supporter whom the organiser's unit appointed, and how far the report of a month is.</summary>
/// <param name="Load">Thousandths of a full load.</param>
public sealed record DueReport(Guid AppointmentId, string CountryId, Guid PersonId, PostKind Post, Guid UnitId, string Field, int Load, DateOnly? EndsOn, Month Month, Guid? PlanId, Guid? ReportId, ReportState State, DateTime? SubmittedAt, int Keys, int Turned)
{
    /// <summary>The month is over, and nothing was submitted.</summary>
    public bool IsLate(DateOnly today) => State == ReportState.Draft && today > Month.Last;
}

/// <summary>A report that was submitted, as those who wait for it or may read it list it.</summary>
public sealed record SentReport(Guid ReportId, Guid PlanId, Guid PersonId, Month Month, Guid OrganiserUnitId, string CountryId, int Round, ReportState State, DateTime? SubmittedAt);

/// <summary>Lists of months, parts and reports, each as far as the viewer sees it: pages, exports and the API ask here.</summary>
public sealed class FindMonths(AppDb db)
{
    /// <summary>Two years of one appointment; who looks further back asks the API.</summary>
    public const int OwnMax = 24;
    public const int ListMax = 200;

    public async Task<IReadOnlyList<OwnMonth>> Own(Viewer viewer, CancellationToken ct = default)
    {
        var plans = await db.Seen<MonthlyPlan>(viewer).AsNoTracking().Where(p => p.PersonId == viewer.PersonId).OrderByDescending(p => p.Month).ThenBy(p => p.Id).Take(OwnMax)
            .Select(p => new { p.Id, p.Month, p.AppointmentId, Planned = p.Lines.Sum(l => l.Minutes) }).ToListAsync(ct);
        if (plans.Count == 0) return [];
        var ids = plans.Select(p => p.Id).ToArray();
        var reports = await db.Seen<MonthlyReport>(viewer).AsNoTracking().Where(r => ids.Contains(r.PlanId)).Select(r => new { r.PlanId, r.Id, r.State }).ToDictionaryAsync(r => r.PlanId, ct);
        var since = plans[^1].Month.First;
        var done = (await db.Seen<Activity>(viewer).Where(a => a.AuthorId == viewer.PersonId && a.On >= since).Select(a => new { a.AppointmentId, a.On, a.Minutes }).ToListAsync(ct))
            .ToLookup(a => (a.AppointmentId, Month.Of(a.On)), a => a.Minutes);
        return [.. plans.Select(p => new OwnMonth(p.Id, p.Month, p.AppointmentId, reports.GetValueOrDefault(p.Id)?.Id, reports.GetValueOrDefault(p.Id)?.State ?? ReportState.Draft, p.Planned, done[(p.AppointmentId, p.Month)].Sum()))];
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
        if (seats.Length == 0) return [];
        var (first, last, supporters) = (month.First, month.Last, Posts.Supporters);
        var appointments = await db.Seen<Appointment>(viewer).AsNoTracking()
            .Where(a => seats.Contains(a.AppointedByUnitId) && supporters.Contains(a.Post) && a.StartsOn <= last && (a.EndsOn == null || a.EndsOn >= first))
            .OrderBy(a => a.Id).Take(ListMax).Select(a => new { a.Id, a.CountryId, a.PersonId, a.Post, a.UnitId, a.Field, a.Load, a.EndsOn }).ToListAsync(ct);
        var plans = await db.Seen<MonthlyPlan>(viewer).AsNoTracking().Where(p => seats.Contains(p.OrganiserUnitId) && p.Month == month).Select(p => new { p.Id, p.AppointmentId }).ToDictionaryAsync(p => p.AppointmentId, p => p.Id, ct);
        var reports = await db.Seen<MonthlyReport>(viewer).AsNoTracking().Where(r => seats.Contains(r.OrganiserUnitId) && r.Month == month && r.Round > 0)
            .Select(r => new { r.PlanId, r.Id, r.State, r.SubmittedAt, Keys = r.Slices.Count(s => s.Round == r.Round), Turned = r.Slices.Count(s => s.Round == r.Round && s.Key != SliceKey.Waiting) })
            .ToDictionaryAsync(r => r.PlanId, ct);
        return
        [
            .. from a in appointments
               let plan = plans.TryGetValue(a.Id, out var id) ? id : (Guid?)null
               let report = plan is { } p ? reports.GetValueOrDefault(p) : null
               select new DueReport(a.Id, a.CountryId, a.PersonId, a.Post, a.UnitId, a.Field, a.Load, a.EndsOn, month, plan, report?.Id, report?.State ?? ReportState.Draft, report?.SubmittedAt, report?.Keys ?? 0, report?.Turned ?? 0),
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
