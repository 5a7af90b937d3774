using Balsts.People.Import;
using Balsts.Units;
using Balsts.Works;
using Foundation.Data;
using Foundation.Jobs;
using Foundation.Security;

namespace Balsts.People;

public sealed class PeopleCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<PersonNames>();
        services.AddScoped<FindPeople>();
        services.AddScoped<AddPerson>();
        services.AddScoped<DescribePerson>();
        services.AddScoped<INumberedPersons, PersonOfNumber>();
        services.AddScoped<AddEmployment>();
        services.AddScoped<ChangeEmployment>();
        services.AddScoped<InvitePerson>();
        services.AddScoped<MergePeople>();
        services.AddScoped<RememberedMappings>();
        services.AddScoped<ImportPeople>();
        services.AddScoped<IUnitPanel, HistoryOnUnitPage>();
        services.AddScoped<PreparePeople>();
        services.AddScoped<ChooseColumns>();
        services.AddScoped<StartPeople>();
        services.AddScoped<IWorker, PeopleWorker>();
        services.AddScoped<IWorkResult, PeopleWorker>();
    }

    public override void Endpoints(IEndpointRouteBuilder pages)
    {
        PeopleApi.MapExport(pages);
        PeopleApi.MapRefused(pages);
    }

    public override void Api(IEndpointRouteBuilder api) => PeopleApi.Map(api);

    public override IEnumerable<MenuItem> Menu => [new(PeoplePage.Url, "users", "People", PeopleRights.Read)];

    public override IEnumerable<Verb> Verbs => [ImportPeopleVerb.Verb];

    public override IEnumerable<(string Path, Type Entity)> Asked => [("people", typeof(Person))];

    public override IEnumerable<Kept> Kept =>
    [
        new(DataKind.Person, new Erasable<PersonExternalId> { Of = g => x => g.People.Contains(x.PersonId) }) { WithThePerson = true },
        new(DataKind.Person, new Erasable<Employment> { Of = g => e => g.People.Contains(e.PersonId) }) { WithThePerson = true },
    ];

    public override IEnumerable<PersonData> Persons =>
    [
        new(typeof(Person), nameof(Person.MergedIntoId), "Whom a second record turned out to be", Keep.AsLongAsTheRow, OnMerge.MoveToTheOther, OnErasure.KeepTheFact),
        new(typeof(Employment), nameof(Employment.PersonId), "Where somebody works and worked", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(PersonTie), nameof(PersonTie.PersonId), "What somebody takes part in, over which time", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.KeepTheFact),
        new(typeof(PersonExternalId), nameof(PersonExternalId.PersonId), "What other systems call somebody", Keep.WhileEmployed, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(Restriction), nameof(Restriction.PersonId), "Whose words are withheld", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.KeepTheFact),
        new(typeof(Restriction), nameof(Restriction.ById), "Who withheld somebody’s words", Keep.AsLongAsTheRow, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(PeopleImport), nameof(PeopleImport.ById), "Who took a list of people in", Keep.SchoolYearPlusFive, OnMerge.StaysAsItWas, OnErasure.KeepTheFact),
    ];

    public override IEnumerable<RightGrant> Rights =>
    [
        new(PeopleRights.Read, "See who works where and how to reach them", PostKind.Administrator, PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.Head, PostKind.Deputy,
            PostKind.TechnologyMentor, PostKind.AreaCoordinator, PostKind.LearningConsultant, PostKind.Methodologist, PostKind.GroupLeader),
        new(PeopleRights.Manage, "Add people, change them, invite them to sign in", PostKind.Administrator, PostKind.SupportLead, PostKind.Head, PostKind.Deputy),
    ];
}
