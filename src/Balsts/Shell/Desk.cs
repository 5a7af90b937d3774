using Balsts.Activities;
using Balsts.Appointments;
using Balsts.Months;
using Foundation.Data;
using Foundation.History;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Shell;

/// <summary>A part of a report that waits for this person's key, a whole that waits for the organiser's, a month of their own that is not closed.</summary>
public sealed record DeskReport(Guid Id, Guid PersonId, Guid UnitId, Month Month);

/// <summary>A planned line of the weeks around today.</summary>
public sealed record DeskLine(Guid Id, Guid UnitId, DateOnly On, int Minutes, ActivityKind Kind, string Topic, List<Guid> People);

/// <summary>A piece of support that took place.</summary>
public sealed record DeskActivity(Guid Id, Guid UnitId, Guid AuthorId, DateOnly On, int Minutes, ActivityKind Kind, string Topic, List<Guid> People);

/// <summary>What lies on a person's desk: what waits for them, what they do this week, whom they support, what was recorded about them. Every question is bounded.</summary>
public sealed class Desk
{
    public const int Shown = 10;
    const int PeopleShown = 5;
    const int Looked = 60;

    public IReadOnlyList<NominationRow> Nominations { get; private init; } = [];
    public IReadOnlyList<DeskReport> ToDiscuss { get; private init; } = [];
    public IReadOnlyList<DeskReport> ToAccept { get; private init; } = [];
    public IReadOnlyList<DeskReport> Returned { get; private init; } = [];
    public IReadOnlyList<DeskReport> NotSubmitted { get; private init; } = [];
    public IReadOnlyList<DeskLine> Week { get; private init; } = [];
    public IReadOnlyList<(Guid Person, Guid Unit, DateOnly? Last, DateOnly? Next)> Supported { get; private init; } = [];
    public IReadOnlyList<DeskActivity> AboutMe { get; private init; } = [];
    public IReadOnlyList<Notification> Unread { get; private init; } = [];

    /// <summary>Minutes of this month: done as planned, done besides, still planned.</summary>
    public (int Done, int Extra, int Open) Hours { get; private init; }

    public int Waiting => Nominations.Count + ToDiscuss.Count + ToAccept.Count + Returned.Count + NotSubmitted.Count;
    public IEnumerable<Guid> People => ToDiscuss.Concat(ToAccept).Select(r => r.PersonId).Concat(Nominations.Select(n => n.NominatedById)).Concat(Week.SelectMany(l => l.People)).Concat(Supported.Select(s => s.Person)).Concat(AboutMe.Select(a => a.AuthorId));

    public static async Task<Desk> Of(Viewer viewer, AppDb db, CancellationToken ct)
    {
        var (me, today) = (viewer.PersonId, viewer.Today);
        var month = Month.Of(today);
        var supports = viewer.May(MonthRights.Write);
        var lines = supports ? await Lines(viewer, db, month.First < Weeks.Monday(today) ? month.First : Weeks.Monday(today), ct) : [];
        var given = supports ? await Activities(db.Seen<Activity>(viewer).Where(a => a.AuthorId == me), ct) : [];
        return new()
        {
            Nominations = await FindNominations.ToAnswer(db, viewer, Shown, ct),
            ToDiscuss = await ToDiscussBy(viewer, db, ct),
            ToAccept = await ToAcceptBy(viewer, db, ct),
            Returned = supports ? await db.Seen<MonthlyReport>(viewer).Where(r => r.PersonId == me && r.State == ReportState.Returned)
                .OrderBy(r => r.Month).Take(Shown).Select(r => new DeskReport(r.PlanId, r.PersonId, r.OrganiserUnitId, r.Month)).ToListAsync(ct) : [],
            NotSubmitted = supports ? await Unsent(viewer, db, month.Previous, ct) : [],
            Week = [.. lines.Where(l => l.On <= Weeks.Monday(today).AddDays(6)).Take(Shown * 2)],
            Supported = [.. SupportedIn(given, lines.Where(l => l.On >= today)).Take(PeopleShown)],
            AboutMe = await Activities(db.Seen<Activity>(viewer).Where(a => a.People.Any(p => p.PersonId == me)), ct, PeopleShown),
            Unread = await db.Seen<Notification>(viewer).AsNoTracking().Where(n => n.ReadAt == null).OrderByDescending(n => n.Id).Take(PeopleShown).ToListAsync(ct),
            Hours = supports ? await HoursOf(viewer, db, month, ct) : default,
        };
    }

