using System.Linq.Expressions;
using Balsts.Sharing;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Goals;

public enum GoalState
{
    [Sentence("Under way", Context = "goal")] Open,
    [Sentence("Reached", Context = "goal")] Reached,
    [Sentence("Given up", Context = "goal")] GivenUp,
}

/// <summary>What a school, a municipality or an educator means to reach. A unit's goal concerns everybody in it; an educator's belongs to the educator and whoever supports them in it.</summary>
[Traced(nameof(PersonId))]
public sealed class Goal : ISeen<Goal>, IHistoric, IVersioned, IPlaced, IContent
{
    public const int StatementMax = 300;
    public const int MeasureMax = 300;

    /// <summary>More goals than this under way at once serve nobody.</summary>
    public const int OpenMax = 3;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }

    /// <summary>Whose goal it is; of an educator's goal, where the educator works.</summary>
    public required Guid UnitId { get; init; }

    /// <summary>The educator; null for a unit's goal.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>Who supports the educator in it; null where nobody does.</summary>
    public Guid? SupporterId { get; private set; }
    public required Guid SetById { get; init; }
    public string Statement { get; private set; } = "";

    /// <summary>How one will know that it is reached; may be empty.</summary>
    public string Measure { get; private set; } = "";

    /// <summary>A support field of the country pack; may be empty.</summary>
    public string Field { get; private set; } = "";
    public required DateOnly StartsOn { get; init; }
    public DateOnly? DueOn { get; private set; }
    public GoalState State { get; private set; }
    public DateOnly? ClosedOn { get; private set; }

    /// <summary>The educator's decision by which the school's leadership reads it; null where there is none.</summary>
    public Guid? SharingId { get; private set; }
    public int Version { get; private set; }
    Guid IHistoric.HistoryId => Id;
    (Type, Guid) IContent.Whole => (typeof(Goal), Id);
    bool IContent.IsOpenTo(Guid personId) => PersonId is null || PersonId == personId || SupporterId == personId;

    public static readonly Problem DueInThePast = new(ProblemKind.Invalid, "goal.due-in-the-past", "This day is over already. Choose a later one, or none.", "DueOn");
    public static readonly Problem ClosedAlready = new(ProblemKind.Conflict, "goal.closed", "This goal is closed. Set a new one.");
    public static readonly Problem OpenAlready = new(ProblemKind.Conflict, "goal.open", "This goal is under way.");
    public static readonly Problem HowUnclear = new(ProblemKind.Invalid, "goal.how", "Say whether it was reached or given up.", "How");
    public static readonly Problem TooMany = new(ProblemKind.Conflict, "goal.too-many", "At most {0} goals at once. Close one of them first.") { Args = [OpenMax] };
    public static readonly Problem NotTheirs = new(ProblemKind.Invalid, "goal.unit", "Choose an institution where the educator works.", "UnitId");
    public static readonly Problem NotASupporter = new(ProblemKind.Invalid, "goal.supporter", "Only those who support this educator can be chosen.", "SupporterId");

    /// <summary>
    /// A unit's goal: those who work in the unit or below it, and those who reach it. An educator's: the educator, whoever supports them in
    /// it while they support anybody (to change it, anybody there), and the head where the educator shares it.
    /// </summary>
    public static Expression<Func<Goal, bool>> SeenBy(Viewer viewer)
    {
        var (home, countries, units, heads) = (viewer.Home, viewer.CountriesOf(GoalRights.Read), viewer.ReachOf(GoalRights.Read), viewer.SeatsOf(GoalRights.ReadShared));
        var supporter = viewer.May(GoalRights.Support) ? viewer.PersonId : (Guid?)null;
        return g => g.PersonId == viewer.PersonId || (g.SupporterId != null && g.SupporterId == supporter)
            || (g.PersonId == null && (home.Contains(g.UnitId) || countries.Contains(g.CountryId) || units.Contains(g.UnitId)))
            || (g.PersonId != null && g.SharingId != null && heads.Contains(g.UnitId));
    }

    public bool AddedBy(Viewer viewer) => PersonId is null ? viewer.May(GoalRights.Manage, CountryId, UnitId) : PersonId == viewer.PersonId || (SupporterId == viewer.PersonId && viewer.May(GoalRights.Support, CountryId, UnitId));

    /// <summary>Whether one more may be under way beside those that are; a unit may have as many as it likes.</summary>
    public static Outcome Beside(int open) => open < OpenMax ? Outcome.Done : TooMany;

    /// <summary>Who may change it: of a unit's those who lead it; of an educator's the educator and their supporter.</summary>
    public bool KeptBy(Viewer viewer) => AddedBy(viewer);

    public Outcome Describe(string statement, string measure, string field, DateOnly? dueOn, DateOnly today)
    {
        if (State != GoalState.Open) return ClosedAlready;
        if (dueOn < today && dueOn != DueOn) return DueInThePast;
        (Statement, Measure, Field, DueOn) = (statement.Trim(), measure.Trim(), field, dueOn);
        return Outcome.Done;
    }

    public void SupportedBy(Guid? person) => SupporterId = person;

    public Outcome Close(GoalState how, DateOnly today)
    {
        if (State != GoalState.Open) return ClosedAlready;
        if (how is not (GoalState.Reached or GoalState.GivenUp)) return HowUnclear;
        (State, ClosedOn) = (how, today);
        return Outcome.Done;
    }

    public Outcome Reopen(int open, DateOnly today)
    {
        if (State == GoalState.Open) return OpenAlready;
        if (PersonId is not null && Beside(open).Problem is { } full) return full;
        if (DueOn < today) DueOn = null; // it is over; a new one is theirs to say
        (State, ClosedOn) = (GoalState.Open, null);
        return Outcome.Done;
    }

    /// <summary>How far an educator's goal reaches.</summary>
    public Layer Layer => LayerOf(SharingId is not null, SupporterId is not null);

    public static Layer LayerOf(bool isShared, bool isSupported) => isShared ? Layer.School : isSupported ? Layer.Pair : Layer.Private;

    /// <summary>What the educator would decide: that the leadership of the school reads it.</summary>
    public SharingDecision DecisionToShare(DateTime now) => SharingDecision.Of(PersonId!.Value, nameof(Goal), Id, Layer.School, CountryId, UnitId, now);

    public void Share(SharingDecision decision) => SharingId = decision.Id;

    public void ShareNoMore(SharingDecision decision)
    {
        if (SharingId == decision.Id) SharingId = null;
    }
}

