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
    public async Task<Guid?> AppointmentFor(Viewer viewer, Guid unitId, DateOnly on, string field = "", Guid? under = null, CancellationToken ct = default)
    {
        var own = await Supporting(viewer, on, under, ct);
        return Nearest(own, (await trees.Now(ct)).PathTo(unitId), field)?.Id ?? await Carried(viewer, unitId, on, field, own, initiatives: true, ct);
    }

    /// <summary>For a session of a group that the viewer leads any supporting post of that day will do: the nearest to the unit where the group lives, else the one with the field.</summary>
    public async Task<Guid?> AppointmentOfLeader(Viewer viewer, Guid unitId, DateOnly on, string field, CancellationToken ct = default)
    {
        var own = await Supporting(viewer, on, null, ct);
        return (Nearest(own, (await trees.Now(ct)).PathTo(unitId), field) ?? own.OrderByDescending(a => a.Field == field).ThenBy(a => a.StartsOn).FirstOrDefault())?.Id;
    }

    /// <summary>Of the viewer's own appointments the one whose post a mandate over the unit carries.</summary>
    async Task<Guid?> Carried(Viewer viewer, Guid unitId, DateOnly on, string field, List<Appointment> own, bool initiatives, CancellationToken ct)
    {
        if (own.Count == 0) return null;
        var posts = await db.Seen<Mandate>(viewer)
            .Where(m => m.PersonId == viewer.PersonId && (initiatives || m.Kind != MandateKind.Initiative) && m.StartsOn <= on && (m.EndsOn == null || m.EndsOn >= on) && m.Units.Any(u => u.UnitId == unitId)).Select(m => m.Post).ToListAsync(ct);
        return own.Where(a => posts.Contains(a.Post)).OrderByDescending(a => a.Field == field).ThenBy(a => a.StartsOn).FirstOrDefault()?.Id;
    }

    /// <summary>The viewer's own appointments under which support is given on a day.</summary>
    async Task<List<Appointment>> Supporting(Viewer viewer, DateOnly on, Guid? under, CancellationToken ct)
    {
        var held = await db.Seen<Appointment>(viewer).AsNoTracking().Where(a => a.PersonId == viewer.PersonId && a.StartsOn <= on && (a.EndsOn == null || a.EndsOn >= on)).ToListAsync(ct);
        return [.. held.Where(a => ActivityRights.LoggedBy.Contains(a.Post) && (under is null || a.Id == under))];
    }

    /// <summary>The appointment nearest to a unit, at it or above it; of several the one with the field.</summary>
    static Appointment? Nearest(List<Appointment> held, IEnumerable<TreeUnit> pathTo, string field)
    {
        var path = pathTo.Select(u => u.Id).ToList();
        return held.Where(a => path.Contains(a.UnitId)).OrderByDescending(a => path.IndexOf(a.UnitId)).ThenByDescending(a => a.Field == field).ThenBy(a => a.StartsOn).FirstOrDefault();
    }

    /// <summary>The initiatives in which the viewer serves the unit on that day, the earliest first: those that mandates of supporting posts name.</summary>
    public Task<List<Mandate>> InitiativesAt(Viewer viewer, Guid unitId, DateOnly on, CancellationToken ct = default) =>
        db.Seen<Mandate>(viewer).AsNoTracking().Where(m => m.PersonId == viewer.PersonId && m.Kind == MandateKind.Initiative && ActivityRights.LoggedBy.Contains(m.Post) && m.StartsOn <= on && (m.EndsOn == null || m.EndsOn >= on) && m.Units.Any(u => u.UnitId == unitId))
            .OrderBy(m => m.StartsOn).ThenBy(m => m.Id).ToListAsync(ct);

    /// <summary>
    /// Under which appointment support was given, and as part of which initiative: the one that was said, or, when nothing was said, the
    /// first that fits. The hours of an initiative stand under the post by which it is served, whatever other posts its mentor holds.
    /// </summary>
    /// <param name="initiative">The initiative; empty for none; null when nothing was said.</param>
    /// <param name="under">Only this appointment will do: that of a plan.</param>
    public async Task<Outcome<(Guid Appointment, Guid? Initiative)>> StandsUnder(Viewer viewer, Guid unitId, DateOnly on, string field, Guid? initiative, Guid? under, CancellationToken ct = default)
    {
        var served = await InitiativesAt(viewer, unitId, on, ct);
        if (initiative is { } asked && asked != Guid.Empty && served.TrueForAll(m => m.SubjectId != asked)) return Activity.NotServed;
        var own = await Supporting(viewer, on, under, ct);
        if (initiative != Guid.Empty)
            foreach (var mandate in served.Where(m => initiative is null || m.SubjectId == initiative))
                if (own.Where(a => a.Post == mandate.Post && a.AppointedByUnitId == mandate.GivenByUnitId).OrderByDescending(a => a.Field == field).ThenBy(a => a.StartsOn).FirstOrDefault() is { } post) return (post.Id, mandate.SubjectId);
        if (initiative is { } said && said != Guid.Empty) return Activity.NotServed;
        if ((Nearest(own, (await trees.Now(ct)).PathTo(unitId), field)?.Id ?? await Carried(viewer, unitId, on, field, own, initiatives: false, ct)) is { } outside) return (outside, null);
        return served.Count > 0 ? Activity.OnlyInInitiative : Activity.NotInTerm;
    }

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