    static async Task<IReadOnlyList<DeskReport>> ToDiscussBy(Viewer viewer, AppDb db, CancellationToken ct)
    {
        var (me, seats) = (viewer.PersonId, viewer.SeatsOf(MonthRights.Discuss));
        if (seats.Length == 0) return [];
        return await db.Seen<ReportSlice>(viewer)
            .Where(s => seats.Contains(s.UnitId) && s.Key == SliceKey.Waiting && s.Report!.State == ReportState.Submitted && s.Round == s.Report.Round && s.Report.PersonId != me)
            .OrderBy(s => s.Report!.SubmittedAt).Take(Shown).Select(s => new DeskReport(s.Id, s.Report!.PersonId, s.UnitId, s.Report.Month)).ToListAsync(ct);
    }

    static async Task<IReadOnlyList<DeskReport>> ToAcceptBy(Viewer viewer, AppDb db, CancellationToken ct)
    {
        var (me, seats) = (viewer.PersonId, viewer.SeatsOf(MonthRights.Accept));
        if (seats.Length == 0) return [];
        return await db.Seen<MonthlyReport>(viewer).Where(r => seats.Contains(r.OrganiserUnitId) && r.State == ReportState.Submitted && r.PersonId != me)
            .OrderBy(r => r.SubmittedAt).Take(Shown).Select(r => new DeskReport(r.Id, r.PersonId, r.OrganiserUnitId, r.Month)).ToListAsync(ct);
    }

    /// <summary>Last month was planned, and its report has not gone out.</summary>
    static async Task<IReadOnlyList<DeskReport>> Unsent(Viewer viewer, AppDb db, Month last, CancellationToken ct)
    {
        var me = viewer.PersonId;
        var sent = db.Seen<MonthlyReport>(viewer).Where(r => r.PersonId == me && r.Round > 0);
        return await db.Seen<MonthlyPlan>(viewer).Where(p => p.PersonId == me && p.Month == last && !sent.Any(r => r.PlanId == p.Id))
            .OrderBy(p => p.Id).Take(Shown).Select(p => new DeskReport(p.Id, p.PersonId, p.OrganiserUnitId, p.Month)).ToListAsync(ct);
    }

    static async Task<IReadOnlyList<DeskLine>> Lines(Viewer viewer, AppDb db, DateOnly from, CancellationToken ct)
    {
        var me = viewer.PersonId;
        return await db.Seen<PlanLine>(viewer).Where(l => l.Plan!.PersonId == me && l.State == LineState.Planned && (l.MovedTo ?? l.On) >= from)
            .OrderBy(l => l.MovedTo ?? l.On).ThenBy(l => l.Id).Take(Looked)
            .Select(l => new DeskLine(l.Id, l.UnitId, l.MovedTo ?? l.On, l.Minutes, l.Kind, l.Topic, l.People.Select(p => p.PersonId).ToList())).ToListAsync(ct);
    }

    static Task<List<DeskActivity>> Activities(IQueryable<Activity> activities, CancellationToken ct, int most = Looked) =>
        activities.OrderByDescending(a => a.On).ThenByDescending(a => a.Id).Take(most)
            .Select(a => new DeskActivity(a.Id, a.UnitId, a.AuthorId, a.On, a.Minutes, a.Kind, a.Topic, a.People.Select(p => p.PersonId).ToList())).ToListAsync(ct);

    static IEnumerable<(Guid, Guid, DateOnly?, DateOnly?)> SupportedIn(IEnumerable<DeskActivity> given, IEnumerable<DeskLine> planned)
    {
        var met = given.SelectMany(a => a.People, (a, person) => (person, a.UnitId, a.On, Planned: false));
        var meets = planned.SelectMany(l => l.People, (l, person) => (person, l.UnitId, l.On, Planned: true));
        return from each in met.Concat(meets).GroupBy(m => m.person)
               let last = each.Where(m => !m.Planned).Select(m => (DateOnly?)m.On).Max()
               let next = each.Where(m => m.Planned).Select(m => (DateOnly?)m.On).Min()
               orderby next ?? DateOnly.MaxValue, last descending, each.Key
               select (each.Key, each.First().UnitId, last, next);
    }

    static async Task<(int, int, int)> HoursOf(Viewer viewer, AppDb db, Month month, CancellationToken ct)
    {
        var (me, first, last) = (viewer.PersonId, month.First, month.Last);
        var activities = db.Seen<Activity>(viewer).Where(a => a.AuthorId == me && a.On >= first && a.On <= last);
        var lines = db.Seen<PlanLine>(viewer).Where(l => l.Plan!.PersonId == me && l.Plan.Month == month);
        var all = await activities.SumAsync(a => a.Minutes, ct);
        var planned = await activities.Where(a => lines.Any(l => l.ActivityId == a.Id)).SumAsync(a => a.Minutes, ct);
        return (planned, all - planned, await lines.Where(l => l.State == LineState.Planned).SumAsync(l => l.Minutes, ct));
    }
}
