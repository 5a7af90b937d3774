using Balsts.Activities;
using Balsts.Activities.Tallies;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Balsts.Tests.TestSite;

namespace Balsts.Tests.Activities;

/// <summary>Whatever is done to the ledger, in whatever order, and whenever it is folded: the totals are those of a full count, made here in other words.</summary>
public sealed class TallyPropertyTests
{
    enum Act { Log, Correct, Remove, Merge, Fold, Move }

    sealed record Step(Act Act, int Which, int Day, int Minutes, int Kind, int Goal, int People);

    /// <summary>Days of two school years: what is counted by month and by year lies on both sides of a border.</summary>
    static readonly DateOnly Earliest = new(2026, 7, 1), Today = new(2026, 11, 23);
    static readonly string[] Schools = ["gaujmala", "mezmala", "baku62"];

    static readonly Arbitrary<Step[]> Steps = Arb.From(Gen.ArrayOf(
        from act in Gen.Frequency((6, Gen.Constant(Act.Log)), (4, Gen.Constant(Act.Correct)), (2, Gen.Constant(Act.Remove)), (1, Gen.Constant(Act.Merge)), (2, Gen.Constant(Act.Fold)), (1, Gen.Constant(Act.Move)))
        from which in Gen.Choose(0, 1000)
        from day in Gen.Choose(0, Today.DayNumber - Earliest.DayNumber)
        from minutes in Gen.Choose(1, 24)
        from kind in Gen.Choose(0, 2)
        from goal in Gen.Choose(0, 3)
        from people in Gen.Choose(0, 63)
        select new Step(act, which, day, minutes, kind, goal, people), 25));

    [Fact]
    public async Task Any_order_of_logging_correcting_removing_merging_moving_and_folding_gives_the_full_count()
    {
        await using var site = new TestSite(On.Sqlite);
        // the world goes on from one sequence to the next: what holds after each, holds after all of them
        Prop.ForAll(Steps, steps => { Task.Run(() => Play(site, steps)).GetAwaiter().GetResult(); }).Check(Config.QuickThrowOnFailure.WithMaxTest(12));
    }

    static async Task Play(TestSite site, Step[] steps)
    {
        foreach (var step in steps) await Do(site, step);
        var (open, kept) = await site.Db(async db => (await db.Seen<ActivityDelta>(Viewer.System).AsNoTracking().ToListAsync(), await Kept(db)));
        var units = await site.Db(db => UnitsInMonths.Of(db, ["LV", "AZ"]));
        foreach (var d in open)
            foreach (var unit in units.Above(d.UnitId, d.Month))
                kept[(unit, d.Month)] = kept.GetValueOrDefault((unit, d.Month)) + d.Figures;
        if (!await site.Db(db => db.Seen<MovedYear>(Viewer.System).AnyAsync())) Same(kept, await Counted(site));
        (await TallyTests.Differences(site)).ShouldBeEmpty();

        await TallyTests.Fold(site);
        Same(await site.Db(Kept), await Counted(site));
        var years = await site.Db(async db => (await db.Seen<PersonYear>(Viewer.System).AsNoTracking().ToListAsync()).ToDictionary(y => (y.PersonId, y.UnitId, y.Year), y => (y.Activities, y.Minutes, y.WeekCount, y.LastOn)));
        years.OrderBy(y => y.Key).ShouldBe((await Years(site)).OrderBy(y => y.Key));
        (await TallyTests.Differences(site)).ShouldBeEmpty();
    }

    static void Same(Dictionary<(Guid, Month), Figures> kept, Dictionary<(Guid, Month), Figures> counted) =>
        kept.Where(k => k.Value != default).OrderBy(k => k.Key).ShouldBe(counted.OrderBy(k => k.Key));

    static async Task<Dictionary<(Guid, Month), Figures>> Kept(AppDb db) =>
        (await db.Seen<UnitTally>(Viewer.System).AsNoTracking().ToListAsync()).GroupBy(t => (t.UnitId, t.Month)).ToDictionary(g => g.Key, g => Figures.Sum(g.Select(t => t.Figures)));

