using Balsts.Units;
using Foundation.Viewers;

namespace Balsts;

/// <summary>What the house must know of a room: its services, pages' fragments, API, menu, rights and the posts that carry them, verbs, chores, person columns.</summary>
public abstract class Capability
{
    /// <summary>The folder, the namespace and the storey.</summary>
    public string Name => GetType().Namespace!["Balsts.".Length..];

    public virtual void Services(IServiceCollection services) { }

    /// <summary>Endpoints beside the pages: fragments, exports, one-button acts.</summary>
    public virtual void Endpoints(IEndpointRouteBuilder pages) { }

    /// <summary>The same use cases under /api/v1.</summary>
    public virtual void Api(IEndpointRouteBuilder api) { }

    public virtual IEnumerable<MenuItem> Menu => [];
    public virtual IEnumerable<RightGrant> Rights => [];
    public virtual IEnumerable<PersonData> Persons => [];

    /// <summary>The things of which programs may ask who sees them: where they lie under /api/v1, and what kind of row they are.</summary>
    public virtual IEnumerable<(string Path, Type Entity)> Asked => [];

    /// <summary>What of its rows goes, on request or after its time.</summary>
    public virtual IEnumerable<Kept> Kept => [];

    public virtual IEnumerable<Verb> Verbs => [];
    public virtual IEnumerable<Chore> Chores => [];
}

/// <summary>An entry of the rail: shown to whoever holds one of the rights; without rights, to everybody who has signed in.</summary>
/// <param name="Text">English msgid.</param>
public sealed record MenuItem(string Address, string Icon, string Text, params string[] Rights)
{
    public bool IsFor(Viewer viewer) => Rights.Length == 0 || Rights.Any(viewer.May);
}

/// <summary>A right and the posts that carry it.</summary>
/// <param name="Text">English msgid: what the right lets one do.</param>
public sealed record RightGrant(string Right, string Text, params PostKind[] Posts)
{
    /// <summary>A mandate over an initiative, group or cohort carries this right at the units that it names. Without it such a mandate
    /// carries the right over what belongs to the initiative alone: its rows, and the people who take part.</summary>
    public bool AtUnitsOfMandate { get; init; }
}

/// <summary>Something the server does by itself, again and again.</summary>
/// <param name="Job">Its type: a Quartz job that does not look at its context.</param>
public sealed record Chore(Type Job, TimeSpan Every, string Text)
{
    public string Name => Job.Name;
}

/// <summary>A column that names a person: what it is, how long it is kept, what merging, export and erasure do with it.</summary>
public sealed record PersonData(Type Entity, string Column, string What, Keep Keep, OnMerge OnMerge, OnErasure OnErasure);

public enum Keep { WhileEmployed, SchoolYearPlusFive, AsLongAsTheRow, AsTheCountrySays, UntilSeen, Forever }
public enum OnMerge { MoveToTheOther, StaysAsItWas }
public enum OnErasure { Erase, KeepTheFact, NameIsReplaced }
