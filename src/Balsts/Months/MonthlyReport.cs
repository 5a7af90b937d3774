using System.Linq.Expressions;
using Balsts.Activities;
using Balsts.Units;
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
/// organiser on the whole. A report that was returned is submitted again as the next round; earlier rounds stay as they were. What
/// the author is still writing lies in the <see cref="ReportDraft"/>, which nobody else sees.
/// </summary>
[Traced(nameof(PersonId))]
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
    public DateTime? SubmittedAt { get; private set; }
    public Guid? AcceptedById { get; private set; }
    public DateTime? AcceptedAt { get; private set; }
    public int Version { get; private set; }
    public List<ReportRound> Rounds { get; private set; } = [];
    public List<ReportSlice> Slices { get; private set; } = [];
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem NothingToReport = new(ProblemKind.Invalid, "report.nothing", "There is nothing in this month yet: no planned line and no activity. Log what you did first.");
    public static readonly Problem SubmittedAlready = new(ProblemKind.Conflict, "report.submitted-already", "This report was submitted already. It can be changed when somebody returns it.");
    public static readonly Problem AcceptedAlready = new(ProblemKind.Conflict, "report.accepted-already", "This report was accepted already; the month is closed.");
    public static readonly Problem NotSubmitted = new(ProblemKind.Conflict, "report.not-submitted", "This report has not been submitted, or was returned. Wait until it is submitted again.");
    public static readonly Problem JudgementMissing = new(ProblemKind.Invalid, "report.judgement-missing", "Write your judgement of the month; the figures are filled in for you.", "Judgement");
    public static readonly Problem RemarkMissing = new(ProblemKind.Invalid, "report.remark-missing", "Say what should be changed, so that the author knows.", "Remark");
    public static readonly Problem KeysMissing = new(ProblemKind.Invalid, "report.keys-missing", "Not every school has discussed its part. You can accept without them from {0} on, and then with a reason.", "Remark");
    public static readonly Problem ReasonMissing = new(ProblemKind.Invalid, "report.reason-missing", "Not every school has discussed its part. Give the reason why you accept all the same.", "Remark");
    public static readonly Problem MonthNotBegun = new(ProblemKind.Invalid, "report.month-not-begun", "This month has not begun.");
    public static readonly Problem OwnReport = new(ProblemKind.Invalid, "report.own", "Nobody turns a key on their own report. Ask somebody else who leads here.");

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

    public bool AddedBy(Viewer viewer) => PersonId == viewer.PersonId;

    /// <summary>Why the month cannot be changed; null while it can.</summary>
    public Problem? Closed => State switch { ReportState.Accepted => AcceptedAlready, ReportState.Submitted => SubmittedAlready, _ => null };

    /// <summary>Sends the slices of a new round to the schools and the whole to the organiser. A slice in which nothing changed keeps the key its head turned.</summary>
    /// <param name="judgement">What the month gave.</param>
    /// <param name="next">What comes next.</param>
    /// <param name="slices">The parts of the schools.</param>
    /// <param name="today">The day it is where the report lies.</param>
    /// <param name="now">The instant.</param>
    /// <param name="otherFiles">Schools whose part has other attachments than the version before: they look again.</param>
    public Outcome Submit(string judgement, string next, IReadOnlyList<ReportSlice> slices, DateOnly today, DateTime now, IReadOnlyCollection<Guid>? otherFiles = null)
    {
        if (Closed is { } closed) return closed;
        if (today < Month.First) return MonthNotBegun;
        if (slices.Count == 0) return NothingToReport;
        if (string.IsNullOrWhiteSpace(judgement)) return JudgementMissing;
        foreach (var slice in slices.Where(s => otherFiles?.Contains(s.UnitId) != true)) slice.KeepKeyOf(CurrentSlices.FirstOrDefault(s => s.UnitId == slice.UnitId));
        (State, Round, SubmittedAt) = (ReportState.Submitted, Round + 1, now);
        Rounds.Add(new() { Id = Guid.CreateVersion7(), CountryId = CountryId, ReportId = Id, Number = Round, Judgement = judgement.Trim(), Next = next.Trim(), SubmittedAt = now });
        Slices.AddRange(slices);
        return Outcome.Done;
    }

    /// <summary>The last day on which a head may still discuss before the organiser need not wait: working days after the submission, as the country counts them.</summary>
    public static DateOnly DiscussUntil(DateTime submittedAt, CountryPack pack)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(submittedAt, DateTimeKind.Utc), pack.Zone));
        return pack.WorkingDaysAround(day).Add(day, pack.DiscussWorkingDays);
    }

    /// <summary>A school's key as those who wait read it: what was not turned in its days is "not discussed", though the head may still turn it. Where head and organiser are one, nobody waits.</summary>
    public static SliceKey KeyShown(SliceKey key, ReportState state, bool isOrganisers, DateOnly today, DateOnly until) =>
        key == SliceKey.Waiting && state == ReportState.Submitted && !isOrganisers && today > until ? SliceKey.NotDiscussed : key;

    public SliceKey KeyShown(ReportSlice slice, DateOnly today, CountryPack pack) =>
        slice.Round == Round && SubmittedAt is { } sent ? KeyShown(slice.Key, State, slice.UnitId == OrganiserUnitId, today, DiscussUntil(sent, pack)) : slice.Key;

    public IEnumerable<ReportSlice> CurrentSlices => Slices.Where(s => s.Round == Round);
    ReportRound CurrentRound => Rounds.Single(r => r.Number == Round);

    /// <summary>The school's key: discussed, with or without a remark.</summary>
    public Outcome Discuss(ReportSlice slice, Guid by, string remark, DateTime now) =>
        KeyRefused(by, slice) is { } refused ? refused : slice.Discuss(by, remark.Trim(), now);

    /// <summary>A head sends the report back because of their slice.</summary>
    public Outcome Return(ReportSlice slice, Guid by, string remark, DateTime now)
    {
        if (KeyRefused(by, slice) is { } refused) return refused;
        if (string.IsNullOrWhiteSpace(remark)) return RemarkMissing;
        if (slice.Return(by, remark.Trim(), now).Problem is { } turned) return turned;
        State = ReportState.Returned;
        return Outcome.Done;
    }

    /// <summary>The organiser sends the whole back.</summary>
    public Outcome Return(Guid by, string remark)
    {
        if (KeyRefused(by) is { } refused) return refused;
        if (string.IsNullOrWhiteSpace(remark)) return RemarkMissing;
        CurrentRound.Say(remark.Trim());
        State = ReportState.Returned;
        return Outcome.Done;
    }

    /// <summary>The organiser's key closes the month: when every school has discussed its part, or when the days for it are over, with a reason.</summary>
    /// <param name="by">Who accepts for the organiser.</param>
    /// <param name="remark">The reason, where a school has not discussed its part.</param>
    /// <param name="today">The day it is where the report lies.</param>
    /// <param name="waitUntil">The last day on which heads may still discuss.</param>
    /// <param name="now">The instant.</param>
    public Outcome Accept(Guid by, string remark, DateOnly today, DateOnly waitUntil, DateTime now)
    {
        if (KeyRefused(by) is { } refused) return refused;
        var open = OpenKeys.ToList();
        if (open.Count > 0 && today <= waitUntil) return KeysMissing.With(waitUntil.AddDays(1));
        if (open.Count > 0 && string.IsNullOrWhiteSpace(remark)) return ReasonMissing;
        foreach (var slice in open) slice.PassOver();
        foreach (var own in CurrentSlices.Where(s => s.Key == SliceKey.Waiting)) own.Discuss(by, "", now);
        CurrentRound.Say(remark.Trim());
        (State, AcceptedById, AcceptedAt) = (ReportState.Accepted, by, now);
        return Outcome.Done;
    }

    /// <summary>The schools whose key the organiser waits for. Where head and organiser are one, one key is enough.</summary>
    public IEnumerable<ReportSlice> OpenKeys => CurrentSlices.Where(s => s.Key == SliceKey.Waiting && s.UnitId != OrganiserUnitId);

    Problem? KeyRefused(Guid by, ReportSlice? slice = null)
    {
        if (State == ReportState.Accepted) return AcceptedAlready;
        if (State != ReportState.Submitted || (slice is not null && slice.Round != Round)) return NotSubmitted;
        return by == PersonId ? OwnReport : null;
    }
}

