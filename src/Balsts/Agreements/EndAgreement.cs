using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Agreements;

/// <summary>Either side ends an agreement, and says why; only the two of them read the reason.</summary>
public sealed class EndAgreement(AppDb db)
{
    public sealed class Input
    {
        [Required, StringLength(AgreementReason.TextMax)] public string? Reason { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<SupportAgreement>(viewer).FirstOrDefaultAsync(a => a.Id == id, ct) is not { } agreement || !agreement.IsOf(viewer.PersonId)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(agreement, known)) return Problem.ChangedMeanwhile;
        if (agreement.End(viewer.Today).Problem is { } refused) return refused;
        if (await db.Seen<AgreementTerms>(viewer).FirstOrDefaultAsync(t => t.AgreementId == id, ct) is { } terms) db.Add(viewer, terms.Because(WellFormed.Of(input.Reason!)));
        db.Record(viewer, new AgreementEnded(), agreement);
        db.Notify(Notification.To(agreement.OtherThan(viewer.PersonId), agreement.CountryId, db.Now, AgreementPage.Url(id), Texts.Id("{0} ended the agreement with you"), viewer.Name));
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}
