using System.Linq.Expressions;
using Foundation.Data;
using Foundation.Files;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Months;

/// <summary>
/// A file that goes with a report: with a school's part, or with the whole, for the organiser. It stands in every version from the one
/// for which it was added to the last before it was taken out; what was submitted keeps it.
/// </summary>
public sealed class ReportAttachment : ISeen<ReportAttachment>, IHistoric, IContent
{
    public const int NameMax = 100;

    /// <summary>Files that a version holds.</summary>
    public const int Most = 20;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid ReportId { get; init; }
    public MonthlyReport? Report { get; init; }

    /// <summary>The school whose part it belongs to; null where it goes with the whole.</summary>
    public required Guid? UnitId { get; init; }

    /// <summary>What the sender calls it, without an ending.</summary>
    public required string Name { get; init; }
    public required FileKind Kind { get; init; }
    public required long Bytes { get; init; }

    /// <summary>Under which it lies in the folder of attachments.</summary>
    public required Guid FileId { get; init; }

    /// <summary>The first version that has it, and the last one; null while it has not been taken out.</summary>
    public required int FromRound { get; init; }
    public int? UntilRound { get; private set; }
    Guid IHistoric.HistoryId => ReportId;
    (Type, Guid) IContent.Whole => (typeof(MonthlyReport), ReportId);

    public static readonly Problem Missing = new(ProblemKind.Invalid, "attachment.missing", "Choose a file.", "File");
    public static readonly Problem TooLarge = new(ProblemKind.Invalid, "attachment.too-large", "The file is larger than {0} MB. Attach a smaller one, or only the pages that matter.", "File") { Args = [FileLimits.MaxAttachmentMegabytes] };
    public static readonly Problem OtherKind = new(ProblemKind.Invalid, "attachment.kind", "This file is not a PDF, an image (PNG, JPEG) or an office document without macros. Save it as one of these and attach that.", "File");
    public static readonly Problem TooMany = new(ProblemKind.Invalid, "attachment.too-many", "A report has at most {0} attachments. Remove one first.", "File") { Args = [Most] };
    public static readonly Problem NoSuchPart = new(ProblemKind.Invalid, "attachment.no-part", "This school has no part in the report. Choose another, or the whole.", "UnitId");
    public static readonly Problem PartIsGone = new(ProblemKind.Invalid, "attachment.part-gone", "An attachment belongs to a school that has no part in this report any more: {0}. Remove it first.");

    /// <summary>Whoever sees the part it belongs to, in a version that has it: the author at once; when it was submitted the organiser, and of a school's part its heads; those above in the accepted version.</summary>
    public static Expression<Func<ReportAttachment, bool>> SeenBy(Viewer viewer)
    {
        var heads = viewer.SeatsOf(MonthRights.Discuss);
        var organisers = viewer.SeatsOf(MonthRights.Accept);
        var countries = viewer.CountriesOf(MonthRights.ReadAccepted);
        var units = viewer.ReachOf(MonthRights.ReadAccepted);
        return a => a.Report!.PersonId == viewer.PersonId
            || (a.FromRound <= a.Report.Round
                && (organisers.Contains(a.Report.OrganiserUnitId)
                    || (a.UnitId != null && heads.Contains(a.UnitId.Value))
                    || (a.Report.State == ReportState.Accepted && (a.UntilRound == null || a.UntilRound >= a.Report.Round)
                        && (countries.Contains(a.CountryId) || units.Contains(a.Report.OrganiserUnitId) || (a.UnitId != null && units.Contains(a.UnitId.Value))))));
    }

    public bool AddedBy(Viewer viewer) => Report?.PersonId == viewer.PersonId;

    public bool StandsIn(int round) => FromRound <= round && (UntilRound is not { } last || round <= last);

    /// <summary>It came or went since the version that was submitted last.</summary>
    public bool ChangedSince(int round) => StandsIn(round) != StandsIn(round + 1);

    /// <summary>Taken out: the next version has it no more.</summary>
    public void LeaveAfter(int round) => UntilRound = round;

    public string FileName => Name + FileKinds.Ending(Kind);

    /// <summary>A name that no file system stumbles over, without the ending that it claims.</summary>
    public static string NameOf(string sent) => Foundation.Documents.FileName.Safe(WellFormed.Of(Path.GetFileNameWithoutExtension(sent.Replace('\\', '/'))));
}

[Sentence("{0} attached a file.")] public sealed record FileAttached([property: Detail] string? Name) : IRecorded;
[Sentence("{0} took an attached file out.")] public sealed record FileTakenOut([property: Detail] string? Name) : IRecorded;

sealed class ReportAttachmentMapping : IEntityTypeConfiguration<ReportAttachment>
{
    public void Configure(EntityTypeBuilder<ReportAttachment> attachment)
    {
        attachment.ToTable("report_attachments");
        attachment.Ignore(a => a.FileName);
        attachment.Property(a => a.Name).HasMaxLength(ReportAttachment.NameMax);
        attachment.HasOne(a => a.Report).WithMany().HasForeignKey(a => a.ReportId);
        attachment.HasIndex(a => a.ReportId);
        attachment.HasIndex(a => a.FileId).IsUnique();
    }
}
