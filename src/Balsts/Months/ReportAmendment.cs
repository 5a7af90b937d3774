using System.Linq.Expressions;
using Balsts.Activities;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Months;

public enum AmendmentKind
{
    [Sentence("Added afterwards")] Added,
    [Sentence("Corrected afterwards")] Corrected,
    [Sentence("Removed afterwards")] Removed,
}

/// <summary>A change to an activity of a month whose report was accepted: what it counted for before and after, and why. The accepted version stays as it is; tallies and evidence follow the ledger.</summary>
public sealed class ReportAmendment : ISeen<ReportAmendment>, IHistoric, IContent
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid ReportId { get; init; }
    public MonthlyReport? Report { get; init; }
    public required Guid UnitId { get; init; }
    public required Guid ActivityId { get; init; }
    public required AmendmentKind What { get; init; }
    public DateOnly? OnBefore { get; init; }
    public ActivityKind? KindBefore { get; init; }
    public int? MinutesBefore { get; init; }
    public int? PeopleBefore { get; init; }
    public DateOnly? OnAfter { get; init; }
    public ActivityKind? KindAfter { get; init; }
    public int? MinutesAfter { get; init; }
    public int? PeopleAfter { get; init; }
    public required string Reason { get; init; }
    public required DateTime At { get; init; }
    Guid IHistoric.HistoryId => ReportId;
    (Type, Guid) IContent.Whole => (typeof(MonthlyReport), ReportId);

    public static ReportAmendment Of(MonthlyReport report, Activity activity, ActivityFigures? before, ActivityFigures? after, string reason, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(),
        CountryId = report.CountryId,
        ReportId = report.Id,
        Report = report,
        UnitId = activity.UnitId,
        ActivityId = activity.Id,
        What = before is null ? AmendmentKind.Added : after is null ? AmendmentKind.Removed : AmendmentKind.Corrected,
        OnBefore = before?.On,
        KindBefore = before?.Kind,
        MinutesBefore = before?.Minutes,
        PeopleBefore = before?.People,
        OnAfter = after?.On,
        KindAfter = after?.Kind,
        MinutesAfter = after?.Minutes,
        PeopleAfter = after?.People,
        Reason = reason,
        At = now,
    };

    /// <summary>As the last version of the part it concerns: the author; the heads of that very school; the organiser; those above, because the report was accepted.</summary>
    public static Expression<Func<ReportAmendment, bool>> SeenBy(Viewer viewer)
    {
        var heads = viewer.SeatsOf(MonthRights.Discuss);
        var organisers = viewer.SeatsOf(MonthRights.Accept);
        var countries = viewer.CountriesOf(MonthRights.ReadAccepted);
        var units = viewer.ReachOf(MonthRights.ReadAccepted);
        return a => a.Report!.PersonId == viewer.PersonId
            || heads.Contains(a.UnitId)
            || organisers.Contains(a.Report.OrganiserUnitId)
            || countries.Contains(a.CountryId) || units.Contains(a.UnitId) || units.Contains(a.Report.OrganiserUnitId);
    }

    public bool AddedBy(Viewer viewer) => Report?.PersonId == viewer.PersonId;
}

[Sentence("{0} amended the accepted report, in the part of {1}.")] public sealed record ReportAmended(Guid UnitId) : IRecorded;

sealed class ReportAmendmentMapping : IEntityTypeConfiguration<ReportAmendment>
{
    public void Configure(EntityTypeBuilder<ReportAmendment> amendment)
    {
        amendment.ToTable("report_amendments");
        amendment.Property(a => a.Reason).HasMaxLength(Activity.ReasonMax);
        amendment.HasOne(a => a.Report).WithMany().HasForeignKey(a => a.ReportId);
        amendment.HasIndex(a => new { a.ReportId, a.UnitId });
    }
}
