using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Shell;

/// <summary>A person found by name.</summary>
public sealed record FoundPerson(Guid Id, string Name, string Address);

/// <summary>A unit found by name, and what it lies in, outermost first.</summary>
public sealed record FoundUnit(Guid Id, string Name, string[] Within, string Address);

/// <summary>A page of this viewer's menu.</summary>
public sealed record FoundPage(string Name, string Icon, string Address);

/// <summary>What carries all the words asked for: a few of each kind, by name.</summary>
public sealed record FoundThings(IReadOnlyList<FoundPerson> People, IReadOnlyList<FoundUnit> Units, IReadOnlyList<FoundPage> Pages)
{
    public static readonly FoundThings Nothing = new([], [], []);
    public int Count => People.Count + Units.Count + Pages.Count;
}

/// <summary>Goes anywhere: people, units and pages whose names carry the words, as far as the viewer sees them.</summary>
public static class FindAnything
{
    public const int LongestQuestion = 100;
    const int Most = 10, MostWords = 5;

    public static string[] Words(string? asked) =>
        [.. Fold.Of(asked is { Length: > LongestQuestion } ? asked[..LongestQuestion] : asked ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords)];

    public static async Task<FoundThings> Of(string? asked, AppDb db, UnitTrees trees, Texts t, Viewer viewer, CancellationToken ct)
    {
        var words = Words(asked);
        if (words.Length == 0) return FoundThings.Nothing;
        var (people, units) = (db.Seen<Person>(viewer).Where(p => p.MergedIntoId == null), db.Seen<Unit>(viewer));
        foreach (var word in words)
        {
            people = people.Where(p => p.SearchText.Contains(word));
            units = units.Where(u => u.SearchText.Contains(word));
        }
        var persons = await people.OrderBy(p => p.SortName).Take(Most).Select(p => new { p.Id, p.GivenName, p.FamilyName }).ToListAsync(ct);
        var places = await units.OrderBy(u => u.SortName).Take(Most).Select(u => new { u.Id, u.Name }).ToListAsync(ct);
        var tree = await trees.Now(ct);
        return new(
            [.. persons.Select(p => new FoundPerson(p.Id, $"{p.GivenName} {p.FamilyName}", $"/people/{p.Id}"))],
            [.. places.Select(u => new FoundUnit(u.Id, u.Name, [.. tree.PathTo(u.Id).SkipLast(1).Select(above => above.Name)], $"/units/{u.Id}"))],
            [.. Places.Everywhere(viewer).Select(p => new FoundPage(t[p.Text], p.Icon, p.Address)).Where(p => words.All(Fold.Of(p.Name).Contains)).Take(Most)]);
    }
}