/// <summary>What the author is writing: the judgement of the month, what comes next, and a word for each school. Nobody else sees it.</summary>
public sealed class ReportDraft : ISeen<ReportDraft>, IHistoric, IVersioned, IContent
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid ReportId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>The supporter's judgement of the month, for the organiser.</summary>
    public string Judgement { get; private set; } = "";

    /// <summary>What comes next.</summary>
    public string Next { get; private set; } = "";
    public DateTime WrittenAt { get; private set; }
    public int Version { get; private set; }
    public List<DraftPart> Parts { get; private set; } = [];
    Guid IHistoric.HistoryId => ReportId;
    (Type, Guid) IContent.Whole => (typeof(MonthlyReport), ReportId);
    bool IContent.IsOpenTo(Guid personId) => true; // nobody else sees it

    public static Expression<Func<ReportDraft, bool>> SeenBy(Viewer viewer) => d => d.PersonId == viewer.PersonId;
    public bool AddedBy(Viewer viewer) => PersonId == viewer.PersonId;

    public void Write(string judgement, string next, DateTime now) => (Judgement, Next, WrittenAt) = (judgement.Trim(), next.Trim(), now);

    /// <summary>A word for one school.</summary>
    public void WriteOn(Guid unitId, string judgement, string needed)
    {
        if (Parts.FirstOrDefault(p => p.UnitId == unitId) is not { } part) Parts.Add(part = new() { Id = Guid.CreateVersion7(), CountryId = CountryId, DraftId = Id, ReportId = ReportId, UnitId = unitId });
        part.Write(judgement.Trim(), needed.Trim());
    }
}

