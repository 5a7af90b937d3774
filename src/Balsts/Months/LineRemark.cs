using System.Linq.Expressions;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Months;

/// <summary>
/// What a head says about one line of the school's part, and what its author answers. It belongs to what was planned or done, not to
/// a version: where the next version still has the line, the thread stands under it there too.
/// </summary>
public sealed class LineRemark : ISeen<LineRemark>, IHistoric, IContent
{
    public const int TextMax = 1000;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid ReportId { get; init; }
    public MonthlyReport? Report { get; init; }
    public required Guid UnitId { get; init; }

    /// <summary>The version of the part that lay before whoever said it, and the line as it stood there.</summary>
    public required Guid SliceId { get; init; }
    public required Guid LineId { get; init; }
    public ReportLine? Line { get; init; }
    public required int Round { get; init; }

    /// <summary>As <see cref="ReportLine.Thread"/>.</summary>
    public required Guid Thread { get; init; }
    public required Guid ById { get; init; }
    public required string Text { get; init; }
    public required DateTime At { get; init; }
    Guid IHistoric.HistoryId => SliceId;
    (Type, Guid) IContent.Whole => (typeof(MonthlyReport), ReportId);

    public static readonly Problem EarlierVersion = new(ProblemKind.Conflict, "line.earlier-version", "This is an earlier version. Write on the last one.", "Text");
    public static readonly Problem NothingToAnswer = new(ProblemKind.Invalid, "line.nothing-to-answer", "Nobody has remarked on this line yet. What you want to say of your own accord belongs in your judgement.", "Text");

    /// <summary>The author of the report, the heads of that very school, and the organiser; nobody above them, also when the report is accepted.</summary>
    public static Expression<Func<LineRemark, bool>> SeenBy(Viewer viewer)
    {
        var (seats, heads) = (viewer.SeatsOf(MonthRights.Accept), viewer.SeatsOf(MonthRights.Discuss));
        return r => r.Report!.PersonId == viewer.PersonId || seats.Contains(r.Report.OrganiserUnitId) || heads.Contains(r.UnitId);
    }

    public bool AddedBy(Viewer viewer) => ById == viewer.PersonId && (Report?.PersonId == viewer.PersonId || viewer.SeatsOf(MonthRights.Discuss).Contains(UnitId));

    public static LineRemark On(ReportLine line, ReportSlice slice, MonthlyReport report, Guid by, string text, DateTime at) => new()
    {
        Id = Guid.CreateVersion7(),
        CountryId = slice.CountryId,
        ReportId = report.Id,
        Report = report,
        UnitId = slice.UnitId,
        SliceId = slice.Id,
        LineId = line.Id,
        Line = line,
        Round = slice.Round,
        Thread = line.Thread,
        ById = by,
        Text = text,
        At = at,
    };

    /// <summary>Whether the viewer is one of the two sides: a head of the school, or the author.</summary>
    public static bool Speaks(ReportSlice slice, MonthlyReport report, Viewer viewer) => report.PersonId == viewer.PersonId || viewer.SeatsOf(MonthRights.Discuss).Contains(slice.UnitId);

    /// <summary>Why one of the two sides cannot write now; null while they can. The author answers, and does not begin.</summary>
    public static Problem? Refused(ReportSlice slice, MonthlyReport report, bool isBegun, Viewer viewer) =>
        report.State == ReportState.Accepted ? MonthlyReport.AcceptedAlready
        : slice.Round != report.Round ? EarlierVersion
        : report.PersonId == viewer.PersonId && !isBegun ? NothingToAnswer : null;
}

// told on the slice, where the school's head reads it; what was said stands in the thread
[Sentence("{0} wrote on the line of {1}.")] public sealed record LineRemarked(DateOnly On) : IRecorded;

sealed class LineRemarkMapping : IEntityTypeConfiguration<LineRemark>
{
    public void Configure(EntityTypeBuilder<LineRemark> remark)
    {
        remark.ToTable("line_remarks");
        remark.Property(r => r.Text).HasMaxLength(LineRemark.TextMax);
        remark.HasOne(r => r.Report).WithMany().HasForeignKey(r => r.ReportId);
        remark.HasOne(r => r.Line).WithMany().HasForeignKey(r => r.LineId);
        remark.HasIndex(r => new { r.ReportId, r.UnitId });
    }
}
