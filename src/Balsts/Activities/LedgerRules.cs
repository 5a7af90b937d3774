using Balsts.Appointments;
using Balsts.Goals;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Activities;

/// <summary>A group that met: its people of that day, wherever they work. The room of groups makes it, once it has asked that the author leads the group.</summary>
public sealed record Gathering(Guid GroupId, IReadOnlySet<Guid> People);

/// <summary>What the ledger asks of the world around an activity: a post that supports there on that day, people who work there, a field that the country knows.</summary>
public sealed class LedgerRules(AppDb db, UnitTrees trees, CountryPacks packs)
{
    /// <summary>
    /// The appointment under which the viewer supports in a unit on a day: the nearest one at the unit or above it, else the one
    /// whose post a mandate over the unit carries. Of several equally near, the one with the field.
    /// </summary>
    /// <param name="under">Only this appointment will do: that of a plan.</param>
    /// <param name="of">A group that the viewer leads: any supporting post of that day will do.</param>
    public async Task<Guid?> AppointmentFor(Viewer viewer, Guid unitId, DateOnly on, string field = "", Guid? under = null, Gathering? of = null, CancellationToken ct = default)
    {
        var path = (await trees.Now(ct)).PathTo(unitId).Select(u => u.Id).ToList();
        var supporting = await db.Seen<Appointment>(viewer).AsNoTracking()
            .Where(a => a.PersonId == viewer.PersonId && a.StartsOn <= on && (a.EndsOn == null || a.EndsOn >= on)).ToListAsync(ct);
        supporting.RemoveAll(a => !ActivityRights.LoggedBy.Contains(a.Post) || (under is not null && a.Id != under));
        var nearest = supporting.Where(a => path.Contains(a.UnitId)).OrderByDescending(a => path.IndexOf(a.UnitId)).ThenByDescending(a => a.Field == field).ThenBy(a => a.StartsOn).FirstOrDefault();
        if (nearest is not null || supporting.Count == 0) return nearest?.Id;
        var carried = await db.Seen<Mandate>(viewer)
            .Where(m => m.PersonId == viewer.PersonId && m.StartsOn <= on && (m.EndsOn == null || m.EndsOn >= on) && m.Units.Any(u => u.UnitId == unitId)).Select(m => m.Post).ToListAsync(ct);
        return supporting.Where(a => of is not null || carried.Contains(a.Post)).OrderByDescending(a => a.Field == field).ThenBy(a => a.StartsOn).FirstOrDefault()?.Id;
    }

    /// <summary>The initiative under which the viewer serves the unit on that day: the one that a mandate of a supporting post names.</summary>
    public Task<Guid?> InitiativeFor(Viewer viewer, Guid unitId, DateOnly on, CancellationToken ct = default) =>
        db.Seen<Mandate>(viewer).Where(m => m.PersonId == viewer.PersonId && m.Kind == MandateKind.Initiative && ActivityRights.LoggedBy.Contains(m.Post) && m.StartsOn <= on && (m.EndsOn == null || m.EndsOn >= on) && m.Units.Any(u => u.UnitId == unitId))
            .OrderBy(m => m.StartsOn).ThenBy(m => m.Id).Select(m => m.SubjectId).FirstOrDefaultAsync(ct);

    /// <summary>A goal and a need that the author sees, and that are the unit's, of those above it, or of somebody who received the support.</summary>
    public async Task<Outcome> Serves(Viewer viewer, Guid unitId, Guid? goal, Guid? need, IReadOnlyCollection<Guid> people, CancellationToken ct = default)
    {
        if (goal is null && need is null) return Outcome.Done;
        var path = (await trees.Now(ct)).PathTo(unitId).Select(u => u.Id).ToArray();
        var whom = people.ToArray();
        if (goal is { } g && !await db.Seen<Goal>(viewer).AnyAsync(x => x.Id == g && ((x.PersonId == null && path.Contains(x.UnitId)) || (x.PersonId != null && whom.Contains(x.PersonId.Value))), ct)) return Activity.GoalElsewhere;
        if (need is { } n && !await db.Seen<Need>(viewer).AnyAsync(x => x.Id == n && path.Contains(x.UnitId), ct)) return Activity.NeedElsewhere;
        return Outcome.Done;
    }

    /// <summary>The viewer's own activity of the same content, logged within some minutes.</summary>
    public async Task<Guid?> First(Activity same, Viewer viewer, CancellationToken ct = default)
    {
        var since = same.LoggedAt - Activity.DoubledWithin;
        var near = await db.Seen<Activity>(viewer).AsNoTracking().Include(a => a.People)
            .Where(a => a.AuthorId == same.AuthorId && a.On == same.On && a.UnitId == same.UnitId && a.Minutes == same.Minutes && a.Kind == same.Kind && a.LoggedAt >= since && a.Id != same.Id).OrderBy(a => a.Id).Take(50).ToListAsync(ct);
        return near.Find(a => a.Topic == same.Topic && a.At == same.At && a.People.Select(p => p.PersonId).ToHashSet().SetEquals(same.People.Select(p => p.PersonId)))?.Id;
    }

    /// <summary>People who work in the unit on that day, or belong to the group that met, and a field of its country.</summary>
    public async Task<Outcome> Check(Viewer viewer, string countryId, Guid unitId, DateOnly on, string field, List<Guid> people, Gathering? of = null, CancellationToken ct = default)
    {
        if (field.Length > 0 && packs[countryId].SupportFields.All(f => f.Code != field)) return CountryPack.FieldUnknown;
        var wanted = people.Distinct().ToArray();
        if (wanted.Contains(viewer.PersonId)) return Activity.Oneself;
        if (of is not null) return of.People.IsSupersetOf(wanted) ? Outcome.Done : Activity.NotThere;
        var there = await db.Seen<Employment>(viewer).Where(e => e.UnitId == unitId && wanted.Contains(e.PersonId))
            .Where(e => (e.StartsOn == null || e.StartsOn <= on) && (e.EndsOn == null || e.EndsOn >= on)).Select(e => e.PersonId).Distinct().CountAsync(ct);
        return there == wanted.Length ? Outcome.Done : Activity.NotThere;
    }
}
