using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Agreements;

/// <summary>One press of either side offers the same agreement once more, for as long as before; the other side confirms it.</summary>
public sealed class RenewAgreement(AppDb db)
{
    public async Task<Outcome<Guid>> Run(Guid id, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<SupportAgreement>(viewer).FirstOrDefaultAsync(a => a.Id == id, ct) is not { } agreement || !agreement.IsOf(viewer.PersonId)) return Problem.NotFound;
        if (version is { } known && agreement.Version != known) return Problem.ChangedMeanwhile;
        if (await db.Seen<SupportAgreement>(viewer).AnyAsync(a => a.RenewsId == id && (a.State == AgreementState.Offered || a.State == AgreementState.InForce), ct)) return SupportAgreement.RenewedAlready;
        var renewed = agreement.Renew(viewer.PersonId, viewer.Today);
        if (renewed.Problem is { } refused) return refused;
        var next = renewed.Value!;
        var terms = await db.Seen<AgreementTerms>(viewer).AsNoTracking().FirstOrDefaultAsync(t => t.AgreementId == id, ct);
        db.Add(viewer, next);
        db.Add(viewer, AgreementTerms.Of(next, terms?.Focus ?? "", terms?.Goals ?? []));
        db.Record(viewer, new AgreementRenewed(), next);
        db.Notify(Notification.To(next.OtherThan(viewer.PersonId), next.CountryId, db.Now, AgreementPage.Url(next.Id), Texts.Id("{0} offers to renew the agreement with you"), viewer.Name));
        var saved = await db.Save(ct);
        return saved.Problem is not { } problem ? next.Id : problem == AppDb.AlreadyThere ? SupportAgreement.RenewedAlready : problem;
    }
}
