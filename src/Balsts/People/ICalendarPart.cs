using Foundation.Languages;
using Foundation.Viewers;

namespace Balsts.People;

/// <summary>What became of a thing that stands in a calendar.</summary>
public enum CalendarState
{
    [Sentence("Planned")] Planned,
    [Sentence("Done")] Done,
    [Sentence("Unplanned")] Extra,
    [Sentence("Support received")] Received,
    [Sentence("Moved")] Moved,
    [Sentence("Dropped")] Dropped,
    [Sentence("Taken out")] Removed,
    [Sentence("Date")] Date,
}

/// <summary>One thing on one day of a person's own calendar.</summary>
/// <param name="Id">The row that it is; the address of the event in other calendars is made from it and stays.</param>
/// <param name="CountryId">On whose clock its time stands.</param>
/// <param name="Title">What kind of thing it is, in the language asked for: it leaves for calendars of other companies, so no names of people and nothing of the content.</param>
/// <param name="Address">The page of Balsts that it leads to.</param>
public sealed record CalendarEntry(Guid Id, string CountryId, DateOnly On, string Title, string Address)
{
    /// <summary>When it begins; null where only the day is known.</summary>
    public TimeOnly? At { get; init; }

    /// <summary>How long it lasts; 0 where that is not said.</summary>
    public int Minutes { get; init; }

    /// <summary>Where it is.</summary>
    public Guid? UnitId { get; init; }
    public CalendarState State { get; init; }

    /// <summary>What it is about: shown on the page alone.</summary>
    public string Topic { get; init; } = "";

    /// <summary>With whom, or from whom: shown on the page alone.</summary>
    public IReadOnlyList<Guid> People { get; init; } = [];

    /// <summary>Grows with every change, across moves too.</summary>
    public int Sequence { get; init; }

    /// <summary>The first row of the event, where it went on in another one: a line that was moved into another month.</summary>
    public Guid? Continues { get; init; }

    /// <summary>The entry of another room that this one shows already: the activity that a planned line became.</summary>
    public Guid? InsteadOf { get; init; }

    /// <summary>Where one press makes it done; null where there is no such press.</summary>
    public string? Done { get; init; }

    /// <summary>The same thing in other calendars, wherever it went.</summary>
    public Guid Event => Continues ?? Id;

    /// <summary>Will not take place, or not on this day.</summary>
    public bool IsOff => State is CalendarState.Moved or CalendarState.Dropped or CalendarState.Removed;
}

/// <summary>What a room puts into a person's own calendar. Every room asks for its rows as the person, so that nothing stands there which they may not see.</summary>
public interface ICalendarPart
{
    /// <summary>Own things of the viewer from one day to another, both included, in a language.</summary>
    Task<IReadOnlyList<CalendarEntry>> Of(Viewer viewer, DateOnly from, DateOnly to, Texts t, CancellationToken ct);
}
