using System.Linq.Expressions;
using Balsts.Activities;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Months;

/// <summary>What a supporter means to do in a month under one appointment: lines that become activities, are moved, or are dropped with a reason.</summary>
[Traced(nameof(PersonId))]
public sealed class MonthlyPlan : ISeen<MonthlyPlan>, IHistoric, IVersioned
{
    public const int LinesMax = 300;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid PersonId { get; init; }
    public required Guid AppointmentId { get; init; }

    /// <summary>The unit that appointed: the one that accepts the report.</summary>
    public required Guid OrganiserUnitId { get; init; }
    public required Month Month { get; init; }

    /// <summary>Who of the organiser accepted it, and when; null while nobody did.</summary>
    public Guid? AcceptedById { get; private set; }
    public DateTime? AcceptedAt { get; private set; }

    /// <summary>The first change after it was accepted.</summary>
    public DateTime? ChangedAt { get; private set; }
    public int Version { get; private set; }
    public List<PlanLine> Lines { get; private set; } = [];
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem OutsideMonth = new(ProblemKind.Invalid, "plan.outside-month", "This day does not lie in the month of the plan.", "On");
    public static readonly Problem TooManyLines = new(ProblemKind.Invalid, "plan.too-many-lines", "A month holds at most {0} lines.") { Args = [LinesMax] };
    public static readonly Problem NoAppointment = new(ProblemKind.Invalid, "plan.no-appointment", "In that month you hold no post that gives support.", "AppointmentId");
    public static readonly Problem UnitNotYours = new(ProblemKind.Invalid, "plan.unit-not-yours", "You do not support this institution. Choose one of yours.", "UnitId");
    public static readonly Problem AcceptedAlready = new(ProblemKind.Conflict, "plan.accepted-already", "This plan was accepted, and nothing has changed since.");
    public static readonly Problem OwnPlan = new(ProblemKind.Invalid, "plan.own", "Nobody accepts their own plan. Ask somebody else who leads here.");
    public static readonly Problem NothingPlanned = new(ProblemKind.Invalid, "plan.nothing", "Nothing is planned for this month yet.");
    public static readonly Problem OutsideTerm = new(ProblemKind.Invalid, "plan.outside-term", "On that day the appointment does not hold.", "On");

    /// <summary>Its author, and the organiser.</summary>
    public static Expression<Func<MonthlyPlan, bool>> SeenBy(Viewer viewer)
    {
        var seats = viewer.SeatsOf(MonthRights.Accept);
        return p => p.PersonId == viewer.PersonId || seats.Contains(p.OrganiserUnitId);
    }

    public bool AddedBy(Viewer viewer) => PersonId == viewer.PersonId && viewer.May(MonthRights.Write);

    /// <summary>The organiser agrees to what is planned; again, when it was changed since.</summary>
    public Outcome Accept(Guid by, DateTime now)
    {
        if (by == PersonId) return OwnPlan;
        if (AcceptedAt is not null && ChangedAt is null) return AcceptedAlready;
        (AcceptedById, AcceptedAt, ChangedAt) = (by, now, null);
        return Outcome.Done;
    }

    /// <summary>A line was planned, changed, moved, dropped or taken out: whoever accepted the plan is shown that it is another one now.</summary>
    public void Changed(DateTime now)
    {
        if (AcceptedAt is not null) ChangedAt ??= now;
    }
}

public enum LineState
{
    [Sentence("Planned")] Planned,
    [Sentence("Done")] Done,
    [Sentence("Moved")] Moved,
    [Sentence("Dropped")] Dropped,
}

/// <summary>One line of a month's plan.</summary>
public sealed class PlanLine : ISeen<PlanLine>, IHistoric, IVersioned, IContent
{
    public const int ReasonMax = 200;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid PlanId { get; init; }
    public required Guid UnitId { get; init; }
    public MonthlyPlan? Plan { get; private set; }
    public DateOnly On { get; private set; }
    public int Minutes { get; private set; }
    public ActivityKind Kind { get; private set; }
    public bool IsOnline { get; private set; }
    public string Field { get; private set; } = "";
    public string Topic { get; private set; } = "";
    public LineState State { get; private set; } = LineState.Planned;
    public string Reason { get; private set; } = "";

    /// <summary>The day it was moved to: within the month it stays this line, in another month it is a line there.</summary>
    public DateOnly? MovedTo { get; private set; }

    /// <summary>The first line of which this one is the rest: it was moved here from another month.</summary>
    public Guid? ContinuesId { get; private set; }

    /// <summary>From what it was planned with one press: a goal, a school of the caseload, an open line of the month before. A plan has one line from each.</summary>
    public Guid? FromId { get; init; }

    /// <summary>The goal that it is to serve and the need that it is to answer: for the author, and for whoever sees the goal itself.</summary>
    public Guid? GoalId { get; private set; }
    public Guid? NeedId { get; private set; }

