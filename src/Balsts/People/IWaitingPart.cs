using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;

namespace Balsts.People;

/// <summary>Something that a person has to do, and where.</summary>
/// <param name="Icon">From the one set of icons.</param>
/// <param name="Title">What waits, given the name of <paramref name="Who"/>.</param>
/// <param name="Sub">What it is about, or what to do.</param>
/// <param name="Act">What the button says.</param>
public sealed record Waiting(string Icon, StateKind Kind, Func<string, string> Title, string Sub, string Href, string Act)
{
    /// <summary>Whose name the title holds.</summary>
    public Guid? Who { get; init; }

    /// <summary>What a letter says in place of the title, where the title holds what somebody wrote or says something of an educator: letters are read by others. Null where the title is fit for a letter.</summary>
    public required string? Outside { get; init; }

    /// <summary>By when; null where nothing says so.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Late although no day says so: a report of last month.</summary>
    public bool IsLate { get; init; }

    public bool LateOn(DateOnly today) => IsLate || DueOn < today;
}

/// <summary>Kinds of notice, of which each person chooses how they come by mail.</summary>
public enum NoticeKind
{
    [Sentence("Plans, reports and keys")] Months,
    [Sentence("Posts, nominations and terms")] Posts,
    [Sentence("Goals and needs")] Goals,
    [Sentence("Support that was recorded")] Support,
    [Sentence("Agreements of support and visits")] Agreements,
    [Sentence("Visits to lessons and feedback")] Visits,
    [Sentence("Groups and their sessions")] Groups,
    [Sentence("Initiatives")] Initiatives,
    [Sentence("Proposals")] Proposals,
    [Sentence("Questions about one’s own data")] Privacy,
}

/// <summary>What of a room waits for a person. Each asks for a bounded number of rows, as the person, and only where they hold the right to act.</summary>
public interface IWaitingPart
{
    /// <summary>The most that one room puts on a desk.</summary>
    const int Most = 10;

    /// <summary>Under which kind of notice it comes by mail.</summary>
    NoticeKind Notices { get; }

    Task<IReadOnlyList<Waiting>> For(Viewer viewer, Texts t, CancellationToken ct);
}
