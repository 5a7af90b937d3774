using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Activities;

/// <summary>Takes a mistaken entry out of the ledger: by its author, as long as no report holds it.</summary>
public sealed class RemoveActivity(AppDb db, IEnumerable<IGuardActivities> guards)
{
    public sealed class Input;

    public async Task<Outcome<Guid>> Run(Guid id, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Activity>(viewer).FirstOrDefaultAsync(a => a.Id == id && a.AuthorId == viewer.PersonId, ct) is not { } activity) return Problem.NotFound;
        if (version is { } known && !db.StillAt(activity, known)) return Problem.ChangedMeanwhile;
        if (activity.GroupId is not null) return Activity.OfASession;
        if ((await Take(activity, viewer, ct)).Problem is { } refused) return refused;
        return (await db.Save(ct)).Problem is { } problem ? problem : activity.Id;
    }

    /// <summary>Takes it out without saving, so that a session of a group and its entry are one transaction.</summary>
    internal async Task<Outcome> Take(Activity activity, Viewer viewer, CancellationToken ct)
    {
        if (await guards.MayChange(activity, viewer, ct) is { } held) return held;
        activity.Remove(db.Now);
        db.Record(viewer, new ActivityRemoved(), activity);
        return Outcome.Done;
    }
}
