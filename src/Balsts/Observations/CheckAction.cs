using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Observations;

/// <summary>The two look back at what was agreed: it is done, goes on, or was given up, and what came of it.</summary>
public sealed class CheckAction(AppDb db)
{
    public sealed class Input
    {
        [Required] public ActionState? State { get; set; }
        [StringLength(AgreedAction.CameMax)] public string? Came { get; set; }

        /// <summary>Of what goes on: until when.</summary>
        public DateOnly? DueOn { get; set; }
    }

    public async Task<AgreedAction?> Of(Guid id, Viewer viewer, CancellationToken ct = default) =>
        await db.Seen<AgreedAction>(viewer).FirstOrDefaultAsync(a => a.Id == id && (a.PersonId == viewer.PersonId || a.ObserverId == viewer.PersonId), ct);

    public async Task<Outcome<Guid>> Run(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await Of(id, viewer, ct) is not { } action) return Problem.NotFound;
        if (version is { } known && !db.StillAt(action, known)) return Problem.ChangedMeanwhile;
        if (action.Check(input.State!.Value, WellFormed.Of(input.Came ?? ""), input.DueOn, viewer.Today).Problem is { } refused) return refused;
        db.Record(viewer, action.State switch { ActionState.Done => new ActionDone(), ActionState.GivenUp => (IRecorded)new ActionGivenUp(), _ => new ActionGoesOn(action.DueOn) }, action);
        db.Notify(Notification.To(action.PersonId == viewer.PersonId ? action.ObserverId : action.PersonId, action.CountryId, db.Now, VisitPage.Url(action.VisitId), Texts.Id("{0} looked back at what you agreed"), viewer.Name));
        return (await db.Save(ct)).Problem is { } problem ? problem : action.VisitId;
    }
}
