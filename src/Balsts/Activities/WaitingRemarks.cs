using Balsts.People;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Activities;

/// <summary>What educators say against entries of the viewer, and what was not answered yet.</summary>
public sealed class WaitingRemarks(AppDb db) : IWaitingPart
{
    public NoticeKind Notices => NoticeKind.Support;

    public async Task<IReadOnlyList<Waiting>> For(Viewer viewer, Texts t, CancellationToken ct)
    {
        if (!viewer.May(ActivityRights.Log)) return [];
        var me = viewer.PersonId;
        var open = await db.Seen<ActivityRemark>(viewer).Where(r => r.AuthorId == me && r.Answer == "").OrderBy(r => r.Id).Take(IWaitingPart.Most).Select(r => new { r.Id, r.PersonId, r.Text }).ToListAsync(ct);
        return [.. open.Select(r => new Waiting("message-circle", StateKind.Returned, name => t["{0} says that an entry is not so", name], r.Text, AnswerRemarkPage.Url(r.Id), t["Answer"]) { Outside = t["Somebody asks about an entry of yours"], Who = r.PersonId })];
    }
}
