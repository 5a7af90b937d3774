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

public enum ReportState
{
    [Sentence("Draft")] Draft,
    [Sentence("Submitted")] Submitted,
    [Sentence("Returned")] Returned,
    [Sentence("Accepted")] Accepted,
}

/// <summary>
/// A supporter's report on a month: built from the ledger, with judgement added. Every school turns its key on its own slice, the
/// organiser on the whole. A report that was returned is submitted again as the next round; earlier rounds stay as they were.
/// </summary>
public sealed class MonthlyReport : ISeen<MonthlyReport>, IHistoric, IVersioned
{
    public const int TextMax = 4000;
    public const int RemarkMax = 2000;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid PlanId { get; init; }
    public required Guid PersonId { get; init; }
    public required Guid OrganiserUnitId { get; init; }
    public required Month Month { get; init; }
    public ReportState State { get; private set; } = ReportState.Draft;

    /// <summary>How often it was submitted: 1 the first time.</summary>
    public int Round { get; private set; }

    /// <summary>The supporter's judgement of the month, for the organiser.</summary>
    public string Judgement { get; private set; } = "";

    /// <summary>What comes next.</summary>
    public string Next { get; private set; } = "";
    public DateTime? SubmittedAt { get; private set; }
    public Guid? AcceptedById { get; private set; }
    public DateTime? AcceptedAt { get; private set; }

    /// <summary>What the organiser said when returning or accepting; on accepting past an unturned key, the reason.</summary>
    public string Remark { get; private set; } = "";
    public int Version { get; private set; }
    public List<ReportSlice> Slices { get; private set; } = [];
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem NothingToReport = new(ProblemKind.Invalid, "report.nothing", "There is nothing in this month yet: no planned line and no activity. Log what you did first.");
    public static readonly Problem NotYours = Problem.NotFound;
    public static readonly Problem SubmittedAlready = new(ProblemKind.Conflict, "report.submitted-already", "This report was submitted already. It can be changed when somebody returns it.");
    public static readonly Problem AcceptedAlready = new(ProblemKind.Conflict, "report.accepted-already", "This report was accepted already; the month is closed.");
    public static readonly Problem NotSubmitted = new(ProblemKind.Conflict, "report.not-submitted", "This report has not been submitted, or was returned. Wait until it is submitted again.");
    public static readonly Problem JudgementMissing = new(ProblemKind.Invalid, "report.judgement-missing", "Write your judgement of the month; the figures are filled in for you.", "Judgement");
    public static readonly Problem RemarkMissing = new(ProblemKind.Invalid, "report.remark-missing", "Say what should be changed, so that the author knows.", "Remark");
    public static readonly Problem KeysMissing = new(ProblemKind.Invalid, "report.keys-missing", "Not every school has discussed its part. You can accept without them from {0} on, and then with a reason.", "Remark");
    public static readonly Problem ReasonMissing = new(ProblemKind.Invalid, "report.reason-missing", "Not every school has discussed its part. Give the reason why you accept all the same.", "Remark");
    public static readonly Problem MonthNotOver = new(ProblemKind.Invalid, "report.month-not-begun", "This month has not begun.");

    /// <summary>The author; the organiser once it is submitted; those above when it is accepted.</summary>
    public static Expression<Func<MonthlyReport, bool>> SeenBy(Viewer viewer)
    {
        var seats = viewer.SeatsOf(MonthRights.Accept);
        var countries = viewer.CountriesOf(MonthRights.ReadAccepted);
        var units = viewer.ReachOf(MonthRights.ReadAccepted);
        return r => r.PersonId == viewer.PersonId
            || (r.Round > 0 && seats.Contains(r.OrganiserUnitId))
            || (r.State == ReportState.Accepted && (countries.Contains(r.CountryId) || units.Contains(r.OrganiserUnitId)));
    }

    public bool AddedBy(Viewer viewer) => PersonId == viewer.PersonId && viewer.May(MonthRights.Write);

    public bool CanBeWritten => State is ReportState.Draft or ReportState.Returned;

