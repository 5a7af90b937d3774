using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Activities;

/// <summary>What an entry of the ledger counts for.</summary>
/// <param name="People">How many received the support.</param>
public sealed record ActivityFigures(DateOnly On, ActivityKind Kind, int Minutes, int People)
{
    public static ActivityFigures Of(Activity activity) => new(activity.On, activity.Kind, activity.Minutes, activity.People.Count);
}

/// <summary>A higher room's say on whether an activity may still be logged, corrected or removed: a report that was submitted or accepted holds the activities it counts.</summary>
public interface IGuardActivities
{
    /// <summary>The problem to tell, or null. Asked with the activity as it is, and again as it would become. A problem with the field Reason goes away when a reason is given.</summary>
    Task<Problem?> MayChange(Activity activity, string? reason, Viewer viewer, CancellationToken ct = default);

    /// <summary>The activity was logged (nothing before), corrected, or removed (nothing after); not saved yet, so that what a higher room makes of it is in the same transaction.</summary>
    Task Changed(Activity activity, ActivityFigures? before, ActivityFigures? after, string? reason, Viewer viewer, CancellationToken ct = default);
}

static class Guards
{
    public static async Task<Problem?> MayChange(this IEnumerable<IGuardActivities> guards, Activity activity, string? reason, Viewer viewer, CancellationToken ct)
    {
        foreach (var guard in guards)
            if (await guard.MayChange(activity, reason, viewer, ct) is { } problem) return problem;
        return null;
    }

    public static async Task Changed(this IEnumerable<IGuardActivities> guards, Activity activity, ActivityFigures? before, ActivityFigures? after, string? reason, Viewer viewer, CancellationToken ct)
    {
        foreach (var guard in guards) await guard.Changed(activity, before, after, reason, viewer, ct);
    }
}
