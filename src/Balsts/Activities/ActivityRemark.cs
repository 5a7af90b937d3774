using System.Linq.Expressions;
using System.Security.Cryptography;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Activities;

/// <summary>"Not so": what an educator says against an entry about them, and what its author answers. Between these two alone.</summary>
public sealed class ActivityRemark : ISeen<ActivityRemark>, IHistoric, IVersioned
{
    public const int TextMax = 500;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid ActivityId { get; init; }

    /// <summary>The educator who says it.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>Whose entry it is.</summary>
    public required Guid AuthorId { get; init; }
    public string Text { get; private set; } = "";
    public string Answer { get; private set; } = "";
    public int Version { get; private set; }

    // not the activity's: its history is read by everybody who sees the fact
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem Unsaid = new(ProblemKind.Invalid, "remark.empty", "Say in a sentence what is not so.", "Text");

    public static Expression<Func<ActivityRemark, bool>> SeenBy(Viewer viewer) => r => r.PersonId == viewer.PersonId || r.AuthorId == viewer.PersonId;

    public bool AddedBy(Viewer viewer) => PersonId == viewer.PersonId;

    public static ActivityRemark On(Activity activity, Guid person) => new() { Id = IdOf("remark", activity.Id, person), CountryId = activity.CountryId, ActivityId = activity.Id, PersonId = person, AuthorId = activity.AuthorId };

    /// <summary>Said anew, it waits for an answer again.</summary>
    public Outcome Say(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return Unsaid;
        (Text, Answer) = (text.Trim(), "");
        return Outcome.Done;
    }

    public Outcome Reply(string answer)
    {
        if (string.IsNullOrWhiteSpace(answer)) return Unsaid with { Field = "Answer" };
        Answer = answer.Trim();
        return Outcome.Done;
    }

    /// <summary>One of a person to an activity, however often it is sent.</summary>
    internal static Guid IdOf(string kind, Guid activity, Guid person) => new(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{kind} {activity:N} {person:N}")).AsSpan(0, 16));
}

/// <summary>How useful a piece of support was to somebody who received it: theirs alone; others learn a share of five raters or more.</summary>
public sealed class ActivityRating : ISeen<ActivityRating>, IHistoric
{
    public const int Best = 4;

    /// <summary>From here on it was useful: support of high quality, as its receiver says.</summary>
    public const int Useful = 3;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid ActivityId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>1 was of no use, 4 was very useful.</summary>
    public int Value { get; private set; }
    Guid IHistoric.HistoryId => Id;

    public static Expression<Func<ActivityRating, bool>> SeenBy(Viewer viewer) => r => r.PersonId == viewer.PersonId;

    public bool AddedBy(Viewer viewer) => PersonId == viewer.PersonId;

    public static ActivityRating Of(Activity activity, Guid person) => new() { Id = ActivityRemark.IdOf("rating", activity.Id, person), CountryId = activity.CountryId, ActivityId = activity.Id, PersonId = person };

    public void Rate(int value) => Value = Math.Clamp(value, 1, Best);
}

[Sentence("{0} said that an entry is not so.")] public sealed record EntryDisputed : IRecorded;
[Sentence("{0} answered.")] public sealed record RemarkAnswered : IRecorded;
[Sentence("{0} said how useful it was.")] public sealed record SupportRated : IRecorded;

sealed class ActivityRemarkMapping : IEntityTypeConfiguration<ActivityRemark>
{
    public void Configure(EntityTypeBuilder<ActivityRemark> remark)
    {
        remark.ToTable("activity_remarks");
        remark.Property(r => r.Text).HasMaxLength(ActivityRemark.TextMax);
        remark.Property(r => r.Answer).HasMaxLength(ActivityRemark.TextMax);
        remark.HasIndex(r => r.ActivityId);
        remark.HasIndex(r => r.AuthorId);
        remark.HasIndex(r => r.PersonId);
    }
}

sealed class ActivityRatingMapping : IEntityTypeConfiguration<ActivityRating>
{
    public void Configure(EntityTypeBuilder<ActivityRating> rating)
    {
        rating.ToTable("activity_ratings");
        rating.HasIndex(r => r.ActivityId);
        rating.HasIndex(r => r.PersonId);
    }
}
