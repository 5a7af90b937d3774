using System.Collections.Concurrent;
using Balsts.Appointments;
using Balsts.Units;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Sharing;

/// <summary>Somebody who holds a post at a unit, or stands in there for whoever does and is away.</summary>
public sealed record HeldPost(Guid PersonId, PostKind Post, Guid UnitId, bool IsDeputy);

/// <summary>What a mandate ties somebody to.</summary>
/// <param name="IsDeputy">Runs the named schools of the subject for somebody else, not the whole of it.</param>
public sealed record HeldMandate(Guid PersonId, PostKind Post, Guid? SubjectId, Guid GivenByUnitId, IReadOnlyList<(Guid UnitId, Guid? TieId)> Units, bool IsDeputy)
{
    /// <summary>Over which of these things it is held.</summary>
    public bool IsOver(IReadOnlySet<Guid> things) => SubjectId is { } subject && ((!IsDeputy && things.Contains(subject)) || Units.Any(u => u.TieId is { } tie && things.Contains(tie)));
}

/// <summary>Who holds which post today, asked once for each place: known for as long as the rights themselves are known (<see cref="RightsOfToday"/>), until the house moves or the day ends.</summary>
public sealed class PostHolders(Func<AppDb> open, HouseWatch watch)
{
    const int PlacesMax = 20_000;

    /// <summary>By the day of the reader: it is not the same day everywhere.</summary>
    sealed record Known(long Version)
    {
        public ConcurrentDictionary<(DateOnly, Guid), HeldPost[]> At { get; } = [];
        public ConcurrentDictionary<(DateOnly, Guid), HeldMandate[]> Over { get; } = [];
    }

    Known known = new(-1);

    /// <summary>The posts at some units, and the mandates over some things: initiatives, their schools, groups, units.</summary>
    public async Task<(IReadOnlyList<HeldPost> At, IReadOnlyList<HeldMandate> Over)> Of(Guid[] units, Guid[] things, DateOnly today, CancellationToken ct = default)
    {
        var version = await watch.Version(ct);
        var now = known;
        if (now.Version != version || now.At.Count + now.Over.Count > PlacesMax) known = now = new(version);
        Guid[] places = [.. units.Where(u => !now.At.ContainsKey((today, u)))], over = [.. things.Where(t => !now.Over.ContainsKey((today, t)))];
        if (places.Length + over.Length > 0) await Ask(now, places, over, today, ct);
        return ([.. units.SelectMany(u => now.At[(today, u)])], [.. things.SelectMany(t => now.Over[(today, t)]).Distinct()]);
    }

    async Task Ask(Known now, Guid[] places, Guid[] over, DateOnly today, CancellationToken ct)
    {
        await using var db = open();
        var held = places.Length == 0 ? [] : await db.Seen<Appointment>(Viewer.System).Where(a => places.Contains(a.UnitId) && a.StartsOn <= today && (a.EndsOn == null || a.EndsOn >= today)).Select(a => new HeldPost(a.PersonId, a.Post, a.UnitId, false)).ToListAsync(ct);
        var mandates = await db.Seen<Mandate>(Viewer.System).AsNoTracking().Include(m => m.Units).Where(m => m.StartsOn <= today && (m.EndsOn == null || m.EndsOn >= today)
            && ((m.Kind == MandateKind.Deputising && places.Contains(m.GivenByUnitId)) || (m.SubjectId != null && over.Contains(m.SubjectId.Value)) || m.Units.Any(u => over.Contains(u.UnitId) || (u.TieId != null && over.Contains(u.TieId.Value))))).ToListAsync(ct);
        held.AddRange(mandates.Where(m => m.Sits).Select(m => new HeldPost(m.PersonId, m.Post, m.GivenByUnitId, true)));
        var at = held.ToLookup(h => h.UnitId);
        var named = mandates.Where(m => !m.Sits).Select(m => new HeldMandate(m.PersonId, m.Post, m.SubjectId, m.GivenByUnitId, [.. m.Units.Select(u => (u.UnitId, u.TieId))], m.Kind == MandateKind.Deputising))
            .SelectMany(m => m.Units.SelectMany(u => new[] { u.UnitId, u.TieId }).Append(m.SubjectId).OfType<Guid>().Distinct(), (m, thing) => (Mandate: m, Thing: thing)).ToLookup(m => m.Thing, m => m.Mandate);
        foreach (var place in places) now.At[(today, place)] = [.. at[place]];
        foreach (var thing in over) now.Over[(today, thing)] = [.. named[thing]];
    }
}
