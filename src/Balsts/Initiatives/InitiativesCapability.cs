using Balsts.People;
using Balsts.Units;
using Foundation.Data;

namespace Balsts.Initiatives;

public sealed class InitiativesCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<IWaitingPart, WaitingInitiatives>();
        services.AddScoped<Balsts.Proposals.IAddressees, AddresseesOfInitiatives>();
        services.AddScoped<Balsts.Activities.IActivityContext, ActivitiesOfInitiatives>();
        services.AddScoped<ICalendarPart, CalendarOfMeetings>();
        services.AddScoped<ReachInStep>();
        services.AddScoped<HeadsOf>();
        services.AddScoped<MeetingGuests>();
        services.AddScoped<FindInitiatives>();
        services.AddScoped<FindDeadlines>();
        services.AddScoped<FindFigures>();
        services.AddScoped<KeepInitiative>();
        services.AddScoped<EndInitiative>();
        services.AddScoped<JoinSchool>();
        services.AddScoped<PauseSchool>();
        services.AddScoped<LeaveInitiative>();
        services.AddScoped<AddParticipants>();
        services.AddScoped<PasteParticipants>();
        services.AddScoped<ChangeParticipant>();
        services.AddScoped<ServeSchool>();
        services.AddScoped<NameSchoolDeputy>();
        services.AddScoped<HoldMeeting>();
        services.AddScoped<BeginInitiativeReport>();
        services.AddScoped<WriteInitiativeReport>();
    }

    public override void Endpoints(IEndpointRouteBuilder pages) => InitiativesExport.Map(pages);

    public override void Api(IEndpointRouteBuilder api) => InitiativesApi.Map(api);

    public override IEnumerable<MenuItem> Menu => [new(InitiativesPage.Url, "route", "Initiatives", InitiativeRights.Read, InitiativeRights.Serve)];

    public override IEnumerable<RightGrant> Rights =>
    [
        new(InitiativeRights.Manage, "Run initiatives of the own unit", PostKind.ProgrammeManager, PostKind.SupportLead, PostKind.StateOfficer),
        new(InitiativeRights.Read, "See which initiatives are where", PostKind.ProgrammeManager, PostKind.SupportLead, PostKind.StateOfficer, PostKind.Head, PostKind.Deputy),
        new(InitiativeRights.Serve, "Serve schools of an initiative", Posts.Supporters),
    ];

    public override IEnumerable<(string Path, Type Entity)> Asked => [("initiatives/meetings", typeof(Meeting))];

    /// <summary>Minutes are those of all who were present: they go when their time is over.</summary>
    public override IEnumerable<Kept> Kept =>
    [
        new(DataKind.Initiatives, new Erasable<Participant> { Of = g => p => g.People.Contains(p.PersonId), From = g => p => p.EndsOn < g.Before, Unit = p => p.UnitId, Words = [p => p.Training, p => p.LeaveReason] }),
        new(DataKind.Initiatives, new Erasable<Meeting> { From = g => m => m.On < g.Before, Unit = m => m.Initiative!.OrganiserUnitId, Words = [m => m.Notes, m => m.Decisions] }),
    ];

    public override IEnumerable<PersonData> Persons =>
    [
        new(typeof(InitiativeSchool), nameof(InitiativeSchool.ContactPersonId), "Whom to ask at a school of an initiative", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(Participant), nameof(Participant.PersonId), "Who takes part in an initiative", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(Mentorship), nameof(Mentorship.PersonId), "Who serves a school of an initiative", Keep.SchoolYearPlusFive, OnMerge.StaysAsItWas, OnErasure.NameIsReplaced),
        new(typeof(Meeting), nameof(Meeting.HeldById), "Who held a meeting", Keep.SchoolYearPlusFive, OnMerge.StaysAsItWas, OnErasure.NameIsReplaced),
        new(typeof(MeetingPerson), nameof(MeetingPerson.PersonId), "Who was at a meeting", Keep.SchoolYearPlusFive, OnMerge.StaysAsItWas, OnErasure.NameIsReplaced),
    ];
}
