using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Activities;

/// <summary>Puts an entry of the ledger right: by its author, as long as no report holds it.</summary>
public sealed class CorrectActivity(AppDb db, LedgerRules rules, IEnumerable<IGuardActivities> guards)
{
    public sealed class Input
    {
        [Required] public DateOnly? On { get; set; }
        [Required] public int? Minutes { get; set; }
        [Required] public ActivityKind? Kind { get; set; }
        public bool IsOnline { get; set; }
        public string? Field { get; set; }
        [StringLength(Activity.TopicMax)] public string? Topic { get; set; }
        [MaxLength(Activity.PeopleMax)] public List<Guid> People { get; set => field = value ?? []; } = []; // a form with none chosen posts none
        public TimeOnly? At { get; set; }
        public Guid? GoalId { get; set; }
        public Guid? NeedId { get; set; }
        public ActivityOutcome Result { get; set; }

        /// <summary>Why it is changed all the same, where a report that counts it was accepted.</summary>
        [StringLength(Activity.ReasonMax)] public string? Reason { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Activity>(viewer).Include(a => a.People).FirstOrDefaultAsync(a => a.Id == id && a.AuthorId == viewer.PersonId, ct) is not { } activity) return Problem.NotFound;
        if (version is { } known && !db.StillAt(activity, known)) return Problem.ChangedMeanwhile;
        if (activity.GroupId is not null) return Activity.OfASession;
        if ((await Change(activity, input, viewer, null, ct)).Problem is { } refused) return refused;
        return (await db.Save(ct)).Problem is { } problem ? problem : activity.Id;
    }

    /// <summary>Corrects the activity without saving, so that a session of a group and its entry are one transaction.</summary>
    internal async Task<Outcome> Change(Activity activity, Input input, Viewer viewer, Gathering? of, CancellationToken ct)
    {
        if (await guards.MayChange(activity, input.Reason, viewer, ct) is { } held) return held;
        var before = ActivityFigures.Of(activity);
        var (on, field, topic) = (input.On!.Value, input.Field ?? "", WellFormed.Of(input.Topic ?? "").Trim());
        var people = activity.People.Select(p => p.PersonId).ToList();
        if ((await rules.Check(viewer, activity.CountryId, activity.UnitId, on, field, [.. input.People.Where(p => on != activity.On || !people.Contains(p))], of, ct)).Problem is { } unfit) return unfit;
        if (on != activity.On && await rules.AppointmentFor(viewer, activity.UnitId, on, field, activity.AppointmentId, ct) is null) return Activity.NotInTerm;
        if (activity.Describe(on, input.Minutes!.Value, input.Kind!.Value, input.IsOnline, field, topic, viewer.Today).Problem is { } wrong) return wrong;
        // what it served already stays, whoever sees it today, as long as the people are the same
        var same = people.ToHashSet().SetEquals(input.People);
        if ((await rules.Serves(viewer, activity.UnitId, same && input.GoalId == activity.GoalId ? null : input.GoalId, input.NeedId == activity.NeedId ? null : input.NeedId, input.People, ct)).Problem is { } elsewhere) return elsewhere;
        activity.With(input.People);
        activity.Serve(input.GoalId, input.NeedId, activity.GroupId, input.Result);
        activity.Began(input.At);
        if (activity.Check().Problem is { } incomplete) return incomplete;
        if (await guards.MayChange(activity, input.Reason, viewer, ct) is { } closed) return closed;
        await guards.Changed(activity, before, ActivityFigures.Of(activity), input.Reason, viewer, ct);
        db.Record(viewer, new ActivityCorrected(activity.Minutes, activity.On), activity);
        return Outcome.Done;
    }
}
