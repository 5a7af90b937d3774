using System.Globalization;
using System.Linq.Expressions;
using Balsts.Agreements;
using Balsts.Sharing;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Observations;

public enum VisitState
{
    [Sentence("Waits for an answer", Context = "visit")] Offered,
    [Sentence("Booked", Context = "visit")] Booked,
    [Sentence("Self-evaluation is next", Context = "visit")] Observed,
    [Sentence("Feedback is next", Context = "visit")] Evaluated,
    [Sentence("Confirmations are next", Context = "visit")] FeedbackGiven,
    [Sentence("Finished", Context = "visit")] Finished,
    [Sentence("Cancelled", Context = "visit")] Cancelled,
}

/// <summary>A day and an hour, on the clock of the place.</summary>
public readonly record struct VisitTime(DateOnly On, TimeOnly At)
{
    const string Format = "yyyy-MM-dd'T'HH:mm";

    public override string ToString() => On.ToDateTime(At).ToString(Format, CultureInfo.InvariantCulture);

    public static VisitTime Of(string text)
    {
        var moment = DateTime.ParseExact(text, Format, CultureInfo.InvariantCulture);
        return new(DateOnly.FromDateTime(moment), TimeOnly.FromDateTime(moment));
    }
}

/// <summary>
/// Somebody comes to a lesson of an educator under an agreement of the two: when, where, and how far they have come with it. Nothing of what was seen stands here;
/// that is in its <see cref="Observation"/>.
/// </summary>
public sealed class Visit : ISeen<Visit>, IHistoric, IVersioned, IPlaced
{
    public const int MinutesMin = 10;
    public const int MinutesMax = 240;

    /// <summary>Whoever offers a visit offers at most so many times, of which the other side chooses one.</summary>
    public const int TimesMax = 3;

    /// <summary>Working days within which feedback is given.</summary>
    public const int FeedbackWorkingDays = 1;

