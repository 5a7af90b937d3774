using System.CommandLine;
using System.Globalization;
using Balsts.Appointments;
using Balsts.Units;
using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Activities.Tallies;

/// <summary>Counts the ledger in full, one school year of one country at a time, and puts the count in the place of what is kept; or only compares the two.</summary>
public sealed class RebuildTallies(AppDb db, CountryPacks packs)
{
    const int AtOnce = 2000;

    sealed record Counted(FullCount Sums, List<PersonYear> People);

    /// <summary>Where what is kept is not what the ledger adds up to: a sentence for each.</summary>
    /// <param name="check">Changes nothing.</param>
    /// <param name="progress">Told how many activities of how many were counted.</param>
    public async Task<List<string>> Run(bool check, Action<int, int> progress, CancellationToken ct = default)
    {
        var differences = new List<string>();
        var (done, total) = (0, await db.Seen<Activity>(Viewer.System).CountAsync(ct));
        foreach (var pack in packs.All)
            foreach (var year in await Years(pack, ct))
                await db.Alone(FoldTallies.Lock, waits: true, async () =>
                {
                    var count = await Count(pack, year, n => progress(done += n, total), ct);
                    differences.AddRange(await Compare(pack, year, count, ct));
                    if (!check) await Replace(pack, year, count, ct);
                    return !check;
                }, ct);
        return differences;
    }

    /// <summary>Puts the full count of a year in the place of what is kept of it, inside the running transaction.</summary>
    internal async Task Anew(string countryId, int year, CancellationToken ct) => await Replace(packs[countryId], year, await Count(packs[countryId], year, _ => { }, ct), ct);

    /// <summary>The school years of which something was logged or is kept.</summary>
    async Task<IEnumerable<int>> Years(CountryPack pack, CancellationToken ct)
    {
        var country = pack.CountryId;
        var days = db.Seen<Activity>(Viewer.System).Where(a => a.CountryId == country).Select(a => (DateOnly?)a.On);
        var tallies = db.Seen<UnitTally>(Viewer.System).Where(t => t.CountryId == country).Select(t => t.Month);
        var deltas = db.Seen<ActivityDelta>(Viewer.System).Where(t => t.CountryId == country).Select(t => t.Month);
        var people = db.Seen<PersonYear>(Viewer.System).Where(y => y.CountryId == country).Select(y => y.Year);
        int?[] known =
        [
            .. new[] { await days.MinAsync(ct), await days.MaxAsync(ct) }.Select(d => d is { } day ? pack.SchoolYearOf(day) : (int?)null),
            .. new[] { await tallies.OrderBy(m => m).Take(1).ToListAsync(ct), await tallies.OrderByDescending(m => m).Take(1).ToListAsync(ct), await deltas.OrderBy(m => m).Take(1).ToListAsync(ct), await deltas.OrderByDescending(m => m).Take(1).ToListAsync(ct) }
                .SelectMany(m => m).Select(m => (int?)pack.SchoolYearOf(m.First)),
            .. await people.OrderBy(y => y).Take(1).Select(y => (int?)y).ToListAsync(ct), .. await people.OrderByDescending(y => y).Take(1).Select(y => (int?)y).ToListAsync(ct),
        ];
        return known.Min() is { } first ? Enumerable.Range(first, known.Max()!.Value - first + 1) : [];
    }

    /// <summary>Every activity of the year, page by page.</summary>
    async Task<Counted> Count(CountryPack pack, int year, Action<int> progress, CancellationToken ct)
    {
        var (country, days) = (pack.CountryId, pack.SchoolYear(year));
        var (from, until) = (days.StartsOn, days.EndsOn!.Value);
        var sums = new FullCount(await UnitsInMonths.Of(db, [country], ct));
        var received = new List<Received>();
        for (var (day, id, more) = (from, Guid.Empty, true); more;)
        {
            var page = await db.Seen<Activity>(Viewer.System).AsNoTracking().Include(a => a.People).Where(a => a.CountryId == country && a.On <= until && (a.On > day || (a.On == day && a.Id > id)))
                .OrderBy(a => a.On).ThenBy(a => a.Id).Take(AtOnce).ToListAsync(ct);
            foreach (var a in page)
            {
                var people = a.People.Select(p => p.PersonId).Distinct().ToList();
                sums.Add(a.UnitId, a.AppointmentId, a.AuthorId, Month.Of(a.On), a.Kind, a.Field, Figures.Of(a, people.Count));
                received.AddRange(people.Select(p => new Received(a.Id, p, country, a.UnitId, a.On, a.Kind, a.Minutes, a.GoalId is not null, a.NeedId is not null)));
            }
            more = page.Count == AtOnce;
            if (page.Count > 0) (day, id) = (page[^1].On, page[^1].Id);
            progress(page.Count);
        }
        return new(sums, PersonYear.Of(received, packs));
    }