/// <summary>What the author is writing for one school.</summary>
public sealed class DraftPart : IHistoric, IContent
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid DraftId { get; init; }
    public required Guid ReportId { get; init; }
    public required Guid UnitId { get; init; }
    public string Judgement { get; private set; } = "";
    public string Needed { get; private set; } = "";
    Guid IHistoric.HistoryId => ReportId;
    (Type, Guid) IContent.Whole => (typeof(MonthlyReport), ReportId);
    bool IContent.IsOpenTo(Guid personId) => true;

    internal void Write(string judgement, string needed) => (Judgement, Needed) = (judgement, needed);
}

/// <summary>A version of the report as it was submitted: what the author told the organiser, and what the organiser answered.</summary>
public sealed class ReportRound : ISeen<ReportRound>, IHistoric, IContent
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid ReportId { get; init; }
    public MonthlyReport? Report { get; private set; }

    /// <summary>1 the first time.</summary>
    public required int Number { get; init; }
    public required string Judgement { get; init; }
    public required string Next { get; init; }
    public required DateTime SubmittedAt { get; init; }

    /// <summary>What the organiser said when returning or accepting; on accepting past an unturned key, the reason.</summary>
    public string Remark { get; private set; } = "";
    Guid IHistoric.HistoryId => ReportId;
    (Type, Guid) IContent.Whole => (typeof(MonthlyReport), ReportId);

    /// <summary>The author and the organiser; those above only the version that was accepted.</summary>
    public static Expression<Func<ReportRound, bool>> SeenBy(Viewer viewer)
    {
        var seats = viewer.SeatsOf(MonthRights.Accept);
        var countries = viewer.CountriesOf(MonthRights.ReadAccepted);
        var units = viewer.ReachOf(MonthRights.ReadAccepted);
        return r => r.Report!.PersonId == viewer.PersonId
            || seats.Contains(r.Report.OrganiserUnitId)
            || (r.Report.State == ReportState.Accepted && r.Number == r.Report.Round && (countries.Contains(r.CountryId) || units.Contains(r.Report.OrganiserUnitId)));
    }

    public bool AddedBy(Viewer viewer) => Report?.PersonId == viewer.PersonId;

    internal void Say(string remark) => Remark = remark;
}

public enum SliceKey
{
    [Sentence("Waits for the school")] Waiting,
    [Sentence("Discussed")] Discussed,
    [Sentence("Returned")] Returned,
    [Sentence("Not discussed")] NotDiscussed,
}

