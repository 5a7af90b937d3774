using System.Runtime.CompilerServices;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Groups;

/// <summary>How a reader narrows the groups: by a part of the name, kind, unit with what lies below it, field, the own ones, those that meet now.</summary>
public sealed record GroupFilter(string? Search = null, GroupKind? Kind = null, Guid? UnitId = null, string Field = "", bool Mine = false, GroupState? State = null, bool Below = true)
{
    public static GroupFilter Of(ListQuery query) => new(query.Search,
        Enum.TryParse<GroupKind>(query["kind"], out var kind) && Enum.IsDefined(kind) ? kind : null,
        Guid.TryParse(query["unit"], out var unit) ? unit : null, query["field"] ?? "", query["by"] == "me",
        Enum.TryParse<GroupState>(query["state"], out var state) && Enum.IsDefined(state) ? state : null);
}

/// <summary>A group as lists show it.</summary>
/// <param name="Leaders">Who leads it today.</param>
/// <param name="Members">How many belong to it today.</param>
/// <param name="Next">The next planned session.</param>
public sealed record GroupRow(Group Group, IReadOnlyList<Guid> Leaders, int Members, DateOnly? Next);

/// <summary>Somebody who belongs to a group, by name.</summary>
public sealed record MemberLine(Belonging Belonging, string Name, string SortName);

/// <summary>Groups as far as the viewer sees them: pages, exports and the API ask here.</summary>
public sealed class FindGroups(AppDb db, Roll roll, UnitTrees trees)
{
    const int AtOnce = 200;
    const int SessionsShown = 60;

    public async Task<PageOf<GroupRow>> Page(GroupFilter filter, Viewer viewer, int size, string? after, string? before = null, bool count = true, CancellationToken ct = default)
    {
        var page = await (await Where(filter, viewer, ct)).Page(g => g.SortName, g => g, g => g.SortName, size, after, before, false, count, ct);
        return new(await Rows(page.Rows, viewer, ct), page.Before, page.After, page.Count);
    }

    /// <summary>Everything that the filter shows, for a file.</summary>
    public async IAsyncEnumerable<GroupRow> All(GroupFilter filter, Viewer viewer, [EnumeratorCancellation] CancellationToken ct = default)
    {
        string? after = null;
        do
        {
            var page = await Page(filter, viewer, AtOnce, after, count: false, ct: ct);
            foreach (var row in page.Rows) yield return row;
            after = page.After;
        }
        while (after is not null);
    }

    public Task<Group?> One(Guid id, Viewer viewer, CancellationToken ct = default) => db.Seen<Group>(viewer).AsNoTracking().Include(g => g.Members).FirstOrDefaultAsync(g => g.Id == id, ct);

    /// <summary>The groups that somebody belongs to by name, as far as the viewer sees it.</summary>
    public async Task<IReadOnlyList<GroupRow>> Of(Guid personId, Viewer viewer, CancellationToken ct = default)
    {
        if (personId == viewer.PersonId) return (await Page(new(Mine: true), viewer, AtOnce, null, count: false, ct: ct)).Rows;
        var today = viewer.Today;
        var groups = db.Seen<GroupMember>(viewer).Where(m => m.PersonId == personId && m.StartsOn <= today && (m.EndsOn == null || m.EndsOn >= today)).Select(m => m.GroupId);
        return await Rows(await db.Seen<Group>(viewer).AsNoTracking().Where(g => groups.Contains(g.Id)).OrderBy(g => g.SortName).Take(AtOnce).ToListAsync(ct), viewer, ct);
    }

    /// <summary>Whether the viewer sees everybody in it by name, and not only those of the units in reach.</summary>
    public async Task<bool> SeesWhole(Group group, Viewer viewer, CancellationToken ct = default)
    {
        var id = group.Id;
        return viewer.IsSystem || await db.Seen<Group>(viewer).Where(Group.WholeSeenBy(viewer)).AnyAsync(g => g.Id == id, ct);
    }

    /// <summary>Who belonged to it on a day, by family name, as far as the viewer sees them; and how many there were in all.</summary>
    public async Task<(IReadOnlyList<MemberLine> Lines, int Number)> Members(Group group, DateOnly on, Viewer viewer, CancellationToken ct = default)
    {
        var (all, whole, id) = (await roll.Of(group, on, ct), await SeesWhole(group, viewer, ct), group.Id);
        var seen = whole ? [] : (await db.Seen<GroupMember>(viewer).Where(m => m.GroupId == id).Select(m => m.Id).ToListAsync(ct)).ToHashSet();
        return (await Named([.. all.Where(b => whole || (b.MembershipId is { } m && seen.Contains(m)))], ct), all.Count);
    }

    /// <summary>Those who belonged to it and no longer do, as far as the viewer sees them.</summary>
    public async Task<IReadOnlyList<MemberLine>> Past(Group group, Viewer viewer, CancellationToken ct = default)
    {
        var (id, today) = (group.Id, viewer.Today);
        var past = await db.Seen<GroupMember>(viewer).AsNoTracking().Where(m => m.GroupId == id && m.EndsOn < today).OrderByDescending(m => m.EndsOn).ThenBy(m => m.Id).Take(Group.MembersMax).ToListAsync(ct);
        return await Named([.. past.Select(m => new Belonging(m.PersonId, m.UnitId, m.Role, null, m.StartsOn, m.EndsOn, m.Id))], ct);
    }

