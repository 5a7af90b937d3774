using System.Linq.Expressions;
using System.Numerics;
using Balsts.Units;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Activities.Tallies;

/// <summary>The support that a person received in a unit in a school year: how much, in which weeks, with what aim. Made anew from the person's own rows whenever they change.</summary>
public sealed class PersonYear : ISeen<PersonYear>, IPlaced, IDerived
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid PersonId { get; init; }
    public required Guid UnitId { get; init; }

    /// <summary>The school year, by the calendar year in which it begins.</summary>
    public required int Year { get; init; }
    public int Activities { get; private set; }
    public int Minutes { get; private set; }
    public int WithGoal { get; private set; }
    public int WithNeed { get; private set; }

    /// <summary>Minutes of local training credited to the person.</summary>
    public int TrainingMinutes { get; private set; }

    /// <summary>One bit for each week with support, from Monday to Sunday: the lowest is the week in which the school year begins.</summary>
    public long Weeks { get; private set; }

    /// <summary>The last day with support.</summary>
    public DateOnly LastOn { get; private set; }

    public int WeekCount => BitOperations.PopCount((ulong)Weeks);

    internal (int, int, int, int, int, long, DateOnly) Facts => (Activities, Minutes, WithGoal, WithNeed, TrainingMinutes, Weeks, LastOn);

    /// <summary>One more piece of support.</summary>
    internal void Add(Received one, CountryPack pack)
    {
        Activities++;
        Minutes += one.Minutes;
        if (one.HasGoal) WithGoal++;
        if (one.HasNeed) WithNeed++;
        if (one.Kind == ActivityKind.Training) TrainingMinutes += one.Minutes;
        Weeks |= 1L << pack.SchoolWeekOf(one.On);
        if (one.On > LastOn) LastOn = one.On;
    }

    /// <summary>Says what the other one says.</summary>
    internal void Become(PersonYear other) => (Activities, Minutes, WithGoal, WithNeed, TrainingMinutes, Weeks, LastOn) = other.Facts;

    /// <summary>The years of people, from what they received; the same piece counts once for a person, also when two records of them were merged.</summary>
    internal static List<PersonYear> Of(IEnumerable<Received> received, CountryPacks packs)
    {
        var years = new Dictionary<(Guid, Guid, int), PersonYear>();
        foreach (var one in received.DistinctBy(r => (r.ActivityId, r.PersonId)))
        {
            var pack = packs[one.CountryId];
            var year = pack.SchoolYearOf(one.On);
            if (!years.TryGetValue((one.PersonId, one.UnitId, year), out var kept))
                years[(one.PersonId, one.UnitId, year)] = kept = new() { Id = Guid.CreateVersion7(), CountryId = one.CountryId, PersonId = one.PersonId, UnitId = one.UnitId, Year = year };
            kept.Add(one, pack);
        }
        return [.. years.Values];
    }

    /// <summary>The person, and whoever reads facts of support in the unit.</summary>
    public static Expression<Func<PersonYear, bool>> SeenBy(Viewer viewer)
    {
        Expression<Func<PersonYear, bool>> own = y => y.PersonId == viewer.PersonId;
        return own.Or(Sight.Within<PersonYear>(viewer, ActivityRights.Read));
    }

    public bool AddedBy(Viewer viewer) => false;
}

/// <summary>One piece of support as one person received it.</summary>
public sealed record Received(Guid ActivityId, Guid PersonId, string CountryId, Guid UnitId, DateOnly On, ActivityKind Kind, int Minutes, bool HasGoal, bool HasNeed)
{
    /// <summary>What some people received in a time, from the ledger.</summary>
    internal static IQueryable<Received> By(AppDb db, Guid[] people, DateOnly from, DateOnly until) =>
        db.Seen<Activity>(Viewer.System).Where(a => a.On >= from && a.On <= until)
            .SelectMany(a => a.People.Where(p => people.Contains(p.PersonId)), (a, p) => new Received(a.Id, p.PersonId, a.CountryId, a.UnitId, a.On, a.Kind, a.Minutes, a.GoalId != null, a.NeedId != null));
}

sealed class PersonYearMapping : IEntityTypeConfiguration<PersonYear>
{
    public void Configure(EntityTypeBuilder<PersonYear> year)
    {
        year.ToTable("person_years");
        year.Ignore(y => y.WeekCount);
        year.Ignore(y => y.Facts);
        year.HasIndex(y => new { y.PersonId, y.Year, y.UnitId }).IsUnique();
        year.HasIndex(y => new { y.UnitId, y.Year });
    }
}