    /// <summary>What it became in the ledger.</summary>
    public Guid? ActivityId { get; private set; }
    public int Version { get; private set; }
    public List<PlanLinePerson> People { get; private set; } = [];
    Guid IHistoric.HistoryId => PlanId;
    (Type, Guid) IContent.Whole => (typeof(MonthlyPlan), PlanId);

    public static readonly Problem DoneAlready = new(ProblemKind.Conflict, "line.done-already", "This line is done already.");
    public static readonly Problem NotPlannedAnyMore = new(ProblemKind.Conflict, "line.not-planned", "This line was moved or dropped. Plan it anew.");
    public static readonly Problem ReasonMissing = new(ProblemKind.Invalid, "line.reason-missing", "Say in a few words why.", "Reason");
    public static readonly Problem SameDay = new(ProblemKind.Invalid, "line.same-day", "The line stands on this day already. Choose another one.", "To");
    public static readonly Problem MinutesOutside = Activity.MinutesOutside;

    /// <summary>Its author, the organiser, and the heads of the very school where it is to happen.</summary>
    public static Expression<Func<PlanLine, bool>> SeenBy(Viewer viewer)
    {
        var (seats, heads) = (viewer.SeatsOf(MonthRights.Accept), viewer.SeatsOf(MonthRights.Discuss));
        return l => l.Plan!.PersonId == viewer.PersonId || seats.Contains(l.Plan.OrganiserUnitId) || heads.Contains(l.UnitId);
    }

    public bool AddedBy(Viewer viewer) => viewer.May(MonthRights.Write, CountryId, UnitId);

    /// <summary>The day on which it is to happen, or happened.</summary>
    public DateOnly Day => State == LineState.Moved ? On : MovedTo ?? On;

    /// <summary>Says what is planned; a line that became something else is not rewritten.</summary>
    public Outcome Describe(DateOnly on, int minutes, ActivityKind kind, bool online, string field, string topic, Month month)
    {
        if (Settled is { } settled) return settled;
        if (!month.Contains(on)) return MonthlyPlan.OutsideMonth;
        if (minutes is < Activity.MinutesMin or > Activity.MinutesMax) return MinutesOutside;
        (On, Minutes, Kind, IsOnline, Field, Topic) = (on, minutes, kind, online, field, topic.Trim());
        return Outcome.Done;
    }

    public void Serve(Guid? goal, Guid? need) => (GoalId, NeedId) = (goal, need);

    public void With(IEnumerable<Guid> persons)
    {
        var wanted = persons.Distinct().ToList();
        if (wanted.ToHashSet().SetEquals(People.Select(p => p.PersonId))) return;
        Version++; // the people are rows of their own: without this a second editor would not be told
        People.RemoveAll(p => !wanted.Contains(p.PersonId));
        foreach (var person in wanted.Where(id => People.All(p => p.PersonId != id)))
            People.Add(new() { Id = Guid.CreateVersion7(), CountryId = CountryId, LineId = Id, PlanId = PlanId, PersonId = person });
    }

    /// <summary>Why nothing more can be made of the line; null while it is planned.</summary>
    public Problem? Settled => State switch { LineState.Planned => null, LineState.Done => DoneAlready, _ => NotPlannedAnyMore };

    /// <summary>The planned support took place, and is in the ledger.</summary>
    public Outcome Done(Guid activity)
    {
        if (Settled is { } settled) return settled;
        (State, ActivityId) = (LineState.Done, activity);
        return Outcome.Done;
    }

    /// <summary>Its activity was taken out of the ledger: it is planned again.</summary>
    public void Reopen() => (State, ActivityId) = (LineState.Planned, null);

    /// <summary>To another day. In the same month it stays this line; to another month it leaves, and is planned there anew.</summary>
    public Outcome Move(DateOnly to, string reason, Month month)
    {
        if (Settled is { } settled) return settled;
        if (to == Day) return SameDay;
        if (string.IsNullOrWhiteSpace(reason)) return ReasonMissing;
        (State, MovedTo, Reason) = (month.Contains(to) ? LineState.Planned : LineState.Moved, to, reason.Trim());
        return Outcome.Done;
    }

    /// <summary>Stands in this month for a line that was moved here: in calendars it is the same event, and younger than that one.</summary>
    public void Continue(PlanLine before) => (ContinuesId, Version) = (before.ContinuesId ?? before.Id, before.Version + 2);

    public Outcome Drop(string reason)
    {
        if (Settled is { } settled) return settled;
        if (string.IsNullOrWhiteSpace(reason)) return ReasonMissing;
        (State, Reason) = (LineState.Dropped, reason.Trim());
        return Outcome.Done;
    }
}

/// <summary>Somebody whom a planned line is for.</summary>
public sealed class PlanLinePerson : IHistoric
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid LineId { get; init; }
    public required Guid PlanId { get; init; }
    public required Guid PersonId { get; init; }
    Guid IHistoric.HistoryId => PlanId;
}

