using System.Linq.Expressions;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Proposals;

public enum ProposalState
{
    [Sentence("Waits for an answer", Context = "proposal")] Sent,
    [Sentence("Answered", Context = "proposal")] Answered,
    [Sentence("Taken up", Context = "proposal")] TakenUp,
    [Sentence("Not taken up", Context = "proposal")] Declined,
    [Sentence("Carried out", Context = "proposal")] CarriedOut,
    [Sentence("Not carried out", Context = "proposal")] NotCarriedOut,
    [Sentence("Withdrawn", Context = "proposal")] Withdrawn,
}

/// <summary>What somebody suggests to those who lead a unit: it gets an answer, a decision with its reason, and in the end a word on what came of it.</summary>
[Traced(nameof(AuthorId))]
public sealed class Proposal : ISeen<Proposal>, IHistoric, IVersioned, IContent
{
    public const int TitleMax = 120;
    public const int TextMax = 2000;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    [Withheld] public required Guid AuthorId { get; init; }

    /// <summary>The unit whose leaders answer.</summary>
    public required Guid AddresseeUnitId { get; init; }
    public required string Title { get; init; }
    public required string Text { get; init; }
    public required DateOnly On { get; init; }
    public ProposalState State { get; private set; }
    public string Answer { get; private set; } = "";
    public string Decision { get; private set; } = "";

    /// <summary>What came of it, or why nothing did.</summary>
    public string Effect { get; private set; } = "";

    /// <summary>Everybody in the addressee's unit and below it may read it, without the author's name.</summary>
    public DateOnly? PublishedOn { get; private set; }
    public int Version { get; private set; }
    Guid IHistoric.HistoryId => Id;
    (Type, Guid) IContent.Whole => (typeof(Proposal), Id);
    bool IContent.IsOpenTo(Guid personId) => AuthorId == personId || PublishedOn is not null;

    public static readonly Problem NotThere = new(ProblemKind.Invalid, "proposal.addressee", "Choose one of the units from the list: your own or one above it.", "AddresseeUnitId");
    public static readonly Problem DecidedAlready = new(ProblemKind.Conflict, "proposal.decided", "This proposal is decided already.");
    public static readonly Problem NotTakenUp = new(ProblemKind.Conflict, "proposal.not-taken-up", "Only a proposal that was taken up is carried out. Decide on it first.");
    public static readonly Problem AnsweredAlready = new(ProblemKind.Conflict, "proposal.answered", "This proposal was answered already and stays as it is.");
    public static readonly Problem NotDecided = new(ProblemKind.Conflict, "proposal.not-decided", "A proposal is published once it is decided.");

    /// <summary>Its author and those who lead the unit that it is addressed to; once published, everybody in that unit and below it.</summary>
    public static Expression<Func<Proposal, bool>> SeenBy(Viewer viewer)
    {
        var (seats, home) = (viewer.SeatsOf(ProposalRights.Answer), viewer.Home);
        return p => p.AuthorId == viewer.PersonId || seats.Contains(p.AddresseeUnitId) || (p.PublishedOn != null && home.Contains(p.AddresseeUnitId));
    }

    public bool AddedBy(Viewer viewer) => AuthorId == viewer.PersonId;

    /// <summary>Whether the viewer may learn who made it: published proposals go without a name.</summary>
    public static bool NamesAuthorTo(Viewer viewer, Guid authorId, Guid addresseeUnitId) => authorId == viewer.PersonId || IsAnsweredBy(viewer, addresseeUnitId);

    public static bool IsAnsweredBy(Viewer viewer, Guid addresseeUnitId) => viewer.IsSystem || viewer.SeatsOf(ProposalRights.Answer).Contains(addresseeUnitId);

    public Outcome Reply(string answer)
    {
        if (State is not (ProposalState.Sent or ProposalState.Answered)) return DecidedAlready;
        (State, Answer) = (ProposalState.Answered, answer.Trim());
        return Outcome.Done;
    }

    public Outcome Decide(bool takenUp, string reason)
    {
        if (State is not (ProposalState.Sent or ProposalState.Answered)) return DecidedAlready;
        (State, Decision) = (takenUp ? ProposalState.TakenUp : ProposalState.Declined, reason.Trim());
        return Outcome.Done;
    }

    public Outcome Finish(bool carriedOut, string effect)
    {
        if (State != ProposalState.TakenUp) return NotTakenUp;
        (State, Effect) = (carriedOut ? ProposalState.CarriedOut : ProposalState.NotCarriedOut, effect.Trim());
        return Outcome.Done;
    }

    public Outcome Withdraw()
    {
        if (State != ProposalState.Sent) return AnsweredAlready;
        State = ProposalState.Withdrawn;
        PublishedOn = null;
        return Outcome.Done;
    }

    /// <param name="on">Null takes it back.</param>
    public Outcome Publish(DateOnly? on)
    {
        if (State is ProposalState.Sent or ProposalState.Answered or ProposalState.Withdrawn) return NotDecided;
        PublishedOn = on;
        return Outcome.Done;
    }
}

public static class ProposalRights
{
    public const string Answer = "proposals.answer";
}

[Sentence("{0} made the proposal.")] public sealed record ProposalMade : IRecorded;
[Sentence("{0} answered the proposal.")] public sealed record ProposalAnswered : IRecorded;
[Sentence("{0} took the proposal up.")] public sealed record ProposalTakenUp : IRecorded;
[Sentence("{0} decided not to take the proposal up.")] public sealed record ProposalDeclined : IRecorded;
[Sentence("{0} noted that the proposal was carried out.")] public sealed record ProposalCarriedOut : IRecorded;
[Sentence("{0} noted that the proposal was not carried out.")] public sealed record ProposalNotCarriedOut : IRecorded;
[Sentence("{0} withdrew the proposal.")] public sealed record ProposalWithdrawn : IRecorded;
[Sentence("{0} published the proposal.")] public sealed record ProposalPublished : IRecorded;
[Sentence("{0} took the publication back.")] public sealed record ProposalUnpublished : IRecorded;

sealed class ProposalMapping : IEntityTypeConfiguration<Proposal>
{
    public void Configure(EntityTypeBuilder<Proposal> proposal)
    {
        proposal.ToTable("proposals");
        proposal.Property(p => p.Title).HasMaxLength(Proposal.TitleMax);
        proposal.Property(p => p.Text).HasMaxLength(Proposal.TextMax);
        proposal.Property(p => p.Answer).HasMaxLength(Proposal.TextMax);
        proposal.Property(p => p.Decision).HasMaxLength(Proposal.TextMax);
        proposal.Property(p => p.Effect).HasMaxLength(Proposal.TextMax);
        proposal.HasIndex(p => new { p.AddresseeUnitId, p.On, p.Id });
        proposal.HasIndex(p => p.AuthorId);
        proposal.HasIndex(p => new { p.CountryId, p.On, p.Id });
    }
}
