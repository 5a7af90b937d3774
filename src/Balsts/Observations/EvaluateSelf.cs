using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Observations;

/// <summary>The educator looks at their own lesson first, before they read what was noted.</summary>
public sealed class EvaluateSelf(AppDb db)
{
    public sealed class Input
    {
        [Required, StringLength(Observation.SayMax)] public string? Well { get; set; }
        [StringLength(Observation.SayMax)] public string? Otherwise { get; set; }
        [StringLength(Observation.SayMax)] public string? Ask { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Own(id, viewer, ct) is not (var visit, { } observation) || visit.PersonId != viewer.PersonId) return Problem.NotFound;
        if (version is { } known && !db.StillAt(visit, known)) return Problem.ChangedMeanwhile;
        if (visit.Evaluate(db.Now).Problem is { } refused) return refused;
        observation.Evaluate(WellFormed.Of(input.Well!), WellFormed.Of(input.Otherwise ?? ""), WellFormed.Of(input.Ask ?? ""));
        observation.Follow(visit, db.Now);
        db.Record(viewer, new SelfEvaluated(), visit);
        db.Notify(Notification.To(visit.ObserverId, visit.CountryId, db.Now, VisitPage.Url(id), Texts.Id("{0} sent the self-evaluation; your feedback is next"), viewer.Name));
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}
