using System.Linq.Expressions;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Observations;

/// <summary>What kind of thing was noted.</summary>
public enum EntryKind
{
    [Sentence("Note")] Note,
    [Sentence("Mark")] Mark,
    [Sentence("What was seen")] Evidence,
    [Sentence("Snapshot")] Snapshot,
    [Sentence("Taken back")] TakenBack,
}

/// <summary>
/// One thing noted during a lesson, at a moment. Entries are added and never changed: what is put right is a later entry, so that those of a device without a network find their place
/// whenever they arrive, and none arrives twice.
/// </summary>
public sealed class VisitEntry : ISeen<VisitEntry>, IHistoric, IContent, IPlaced
{
    public const int TextMax = 2000;
    public const int CodeMax = 160;
    public const int ValueMax = 40;

    /// <summary>The most entries in one sending, and in one visit.</summary>
    public const int AtOnceMax = 200;
    public const int Max = 2000;

    /// <summary>Made where it was noted: the same id arrives once.</summary>
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid ObservationId { get; init; }
    public Observation? Observation { get; init; }
    public required Guid VisitId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>Who noted it.</summary>
    public required Guid ById { get; init; }
    public required Guid UnitId { get; init; }
    public required DateOnly On { get; init; }

    /// <summary>When it was noted, by the clock of the device.</summary>
    public required DateTime At { get; init; }
    public required EntryKind Kind { get; init; }

    /// <summary>What of the form it is about: an indicator, a behaviour, or a snapshot as “2.1.question” (the first in the second segment). Of a note: the indicator that it belongs to, or nothing.</summary>
    public string Code { get; init; } = "";

    /// <summary>The level, “not-applicable”, “not-seen”, or the answer of a snapshot; nothing takes an earlier one away.</summary>
    public string Value { get; init; } = "";
    public string Text { get; init; } = "";

    /// <summary>The entry that is taken back.</summary>
    public Guid? TakesBackId { get; init; }
    Guid IHistoric.HistoryId => VisitId;
    (Type, Guid) IContent.Whole => (typeof(Observation), ObservationId);
    bool IContent.IsOpenTo(Guid personId) => PersonId == personId || ById == personId;

    public static readonly Problem Unfit = new(ProblemKind.Invalid, "entry.unfit", "The form has nothing like “{0}”. Look at the form that this visit began with.", "Entries");
    public static readonly Problem Empty = new(ProblemKind.Invalid, "entry.empty", "Write what you saw.", "Note");
    public static readonly Problem Missing = new(ProblemKind.Conflict, "entry.missing", "The form asks for a few words here before the visit is ended: {0}");
    public static readonly Problem Full = new(ProblemKind.Conflict, "entry.full", "A visit has room for {0} entries.") { Args = [Max] };
    public static readonly Problem Elsewhere = new(ProblemKind.Conflict, "entry.elsewhere", "An entry with this id stands in another visit.");

    /// <summary>Who noted it; the educator from their self-evaluation or the feedback on; the school's leadership where the educator shares the visit.</summary>
    public static Expression<Func<VisitEntry, bool>> SeenBy(Viewer viewer)
    {
        var (me, heads) = (viewer.PersonId, viewer.SeatsOf(VisitRights.ReadShared));
        return e => e.ById == me || (e.Observation!.OpenedAt != null && e.PersonId == me) || (e.Observation!.SharingId != null && heads.Contains(e.UnitId));
    }

    public bool AddedBy(Viewer viewer) => ById == viewer.PersonId && Observation?.ObserverId == ById;
}

sealed class VisitEntryMapping : IEntityTypeConfiguration<VisitEntry>
{
    public void Configure(EntityTypeBuilder<VisitEntry> entry)
    {
        entry.ToTable("visit_entries");
        entry.Property(e => e.Code).HasMaxLength(VisitEntry.CodeMax);
        entry.Property(e => e.Value).HasMaxLength(VisitEntry.ValueMax);
        entry.Property(e => e.Text).HasMaxLength(VisitEntry.TextMax);
        entry.HasIndex(e => new { e.ObservationId, e.At });
        entry.HasIndex(e => e.PersonId);
        entry.HasIndex(e => e.ById);
    }
}