/// <summary>What of a report concerns one school, as it was submitted in one round: all that its head sees.</summary>
public sealed class ReportSlice : ISeen<ReportSlice>, IHistoric, IVersioned, IContent
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
    (Type, Guid) IContent.Whole => (typeof(MonthlyReport), ReportId);

    public static readonly Problem TurnedAlready = new(ProblemKind.Conflict, "slice.turned-already", "This part was discussed already.");

    /// <summary>The author; the heads of that very school; the organiser; those above the school or the organiser only what was accepted.</summary>
    public static Expression<Func<ReportSlice, bool>> SeenBy(Viewer viewer)
    {
        var heads = viewer.SeatsOf(MonthRights.Discuss);
        var organisers = viewer.SeatsOf(MonthRights.Accept);
        var countries = viewer.CountriesOf(MonthRights.ReadAccepted);
        var units = viewer.ReachOf(MonthRights.ReadAccepted);
        return s => s.Report!.PersonId == viewer.PersonId
            || heads.Contains(s.UnitId)
            || organisers.Contains(s.Report.OrganiserUnitId)
            || (s.Report.State == ReportState.Accepted && s.Round == s.Report.Round
                && (countries.Contains(s.CountryId) || units.Contains(s.UnitId) || units.Contains(s.Report.OrganiserUnitId)));
    }

    public bool AddedBy(Viewer viewer) => Report?.PersonId == viewer.PersonId;

    internal Outcome Discuss(Guid by, string remark, DateTime now)
    {
        if (Key != SliceKey.Waiting) return TurnedAlready;
        (Key, TurnedById, TurnedAt, Remark) = (SliceKey.Discussed, by, now, remark);
        return Outcome.Done;
    }

    /// <summary>Only a key that was not turned can send the report back.</summary>
    internal Outcome Return(Guid by, string remark, DateTime now)
    {
        if (Key != SliceKey.Waiting) return TurnedAlready;
        (Key, TurnedById, TurnedAt, Remark) = (SliceKey.Returned, by, now, remark);
        return Outcome.Done;
    }

    internal void PassOver() => Key = SliceKey.NotDiscussed;

    internal void KeepKeyOf(ReportSlice? earlier)
    {
        if (earlier is { Key: SliceKey.Discussed } && earlier.Judgement == Judgement && earlier.Needed == Needed && earlier.Content.SequenceEqual(Content))
            (Key, TurnedById, TurnedAt, Remark) = (earlier.Key, earlier.TurnedById, earlier.TurnedAt, earlier.Remark);
    }

    // the database gives the lines back in any order
    IEnumerable<object> Content => Lines.OrderBy(l => l.Place).Select(l => l.Content);
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
public sealed class ReportLine : ISeen<ReportLine>, IHistoric, IContent
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid SliceId { get; init; }
    public required Guid ReportId { get; init; }
    public ReportSlice? Slice { get; private set; }
    public required Guid? ActivityId { get; init; }
    public required Guid? PlanLineId { get; init; }
    public required DateOnly On { get; init; }

    /// <summary>The day to which a planned line was moved.</summary>
    public required DateOnly? MovedTo { get; init; }
    public required ActivityKind Kind { get; init; }
    public required string Topic { get; init; }

    /// <summary>Who was supported, in the order of their names.</summary>
    public required List<Guid> People { get; init; }
    public required int? PlannedMinutes { get; init; }
    public required int? DoneMinutes { get; init; }
    public required LineMark Mark { get; init; }
    public required string Reason { get; init; }

    /// <summary>The goal that it served. What the goal says is read through the goal, by those who see it.</summary>
    public Guid? GoalId { get; init; }
    public required int Place { get; init; }
    Guid IHistoric.HistoryId => ReportId;
    (Type, Guid) IContent.Whole => (typeof(MonthlyReport), ReportId);

    /// <summary>The same in every version: what was planned, or, where nothing was, what was done.</summary>
    public Guid Thread => PlanLineId ?? ActivityId ?? Id;

    internal object Content => (ActivityId, On, MovedTo, Kind, Topic, string.Join(',', People), PlannedMinutes, DoneMinutes, Mark, Reason);

    public static Expression<Func<ReportLine, bool>> SeenBy(Viewer viewer)
    {
        var heads = viewer.SeatsOf(MonthRights.Discuss);
        var organisers = viewer.SeatsOf(MonthRights.Accept);
        var countries = viewer.CountriesOf(MonthRights.ReadAccepted);
        var units = viewer.ReachOf(MonthRights.ReadAccepted);
        return l => l.Slice!.Report!.PersonId == viewer.PersonId
            || heads.Contains(l.Slice.UnitId)
            || organisers.Contains(l.Slice.Report.OrganiserUnitId)
            || (l.Slice.Report.State == ReportState.Accepted && l.Slice.Round == l.Slice.Report.Round
                && (countries.Contains(l.CountryId) || units.Contains(l.Slice.UnitId) || units.Contains(l.Slice.Report.OrganiserUnitId)));
    }

    public bool AddedBy(Viewer viewer) => Slice?.Report?.PersonId == viewer.PersonId;
}

