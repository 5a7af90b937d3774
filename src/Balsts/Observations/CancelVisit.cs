using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Observations;

/// <summary>Either side cancels a visit that has not begun, and says why.</summary>
public sealed class CancelVisit(AppDb db)
{
    public sealed class Input
    {
        [Required, StringLength(Observation.ReasonMax)] public string? Reason { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Own(id, viewer, ct) is not var (visit, observation)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(visit, known)) return Problem.ChangedMeanwhile;
        if (visit.Cancel().Problem is { } refused) return refused;
        observation?.Because(WellFormed.Of(input.Reason!));
        db.Record(viewer, new VisitCancelled(visit.On), visit);
        db.Notify(Notification.To(visit.OtherThan(viewer.PersonId), visit.CountryId, db.Now, VisitPage.Url(id), Texts.Id("{0} cancelled the visit on {1}"), viewer.Name, OfferVisit.Day(visit.On)));
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}
