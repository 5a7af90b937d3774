using Balsts.People;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Goals;

/// <summary>Goals whose day comes: one's own, and those in which one supports somebody.</summary>
public sealed class WaitingGoals(AppDb db) : IWaitingPart
{
    public NoticeKind Notices => NoticeKind.Goals;

    const int Days = 14;

    public async Task<IReadOnlyList<Waiting>> For(Viewer viewer, Texts t, CancellationToken ct)
    {
        var (me, until) = (viewer.PersonId, viewer.Today.AddDays(Days));
        var due = await db.Seen<Goal>(viewer).AsNoTracking().Where(g => g.State == GoalState.Open && g.DueOn <= until && (g.PersonId == me || g.SupporterId == me)).OrderBy(g => g.DueOn).ThenBy(g => g.Id).Take(IWaitingPart.Most)
            .Select(g => new { g.Id, g.PersonId, g.Statement, g.DueOn }).ToListAsync(ct);
        return [.. due.Select(g => new Waiting("target-arrow", StateKind.Submitted, name => g.PersonId == me ? t["Your goal: {0}", g.Statement] : t["{0}: {1}", name, g.Statement], t["Was it reached? Close it, or give it more time."], GoalPage.Url(g.Id), t["Look at the goal"]) { Outside = g.PersonId == me ? t["A goal of yours is due"] : t["A goal that you support is due"], Who = g.PersonId == me ? null : g.PersonId, DueOn = g.DueOn })];
    }
}
