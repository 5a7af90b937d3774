using Balsts.People;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Agreements;

/// <summary>Agreements that wait for an answer of the viewer, and those of theirs that run out soon and nobody has renewed.</summary>
public sealed class WaitingAgreements(AppDb db) : IWaitingPart
{
    const int Days = 14;

    public NoticeKind Notices => NoticeKind.Agreements;

    public async Task<IReadOnlyList<Waiting>> For(Viewer viewer, Texts t, CancellationToken ct)
    {
        var (me, today, until) = (viewer.PersonId, viewer.Today, viewer.Today.AddDays(Days));
        var mine = db.Seen<SupportAgreement>(viewer).AsNoTracking().Where(a => (a.PersonId == me || a.SupporterId == me) && a.EndsOn >= today);
        var waiting = await mine.Where(a => (a.State == AgreementState.Offered && a.OfferedById != me)
                || (a.State == AgreementState.InForce && a.Kind == AgreementKind.Support && a.EndsOn <= until && !db.Seen<SupportAgreement>(viewer).Any(n => n.RenewsId == a.Id)))
            .OrderBy(a => a.EndsOn).ThenBy(a => a.Id).Take(IWaitingPart.Most).Select(a => new { a.Id, a.State, Other = a.PersonId == me ? a.SupporterId : a.PersonId, a.EndsOn }).ToListAsync(ct);
        return [.. waiting.Select(a => a.State == AgreementState.Offered
            ? new Waiting("file-check", StateKind.Submitted, name => t["{0} offers you an agreement", name], t["Confirm it in one press, or say why not."], AgreementPage.Url(a.Id), t["Answer"]) { Outside = t["An agreement waits for your answer"], Who = a.Other }
            : new Waiting("file-check", StateKind.Draft, name => t["Your agreement with {0} runs out", name], t["Renew it in one press, or let it end."], AgreementPage.Url(a.Id), t["Open"]) { Outside = t["An agreement of yours runs out"], Who = a.Other, DueOn = a.EndsOn })];
    }
}
