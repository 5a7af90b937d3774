using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Appointments;

/// <summary>
/// Guards those who hold a post or a mandate, now or later, that does not lie below the viewer (in a unit under the viewer's, or a post that the
/// viewer gives), and those who work in any unit whose people the viewer does not keep: an employment is added with a name and an e-mail alone.
/// </summary>
sealed class PostsBeyond(AppDb db, UnitTrees trees) : IGuardPeople
{
    const int Chunk = 5000;

    public async Task<IReadOnlySet<Guid>> Beyond(Viewer viewer, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        var beyond = new HashSet<Guid>();
        if (viewer.IsSystem) return beyond;
        var today = viewer.Today;
        var tree = await trees.Now(ct);
        var seats = await Seats(viewer, ct);
        foreach (var some in people.Where(p => p != viewer.PersonId).Chunk(Chunk))
        {
            var posts = await db.Seen<Appointment>(Viewer.System).Where(a => some.Contains(a.PersonId) && (a.EndsOn == null || a.EndsOn >= today))
                .Select(a => new { a.PersonId, a.Post, a.UnitId }).ToListAsync(ct);
            var mandates = (await db.Seen<Mandate>(Viewer.System).Where(m => some.Contains(m.PersonId) && (m.EndsOn == null || m.EndsOn >= today))
                .Select(m => new { m.PersonId, m.Post, m.Kind, m.GivenByUnitId, Units = m.Units.Select(u => u.UnitId).ToList() }).ToListAsync(ct))
                .SelectMany(m => m.Kind == MandateKind.Deputising || m.Units.Count == 0 ? [m.GivenByUnitId] : m.Units, (m, unit) => new { m.PersonId, m.Post, UnitId = unit });
            beyond.UnionWith(posts.Concat(mandates).Where(p => !seats.Exists(s => IsBelow(p.Post, p.UnitId, s, tree))).Select(p => p.PersonId));
            var employments = await db.Seen<Employment>(Viewer.System).Where(e => some.Contains(e.PersonId) && (e.EndsOn == null || e.EndsOn >= today))
                .Select(e => new { e.PersonId, e.CountryId, e.UnitId }).ToListAsync(ct);
            beyond.UnionWith(employments.Where(e => !viewer.May(PeopleRights.Manage, e.CountryId, e.UnitId)).Select(e => e.PersonId));
        }
        return beyond;
    }

    /// <summary>Where the viewer's posts that keep people are held. Whoever deputises sits there and gives no posts.</summary>
    async Task<List<Seat>> Seats(Viewer viewer, CancellationToken ct)
    {
        var (today, posts) = (viewer.Today, House.RightsOf.Where(r => r.Contains(PeopleRights.Manage)).Select(r => r.Key).ToArray());
        var own = await db.Seen<Appointment>(viewer).Where(a => a.PersonId == viewer.PersonId && posts.Contains(a.Post) && a.StartsOn <= today && (a.EndsOn == null || a.EndsOn >= today))
            .Select(a => new Seat(a.UnitId, a.Post)).ToListAsync(ct);
        var deputised = await db.Seen<Mandate>(viewer).Where(m => m.PersonId == viewer.PersonId && m.Kind == MandateKind.Deputising && m.SubjectId == null && posts.Contains(m.Post) && m.StartsOn <= today && (m.EndsOn == null || m.EndsOn >= today))
            .Select(m => m.GivenByUnitId).ToListAsync(ct);
        return [.. own, .. deputised.Select(u => new Seat(u, PostKind.Other))];
    }

    static bool IsBelow(PostKind post, Guid unitId, Seat seat, UnitTree tree) =>
        seat.UnitId == unitId ? Appointable.By.GetValueOrDefault(seat.Post, []).Contains(post)
        : tree.IsCountry(seat.UnitId) ? tree.Find(unitId)?.CountryId == tree.Find(seat.UnitId)!.CountryId
        : tree.PathTo(unitId).Any(u => u.Id == seat.UnitId);
}
