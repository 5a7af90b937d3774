using Balsts.Activities;
using Balsts.Appointments;
using Balsts.People;
using Balsts.Units;

namespace Balsts.Groups;

public sealed class GroupsCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<Roll>();
        services.AddScoped<FindGroups>();
        services.AddScoped<KeepGroup>();
        services.AddScoped<EndGroup>();
        services.AddScoped<AddMembers>();
        services.AddScoped<ChangeMembership>();
        services.AddScoped<PlanSession>();
        services.AddScoped<HoldSession>();
        services.AddScoped<CancelSession>();
        services.AddScoped<ConveneCircle>();
        services.AddScoped<IActivityGroups, GroupsOfLedger>();
        services.AddScoped<IActivityContext, GroupsOfLedger>();
        services.AddScoped<FindOwnSessions>();
        services.AddScoped<IWaitingPart, WaitingSessions>();
        services.AddScoped<IHandoverPart, HandoverOfGroups>();
        services.AddScoped<ICalendarPart, CalendarOfSessions>();
        services.AddScoped<IUnitPanel, GroupsOnPages>();
        services.AddScoped<IPersonPanel, GroupsOnPages>();
    }

    public override void Endpoints(IEndpointRouteBuilder pages)
    {
        GroupsExport.Map(pages);
        GroupsApi.MapActs(pages);
    }

    public override void Api(IEndpointRouteBuilder api) => GroupsApi.Map(api);

    public override IEnumerable<MenuItem> Menu => [new(GroupsPage.Url, "users-group", "Groups")];

    public override IEnumerable<RightGrant> Rights =>
    [
        new(GroupRights.Read, "See which groups there are and who belongs to them", PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.Head, PostKind.Deputy),
        new(GroupRights.Manage, "Keep the groups of the own unit", PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.Head, PostKind.Deputy),
        new(GroupRights.Lead, "Set groups up where the post is held, and lead them", [.. Posts.Supporters, PostKind.GroupLeader]),
    ];

    public override IEnumerable<(string Path, Type Entity)> Asked => [("groups", typeof(Group))];

    public override IEnumerable<PersonData> Persons =>
    [
        new(typeof(GroupMember), nameof(GroupMember.PersonId), "Who belongs to a group", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(GroupSession), nameof(GroupSession.HeldById), "Who led a session of a group", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(SessionAttendance), nameof(SessionAttendance.PersonId), "Who came to a session of a group", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
    ];
}
