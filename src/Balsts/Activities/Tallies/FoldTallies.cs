using Balsts.Units;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Balsts.Activities.Tallies;

/// <summary>
/// Folds what the ledger's changes add and take away into the tallies, in the order in which they came and a bounded number at a time: one
/// node at once, each batch in one transaction.
/// </summary>
[DisallowConcurrentExecution]
public sealed class FoldTallies(AppDb db, CountryPacks packs, RebuildTallies rebuild) : IJob
{
    /// <summary>Who changes tallies holds this.</summary>
    internal const string Lock = "tallies";
    const int DeltasAtOnce = 500;
    const int YearsAtOnce = 200;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct) => await Run(ct);

    /// <summary>Folds until there is nothing left, or another node is at it.</summary>
    public async Task Run(CancellationToken ct = default)
    {
        while (await Waits(ct) && await db.Alone(Lock, waits: false, () => Batch(ct), ct)) { }
    }

    async Task<bool> Waits(CancellationToken ct) =>
        await db.Seen<ActivityDelta>(Viewer.System).AnyAsync(ct) || await db.Seen<TouchedYear>(Viewer.System).AnyAsync(ct) || await db.Seen<MovedYear>(Viewer.System).AnyAsync(ct);

    /// <summary>The next batch, inside the running transaction; false when there was nothing.</summary>
    internal async Task<bool> Batch(CancellationToken ct = default)
    {
        db.Forget();
        if (await db.Seen<MovedYear>(Viewer.System).AsNoTracking().OrderBy(m => m.Id).FirstOrDefaultAsync(ct) is { } moved)
        {
            await rebuild.Anew(moved.CountryId, moved.Year, ct);
            return true;
        }
        var deltas = await db.Seen<ActivityDelta>(Viewer.System).AsNoTracking().OrderBy(d => d.Id).Take(DeltasAtOnce).ToListAsync(ct);
        var touched = await db.Seen<TouchedYear>(Viewer.System).AsNoTracking().OrderBy(t => t.Id).Take(YearsAtOnce).ToListAsync(ct);
        if (deltas.Count > 0) await Fold(deltas, ct);
        if (touched.Count > 0) await Renew(touched, ct);
        return deltas.Count + touched.Count > 0;
    }

    async Task Fold(List<ActivityDelta> deltas, CancellationToken ct)
    {
        var units = await UnitsInMonths.Of(db, [.. deltas.Select(d => d.CountryId).Distinct()], ct);
        foreach (var country in deltas.GroupBy(d => d.CountryId))
        {
            var sums = new FullCount(units);
            foreach (var delta in country) sums.Add(delta);
            await db.AddUp<UnitTally>([.. sums.Tallies.Where(t => t.Value != default).OrderBy(t => t.Key.UnitId).ThenBy(t => t.Key.Month).Select(t => UnitTally.Of(country.Key, t.Key, t.Value))], ct);
            await db.AddUp<LoadUsed>(await rebuild.Loads(country.Key, sums, ct), ct);
        }
        var ids = deltas.Select(d => d.Id).ToArray();
        await db.Drop<ActivityDelta>(d => ids.Contains(d.Id), ct);
    }

    /// <summary>Makes the touched years anew from the people's own rows, and tells the promise of their units what became different: the same however often it is done.</summary>
    async Task Renew(List<TouchedYear> touched, CancellationToken ct)
    {
        var units = await UnitsInMonths.Of(db, [.. touched.Select(t => t.CountryId).Distinct()], ct);
        foreach (var some in touched.GroupBy(t => (t.CountryId, t.Year)))
        {
            var (country, year) = some.Key;
            var people = some.Select(t => t.PersonId).Distinct().ToArray();
            var days = packs[country].SchoolYear(year);
            var now = PersonYear.Of((await Received.By(db, people, days.StartsOn, days.EndsOn!.Value).ToListAsync(ct)).Where(r => r.CountryId == country), packs);
            var was = await db.Seen<PersonYear>(Viewer.System).AsNoTracking().Where(y => y.CountryId == country && y.Year == year && people.Contains(y.PersonId)).ToListAsync(ct);
            await db.Drop<PersonYear>(y => y.CountryId == country && y.Year == year && people.Contains(y.PersonId), ct);
            await db.Fill(now, ct);
            var sums = PromiseTally.Sum(now, units, packs[country], year);
            foreach (var (key, old) in PromiseTally.Sum(was, units, packs[country], year)) sums[key] = sums.GetValueOrDefault(key) + -old;
            await db.AddUp<PromiseTally>([.. sums.Where(s => s.Value != default).OrderBy(s => s.Key.UnitId).ThenBy(s => s.Key.RegularUntil).Select(s => PromiseTally.Of(country, year, s.Key, s.Value))], ct);
        }
        var ids = touched.Select(t => t.Id).ToArray();
        await db.Drop<TouchedYear>(t => ids.Contains(t.Id), ct);
    }
}
