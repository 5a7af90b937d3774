using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Sharing;

/// <summary>An educator takes a decision back: from that moment those alone read the thing who read it without the decision. That it was shared stays in the history, and who read it in the trace.</summary>
public sealed class RevokeSharing(AppDb db, IEnumerable<ISharedContent> rooms)
{
    public async Task<Outcome<Guid>> Run(Guid id, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<SharingDecision>(viewer).FirstOrDefaultAsync(d => d.Id == id && d.PersonId == viewer.PersonId, ct) is not { } decision) return Problem.NotFound;
        if (decision.Revoke(db.Now).Problem is { } over) return over;
        await rooms.Single(r => r.Kind == decision.Kind).TakeBack(decision, viewer, ct);
        return (await db.Save(ct)).Problem is { } problem ? problem : decision.SubjectId;
    }
}
