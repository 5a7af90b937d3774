using System.Linq.Expressions;
using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Activities.Tallies;

/// <summary>
/// What one change of the ledger adds to the tallies or takes away: written in the transaction of the change, never changed, folded into
/// the tallies and then gone. Nobody reads it but the system.
/// </summary>
public sealed class ActivityDelta : ISeen<ActivityDelta>, IDerived
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid UnitId { get; init; }
    public required Guid AppointmentId { get; init; }

    /// <summary>Who gave the support: the holder of the appointment.</summary>
    public required Guid PersonId { get; init; }
    public required Month Month { get; init; }
    public required ActivityKind Kind { get; init; }
    public required string Field { get; init; }
    public required int Activities { get; init; }
    public required int Minutes { get; init; }
    public required int WithGoal { get; init; }
    public required int WithNeed { get; init; }
    public required int Contacts { get; init; }

    internal Figures Figures => new(Activities, Minutes, WithGoal, WithNeed, Contacts);

    /// <param name="people">How many received it.</param>
    /// <param name="adds">Otherwise it takes away.</param>
    internal static ActivityDelta Of(Activity activity, int people, bool adds)
    {
        var figures = adds ? Figures.Of(activity, people) : -Figures.Of(activity, people);
        return new()
        {
            Id = Guid.CreateVersion7(), CountryId = activity.CountryId, UnitId = activity.UnitId, AppointmentId = activity.AppointmentId, PersonId = activity.AuthorId, Month = Month.Of(activity.On), Kind = activity.Kind, Field = activity.Field,
            Activities = figures.Activities, Minutes = figures.Minutes, WithGoal = figures.WithGoal, WithNeed = figures.WithNeed, Contacts = figures.Contacts,
        };
    }

    public static Expression<Func<ActivityDelta, bool>> SeenBy(Viewer viewer) => Sight.Nothing<ActivityDelta>();
    public bool AddedBy(Viewer viewer) => false;
}

/// <summary>A person received support in a school year, or other support than before: what is kept of that year is to be made anew.</summary>
public sealed class TouchedYear : ISeen<TouchedYear>, IDerived
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>The school year, by the calendar year in which it begins.</summary>
    public required int Year { get; init; }

    public static Expression<Func<TouchedYear, bool>> SeenBy(Viewer viewer) => Sight.Nothing<TouchedYear>();
    public bool AddedBy(Viewer viewer) => false;
}

/// <summary>A unit was placed elsewhere in a time for which support was counted: the country's tallies of that school year are to be counted anew.</summary>
public sealed class MovedYear : ISeen<MovedYear>, IDerived
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required int Year { get; init; }

    public static Expression<Func<MovedYear, bool>> SeenBy(Viewer viewer) => Sight.Nothing<MovedYear>();
    public bool AddedBy(Viewer viewer) => false;
}

sealed class ActivityDeltaMapping : IEntityTypeConfiguration<ActivityDelta>
{
    public void Configure(EntityTypeBuilder<ActivityDelta> delta)
    {
        delta.ToTable("activity_deltas");
        delta.Property(d => d.Field).HasMaxLength(40);
        delta.Ignore(d => d.Figures);
        delta.HasIndex(d => d.AppointmentId);
    }
}

sealed class TouchedYearMapping : IEntityTypeConfiguration<TouchedYear>
{
    public void Configure(EntityTypeBuilder<TouchedYear> touched)
    {
        touched.ToTable("touched_years");
        touched.HasIndex(t => t.PersonId);
    }
}

sealed class MovedYearMapping : IEntityTypeConfiguration<MovedYear>
{
    public void Configure(EntityTypeBuilder<MovedYear> moved) => moved.ToTable("moved_years");
}
