using System.Linq.Expressions;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Balsts.Units;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Appointments;

/// <summary>Somebody is put forward for a post, and says yes or no: with yes the appointment is made.</summary>
public sealed class Nomination : ISeen<Nomination>, IHistoric, IVersioned, IPlaced
{
    public const int ReasonMax = 1000;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid PersonId { get; init; }
    public required PostKind Post { get; init; }
    public required Guid UnitId { get; init; }
    public string Field { get; init; } = "";

    /// <summary>Thousandths of a full load.</summary>
    public int Load { get; init; }
    public required DateOnly StartsOn { get; init; }
    public DateOnly? EndsOn { get; init; }
    public Guid? SourceId { get; init; }

    /// <summary>The appointment whose term this one continues.</summary>
    public Guid? SucceedsId { get; init; }
    public required Guid NominatedById { get; init; }

    /// <summary>From which unit: the organiser of the months that follow.</summary>
    public required Guid NominatedByUnitId { get; init; }
    public required DateTime NominatedAt { get; init; }
    public NominationState State { get; private set; }

    /// <summary>Why it was declined: read by the two of them.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>The version of the post's charter that was read and accepted; 0 before.</summary>
    public int CharterVersion { get; private set; }
    public DateTime? AnsweredAt { get; private set; }
    public int Version { get; private set; }
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem PostWithoutCharter = new(ProblemKind.Invalid, "nomination.post", "Nobody is nominated to this post. Choose one from the list.", "Post");
    public static readonly Problem WaitsAlready = new(ProblemKind.Conflict, "nomination.waits-already", "You have nominated this person for this post already, and the answer is still awaited.", "PersonId");
    public static readonly Problem NotWaiting = new(ProblemKind.Conflict, "nomination.not-waiting", "This nomination does not wait for an answer any more.");
    public static readonly Problem NotRead = new(ProblemKind.Invalid, "nomination.not-read", "Read what the post asks, and say that you have read it.", "Acknowledged");
    public static readonly Problem CharterChanged = new(ProblemKind.Conflict, "nomination.charter-changed", "What the post asks has changed meanwhile. Read it once more.", "Acknowledged");
    public static readonly Problem ReasonMissing = new(ProblemKind.Invalid, "nomination.reason", "Say in a few words why not. Only whoever nominated you reads it.", "Reason");
    public static readonly Problem TermOver = new(ProblemKind.Conflict, "nomination.term-over", "The term that was offered is over. Ask to be nominated again.");
    public static readonly Problem NominatorGone = new(ProblemKind.Conflict, "nomination.nominator-gone", "Whoever nominated you does not hold that post any more. Ask the institution to nominate you again.");

    /// <summary>The two whom it concerns, and nobody else.</summary>
    public static Expression<Func<Nomination, bool>> SeenBy(Viewer viewer) => n => n.PersonId == viewer.PersonId || n.NominatedById == viewer.PersonId;

    public bool AddedBy(Viewer viewer) => NominatedById == viewer.PersonId && viewer.May(AppointmentRights.Make, CountryId, UnitId);

    public Outcome Accept(int charter, DateOnly today, DateTime at)
    {
        if (State != NominationState.Waiting) return NotWaiting;
        if (EndsOn < today) return TermOver;
        (State, CharterVersion, AnsweredAt) = (NominationState.Accepted, charter, at);
        return Outcome.Done;
    }

    public Outcome Decline(string reason, DateTime at)
    {
        if (State != NominationState.Waiting) return NotWaiting;
        if (reason.Length == 0) return ReasonMissing;
        (State, Reason, AnsweredAt) = (NominationState.Declined, reason, at);
        return Outcome.Done;
    }

    public Outcome Withdraw(DateTime at)
    {
        if (State != NominationState.Waiting) return NotWaiting;
        (State, AnsweredAt) = (NominationState.Withdrawn, at);
        return Outcome.Done;
    }
}

public enum NominationState
{
    [Sentence("Waits for an answer")] Waiting,
    [Sentence("The post was accepted")] Accepted,
    [Sentence("The post was declined")] Declined,
    [Sentence("The nomination was withdrawn")] Withdrawn,
}

[Sentence("{0} nominated {1}.")] public sealed record PersonNominated(Guid PersonId) : IRecorded;
[Sentence("{0} accepted the post.")] public sealed record NominationAccepted(int CharterVersion) : IRecorded;
[Sentence("{0} declined the post.")] public sealed record NominationDeclined([property: Detail] string? Reason = null) : IRecorded;
[Sentence("{0} withdrew the nomination.")] public sealed record NominationWithdrawn : IRecorded;

sealed class NominationMapping : IEntityTypeConfiguration<Nomination>
{
    public void Configure(EntityTypeBuilder<Nomination> nomination)
    {
        nomination.ToTable("nominations");
        nomination.Property(n => n.Field).HasMaxLength(40);
        nomination.Property(n => n.Reason).HasMaxLength(Nomination.ReasonMax);
        nomination.HasIndex(n => new { n.PersonId, n.State });
        nomination.HasIndex(n => n.NominatedById);
        nomination.HasIndex(n => n.SucceedsId);
    }
}
