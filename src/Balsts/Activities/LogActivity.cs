using System.ComponentModel.DataAnnotations;
using Balsts.Units;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Activities;

/// <summary>Enters support that was given into the ledger.</summary>
public sealed class LogActivity(AppDb db, UnitTrees trees, LedgerRules rules, IEnumerable<IGuardActivities> guards)
{
    public class Input
    {
        [Required] public Guid? UnitId { get; set; }
        [Required] public DateOnly? On { get; set; }
        [Required] public virtual int? Minutes { get; set; }
        [Required] public ActivityKind? Kind { get; set; }
        public bool IsOnline { get; set; }
        public string? Field { get; set; }
        [StringLength(Activity.TopicMax)] public string? Topic { get; set; }
        [MaxLength(Activity.PeopleMax)] public List<Guid> People { get; set => field = value ?? []; } = []; // a form with none chosen posts none

        /// <summary>When it began, on the clock of the place.</summary>
        public TimeOnly? At { get; set; }

        /// <summary>The goal that it served: of the unit, of those above it, or of one of the people.</summary>
        public Guid? GoalId { get; set; }

        /// <summary>The recorded need that it answered: of the unit or of those above it.</summary>
        public Guid? NeedId { get; set; }
        public ActivityOutcome Result { get; set; }

        /// <summary>The initiative that it was part of; all zeros for none. Not said: the first in which the author serves the institution on that day.</summary>
        public Guid? InitiativeId { get; set; }

        /// <summary>Why it is changed all the same, where a report that counts it was accepted.</summary>
        [StringLength(Activity.ReasonMax)] public string? Reason { get; set; }

        /// <summary>Said by whoever logs the same content a second time within some minutes and means it.</summary>
        public bool Another { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        var logged = await Add(input, viewer, ct: ct);
        if (logged.Problem is { } problem) return problem;
        var activity = logged.Value!;
        if (!input.Another)
        {
            if (await rules.First(activity, viewer, ct) is { } first) return Activity.Doubled.With(ActivityPage.Url(first));
            activity.LoggedOnce();
        }
        var saved = await db.Save(ct);
        if (saved.Problem == AppDb.AlreadyThere && await rules.First(activity, viewer, ct) is { } other) return Activity.Doubled.With(ActivityPage.Url(other)); // the two arrived together
        return saved.Problem is { } unsaved ? unsaved : activity.Id;
    }

    /// <summary>Adds the activity without saving, so that a line of a plan and its activity are one transaction.</summary>
    /// <param name="under">The appointment of the plan; null finds the one that supports there.</param>
    /// <param name="of">The group whose session it was; the caller has asked that the viewer leads it.</param>
    internal async Task<Outcome<Activity>> Add(Input input, Viewer viewer, Guid? under = null, Gathering? of = null, CancellationToken ct = default)
    {
        var (unitId, on) = (input.UnitId!.Value, input.On!.Value);
        if ((await trees.Now(ct)).Find(unitId) is not { } unit || (of is null && !viewer.May(ActivityRights.Log, unit.CountryId, unitId))) return Problem.NotFound;
        var (field, topic) = (input.Field ?? "", WellFormed.Of(input.Topic ?? "").Trim());
        var stands = of is null ? await rules.StandsUnder(viewer, unitId, on, field, input.InitiativeId, under, ct)
            : await rules.AppointmentOfLeader(viewer, unitId, on, field, ct) is { } led ? (led, null) : Activity.NotInTerm;
        var activity = new Activity
        {
            Id = Guid.CreateVersion7(),
            CountryId = unit.CountryId,
            UnitId = unitId,
            AuthorId = viewer.PersonId,
            AppointmentId = stands.Value.Appointment,
            InitiativeId = stands.Value.Initiative,
            LoggedAt = db.Now,
            OfGathering = of is not null,
        };
        if (activity.Describe(on, input.Minutes!.Value, input.Kind!.Value, input.IsOnline, field, topic, viewer.Today).Problem is { } wrong) return wrong;
        if (stands.Problem is { } nowhere) return nowhere;
        if ((await rules.Check(viewer, unit.CountryId, unitId, on, field, input.People, of, ct)).Problem is { } unfit) return unfit;
        if ((await rules.Serves(viewer, unitId, input.GoalId, input.NeedId, input.People, ct)).Problem is { } elsewhere) return elsewhere;
        activity.With(input.People);
        activity.Serve(input.GoalId, input.NeedId, of?.GroupId, input.Result);
        activity.Began(input.At);
        if (activity.Check().Problem is { } incomplete) return incomplete;
        if (await guards.MayChange(activity, input.Reason, viewer, ct) is { } closed) return closed;
        await guards.Changed(activity, null, ActivityFigures.Of(activity), input.Reason, viewer, ct);
        db.Add(viewer, activity);
        db.Record(viewer, new ActivityLogged(), activity);
        return activity;
    }
}
