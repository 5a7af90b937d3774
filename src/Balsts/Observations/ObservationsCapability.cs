using Balsts.People;
using Balsts.Sharing;
using Balsts.Units;
using Foundation.Data;

namespace Balsts.Observations;

public sealed class ObservationsCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<FindVisits>();
        services.AddScoped<OfferVisit>();
        services.AddScoped<BookVisit>();
        services.AddScoped<MoveVisit>();
        services.AddScoped<CancelVisit>();
        services.AddScoped<NoteInVisit>();
        services.AddScoped<ObserveVisit>();
        services.AddScoped<EndVisit>();
        services.AddScoped<EvaluateSelf>();
        services.AddScoped<GiveFeedback>();
        services.AddScoped<ConfirmFeedback>();
        services.AddScoped<CheckAction>();
        services.AddScoped<ShareVisit>();
        services.AddScoped<NoteOnVisit>();
        services.AddScoped<WriteLessonPlan>();
        services.AddScoped<ISharedContent, SharedVisits>();
        services.AddScoped<IWaitingPart, WaitingVisits>();
        services.AddScoped<ICalendarPart, CalendarOfVisits>();
        services.AddScoped<IPersonPanel, VisitsOnPages>();
    }

    public override void Api(IEndpointRouteBuilder api)
    {
        ObservationsApi.Map(api);
        LessonPlansApi.Map(api);
    }

    public override IEnumerable<MenuItem> Menu => [new(ObservationsPage.Url, "eye-check", "Visits")];

    public override IEnumerable<RightGrant> Rights => [new(VisitRights.ReadShared, "See what was said of lessons that educators share with their school", Posts.Heads)];

    public override IEnumerable<(string Path, Type Entity)> Asked => [("observations", typeof(Visit)), ("lesson-plans", typeof(LessonPlan))];

    public override IEnumerable<Kept> Kept =>
    [
        new(DataKind.Support, new Erasable<VisitEntry> { Of = g => e => g.People.Contains(e.PersonId), From = g => e => e.On < g.Before, Unit = e => e.UnitId }),
        new(DataKind.Support, new Erasable<AgreedAction> { Of = g => a => g.People.Contains(a.PersonId), From = g => a => a.DueOn < g.Before, Unit = a => a.UnitId }),
        new(DataKind.Support, new Erasable<Observation> { Of = g => o => g.People.Contains(o.PersonId), From = g => o => o.On < g.Before && !o.Actions.Any(a => a.DueOn >= g.Before), Unit = o => o.UnitId }),
        new(DataKind.Support, new Erasable<LessonPlanEdition> { Of = g => e => g.People.Contains(e.PersonId), From = g => e => e.StartedOn < g.Before, Unit = e => e.UnitId }),
        new(DataKind.Support, new Erasable<LessonPlan> { Of = g => p => g.People.Contains(p.PersonId), From = g => p => p.StartedOn < g.Before, Unit = p => p.UnitId }),
    ];

    public override IEnumerable<PersonData> Persons =>
    [
        new(typeof(Visit), nameof(Visit.PersonId), "Whose lesson is visited", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(Visit), nameof(Visit.ObserverId), "Who comes to a lesson", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(Visit), nameof(Visit.OfferedById), "Who said the time of a visit", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(Observation), nameof(Observation.PersonId), "Whose lesson was observed", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(Observation), nameof(Observation.ObserverId), "Who observed a lesson", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(VisitEntry), nameof(VisitEntry.PersonId), "In whose lesson something was noted", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(VisitEntry), nameof(VisitEntry.ById), "Who noted something in a lesson", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(AgreedAction), nameof(AgreedAction.PersonId), "Who tries what was agreed after a lesson", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(AgreedAction), nameof(AgreedAction.ObserverId), "Who agreed with somebody what they try", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(LessonPlan), nameof(LessonPlan.PersonId), "Whose lesson is planned", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(LessonPlan), nameof(LessonPlan.SupporterId), "Who plans a lesson with somebody", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(LessonPlanEdition), nameof(LessonPlanEdition.PersonId), "Whose lesson is planned", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(LessonPlanEdition), nameof(LessonPlanEdition.SupporterId), "Who plans a lesson with somebody", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(LessonPlanEdition), nameof(LessonPlanEdition.ById), "Who wrote an edition of a lesson plan", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
    ];
}
