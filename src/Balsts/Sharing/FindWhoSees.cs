using Balsts.Appointments;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Sharing;

/// <summary>
/// Who can see a row, told to somebody who sees it: the rule that lets them is read (<see cref="SightReader"/>), and the table of posts says
/// who holds what it asks for today. A holder of a post is named
/// where the reader sees that person in the directory, else by the post.
/// </summary>
public sealed class FindWhoSees(AppDb db, SightReader rules, PostHolders posts, UnitTrees trees, CountryPacks packs, Texts t) : IWhoSees
{
    const int NamedAtMost = 12;

    /// <summary>Somebody who holds a right there today, and the post by which they do.</summary>
    public sealed record Holder(Guid PersonId, PostKind Post, Guid UnitId);

    public async Task<SeenByWhom?> Of<T>(Guid id, Viewer reader, CancellationToken ct = default) where T : class, ISeen<T> =>
        reader.Disputed.Length > 0 && await Disputed<T>(id, reader, ct) is { } two ? two
        : (await rules.Of(db.Seen<T>(reader).Where(r => EF.Property<Guid>(r, "Id") == id), reader.Today, ct)).TryGetValue(id, out var audiences) ? await Tell(audiences, reader, ct) : null;

    /// <summary>While words are disputed the rule lets nobody in but who wrote them and who decides.</summary>
    async Task<SeenByWhom?> Disputed<T>(Guid id, Viewer reader, CancellationToken ct) where T : class, ISeen<T>
    {
        foreach (var person in reader.Disputed)
        {
            if (!await db.IsWithheld<T>(id, [person], ct)) continue;
            var by = await db.Seen<Restriction>(Viewer.System).Where(r => r.PersonId == person && r.StartsOn <= reader.Today && (r.EndsOn == null || r.EndsOn >= reader.Today)).Select(r => r.ById).Distinct().ToListAsync(ct);
            Guid[] two = [person, .. by];
            var told = await db.Seen<Person>(Viewer.System).Where(p => two.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.GivenName + " " + p.FamilyName, ct);
            return new(t["This is disputed. Until that is settled, nobody sees it but those named here."],
            [
                new(t["Whose words they are"], person == reader.PersonId ? [] : [told.GetValueOrDefault(person, "")], person == reader.PersonId),
                new(t["Who decides on it"], [.. by.Where(p => p != reader.PersonId).Select(p => told.GetValueOrDefault(p, "")).Order(StringComparer.Ordinal)], by.Contains(reader.PersonId)),
            ]);
        }
        return null;
    }

    public async Task<SeenByWhom> OfHeld<T>(T row, Guid id, Viewer reader, CancellationToken ct = default) where T : class, ISeen<T> =>
        reader.Disputed.Length > 0 && await Disputed<T>(id, reader, ct) is { } two ? two
        : await Tell(await rules.Of(row, db.Seen<T>(reader).Where(r => EF.Property<Guid>(r, "Id") == id), reader.Today, ct), reader, ct);

    public Task<SeenByWhom> OfNew<T>(T row, Viewer reader, CancellationToken ct = default) where T : class, ISeen<T> => Tell(rules.Of(row, reader.Today), reader, ct);

    async Task<SeenByWhom> Tell(IReadOnlyList<Audience> audiences, Viewer reader, CancellationToken ct)
    {
        var tree = await trees.Now(ct);
        var holders = await Holders(audiences, reader.Today, ct);
        Guid[] byPost = [.. holders.SelectMany(h => h.Value).Select(h => h.PersonId)], named = [.. audiences.Where(IsNamed).SelectMany(a => a.Ids)];
        Guid[] asked = [.. byPost.Concat(named).Where(p => p != reader.PersonId).Distinct()];
        var people = db.Seen<Person>(reader);
        var known = asked.Length == 0 ? [] : await db.Seen<Person>(Viewer.System).Where(p => asked.Contains(p.Id)).Select(p => new { p.Id, p.GivenName, p.FamilyName, IsListed = people.Any(l => l.Id == p.Id) }).ToListAsync(ct);
        var told = known.ToDictionary(p => p.Id, p => $"{p.GivenName} {p.FamilyName}");
        var directory = known.Where(p => p.IsListed).ToDictionary(p => p.Id, p => told[p.Id]);
        var lines = audiences.GroupBy(a => Why(a.Way)).Select(same => new SeenBecause(same.Key, [.. same.SelectMany(Who).Distinct()], same.Any(a => a.Includes(reader)))).OrderByDescending(l => l.Me).ToList();
        return new(Brief(audiences, holders, reader, told), lines);

        IEnumerable<string> Who(Audience audience) => audience.Way.As switch
        {
            SeenAs.Person when IsNamed(audience) => audience.Ids.Where(p => p != reader.PersonId).Select(p => told.GetValueOrDefault(p, "")).Order(StringComparer.Ordinal),
            SeenAs.Person => audience.Ids.Any(p => p != reader.PersonId) ? [audience.Way.IsPart ? t["those involved"] : t["not told by name"]] : [],
            SeenAs.Home => audience.Ids.Select(tree.NameOf),
            SeenAs.Account or SeenAs.Inhabitant or SeenAs.Station => [],
            _ => Few([.. holders[audience].Where(h => h.PersonId != reader.PersonId).Select(h => directory.TryGetValue(h.PersonId, out var name) ? t["{0} ({1}, {2})", name, Post(h, reader), tree.NameOf(h.UnitId)] : t["{0}, {1}", Post(h, reader), tree.NameOf(h.UnitId)]).Distinct().Order(StringComparer.Ordinal)]),
        };
    }

