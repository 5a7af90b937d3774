using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Appointments;

/// <summary>A term that ends soon, and who comes after it.</summary>
public sealed record EndingTerm(Guid Id, string CountryId, Guid PersonId, PostKind Post, Guid UnitId, string Field, DateOnly EndsOn, Guid? SuccessorId, DateOnly? SuccessorStartsOn, bool IsNominated);

/// <summary>What is unusual about the load of somebody: over the limit, under it, too many posts at once. Thousandths of a full load, posts and employments together.</summary>
public sealed record UnusualLoad(Guid PersonId, int Load, int Posts, bool IsOver, bool IsUnder, bool IsTooMany);

/// <summary>What needs attention among the posts in the viewer's reach: terms that end, loads that are unusual.</summary>
public sealed class FindTerms(AppDb db, CountryPacks packs)
{
    public const int Shown = 200;
    const int Looked = 5000;
    const int Chunk = 2000;

    /// <summary>Terms that end within the country's weeks, the next one first.</summary>
    public async Task<IReadOnlyList<EndingTerm>> Ending(Viewer viewer, CancellationToken ct = default)
    {
        var (today, countries) = (viewer.Today, viewer.Countries.ToDictionary(c => c, c => viewer.Today.AddDays(packs[c].Terms.WarnWeeks * 7)));
        var (until, posts, nominated) = (countries.Values.Max(), db.Seen<Appointment>(viewer), db.Seen<Nomination>(viewer).Where(n => n.State == NominationState.Waiting));
        var found = await posts.Where(a => a.EndsOn >= today && a.EndsOn <= until && a.StartsOn <= today).OrderBy(a => a.EndsOn).ThenBy(a => a.Id).Take(Shown).Select(a => new
        {
            Term = new EndingTerm(a.Id, a.CountryId, a.PersonId, a.Post, a.UnitId, a.Field, a.EndsOn!.Value, null, null, nominated.Any(n => n.SucceedsId == a.Id)),
            Next = posts.Where(n => n.SucceedsId == a.Id && (n.EndsOn == null || n.EndsOn >= today)).OrderBy(n => n.StartsOn).Select(n => new { n.PersonId, n.StartsOn }).FirstOrDefault(),
        }).ToListAsync(ct);
        return [.. found.Where(f => f.Term.EndsOn <= countries.GetValueOrDefault(f.Term.CountryId)).Select(f => f.Next is { } next ? f.Term with { SuccessorId = next.PersonId, SuccessorStartsOn = next.StartsOn } : f.Term)];
    }

    /// <summary>Whose load is over or under what the country finds usual, and who holds too many posts at once.</summary>
    public async Task<IReadOnlyList<UnusualLoad>> Loads(Viewer viewer, CancellationToken ct = default)
    {
        var today = viewer.Today;
        var unusual = new List<UnusualLoad>();
        var posts = await db.Seen<Appointment>(viewer).AsNoTracking().Where(a => a.StartsOn <= today && (a.EndsOn == null || a.EndsOn >= today)).OrderBy(a => a.PersonId).Take(Looked)
            .Select(a => new { a.PersonId, a.CountryId, a.UnitId, a.Post, a.Load }).ToListAsync(ct);
        foreach (var some in posts.GroupBy(a => a.PersonId).Chunk(Chunk))
        {
            var ids = some.Select(g => g.Key).ToArray();
            var work = (await db.Seen<Employment>(viewer).AsNoTracking().Where(e => ids.Contains(e.PersonId) && (e.StartsOn == null || e.StartsOn <= today) && (e.EndsOn == null || e.EndsOn >= today))
                .Select(e => new { e.PersonId, e.UnitId, e.Post, e.Load }).ToListAsync(ct)).ToLookup(e => e.PersonId);
            foreach (var held in some)
            {
                var rules = packs[held.First().CountryId].Terms;
                // the same post in the same unit is one piece of work, written down by those who employ and by those who appoint
                var load = held.Sum(a => a.Load) + work[held.Key].Where(e => !held.Any(a => a.UnitId == e.UnitId && a.Post == e.Post)).Sum(e => e.Load);
                var supports = held.Where(a => Posts.Supporters.Contains(a.Post)).ToList();
                var (over, under, many) = (load > rules.LoadMax, supports.Count > 0 && supports.Sum(a => a.Load) < rules.LoadMin, held.Count() > rules.PostsMax);
                if (over || under || many) unusual.Add(new(held.Key, load, held.Count(), over, under, many));
            }
        }
        return unusual;
    }
}