/// <summary>What a head says about the part of a plan that concerns their school, before the month begins.</summary>
public sealed class PlanRemark : ISeen<PlanRemark>, IHistoric, IContent
{
    public const int TextMax = 1000;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid PlanId { get; init; }
    public MonthlyPlan? Plan { get; init; }
    public required Guid UnitId { get; init; }
    public required Guid ById { get; init; }
    public required string Text { get; init; }
    public required DateTime At { get; init; }
    Guid IHistoric.HistoryId => PlanId;
    (Type, Guid) IContent.Whole => (typeof(MonthlyPlan), PlanId);

    public static readonly Problem TooLate = new(ProblemKind.Invalid, "plan.month-begun", "The month has begun. Talk to the author, or remark on the report when it comes.", "Text");

    /// <summary>The author of the plan, the organiser, and the heads of that very school.</summary>
    public static Expression<Func<PlanRemark, bool>> SeenBy(Viewer viewer)
    {
        var (seats, heads) = (viewer.SeatsOf(MonthRights.Accept), viewer.SeatsOf(MonthRights.Discuss));
        return r => r.Plan!.PersonId == viewer.PersonId || seats.Contains(r.Plan.OrganiserUnitId) || heads.Contains(r.UnitId);
    }

    public bool AddedBy(Viewer viewer) => ById == viewer.PersonId && viewer.SeatsOf(MonthRights.Discuss).Contains(UnitId);
}

public static class MonthRights
{
    /// <summary>Plans a month and reports on it.</summary>
    public const string Write = "months.write";

    /// <summary>Turns the school's key on its own slice.</summary>
    public const string Discuss = "months.discuss";

    /// <summary>Turns the organiser's key on the whole.</summary>
    public const string Accept = "months.accept";

    /// <summary>Reads accepted reports of the own scope.</summary>
    public const string ReadAccepted = "months.read-accepted";
}

[Sentence("{0} began the plan of the month.")] public sealed record PlanBegun : IRecorded;
[Sentence("{0} planned a line for {1}.")] public sealed record LinePlanned(DateOnly On) : IRecorded;
[Sentence("{0} changed the line of {1}.")] public sealed record LineChanged(DateOnly On) : IRecorded;
[Sentence("{0} marked the line of {1} as done.")] public sealed record LineDone(DateOnly On, Guid ActivityId) : IRecorded;
[Sentence("{0} moved the line of {1} to {2}.")] public sealed record LineMoved(DateOnly On, DateOnly To) : IRecorded;
[Sentence("{0} dropped the line of {1}.")] public sealed record LineDropped(DateOnly On) : IRecorded;
[Sentence("{0} removed the line of {1}.")] public sealed record LineRemoved(DateOnly On) : IRecorded;
[Sentence("{0} accepted the plan of the month.")] public sealed record PlanAccepted : IRecorded;
[Sentence("{0} remarked on the part of {1} in the plan.")] public sealed record PlanRemarked(Guid UnitId) : IRecorded;

sealed class MonthlyPlanMapping : IEntityTypeConfiguration<MonthlyPlan>
{
    public void Configure(EntityTypeBuilder<MonthlyPlan> plan)
    {
        plan.ToTable("monthly_plans");
        plan.HasIndex(p => new { p.AppointmentId, p.Month }).IsUnique();
        plan.HasIndex(p => new { p.PersonId, p.Month });
        plan.HasIndex(p => new { p.OrganiserUnitId, p.Month });
        plan.HasMany(p => p.Lines).WithOne(l => l.Plan).HasForeignKey(l => l.PlanId);
    }
}

sealed class PlanLineMapping : IEntityTypeConfiguration<PlanLine>
{
    public void Configure(EntityTypeBuilder<PlanLine> line)
    {
        line.ToTable("plan_lines");
        line.Property(l => l.Field).HasMaxLength(40);
        line.Property(l => l.Topic).HasMaxLength(Activity.TopicMax);
        line.Property(l => l.Reason).HasMaxLength(PlanLine.ReasonMax);
        line.Ignore(l => l.Day).Ignore(l => l.Settled);
        line.HasIndex(l => l.UnitId);
        line.HasIndex(l => l.ActivityId);
        line.HasIndex(l => new { l.PlanId, l.FromId }).IsUnique();
        line.HasMany(l => l.People).WithOne().HasForeignKey(p => p.LineId);
    }
}

sealed class PlanRemarkMapping : IEntityTypeConfiguration<PlanRemark>
{
    public void Configure(EntityTypeBuilder<PlanRemark> remark)
    {
        remark.ToTable("plan_remarks");
        remark.Property(r => r.Text).HasMaxLength(PlanRemark.TextMax);
        remark.HasOne(r => r.Plan).WithMany().HasForeignKey(r => r.PlanId);
        remark.HasIndex(r => new { r.PlanId, r.UnitId });
    }
}

sealed class PlanLinePersonMapping : IEntityTypeConfiguration<PlanLinePerson>
{
    public void Configure(EntityTypeBuilder<PlanLinePerson> person)
    {
        person.ToTable("plan_line_people");
        person.HasIndex(p => p.PersonId);
    }
}
