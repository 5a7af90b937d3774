using System.Linq.Expressions;
using Balsts.Activities;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Quartz;

namespace Balsts.Insight;

/// <summary>How many people work in a unit and below it, each once, and what was said there of the support: in the school year that runs as of the last count, in an earlier one as of its end.</summary>
public sealed class UnitStaff : ISeen<UnitStaff>, IPlaced, IDerived
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid UnitId { get; init; }

    /// <summary>The school year, by the calendar year in which it begins.</summary>
    public required int Year { get; init; }
    public required int People { get; init; }

    /// <summary>How many tenths of the ratings call the support useful; null where it may not be told, and for institutions, which count theirs as they are asked. Nothing is kept of which it could not be told.</summary>
    public int? UsefulTenths { get; init; }

    /// <summary>Whoever reads facts of support in the unit.</summary>
    public static Expression<Func<UnitStaff, bool>> SeenBy(Viewer viewer) => Sight.Within<UnitStaff>(viewer, ActivityRights.Read);
    public bool AddedBy(Viewer viewer) => false;
}

/// <summary>Counts who works where today and how useful support was called, once an hour: employments begin and end by the calendar, not only by what somebody writes.</summary>
[DisallowConcurrentExecution]
public sealed class CountStaff(AppDb db, UnitTrees trees, CountryPacks packs, RateActivity ratings, TimeProvider clock) : IJob
{
    const string Lock = "staff";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct) => await Run(ct);

    public Task<bool> Run(CancellationToken ct = default) => db.Alone(Lock, waits: false, async () =>
    {
        await Count(await trees.Now(ct), ct);
        return true;
    }, ct);

    /// <summary>Puts today's count in the place of the last one, inside the running transaction.</summary>
    internal async Task Count(UnitTree tree, CancellationToken ct)
    {
        foreach (var pack in packs.All)
        {
            var (country, today) = (pack.CountryId, pack.Today(clock));
            var year = pack.SchoolYearOf(today);
            var held = await db.Seen<Employment>(Viewer.System).Where(e => e.CountryId == country && (e.StartsOn == null || e.StartsOn <= today) && (e.EndsOn == null || e.EndsOn >= today)).Select(e => new { e.UnitId, e.PersonId }).Distinct().ToListAsync(ct);
            var people = new Dictionary<Guid, HashSet<Guid>>();
            foreach (var unit in held.GroupBy(h => h.UnitId))
                foreach (var above in tree.PathTo(unit.Key))
                {
                    if (!people.TryGetValue(above.Id, out var there)) people[above.Id] = there = [];
                    there.UnionWith(unit.Select(h => h.PersonId));
                }
            var useful = await ratings.UsefulTenthsAbove(tree, country, year, ct);
            await db.Drop<UnitStaff>(s => s.CountryId == country && s.Year == year, ct);
            await db.Fill<UnitStaff>([.. people.Keys.Union(useful.Keys).Order().Select(u => new UnitStaff { Id = Guid.CreateVersion7(), CountryId = country, UnitId = u, Year = year, People = people.TryGetValue(u, out var there) ? there.Count : 0, UsefulTenths = useful.TryGetValue(u, out var tenths) ? tenths : null })], ct);
        }
    }
}

sealed class UnitStaffMapping : IEntityTypeConfiguration<UnitStaff>
{
    public void Configure(EntityTypeBuilder<UnitStaff> staff)
    {
        staff.ToTable("unit_staff");
        staff.HasIndex(s => new { s.UnitId, s.Year }).IsUnique();
        staff.HasIndex(s => new { s.CountryId, s.Year });
    }
}
