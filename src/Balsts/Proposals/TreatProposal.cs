using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Proposals;

/// <summary>What becomes of a proposal: the addressee answers, decides, says what came of it and publishes it; the author may withdraw it as long as nobody has answered.</summary>
public sealed class TreatProposal(AppDb db)
{
    public sealed class Reply
    {
        [Required, StringLength(Proposal.TextMax)] public string? Text { get; set; }
    }

    public sealed class Decision
    {
        [Required] public bool? TakenUp { get; set; }
        [Required, StringLength(Proposal.TextMax)] public string? Reason { get; set; }
    }

    public sealed class Result
    {
        [Required] public bool? CarriedOut { get; set; }
        [Required, StringLength(Proposal.TextMax)] public string? Effect { get; set; }
    }

    public Task<Outcome<Guid>> Answer(Guid id, Reply input, int? version, Viewer viewer, CancellationToken ct = default) =>
        Treat(id, version, viewer, p => p.Reply(WellFormed.Of(input.Text!)), new ProposalAnswered(), Texts.Id("{0} answered your proposal."), ct);

    public Task<Outcome<Guid>> Decide(Guid id, Decision input, int? version, Viewer viewer, CancellationToken ct = default) =>
        Treat(id, version, viewer, p => p.Decide(input.TakenUp!.Value, WellFormed.Of(input.Reason!)), input.TakenUp!.Value ? new ProposalTakenUp() : new ProposalDeclined(), Texts.Id("{0} decided on your proposal."), ct);

    public Task<Outcome<Guid>> Finish(Guid id, Result input, int? version, Viewer viewer, CancellationToken ct = default) =>
        Treat(id, version, viewer, p => p.Finish(input.CarriedOut!.Value, WellFormed.Of(input.Effect!)), input.CarriedOut!.Value ? new ProposalCarriedOut() : new ProposalNotCarriedOut(), Texts.Id("{0} noted what came of your proposal."), ct);

    public Task<Outcome<Guid>> Publish(Guid id, bool published, Viewer viewer, CancellationToken ct = default) =>
        Treat(id, null, viewer, p => p.Publish(published ? viewer.Today : null), published ? new ProposalPublished() : new ProposalUnpublished(), null, ct);

    public async Task<Outcome<Guid>> Withdraw(Guid id, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Proposal>(viewer).FirstOrDefaultAsync(p => p.Id == id && p.AuthorId == viewer.PersonId, ct) is not { } proposal) return Problem.NotFound;
        if (proposal.Withdraw().Problem is { } refused) return refused;
        db.Record(viewer, new ProposalWithdrawn(), proposal);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    async Task<Outcome<Guid>> Treat(Guid id, int? version, Viewer viewer, Func<Proposal, Outcome> act, IRecorded told, string? message, CancellationToken ct)
    {
        if (await db.Seen<Proposal>(viewer).FirstOrDefaultAsync(p => p.Id == id, ct) is not { } proposal || !Proposal.IsAnsweredBy(viewer, proposal.AddresseeUnitId)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(proposal, known)) return Problem.ChangedMeanwhile;
        if (act(proposal).Problem is { } refused) return refused;
        db.Record(viewer, told, proposal);
        if (message is not null && proposal.AuthorId != viewer.PersonId) db.Notify(Notification.To(proposal.AuthorId, proposal.CountryId, db.Now, ProposalPage.Url(id), message, viewer.Name));
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}
