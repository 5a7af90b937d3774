using System.Linq.Expressions;
using Balsts.People;
using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Groups;

/// <summary>A planned session of a group that somebody belongs to, led it or leads it.</summary>
public sealed record OwnSession(Guid Id, string Group, Guid UnitId, DateOnly On, TimeOnly? At, int Minutes, string Topic, bool IsLed);

/// <summary>Planned sessions that concern the viewer: those from today to the end of the week, and those whose day has come and of which nobody has written down who came. Asked once, for the desk and for what waits on it.</summary>
public sealed class FindOwnSessions(AppDb db)
{
    const int ComingMost = 12;

    (Guid Person, Task<List<OwnSession>> Rows)? asked;

    /// <summary>From today to the end of the week, as a member.</summary>
    public async Task<IReadOnlyList<OwnSession>> Coming(Viewer viewer, CancellationToken ct) => [.. (await Of(viewer, ct)).Where(s => s.On >= viewer.Today).Take(ComingMost)];

    /// <summary>Of which the viewer is to write down who came.</summary>
    public async Task<IReadOnlyList<OwnSession>> ToWriteDown(Viewer viewer, CancellationToken ct) => [.. (await Of(viewer, ct)).Where(s => s.On <= viewer.Today && s.IsLed).OrderBy(s => s.On).ThenBy(s => s.Id).Take(IWaitingPart.Most)];

    Task<List<OwnSession>> Of(Viewer viewer, CancellationToken ct)
    {
        if (asked is { } known && known.Person == viewer.PersonId) return known.Rows;
        var (me, today, sunday) = (viewer.PersonId, viewer.Today, Weeks.Monday(viewer.Today).AddDays(6));
        Expression<Func<GroupSession, bool>> leads = s => s.Group!.Members.Any(m => m.PersonId == me && m.Role == MemberRole.Leader && m.StartsOn <= today && (m.EndsOn == null || m.EndsOn >= today));
        Expression<Func<GroupSession, bool>> come = s => s.On <= today, coming = s => s.On >= today && s.On <= sunday;
        var rows = db.Seen<GroupSession>(viewer).Where(s => s.State == SessionState.Planned).Where(come.And(leads.Or(GroupSession.LedToTheEnd(viewer))).Or(coming.And(GroupSession.OfOwnGroups(viewer))))
            // those of this week first: what was left undone crowds none of them out
            .OrderBy(s => s.On < today).ThenBy(s => s.On).ThenBy(s => s.Id).Take(IWaitingPart.Most + ComingMost)
            .Select(s => new OwnSession(s.Id, s.Group!.Name, s.Group.UnitId, s.On, s.At, s.Minutes, s.Topic, s.On < today || s.Group.Members.Any(m => m.PersonId == me && m.Role == MemberRole.Leader && m.StartsOn <= today && (m.EndsOn == null || m.EndsOn >= today)))).ToListAsync(ct);
        asked = (me, rows);
        return rows;
    }
}
