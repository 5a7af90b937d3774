using Balsts.Units;

namespace Balsts.Activities;

public sealed class ActivitiesCapability : Capability
{
    public override IEnumerable<RightGrant> Rights =>
    [
        new(ActivityRights.Read, "See that support took place", PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.Head, PostKind.Deputy),
        new(ActivityRights.Log, "Log support given", [.. Posts.Supporters, PostKind.GroupLeader]),
    ];
}