    public Outcome Write(string judgement, string next)
    {
        if (State == ReportState.Accepted) return AcceptedAlready;
        if (State == ReportState.Submitted) return SubmittedAlready;
        (Judgement, Next) = (judgement.Trim(), next.Trim());
        return Outcome.Done;
    }

    /// <summary>Sends the slices of a new round to the schools and the whole to the organiser. A slice in which nothing changed keeps the key its head turned.</summary>
    public Outcome Submit(IReadOnlyList<ReportSlice> slices, DateTime now)
    {
        if (State == ReportState.Accepted) return AcceptedAlready;
        if (State == ReportState.Submitted) return SubmittedAlready;
        if (slices.Count == 0) return NothingToReport;
        if (Judgement.Length == 0) return JudgementMissing;
        foreach (var slice in slices) slice.KeepKeyOf(CurrentSlices.FirstOrDefault(s => s.UnitId == slice.UnitId));
        (State, Round, SubmittedAt, Remark) = (ReportState.Submitted, Round + 1, now, "");
        Slices.AddRange(slices);
        return Outcome.Done;
    }

    public IEnumerable<ReportSlice> CurrentSlices => Slices.Where(s => s.Round == Round);

    /// <summary>The school's key: discussed, with or without a remark.</summary>
    public Outcome Discuss(ReportSlice slice, Guid by, string remark, DateTime now)
    {
        if (State == ReportState.Accepted) return AcceptedAlready;
        if (State != ReportState.Submitted || slice.Round != Round) return NotSubmitted;
        return slice.Discuss(by, remark.Trim(), now);
    }

    /// <summary>A head sends the report back because of their slice.</summary>
    public Outcome Return(ReportSlice slice, Guid by, string remark, DateTime now)
    {
        if (State == ReportState.Accepted) return AcceptedAlready;
        if (State != ReportState.Submitted || slice.Round != Round) return NotSubmitted;
        if (string.IsNullOrWhiteSpace(remark)) return RemarkMissing;
        slice.Return(by, remark.Trim(), now);
        State = ReportState.Returned;
        return Outcome.Done;
    }

    /// <summary>The organiser sends the whole back.</summary>
    public Outcome Return(string remark)
    {
        if (State == ReportState.Accepted) return AcceptedAlready;
        if (State != ReportState.Submitted) return NotSubmitted;
        if (string.IsNullOrWhiteSpace(remark)) return RemarkMissing;
        (State, Remark) = (ReportState.Returned, remark.Trim());
        return Outcome.Done;
    }

    /// <summary>The organiser's key closes the month: when every school has discussed its part, or when the days for it are over, with a reason.</summary>
    /// <param name="waitUntil">The last day on which heads may still discuss.</param>
    public Outcome Accept(Guid by, string remark, DateOnly today, DateOnly waitUntil, DateTime now, Func<DateOnly, string> show)
    {
        if (State == ReportState.Accepted) return AcceptedAlready;
        if (State != ReportState.Submitted) return NotSubmitted;
        // where head and organiser are one, one key is enough
        var open = CurrentSlices.Where(s => s.Key == SliceKey.Waiting && s.UnitId != OrganiserUnitId).ToList();
        if (open.Count > 0 && today <= waitUntil) return KeysMissing.With(show(waitUntil.AddDays(1)));
        if (open.Count > 0 && string.IsNullOrWhiteSpace(remark)) return ReasonMissing;
        foreach (var slice in open) slice.PassOver();
        foreach (var own in CurrentSlices.Where(s => s.Key == SliceKey.Waiting)) own.Discuss(by, "", now);
        (State, AcceptedById, AcceptedAt, Remark) = (ReportState.Accepted, by, now, remark.Trim());
        return Outcome.Done;
    }
}

public enum SliceKey
{
    [Sentence("Waits for the school")] Waiting,
    [Sentence("Discussed")] Discussed,
    [Sentence("Returned")] Returned,
    [Sentence("Not discussed")] NotDiscussed,
}

