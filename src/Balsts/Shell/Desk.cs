using Balsts.Activities;
using Balsts.Groups;
using Balsts.Months;
using Balsts.People;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Shell;

/// <summary>A planned line of the weeks around today.</summary>
public sealed record DeskLine(Guid Id, Guid UnitId, DateOnly On, int Minutes, ActivityKind Kind, string Topic, List<Guid> People);

/// <summary>A piece of support that took place.</summary>
public sealed record DeskActivity(Guid Id, Guid UnitId, Guid AuthorId, DateOnly On, int Minutes, ActivityKind Kind, string Topic, List<Guid> People);

/// <summary>What lies on a person's desk: what waits for them, what they do this week, whom they support, what was recorded about them. Every question is bounded.</summary>
public sealed class Desk
{
    public const int Shown = 12;
    const int PeopleShown = 5;
    const int Looked = 60;

    /// <summary>What waits, the late first, then by the day on which it is due.</summary>
    public IReadOnlyList<Waiting> Waits { get; private init; } = [];

    /// <summary>How many wait, those that are not shown included.</summary>
    public int Waiting { get; private init; }
    public IReadOnlyList<DeskLine> Week { get; private init; } = [];
    public IReadOnlyList<OwnSession> Sessions { get; private init; } = [];
    public IReadOnlyList<(Guid Person, Guid Unit, DateOnly? Last, DateOnly? Next)> Supported { get; private init; } = [];
    public IReadOnlyList<DeskActivity> AboutMe { get; private init; } = [];
    public IReadOnlyList<Notification> Unread { get; private init; } = [];

    /// <summary>Minutes of this month: done as planned, done besides, still planned.</summary>
    public (int Done, int Extra, int Open) Hours { get; private init; }

    public IEnumerable<Guid> People => Waits.Select(w => w.Who).OfType<Guid>().Concat(Week.SelectMany(l => l.People)).Concat(Supported.Select(s => s.Person)).Concat(AboutMe.Select(a => a.AuthorId));

    public static async Task<Desk> Of(Viewer viewer, AppDb db, IEnumerable<IWaitingPart> parts, FindOwnSessions sessions, Unread unread, Texts t, CancellationToken ct)
    {
        var (me, today) = (viewer.PersonId, viewer.Today);
        var month = Month.Of(today);
        var supports = viewer.May(MonthRights.Write);
        var lines = supports ? await Lines(viewer, db, month.First < Weeks.Monday(today) ? month.First : Weeks.Monday(today), ct) : [];
        var given = supports ? await Activities(db.Seen<Activity>(viewer).Where(a => a.AuthorId == me), ct) : [];
        var waits = new List<Waiting>();
        foreach (var part in parts) waits.AddRange(await part.For(viewer, t, ct));
        return new()
        {
            Waits = [.. waits.OrderBy(w => !w.LateOn(today)).ThenBy(w => w.DueOn ?? DateOnly.MaxValue).Take(Shown)],
            Waiting = waits.Count,
            Week = [.. lines.Where(l => l.On <= Weeks.Monday(today).AddDays(6)).Take(Shown * 2)],
            Sessions = await sessions.Coming(viewer, ct),
            Supported = [.. SupportedIn(given, lines.Where(l => l.On >= today)).Take(PeopleShown)],
            AboutMe = await Activities(db.Seen<Activity>(viewer).Where(a => a.People.Any(p => p.PersonId == me)), ct, PeopleShown),
            Unread = await unread.Of(viewer),
            Hours = supports ? await HoursOf(viewer, db, month, ct) : default,
        };
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
        var sums = await db.Seen<Person>(viewer).Where(p => p.Id == me).Select(_ => new
        {
            All = activities.Sum(a => a.Minutes),
            Done = activities.Where(a => lines.Any(l => l.ActivityId == a.Id)).Sum(a => a.Minutes),
            Open = lines.Where(l => l.State == LineState.Planned).Sum(l => l.Minutes),
        }).FirstOrDefaultAsync(ct);
        return sums is null ? default : (sums.Done, sums.All - sums.Done, sums.Open);
    }
}
