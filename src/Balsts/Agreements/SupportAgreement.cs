using System.Linq.Expressions;
using Balsts.Sharing;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Agreements;

/// <summary>Who comes to whom, and what for.</summary>
public enum AgreementKind
{
    [Sentence("Support by a mentor or consultant")] Support,
    [Sentence("Visits between colleagues")] Peer,
    [Sentence("A visit by the organiser")] Organiser,
}

/// <summary>Two methods with forms of their own, not two words for one.</summary>
public enum AgreementMethod
{
    [Sentence("Mentoring")] Mentoring,
    [Sentence("Coaching")] Coaching,
}

public enum AgreementChannel
{
    [Sentence("In person")] InPerson,
    [Sentence("Online")] Online,
    [Sentence("In person and online")] Both,
}

public enum AgreementState
{
    [Sentence("Waits for the other side")] Offered,
    [Sentence("In force", Context = "agreement")] InForce,
    [Sentence("Run out", Context = "agreement")] Over,
    [Sentence("Ended", Context = "agreement")] Ended,
    [Sentence("Declined", Context = "agreement")] Declined,
    [Sentence("Withdrawn", Context = "agreement")] Withdrawn,
}

/// <summary>
/// What an educator and whoever supports them have agreed: the facts. Nobody observes a person without one. What it is about stands in its <see cref="AgreementTerms"/>,
/// which fewer people read.
/// </summary>
public sealed class SupportAgreement : ISeen<SupportAgreement>, IHistoric, IVersioned, IPlaced
{
    public const int WeeksMax = 12;
    public const int MinutesMin = 15;
    public const int MinutesMax = 240;
    public const int PeopleMax = 20;

