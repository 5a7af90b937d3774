using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Observations;

/// <summary>Either side says another time; the other one books it. What was offered or booked before holds no more.</summary>
public sealed class MoveVisit(AppDb db, OfferVisit offer)
{
    public sealed class Input : OfferVisit.When
    {
        /// <summary>Why; read by the two.</summary>
        [StringLength(Observation.ReasonMax)] public string? Reason { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Own(id, viewer, ct) is not var (visit, observation)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(visit, known)) return Problem.ChangedMeanwhile;
        if (await offer.Agreement(visit.AgreementId, viewer, ct) is not { } agreement) return Visit.NotAgreed;
        var before = visit.On;
        if (visit.Offer(input.Times, input.Minutes!.Value, input.IsOnline, agreement, viewer.PersonId, viewer.Today).Problem is { } refused) return refused;
        if (!input.AllTheSame && await offer.Conflict(visit, viewer, ct) is { } overlaps) return overlaps;
        observation?.Follow(visit, db.Now);
        observation?.Because(WellFormed.Of(input.Reason ?? ""));
        db.Record(viewer, new VisitMoved(before, visit.On), visit);
        db.Notify(Notification.To(visit.OtherThan(viewer.PersonId), visit.CountryId, db.Now, VisitPage.Url(id), Texts.Id("{0} moved the visit of {1} to {2}"), viewer.Name, OfferVisit.Day(before), OfferVisit.Day(visit.On)));
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}
