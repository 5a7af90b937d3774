using System.ComponentModel.DataAnnotations;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Groups;

/// <summary>Makes people members of a group: several at once, whom the one who adds them sees at work.</summary>
public sealed class AddMembers(AppDb db, UnitTrees trees)
{
    public sealed class Input
    {
        [MaxLength(Group.MembersMax)] public List<Guid> People { get; set => field = value ?? []; } = []; // a form with none chosen posts none
        [Required] public MemberRole? Role { get; set; } = MemberRole.Member;
        [Required] public DateOnly? StartsOn { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Kept(id, viewer, ct) is not { } group) return Problem.NotFound;
        var (today, from, wanted) = (viewer.Today, input.StartsOn!.Value, input.People.Distinct().ToArray());
        if (group.StateOn(today) == GroupState.Ended) return Group.IsOver;
        if (group.IsCircle && input.Role != MemberRole.Leader) return Group.MembersByPosts;
        if (from < group.StartsOn || from > group.LastDay) return GroupMember.StartsOutside;
        if (wanted.Length == 0) return GroupMember.NobodyChosen;
        var working = await db.Seen<Employment>(viewer).Where(e => wanted.Contains(e.PersonId) && e.CountryId == group.CountryId && e.Person!.MergedIntoId == null && (e.StartsOn == null || e.StartsOn <= today) && (e.EndsOn == null || e.EndsOn >= today))
            .OrderBy(e => e.Id).Select(e => new { e.PersonId, e.UnitId }).ToListAsync(ct);
        var below = (await trees.Now(ct)).Below(group.UnitId).ToHashSet();
        var where = working.GroupBy(w => w.PersonId).ToDictionary(w => w.Key, w => w.OrderByDescending(x => x.UnitId == group.UnitId).ThenByDescending(x => below.Contains(x.UnitId)).First().UnitId);
        if (where.Count != wanted.Length) return GroupMember.NotReached;
        if (group.Members.Count(m => m.Holds(from)) + wanted.Length > Group.MembersMax) return Group.Full;
        var added = wanted.Select(p => group.Join(p, where[p], input.Role!.Value, from)).OfType<GroupMember>().ToList();
        if (added.Count == 0) return id; // they are members already
        foreach (var member in added)
        {
            db.Add(viewer, member);
            if (member.PersonId != viewer.PersonId) db.Notify(Notification.To(member.PersonId, group.CountryId, db.Now, GroupPage.Url(id), Texts.Id("{0} added you to the group {1}."), viewer.Name, group.Name));
        }
        db.Record(viewer, new MembersAdded(added.Count), group);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}
