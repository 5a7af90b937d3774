using Balsts.People;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Proposals;

/// <summary>Proposals to the units that the viewer leads which nobody answered or decided on.</summary>
public sealed class WaitingProposals(AppDb db) : IWaitingPart
{
    public NoticeKind Notices => NoticeKind.Proposals;

    public async Task<IReadOnlyList<Waiting>> For(Viewer viewer, Texts t, CancellationToken ct)
    {
        var seats = viewer.SeatsOf(ProposalRights.Answer);
        if (seats.Length == 0) return [];
        var open = await db.Seen<Proposal>(viewer).Where(p => seats.Contains(p.AddresseeUnitId) && (p.State == ProposalState.Sent || p.State == ProposalState.Answered)).OrderBy(p => p.On).ThenBy(p => p.Id).Take(IWaitingPart.Most)
            .Select(p => new { p.Id, p.AuthorId, Title = Reading.Of<Proposal>(p.Id, p.Title), p.State }).ToListAsync(ct);
        return [.. open.Select(p => new Waiting("bulb", StateKind.Submitted, name => t["{0} proposes: {1}", name, p.Title], p.State == ProposalState.Sent ? t["It has no answer yet."] : t["It was answered; the decision is missing."], ProposalPage.Url(p.Id), p.State == ProposalState.Sent ? t["Answer"] : t["Decide"]) { Outside = p.State == ProposalState.Sent ? t["A proposal waits for your answer"] : t["A proposal waits for your decision"], Who = p.AuthorId })];
    }
}