public enum NeedSource
{
    [Sentence("Survey")] Survey,
    [Sentence("Self-assessment")] SelfAssessment,
    [Sentence("Pupils’ results in aggregate")] Results,
    [Sentence("Lesson observations in aggregate")] Observations,
    [Sentence("Heads of schools")] Heads,
    [Sentence("Subject association")] Association,
    [Sentence("Network")] Network,
    [Sentence("Methodological centre")] Centre,
    [Sentence("Other source")] Other,
}

/// <summary>What educators of a unit need, in a sentence: for whom, in which field, and from where one knows it. Support that answers it names it.</summary>
public sealed class Need : ISeen<Need>, IHistoric, IVersioned, IPlaced
{
    public const int StatementMax = 300;
    public const int TargetMax = 120;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid UnitId { get; init; }
    public required Guid StatedById { get; init; }
    public required DateOnly StatedOn { get; init; }
    public string Statement { get; private set; } = "";

    /// <summary>For whom: "teachers of mathematics, grades 7–9". Groups, never a person.</summary>
    public string Target { get; private set; } = "";
    public string Field { get; private set; } = "";
    public NeedSource Source { get; private set; }

    /// <summary>The school year, by the year in which it begins.</summary>
    public int SchoolYear { get; private set; }

    /// <summary>The day since when it is no longer one.</summary>
    public DateOnly? MetOn { get; private set; }
    public int Version { get; private set; }
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem YearOutside = new(ProblemKind.Invalid, "need.year", "Choose a school year from two years ago to the next one.", "SchoolYear");

