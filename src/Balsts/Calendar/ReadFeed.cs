using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Documents;
using Foundation.Jobs;
using Foundation.Languages;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Calendar;

/// <summary>A calendar as other programs read it at its secret address: as its owner sees it today, and no more of it than what kind of thing is when and where.</summary>
public sealed class ReadFeed(AppDb db, IViewers viewers, FindCalendar find, Catalogues catalogues, UnitTrees trees, CountryPacks packs, PublicAddress site)
{
    public const int MonthsBack = 3;
    public const int MonthsAhead = 12;
    static readonly TimeSpan Refresh = TimeSpan.FromHours(6);

    /// <summary>Null for an address that nobody made or that was revoked, and where its owner does not sign in or work here any more: one answer to all of these.</summary>
    public async Task<ICalendar?> Run(string secret, CancellationToken ct = default)
    {
        var hash = Secret.HashOf(secret);
        var feed = await db.Seen<CalendarFeed>(Viewer.System).AsNoTracking().FirstOrDefaultAsync(f => f.SecretHash == hash && f.RevokedAt == null, ct);
        if (feed is null || await viewers.Of(feed.AccountId, ct) is not { } viewer || viewer.PersonId != feed.PersonId || viewer is { Home.Length: 0, Posts.Length: 0 }) return null;
        await Note(feed, viewer, ct);

        var t = catalogues[viewer.Language];
        var entries = await find.Of(viewer, viewer.Today.AddMonths(-MonthsBack), viewer.Today.AddMonths(MonthsAhead), t, ct);
        var tree = await trees.Now(ct);
        return new("Balsts", Refresh, [.. entries.GroupBy(e => e.Event).Select(g => g.MaxBy(e => e.Sequence)!).Select(e => Event(e, e.UnitId is { } unit ? tree.NameOf(unit) : "", t))]);
    }

    ICalendarEvent Event(CalendarEntry entry, string place, Texts t) => new($"{entry.Event}@balsts", entry.Sequence, entry.On, place.Length > 0 ? t["{0}, {1}", entry.Title, place] : entry.Title, packs[entry.CountryId].Zone)
    {
        At = entry.At,
        Minutes = entry.Minutes,
        Location = place,
        Description = entry.Minutes > 0 ? t["{0}, {1}", t.Of(entry.State), t.HoursAndUnit(entry.Minutes)] : entry.State == CalendarState.Date ? "" : t.Of(entry.State),
        Link = site.Of(entry.Address),
        IsCancelled = entry.IsOff,
    };

    /// <summary>One row, changed once a day. Of two programs that come at the same moment one is noted.</summary>
    async Task Note(CalendarFeed feed, Viewer viewer, CancellationToken ct)
    {
        var reading = await db.Seen<FeedReading>(viewer).FirstOrDefaultAsync(r => r.Id == feed.Id, ct);
        if (reading?.On == viewer.Today) return;
        if (reading is null) db.Add(viewer, new FeedReading { Id = feed.Id, CountryId = feed.CountryId, PersonId = feed.PersonId, On = viewer.Today });
        else reading.On = viewer.Today;
        await db.Save(ct);
    }
}
