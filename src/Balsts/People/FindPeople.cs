using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Balsts.Units;
using Foundation.Data;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.People;

/// <summary>What somebody looks for among people: a part of the name or e-mail, a unit with everything below it, a post.</summary>
public sealed record PeopleFilter(string? Search = null, Guid? Unit = null, PostKind? Post = null)
{
    /// <summary>As the address of a list says it.</summary>
    public static PeopleFilter Of(ListQuery query) => new(query.Search,
        Guid.TryParse(query["unit"], out var unit) ? unit : null,
        Enum.TryParse<PostKind>(query["post"], out var post) && Enum.IsDefined(post) ? post : null);
}

/// <summary>A person as lists show them, with the employments of today.</summary>
public sealed record PersonLine(Guid Id, string CountryId, string GivenName, string FamilyName, string SortName, string Email, string Phone)
{
    public EmploymentLine[] Employments { get; init; } = [];
    public string Name => $"{GivenName} {FamilyName}";
    public int Load => Employments.Sum(e => e.Load);
}

/// <summary>Where and as what somebody works today.</summary>
public sealed record EmploymentLine(Guid PersonId, Guid UnitId, PostKind Post, string Subject, int Load);

/// <summary>Somebody who works in one unit, to be chosen from a short list.</summary>
public sealed record Colleague(Guid Id, string Name, PostKind Post, string Subject)
{
    public static IReadOnlyList<Option> Options(IEnumerable<Colleague> people) => [.. people.Select(p => new Option(p.Id.ToString(), p.Name, Hint: p.Subject.Length > 0 ? p.Subject : null))];
}

/// <summary>Finds people whom the viewer may see: pages, exports and the API ask the same question here.</summary>
public sealed class FindPeople(AppDb db, UnitTrees trees)
{
    /// <summary>More people than a list to choose from may hold.</summary>
    public const int ChoiceMax = 200;

    /// <summary>Pairs of the same name shown at once: merging makes room for the next.</summary>
    public const int PairsMax = 100;

    const int ExportedAtOnce = 500;

    /// <summary>A page of people by name, beginning after or ending before a key.</summary>
    public async Task<PageOf<PersonLine>> Page(PeopleFilter filter, Viewer viewer, int size, string? after = null, string? before = null, bool descending = false, bool count = true, CancellationToken ct = default)
    {
        if (await Asked(filter, viewer, ct) is not { } people) return new([], null, null, 0);
        var page = await people.Page(p => p.SortName, p => new PersonLine(p.Id, p.CountryId, p.GivenName, p.FamilyName, p.SortName, p.Email, p.Phone), p => p.SortName, size, after, before, descending, count, ct);
        return page with { Rows = await WithEmployments(page.Rows, viewer, ct) };
    }

    /// <summary>Everybody whom the filter shows, in the order of the list.</summary>
    public async IAsyncEnumerable<PersonLine> All(PeopleFilter filter, Viewer viewer, bool descending = false, [EnumeratorCancellation] CancellationToken ct = default)
    {
        string? after = null;
        do
        {
            var page = await Page(filter, viewer, ExportedAtOnce, after, null, descending, false, ct);
            foreach (var person in page.Rows) yield return person;
            after = page.After;
        }
        while (after is not null);
    }

    /// <summary>The units where those work whom the viewer reaches by name: an initiative's schools, a group's.</summary>
    public async Task<IReadOnlyList<Guid>> PlacesByName(Viewer viewer, CancellationToken ct = default)
    {
        var (subjects, today) = (viewer.SubjectsOf(PeopleRights.Read), viewer.Today);
        return subjects.Length == 0 ? [] : await db.Seen<Employment>(viewer).Where(e => e.Person!.Ties.Any(t => subjects.Contains(t.SubjectId) && (t.EndsOn == null || t.EndsOn >= today))).Select(e => e.UnitId).Distinct().ToListAsync(ct);
    }

    /// <summary>The people who work in one unit today, by name; at most <see cref="ChoiceMax"/>.</summary>
    public async Task<IReadOnlyList<Colleague>> OfUnit(Guid unitId, Viewer viewer, CancellationToken ct = default)
    {
        var today = viewer.Today;
        var found = await (from e in db.Seen<Employment>(viewer)
                           where e.UnitId == unitId && (e.StartsOn == null || e.StartsOn <= today) && (e.EndsOn == null || e.EndsOn >= today)
                           join p in db.Seen<Person>(viewer) on e.PersonId equals p.Id
                           where p.MergedIntoId == null
                           orderby p.SortName
                           select new { p.Id, p.GivenName, p.FamilyName, e.Post, e.Subject })
            .Take(ChoiceMax).AsNoTracking().ToListAsync(ct);
        return [.. found.DistinctBy(p => p.Id).Select(p => new Colleague(p.Id, $"{p.GivenName} {p.FamilyName}", p.Post, p.Subject))];
    }

    /// <summary>Whom a merged record turned out to be, for whoever may see that person; null for everybody else.</summary>
    public async Task<Guid?> MergedInto(Guid id, Viewer viewer, CancellationToken ct = default)
    {
        var into = await db.Seen<Person>(Viewer.System).Where(p => p.Id == id).Select(p => p.MergedIntoId).FirstOrDefaultAsync(ct);
        return into is { } found && await db.Seen<Person>(viewer).AnyAsync(p => p.Id == found, ct) ? found : null;
    }

