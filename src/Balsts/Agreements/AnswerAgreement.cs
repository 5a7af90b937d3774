using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Agreements;

/// <summary>The other side confirms an agreement in one press, or declines it with a reason; whoever offered it may withdraw it meanwhile.</summary>
public sealed class AnswerAgreement(AppDb db)
{
    public sealed class Input
    {
        /// <summary>The educator lets the school's leadership read what the agreement is about.</summary>
        public bool WithHead { get; set; }

        /// <summary>Why it is declined; read by the two.</summary>
        [StringLength(AgreementReason.TextMax)] public string? Reason { get; set; }
    }

    public async Task<Outcome<Guid>> Confirm(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await Find(id, viewer, ct) is not var (agreement, terms)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(agreement, known)) return Problem.ChangedMeanwhile;
        if (agreement.Confirm(viewer.PersonId, viewer.Today).Problem is { } refused) return refused;
        db.Record(viewer, new AgreementConfirmed(), agreement);
        if (input.WithHead && agreement.PersonId == viewer.PersonId && agreement.Kind == AgreementKind.Support)
        {
            var decision = terms.DecisionToShare(db.Now);
            db.Add(viewer, decision);
            terms.Share(decision);
            db.Record(viewer, new AgreementShared(), agreement);
        }
        Tell(agreement, Texts.Id("{0} confirmed the agreement with you"), viewer);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    public async Task<Outcome<Guid>> Decline(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await Find(id, viewer, ct) is not var (agreement, terms)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(agreement, known)) return Problem.ChangedMeanwhile;
        if (WellFormed.Of(input.Reason ?? "").Trim() is not { Length: > 0 } reason) return SupportAgreement.ReasonMissing;
        if (agreement.Decline(viewer.PersonId).Problem is { } refused) return refused;
        db.Add(viewer, terms.Because(reason));
        db.Record(viewer, new AgreementDeclined(), agreement);
        Tell(agreement, Texts.Id("{0} declined the agreement with you"), viewer);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    public async Task<Outcome<Guid>> Withdraw(Guid id, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await Find(id, viewer, ct) is not var (agreement, _)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(agreement, known)) return Problem.ChangedMeanwhile;
        if (agreement.Withdraw(viewer.PersonId).Problem is { } refused) return refused;
        db.Record(viewer, new AgreementWithdrawn(), agreement);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    async Task<(SupportAgreement Agreement, AgreementTerms Terms)?> Find(Guid id, Viewer viewer, CancellationToken ct)
    {
        if (await db.Seen<SupportAgreement>(viewer).FirstOrDefaultAsync(a => a.Id == id, ct) is not { } agreement || !agreement.IsOf(viewer.PersonId)) return null;
        return await db.Seen<AgreementTerms>(viewer).FirstOrDefaultAsync(t => t.AgreementId == id, ct) is { } terms ? (agreement, terms) : null;
    }

    void Tell(SupportAgreement agreement, string text, Viewer viewer) => db.Notify(Notification.To(agreement.OtherThan(viewer.PersonId), agreement.CountryId, db.Now, AgreementPage.Url(agreement.Id), text, viewer.Name));
}
