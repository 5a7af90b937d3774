using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Groups;

/// <summary>Says whether a member leads the group, and until when they belong to it.</summary>
public sealed class ChangeMembership(AppDb db)
{
    public sealed class Input
    {
        [Required] public MemberRole? Role { get; set; }

        /// <summary>The last day; null as long as the group.</summary>
        public DateOnly? EndsOn { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await Of(db, id, viewer, ct) is not { } member) return Problem.NotFound;
        if (version is { } known && !db.StillAt(member, known)) return Problem.ChangedMeanwhile;
        if (member.Group!.IsCircle && input.Role != MemberRole.Leader) return Group.MembersByPosts;
        if (member.Change(input.Role!.Value, input.EndsOn).Problem is { } refused) return refused;
        db.Record(viewer, new MembershipChanged(), member);
        return (await db.Save(ct)).Problem is { } problem ? problem : member.GroupId;
    }

    /// <summary>A membership in a group that the viewer keeps and that has not ended.</summary>
    public static async Task<GroupMember?> Of(AppDb db, Guid id, Viewer viewer, CancellationToken ct) =>
        await db.Seen<GroupMember>(viewer).Include(m => m.Group).ThenInclude(g => g!.Members).FirstOrDefaultAsync(m => m.Id == id, ct) is { } found
            && found.Group!.KeptBy(viewer) && found.Group.StateOn(viewer.Today) != GroupState.Ended ? found : null;
}
