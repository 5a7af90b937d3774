using Foundation.Data;
using Foundation.History;
using Foundation.Outcomes;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Shell;

/// <summary>What a person was told: read one by one by opening it, or all at once.</summary>
public static class Notifications
{
    /// <summary>A page, newest first; the ids grow with time.</summary>
    public static async Task<(IReadOnlyList<Notification> Rows, Guid? Next)> Page(AppDb db, Viewer viewer, int size, Guid? after, CancellationToken ct)
    {
        var rows = db.Seen<Notification>(viewer).AsNoTracking();
        if (after is { } key) rows = rows.Where(n => n.Id.CompareTo(key) < 0);
        var found = await rows.OrderByDescending(n => n.Id).Take(size + 1).ToListAsync(ct);
        return found.Count > size ? (found[..size], found[size - 1].Id) : (found, null);
    }

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/notifications/{id:guid}", async (HttpContext http, Guid id, AppDb db, CancellationToken ct) =>
        {
            if (await db.Seen<Notification>(http.Viewer()!).FirstOrDefaultAsync(n => n.Id == id, ct) is not { } notification) return Results.NotFound();
            notification.Read(db.Now);
            await db.Save(ct);
            return Results.Redirect(Next.Of(notification.Address));
        });
        pages.MapPost("/notifications/read", async (HttpContext http, AppDb db, CancellationToken ct) =>
        {
            const int batch = 500;
            for (var last = batch; last == batch;)
            {
                var unread = await db.Seen<Notification>(http.Viewer()!).Where(n => n.ReadAt == null).OrderBy(n => n.Id).Take(batch).ToListAsync(ct);
                foreach (var notification in unread) notification.Read(db.Now);
                await db.Save(ct);
                db.Forget();
                last = unread.Count;
            }
            return Results.Redirect("/notifications");
        }).FromOurForms();
    }
}