    /// <summary>Two records with one name in one school, which may be one person.</summary>
    public async Task<IReadOnlyList<(PersonLine One, PersonLine Other)>> SameNames(Viewer viewer, CancellationToken ct = default)
    {
        var today = viewer.Today;
        var units = viewer.ReachOf(PeopleRights.Manage);
        var countries = viewer.CountriesOf(PeopleRights.Manage);
        var working = from e in db.Seen<Employment>(viewer)
                      where (countries.Contains(e.CountryId) || units.Contains(e.UnitId)) && (e.EndsOn == null || e.EndsOn >= today)
                      join p in db.Seen<Person>(viewer) on e.PersonId equals p.Id
                      where p.MergedIntoId == null
                      select new { e.UnitId, p.Id, p.NameKey, p.SortName };
        var pairs = await (from one in working
                           join other in working on new { one.UnitId, one.NameKey } equals new { other.UnitId, other.NameKey }
                           where string.Compare(one.SortName, other.SortName) < 0
                           select new { One = one.Id, Other = other.Id }).Distinct().Take(PairsMax).ToListAsync(ct);
        var people = await Lines([.. pairs.SelectMany(p => new[] { p.One, p.Other }).Distinct()], viewer, ct);
        return [.. pairs.Where(p => people.ContainsKey(p.One) && people.ContainsKey(p.Other)).Select(p => (people[p.One], people[p.Other])).OrderBy(p => p.Item1.SortName, StringComparer.Ordinal)];
    }

    /// <summary>These people as lists show them; whom the viewer does not see is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, PersonLine>> Lines(Guid[] ids, Viewer viewer, CancellationToken ct = default)
    {
        var people = await db.Seen<Person>(viewer).Where(p => ids.Contains(p.Id) && p.MergedIntoId == null).AsNoTracking()
            .Select(p => new PersonLine(p.Id, p.CountryId, p.GivenName, p.FamilyName, p.SortName, p.Email, p.Phone)).ToListAsync(ct);
        return (await WithEmployments(people, viewer, ct)).ToDictionary(p => p.Id);
    }

    /// <summary>Null where the viewer has no reach at all: then nothing needs to be asked.</summary>
    async ValueTask<IQueryable<Person>?> Asked(PeopleFilter filter, Viewer viewer, CancellationToken ct)
    {
        var people = db.Seen<Person>(viewer).Where(p => p.MergedIntoId == null);
        var today = viewer.Today;
        var units = viewer.ReachOf(PeopleRights.Read);
        var countries = viewer.CountriesOf(PeopleRights.Read);
        var byName = viewer.SubjectsOf(PeopleRights.Read).Length > 0;
        if (countries.Length == 0 && units.Length == 0 && !byName) return null;

        // the list is of those who work in the reach, whoever looks
        if (filter.Unit is { } unit)
        {
            var tree = await trees.Now(ct);
            if (tree.Find(unit) is not { } place) return null;
            if (!(tree.IsCountry(unit) && countries.Contains(place.CountryId)))
            {
                var there = tree.Below(unit).ToArray();
                if (!countries.Contains(place.CountryId) && byName) people = db.Seen<Person>(viewer.ByReach(PeopleRights.Read)).Where(p => p.MergedIntoId == null); // of a school perhaps only those who take part
                else if (!countries.Contains(place.CountryId))
                {
                    viewer = viewer.Only(PeopleRights.Read, there);
                    there = viewer.ReachOf(PeopleRights.Read);
                    people = db.Seen<Person>(viewer).Where(p => p.MergedIntoId == null);
                }
                if (there.Length == 0) return null;
                // a set of employments and not a question to each person, so that the databases begin from the few who work there
                var employed = db.Seen<Employment>(viewer).Where(e => there.Contains(e.UnitId) && (e.EndsOn == null || e.EndsOn >= today));
                if (filter.Post is { } post) employed = employed.Where(e => e.Post == post);
                return Searched(people.Where(p => employed.Select(e => e.PersonId).Contains(p.Id)), filter);
            }
            if (countries.Length > 1) people = people.Where(p => p.CountryId == place.CountryId);
        }
        if (countries.Length == 0) people = db.Seen<Person>(viewer.ByReach(PeopleRights.Read)).Where(p => p.MergedIntoId == null); // these are exactly those
        if (filter.Post is { } kind)
            people = countries.Length == 0
                ? people.Where(p => p.Employments.Any(e => (byName || units.Contains(e.UnitId)) && e.Post == kind && (e.EndsOn == null || e.EndsOn >= today)))
                : people.Where(p => p.Employments.Any(e => e.Post == kind && (e.EndsOn == null || e.EndsOn >= today)));
        return Searched(people, filter);
    }

    static IQueryable<Person> Searched(IQueryable<Person> people, PeopleFilter filter)
    {
        foreach (var word in Fold.Of(filter.Search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(5))
            people = people.Where(p => p.SearchText.Contains(word));
        return people;
    }

    async Task<IReadOnlyList<PersonLine>> WithEmployments(IReadOnlyList<PersonLine> people, Viewer viewer, CancellationToken ct)
    {
        if (people.Count == 0) return people;
        var (ids, today) = (people.Select(p => p.Id).ToArray(), viewer.Today);
        var found = await db.Seen<Employment>(viewer)
            .Where(e => ids.Contains(e.PersonId) && (e.StartsOn == null || e.StartsOn <= today) && (e.EndsOn == null || e.EndsOn >= today))
            .OrderBy(e => e.Id).AsNoTracking().ToListAsync(ct);
        var byPerson = found.Select(e => new EmploymentLine(e.PersonId, e.UnitId, e.Post, e.Subject, e.LoadFor(viewer))).ToLookup(e => e.PersonId);
        return [.. people.Select(p => p with { Employments = [.. byPerson[p.Id]] })];
    }
}
