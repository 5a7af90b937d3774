using System.Linq.Expressions;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Activities;

public enum ActivityKind
{
    [Sentence("Consultation")] Consultation,
    [Sentence("Lesson observation")] Observation,
    [Sentence("Conversation")] Conversation,
    [Sentence("Co-planning")] CoPlanning,
    [Sentence("Co-teaching")] CoTeaching,
    [Sentence("Model lesson")] ModelLesson,
    [Sentence("Group session")] GroupSession,
    [Sentence("Seminar")] Seminar,
    [Sentence("Meeting")] Meeting,
    [Sentence("Resource")] Resource,
    [Sentence("Local training")] Training,
}

/// <summary>What came of a piece of support.</summary>
public enum ActivityOutcome
{
    [Sentence("Not said")] NotSaid,
    [Sentence("Settled")] Settled,
    [Sentence("Goes on")] GoesOn,
    [Sentence("Needs somebody else’s help")] NeedsOthers,
}

/// <summary>One piece of support in the ledger: who, with whom, where, when, how long, of what kind. A fact, without what was said.</summary>
public sealed class Activity : ISeen<Activity>, IHistoric, IVersioned, IPlaced
{
    public const int ReasonMax = 300;
    public const int TopicMax = 120;
    public const int MinutesMin = 5;
    public const int MinutesMax = 12 * 60;
    public const int PeopleMax = 200;
    internal const int SamenessLength = 32;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }

    /// <summary>The unit whose educators were supported.</summary>
    public required Guid UnitId { get; init; }

    /// <summary>Who gave the support.</summary>
    public required Guid AuthorId { get; init; }

    /// <summary>Under which appointment.</summary>
    public required Guid AppointmentId { get; init; }

    /// <summary>The initiative that it is part of: whoever holds a mandate over that sees the fact.</summary>
    public Guid? InitiativeId { get; init; }
    public DateOnly On { get; private set; }

    /// <summary>When it began, on the clock of the place; null where nobody said.</summary>
    public TimeOnly? At { get; private set; }
    public int Minutes { get; private set; }
    public ActivityKind Kind { get; private set; }
    public bool IsOnline { get; private set; }

    /// <summary>A support field of the country pack; may be empty.</summary>
    public string Field { get; private set; } = "";

    /// <summary>What it was about, in a word or two; not what was said.</summary>
    public string Topic { get; private set; } = "";

    /// <summary>The goal that it served.</summary>
    public Guid? GoalId { get; private set; }

    /// <summary>The recorded need that it answered.</summary>
    public Guid? NeedId { get; private set; }

    /// <summary>The group whose session it was.</summary>
    public Guid? GroupId { get; private set; }
    public ActivityOutcome Result { get; private set; }
    public required DateTime LoggedAt { get; init; }

    /// <summary>Tells the same content logged twice within some minutes; null where it was said that it is another one, and once it was changed.</summary>
    public string? Sameness { get; private set; }
    public DateTime? RemovedAt { get; private set; }
    public int Version { get; private set; }
    public List<ActivityPerson> People { get; private set; } = [];
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem InTheFuture = new(ProblemKind.Invalid, "activity.in-the-future", "This day has not come yet. Put it into the plan instead.", "On");
    public static readonly Problem TooLongAgo = new(ProblemKind.Invalid, "activity.too-long-ago", "This day lies more than a year back. Check the date.", "On");
    public static readonly Problem MinutesOutside = new(ProblemKind.Invalid, "activity.minutes", "An activity lasts from {0} minutes to {1} hours.", "Minutes") { Args = [MinutesMin, MinutesMax / 60] };
    public static readonly Problem NotInTerm = new(ProblemKind.Invalid, "activity.not-in-term", "On that day you held no post that gives support here.", "On");
    public static readonly Problem NotServed = new(ProblemKind.Invalid, "activity.not-served", "On that day you did not serve this institution in that initiative. Choose another one.", "InitiativeId");
    public static readonly Problem OnlyInInitiative = new(ProblemKind.Invalid, "activity.only-in-initiative", "You support this institution only as part of an initiative. Choose which one.", "InitiativeId");
    public static readonly Problem NotThere = new(ProblemKind.Invalid, "activity.not-there", "Somebody chosen does not work in this institution. Choose among its people.", "People");

    public static readonly Problem Oneself = new(ProblemKind.Invalid, "activity.oneself", "You gave this support. Choose who received it.", "People");

    public static readonly Problem TitleMissing = new(ProblemKind.Invalid, "activity.title-missing", "A local training has a title. Write what it was about.", "Topic");
    public static readonly Problem OfASession = new(ProblemKind.Conflict, "activity.of-a-session", "This entry comes from a session of a group and follows it. Correct the session.");
    public static readonly Problem PeopleMissing = new(ProblemKind.Invalid, "activity.people-missing", "Hours of a local training are credited to people. Choose who took part.", "People");
    public static readonly Problem GoalElsewhere = new(ProblemKind.Invalid, "activity.goal", "Choose a goal of this institution, of those above it, or of somebody who received the support.", "GoalId");
    public static readonly Problem NeedElsewhere = new(ProblemKind.Invalid, "activity.need", "Choose a need of this institution or of those above it.", "NeedId");
    public static readonly Problem Doubled = new(ProblemKind.Conflict, "activity.doubled", "The same support was logged a moment ago: {0}. If this is another one, say so and send it again.", "Another");

    /// <summary>The same content within this time is taken for one piece of support sent twice.</summary>
    public static readonly TimeSpan DoubledWithin = TimeSpan.FromMinutes(10);

    /// <summary>Who gave it, who received it, whoever reaches the unit with the right to read facts of support, and whoever holds a mandate over its initiative.</summary>
    public static Expression<Func<Activity, bool>> SeenBy(Viewer viewer)
    {
        Expression<Func<Activity, bool>> own = a => a.AuthorId == viewer.PersonId || a.People.Any(p => p.PersonId == viewer.PersonId);
        var initiatives = viewer.SubjectsOf(ActivityRights.Read);
        if (initiatives.Length > 0) own = own.Or(a => a.InitiativeId != null && initiatives.Contains(a.InitiativeId.Value));
        return own.Or(Sight.Within<Activity>(viewer, ActivityRights.Read));
    }

    public bool AddedBy(Viewer viewer) => AuthorId == viewer.PersonId && (OfGathering || viewer.May(ActivityRights.Log, CountryId, UnitId));

    /// <summary>Made from a session of a group whose leader the author is: leading it is the right to log it, wherever the group lives.</summary>
    internal bool OfGathering { get; init; }

    /// <summary>Says what it was; the rules of the ledger are asked here, for the planned and the unplanned alike.</summary>
    public Outcome Describe(DateOnly on, int minutes, ActivityKind kind, bool online, string field, string topic, DateOnly today)
    {
        if (on > today) return InTheFuture;
        if (on < today.AddYears(-1)) return TooLongAgo;
        if (minutes is < MinutesMin or > MinutesMax) return MinutesOutside;
        if (kind == ActivityKind.Training && topic.Length == 0) return TitleMissing;
        Sameness = null;
        (On, Minutes, Kind, IsOnline, Field, Topic) = (on, minutes, kind, online, field, topic);
        return Outcome.Done;
    }

    /// <summary>What it served and what came of it.</summary>
    public void Serve(Guid? goal, Guid? need, Guid? group, ActivityOutcome result) => (GoalId, NeedId, GroupId, Result) = (goal, need, group, result);

    public void Began(TimeOnly? at) => At = at;

    /// <summary>What has to be there once everything is said.</summary>
    public Outcome Check() => Kind == ActivityKind.Training && People.Count == 0 ? PeopleMissing : Outcome.Done;

    /// <summary>The same author, place, day, time, length, kind, topic and people within the same minutes cannot stand there twice.</summary>
    public void LoggedOnce()
    {
        var content = $"{UnitId:N} {On:O} {At:O} {Minutes} {Kind} {Topic}\n{string.Join(' ', People.Select(p => p.PersonId).Order())}\n{LoggedAt.Ticks / DoubledWithin.Ticks}";
        Sameness = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content)).AsSpan(0, SamenessLength / 2));
    }

    public void With(IEnumerable<Guid> persons)
    {
        var wanted = persons.Distinct().ToList();
        if (wanted.ToHashSet().SetEquals(People.Select(p => p.PersonId))) return;
        Version++; // the people are rows of their own: without this a second editor would not be told
        People.RemoveAll(p => !wanted.Contains(p.PersonId));
        foreach (var person in wanted.Where(id => People.All(p => p.PersonId != id)))
            People.Add(new() { Id = Guid.CreateVersion7(), CountryId = CountryId, ActivityId = Id, PersonId = person });
    }

    /// <summary>Takes a mistaken entry out of the ledger; the history keeps that it was there.</summary>
    public void Remove(DateTime now) => (RemovedAt, Sameness) = (RemovedAt ?? now, null);
}

