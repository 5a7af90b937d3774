using System.Linq.Expressions;
using Balsts.Units;
using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Activities.Tallies;

/// <summary>
/// How many people received support in a school year in a unit or below it, each once, and for how many of them it was what was promised.
/// One row for each week until which somebody's support was regular: whether it is, is a question to the day on which one asks.
/// </summary>
public sealed class PromiseTally : ISeen<PromiseTally>, IPlaced, IDerived
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid UnitId { get; init; }

    /// <summary>The school year, by the calendar year in which it begins.</summary>
    public required int Year { get; init; }

    /// <summary>The last week of the school year until which these people's support was regular.</summary>
    public required int RegularUntil { get; init; }
    public required int Reached { get; init; }

    /// <summary>For how many of them enough of it was tied to a goal.</summary>
    public required int Purposeful { get; init; }

    /// <summary>For how many of them enough of it answered a recorded need.</summary>
    public required int Aligned { get; init; }

    internal PromiseFigures Figures => new(Reached, Purposeful, Aligned);

    internal static PromiseTally Of(string countryId, int year, PromiseKey key, PromiseFigures figures) => new()
    {
        Id = Guid.CreateVersion7(), CountryId = countryId, UnitId = key.UnitId, Year = year, RegularUntil = key.RegularUntil, Reached = figures.Reached, Purposeful = figures.Purposeful, Aligned = figures.Aligned,
    };

    /// <summary>
    /// What the person-years of one school year of one country add up to, in every unit and those above it. Who received support in two units
    /// counts once in each and once in what is above both. Units stand where they stood in the first month of the year.
    /// </summary>
    internal static Dictionary<PromiseKey, PromiseFigures> Sum(IEnumerable<PersonYear> years, UnitsInMonths units, CountryPack pack, int year)
    {
        var sums = new Dictionary<PromiseKey, PromiseFigures>();
        var first = Month.Of(pack.SchoolYear(year).StartsOn);
        foreach (var person in years.GroupBy(y => y.PersonId))
        {
            var inUnits = new Dictionary<Guid, Promise>();
            foreach (var one in person)
                foreach (var unit in units.Above(one.UnitId, first))
                    inUnits[unit] = inUnits.GetValueOrDefault(unit) + Promise.Of(one);
            foreach (var (unit, promise) in inUnits)
            {
                var key = new PromiseKey(unit, promise.RegularUntil(pack.Promise));
                sums[key] = sums.GetValueOrDefault(key) + new PromiseFigures(1, promise.IsPurposeful(pack.Promise) ? 1 : 0, promise.IsAligned(pack.Promise) ? 1 : 0);
            }
        }
        return sums;
    }

    /// <summary>Whoever reads facts of support in the unit.</summary>
    public static Expression<Func<PromiseTally, bool>> SeenBy(Viewer viewer) => Sight.Within<PromiseTally>(viewer, ActivityRights.Read);
    public bool AddedBy(Viewer viewer) => false;
}

/// <summary>By what the promise is counted.</summary>
public readonly record struct PromiseKey(Guid UnitId, int RegularUntil);

/// <summary>How many people were reached, and for how many support was purposeful and answered a need.</summary>
public readonly record struct PromiseFigures(int Reached, int Purposeful, int Aligned)
{
    public static PromiseFigures operator +(PromiseFigures a, PromiseFigures b) => new(a.Reached + b.Reached, a.Purposeful + b.Purposeful, a.Aligned + b.Aligned);
    public static PromiseFigures operator -(PromiseFigures a) => new(-a.Reached, -a.Purposeful, -a.Aligned);
}

/// <summary>What one person received in a school year, held against the promise: regular, purposeful, aligned with needs.</summary>
/// <param name="Weeks">One bit for each week with support.</param>
public readonly record struct Promise(long Weeks, int Activities, int WithGoal, int WithNeed)
{
    public static Promise operator +(Promise a, Promise b) => new(a.Weeks | b.Weeks, a.Activities + b.Activities, a.WithGoal + b.WithGoal, a.WithNeed + b.WithNeed);

    public static Promise Of(PersonYear year) => new(year.Weeks, year.Activities, year.WithGoal, year.WithNeed);

    /// <summary>The last week until which there was support at least every so many weeks, from the first week of the year on.</summary>
    public int RegularUntil(PromiseRules rules)
    {
        var until = rules.EveryWeeks;
        for (var week = 0; week < 64 && week <= until; week++)
            if ((Weeks & (1L << week)) != 0) until = week + rules.EveryWeeks;
        return until;
    }

    public bool IsRegular(PromiseRules rules, int week) => Activities > 0 && RegularUntil(rules) >= rules.WeekAsked(week);
    public bool IsPurposeful(PromiseRules rules) => Enough(WithGoal, rules);
    public bool IsAligned(PromiseRules rules) => Enough(WithNeed, rules);

    bool Enough(int some, PromiseRules rules) => Activities > 0 && some * 100 >= rules.Share * Activities;
}

sealed class PromiseTallyMapping : IEntityTypeConfiguration<PromiseTally>
{
    public void Configure(EntityTypeBuilder<PromiseTally> tally)
    {
        tally.ToTable("promise_tallies");
        tally.Ignore(t => t.Figures);
        tally.HasIndex(t => new { t.UnitId, t.Year, t.RegularUntil }).IsUnique();
        tally.HasIndex(t => new { t.CountryId, t.Year });
    }
}
