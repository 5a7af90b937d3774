using Balsts.People;
using Balsts.Units;
using Foundation.Data;

namespace Balsts.Appointments;

public sealed class AppointmentsCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<IWaitingPart, WaitingAppointments>();
        services.AddScoped<ICalendarPart, CalendarOfTerms>();
        services.AddScoped<Appointable>();
        services.AddScoped<FindAppointments>();
        services.AddScoped<SeatHolders>();
        services.AddScoped<AppointPerson>();
        services.AddScoped<EndAppointment>();
        services.AddScoped<NominatePerson>();
        services.AddScoped<AnswerNomination>();
        services.AddScoped<NameDeputy>();
        services.AddScoped<FindTerms>();
        services.AddScoped<FindCoverage>();
        services.AddScoped<FindHandover>();
        services.AddScoped<TellOfTermsEnding>();
        services.AddScoped<IUnitPanel, PostsOnPages>();
        services.AddScoped<IPersonPanel, PostsOnPages>();
        services.AddScoped<IGuardPeople, PostsBeyond>();
    }

    public override void Endpoints(IEndpointRouteBuilder pages)
    {
        AppointmentsExport.Map(pages);
        FindNominations.MapExport(pages);
        HandoverPage.MapExport(pages);
        CoveragePage.MapExport(pages);
    }

    public override void Api(IEndpointRouteBuilder api)
    {
        AppointmentsApi.Map(api);
        NominationsApi.Map(api);
        DeputiesApi.Map(api);
        CoverageApi.Map(api);
        TermsApi.Map(api);
        RightsApi.Map(api);
    }

    public override IEnumerable<MenuItem> Menu => [new(AppointmentsPage.Url, "briefcase", "Posts", AppointmentRights.Read), new(CoveragePage.Url, "layout-grid", "Coverage", AppointmentRights.Read)];

    public override IEnumerable<RightGrant> Rights =>
    [
        new(AppointmentRights.Read, "See who holds which post", PostKind.Administrator, PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.Head, PostKind.Deputy),
        new(AppointmentRights.Handover, "Read what is handed over at the end of a term", PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.Head, PostKind.Deputy),
        new(AppointmentRights.Make, "Appoint people to posts", PostKind.Administrator, PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.Head),
    ];

    public override IEnumerable<Chore> Chores => [new(typeof(TellOfTermsEnding), TimeSpan.FromHours(6), "Tells both sides before a term ends")];

    public override IEnumerable<(string Path, Type Entity)> Asked => [("appointments", typeof(Appointment)), ("nominations", typeof(Nomination))];

    public override IEnumerable<Kept> Kept =>
    [
        new(DataKind.Posts, new Erasable<Nomination> { Of = g => n => g.People.Contains(n.PersonId), From = g => n => n.NominatedAt < g.Since, Unit = n => n.UnitId, Words = [n => n.Reason] }),
    ];

    public override IEnumerable<PersonData> Persons =>
    [
        new(typeof(Appointment), nameof(Appointment.PersonId), "Who holds the post", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(Appointment), nameof(Appointment.AppointedById), "Who appointed", Keep.AsLongAsTheRow, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(Nomination), nameof(Nomination.PersonId), "Who was nominated", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(Nomination), nameof(Nomination.NominatedById), "Who nominated", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(Mandate), nameof(Mandate.GivenById), "Who is away", Keep.AsLongAsTheRow, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(Mandate), nameof(Mandate.PersonId), "Who holds the mandate", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
    ];
}
