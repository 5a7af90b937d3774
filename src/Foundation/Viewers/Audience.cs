namespace Foundation.Viewers;

/// <summary>What of a viewer a rule of sight asks.</summary>
public enum SeenAs
{
    /// <summary>The row names the person.</summary>
    Person,

    /// <summary>The row is the account’s.</summary>
    Account,

    /// <summary>The person lives or holds a post in the row’s country.</summary>
    Inhabitant,

    /// <summary>The person works in the unit or below it.</summary>
    Home,

    /// <summary>The person’s post makes them part of it.</summary>
    Station,

    /// <summary>The right holds in the whole country.</summary>
    Country,

    /// <summary>The right holds in the unit, from a post there or above it.</summary>
    Unit,

    /// <summary>The right is held in that very unit.</summary>
    Seat,

    /// <summary>The right holds over it by name, through a mandate.</summary>
    Subject,
}

/// <summary>A column that names a person to few of those who see the row: the answer to who can see it does not tell the name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WithheldAttribute : Attribute;

/// <summary>One way to see rows of a kind: a clause of their rule.</summary>
/// <param name="Right">The right that is asked; empty where none is.</param>
/// <param name="Entity">Whose column is compared.</param>
/// <param name="IsPart">The column lies in rows below this one: members, participants.</param>
public sealed record Way(SeenAs As, string Right, Type Entity, string Column, bool IsPart);

/// <summary>Those who see a row in one way: the persons, units, countries or subjects that the row names for it.</summary>
public sealed record Audience(Way Way, IReadOnlyList<object> Values)
{
    public IEnumerable<Guid> Ids => Values.OfType<Guid>();

    public bool Includes(Viewer viewer) => Way.As switch
    {
        SeenAs.Person => Values.Contains(viewer.PersonId),
        SeenAs.Account => Values.Contains(viewer.AccountId),
        SeenAs.Inhabitant => viewer.Countries.Any(c => Values.Contains(c)),
        SeenAs.Home => Ids.Any(viewer.Home.Contains),
        SeenAs.Station => viewer.Stations.Any(s => Values.Contains(s)),
        SeenAs.Country => viewer.CountriesOf(Way.Right).Any(c => Values.Contains(c)),
        SeenAs.Unit => Ids.Any(viewer.ReachOf(Way.Right).Contains),
        SeenAs.Seat => Ids.Any(viewer.SeatsOf(Way.Right).Contains),
        _ => Ids.Any(viewer.SubjectsOf(Way.Right).Contains),
    };
}

/// <summary>Why somebody sees a row, and who does so for that reason.</summary>
/// <param name="Why">What the row says of them, or what their post lets them do.</param>
/// <param name="Who">By name where the reader sees them by name, else by their post.</param>
/// <param name="Me">The reader is one of them.</param>
public sealed record SeenBecause(string Why, IReadOnlyList<string> Who, bool Me);

/// <summary>Who sees a row today, told to somebody who sees it too.</summary>
/// <param name="Brief">In one sentence.</param>
public sealed record SeenByWhom(string Brief, IReadOnlyList<SeenBecause> Lines);

/// <summary>Answers who can see something. The room of sharing does: it knows who holds which post.</summary>
public interface IWhoSees
{
    /// <summary>Who sees a row that is kept. Null where the reader does not see it.</summary>
    Task<SeenByWhom?> Of<T>(Guid id, Viewer reader, CancellationToken ct = default) where T : class, ISeen<T>;

    /// <summary>Who sees a row that its reader holds.</summary>
    Task<SeenByWhom> OfHeld<T>(T row, Guid id, Viewer reader, CancellationToken ct = default) where T : class, ISeen<T>;

    /// <summary>Who will see a row once it is kept, as it stands in memory.</summary>
    Task<SeenByWhom> OfNew<T>(T row, Viewer reader, CancellationToken ct = default) where T : class, ISeen<T>;
}