/// <summary>What of a report concerns one school, as it was submitted in one round: all that its head sees.</summary>
public sealed class ReportSlice : ISeen<ReportSlice>, IHistoric, IVersioned
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid ReportId { get; init; }
    public required Guid UnitId { get; init; }
    public required int Round { get; init; }

    /// <summary>What the supporter says about this school.</summary>
    public required string Judgement { get; init; }

    /// <summary>What the supporter needs from the school.</summary>
    public required string Needed { get; init; }
    public MonthlyReport? Report { get; private set; }
    public SliceKey Key { get; private set; } = SliceKey.Waiting;
    public Guid? TurnedById { get; private set; }
    public DateTime? TurnedAt { get; private set; }
    public string Remark { get; private set; } = "";
    public int Version { get; private set; }
    public List<ReportLine> Lines { get; private set; } = [];
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem TurnedAlready = new(ProblemKind.Conflict, "slice.turned-already", "This part was discussed already.");

    /// <summary>The author; the heads of that very school; the organiser; those above when the report is accepted.</summary>
    public static Expression<Func<ReportSlice, bool>> SeenBy(Viewer viewer)
    {
        var heads = viewer.SeatsOf(MonthRights.Discuss);
        var organisers = viewer.SeatsOf(MonthRights.Accept);
        var countries = viewer.CountriesOf(MonthRights.ReadAccepted);
        var units = viewer.ReachOf(MonthRights.ReadAccepted);
        return s => s.Report!.PersonId == viewer.PersonId
            || heads.Contains(s.UnitId)
            || organisers.Contains(s.Report.OrganiserUnitId)
            || (s.Report.State == ReportState.Accepted && (countries.Contains(s.CountryId) || units.Contains(s.Report.OrganiserUnitId)));
    }

    public bool AddedBy(Viewer viewer) => viewer.May(MonthRights.Write, CountryId, UnitId);

    internal Outcome Discuss(Guid by, string remark, DateTime now)
    {
        if (Key != SliceKey.Waiting) return TurnedAlready;
        (Key, TurnedById, TurnedAt, Remark) = (SliceKey.Discussed, by, now, remark);
        return Outcome.Done;
    }

    internal void Return(Guid by, string remark, DateTime now) => (Key, TurnedById, TurnedAt, Remark) = (SliceKey.Returned, by, now, remark);

    internal void PassOver() => Key = SliceKey.NotDiscussed;

    internal void KeepKeyOf(ReportSlice? earlier)
    {
        if (earlier is { Key: SliceKey.Discussed } && earlier.Judgement == Judgement && earlier.Needed == Needed && earlier.Lines.Select(l => l.Content).SequenceEqual(Lines.Select(l => l.Content)))
            (Key, TurnedById, TurnedAt, Remark) = (earlier.Key, earlier.TurnedById, earlier.TurnedAt, earlier.Remark);
    }
}

public enum LineMark
{
    [Sentence("Done")] Done,
    [Sentence("Unplanned")] Unplanned,
    [Sentence("Moved")] Moved,
    [Sentence("Dropped")] Dropped,
    [Sentence("Not done")] Open,
}

/// <summary>A line of a submitted report: planned against done, as it stood on the day of submission.</summary>
public sealed class ReportLine : ISeen<ReportLine>, IHistoric
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid SliceId { get; init; }
    public required Guid ReportId { get; init; }
    public ReportSlice? Slice { get; private set; }
    public required Guid? ActivityId { get; init; }
    public required Guid? PlanLineId { get; init; }
    public required DateOnly On { get; init; }
    public required ActivityKind Kind { get; init; }
    public required string Topic { get; init; }

    /// <summary>Who was supported, in the order of their names.</summary>
    public required List<Guid> People { get; init; }
    public required int? PlannedMinutes { get; init; }
    public required int? DoneMinutes { get; init; }
    public required LineMark Mark { get; init; }
    public required string Reason { get; init; }
    public required int Place { get; init; }
    Guid IHistoric.HistoryId => ReportId;

    internal object Content => (ActivityId, On, Kind, Topic, string.Join(',', People), PlannedMinutes, DoneMinutes, Mark, Reason);

    public static Expression<Func<ReportLine, bool>> SeenBy(Viewer viewer)
    {
        var heads = viewer.SeatsOf(MonthRights.Discuss);
        var organisers = viewer.SeatsOf(MonthRights.Accept);
        var countries = viewer.CountriesOf(MonthRights.ReadAccepted);
        var units = viewer.ReachOf(MonthRights.ReadAccepted);
        return l => l.Slice!.Report!.PersonId == viewer.PersonId
            || heads.Contains(l.Slice.UnitId)
            || organisers.Contains(l.Slice.Report.OrganiserUnitId)
            || (l.Slice.Report.State == ReportState.Accepted && (countries.Contains(l.CountryId) || units.Contains(l.Slice.Report.OrganiserUnitId)));
    }

    public bool AddedBy(Viewer viewer) => viewer.May(MonthRights.Write);
}