    /// <summary>Those who work in the unit or below it, and those who reach it: it speaks of groups, never of a person.</summary>
    public static Expression<Func<Need, bool>> SeenBy(Viewer viewer)
    {
        var (home, countries, units) = (viewer.Home, viewer.CountriesOf(GoalRights.Read), viewer.ReachOf(GoalRights.Read));
        return n => home.Contains(n.UnitId) || countries.Contains(n.CountryId) || units.Contains(n.UnitId);
    }

    public bool AddedBy(Viewer viewer) => viewer.May(GoalRights.Manage, CountryId, UnitId);

    public Outcome Describe(string statement, string target, string field, NeedSource source, int schoolYear, int thisSchoolYear)
    {
        if (schoolYear < thisSchoolYear - 2 || schoolYear > thisSchoolYear + 1) return YearOutside;
        (Statement, Target, Field, Source, SchoolYear) = (statement.Trim(), target.Trim(), field, source, schoolYear);
        return Outcome.Done;
    }

    public void Met(DateOnly? on) => MetOn = on;
}

public static class GoalRights
{
    public const string Read = "goals.read";
    public const string Manage = "goals.manage";
    public const string ReadShared = "goals.read-shared";
    public const string Support = "goals.support";
}

[Sentence("{0} set the goal.")] public sealed record GoalSet : IRecorded;
[Sentence("{0} changed the goal.")] public sealed record GoalChanged : IRecorded;
[Sentence("{0} closed the goal as reached.")] public sealed record GoalReached : IRecorded;
[Sentence("{0} gave the goal up.")] public sealed record GoalGivenUp : IRecorded;
[Sentence("{0} took the goal up again.")] public sealed record GoalReopened : IRecorded;
[Sentence("{0} shared the goal with the school’s leadership.")] public sealed record GoalShared : IRecorded;
[Sentence("{0} no longer shares the goal with the school’s leadership.")] public sealed record GoalUnshared : IRecorded;
[Sentence("{0} stated the need.")] public sealed record NeedStated : IRecorded;
[Sentence("{0} changed the need.")] public sealed record NeedChanged : IRecorded;
[Sentence("{0} marked the need as met.")] public sealed record NeedMet : IRecorded;
[Sentence("{0} marked the need as not met yet.")] public sealed record NeedUnmet : IRecorded;

sealed class GoalMapping : IEntityTypeConfiguration<Goal>
{
    public void Configure(EntityTypeBuilder<Goal> goal)
    {
        goal.ToTable("goals");
        goal.Property(g => g.Statement).HasMaxLength(Goal.StatementMax);
        goal.Property(g => g.Measure).HasMaxLength(Goal.MeasureMax);
        goal.Property(g => g.Field).HasMaxLength(40);
        goal.Ignore(g => g.Layer);
        goal.HasIndex(g => new { g.UnitId, g.State });
        goal.HasIndex(g => g.PersonId);
        goal.HasIndex(g => g.SupporterId);
        goal.HasIndex(g => new { g.CountryId, g.StartsOn, g.Id });
    }
}

sealed class NeedMapping : IEntityTypeConfiguration<Need>
{
    public void Configure(EntityTypeBuilder<Need> need)
    {
        need.ToTable("needs");
        need.Property(n => n.Statement).HasMaxLength(Need.StatementMax);
        need.Property(n => n.Target).HasMaxLength(Need.TargetMax);
        need.Property(n => n.Field).HasMaxLength(40);
        need.HasIndex(n => new { n.UnitId, n.SchoolYear });
        need.HasIndex(n => new { n.CountryId, n.StatedOn, n.Id });
    }
}