    /// <summary>Its sessions, the latest first, with how many came to each; and those to which the viewer came.</summary>
    public async Task<(IReadOnlyList<(GroupSession Session, int Came)> Sessions, IReadOnlySet<Guid> Mine)> Sessions(Guid groupId, Viewer viewer, CancellationToken ct = default)
    {
        var sessions = await db.Seen<GroupSession>(viewer).AsNoTracking().Where(s => s.GroupId == groupId).OrderByDescending(s => s.On).ThenByDescending(s => s.Id).Take(SessionsShown)
            .Select(s => new { Session = s, Came = s.Attendance.Select(a => a.PersonId).Distinct().Count() }).ToListAsync(ct);
        var ids = sessions.Where(s => s.Session.State == SessionState.Held).Select(s => s.Session.Id).ToArray();
        var mine = ids.Length == 0 ? [] : await db.Seen<SessionAttendance>(viewer).Where(a => ids.Contains(a.SessionId) && a.PersonId == viewer.PersonId).Select(a => a.SessionId).ToListAsync(ct);
        return ([.. sessions.Select(s => (s.Session, s.Came))], mine.ToHashSet());
    }

    async Task<IReadOnlyList<MemberLine>> Named(IReadOnlyList<Belonging> who, CancellationToken ct)
    {
        var ids = who.Select(b => b.PersonId).ToArray();
        var known = await db.Seen<Person>(Viewer.System).Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.GivenName, p.FamilyName, p.SortName }).ToDictionaryAsync(p => p.Id, ct);
        return [.. who.Where(b => known.ContainsKey(b.PersonId)).Select(b => known[b.PersonId] is var p ? new MemberLine(b, $"{p.GivenName} {p.FamilyName}", p.SortName) : null!).OrderBy(l => l.SortName, StringComparer.Ordinal)];
    }

    async Task<IReadOnlyList<GroupRow>> Rows(IReadOnlyList<Group> groups, Viewer viewer, CancellationToken ct)
    {
        if (groups.Count == 0) return [];
        var (ids, today) = (groups.Select(g => g.Id).ToArray(), viewer.Today);
        var sessions = db.Seen<GroupSession>(viewer).Where(s => s.State == SessionState.Planned && s.On >= today);
        // who leads a group and how many belong to it are facts that go with it
        var found = await db.Seen<Group>(viewer).Where(g => ids.Contains(g.Id)).Select(g => new
        {
            g.Id, Next = sessions.Where(s => s.GroupId == g.Id).Min(s => (DateOnly?)s.On),
            Members = g.Members.Where(m => m.StartsOn <= today && (m.EndsOn == null || m.EndsOn >= today)).Select(m => new { m.PersonId, m.Role }).ToList(),
        }).ToDictionaryAsync(g => g.Id, ct);
        var counts = await roll.Count(groups, g => found[g.Id].Members.Select(m => m.PersonId), today, ct);
        return [.. groups.Select(g => new GroupRow(g, [.. found[g.Id].Members.Where(m => m.Role == MemberRole.Leader).Select(m => m.PersonId).Distinct()], counts[g.Id], found[g.Id].Next))];
    }

    async Task<IQueryable<Group>> Where(GroupFilter filter, Viewer viewer, CancellationToken ct)
    {
        var (rows, today, me, stations) = (db.Seen<Group>(viewer), viewer.Today, viewer.PersonId, viewer.Stations);
        foreach (var word in Fold.Of(filter.Search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(5)) rows = rows.Where(g => g.SearchText.Contains(word));
        if (filter.Kind is { } kind) rows = rows.Where(g => g.Kind == kind);
        if (filter.Field.Length > 0) rows = rows.Where(g => g.Field == filter.Field);
        if (filter.Mine) rows = rows.Where(g => g.Members.Any(m => m.PersonId == me && (m.EndsOn == null || m.EndsOn >= today)) || (g.Station != null && stations.Contains(g.Station)));
        if (filter.State is { } state)
            rows = state switch
            {
                GroupState.Ended => rows.Where(g => (g.EndedOn ?? g.EndsOn) < today),
                GroupState.Ahead => rows.Where(g => g.StartsOn > today),
                _ => rows.Where(g => g.StartsOn <= today && ((g.EndedOn ?? g.EndsOn) == null || (g.EndedOn ?? g.EndsOn) >= today)),
            };
        if (filter.UnitId is not { } unit) return rows;
        if (!filter.Below) return rows.Where(g => g.UnitId == unit);
        var tree = await trees.Now(ct);
        if (tree.IsCountry(unit))
        {
            var country = tree.Find(unit)!.CountryId; // thousands of ids are no filter
            return rows.Where(g => g.CountryId == country);
        }
        var below = tree.Below(unit).ToArray();
        return rows.Where(g => below.Contains(g.UnitId));
    }
}
