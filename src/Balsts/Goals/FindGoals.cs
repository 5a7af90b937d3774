using Balsts.Appointments;
using Balsts.People;
using Balsts.Sharing;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Goals;

/// <summary>Whose goals a reader asks for.</summary>
public enum Whose
{
    Mine,
    Supported,
    Units,
}

/// <summary>How a reader narrows the goals.</summary>
public sealed record GoalFilter(Whose? Whose = null, Guid? UnitId = null, Guid? PersonId = null, GoalState? State = null, string Field = "")
{
    /// <summary>As the address of the list says it; what cannot be understood is left out.</summary>
    public static GoalFilter Of(ListQuery query) => new(
        Enum.TryParse<Whose>(query["whose"], true, out var whose) && Enum.IsDefined(whose) ? whose : null,
        Guid.TryParse(query["unit"], out var unit) ? unit : null, Guid.TryParse(query["person"], out var person) ? person : null,
        Enum.TryParse<GoalState>(query["state"], true, out var state) && Enum.IsDefined(state) ? state : null, query["field"] ?? "");
}

/// <summary>A goal as lists show it.</summary>
public sealed record GoalRow(Guid Id, string CountryId, Guid UnitId, Guid? PersonId, Guid? SupporterId, string Statement, string Measure, string Field, GoalState State, DateOnly StartsOn, DateOnly? DueOn, DateOnly? ClosedOn, bool SharedWithHead, int Version)
{
    /// <summary>How far an educator’s goal reaches; null for a unit’s.</summary>
    public Layer? Layer => PersonId is null ? null : Goal.LayerOf(SharedWithHead, SupporterId is not null);
}

/// <summary>Goals as far as the viewer sees them, the latest first.</summary>
public sealed class FindGoals(AppDb db, UnitTrees trees)
{
    public const int ChoiceMax = 100;
    const int ExportedAtOnce = 500;

    IQueryable<Goal> Where(GoalFilter filter, Viewer viewer)
    {
        var rows = db.Seen<Goal>(viewer);
        rows = filter.Whose switch
        {
            Whose.Mine => rows.Where(g => g.PersonId == viewer.PersonId),
            Whose.Supported => rows.Where(g => g.SupporterId == viewer.PersonId),
            Whose.Units => rows.Where(g => g.PersonId == null),
            _ => rows,
        };
        if (filter.UnitId is { } unit) rows = rows.Where(g => g.UnitId == unit);
        if (filter.PersonId is { } person) rows = rows.Where(g => g.PersonId == person);
        if (filter.State is { } state) rows = rows.Where(g => g.State == state);
        if (filter.Field.Length > 0) rows = rows.Where(g => g.Field == filter.Field);
        return rows;
    }

    static System.Linq.Expressions.Expression<Func<Goal, GoalRow>> Shown(Guid me) => g =>
        new(g.Id, g.CountryId, g.UnitId, g.PersonId, g.SupporterId, Reading.Of<Goal>(g.Id, g.PersonId == null || g.SupporterId == me, g.Statement), g.Measure, g.Field, g.State, g.StartsOn, g.DueOn, g.ClosedOn, g.SharingId != null, g.Version);

    public Task<PageOf<GoalRow>> Page(GoalFilter filter, Viewer viewer, int size, string? after, string? before = null, bool count = true, CancellationToken ct = default) =>
        Where(filter, viewer).PageByDay(g => g.StartsOn, g => g.Id, Shown(viewer.PersonId), r => (r.StartsOn, r.Id), size, after, before, count, ct);

    public async IAsyncEnumerable<IReadOnlyList<GoalRow>> All(GoalFilter filter, Viewer viewer, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        string? after = null;
        do
        {
            var page = await Page(filter, viewer, ExportedAtOnce, after, count: false, ct: ct);
            yield return page.Rows;
            after = page.After;
        }
        while (after is not null);
    }

    public async Task<GoalRow?> One(Guid id, Viewer viewer, CancellationToken ct = default) => await db.Seen<Goal>(viewer).AsNoTracking().Where(g => g.Id == id).Select(Shown(viewer.PersonId)).FirstOrDefaultAsync(ct);

    /// <summary>What support in a unit, for these people, may serve: open goals of the unit, of those above it and of the people, as far as the viewer sees them.</summary>
    public async Task<IReadOnlyList<GoalRow>> Served(Guid unitId, IReadOnlyCollection<Guid> people, Viewer viewer, CancellationToken ct = default)
    {
        var (path, whom) = ((await trees.Now(ct)).PathTo(unitId).Select(u => u.Id).ToArray(), people.ToArray());
        return await db.Seen<Goal>(viewer).AsNoTracking().Where(g => g.State == GoalState.Open && ((g.PersonId == null && path.Contains(g.UnitId)) || (g.PersonId != null && whom.Contains(g.PersonId.Value))))
            .OrderByDescending(g => g.StartsOn).ThenByDescending(g => g.Id).Take(ChoiceMax).Select(Shown(viewer.PersonId)).ToListAsync(ct);
    }

    /// <summary>Those of the ids that the viewer sees.</summary>
    public async Task<IReadOnlyList<GoalRow>> These(IReadOnlyCollection<Guid> ids, Viewer viewer, CancellationToken ct = default)
    {
        var asked = ids.ToArray();
        return asked.Length == 0 ? [] : await db.Seen<Goal>(viewer).AsNoTracking().Where(g => asked.Contains(g.Id)).OrderBy(g => g.Id).Select(Shown(viewer.PersonId)).ToListAsync(ct);
    }

    /// <summary>How many goals of a person are under way, whoever asks: a number alone.</summary>
    public Task<int> OpenOf(Guid personId, CancellationToken ct = default) => db.Seen<Goal>(Viewer.System).CountAsync(g => g.PersonId == personId && g.State == GoalState.Open, ct);

    /// <summary>Those who support in a unit today: whoever holds a supporting post in it or above it, or a mandate that names it. Somebody who works there may choose among them.</summary>
    public async Task<IReadOnlyList<Guid>> Supporters(Guid unitId, DateOnly today, CancellationToken ct = default)
    {
        var path = (await trees.Now(ct)).PathTo(unitId).Select(u => u.Id).ToArray();
        PostKind[] posts = [.. Posts.Supporters, PostKind.GroupLeader];
        var appointed = await db.Seen<Appointment>(Viewer.System).Where(a => path.Contains(a.UnitId) && posts.Contains(a.Post) && a.StartsOn <= today && (a.EndsOn == null || a.EndsOn >= today)).Select(a => a.PersonId).ToListAsync(ct);
        var named = await db.Seen<Mandate>(Viewer.System).Where(m => posts.Contains(m.Post) && m.StartsOn <= today && (m.EndsOn == null || m.EndsOn >= today) && m.Units.Any(u => u.UnitId == unitId)).Select(m => m.PersonId).ToListAsync(ct);
        return [.. appointed.Concat(named).Distinct().Take(ChoiceMax)];
    }

    /// <summary>Whether somebody works in a unit today and the viewer knows it.</summary>
    public Task<bool> WorksThere(Guid personId, Guid unitId, Viewer viewer, CancellationToken ct = default) =>
        db.Seen<Employment>(viewer).AnyAsync(e => e.PersonId == personId && e.UnitId == unitId && (e.StartsOn == null || e.StartsOn <= viewer.Today) && (e.EndsOn == null || e.EndsOn >= viewer.Today), ct);
}
