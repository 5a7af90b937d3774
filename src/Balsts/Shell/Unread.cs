using Foundation.Data;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Shell;

/// <summary>What a person was told and has not read, the newest first: asked once for a page, where the bell and the desk both tell it. It has a door of its own: the page asks its questions at the same time.</summary>
public sealed class Unread(Func<AppDb> open)
{
    public const int Shown = 5;

    Task<List<Notification>>? asked;

    public Task<List<Notification>> Of(Viewer viewer) => asked ??= Ask(viewer);

    async Task<List<Notification>> Ask(Viewer viewer)
    {
        await using var db = open();
        return await db.Seen<Notification>(viewer).AsNoTracking().Where(n => n.ReadAt == null).OrderByDescending(n => n.Id).Take(Shown).ToListAsync();
    }
}
