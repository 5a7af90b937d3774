using Balsts.Activities.Tallies;
using Balsts.Appointments;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;

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
        services.AddScoped<NoteOnActivity>();
        services.AddScoped<CorrectActivity>();
        services.AddScoped<RemoveActivity>();
        services.AddScoped<IUnitPanel, SupportOnPages>();
        services.AddScoped<IPersonPanel, SupportOnPages>();
        services.AddSingleton<IKeepsTotals, CountSupport>();
        services.AddScoped<FoldTallies>();
        services.AddScoped<RebuildTallies>();
        services.AddScoped<FindTallies>();
        services.AddScoped<IUnitPanel, YearOnUnitPage>();
        services.AddScoped<IPersonPanel, YearsOnPersonPage>();
        services.AddScoped<IAppointmentPanel, HoursOnAppointmentPage>();
    }

    public override void Endpoints(IEndpointRouteBuilder pages)
    {
        ActivitiesExport.Map(pages);
        TalliesApi.MapExport(pages);
    }

    public override void Api(IEndpointRouteBuilder api)
    {
        ActivitiesApi.Map(api);
        TalliesApi.Map(api);
    }

    public override IEnumerable<Verb> Verbs => [RebuildTallies.Verb];

    public override IEnumerable<Chore> Chores => [new(typeof(FoldTallies), TimeSpan.FromSeconds(2), "Folds what was logged into the totals that pages show.")];

    public override IEnumerable<MenuItem> Menu => [new(ActivitiesPage.Url, "heart-handshake", "Support")];

    public override IEnumerable<RightGrant> Rights =>
    [
        new(ActivityRights.Read, "See that support took place", PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.Head, PostKind.Deputy),
        new(ActivityRights.Log, "Log support given", ActivityRights.LoggedBy) { AtUnitsOfMandate = true },
    ];

    public override IEnumerable<(string Path, Type Entity)> Asked => [("activities", typeof(Activity))];

    /// <summary>The ledger's facts stay without a name; in old ones no word stays of what it was about.</summary>
    public override IEnumerable<Kept> Kept =>
    [
        new(DataKind.Opinions, new Erasable<ActivityRemark> { Of = g => r => g.People.Contains(r.PersonId) }),
        new(DataKind.Opinions, new Erasable<ActivityRating> { Of = g => r => g.People.Contains(r.PersonId) }),
        new(DataKind.Support, new Erasable<Activity> { From = g => a => a.On < g.Before, Unit = a => a.UnitId, Words = [a => a.Topic] }),
    ];

    public override IEnumerable<PersonData> Persons =>
    [
        new(typeof(Activity), nameof(Activity.AuthorId), "Who gave the support", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(ActivityPerson), nameof(ActivityPerson.PersonId), "Who received the support", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(ActivityDelta), nameof(ActivityDelta.PersonId), "Who gave support that waits to be added up", Keep.UntilSeen, OnMerge.StaysAsItWas, OnErasure.KeepTheFact),
        new(typeof(TouchedYear), nameof(TouchedYear.PersonId), "Whose school year waits to be made anew", Keep.UntilSeen, OnMerge.StaysAsItWas, OnErasure.KeepTheFact),
        new(typeof(LoadUsed), nameof(LoadUsed.PersonId), "Whose load is used", Keep.SchoolYearPlusFive, OnMerge.StaysAsItWas, OnErasure.KeepTheFact), // follows the ledger, as the next one
        new(typeof(PersonYear), nameof(PersonYear.PersonId), "Who received support in a school year", Keep.SchoolYearPlusFive, OnMerge.StaysAsItWas, OnErasure.NameIsReplaced),
        new(typeof(ActivityRemark), nameof(ActivityRemark.PersonId), "Who said that an entry is not so", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(ActivityRemark), nameof(ActivityRemark.AuthorId), "Whose entry it was", Keep.AsLongAsTheRow, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(ActivityRating), nameof(ActivityRating.PersonId), "Who said how useful support was", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.Erase),
    ];
}