    /// <summary>Where nothing was agreed for an earlier day, one looks again after so many days.</summary>
    public const int RevisitDays = 28;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }

    /// <summary>Where the lesson is.</summary>
    public required Guid UnitId { get; init; }

    /// <summary>The agreement under which it is: nobody observes a person without one.</summary>
    public required Guid AgreementId { get; init; }
    public required AgreementKind Kind { get; init; }

    /// <summary>Whose lesson it is.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>Who comes to it.</summary>
    public required Guid ObserverId { get; init; }

    /// <summary>The edition of the form by which it is observed; it stays, whatever is published later.</summary>
    public required Guid FormVersionId { get; init; }

    /// <summary>The goal that it serves, of those of the agreement.</summary>
    public Guid? GoalId { get; init; }

    /// <summary>Which of the two said this time last; the other one answers.</summary>
    public Guid OfferedById { get; private set; }
    public DateOnly On { get; private set; }
    public TimeOnly At { get; private set; }
    public int Minutes { get; private set; }
    public bool IsOnline { get; private set; }

    /// <summary>Further times that were offered beside the first; gone once one is chosen.</summary>
    public string[] Also { get; private set; } = [];
    public VisitState State { get; private set; }
    public DateTime? BeganAt { get; private set; }
    public DateTime? EndedAt { get; private set; }

    /// <summary>By when feedback is given.</summary>
    public DateOnly? FeedbackDueOn { get; private set; }
    public DateTime? EvaluatedAt { get; private set; }
    public DateTime? FeedbackAt { get; private set; }

    /// <summary>When the educator confirmed the feedback, and when whoever came did.</summary>
    public DateTime? ConfirmedAt { get; private set; }
    public DateTime? ObserverConfirmedAt { get; private set; }

    /// <summary>When one looks again.</summary>
    public DateOnly? RevisitOn { get; private set; }

    /// <summary>Its entry in the ledger, from its end on; null for visits that are no support.</summary>
    public Guid? ActivityId { get; private set; }

    /// <summary>The educator's decision by which the school's leadership reads it; null where there is none.</summary>
    public Guid? SharingId { get; private set; }
    public int Version { get; private set; }
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem NotAgreed = new(ProblemKind.Conflict, "visit.not-agreed", "On that day no agreement between the two of you is in force. Agree first, or choose a day within it.", "On");
    public static readonly Problem InThePast = new(ProblemKind.Invalid, "visit.past", "This day is over already. Choose a later one.", "On");
    public static readonly Problem TooManyTimes = new(ProblemKind.Invalid, "visit.times", "Offer at most {0} times.", "On") { Args = [TimesMax] };
    public static readonly Problem Overlaps = new(ProblemKind.Conflict, "visit.overlaps", "At {0} something else stands in your calendar. Choose another time, or say that you mean it.", "AllTheSame");
    public static readonly Problem NotAhead = new(ProblemKind.Conflict, "visit.not-ahead", "This visit took place or was cancelled. Offer a new one.");
    public static readonly Problem NotOffered = new(ProblemKind.Conflict, "visit.not-offered", "This visit does not wait for an answer.");
    public static readonly Problem OtherSide = new(ProblemKind.Conflict, "visit.other-side", "You said this time; the other side answers. You may move or cancel the visit.");
    public static readonly Problem NoSuchTime = new(ProblemKind.Invalid, "visit.no-such-time", "Choose one of the times that were offered.", "Time");
    public static readonly Problem NotBooked = new(ProblemKind.Conflict, "visit.not-booked", "A lesson is observed once the visit is booked, and until it is ended.");
    public static readonly Problem NotYet = new(ProblemKind.Conflict, "visit.not-yet", "This day has not come yet.");
    public static readonly Problem NotBegun = new(ProblemKind.Conflict, "visit.not-begun", "Note what you saw before you end the visit. If it did not take place, cancel it.");
    public static readonly Problem EvaluatedAlready = new(ProblemKind.Conflict, "visit.evaluated", "The self-evaluation comes after the lesson and before the feedback, once.");
    public static readonly Problem EvaluationFirst = new(ProblemKind.Conflict, "visit.evaluation-first", "The educator’s self-evaluation comes first. If it has not come by {0}, you can give feedback without it.");
    public static readonly Problem NoFeedbackNow = new(ProblemKind.Conflict, "visit.no-feedback-now", "Feedback is given after the lesson, and stays as it is once it was confirmed.");
    public static readonly Problem NothingToConfirm = new(ProblemKind.Conflict, "visit.nothing-to-confirm", "There is no feedback that waits for your confirmation.");
    public static readonly Problem NotFinished = new(ProblemKind.Conflict, "visit.not-finished", "A visit can be shared once it has been finished.");

    /// <summary>The two of them, and the school's leadership where the educator shares it. That support took place others read in the ledger.</summary>
    public static Expression<Func<Visit, bool>> SeenBy(Viewer viewer)
    {
        var (me, heads) = (viewer.PersonId, viewer.SeatsOf(VisitRights.ReadShared));
        return v => v.PersonId == me || v.ObserverId == me || (v.SharingId != null && heads.Contains(v.UnitId));
    }

    public bool AddedBy(Viewer viewer) => OfferedById == viewer.PersonId && IsOf(viewer.PersonId);

    public bool IsOf(Guid person) => PersonId == person || ObserverId == person;

    public Guid OtherThan(Guid person) => PersonId == person ? ObserverId : PersonId;

    /// <summary>The times that are offered: the first, and those beside it.</summary>
    public IReadOnlyList<VisitTime> Times => [new(On, At), .. Also.Select(VisitTime.Of)];

    public bool IsAhead => State is VisitState.Offered or VisitState.Booked && BeganAt is null;

    /// <summary>Whether something may still be noted: from when it began until the educator reads it.</summary>
    public bool IsOpen => BeganAt is not null && State is VisitState.Booked or VisitState.Observed;

    /// <summary>Whether the educator reads what was noted: after their own self-evaluation, or once feedback is given.</summary>
    public bool IsRead => State is VisitState.Evaluated or VisitState.FeedbackGiven or VisitState.Finished;

    /// <summary>Whether two things of one day overlap.</summary>
    public static bool Meet(TimeOnly at, int minutes, TimeOnly otherAt, int otherMinutes) => at.ToTimeSpan() < otherAt.ToTimeSpan() + TimeSpan.FromMinutes(otherMinutes) && otherAt.ToTimeSpan() < at.ToTimeSpan() + TimeSpan.FromMinutes(minutes);

    /// <summary>One of the two says when; the other one answers.</summary>
    public Outcome Offer(IReadOnlyList<VisitTime> times, int minutes, bool online, SupportAgreement agreement, Guid by, DateOnly today)
    {
        if (!IsAhead) return NotAhead;
        if (times.Count > TimesMax) return TooManyTimes;
        if (times.Any(t => t.On < today)) return InThePast;
        if (times.Any(t => !agreement.Holds(t.On))) return NotAgreed;
        (On, At, Minutes, IsOnline, OfferedById, State) = (times[0].On, times[0].At, minutes, online, by, VisitState.Offered);
        Also = [.. times.Skip(1).Distinct().Where(t => t != times[0]).Select(t => t.ToString())];
        return Outcome.Done;
    }

    /// <summary>The other side chooses one of the times.</summary>
    public Outcome Book(VisitTime time, SupportAgreement agreement, Guid by, DateOnly today)
    {
        if (State != VisitState.Offered) return NotOffered;
        if (OfferedById == by) return OtherSide;
        if (!Times.Contains(time)) return NoSuchTime;
        if (time.On < today) return InThePast with { Field = null };
        if (!agreement.Holds(time.On)) return NotAgreed with { Field = null };
        (On, At, Also, State) = (time.On, time.At, [], VisitState.Booked);
        return Outcome.Done;
    }

    /// <summary>Either side, until something was noted.</summary>
    public Outcome Cancel()
    {
        if (!IsAhead) return NotAhead;
        (State, Also) = (VisitState.Cancelled, []);
        return Outcome.Done;
    }

    /// <summary>Whoever came begins to note.</summary>
    public Outcome Begin(SupportAgreement agreement, DateTime now, DateOnly today)
    {
        if (BeganAt is not null) return Outcome.Done;
        if (State != VisitState.Booked) return NotBooked;
        if (On > today) return NotYet;
        if (!agreement.Holds(On)) return NotAgreed with { Field = null };
        BeganAt = now;
        return Outcome.Done;
    }

    /// <summary>The lesson is over. A visit of support goes on with the self-evaluation; a colleague's and the organiser's is finished with what was noted.</summary>
    /// <param name="feedbackDue">By when feedback is given.</param>
    public Outcome End(int minutes, DateTime now, DateOnly feedbackDue)
    {
        if (State != VisitState.Booked) return NotBooked;
        if (BeganAt is null) return NotBegun;
        (Minutes, EndedAt) = (minutes, now);
        if (Kind != AgreementKind.Support) State = VisitState.Finished;
        else (State, FeedbackDueOn) = (VisitState.Observed, feedbackDue);
        return Outcome.Done;
    }

    internal void InLedger(Guid activity) => ActivityId = activity;

    public Outcome Evaluate(DateTime now)
    {
        if (State != VisitState.Observed) return EvaluatedAlready;
        (State, EvaluatedAt) = (VisitState.Evaluated, now);
        return Outcome.Done;
    }

    /// <summary>Feedback follows the self-evaluation, or the day on which it is due; it can be put right until one of the two confirms it.</summary>
    /// <param name="firstDue">The first day by which something is to be tried.</param>
    public Outcome GiveFeedback(DateOnly? firstDue, DateTime now, DateOnly today)
    {
        if (State == VisitState.Observed && FeedbackDueOn is { } due && today < due) return EvaluationFirst.With(due);
        if (State is not (VisitState.Observed or VisitState.Evaluated or VisitState.FeedbackGiven) || ConfirmedAt is not null || ObserverConfirmedAt is not null) return NoFeedbackNow;
        (State, FeedbackAt, RevisitOn) = (VisitState.FeedbackGiven, FeedbackAt ?? now, firstDue ?? today.AddDays(RevisitDays));
        return Outcome.Done;
    }

    /// <summary>Each of the two confirms; with the second it is finished.</summary>
    public Outcome Confirm(Guid by, DateTime now)
    {
        if (State != VisitState.FeedbackGiven || (by == PersonId ? ConfirmedAt : ObserverConfirmedAt) is not null) return NothingToConfirm;
        if (by == PersonId) ConfirmedAt = now;
        else ObserverConfirmedAt = now;
        if (ConfirmedAt is not null && ObserverConfirmedAt is not null) State = VisitState.Finished;
        return Outcome.Done;
    }

    /// <summary>What the educator would decide: that the leadership of the school reads it.</summary>
    public SharingDecision DecisionToShare(DateTime now) => SharingDecision.Of(PersonId, nameof(Visit), Id, Layer.School, CountryId, UnitId, now);

    public void Share(SharingDecision decision) => SharingId = decision.Id;

    public void ShareNoMore(SharingDecision decision)
    {
        if (SharingId == decision.Id) SharingId = null;
    }
}

