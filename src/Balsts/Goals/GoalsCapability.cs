using Balsts.People;
using Balsts.Sharing;
using Balsts.Units;
using Foundation.Data;

namespace Balsts.Goals;

public sealed class GoalsCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<IWaitingPart, WaitingGoals>();
        services.AddScoped<FindGoals>();
        services.AddScoped<FindNeeds>();
        services.AddScoped<SetGoal>();
        services.AddScoped<ChangeGoal>();
        services.AddScoped<CloseGoal>();
        services.AddScoped<ReopenGoal>();
        services.AddScoped<ShareGoal>();
        services.AddScoped<ISharedContent, SharedGoals>();
        services.AddScoped<KeepNeed>();
        services.AddScoped<IUnitPanel, GoalsOnPages>();
        services.AddScoped<IPersonPanel, GoalsOnPages>();
    }

    public override void Endpoints(IEndpointRouteBuilder pages) => GoalsExport.Map(pages);

    public override void Api(IEndpointRouteBuilder api) => GoalsApi.Map(api);

    public override IEnumerable<MenuItem> Menu => [new(GoalsPage.Url, "target", "Goals and needs")];

    public override IEnumerable<RightGrant> Rights =>
    [
        new(GoalRights.Read, "See the goals and needs of units", [PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.Head, PostKind.Deputy, PostKind.GroupLeader, .. Posts.Supporters]) { AtUnitsOfMandate = true },
        new(GoalRights.Manage, "State the goals and needs of units", PostKind.StateOfficer, PostKind.SupportLead, PostKind.Head, PostKind.Deputy),
        new(GoalRights.ReadShared, "See the goals that educators share with their school", Posts.Heads),
        new(GoalRights.Support, "Agree goals with educators", [PostKind.GroupLeader, .. Posts.Supporters]) { AtUnitsOfMandate = true },
    ];

    public override IEnumerable<(string Path, Type Entity)> Asked => [("goals", typeof(Goal))];

    public override IEnumerable<Kept> Kept =>
    [
        new(DataKind.Goals, new Erasable<Goal> { Of = g => x => x.PersonId != null && g.People.Contains(x.PersonId.Value), From = g => x => x.PersonId != null && x.ClosedOn < g.Before, Unit = x => x.UnitId, Words = [x => x.Statement, x => x.Measure], Cleared = [x => x.SharingId] }),
    ];

    public override IEnumerable<PersonData> Persons =>
    [
        new(typeof(Goal), nameof(Goal.PersonId), "Whose goal it is", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(Goal), nameof(Goal.SupporterId), "Who supports somebody in a goal", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(Goal), nameof(Goal.SetById), "Who set a goal", Keep.AsLongAsTheRow, OnMerge.StaysAsItWas, OnErasure.NameIsReplaced),
        new(typeof(Need), nameof(Need.StatedById), "Who stated a need", Keep.AsLongAsTheRow, OnMerge.StaysAsItWas, OnErasure.NameIsReplaced),
    ];
}