    /// <summary>The most days for which support is agreed, and a visit of a colleague or of the organiser.</summary>
    public const int DaysMax = 366;
    public const int ShortDaysMax = 60;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }

    /// <summary>Where the educator works.</summary>
    public required Guid UnitId { get; init; }
    public required AgreementKind Kind { get; init; }

    /// <summary>The educator.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>Who supports them, or comes to their lessons.</summary>
    public required Guid SupporterId { get; init; }

    /// <summary>Which of the two offered it; the other one confirms.</summary>
    public required Guid OfferedById { get; init; }

    /// <summary>The initiative that the support is part of.</summary>
    public Guid? InitiativeId { get; init; }

    /// <summary>The agreement that this one goes on with.</summary>
    public Guid? RenewsId { get; init; }
    public AgreementMethod? Method { get; private set; }
    public AgreementChannel? Channel { get; private set; }

    /// <summary>Once in so many weeks.</summary>
    public int? EveryWeeks { get; private set; }

    /// <summary>How long they meet.</summary>
    public int? Minutes { get; private set; }
    public DateOnly StartsOn { get; private set; }
    public DateOnly EndsOn { get; private set; }
    public AgreementState State { get; private set; }
    public DateOnly? ConfirmedOn { get; private set; }
    public int Version { get; private set; }
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem Oneself = new(ProblemKind.Invalid, "agreement.oneself", "An agreement has two sides. Choose somebody else.", "People");
    public static readonly Problem NotThere = new(ProblemKind.Invalid, "agreement.not-there", "Somebody chosen does not work in this institution. Choose among its people.", "People");
    public static readonly Problem NotAColleague = new(ProblemKind.Invalid, "agreement.not-a-colleague", "Colleagues visit one another where both of them work. Choose that institution.", "UnitId");
    public static readonly Problem NobodyChosen = new(ProblemKind.Invalid, "agreement.nobody", "Choose with whom you agree.", "People");
    public static readonly Problem ThereAlready = new(ProblemKind.Conflict, "agreement.there", "You have such an agreement with {0} already. Renew that one, or end it first.", "People");
    public static readonly Problem Backwards = new(ProblemKind.Invalid, "agreement.backwards", "The last day lies before the first one, or is over already.", "EndsOn");
    public static readonly Problem TooLong = new(ProblemKind.Invalid, "agreement.too-long", "This agreement holds for at most {0} days. Choose an earlier last day; renewing it is one press.", "EndsOn");
    public static readonly Problem MethodMissing = new(ProblemKind.Invalid, "agreement.method", "Say whether it is mentoring or coaching.", "Method");
    public static readonly Problem GoalElsewhere = new(ProblemKind.Invalid, "agreement.goal", "Choose goals of the educator, of this institution or of those above it.", "Goals");
    public static readonly Problem NotWaiting = new(ProblemKind.Conflict, "agreement.not-waiting", "This agreement does not wait for an answer any more.");
    public static readonly Problem OtherSide = new(ProblemKind.Conflict, "agreement.other-side", "You offered it; the other side answers. You may withdraw it.");
    public static readonly Problem ReasonMissing = new(ProblemKind.Invalid, "agreement.reason", "Say in a few words why. Only the two of you read it.", "Reason");
    public static readonly Problem NotInForce = new(ProblemKind.Conflict, "agreement.not-in-force", "This agreement is not in force. What it was stays as it is.");
    public static readonly Problem RenewedAlready = new(ProblemKind.Conflict, "agreement.renewed", "This agreement was renewed already. Open the new one.");

    /// <summary>The two of them. That support was confirmed, how and until when: those who lead there, and those who run the initiative it is part of. Visits between colleagues and of organisers concern nobody else.</summary>
    public static Expression<Func<SupportAgreement, bool>> SeenBy(Viewer viewer)
    {
        var (me, countries, units, subjects) = (viewer.PersonId, viewer.CountriesOf(AgreementRights.Read), viewer.ReachOf(AgreementRights.Read), viewer.SubjectsOf(AgreementRights.Read));
        return a => a.PersonId == me || a.SupporterId == me
            || (a.Kind == AgreementKind.Support && a.ConfirmedOn != null && (countries.Contains(a.CountryId) || units.Contains(a.UnitId) || (a.InitiativeId != null && subjects.Contains(a.InitiativeId.Value))));
    }

    public bool AddedBy(Viewer viewer) => OfferedById == viewer.PersonId && (PersonId == viewer.PersonId || SupporterId == viewer.PersonId);

    public bool IsOf(Guid person) => PersonId == person || SupporterId == person;

    public Guid OtherThan(Guid person) => PersonId == person ? SupporterId : PersonId;

    public AgreementState StateOn(DateOnly today) => StateOf(State, EndsOn, today);

    public static AgreementState StateOf(AgreementState kept, DateOnly endsOn, DateOnly today) => kept == AgreementState.InForce && endsOn < today ? AgreementState.Over : kept;

    public bool Holds(DateOnly day) => State == AgreementState.InForce && StartsOn <= day && day <= EndsOn;

    public Outcome Describe(AgreementMethod? method, AgreementChannel? channel, int? everyWeeks, int? minutes, DateOnly from, DateOnly until, DateOnly today)
    {
        if (until < from || until < today) return Backwards;
        var most = Kind == AgreementKind.Support ? DaysMax : ShortDaysMax;
        if (until.DayNumber - from.DayNumber > most) return TooLong.With(most);
        if (Kind == AgreementKind.Support && method is null) return MethodMissing;
        (StartsOn, EndsOn) = (from, until);
        if (Kind == AgreementKind.Support) (Method, Channel, EveryWeeks, Minutes) = (method, channel ?? AgreementChannel.InPerson, everyWeeks, minutes);
        return Outcome.Done;
    }

    public Outcome Confirm(Guid by, DateOnly today)
    {
        if (State != AgreementState.Offered) return NotWaiting;
        if (OfferedById == by) return OtherSide;
        if (EndsOn < today) return NotWaiting;
        (State, ConfirmedOn) = (AgreementState.InForce, today);
        return Outcome.Done;
    }

    public Outcome Decline(Guid by)
    {
        if (State != AgreementState.Offered) return NotWaiting;
        if (OfferedById == by) return OtherSide;
        State = AgreementState.Declined;
        return Outcome.Done;
    }

    public Outcome Withdraw(Guid by)
    {
        if (State != AgreementState.Offered || OfferedById != by) return NotWaiting;
        State = AgreementState.Withdrawn;
        return Outcome.Done;
    }

    /// <summary>Either side ends it, from the next moment on.</summary>
    public Outcome End(DateOnly today)
    {
        if (StateOn(today) != AgreementState.InForce) return NotInForce;
        State = AgreementState.Ended;
        if (EndsOn > today) EndsOn = today > StartsOn ? today : StartsOn;
        return Outcome.Done;
    }

    /// <summary>The same once more, for as long as before, from the day after it ends or from today.</summary>
    public Outcome<SupportAgreement> Renew(Guid by, DateOnly today)
    {
        if (StateOn(today) is not (AgreementState.InForce or AgreementState.Over)) return NotInForce;
        var from = EndsOn < today ? today : EndsOn.AddDays(1);
        var next = new SupportAgreement { Id = Guid.CreateVersion7(), CountryId = CountryId, UnitId = UnitId, Kind = Kind, PersonId = PersonId, SupporterId = SupporterId, OfferedById = by, InitiativeId = InitiativeId, RenewsId = Id };
        var renewed = next.Describe(Method, Channel, EveryWeeks, Minutes, from, from.AddDays(EndsOn.DayNumber - StartsOn.DayNumber), today);
        return renewed.Problem is { } wrong ? wrong : next;
    }
}