public static class VisitRights
{
    public const string ReadShared = "observations.read-shared";
}

[Sentence("{0} offered a visit on {1}.")] public sealed record VisitOffered(DateOnly On) : IRecorded;
[Sentence("{0} booked the visit on {1}.")] public sealed record VisitBooked(DateOnly On) : IRecorded;
[Sentence("{0} moved the visit of {1} to {2}.")] public sealed record VisitMoved(DateOnly From, DateOnly On) : IRecorded;
[Sentence("{0} cancelled the visit on {1}.")] public sealed record VisitCancelled(DateOnly On) : IRecorded;
[Sentence("{0} noted what was seen.")] public sealed record VisitNoted : IRecorded;
[Sentence("{0} ended the visit.")] public sealed record VisitEnded : IRecorded;
[Sentence("{0} sent the self-evaluation.")] public sealed record SelfEvaluated : IRecorded;
[Sentence("{0} gave feedback.")] public sealed record FeedbackGiven : IRecorded;
[Sentence("{0} put the feedback right.")] public sealed record FeedbackCorrected : IRecorded;
[Sentence("{0} confirmed the feedback.")] public sealed record FeedbackConfirmed : IRecorded;
[Sentence("{0} shared the visit with the school’s leadership.")] public sealed record VisitShared : IRecorded;
[Sentence("{0} no longer shares the visit with the school’s leadership.")] public sealed record VisitUnshared : IRecorded;

sealed class VisitMapping : IEntityTypeConfiguration<Visit>
{
    public void Configure(EntityTypeBuilder<Visit> visit)
    {
        visit.ToTable("visits");
        visit.Ignore(v => v.Times);
        visit.HasIndex(v => new { v.PersonId, v.On });
        visit.HasIndex(v => new { v.ObserverId, v.On });
        visit.HasIndex(v => new { v.UnitId, v.On });
        visit.HasIndex(v => new { v.CountryId, v.On, v.Id });
        visit.HasIndex(v => v.AgreementId);
        visit.HasIndex(v => v.ActivityId).IsUnique();
    }
}
