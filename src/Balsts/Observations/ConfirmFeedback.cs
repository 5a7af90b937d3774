using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Observations;

/// <summary>Each of the two confirms the feedback in one press; the educator may comment on it.</summary>
public sealed class ConfirmFeedback(AppDb db)
{
    public sealed class Input
    {
        [StringLength(Observation.SayMax)] public string? Comment { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Own(id, viewer, ct) is not var (visit, observation)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(visit, known)) return Problem.ChangedMeanwhile;
        if (visit.Confirm(viewer.PersonId, db.Now).Problem is { } refused) return refused;
        if (visit.PersonId == viewer.PersonId) observation?.Answer(WellFormed.Of(input.Comment ?? ""));
        db.Record(viewer, new FeedbackConfirmed(), visit);
        db.Notify(Notification.To(visit.OtherThan(viewer.PersonId), visit.CountryId, db.Now, VisitPage.Url(id), Texts.Id("{0} confirmed the feedback"), viewer.Name));
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}
