using System.ComponentModel.DataAnnotations;
using Balsts.Sharing;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Activities;

/// <summary>Whoever gave support notes something for themselves: read by nobody else, counted nowhere.</summary>
public sealed class NoteOnActivity(AppDb db, PrivateNotes notes)
{
    public sealed class Input
    {
        [Required, StringLength(PrivateNote.TextMax)] public string? Text { get; set; }
    }

    /// <summary>The activity, where the viewer gave it: theirs alone to note on.</summary>
    public Task<Activity?> Of(Guid id, Viewer viewer, CancellationToken ct = default) => db.Seen<Activity>(viewer).AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.AuthorId == viewer.PersonId, ct);

    public async Task<NoteRead?> Read(Guid id, Viewer viewer, CancellationToken ct = default) => await Of(id, viewer, ct) is null ? null : await notes.About(id, viewer, ct);

    public async Task<Outcome<Guid>> Write(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await Of(id, viewer, ct) is not { } activity) return Problem.NotFound;
        return (await notes.Write(id, activity.CountryId, version, input.Text!, viewer, ct)).Problem is { } problem ? problem : id;
    }

    public async Task<Outcome<Guid>> Remove(Guid id, Viewer viewer, CancellationToken ct = default)
    {
        if (await Of(id, viewer, ct) is null) return Problem.NotFound;
        return (await notes.Remove(id, viewer, ct)).Problem is { } problem ? problem : id;
    }
}