    async Task Replace(CountryPack pack, int year, Counted count, CancellationToken ct)
    {
        var country = pack.CountryId;
        var (first, last) = Months(pack, year);
        await db.Drop<UnitTally>(t => t.CountryId == country && t.Month >= first && t.Month <= last, ct);
        await db.Drop<LoadUsed>(l => l.CountryId == country && l.Month >= first && l.Month <= last, ct);
        await db.Drop<PersonYear>(y => y.CountryId == country && y.Year == year, ct);
        await db.Drop<PromiseTally>(t => t.CountryId == country && t.Year == year, ct);
        await db.Drop<ActivityDelta>(d => d.CountryId == country && d.Month >= first && d.Month <= last, ct);
        await db.Drop<TouchedYear>(t => t.CountryId == country && t.Year == year, ct);
        await db.Drop<MovedYear>(m => m.CountryId == country && m.Year == year, ct);
        await db.Fill<UnitTally>([.. count.Sums.Tallies.Select(t => UnitTally.Of(country, t.Key, t.Value))], ct);
        await db.Fill<LoadUsed>(await Loads(country, count.Sums, ct), ct);
        await db.Fill(count.People, ct);
        await db.Fill<PromiseTally>([.. PromiseTally.Sum(count.People, await UnitsInMonths.Of(db, [country], ct), pack, year).Select(s => PromiseTally.Of(country, year, s.Key, s.Value))], ct);
    }