/// <summary>What an agreement is about, in words, and which goals it serves: read by the two of them, and by the school's leadership where the educator decides so.</summary>
[Traced(nameof(PersonId))]
public sealed class AgreementTerms : ISeen<AgreementTerms>, IHistoric, IContent, IPlaced
{
    public const int FocusMax = 300;
    public const int GoalsMax = 3;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid AgreementId { get; init; }
    public required Guid PersonId { get; init; }
    public required Guid SupporterId { get; init; }
    public required Guid UnitId { get; init; }

    /// <summary>Until when the agreement was meant to hold: from then on its words age.</summary>
    public required DateOnly EndsOn { get; init; }

    /// <summary>What is looked at together; may be empty.</summary>
    public string Focus { get; init; } = "";

    /// <summary>Up to three goals that it serves; what they say is asked of the goals themselves.</summary>
    public Guid[] Goals { get; init; } = [];

    /// <summary>The educator's decision by which the school's leadership reads it; null where there is none.</summary>
    public Guid? SharingId { get; private set; }
    Guid IHistoric.HistoryId => AgreementId;
    (Type, Guid) IContent.Whole => (typeof(AgreementTerms), Id);
    bool IContent.IsOpenTo(Guid personId) => PersonId == personId || SupporterId == personId;

    public static Expression<Func<AgreementTerms, bool>> SeenBy(Viewer viewer)
    {
        var (me, heads) = (viewer.PersonId, viewer.SeatsOf(AgreementRights.ReadShared));
        return t => t.PersonId == me || t.SupporterId == me || (t.SharingId != null && heads.Contains(t.UnitId));
    }

    public bool AddedBy(Viewer viewer) => PersonId == viewer.PersonId || SupporterId == viewer.PersonId;

    public static AgreementTerms Of(SupportAgreement agreement, string focus, Guid[] goals) => new()
    {
        Id = Guid.CreateVersion7(), CountryId = agreement.CountryId, AgreementId = agreement.Id, PersonId = agreement.PersonId, SupporterId = agreement.SupporterId, UnitId = agreement.UnitId, EndsOn = agreement.EndsOn, Focus = focus.Trim(), Goals = goals,
    };

    /// <summary>Why it is declined or ended, for the two of them alone.</summary>
    public AgreementReason Because(string reason) => new() { Id = Guid.CreateVersion7(), CountryId = CountryId, AgreementId = AgreementId, PersonId = PersonId, SupporterId = SupporterId, UnitId = UnitId, EndsOn = EndsOn, Text = reason.Trim() };

    public SharingDecision DecisionToShare(DateTime now) => SharingDecision.Of(PersonId, nameof(SupportAgreement), AgreementId, Layer.School, CountryId, UnitId, now);

