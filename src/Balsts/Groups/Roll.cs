using Balsts.Appointments;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Groups;

/// <summary>Somebody who belongs to a group on a day: by name, or by a post.</summary>
/// <param name="MembershipId">Null where it is the post.</param>
public sealed record Belonging(Guid PersonId, Guid UnitId, MemberRole Role, PostKind? Post, DateOnly StartsOn, DateOnly? EndsOn, Guid? MembershipId);

/// <summary>Who belongs to a group as of a day. Of a role circle: everybody who holds the post on that day, at its unit or below it, and whoever leads the circle.</summary>
public sealed class Roll(AppDb db, UnitTrees trees)
{
    /// <summary>Everybody, whoever asks: for those who keep the group, and for whoever sees all of it. Asked with its members.</summary>
    public async Task<IReadOnlyList<Belonging>> Of(Group group, DateOnly on, CancellationToken ct = default)
    {
        var listed = group.Members.Where(m => m.Holds(on)).OrderByDescending(m => m.Role).Select(m => new Belonging(m.PersonId, m.UnitId, m.Role, null, m.StartsOn, m.EndsOn, m.Id));
        return [.. listed.Concat(await Holders(group, on, ct)).DistinctBy(b => b.PersonId)];
    }

    async Task<IEnumerable<Belonging>> Holders(Group group, DateOnly on, CancellationToken ct)
    {
        if (group.Post is not { } post || !group.Holds(on)) return [];
        return (await Held(group.CountryId, [group.UnitId], [post], on, ct)).Where(Within(group.UnitId, post, group.Field, await trees.Now(ct)))
            .Select(a => new Belonging(a.PersonId, a.UnitId, MemberRole.Member, a.Post, a.StartsOn, a.EndsOn, null));
    }

    /// <summary>How many belong to each of these groups today, seen or not: a number.</summary>
    /// <param name="listed">Who belongs to a group today by name.</param>
    public async Task<IReadOnlyDictionary<Guid, int>> Count(IReadOnlyCollection<Group> groups, Func<Group, IEnumerable<Guid>> listed, DateOnly today, CancellationToken ct = default)
    {
        var (counts, tree) = (new Dictionary<Guid, int>(), await trees.Now(ct));
        var circles = groups.Where(g => g.Post is not null && g.Holds(today)).ToList();
        var held = new List<Appointment>();
        foreach (var country in circles.GroupBy(g => g.CountryId)) held.AddRange(await Held(country.Key, [.. country.Select(g => g.UnitId)], [.. country.Select(g => g.Post!.Value).Distinct()], today, ct));
        foreach (var group in groups)
            counts[group.Id] = listed(group).Concat(circles.Contains(group) ? held.Where(Within(group.UnitId, group.Post!.Value, group.Field, tree)).Select(a => a.PersonId) : []).Distinct().Count();
        return counts;
    }

    /// <summary>Posts of these kinds that are held on a day at some units of a country and below them.</summary>
    internal async Task<List<Appointment>> Held(string countryId, IReadOnlyCollection<Guid> units, PostKind[] posts, DateOnly on, CancellationToken ct)
    {
        var tree = await trees.Now(ct);
        var held = db.Seen<Appointment>(Viewer.System).AsNoTracking().Where(a => a.CountryId == countryId && posts.Contains(a.Post) && a.StartsOn <= on && (a.EndsOn == null || a.EndsOn >= on));
        if (!units.Any(tree.IsCountry)) // a school's circle is no question to the whole country
        {
            var below = units.SelectMany(tree.Below).Distinct().ToArray();
            held = held.Where(a => below.Contains(a.UnitId));
        }
        return await held.OrderBy(a => a.StartsOn).ThenBy(a => a.Id).ToListAsync(ct);
    }

    internal static Func<Appointment, bool> Within(Guid unitId, PostKind post, string field, UnitTree tree)
    {
        var country = tree.IsCountry(unitId) ? tree.Find(unitId)!.CountryId : null;
        var below = country is null ? tree.Below(unitId).ToHashSet() : [];
        return a => a.Post == post && (field.Length == 0 || a.Field == field) && (a.CountryId == country || below.Contains(a.UnitId));
    }

    /// <summary>Tells everybody who belongs to the group on a day, but for whoever did it.</summary>
    internal async Task Tell(Group group, DateOnly on, Viewer viewer, string text, string[] args, CancellationToken ct)
    {
        foreach (var person in (await Of(group, on, ct)).Select(b => b.PersonId).Where(p => p != viewer.PersonId))
            db.Notify(Notification.To(person, group.CountryId, db.Now, GroupPage.Url(group.Id), text, args));
    }
}

/// <summary>The part of every use case of the room that asks whose it is.</summary>
static class GroupsOf
{
    /// <summary>A group whose list and sessions the viewer keeps, with its members.</summary>
    public static async Task<Group?> Kept(this AppDb db, Guid id, Viewer viewer, CancellationToken ct) =>
        await db.Seen<Group>(viewer).Include(g => g.Members).FirstOrDefaultAsync(g => g.Id == id, ct) is { } found && found.KeptBy(viewer) ? found : null;

    /// <summary>A session of a group that the viewer keeps.</summary>
    public static async Task<GroupSession?> KeptSession(this AppDb db, Guid id, Viewer viewer, CancellationToken ct) =>
        await db.WithGroup(id, viewer, ct) is { } found && found.Group!.KeptBy(viewer) ? found : null;

    /// <summary>A session with those who came, its group and its members.</summary>
    public static Task<GroupSession?> WithGroup(this AppDb db, Guid id, Viewer viewer, CancellationToken ct) =>
        db.Seen<GroupSession>(viewer).Include(s => s.Attendance).Include(s => s.Group).ThenInclude(g => g!.Members).AsSplitQuery().FirstOrDefaultAsync(s => s.Id == id, ct);

    /// <summary>What happened to a session is told there and with the group.</summary>
    public static void RecordAt(this AppDb db, Viewer viewer, IRecorded what, GroupSession session)
    {
        db.Record(viewer, what, session);
        db.Record(viewer, what, session.Group!);
    }
}
