using Balsts.People;
using Foundation.Data;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Sharing;

/// <summary>Seals private notes anew: for the record into which their author’s goes, and under the first key of the installation, so that an old one can be let go. The words stay what they were, and nobody reads them.</summary>
public sealed class SealAnew(AppDb db, InstallationKey key) : IMergePart
{
    const int Batch = 200;

    public async Task Prepare(Guid from, Guid into, CancellationToken ct = default)
    {
        foreach (var note in await db.Seen<PrivateNote>(Viewer.System).Where(n => n.AuthorId == from).ToListAsync(ct)) note.SealFor(into, key);
    }

    /// <summary>One after the other, while people write: what somebody writes meanwhile is under the first key already.</summary>
    public async Task<Renewed> Run(CancellationToken ct = default)
    {
        var renewed = new Renewed(0, 0);
        var notes = db.Seen<PrivateNote>(Viewer.System);
        for (var (after, some) = (Guid.Empty, await Next(notes, Guid.Empty, ct)); some.Count > 0; some = await Next(notes, after, ct))
            foreach (var note in some)
            {
                after = note.Id;
                var (id, old) = (note.Id, note.Sealed);
                if (key.IsByFirst(old)) continue;
                if (note.Anew(key, note.AuthorId) is not { } anew) renewed = renewed with { Unopened = renewed.Unopened + 1 };
#pragma warning disable RS0030 // the words are the same: nothing happened that a history could tell
                else if (await notes.Where(n => n.Id == id && n.Sealed == old).ExecuteUpdateAsync(n => n.SetProperty(x => x.Sealed, anew), ct) > 0) renewed = renewed with { Sealed = renewed.Sealed + 1 };
#pragma warning restore RS0030
            }
        return renewed;
    }

    static Task<List<PrivateNote>> Next(IQueryable<PrivateNote> notes, Guid after, CancellationToken ct) => notes.AsNoTracking().Where(n => n.Id > after).OrderBy(n => n.Id).Take(Batch).ToListAsync(ct);
}
