using System.ComponentModel.DataAnnotations;
using Balsts.People;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Privacy;

/// <summary>Those who were asked look at what would go and what stays, and erase it (GDPR, article 17). It is noted outside the database as well before it counts.</summary>
public sealed class EraseOnRequest(AppDb db, ErasePeople erase, ErasureList list, IGuardPeople guard)
{
    public sealed class Input
    {
        /// <summary>The kinds of which something goes, as the preview named them: nothing goes that nobody looked at.</summary>
        [Required] public string? Kinds { get; set; }
        [Required, StringLength(DataRequest.TextMax)] public string? Text { get; set; }
    }

    /// <summary>What would go; null where the viewer has nothing to decide.</summary>
    public async Task<(DataRequest Request, ErasurePlan Plan)?> Preview(Guid id, Viewer viewer, CancellationToken ct = default) =>
        await Open(id, viewer, ct) is { } request ? (request, await erase.Plan(request.PersonId, request.CountryId, ct)) : null;

    async Task<DataRequest?> Open(Guid id, Viewer viewer, CancellationToken ct) =>
        await db.Seen<DataRequest>(viewer).FirstOrDefaultAsync(r => r.Id == id && r.Kind == DataRequestKind.Erasure, ct) is { } request && request.IsAnsweredBy(viewer) ? request : null;

    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await Preview(id, viewer, ct) is not var (request, plan)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(request, known)) return Problem.ChangedMeanwhile;
        if (plan.Kinds != input.Kinds) return DataRequest.LookAgain;
        if ((await guard.Beyond(viewer, [request.PersonId], ct)).Count > 0) return DataRequest.Elsewhere;
        if (request.Erase(plan, WellFormed.Of(input.Text!), viewer.PersonId, viewer.Today).Problem is { } refused) return refused;
        var note = new ErasureNote(Guid.CreateVersion7(), db.Now, request.CountryId, plan.Going.People, plan.WithName);

        await using var together = await db.Begin(ct);
        if (await erase.IsSomebodyHere(note.People, request.CountryId, ct) == note.WithName) return DataRequest.LookAgain;
        var files = await erase.Erase(note.People, note.WithName, note.Entry, viewer, ct);
        db.Record(viewer, new DataRequestGranted(), request);
        if (!plan.WithName) db.Notify(Notification.To(request.PersonId, request.CountryId, db.Now, DataRequestPage.Url(id), Texts.Id("{0} answered what you asked about what is held on you."), viewer.Name));
        if ((await db.Save(ct)).Problem is { } problem) return problem;
        await list.Write(note, ct); // from here on it happens, whatever becomes of this process
        await together.Commit(ct);
        erase.Delete(files);
        return id;
    }
}
