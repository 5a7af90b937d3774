using System.Linq.Expressions;
using Balsts.People;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Groups;

/// <summary>Sessions whose day has come and of which nobody has written down who came: to those who lead the group, or led it to its end.</summary>
sealed class WaitingSessions(AppDb db) : IWaitingPart
{
    public NoticeKind Notices => NoticeKind.Groups;

    public async Task<IReadOnlyList<Waiting>> For(Viewer viewer, Texts t, CancellationToken ct)
    {
        var (me, today) = (viewer.PersonId, viewer.Today);
        Expression<Func<GroupSession, bool>> led = s => s.Group!.Members.Any(m => m.PersonId == me && m.Role == MemberRole.Leader && m.StartsOn <= today && (m.EndsOn == null || m.EndsOn >= today));
        var waiting = await db.Seen<GroupSession>(viewer).Where(s => s.State == SessionState.Planned && s.On <= today).Where(led.Or(GroupSession.LedToTheEnd(viewer)))
            .OrderBy(s => s.On).ThenBy(s => s.Id).Take(IWaitingPart.Most).Select(s => new { s.Id, s.On, s.Group!.Name }).ToListAsync(ct);
        return [.. waiting.Select(s => new Waiting("checkbox", StateKind.Submitted, _ => t["Write down who came"], t["{0}, {1}", s.Name, t.Day(s.On)], HoldSessionPage.Url(s.Id), t["Who came?"]) { Outside = null, DueOn = s.On })];
    }
}
