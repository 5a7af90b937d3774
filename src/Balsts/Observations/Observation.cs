using System.Linq.Expressions;
using Foundation.Data;
using Foundation.History;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Observations;

/// <summary>
/// What a visit was about, and what the two said of it: the focus that the educator knows beforehand, the self-evaluation, the feedback, the comment. What was noted during the
/// lesson are its entries, what is to be tried its actions.
/// </summary>
[Traced(nameof(PersonId))]
public sealed class Observation : ISeen<Observation>, IHistoric, IVersioned, IContent, IPlaced
{
    public const int FocusMax = 300;
    public const int ReasonMax = 300;
    public const int SayMax = 1000;
    public const int StrengthMax = 400;
    public const int StrengthsMax = 3;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid VisitId { get; init; }
    public required Guid PersonId { get; init; }
    public required Guid ObserverId { get; init; }
    public required Guid UnitId { get; init; }

    /// <summary>The day of the lesson: from then on its words age.</summary>
    public DateOnly On { get; private set; }

    /// <summary>What is looked at, agreed beforehand.</summary>
    public string Focus { get; private set; } = "";

    /// <summary>Why it was moved or cancelled.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>The educator, after the lesson: what went well, what they would do differently, and what they want to hear of.</summary>
    public string Well { get; private set; } = "";
    public string Otherwise { get; private set; } = "";
    public string Ask { get; private set; } = "";

    /// <summary>What to keep, by whoever came.</summary>
    public string[] Strengths { get; private set; } = [];

    /// <summary>What the educator says to the feedback.</summary>
    public string Comment { get; private set; } = "";

    /// <summary>From when the educator reads what was noted.</summary>
    public DateTime? OpenedAt { get; private set; }

    /// <summary>As the visit has it: what belongs to it asks it here.</summary>
    public Guid? SharingId { get; private set; }
    public int Version { get; private set; }
    public List<VisitEntry> Entries { get; private set; } = [];
    public List<AgreedAction> Actions { get; private set; } = [];
    Guid IHistoric.HistoryId => VisitId;
    (Type, Guid) IContent.Whole => (typeof(Observation), Id);
    bool IContent.IsOpenTo(Guid personId) => PersonId == personId || ObserverId == personId;

    public static readonly Problem StrengthMissing = new(ProblemKind.Invalid, "feedback.strength", "Begin with what was good: write at least one strength.", "Strengths");
    public static readonly Problem TooManyStrengths = new(ProblemKind.Invalid, "feedback.strengths", "At most {0} strengths. Keep those that matter most.", "Strengths") { Args = [StrengthsMax] };
    public static readonly Problem TooManyTargets = new(ProblemKind.Invalid, "feedback.targets", "At most {0} targets. Fewer are tried sooner.", "Targets") { Args = [AgreedAction.Max] };

    /// <summary>The two of them, and the school's leadership where the educator shares it.</summary>
    public static Expression<Func<Observation, bool>> SeenBy(Viewer viewer)
    {
        var (me, heads) = (viewer.PersonId, viewer.SeatsOf(VisitRights.ReadShared));
        return o => o.PersonId == me || o.ObserverId == me || (o.SharingId != null && heads.Contains(o.UnitId));
    }

    public bool AddedBy(Viewer viewer) => PersonId == viewer.PersonId || ObserverId == viewer.PersonId;

    public static Observation Of(Visit visit, string focus) => new() { Id = Guid.CreateVersion7(), CountryId = visit.CountryId, VisitId = visit.Id, PersonId = visit.PersonId, ObserverId = visit.ObserverId, UnitId = visit.UnitId, On = visit.On, Focus = focus.Trim() };

    /// <summary>Follows the visit: its day, and from when the educator reads what was noted.</summary>
    public void Follow(Visit visit, DateTime now)
    {
        (On, SharingId) = (visit.On, visit.SharingId);
        if (visit.IsRead) OpenedAt ??= now;
    }

    public void Because(string reason) => Reason = reason.Trim();

    public void Evaluate(string well, string otherwise, string ask) => (Well, Otherwise, Ask) = (well.Trim(), otherwise.Trim(), ask.Trim());

    /// <summary>At most three strengths, and at most three targets, each with how and by when: they are tried, and looked back at.</summary>
    public Outcome GiveFeedback(IReadOnlyList<string> strengths, IReadOnlyList<(string What, string How, DateOnly DueOn)> targets, DateOnly today)
    {
        if (strengths.Count == 0) return StrengthMissing;
        if (strengths.Count > StrengthsMax) return TooManyStrengths;
        if (targets.Count > AgreedAction.Max) return TooManyTargets;
        if (targets.Any(t => t.DueOn < today)) return AgreedAction.InThePast;
        Strengths = [.. strengths.Select(s => s.Trim())];
        Actions.Clear();
        foreach (var (number, target) in targets.Index()) Actions.Add(AgreedAction.Of(this, number + 1, target.What, target.How, target.DueOn, today));
        return Outcome.Done;
    }

    public void Answer(string comment) => Comment = comment.Trim();
}

sealed class ObservationMapping : IEntityTypeConfiguration<Observation>
{
    public void Configure(EntityTypeBuilder<Observation> observation)
    {
        observation.ToTable("observations");
        observation.Property(o => o.Focus).HasMaxLength(Observation.FocusMax);
        observation.Property(o => o.Reason).HasMaxLength(Observation.ReasonMax);
        observation.Property(o => o.Well).HasMaxLength(Observation.SayMax);
        observation.Property(o => o.Otherwise).HasMaxLength(Observation.SayMax);
        observation.Property(o => o.Ask).HasMaxLength(Observation.SayMax);
        observation.Property(o => o.Comment).HasMaxLength(Observation.SayMax);
        observation.HasIndex(o => o.VisitId).IsUnique();
        observation.HasIndex(o => o.PersonId);
        observation.HasIndex(o => o.ObserverId);
        observation.HasMany(o => o.Entries).WithOne(e => e.Observation).HasForeignKey(e => e.ObservationId);
        observation.HasMany(o => o.Actions).WithOne(a => a.Observation).HasForeignKey(a => a.ObservationId);
    }
}
