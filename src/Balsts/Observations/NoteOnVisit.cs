using System.ComponentModel.DataAnnotations;
using Balsts.Sharing;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Observations;

/// <summary>Either of the two notes something for themselves: the other one never reads it.</summary>
public sealed class NoteOnVisit(AppDb db, PrivateNotes notes)
{
    public sealed class Input
    {
        [Required, StringLength(PrivateNote.TextMax)] public string? Text { get; set; }
    }

    /// <summary>A visit of the viewer's own.</summary>
    public Task<Visit?> Of(Guid id, Viewer viewer, CancellationToken ct = default) => db.Seen<Visit>(viewer).AsNoTracking().FirstOrDefaultAsync(v => v.Id == id && (v.PersonId == viewer.PersonId || v.ObserverId == viewer.PersonId), ct);

    public async Task<NoteRead?> Read(Guid id, Viewer viewer, CancellationToken ct = default) => await Of(id, viewer, ct) is null ? null : await notes.About(id, viewer, ct);

    public async Task<Outcome<Guid>> Write(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await Of(id, viewer, ct) is not { } visit) return Problem.NotFound;
        return (await notes.Write(id, visit.CountryId, version, input.Text!, viewer, ct)).Problem is { } problem ? problem : id;
    }

    public async Task<Outcome<Guid>> Remove(Guid id, Viewer viewer, CancellationToken ct = default)
    {
        if (await Of(id, viewer, ct) is null) return Problem.NotFound;
        return (await notes.Remove(id, viewer, ct)).Problem is { } problem ? problem : id;
    }
}
