using System.Linq.Expressions;
using Balsts.Goals;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Activities;

/// <summary>How a reader narrows the ledger.</summary>
public sealed record ActivityFilter(Guid? UnitId = null, Guid? PersonId = null, DateOnly? From = null, DateOnly? To = null, ActivityKind? Kind = null, bool? Received = null);

/// <summary>A line of the ledger as lists show it.</summary>
/// <param name="People">Those who received the support and whom the viewer may see in it.</param>
/// <param name="PeopleCount">How many received it.</param>
public sealed record ActivityRow(Guid Id, string CountryId, DateOnly On, int Minutes, ActivityKind Kind, bool IsOnline, string Field, string Topic, Guid UnitId, Guid AuthorId, int Version, Guid? InitiativeId, IReadOnlyList<Guid> People, int PeopleCount, TimeOnly? At = null, Guid? GoalId = null, Guid? NeedId = null, ActivityOutcome Result = ActivityOutcome.NotSaid, Guid? GroupId = null);

/// <summary>What pieces of support served, in the words of the goals and needs, and the groups whose sessions they were.</summary>
public sealed record Served(Dictionary<Guid, string> Goals, Dictionary<Guid, string> Needs, IReadOnlyDictionary<Guid, string> Groups)
{
    public string Group(ActivityRow row) => Groups.GetValueOrDefault(row.GroupId ?? Guid.Empty, "");
    public string Goal(ActivityRow row) => Goals.GetValueOrDefault(row.GoalId ?? Guid.Empty, "");
    public string Need(ActivityRow row) => Needs.GetValueOrDefault(row.NeedId ?? Guid.Empty, "");
}

/// <summary>The ledger as far as the viewer sees it, newest day first.</summary>
public sealed class FindActivities(AppDb db, IEnumerable<IActivityContext> contexts)
{
    public IQueryable<Activity> Where(ActivityFilter filter, Viewer viewer)
    {
        var rows = db.Seen<Activity>(viewer);
        if (filter.UnitId is { } unit) rows = rows.Where(a => a.UnitId == unit);
        if (filter.PersonId is { } person)
        {
            // who only received the support does not learn by asking who else did
            Expression<Func<Activity, bool>> received = a => a.People.Any(p => p.PersonId == person);
            if (person != viewer.PersonId) received = received.And(NamedTo(viewer));
            rows = rows.Where(received.Or(a => a.AuthorId == person));
        }
        if (filter.From is { } from) rows = rows.Where(a => a.On >= from);
        if (filter.To is { } to) rows = rows.Where(a => a.On <= to);
        if (filter.Received is { } mine) rows = mine ? rows.Where(a => a.People.Any(p => p.PersonId == viewer.PersonId)) : rows.Where(a => a.AuthorId == viewer.PersonId);
        if (filter.Kind is { } kind) rows = rows.Where(a => a.Kind == kind);
        return rows;
    }

    public async Task<PageOf<ActivityRow>> Page(ActivityFilter filter, Viewer viewer, int size, string? after, string? before = null, bool count = true, CancellationToken ct = default)
    {
        var page = await Where(filter, viewer).PageByDay(a => a.On, a => a.Id, Shown, r => (r.On, r.Id), size, after, before, count, ct);
        return page with { Rows = [.. page.Rows.Select(r => For(viewer, r))] };
    }

