using Balsts.Activities;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Groups;

/// <summary>Groups for the ledger below: by name, and by those of their people who work in one unit.</summary>
sealed class GroupsOfLedger(AppDb db, Roll roll) : IActivityGroups
{
    const int Offered = 10;

    public async Task<IReadOnlyDictionary<Guid, string>> Named(IReadOnlyCollection<Guid> groups, Viewer viewer, CancellationToken ct = default)
    {
        var ids = groups.ToArray();
        return await db.Seen<Group>(viewer).Where(g => ids.Contains(g.Id)).ToDictionaryAsync(g => g.Id, g => g.Name, ct);
    }

    public async Task<IReadOnlyList<GroupChoice>> In(Guid unitId, Viewer viewer, CancellationToken ct = default)
    {
        var (today, me, stations) = (viewer.Today, viewer.PersonId, viewer.Stations);
        var groups = await db.Seen<Group>(viewer).AsNoTracking().Include(g => g.Members)
            .Where(g => g.StartsOn <= today && ((g.EndedOn ?? g.EndsOn) == null || (g.EndedOn ?? g.EndsOn) >= today))
            .Where(g => g.UnitId == unitId || g.Members.Any(m => m.PersonId == me && (m.EndsOn == null || m.EndsOn >= today)) || (g.Station != null && stations.Contains(g.Station)))
            .OrderBy(g => g.SortName).Take(Offered).ToListAsync(ct);
        var choices = new List<GroupChoice>();
        foreach (var group in groups)
        {
            var there = (await roll.Of(group, today, ct)).Where(b => b.UnitId == unitId && b.PersonId != me).Select(b => b.PersonId).ToList();
            if (there.Count > 0) choices.Add(new(group.Id, group.Name, there));
        }
        return choices;
    }
}
