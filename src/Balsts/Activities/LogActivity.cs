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
    }

    public async Task<Outcome<Guid>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        var logged = await Add(input, viewer, null, ct);
        if (logged.Problem is { } problem) return problem;
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : logged.Value!.Id;
    }

    /// <summary>Adds the activity without saving, so that a line of a plan and its activity are one transaction.</summary>
    /// <param name="under">The appointment of the plan; null finds the one that supports there.</param>
    internal async Task<Outcome<Activity>> Add(Input input, Viewer viewer, Guid? under = null, CancellationToken ct = default)
    {
        var (unitId, on) = (input.UnitId!.Value, input.On!.Value);
        if ((await trees.Now(ct)).Find(unitId) is not { } unit || !viewer.May(ActivityRights.Log, unit.CountryId, unitId)) return Problem.NotFound;
        var (field, topic) = (input.Field ?? "", WellFormed.Of(input.Topic ?? "").Trim());
        var appointment = await rules.AppointmentFor(viewer, unitId, on, field, under, ct);
        var activity = new Activity
        {
            Id = Guid.CreateVersion7(),
            CountryId = unit.CountryId,
            UnitId = unitId,
            AuthorId = viewer.PersonId,
            AppointmentId = appointment ?? Guid.Empty,
            InitiativeId = await rules.InitiativeFor(viewer, unitId, on, ct),
            LoggedAt = db.Now,
        };
        if (activity.Describe(on, input.Minutes!.Value, input.Kind!.Value, input.IsOnline, field, topic, viewer.Today).Problem is { } wrong) return wrong;
        if (appointment is null) return Activity.NotInTerm;
        if ((await rules.Check(viewer, unit.CountryId, unitId, on, field, input.People, ct)).Problem is { } unfit) return unfit;
        activity.With(input.People);
        if (await guards.MayChange(activity, viewer, ct) is { } closed) return closed;
        db.Add(viewer, activity);
        db.Record(viewer, new ActivityLogged(), activity);
        return activity;
    }
}