// Told on the report, where author and organiser read it, and on the slice, where the school's head does; what was said only on the slice.
[Sentence("{0} began the report.")] public sealed record ReportBegun : IRecorded;
[Sentence("{0} wrote the report.")] public sealed record ReportWritten : IRecorded;
[Sentence("{0} submitted version {1} of the report.")] public sealed record ReportSubmitted(int Round) : IRecorded;
[Sentence("{0} sent the part of {1}, version {2}.")] public sealed record SliceSent(Guid UnitId, int Round) : IRecorded;
[Sentence("{0} discussed the part of {1}.")] public sealed record SliceDiscussed(Guid UnitId, [property: Detail] string? Remark = null) : IRecorded;
[Sentence("{0} returned the report because of the part of {1}.")] public sealed record SliceReturned(Guid UnitId, [property: Detail] string? Remark = null) : IRecorded;
[Sentence("{0} returned the report.")] public sealed record ReportReturned([property: Detail] string? Remark = null) : IRecorded;
[Sentence("{0} accepted the report, although not every school had discussed its part; the month is closed.")] public sealed record ReportAcceptedWithout(int Schools, [property: Detail] string? Reason = null) : IRecorded;
[Sentence("{0} accepted the report; the part of {1} was not discussed in time.")] public sealed record SlicePassedOver(Guid UnitId) : IRecorded;
[Sentence("{0} accepted the report; the month is closed.")] public sealed record ReportAccepted([property: Detail] string? Remark = null) : IRecorded;

sealed class MonthlyReportMapping : IEntityTypeConfiguration<MonthlyReport>
{
    public void Configure(EntityTypeBuilder<MonthlyReport> report)
    {
        report.ToTable("monthly_reports");
        report.Ignore(r => r.CurrentSlices).Ignore(r => r.OpenKeys).Ignore(r => r.Closed);
        report.HasIndex(r => r.PlanId).IsUnique();
        report.HasIndex(r => new { r.PersonId, r.Month });
        report.HasIndex(r => new { r.OrganiserUnitId, r.Month });
        report.HasMany(r => r.Rounds).WithOne(r => r.Report).HasForeignKey(r => r.ReportId);
        report.HasMany(r => r.Slices).WithOne(s => s.Report).HasForeignKey(s => s.ReportId);
    }
}

sealed class ReportDraftMapping : IEntityTypeConfiguration<ReportDraft>
{
    public void Configure(EntityTypeBuilder<ReportDraft> draft)
    {
        draft.ToTable("report_drafts");
        draft.Property(d => d.Judgement).HasMaxLength(MonthlyReport.TextMax);
        draft.Property(d => d.Next).HasMaxLength(MonthlyReport.TextMax);
        draft.HasIndex(d => d.ReportId).IsUnique();
        draft.HasMany(d => d.Parts).WithOne().HasForeignKey(p => p.DraftId);
    }
}

sealed class DraftPartMapping : IEntityTypeConfiguration<DraftPart>
{
    public void Configure(EntityTypeBuilder<DraftPart> part)
    {
        part.ToTable("report_draft_parts");
        part.Property(p => p.Judgement).HasMaxLength(MonthlyReport.TextMax);
        part.Property(p => p.Needed).HasMaxLength(MonthlyReport.TextMax);
        part.HasIndex(p => new { p.DraftId, p.UnitId }).IsUnique();
    }
}

sealed class ReportRoundMapping : IEntityTypeConfiguration<ReportRound>
{
    public void Configure(EntityTypeBuilder<ReportRound> round)
    {
        round.ToTable("report_rounds");
        round.Property(r => r.Judgement).HasMaxLength(MonthlyReport.TextMax);
        round.Property(r => r.Next).HasMaxLength(MonthlyReport.TextMax);
        round.Property(r => r.Remark).HasMaxLength(MonthlyReport.RemarkMax);
        round.HasIndex(r => new { r.ReportId, r.Number }).IsUnique();
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
        line.Ignore(l => l.Thread);
        line.HasIndex(l => l.ReportId);
        line.HasIndex(l => l.ActivityId);
    }
}
