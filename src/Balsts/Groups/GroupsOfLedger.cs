using Balsts.Activities;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Groups;

/// <summary>Groups for the ledger below: by name, and by those of their people who work in one unit.</summary>
sealed class GroupsOfLedger(AppDb db, Roll roll) : IActivityGroups, IActivityContext
{
    const int Offered = 10;

    public async Task<IReadOnlyList<ActivityWhole>> Named(IReadOnlyCollection<Guid> ids, Viewer viewer, CancellationToken ct = default)
    {
        var asked = ids.ToArray();
        if (asked.Length == 0) return [];
        return [.. (await db.Seen<Group>(viewer).Where(g => asked.Contains(g.Id)).OrderBy(g => g.SortName).Select(g => new { g.Id, g.Name }).ToListAsync(ct)).Select(g => new ActivityWhole(g.Id, g.Name, GroupPage.Url(g.Id)))];
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
