using Balsts.Appointments;
using Balsts.People;
using Balsts.Units;

namespace Balsts.Activities;

public sealed class ActivitiesCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<IWaitingPart, WaitingRemarks>();
        services.AddScoped<IHandoverPart, HandoverOfActivities>();
        services.AddScoped<ICalendarPart, CalendarOfActivities>();
        services.AddScoped<LedgerRules>();
        services.AddScoped<FindActivities>();
        services.AddScoped<ServableThings>();
        services.AddScoped<LogActivity>();
        services.AddScoped<DisputeEntry>();
        services.AddScoped<RateActivity>();
        services.AddScoped<CorrectActivity>();
        services.AddScoped<RemoveActivity>();
        services.AddScoped<IUnitPanel, SupportOnPages>();
        services.AddScoped<IPersonPanel, SupportOnPages>();
    }

    public override void Endpoints(IEndpointRouteBuilder pages) => ActivitiesExport.Map(pages);

    public override void Api(IEndpointRouteBuilder api) => ActivitiesApi.Map(api);

    public override IEnumerable<MenuItem> Menu => [new(ActivitiesPage.Url, "heart-handshake", "Support")];

    public override IEnumerable<RightGrant> Rights =>
    [
        new(ActivityRights.Read, "See that support took place", PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.Head, PostKind.Deputy),
        new(ActivityRights.Log, "Log support given", ActivityRights.LoggedBy) { AtUnitsOfMandate = true },
    ];

    public override IEnumerable<PersonData> Persons =>
    [
        new(typeof(Activity), nameof(Activity.AuthorId), "Who gave the support", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(ActivityPerson), nameof(ActivityPerson.PersonId), "Who received the support", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(ActivityRemark), nameof(ActivityRemark.PersonId), "Who said that an entry is not so", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(ActivityRemark), nameof(ActivityRemark.AuthorId), "Whose entry it was", Keep.AsLongAsTheRow, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(ActivityRating), nameof(ActivityRating.PersonId), "Who said how useful support was", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.Erase),
    ];
}
