using Balsts.Units;
using Foundation.Data;
using Foundation.Periods;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Activities.Tallies;

/// <summary>
/// Asked by the door before every save: what changes of the ledger add to the tallies and take away from them, whichever use case, import
/// or merging made them. A correction takes away the old and adds the new.
/// </summary>
sealed class CountSupport(CountryPacks packs, TimeProvider clock) : IKeepsTotals
{
    public bool Counts(Type entity) => entity == typeof(Activity) || entity == typeof(ActivityPerson);

    public async Task Count(Changes changes, CancellationToken ct)
    {
        CountMoves(changes);
        var (activities, people) = (changes.Of<Activity>(), changes.Of<ActivityPerson>());
        var known = activities.Select(a => a.Row.Id).ToHashSet();
        var others = people.Select(p => p.Row.ActivityId).Where(id => !known.Contains(id)).Distinct().ToArray();
        // whose people alone change, as when two records turn out to be one person: the entry itself is another one then
        if (others.Length > 0) activities.AddRange(await changes.Also<Activity>(a => others.Contains(a.Id), ct));
        if (activities.Count == 0) return;

        var before = activities.Where(a => a.Was is not null).Select(a => a.Row.Id).ToArray();
        var stored = (before.Length == 0 ? [] : await changes.Stored<ActivityPerson>().Where(p => before.Contains(p.ActivityId)).ToListAsync(ct)).ToLookup(p => p.ActivityId);
        var changed = people.ToLookup(p => p.Row.ActivityId);
        var touched = new HashSet<(string Country, Guid Person, int Year)>();
        foreach (var (was, now, isGone) in activities)
        {
            var rows = stored[now.Id].ToDictionary(p => p.Id, p => p.PersonId);
            var had = rows.Values.ToHashSet();
            foreach (var person in changed[now.Id])
                if (person.IsGone) rows.Remove(person.Row.Id);
                else rows[person.Row.Id] = person.Row.PersonId;
            var has = rows.Values.ToHashSet();
            var (counted, counts) = (was is { RemovedAt: null } ? was : null, !isGone && now.RemovedAt is null ? now : null);
            if (counted is not null && counts is not null && Same(counted, counts) && had.SetEquals(has)) continue;

            if (counted is not null) changes.Add(ActivityDelta.Of(counted, had.Count, adds: false));
            if (counts is not null) changes.Add(ActivityDelta.Of(counts, has.Count, adds: true));
            if (counted is not null) touched.UnionWith(had.Select(p => (now.CountryId, p, packs[now.CountryId].SchoolYearOf(counted.On))));
            if (counts is not null) touched.UnionWith(has.Select(p => (now.CountryId, p, packs[now.CountryId].SchoolYearOf(counts.On))));
        }
        foreach (var (country, person, year) in touched) changes.Add(new TouchedYear { Id = Guid.CreateVersion7(), CountryId = country, PersonId = person, Year = year });
    }

    /// <summary>Where nothing that is counted differs: another topic, another time of day.</summary>
    static bool Same(Activity a, Activity b) =>
        (a.UnitId, a.AppointmentId, a.AuthorId, a.On, a.Kind, a.Field, a.Minutes) == (b.UnitId, b.AppointmentId, b.AuthorId, b.On, b.Kind, b.Field, b.Minutes) && a.GoalId.HasValue == b.GoalId.HasValue && a.NeedId.HasValue == b.NeedId.HasValue;

    /// <summary>A unit that is placed elsewhere from a day on that a begun month holds from its first day takes that month along.</summary>
    void CountMoves(Changes changes)
    {
        var moved = new HashSet<(string, int)>();
        foreach (var place in changes.Of<UnitPlacement>().Where(c => c.Was is null).Select(c => c.Row).Where(p => p.StartsOn is not null))
        {
            var (pack, from) = (packs[place.CountryId], place.StartsOn!.Value);
            var (first, now) = (from.Day == 1 ? Month.Of(from) : Month.Of(from).Next, Month.Of(pack.Today(clock)));
            for (; first <= now; first = first.Next) moved.Add((place.CountryId, pack.SchoolYearOf(first.First)));
        }
        foreach (var (country, year) in moved) changes.Add(new MovedYear { Id = Guid.CreateVersion7(), CountryId = country, Year = year });
    }
}