    /// <summary>The loads of a count, with the unit in which each post is held.</summary>
    internal async Task<List<LoadUsed>> Loads(string countryId, FullCount count, CancellationToken ct)
    {
        var ids = count.Loads.Keys.Select(k => k.AppointmentId).Distinct().ToArray();
        var held = await db.Seen<Appointment>(Viewer.System).Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.UnitId }).ToDictionaryAsync(a => a.Id, a => a.UnitId, ct);
        return [.. count.Loads.Where(l => held.ContainsKey(l.Key.AppointmentId)).OrderBy(l => l.Key.AppointmentId).ThenBy(l => l.Key.Month).Select(l => new LoadUsed
        {
            Id = Guid.CreateVersion7(), CountryId = countryId, AppointmentId = l.Key.AppointmentId, PersonId = l.Value.PersonId, UnitId = held[l.Key.AppointmentId], Month = l.Key.Month, Activities = l.Value.Activities, Minutes = l.Value.Minutes,
        })];
    }

    /// <summary>What is kept, with what still waits to be folded, beside the full count. Years that wait to be made anew are not compared: they are read from the rows until then.</summary>
    async Task<List<string>> Compare(CountryPack pack, int year, Counted count, CancellationToken ct)
    {
        var country = pack.CountryId;
        var (first, last) = Months(pack, year);
        if (await db.Seen<MovedYear>(Viewer.System).AnyAsync(m => m.CountryId == country && m.Year == year, ct)) return [];
        var kept = new FullCount(await UnitsInMonths.Of(db, [country], ct));
        foreach (var delta in await db.Seen<ActivityDelta>(Viewer.System).AsNoTracking().Where(d => d.CountryId == country && d.Month >= first && d.Month <= last).ToListAsync(ct)) kept.Add(delta);
        foreach (var t in await db.Seen<UnitTally>(Viewer.System).AsNoTracking().Where(t => t.CountryId == country && t.Month >= first && t.Month <= last).ToListAsync(ct))
            kept.Tallies[new(t.UnitId, t.Month, t.Kind, t.Field)] = kept.Tallies.GetValueOrDefault(new(t.UnitId, t.Month, t.Kind, t.Field)) + t.Figures;
        foreach (var l in await db.Seen<LoadUsed>(Viewer.System).AsNoTracking().Where(l => l.CountryId == country && l.Month >= first && l.Month <= last).ToListAsync(ct))
            kept.Loads[(l.AppointmentId, l.Month)] = kept.Loads.GetValueOrDefault((l.AppointmentId, l.Month)) is var open ? (l.PersonId, open.Activities + l.Activities, open.Minutes + l.Minutes) : default;

        List<string> differences =
        [
            .. from key in kept.Tallies.Keys.Union(count.Sums.Tallies.Keys)
               let is_ = kept.Tallies.GetValueOrDefault(key)
               let ought = count.Sums.Tallies.GetValueOrDefault(key)
               where is_ != ought
               orderby key.UnitId, key.Month
               select Said($"Unit {key.UnitId}, {key.Month}, {key.Kind}{(key.Field.Length > 0 ? ", " + key.Field : "")}: {Said(is_)} kept, {Said(ought)} in the ledger."),
            .. from key in kept.Loads.Keys.Union(count.Sums.Loads.Keys)
               let is_ = kept.Loads.GetValueOrDefault(key)
               let ought = count.Sums.Loads.GetValueOrDefault(key)
               where (is_.Activities, is_.Minutes) != (ought.Activities, ought.Minutes)
               orderby key.AppointmentId, key.Month
               select Said($"Appointment {key.AppointmentId}, {key.Month}: {is_.Activities} activities and {is_.Minutes} minutes kept, {ought.Activities} and {ought.Minutes} in the ledger."),
        ];
        var touched = await db.Seen<TouchedYear>(Viewer.System).Where(t => t.CountryId == country && t.Year == year).Select(t => t.PersonId).Distinct().ToListAsync(ct);
        var keptYears = await db.Seen<PersonYear>(Viewer.System).AsNoTracking().Where(y => y.CountryId == country && y.Year == year).ToListAsync(ct);
        var years = keptYears.ToDictionary(y => (y.PersonId, y.UnitId), y => y.Facts);
        var oughtYears = count.People.ToDictionary(y => (y.PersonId, y.UnitId), y => y.Facts);
        differences.AddRange(from key in years.Keys.Union(oughtYears.Keys)
                             where !touched.Contains(key.PersonId) && years.GetValueOrDefault(key) != oughtYears.GetValueOrDefault(key)
                             orderby key
                             select Said($"Person {key.PersonId} in unit {key.UnitId}, school year {year}: {years.GetValueOrDefault(key)} kept, {oughtYears.GetValueOrDefault(key)} in the ledger."));
        // the promise is that of the years that are kept: both change in one transaction
        var promised = (await db.Seen<PromiseTally>(Viewer.System).AsNoTracking().Where(t => t.CountryId == country && t.Year == year).ToListAsync(ct)).ToDictionary(t => new PromiseKey(t.UnitId, t.RegularUntil), t => t.Figures);
        var oughtPromise = PromiseTally.Sum(keptYears, await UnitsInMonths.Of(db, [country], ct), pack, year);
        differences.AddRange(from key in promised.Keys.Union(oughtPromise.Keys)
                             let is_ = promised.GetValueOrDefault(key)
                             let ought = oughtPromise.GetValueOrDefault(key)
                             where is_ != ought
                             orderby key.UnitId, key.RegularUntil
                             select Said($"Promise of unit {key.UnitId}, school year {year}, regular until week {key.RegularUntil}: {is_} kept, {ought} by the years of its people."));
        return differences;
    }

    static string Said(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
    static string Said(Figures f) => Said($"{f.Activities} activities, {f.Minutes} minutes, {f.WithGoal} with a goal, {f.WithNeed} with a need, {f.Contacts} contacts");

    static (Month First, Month Last) Months(CountryPack pack, int year) => (Month.Of(pack.SchoolYear(year).StartsOn), Month.Of(pack.SchoolYear(year).EndsOn!.Value));

    static readonly Option<bool> Check = new("--check") { Description = "Only compare what is kept with a full count, and change nothing" };

    public static readonly Verb Verb = new("tally rebuild", "Counts the whole ledger anew: totals of units, load used, school years of people.", async (call, ct) =>
    {
        var (check, counted) = (call.Value(Check), 0);
        var differences = await call.Get<RebuildTallies>().Run(check, (done, total) => call.Progress(counted = done, Math.Max(done, total)), ct);
        var result = new { activities = counted, differences };
        if (check && differences.Count > 0) return call.Refused([.. differences, differences.Count == 1 ? "One total is not what the ledger adds up to." : Said($"{differences.Count:N0} totals are not what the ledger adds up to.")], result);
        return call.Done(check ? Said($"The totals are those of the {counted:N0} activities of the ledger.") : Said($"{counted:N0} activities were counted; {differences.Count:N0} totals were put right."), result);
    }) { Options = [Check] };
}
