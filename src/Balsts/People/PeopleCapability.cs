using Balsts.Units;

namespace Balsts.People;

public sealed class PeopleCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<PersonNames>();
        services.AddScoped<FindPeople>();
    }

    public override IEnumerable<RightGrant> Rights =>
    [
        new(PeopleRights.Read, "See who works where and how to reach them", PostKind.Administrator, PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.Head, PostKind.Deputy,
            PostKind.TechnologyMentor, PostKind.AreaCoordinator, PostKind.LearningConsultant, PostKind.Methodologist),
        new(PeopleRights.Manage, "Add people, change them, invite them to sign in", PostKind.Administrator, PostKind.SupportLead, PostKind.Head, PostKind.Deputy),
    ];
}