    public void Share(SharingDecision decision) => SharingId = decision.Id;

    public void ShareNoMore(SharingDecision decision)
    {
        if (SharingId == decision.Id) SharingId = null;
    }
}

/// <summary>Why an agreement was declined or ended: for the two of them, also where what it was about is shared.</summary>
[Traced(nameof(PersonId))]
public sealed class AgreementReason : ISeen<AgreementReason>, IHistoric, IContent, IPlaced
{
    public const int TextMax = 300;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid AgreementId { get; init; }
    public required Guid PersonId { get; init; }
    public required Guid SupporterId { get; init; }
    public required Guid UnitId { get; init; }
    public required DateOnly EndsOn { get; init; }
    public required string Text { get; init; }
    Guid IHistoric.HistoryId => AgreementId;
    (Type, Guid) IContent.Whole => (typeof(AgreementReason), Id);
    bool IContent.IsOpenTo(Guid personId) => PersonId == personId || SupporterId == personId;

    public static Expression<Func<AgreementReason, bool>> SeenBy(Viewer viewer) => r => r.PersonId == viewer.PersonId || r.SupporterId == viewer.PersonId;

    public bool AddedBy(Viewer viewer) => PersonId == viewer.PersonId || SupporterId == viewer.PersonId;
}

public static class AgreementRights
{
    public const string Read = "agreements.read";
    public const string ReadShared = "agreements.read-shared";
    public const string Offer = "agreements.offer";
    public const string Attend = "agreements.attend";
}

[Sentence("{0} offered the agreement.")] public sealed record AgreementOffered : IRecorded;
[Sentence("{0} confirmed the agreement.")] public sealed record AgreementConfirmed : IRecorded;
[Sentence("{0} declined the agreement.")] public sealed record AgreementDeclined : IRecorded;
[Sentence("{0} withdrew the agreement.")] public sealed record AgreementWithdrawn : IRecorded;
[Sentence("{0} ended the agreement.")] public sealed record AgreementEnded : IRecorded;
[Sentence("{0} offered to renew the agreement.")] public sealed record AgreementRenewed : IRecorded;
[Sentence("{0} shared what the agreement is about with the school’s leadership.")] public sealed record AgreementShared : IRecorded;
[Sentence("{0} no longer shares what the agreement is about with the school’s leadership.")] public sealed record AgreementUnshared : IRecorded;

sealed class SupportAgreementMapping : IEntityTypeConfiguration<SupportAgreement>
{
    public void Configure(EntityTypeBuilder<SupportAgreement> agreement)
    {
        agreement.ToTable("support_agreements");
        agreement.HasIndex(a => new { a.PersonId, a.State });
        agreement.HasIndex(a => new { a.SupporterId, a.State });
        agreement.HasIndex(a => new { a.UnitId, a.State });
        agreement.HasIndex(a => a.InitiativeId);
        agreement.HasIndex(a => a.RenewsId).IsUnique().HasFilter("renews_id IS NOT NULL AND state IN ('Offered', 'InForce')");
        agreement.HasIndex(a => new { a.CountryId, a.StartsOn, a.Id });
    }
}

sealed class AgreementTermsMapping : IEntityTypeConfiguration<AgreementTerms>
{
    public void Configure(EntityTypeBuilder<AgreementTerms> terms)
    {
        terms.ToTable("agreement_terms");
        terms.Property(t => t.Focus).HasMaxLength(AgreementTerms.FocusMax);
        terms.HasIndex(t => t.AgreementId).IsUnique();
        terms.HasIndex(t => t.PersonId);
        terms.HasIndex(t => t.SupporterId);
    }
}

sealed class AgreementReasonMapping : IEntityTypeConfiguration<AgreementReason>
{
    public void Configure(EntityTypeBuilder<AgreementReason> reason)
    {
        reason.ToTable("agreement_reasons");
        reason.Property(r => r.Text).HasMaxLength(AgreementReason.TextMax);
        reason.HasIndex(r => r.AgreementId).IsUnique();
        reason.HasIndex(r => r.PersonId);
        reason.HasIndex(r => r.SupporterId);
    }
}
