using System.Collections.Frozen;

namespace Foundation.Viewers;

/// <summary>Where a right holds today: whole countries, and single units (already expanded down the tree).</summary>
/// <param name="Countries">Whole countries.</param>
/// <param name="Units">Single units, everything below included.</param>
/// <param name="Seats">The units in which the right is held itself: what an organiser or a head does for their own unit and nobody above them does.</param>
/// <param name="Subjects">What the right holds over by name: rows that carry one of these ids (an initiative, a school in it, a group), wherever they lie.</param>
public sealed record Reach(string[] Countries, Guid[] Units, Guid[] Seats, Guid[] Subjects)
{
    public bool IsNone => Countries.Length == 0 && Units.Length == 0 && Subjects.Length == 0;
}

/// <summary>Who is looking, and how far they see. Every read and every change names one.</summary>
public sealed class Viewer
{
    readonly FrozenDictionary<string, Reach> reach;
    readonly FrozenDictionary<string, FrozenSet<Guid>> sets;

    public Viewer(Guid personId, Guid accountId, string name, string language, string countryId, IEnumerable<string> countries, IReadOnlyDictionary<string, Reach> reach)
    {
        (PersonId, AccountId, Name, Language, CountryId, Countries) = (personId, accountId, name, language, countryId, [.. countries]);
        this.reach = reach.ToFrozenDictionary();
        sets = reach.ToFrozenDictionary(r => r.Key, r => r.Value.Units.ToFrozenSet());
    }

    Viewer(Viewer whole, Guid personId, FrozenDictionary<string, Reach> reach, FrozenDictionary<string, FrozenSet<Guid>> sets)
    {
        (PersonId, AccountId, Name, Language, CountryId, Countries) = (personId, whole.AccountId, whole.Name, whole.Language, whole.CountryId, whole.Countries);
        (Stamp, Today, Posts, Withheld, Disputed, this.reach, this.sets) = (whole.Stamp, whole.Today, whole.Posts, whole.Withheld, whole.Disputed, reach, sets);
    }

    /// <summary>
    /// The same viewer, looking with one right at these units alone; what of them lies out of reach stays so. They never see more than the
    /// whole viewer: a list of one unit is then asked of a few units instead of the hundreds in reach.
    /// </summary>
    public Viewer Only(string right, IEnumerable<Guid> units)
    {
        Guid[] there = sets.TryGetValue(right, out var mine) ? [.. units.Where(mine.Contains)] : [];
        var only = new Dictionary<string, Reach> { [right] = new([], there, [], []) };
        return new(this, PersonId, only.ToFrozenDictionary(), only.ToFrozenDictionary(r => r.Key, _ => there.ToFrozenSet()));
    }

    /// <summary>The same viewer with some of their rights: a program that was given no others.</summary>
    public Viewer Carrying(IReadOnlyCollection<string> rights) =>
        new(this, PersonId, reach.Where(r => rights.Contains(r.Key)).ToFrozenDictionary(), sets) { Home = Home, Stations = Stations, NeedsFactor = NeedsFactor };

    /// <summary>The same viewer, looking with one right at the units in its reach and at what it holds over by name: at nothing that is their own.</summary>
    public Viewer ByReach(string right) =>
        new(this, Guid.Empty, new Dictionary<string, Reach> { [right] = new([], ReachOf(right), [], SubjectsOf(right)) }.ToFrozenDictionary(), sets);

    public Guid PersonId { get; }
    public Guid AccountId { get; }
    public string Name { get; }

    /// <summary>Changes with the password; a session that carries another one is over.</summary>
    public string Stamp { get; init; } = "";

    /// <summary>People whose words this viewer does not see, whatever their rights: restricted today (GDPR, article 18), and neither the viewer's own nor theirs to decide on.</summary>
    public Guid[] Withheld { get; init; } = [];

    /// <summary>People whose words are restricted today and stay to be seen by this viewer: their own, or theirs to decide on.</summary>
    public Guid[] Disputed { get; init; } = [];

    /// <summary>Reaches so far that a password alone is not enough to sign in.</summary>
    public bool NeedsFactor { get; init; }

    /// <summary>The language of the person's choice: lv, az or en.</summary>
    public string Language { get; }

    /// <summary>The person's own country; what they create carries it unless it lies in a unit of another.</summary>
    public string CountryId { get; }

    /// <summary>The countries in which the person lives or holds a post; nothing outside them is ever seen.</summary>
    public string[] Countries { get; }

    /// <summary>The day it is where the person lives: rights and periods are asked as of it.</summary>
    public DateOnly Today { get; init; }

    /// <summary>What the shell calls the person: their posts by code.</summary>
    public string[] Posts { get; init; } = [];

    /// <summary>Jobs and the command line look at everything, and say so. A house test lists the files that name it.</summary>
    public static readonly Viewer System = new(Guid.Empty, Guid.Empty, "Balsts", "en", "", [], new Dictionary<string, Reach>());

    public bool IsSystem => ReferenceEquals(this, System);

    public IEnumerable<string> Rights => reach.Keys;

    /// <summary>The units in which the right holds; an array, because only an array becomes one SQL parameter.</summary>
    public Guid[] ReachOf(string right) => reach.TryGetValue(right, out var r) ? r.Units : [];

    /// <summary>The units in which the right is held itself, nothing below them.</summary>
    public Guid[] SeatsOf(string right) => reach.TryGetValue(right, out var r) ? r.Seats : [];

    /// <summary>What the right holds over by name, through mandates: an initiative, a school in it, a group.</summary>
    public Guid[] SubjectsOf(string right) => reach.TryGetValue(right, out var r) ? r.Subjects : [];

    /// <summary>The units where the person works or holds a post, and those above them: what these say of themselves is meant for the person too.</summary>
    public Guid[] Home { get; init; } = [];

    /// <summary>What the person's posts of today make them part of: a key for each post at its unit and at every unit above. What names such a key is theirs for as long as the post is.</summary>
    public string[] Stations { get; init; } = [];

    /// <summary>The whole countries in which the right holds: asked as <c>row.CountryId == x</c> instead of thousands of ids.</summary>
    public string[] CountriesOf(string right) => reach.TryGetValue(right, out var r) ? r.Countries : [];

    public bool May(string right) => IsSystem || (reach.TryGetValue(right, out var r) && !r.IsNone);

    /// <summary>Whether the right holds in this very unit.</summary>
    public bool May(string right, string countryId, Guid unitId) =>
        IsSystem || (reach.TryGetValue(right, out var r) && (r.Countries.Contains(countryId) || sets[right].Contains(unitId)));

    /// <summary>Whether the right holds over this very initiative, group or school in one.</summary>
    public bool MayOver(string right, Guid subjectId) => IsSystem || SubjectsOf(right).Contains(subjectId);
}