    IEnumerable<string> Few(List<string> all) => all.Count > NamedAtMost ? [.. all.Take(NamedAtMost), t["and others"]] : all;

    /// <summary>Whom the row itself names, its reader reads there; of members and participants the page lists those whom the reader sees.</summary>
    static bool IsNamed(Audience audience) => audience.Way is { As: SeenAs.Person, IsPart: false } way && !way.Entity.GetProperty(way.Column)!.IsDefined(typeof(WithheldAttribute), true);

    string Post(Holder holder, Viewer reader) => packs[reader.CountryId].PostIn(holder.Post, t);

    string Why(Way way) => way.As switch
    {
        SeenAs.Person => t[House.Persons.FirstOrDefault(p => p.Entity == way.Entity && p.Column == way.Column)?.What ?? Texts.Id("Whom it is about")],
        SeenAs.Account => t["Whose account it is"],
        SeenAs.Inhabitant => t["Everybody of the country who has signed in"],
        SeenAs.Home => t["Everybody who works there"],
        SeenAs.Station => t["Everybody whose post belongs to it"],
        _ => t[House.Rooms.SelectMany(r => r.Rights).First(r => r.Right == way.Right).Text],
    };

    /// <summary>In a sentence: by name where it is those few alone, else that the lines say it.</summary>
    string Brief(IReadOnlyList<Audience> audiences, IReadOnlyDictionary<Audience, IReadOnlyList<Holder>> holders, Viewer reader, IReadOnlyDictionary<Guid, string> told)
    {
        if (audiences.Any(a => a.Way.As is SeenAs.Inhabitant or SeenAs.Home or SeenAs.Station)) return t["Many people. Here is who, and why."];
        if (holders.Values.Any(h => h.Any(x => x.PersonId != reader.PersonId)) || audiences.Any(a => a.Way.As == SeenAs.Person && !IsNamed(a))) return t["Some people. Here is who, and why."];
        var others = audiences.Where(IsNamed).SelectMany(a => a.Ids).Where(p => p != reader.PersonId).Distinct().Select(p => told.GetValueOrDefault(p, "")).Order(StringComparer.Ordinal).ToList();
        return others.Count == 0 ? t["You and nobody else."] : t["You, {0} and nobody else.", string.Join(", ", others)];
    }

    /// <summary>Who holds today what each of these audiences asks for: by an appointment, deputising, or by a mandate that names it.</summary>
    public async Task<IReadOnlyDictionary<Audience, IReadOnlyList<Holder>>> Holders(IReadOnlyList<Audience> audiences, DateOnly today, CancellationToken ct = default)
    {
        var asked = audiences.Where(a => a.Way.Right.Length > 0).ToList();
        if (asked.Count == 0) return new Dictionary<Audience, IReadOnlyList<Holder>>();
        var tree = await trees.Now(ct);
        var places = asked.ToDictionary(a => a, a => PlacesOf(a, tree));
        Guid[] all = [.. places.Values.SelectMany(p => p).Distinct()], named = [.. asked.Where(a => a.Way.As is SeenAs.Unit or SeenAs.Subject).SelectMany(a => a.Ids).Distinct()];
        var (held, mandates) = await posts.Of(all, named, today, ct);
        return asked.ToDictionary(a => a, a =>
        {
            var (there, ids, carry) = (places[a], a.Ids.ToHashSet(), PostsOf(a.Way.Right).ToHashSet());
            var found = held.Where(h => there.Contains(h.UnitId) && carry.Contains(h.Post) && !(h.IsDeputy && a.Way.Right == AppointmentRights.Make)).Select(h => new Holder(h.PersonId, h.Post, h.UnitId));
            var over = mandates.Where(m => carry.Contains(m.Post));
            if (a.Way.As == SeenAs.Unit) found = found.Concat(over.Where(m => m.SubjectId is null || House.RightsAtUnitsOfMandate.Contains(a.Way.Right)).SelectMany(m => m.Units.Where(u => ids.Contains(u.UnitId)), (m, u) => new Holder(m.PersonId, m.Post, u.UnitId)));
            if (a.Way.As == SeenAs.Subject) found = found.Concat(over.Where(m => m.IsOver(ids) && !(m.IsDeputy && a.Way.Right == AppointmentRights.Make)).Select(m => new Holder(m.PersonId, m.Post, m.GivenByUnitId)));
            return (IReadOnlyList<Holder>)[.. found.Distinct()];
        });
    }

    /// <summary>Where a post that is meant would be held.</summary>
    static HashSet<Guid> PlacesOf(Audience audience, UnitTree tree) => audience.Way.As switch
    {
        SeenAs.Seat => [.. audience.Ids],
        SeenAs.Unit => [.. audience.Ids.SelectMany(tree.PathTo).Select(u => u.Id).Where(u => !tree.IsCountry(u))],
        SeenAs.Country => [.. audience.Values.OfType<string>().SelectMany(tree.Roots).Select(u => u.Id).Where(tree.IsCountry)],
        _ => [],
    };

    static IEnumerable<PostKind> PostsOf(string right) => House.RightsOf.Where(p => p.Contains(right)).Select(p => p.Key);
}
