using System.Linq.Expressions;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Sharing;

/// <summary>How far an educator's words reach. What those above see is numbers alone: no row of theirs lies in a layer of its own.</summary>
public enum Layer
{
    [Sentence("The educator alone")] Private,
    [Sentence("The educator and whoever supports them")] Pair,
    [Sentence("Also the school’s leadership")] School,
}

/// <summary>
/// An educator lets more people read something of theirs than those it concerns: their own act, dated, and theirs to take back at any time.
/// What is shared names its decision, so nothing is shared without one.
/// </summary>
public sealed class SharingDecision : ISeen<SharingDecision>, IHistoric, IVersioned
{
    public const int KindMax = 40;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }

    /// <summary>Whose decision it is.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>What kind of thing is shared; its room knows it by this name.</summary>
    public required string Kind { get; init; }
    public required Guid SubjectId { get; init; }
    public required Layer Layer { get; init; }

    /// <summary>Whose leadership reads it.</summary>
    public required Guid UnitId { get; init; }
    public required DateTime MadeAt { get; init; }
    public DateTime? RevokedAt { get; private set; }
    public int Version { get; private set; }

    // told where the thing is: whoever saw it reads there that it was shared, and until when
    Guid IHistoric.HistoryId => SubjectId;

    public static readonly Problem RevokedAlready = new(ProblemKind.Conflict, "sharing.revoked", "This decision was taken back already.");

    /// <summary>Whose it is. Whoever reads what is shared sees it there, not here.</summary>
    public static Expression<Func<SharingDecision, bool>> SeenBy(Viewer viewer) => d => d.PersonId == viewer.PersonId;

    public bool AddedBy(Viewer viewer) => PersonId == viewer.PersonId;

    public static SharingDecision Of(Guid personId, string kind, Guid subjectId, Layer layer, string countryId, Guid unitId, DateTime now) =>
        new() { Id = Guid.CreateVersion7(), CountryId = countryId, PersonId = personId, Kind = kind, SubjectId = subjectId, Layer = layer, UnitId = unitId, MadeAt = now };

    public Outcome Revoke(DateTime now)
    {
        if (RevokedAt is not null) return RevokedAlready;
        RevokedAt = now;
        return Outcome.Done;
    }
}

sealed class SharingDecisionMapping : IEntityTypeConfiguration<SharingDecision>
{
    public void Configure(EntityTypeBuilder<SharingDecision> decision)
    {
        decision.ToTable("sharing_decisions");
        decision.Property(d => d.Kind).HasMaxLength(SharingDecision.KindMax);
        decision.HasIndex(d => new { d.PersonId, d.Id });
        decision.HasIndex(d => d.SubjectId).IsUnique().HasFilter("revoked_at IS NULL"); // two tabs at once make one
    }
}
