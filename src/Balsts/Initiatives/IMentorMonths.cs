using Foundation.Languages;
using Foundation.Periods;
using Foundation.Viewers;

namespace Balsts.Initiatives;

public enum MonthStanding
{
    [Sentence("Not submitted")] NotSubmitted,
    [Sentence("Submitted")] Submitted,
    [Sentence("Returned")] Returned,
    [Sentence("Accepted")] Accepted,
}

/// <summary>How far the report of a mentor's month is.</summary>
public sealed record MentorMonth(Guid AppointmentId, Month Month, MonthStanding Standing);

/// <summary>Minutes that a mentor planned for a unit in a month.</summary>
public sealed record PlannedTime(Guid AppointmentId, Guid UnitId, int Minutes);

/// <summary>What the room of months knows of an initiative's mentors, as far as the viewer sees it.</summary>
public interface IMentorMonths
{
    /// <summary>The months that were begun; one that is missing was not even planned.</summary>
    Task<IReadOnlyList<MentorMonth>> Standing(Guid[] appointments, Month from, Month until, Viewer viewer, CancellationToken ct);

    Task<IReadOnlyList<PlannedTime>> Planned(Guid[] appointments, Month month, Viewer viewer, CancellationToken ct);
}
