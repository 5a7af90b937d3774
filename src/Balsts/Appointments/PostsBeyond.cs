using Balsts.People;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Appointments;

/// <summary>Guards those who work, or hold a post or a mandate, now or later, in any unit whose people the viewer does not keep: an employment is added with a name and an e-mail alone.</summary>
sealed class PostsBeyond(AppDb db) : IGuardPeople
{
    const int Chunk = 5000;

    public async Task<IReadOnlySet<Guid>> Beyond(Viewer viewer, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        var beyond = new HashSet<Guid>();
        if (viewer.IsSystem) return beyond;
        var today = viewer.Today;
        foreach (var some in people.Where(p => p != viewer.PersonId).Chunk(Chunk))
        {
            var posts = await db.Seen<Appointment>(Viewer.System).Where(a => some.Contains(a.PersonId) && (a.EndsOn == null || a.EndsOn >= today))
                .Select(a => new { a.PersonId, a.CountryId, a.UnitId }).ToListAsync(ct);
            var mandates = await db.Seen<Mandate>(Viewer.System).Where(m => some.Contains(m.PersonId) && (m.EndsOn == null || m.EndsOn >= today))
                .SelectMany(m => m.Units, (m, u) => new { m.PersonId, m.CountryId, u.UnitId }).ToListAsync(ct);
            // who deputises, or holds a mandate over an initiative, group or commission, acts for the unit that gave it, whether or not it names others
            var given = await db.Seen<Mandate>(Viewer.System).Where(m => some.Contains(m.PersonId) && m.Kind != MandateKind.Units && (m.EndsOn == null || m.EndsOn >= today))
                .Select(m => new { m.PersonId, m.CountryId, UnitId = m.GivenByUnitId }).ToListAsync(ct);
            var employments = await db.Seen<Employment>(Viewer.System).Where(e => some.Contains(e.PersonId) && (e.EndsOn == null || e.EndsOn >= today))
                .Select(e => new { e.PersonId, e.CountryId, e.UnitId }).ToListAsync(ct);
            beyond.UnionWith(posts.Concat(mandates).Concat(given).Concat(employments).Where(p => !viewer.May(PeopleRights.Manage, p.CountryId, p.UnitId)).Select(p => p.PersonId));
        }
        return beyond;
    }
}
