using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Privacy;

/// <summary>Those who keep it say what they did, or why they did nothing.</summary>
public sealed class AnswerDataRequest(AppDb db)
{
    public sealed class Input
    {
        public bool Granted { get; set; }
        [Required, StringLength(DataRequest.TextMax)] public string? Text { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<DataRequest>(viewer).FirstOrDefaultAsync(r => r.Id == id, ct) is not { } request || !request.IsAnsweredBy(viewer)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(request, known)) return Problem.ChangedMeanwhile;
        if (request.Close(input.Granted, WellFormed.Of(input.Text!), viewer.PersonId, viewer.Today).Problem is { } refused) return refused;
        db.Record(viewer, input.Granted ? new DataRequestGranted() : new DataRequestRefused(), request);
        db.Notify(Notification.To(request.PersonId, request.CountryId, db.Now, DataRequestPage.Url(id), Texts.Id("{0} answered what you asked about what is held on you."), viewer.Name));
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}
