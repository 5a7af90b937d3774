using System.Linq.Expressions;
using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Activities.Tallies;

/// <summary>How much support of a kind and a field there was in a month in a unit and in everything that stood below it then.</summary>
public sealed class UnitTally : ISeen<UnitTally>, IPlaced, IDerived
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid UnitId { get; init; }
    public required Month Month { get; init; }
    public required ActivityKind Kind { get; init; }

    /// <summary>A support field of the country pack; empty where the support had none.</summary>
    public required string Field { get; init; }
    public required int Activities { get; init; }
    public required int Minutes { get; init; }
    public required int WithGoal { get; init; }
    public required int WithNeed { get; init; }
    public required int Contacts { get; init; }

    internal Figures Figures => new(Activities, Minutes, WithGoal, WithNeed, Contacts);

    internal static UnitTally Of(string countryId, TallyKey key, Figures figures) => new()
    {
        Id = Guid.CreateVersion7(), CountryId = countryId, UnitId = key.UnitId, Month = key.Month, Kind = key.Kind, Field = key.Field,
        Activities = figures.Activities, Minutes = figures.Minutes, WithGoal = figures.WithGoal, WithNeed = figures.WithNeed, Contacts = figures.Contacts,
    };

    /// <summary>Whoever reads facts of support in the unit.</summary>
    public static Expression<Func<UnitTally, bool>> SeenBy(Viewer viewer) => Sight.Within<UnitTally>(viewer, ActivityRights.Read);
    public bool AddedBy(Viewer viewer) => false;
}

/// <summary>By what support is counted.</summary>
public readonly record struct TallyKey(Guid UnitId, Month Month, ActivityKind Kind, string Field);

/// <summary>How many minutes were worked under an appointment in a month.</summary>
public sealed class LoadUsed : ISeen<LoadUsed>, IPlaced, IDerived
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid AppointmentId { get; init; }

    /// <summary>Who holds the appointment.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>Where the post is held.</summary>
    public required Guid UnitId { get; init; }
    public required Month Month { get; init; }
    public required int Activities { get; init; }
    public required int Minutes { get; init; }

    /// <summary>The holder, and those who lead the very unit where the post is held: a load is nothing for everybody above.</summary>
    public static Expression<Func<LoadUsed, bool>> SeenBy(Viewer viewer)
    {
        var (me, seats) = (viewer.PersonId, viewer.SeatsOf(ActivityRights.Read));
        return l => l.PersonId == me || seats.Contains(l.UnitId);
    }

    public bool AddedBy(Viewer viewer) => false;
}

sealed class UnitTallyMapping : IEntityTypeConfiguration<UnitTally>
{
    public void Configure(EntityTypeBuilder<UnitTally> tally)
    {
        tally.ToTable("unit_tallies");
        tally.Property(t => t.Field).HasMaxLength(40);
        tally.Ignore(t => t.Figures);
        tally.HasIndex(t => new { t.UnitId, t.Month, t.Kind, t.Field }).IsUnique();
        tally.HasIndex(t => new { t.CountryId, t.Month });
    }
}

sealed class LoadUsedMapping : IEntityTypeConfiguration<LoadUsed>
{
    public void Configure(EntityTypeBuilder<LoadUsed> load)
    {
        load.ToTable("loads_used");
        load.HasIndex(l => new { l.AppointmentId, l.Month }).IsUnique();
        load.HasIndex(l => new { l.CountryId, l.Month });
    }
}