/// <summary>Somebody who received the support.</summary>
public sealed class ActivityPerson : IHistoric
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid ActivityId { get; init; }
    public required Guid PersonId { get; init; }
    Guid IHistoric.HistoryId => ActivityId;
}

public static class ActivityRights
{
    public const string Read = "activities.read";
    public const string Log = "activities.log";

    /// <summary>The posts under which support is given and logged.</summary>
    internal static readonly PostKind[] LoggedBy = [.. Posts.Supporters, PostKind.GroupLeader];
}

[Sentence("{0} logged the activity.")] public sealed record ActivityLogged : IRecorded;
[Sentence("{0} corrected the activity: {1} minutes, {2}.")] public sealed record ActivityCorrected(int Minutes, DateOnly On) : IRecorded;
[Sentence("{0} took the activity out of the ledger.")] public sealed record ActivityRemoved : IRecorded;

sealed class ActivityMapping : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> activity)
    {
        activity.ToTable("activities");
        activity.Property(a => a.Field).HasMaxLength(40);
        activity.Property(a => a.Topic).HasMaxLength(Activity.TopicMax);
        activity.Property(a => a.Sameness).HasMaxLength(Activity.SamenessLength);
        activity.HasIndex(a => new { a.AuthorId, a.Sameness }).IsUnique();
        activity.Ignore(a => a.OfGathering);
        activity.HasIndex(a => a.GroupId);
        activity.HasQueryFilter(a => a.RemovedAt == null);
        activity.HasIndex(a => new { a.AuthorId, a.On });
        activity.HasIndex(a => new { a.UnitId, a.On });
        activity.HasIndex(a => new { a.InitiativeId, a.On });
        activity.HasIndex(a => new { a.CountryId, a.On, a.Id });
        activity.HasMany(a => a.People).WithOne().HasForeignKey(p => p.ActivityId);
    }
}

sealed class ActivityPersonMapping : IEntityTypeConfiguration<ActivityPerson>
{
    public void Configure(EntityTypeBuilder<ActivityPerson> person)
    {
        person.ToTable("activity_people");
        person.HasIndex(p => p.PersonId);
    }
}
