using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Groups;

/// <summary>Ends a group with a day; memberships end with it, later sessions do not take place.</summary>
public sealed class EndGroup(AppDb db)
{
    public sealed class Input
    {
        /// <summary>The last day.</summary>
        [Required] public DateOnly? On { get; set; }
        [Required, StringLength(Group.ReasonMax)] public string? Reason { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Kept(id, viewer, ct) is not { } group) return Problem.NotFound;
        if (version is { } known && !db.StillAt(group, known)) return Problem.ChangedMeanwhile;
        var on = input.On!.Value;
        await db.Seen<GroupSession>(viewer).Where(s => s.GroupId == id && s.State == SessionState.Planned && s.On > on).LoadAsync(ct);
        var later = group.Sessions.ToList();
        if (group.End(on, WellFormed.Of(input.Reason!), viewer.Today).Problem is { } refused) return refused;
        db.Record(viewer, new GroupEnded(on), group);
        foreach (var session in later) db.Record(viewer, new SessionCancelled(session.On), session);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}
