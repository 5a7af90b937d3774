using System.Linq.Expressions;
using Balsts.Agreements;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Observations;

/// <summary>A lesson that an educator plans with whoever supports them: its editions, what the other one says to each, when it was tried, and what came of it.</summary>
[Traced(nameof(PersonId))]
public sealed class LessonPlan : ISeen<LessonPlan>, IHistoric, IVersioned, IContent, IPlaced
{
    public const int TitleMax = 160;
    public const int ResultMax = 1000;

    /// <summary>A plan that is rewritten more often is another one.</summary>
    public const int EditionsMax = 30;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid UnitId { get; init; }
    public required Guid AgreementId { get; init; }

    /// <summary>Whose lesson it is.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>Who supports them.</summary>
    public required Guid SupporterId { get; init; }
    public required DateOnly StartedOn { get; init; }
    public string Title { get; private set; } = "";

    /// <summary>The number of its latest edition.</summary>
    public int Current { get; private set; }
    public DateOnly? TriedOn { get; private set; }

    /// <summary>What came of it when it was tried.</summary>
    public string Result { get; private set; } = "";
    public int Version { get; private set; }
    public List<LessonPlanEdition> Editions { get; private set; } = [];
    Guid IHistoric.HistoryId => Id;
    (Type, Guid) IContent.Whole => (typeof(LessonPlan), Id);
    bool IContent.IsOpenTo(Guid personId) => PersonId == personId || SupporterId == personId;

    public static readonly Problem NotAgreed = new(ProblemKind.Conflict, "lesson-plan.not-agreed", "No agreement of support between the two of you is in force. Agree first.");
    public static readonly Problem Unchanged = new(ProblemKind.Conflict, "lesson-plan.unchanged", "This is word for word the latest edition. Nothing was kept.", "Text");
    public static readonly Problem Full = new(ProblemKind.Conflict, "lesson-plan.full", "A plan has at most {0} editions. Begin a new one.") { Args = [EditionsMax] };
    public static readonly Problem TriedLater = new(ProblemKind.Invalid, "lesson-plan.tried", "Choose the day on which it was tried: not before the plan was begun, and not after today.", "TriedOn");

    /// <summary>The two of them.</summary>
    public static Expression<Func<LessonPlan, bool>> SeenBy(Viewer viewer) => p => p.PersonId == viewer.PersonId || p.SupporterId == viewer.PersonId;

    public bool AddedBy(Viewer viewer) => PersonId == viewer.PersonId || SupporterId == viewer.PersonId;

    public static LessonPlan Of(SupportAgreement agreement, DateOnly today) => new() { Id = Guid.CreateVersion7(), CountryId = agreement.CountryId, UnitId = agreement.UnitId, AgreementId = agreement.Id, PersonId = agreement.PersonId, SupporterId = agreement.SupporterId, StartedOn = today };

    /// <summary>Either of the two writes the next edition; those before stay as they were.</summary>
    /// <param name="latest">The edition that it goes on from; null for the first.</param>
    public Outcome<LessonPlanEdition> Write(string title, string text, LessonPlanEdition? latest, Guid by, DateTime now)
    {
        if (Current >= EditionsMax) return Full;
        if (latest?.Text == text.Trim() && Title == title.Trim()) return Unchanged;
        (Title, Current) = (title.Trim(), Current + 1);
        var edition = new LessonPlanEdition { Id = Guid.CreateVersion7(), CountryId = CountryId, LessonPlanId = Id, LessonPlan = this, PersonId = PersonId, SupporterId = SupporterId, ById = by, UnitId = UnitId, StartedOn = StartedOn, Number = Current, WrittenAt = now, Text = text.Trim() };
        Editions.Add(edition);
        return edition;
    }

    public Outcome Try(DateOnly on, string result, DateOnly today)
    {
        if (on < StartedOn || on > today) return TriedLater;
        (TriedOn, Result) = (on, result.Trim());
        return Outcome.Done;
    }
}

/// <summary>How a lesson was planned at one moment; whoever did not write it comments on it.</summary>
public sealed class LessonPlanEdition : ISeen<LessonPlanEdition>, IHistoric, IVersioned, IContent, IPlaced
{
    public const int TextMax = 8000;
    public const int CommentMax = 2000;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid LessonPlanId { get; init; }
    public LessonPlan? LessonPlan { get; init; }
    public required Guid PersonId { get; init; }
    public required Guid SupporterId { get; init; }

    /// <summary>Which of the two wrote it.</summary>
    public required Guid ById { get; init; }
    public required Guid UnitId { get; init; }
    public required DateOnly StartedOn { get; init; }
    public required int Number { get; init; }
    public required DateTime WrittenAt { get; init; }
    public required string Text { get; init; }

    /// <summary>What the other one says to it.</summary>
    public string Comment { get; private set; } = "";
    public int Version { get; private set; }
    Guid IHistoric.HistoryId => LessonPlanId;
    (Type, Guid) IContent.Whole => (typeof(LessonPlan), LessonPlanId);
    bool IContent.IsOpenTo(Guid personId) => PersonId == personId || SupporterId == personId;

    public static readonly Problem OnesOwn = new(ProblemKind.Conflict, "lesson-plan.own", "You wrote this edition; the other one comments on it.", "Comment");

    public static Expression<Func<LessonPlanEdition, bool>> SeenBy(Viewer viewer) => e => e.PersonId == viewer.PersonId || e.SupporterId == viewer.PersonId;

    public bool AddedBy(Viewer viewer) => ById == viewer.PersonId && (PersonId == ById || SupporterId == ById);

    public Outcome Say(string comment, Guid by)
    {
        if (by == ById) return OnesOwn;
        Comment = comment.Trim();
        return Outcome.Done;
    }
}

[Sentence("{0} wrote edition {1} of the lesson plan.")] public sealed record LessonPlanWritten(int Number) : IRecorded;
[Sentence("{0} commented on edition {1} of the lesson plan.")] public sealed record LessonPlanCommented(int Number) : IRecorded;
[Sentence("{0} told how the plan was tried on {1}.")] public sealed record LessonPlanTried(DateOnly On) : IRecorded;

sealed class LessonPlanMapping : IEntityTypeConfiguration<LessonPlan>
{
    public void Configure(EntityTypeBuilder<LessonPlan> plan)
    {
        plan.ToTable("lesson_plans");
        plan.Property(p => p.Title).HasMaxLength(LessonPlan.TitleMax);
        plan.Property(p => p.Result).HasMaxLength(LessonPlan.ResultMax);
        plan.HasIndex(p => new { p.PersonId, p.StartedOn });
        plan.HasIndex(p => new { p.SupporterId, p.StartedOn });
        plan.HasMany(p => p.Editions).WithOne(e => e.LessonPlan).HasForeignKey(e => e.LessonPlanId);
    }
}

sealed class LessonPlanEditionMapping : IEntityTypeConfiguration<LessonPlanEdition>
{
    public void Configure(EntityTypeBuilder<LessonPlanEdition> edition)
    {
        edition.ToTable("lesson_plan_editions");
        edition.Property(e => e.Text).HasMaxLength(LessonPlanEdition.TextMax);
        edition.Property(e => e.Comment).HasMaxLength(LessonPlanEdition.CommentMax);
        edition.HasIndex(e => new { e.LessonPlanId, e.Number }).IsUnique();
        edition.HasIndex(e => e.PersonId);
        edition.HasIndex(e => e.SupporterId);
        edition.HasIndex(e => e.ById);
    }
}
