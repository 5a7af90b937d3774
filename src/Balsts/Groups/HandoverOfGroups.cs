using Balsts.Appointments;
using Balsts.Units;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Groups;

/// <summary>The groups that somebody led: who takes them over is the successor's to settle with them.</summary>
sealed class HandoverOfGroups(AppDb db, UnitTrees trees, Roll roll, Texts t) : IHandoverPart
{
    const int GroupsMax = 50;

    public int Order => 3;
    public string Title => Texts.Id("Groups led");
    public string Nothing => Texts.Id("No group was led.");

    public async Task<IReadOnlyList<HandoverRow>> Of(Handover handover, Viewer viewer, CancellationToken ct)
    {
        var (led, until, today) = (handover.PersonId, handover.EndsOn ?? viewer.Today, viewer.Today);
        // the successor is no member before they are made one, and reads here what a list of groups says
        var groups = await db.Seen<Group>(Viewer.System).AsNoTracking().Include(g => g.Members).Where(g => g.CountryId == handover.CountryId && g.EndedOn == null && g.Members.Any(m => m.PersonId == led && m.Role == MemberRole.Leader && m.StartsOn <= until && (m.EndsOn == null || m.EndsOn >= handover.StartsOn)))
            .OrderBy(g => g.SortName).Take(GroupsMax).ToListAsync(ct);
        var ids = groups.Select(g => g.Id).ToArray();
        var next = await db.Seen<GroupSession>(Viewer.System).Where(s => ids.Contains(s.GroupId) && s.State == SessionState.Planned && s.On >= today).GroupBy(s => s.GroupId).Select(s => new { s.Key, On = s.Min(x => x.On) }).ToDictionaryAsync(s => s.Key, s => s.On, ct);
        var (counts, tree) = (await roll.Count(groups, g => g.Members.Where(m => m.Holds(today)).Select(m => m.PersonId), today, ct), await trees.Now(ct));
        return [.. groups.Select(g => new HandoverRow(g.Name, tree.NameOf(g.UnitId), next.TryGetValue(g.Id, out var on) ? on : null, t["{0}, {1}", t.Of(g.Kind), t.Plural("{0} member", "{0} members", counts[g.Id])]))];
    }
}
