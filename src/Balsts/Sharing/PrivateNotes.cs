using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Sharing;

/// <summary>A note as its author reads it.</summary>
/// <param name="Text">Null where no key of the installation opens it.</param>
public sealed record NoteRead(Guid Id, string? Text, DateTime WrittenAt, int Version);

/// <summary>One's own private notes: read, written, removed. The rooms ask whether one may write about a thing; who reads it is asked nowhere, because nobody else does.</summary>
public sealed class PrivateNotes(AppDb db, InstallationKey key)
{
    public async Task<NoteRead?> About(Guid subjectId, Viewer viewer, CancellationToken ct = default) =>
        await Find(subjectId, viewer).AsNoTracking().FirstOrDefaultAsync(ct) is { } note ? new(note.Id, note.Read(key), note.WrittenAt, note.Version) : null;

    /// <summary>All of the viewer's, by the id of the note.</summary>
    public async Task<IReadOnlyDictionary<Guid, string?>> Own(Viewer viewer, CancellationToken ct = default)
    {
        var me = viewer.PersonId;
        return (await db.Seen<PrivateNote>(viewer).AsNoTracking().Where(n => n.AuthorId == me).ToListAsync(ct)).ToDictionary(n => n.Id, n => n.Read(key));
    }

    public async Task<Outcome> Write(Guid subjectId, string countryId, int? version, string text, Viewer viewer, CancellationToken ct = default)
    {
        var note = await Find(subjectId, viewer).FirstOrDefaultAsync(ct);
        if (note is not null && version is { } known && !db.StillAt(note, known)) return Problem.ChangedMeanwhile;
        var isNew = note is null;
        note ??= new() { Id = Guid.CreateVersion7(), CountryId = countryId, AuthorId = viewer.PersonId, SubjectId = subjectId };
        if (note.Write(WellFormed.Of(text), key, db.Now).Problem is { } unwritten) return unwritten;
        if (isNew) db.Add(viewer, note);
        db.Record(viewer, new NoteWritten(), note);
        return await db.Save(ct);
    }

    /// <summary>It is gone: nothing of what it said stays.</summary>
    public async Task<Outcome> Remove(Guid subjectId, Viewer viewer, CancellationToken ct = default)
    {
        if (await Find(subjectId, viewer).FirstOrDefaultAsync(ct) is not { } note) return Problem.NotFound;
        db.Record(viewer, new NoteRemoved(), note);
        db.Remove(note);
        return await db.Save(ct);
    }

    IQueryable<PrivateNote> Find(Guid subjectId, Viewer viewer)
    {
        var me = viewer.PersonId;
        return db.Seen<PrivateNote>(viewer).Where(n => n.AuthorId == me && n.SubjectId == subjectId);
    }
}