[Sentence("{0} began the report.")] public sealed record ReportBegun : IRecorded;
[Sentence("{0} wrote the report.")] public sealed record ReportWritten : IRecorded;
[Sentence("{0} submitted version {1} of the report.")] public sealed record ReportSubmitted(int Round) : IRecorded;
[Sentence("{0} discussed the part of {1}.")] public sealed record SliceDiscussed(Guid UnitId, [Detail] string Remark) : IRecorded;
[Sentence("{0} returned the report because of the part of {1}.")] public sealed record SliceReturned(Guid UnitId, [Detail] string Remark) : IRecorded;
[Sentence("{0} sent the part of {1}, version {2}.")] public sealed record SliceSent(Guid UnitId, int Round) : IRecorded;
[Sentence("{0} returned the report.")] public sealed record ReportReturned([property: Detail] string Remark) : IRecorded;
[Sentence("{0} accepted the report; the month is closed.")] public sealed record ReportAccepted([property: Detail] string Remark) : IRecorded;

sealed class MonthlyReportMapping : IEntityTypeConfiguration<MonthlyReport>
{
    public void Configure(EntityTypeBuilder<MonthlyReport> report)
    {
        report.ToTable("monthly_reports");
        report.Property(r => r.Judgement).HasMaxLength(MonthlyReport.TextMax);
        report.Property(r => r.Next).HasMaxLength(MonthlyReport.TextMax);
        report.Property(r => r.Remark).HasMaxLength(MonthlyReport.RemarkMax);
        report.Ignore(r => r.CurrentSlices).Ignore(r => r.CanBeWritten);
        report.HasIndex(r => r.PlanId).IsUnique();
        report.HasIndex(r => new { r.PersonId, r.Month });
        report.HasIndex(r => new { r.OrganiserUnitId, r.Month });
        report.HasMany(r => r.Slices).WithOne(s => s.Report).HasForeignKey(s => s.ReportId);
    }
}

sealed class ReportSliceMapping : IEntityTypeConfiguration<ReportSlice>
{
    public void Configure(EntityTypeBuilder<ReportSlice> slice)
    {
        slice.ToTable("report_slices");
        slice.Property(s => s.Judgement).HasMaxLength(MonthlyReport.TextMax);
        slice.Property(s => s.Needed).HasMaxLength(MonthlyReport.TextMax);
        slice.Property(s => s.Remark).HasMaxLength(MonthlyReport.RemarkMax);
        slice.HasIndex(s => new { s.ReportId, s.UnitId, s.Round }).IsUnique();
        slice.HasIndex(s => s.UnitId);
        slice.HasMany(s => s.Lines).WithOne(l => l.Slice).HasForeignKey(l => l.SliceId);
    }
}

sealed class ReportLineMapping : IEntityTypeConfiguration<ReportLine>
{
    public void Configure(EntityTypeBuilder<ReportLine> line)
    {
        line.ToTable("report_lines");
        line.Property(l => l.Topic).HasMaxLength(Activity.TopicMax);
        line.Property(l => l.Reason).HasMaxLength(PlanLine.ReasonMax);
        line.HasIndex(l => l.ReportId);
    }
}
