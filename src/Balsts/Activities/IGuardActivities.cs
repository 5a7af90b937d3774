using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Activities;

/// <summary>A higher room's say on whether an activity may still be logged, corrected or removed: a report that was submitted or accepted holds the activities it counts.</summary>
public interface IGuardActivities
{
    /// <summary>The problem to tell, or null. Asked with the activity as it is, and again as it would become.</summary>
    Task<Problem?> MayChange(Activity activity, Viewer viewer, CancellationToken ct = default);
}

static class Guards
{
    public static async Task<Problem?> MayChange(this IEnumerable<IGuardActivities> guards, Activity activity, Viewer viewer, CancellationToken ct)
    {
        foreach (var guard in guards)
            if (await guard.MayChange(activity, viewer, ct) is { } problem) return problem;
        return null;
    }
}