    /// <summary>The ledger counted row by row: up the tree as it stood on the first day of the month on which the unit stood anywhere.</summary>
    static Task<Dictionary<(Guid, Month), Figures>> Counted(TestSite site) => site.Db(async db =>
    {
        var placements = (await db.Seen<UnitPlacement>(Viewer.System).AsNoTracking().ToListAsync()).ToLookup(p => p.UnitId);
        var counted = new Dictionary<(Guid, Month), Figures>();
        foreach (var a in await db.Seen<Activity>(Viewer.System).AsNoTracking().Include(a => a.People).ToListAsync())
        {
            var month = Month.Of(a.On);
            for (Guid? at = a.UnitId; at is { } here;)
            {
                counted[(here, month)] = counted.GetValueOrDefault((here, month)) + new Figures(1, a.Minutes, a.GoalId is null ? 0 : 1, a.NeedId is null ? 0 : 1, a.People.Select(p => p.PersonId).Distinct().Count());
                UnitPlacement? place = null;
                for (var day = month.First; place is null && day <= month.Last; day = day.AddDays(1)) place = placements[here].FirstOrDefault(p => (p.StartsOn is null || p.StartsOn <= day) && (p.EndsOn is null || p.EndsOn >= day));
                at = place!.ParentId;
            }
        }
        return counted;
    });

    static Task<Dictionary<(Guid, Guid, int), (int, int, int, DateOnly)>> Years(TestSite site) => site.Db(async db =>
        (from a in await db.Seen<Activity>(Viewer.System).AsNoTracking().Include(a => a.People).ToListAsync()
         from person in a.People.Select(p => p.PersonId).Distinct()
         group a by (person, a.UnitId, Month.Of(a.On).Add(4).Year - 1))
        .ToDictionary(g => g.Key, g => (g.Count(), g.Sum(a => a.Minutes), g.Select(a => a.On.AddDays(-(((int)a.On.DayOfWeek + 6) % 7))).Distinct().Count(), g.Max(a => a.On))));

    static Task<bool> Do(TestSite site, Step step) => site.Db(async db =>
    {
        switch (step.Act)
        {
            case Act.Log:
                var school = Schools[step.Which % Schools.Length];
                var country = school == "baku62" ? "AZ" : "LV";
                var logged = new Activity { Id = Guid.CreateVersion7(), CountryId = country, UnitId = Id(school), AuthorId = Id(country == "LV" ? "mentor" : "projectmentor"), AppointmentId = Id(country == "LV" ? "mentor post" : "projectmentor post"), LoggedAt = db.Now };
                Describe(logged);
                db.Add(Viewer.System, logged);
                db.Record(Viewer.System, new ActivityLogged(), logged);
                break;
            case Act.Correct or Act.Remove when await Some(db, step) is { } some:
                if (step.Act == Act.Remove) some.Remove(db.Now);
                else Describe(some);
                db.Record(Viewer.System, new ActivityCorrected(some.Minutes, some.On), some);
                break;
            case Act.Merge:
                await db.Replace(Viewer.System, typeof(ActivityPerson), nameof(ActivityPerson.PersonId), Id($"gaujmala {step.Which % 6}"), Id($"gaujmala {step.People % 6}"), new PersonReplaced(Id("gaujmala 0"), Id("gaujmala 1")));
                break;
            case Act.Fold:
                await TallyTests.Fold(site);
                break;
            case Act.Move:
                var unit = await db.Seen<Unit>(Viewer.System).Include(u => u.Placements).FirstAsync(u => u.Id == Id("mezmala"));
                var last = unit.Placements.Single(p => p.EndsOn is null);
                var from = (last.StartsOn ?? Earliest).AddDays(step.Day % 20 + 1);
                if (from > Today || !unit.Place(last.ParentId == Id("gauja") ? Id("daugava") : Id("gauja"), last.TerritoryId, from)) break;
                db.Record(Viewer.System, new UnitPlaced(null, null), unit);
                break;
        }
        return (await db.Save()).Failed ? throw new InvalidOperationException("It was not saved.") : true;

        void Describe(Activity a)
        {
            a.Describe(Earliest.AddDays(step.Day), step.Minutes * 5, (ActivityKind)(step.Kind == 2 ? (int)ActivityKind.Training : step.Kind), false, step.Goal == 3 ? "edtech" : "", "kas", Today).Failed.ShouldBeFalse();
            a.Serve(step.Goal == 1 ? Id("any goal") : null, step.Goal >= 2 ? Id("any need") : null, null, ActivityOutcome.NotSaid);
            a.With(Enumerable.Range(0, 6).Where(n => (step.People & (1 << n)) != 0).Select(n => Id($"gaujmala {n}")));
        }
    });

    /// <summary>One of the ledger, with its people loaded or not, as use cases do.</summary>
    static async Task<Activity?> Some(AppDb db, Step step)
    {
        var id = await db.Seen<Activity>(Viewer.System).OrderBy(a => a.Id).Select(a => a.Id).Skip(step.Which % 40).FirstOrDefaultAsync();
        var rows = db.Seen<Activity>(Viewer.System).Where(a => a.Id == id);
        return await (step.Act == Act.Correct ? rows.Include(a => a.People) : rows).FirstOrDefaultAsync();
    }
}
