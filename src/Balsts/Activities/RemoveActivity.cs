using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Activities;

/// <summary>Takes a mistaken entry out of the ledger: by its author, as long as no report holds it.</summary>
public sealed class RemoveActivity(AppDb db, IEnumerable<IGuardActivities> guards)
{
    public sealed class Input
    {
        /// <summary>Why it is changed all the same, where a report that counts it was accepted.</summary>
        [StringLength(Activity.ReasonMax)] public string? Reason { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Activity>(viewer).Include(a => a.People).FirstOrDefaultAsync(a => a.Id == id && a.AuthorId == viewer.PersonId, ct) is not { } activity) return Problem.NotFound;
        if (version is { } known && !db.StillAt(activity, known)) return Problem.ChangedMeanwhile;
        if (activity.GroupId is not null) return Activity.OfASession;
        if ((await Take(activity, viewer, ct, input.Reason)).Problem is { } refused) return refused;
        return (await db.Save(ct)).Problem is { } problem ? problem : activity.Id;
    }

    /// <summary>Takes it out without saving, so that a session of a group and its entry are one transaction.</summary>
    internal async Task<Outcome> Take(Activity activity, Viewer viewer, CancellationToken ct, string? reason = null)
    {
        if (await guards.MayChange(activity, reason, viewer, ct) is { } held) return held;
        await guards.Changed(activity, ActivityFigures.Of(activity), null, reason, viewer, ct);
        activity.Remove(db.Now);
        db.Record(viewer, new ActivityRemoved(), activity);
        return Outcome.Done;
    }
}
