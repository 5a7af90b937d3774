using Foundation.Data;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Calendar;

/// <summary>The secret address ends with an account that is recovered: whoever sat in it may have read the address, or made it.</summary>
public sealed class EndFeeds(AppDb db) : IHandedOut
{
    public async Task End(Guid accountId, DateTime since, CancellationToken ct = default)
    {
        foreach (var feed in await db.Seen<CalendarFeed>(Viewer.System).Where(f => f.AccountId == accountId && f.RevokedAt == null && f.MadeAt >= since).ToListAsync(ct))
        {
            feed.Revoke(db.Now);
            db.Record(Viewer.System, new FeedRevoked(), feed);
        }
    }
}
