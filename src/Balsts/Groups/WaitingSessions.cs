using Balsts.People;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;

namespace Balsts.Groups;

/// <summary>Sessions whose day has come and of which nobody has written down who came: to those who lead the group, or led it to its end.</summary>
sealed class WaitingSessions(FindOwnSessions sessions) : IWaitingPart
{
    public NoticeKind Notices => NoticeKind.Groups;

    public async Task<IReadOnlyList<Waiting>> For(Viewer viewer, Texts t, CancellationToken ct)
    {
        var waiting = await sessions.ToWriteDown(viewer, ct);
        return [.. waiting.Select(s => new Waiting("checkbox", StateKind.Submitted, _ => t["Write down who came"], t["{0}, {1}", s.Group, t.Day(s.On)], HoldSessionPage.Url(s.Id), t["Who came?"]) { Outside = null, DueOn = s.On })];
    }
}