    /// <summary>All rows of the filter, some hundred at a time, for a file.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ActivityRow>> All(ActivityFilter filter, Viewer viewer, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        string? after = null;
        do
        {
            var page = await Page(filter, viewer, 500, after, count: false, ct: ct);
            yield return page.Rows;
            after = page.After;
        }
        while (after is not null);
    }

    public async Task<ActivityRow?> One(Guid id, Viewer viewer, CancellationToken ct = default) =>
        await db.Seen<Activity>(viewer).AsNoTracking().Where(a => a.Id == id).Select(Shown).FirstOrDefaultAsync(ct) is { } row ? For(viewer, row) : null;

    /// <summary>The latest support that the viewer gave: in a unit, with a person, or at all.</summary>
    public async Task<Guid?> LatestOwn(Guid? unitId, Guid? personId, Viewer viewer, CancellationToken ct = default)
    {
        var own = db.Seen<Activity>(viewer).Where(a => a.AuthorId == viewer.PersonId);
        if (unitId is { } unit) own = own.Where(a => a.UnitId == unit);
        if (personId is { } person) own = own.Where(a => a.People.Any(p => p.PersonId == person));
        return await own.OrderByDescending(a => a.On).ThenByDescending(a => a.Id).Select(a => (Guid?)a.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>The goals and needs that these rows served, and the groups whose sessions they were, as far as the viewer may read them: a fact is seen by more people than the goal it served.</summary>
    public async Task<Served> ServedBy(IEnumerable<ActivityRow> rows, Viewer viewer, CancellationToken ct = default)
    {
        var (goals, needs) = (rows.Select(r => r.GoalId).OfType<Guid>().Distinct().ToArray(), rows.Select(r => r.NeedId).OfType<Guid>().Distinct().ToArray());
        var met = rows.Select(r => r.GroupId).OfType<Guid>().Distinct().ToArray();
        return new(goals.Length == 0 ? [] : await db.Seen<Goal>(viewer).Where(g => goals.Contains(g.Id)).ToDictionaryAsync(g => g.Id, g => g.Statement, ct),
            needs.Length == 0 ? [] : await db.Seen<Need>(viewer).Where(n => needs.Contains(n.Id)).ToDictionaryAsync(n => n.Id, n => n.Statement, ct),
            await Named(met, viewer, ct));
    }

    async Task<IReadOnlyDictionary<Guid, string>> Named(Guid[] groups, Viewer viewer, CancellationToken ct)
    {
        var names = new Dictionary<Guid, string>();
        if (groups.Length == 0) return names;
        foreach (var context in contexts)
            foreach (var whole in await context.Named(groups, viewer, ct)) names[whole.Id] = whole.Name;
        return names;
    }

    /// <summary>Minutes of all rows of the filter; null beyond the number to which lists count.</summary>
    public async Task<int?> Minutes(ActivityFilter filter, Viewer viewer, CancellationToken ct = default)
    {
        var minutes = await Where(filter, viewer).OrderByDescending(a => a.On).Take(PageOf<Activity>.CountMax + 1).Select(a => a.Minutes).ToListAsync(ct);
        return minutes.Count > PageOf<Activity>.CountMax ? null : minutes.Sum();
    }

    static readonly Expression<Func<Activity, ActivityRow>> Shown = a =>
        new(a.Id, a.CountryId, a.On, a.Minutes, a.Kind, a.IsOnline, a.Field, a.Topic, a.UnitId, a.AuthorId, a.Version, a.InitiativeId, a.People.Select(p => p.PersonId).ToList(), a.People.Count, a.At, a.GoalId, a.NeedId, a.Result, a.GroupId);

    /// <summary>Activities in which the viewer sees everybody by name: those they gave, and those where they read facts of support.</summary>
    static Expression<Func<Activity, bool>> NamedTo(Viewer viewer)
    {
        Expression<Func<Activity, bool>> own = a => a.AuthorId == viewer.PersonId;
        var initiatives = viewer.SubjectsOf(ActivityRights.Read);
        if (initiatives.Length > 0) own = own.Or(a => a.InitiativeId != null && initiatives.Contains(a.InitiativeId.Value));
        return own.Or(Sight.Within<Activity>(viewer, ActivityRights.Read));
    }

    /// <summary>Who only received the support sees themselves in it, and how many others there were.</summary>
    static ActivityRow For(Viewer viewer, ActivityRow row) =>
        viewer.IsSystem || row.AuthorId == viewer.PersonId || viewer.May(ActivityRights.Read, row.CountryId, row.UnitId) || (row.InitiativeId is { } initiative && viewer.MayOver(ActivityRights.Read, initiative)) ? row : row with { People = [.. row.People.Where(p => p == viewer.PersonId)] };
}
