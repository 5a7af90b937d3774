using System.ComponentModel.DataAnnotations;
using Balsts.People;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Privacy;

/// <summary>
/// Those who keep it say what they did, or why they did nothing. What they grant takes effect with the answer: a name and contacts are
/// corrected, and whoever read what the person wrote is told; disputed words are withheld from that moment on.
/// </summary>
public sealed class AnswerDataRequest(AppDb db, DescribePerson describe)
{
    public sealed class Input
    {
        public bool Granted { get; set; }
        [Required, StringLength(DataRequest.TextMax)] public string? Text { get; set; }

        /// <summary>How the name is written from now on; left empty it stays.</summary>
        [StringLength(Person.NameMax)] public string? GivenName { get; set; }
        [StringLength(Person.NameMax)] public string? FamilyName { get; set; }

        /// <summary>Tells whoever read what the person wrote that something was corrected (GDPR, article 19).</summary>
        public bool TellReaders { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<DataRequest>(viewer).FirstOrDefaultAsync(r => r.Id == id, ct) is not { } request || !request.IsAnsweredBy(viewer)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(request, known)) return Problem.ChangedMeanwhile;
        if (request.Close(input.Granted, WellFormed.Of(input.Text!), viewer.PersonId, viewer.Today).Problem is { } refused) return refused;

        await using var together = await db.Begin(ct);
        db.Record(viewer, input.Granted ? new DataRequestGranted() : new DataRequestRefused(), request);
        db.Notify(Notification.To(request.PersonId, request.CountryId, db.Now, DataRequestPage.Url(id), Texts.Id("{0} answered what you asked about what is held on you."), viewer.Name));
        if (input.Granted && request.Kind == DataRequestKind.Restriction) Withhold(request, viewer);
        if (input.Granted && request.Kind == DataRequestKind.Rectification)
        {
            if (await Rectify(request, input, viewer, ct) is { } wrong) return wrong;
            if (input.TellReaders) await Tell(request, viewer, ct);
        }
        if ((await db.Save(ct)).Problem is { } problem) return problem;
        await together.Commit(ct);
        return id;
    }

    void Withhold(DataRequest request, Viewer viewer)
    {
        db.Add(viewer, new Restriction { Id = Guid.CreateVersion7(), CountryId = request.CountryId, PersonId = request.PersonId, UnitId = request.UnitId, RequestId = request.Id, ById = viewer.PersonId, StartsOn = viewer.Today });
        db.Record(viewer, new WordsWithheld(), request);
    }

    /// <summary>Corrects the name, under the rules that hold for whoever keeps people.</summary>
    async Task<Problem?> Rectify(DataRequest request, Input input, Viewer viewer, CancellationToken ct)
    {
        var (given, family) = (input.GivenName?.Trim() ?? "", input.FamilyName?.Trim() ?? "");
        if (given.Length == 0 && family.Length == 0) return null;
        if (await db.Seen<Person>(viewer).FirstOrDefaultAsync(p => p.Id == request.PersonId, ct) is not { } person) return Problem.NotFound;
        var described = new DescribePerson.Input { GivenName = given.Length > 0 ? given : person.GivenName, FamilyName = family.Length > 0 ? family : person.FamilyName, Email = person.Email, Phone = person.Phone };
        return (await describe.Run(person.Id, described, person.Version, viewer, ct)).Problem;
    }

    /// <summary>Whoever read what the person wrote, as the trace knows.</summary>
    async Task Tell(DataRequest request, Viewer viewer, CancellationToken ct)
    {
        var name = await db.Seen<Person>(Viewer.System).Where(p => p.Id == request.PersonId).Select(p => p.GivenName + " " + p.FamilyName).FirstAsync(ct);
        foreach (var reader in await db.Seen<Trace>(Viewer.System).Where(t => t.PersonId == request.PersonId && t.ViewerId != viewer.PersonId).Select(t => t.ViewerId).Distinct().ToListAsync(ct))
            db.Notify(Notification.To(reader, request.CountryId, db.Now, PersonPage.Url(request.PersonId), Texts.Id("What is held on {0} was corrected. What you read before may not be right; look again before you rely on it."), name));
    }
}
