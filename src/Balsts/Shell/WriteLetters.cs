using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Mail;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Balsts.Shell;

/// <summary>
/// Writes the letters of the day, from the country's morning on: what waits for a person, found by the very parts of the desk and as they see it. First a row for each whose day it is, in batches;
/// then each is written. Where nothing waits, the row alone stays, so that nobody is asked twice on a day.
/// </summary>
[DisallowConcurrentExecution]
public sealed class WriteLetters(AppDb db, Accounts accounts, IViewers viewers, IEnumerable<IWaitingPart> parts, PersonNames names, Catalogues catalogues, SwitchOffAddress addresses, Foundation.Jobs.PublicAddress site, CountryPacks packs, TimeProvider clock) : IJob
{
    const int Batch = 50;

    /// <summary>Before that the week has begun anew.</summary>
    const int MissedMost = 6;

    readonly Dictionary<(string Country, DateOnly On), DayOfWeek[]> days = [];

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct) => await Run(ct);

    /// <summary>How many letters were written.</summary>
    public async Task<int> Run(CancellationToken ct = default)
    {
        foreach (var pack in packs.All.Where(p => p.IsMorning(clock))) await Claim(pack, ct);
        var (written, after, since) = (0, Guid.Empty, DateOnly.FromDateTime(db.Now).AddDays(-1));
        while (true)
        {
            var start = after;
            var due = await db.Seen<OutgoingLetter>(Viewer.System).Where(l => l.State == LetterState.Due && l.On >= since && l.Id.CompareTo(start) > 0).OrderBy(l => l.Id).Take(Batch).Select(l => l.Id).ToListAsync(ct);
            if (due.Count == 0) return written;
            after = due[^1];
            foreach (var id in due)
            {
                if (await Write(id, ct)) written++;
                db.Forget();
            }
        }
    }

    /// <summary>The days of the week whose letters are written on this day: its own, and those of the days before on which the server was down from morning to night.</summary>
    async Task<DayOfWeek[]> Days(string country, DateOnly on, CancellationToken ct)
    {
        if (days.TryGetValue((country, on), out var known)) return known;
        var last = await db.Seen<OutgoingLetter>(Viewer.System).Where(l => l.CountryId == country && l.On < on).MaxAsync(l => (DateOnly?)l.On, ct);
        var missed = last is { } asked ? Math.Min(on.DayNumber - asked.DayNumber - 1, MissedMost) : 0;
        return days[(country, on)] = [.. Enumerable.Range(0, missed + 1).Select(n => on.AddDays(-n).DayOfWeek)];
    }

    /// <summary>A row for everybody whose day it is; where another node was faster, it goes on with those.</summary>
    async Task Claim(CountryPack pack, CancellationToken ct)
    {
        var today = pack.Today(clock);
        var due = await Days(pack.CountryId, today, ct);
        while (await accounts.WithoutLetter(pack.CountryId, today, due, Batch, ct) is { Count: > 0 } people)
        {
            foreach (var a in people) db.Add(Viewer.System, new OutgoingLetter { Id = Guid.CreateVersion7(), CountryId = a.CountryId, AccountId = a.Id, PersonId = a.PersonId, On = today });
            var failed = (await db.Save(ct)).Failed;
            db.Forget();
            if (failed) return;
        }
    }

    async Task<bool> Write(Guid id, CancellationToken ct)
    {
        if (await db.Seen<OutgoingLetter>(Viewer.System).FirstOrDefaultAsync(l => l.Id == id && l.State == LetterState.Due, ct) is not { } letter) return false;
        var waits = await viewers.Of(letter.AccountId, ct) is { } viewer && viewer is not { Home.Length: 0, Posts.Length: 0 } ? await Waits(viewer, letter.On, await Days(letter.CountryId, letter.On, ct), ct) : null;
        if (waits is not { Items.Count: > 0 } found) letter.Nothing();
        else
        {
            var secret = addresses.SecretOf(letter.AccountId);
            var text = new LetterText(catalogues[found.Viewer.Language], found.Items, found.Names, letter.On, site, addresses.Page(secret));
            letter.Write(found.Viewer.Language, text.Subject, text.Plain, text.Html, addresses.Press(secret).AbsoluteUri, db.Now);
        }
        return !(await db.Save(ct)).Failed && letter.State == LetterState.Waiting; // a node that wrote it first has the version
    }

    async Task<(Viewer Viewer, IReadOnlyList<Waiting> Items, IReadOnlyDictionary<Guid, string> Names)?> Waits(Viewer viewer, DateOnly on, DayOfWeek[] due, CancellationToken ct)
    {
        var me = viewer.PersonId;
        var choice = await db.Seen<NoticeChoice>(viewer).AsNoTracking().FirstOrDefaultAsync(c => c.PersonId == me, ct);
        var paces = due.Contains(choice?.Weekday ?? NoticeChoice.UsualDay) ? new[] { NoticePace.Daily, NoticePace.Weekly } : [NoticePace.Daily];
        var t = catalogues[viewer.Language];
        var items = new List<Waiting>();
        foreach (var part in parts.Where(p => paces.Contains(choice?.PaceOf(p.Notices.ToString()) ?? NoticeChoice.UsualPace))) items.AddRange(await part.For(viewer, t, ct));
        return (viewer, [.. items.OrderBy(w => !w.LateOn(on)).ThenBy(w => w.DueOn ?? DateOnly.MaxValue)], await names.Of(items.Select(w => w.Who).OfType<Guid>(), ct));
    }
}
