using Foundation.Data;
using Foundation.Jobs;
using Foundation.Outcomes;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Calendar;

/// <summary>The feed of a person, as they see it themselves.</summary>
/// <param name="ReadOn">The last day on which a program came for it; null where none has.</param>
public sealed record OwnFeed(Guid Id, DateTime MadeAt, DateOnly? ReadOn);

/// <summary>Makes the secret address of one's own calendar, makes it anew, revokes it.</summary>
public sealed class KeepFeed(AppDb db, PublicAddress site)
{
    public static string Address(string secret) => $"/calendar/{secret}.ics";

    /// <summary>The one that is open; null where there is none.</summary>
    public async Task<OwnFeed?> Own(Viewer viewer, CancellationToken ct = default)
    {
        var me = viewer.PersonId;
        if (await db.Seen<CalendarFeed>(viewer).AsNoTracking().FirstOrDefaultAsync(f => f.PersonId == me && f.RevokedAt == null, ct) is not { } feed) return null;
        var reading = await db.Seen<FeedReading>(viewer).AsNoTracking().FirstOrDefaultAsync(r => r.Id == feed.Id, ct);
        return new(feed.Id, feed.MadeAt, reading?.On);
    }

    /// <summary>Gives the whole address, once; whoever had an earlier one finds nothing there any more.</summary>
    public async Task<Outcome<Uri>> Make(Viewer viewer, CancellationToken ct = default)
    {
        await RevokeOpen(viewer, ct);
        var secret = Secret.New();
        var feed = new CalendarFeed { Id = Guid.CreateVersion7(), CountryId = viewer.CountryId, AccountId = viewer.AccountId, PersonId = viewer.PersonId, SecretHash = Secret.HashOf(secret), MadeAt = db.Now };
        db.Add(viewer, feed);
        db.Record(viewer, new FeedMade(), feed);
        return (await db.Save(ct)).Problem is { } problem ? problem : site.Of(Address(secret));
    }

    public async Task<Outcome> Revoke(Viewer viewer, CancellationToken ct = default)
    {
        await RevokeOpen(viewer, ct);
        return await db.Save(ct);
    }

    async Task RevokeOpen(Viewer viewer, CancellationToken ct)
    {
        var me = viewer.PersonId;
        foreach (var open in await db.Seen<CalendarFeed>(viewer).Where(f => f.PersonId == me && f.RevokedAt == null).ToListAsync(ct))
        {
            open.Revoke(db.Now);
            db.Record(viewer, new FeedRevoked(), open);
        }
    }
}
