using Balsts.Appointments;
using Balsts.People;
using Balsts.Units;
using Foundation.Periods;
using Foundation.Viewers;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.Appointments;

/// <summary>Terms, deputies, places and loads, for all periods: asked of the use cases themselves and compared with days counted one by one.</summary>
public sealed class TermPropertyTests
{
    static readonly DateOnly Today = new(2026, 11, 23);

    static Guid Id(string key) => TestSite.Id(key);

    static readonly Gen<Period> Terms =
        from start in Gen.Choose(0, 14) // close together: what matters is what happens at the edges
        from length in Gen.Choose(0, 40)
        select new Period(Today.AddDays(start), length == 40 ? null : Today.AddDays(start + length % 4));

    /// <summary>What is asked for, and whether what stands is ended with a day before it.</summary>
    static readonly Arbitrary<(Period Term, int? EndsOn)[]> Wishes = Arb.From(Gen.ArrayOf(
        from term in Terms
        from ends in Gen.Choose(-30, 16)
        select (term, ends < 0 ? (int?)null : ends), 12));

    [Fact]
    public async Task A_post_is_held_once_on_a_day_and_what_adjoins_is_given()
    {
        await using var site = new TestSite(On.Sqlite);
        var (viewer, person) = ((await site.Viewer("municipality"))!, 0);
        Check(Wishes, 8, async wishes =>
        {
            var (who, held) = (Id($"gaujmala {person++}"), new Dictionary<Guid, Period>());
            foreach (var (term, ends) in wishes)
            {
                if (ends is { } day && held.Count > 0)
                {
                    var (id, was) = held.First();
                    var on = Today.AddDays(day);
                    var ended = await site.Ask(s => s.GetRequiredService<EndAppointment>().Run(id, null, new() { On = on }, viewer));
                    ended.Failed.ShouldBe(!was.Contains(on), $"{was} ends on {on}");
                    if (!ended.Failed) held[id] = new(was.StartsOn, on);
                }
                var given = await site.Ask(s => s.GetRequiredService<AppointPerson>().Run(new() { PersonId = who, Post = PostKind.TechnologyMentor, UnitId = Id("gaujmala"), Load = 0.1m, StartsOn = term.StartsOn, EndsOn = term.EndsOn }, viewer));
                var free = Days(term).All(d => held.Values.All(h => !h.Contains(d)));
                given.Problem.ShouldBe(free ? null : Appointment.HeldAlready, $"{term} beside {string.Join(", ", held.Values)}");
                if (given.Problem is null) held[given.Value] = term;
            }
            var rows = await site.Db(db => db.Seen<Appointment>(Viewer.System).AsNoTracking().Where(a => a.PersonId == who).ToListAsync());
            Enumerable.Range(0, 60).Select(Today.AddDays).Max(d => rows.Count(a => a.Holds(d))).ShouldBeLessThanOrEqualTo(1);
        });
    }

    [Fact]
    public async Task Nobody_deputises_outside_the_term_of_whom_they_stand_in_for()
    {
        await using var site = new TestSite(On.Sqlite);
        var (head, lead) = ((await site.Viewer("head"))!, (await site.Viewer("municipality"))!);
        var (last, person) = (Today.AddDays(60), 0);
        // each sequence ends the head's own term a little earlier: never later than it was
        Check(Wishes, 6, async wishes =>
        {
            foreach (var (term, ends) in wishes)
            {
                if (term.EndsOn is { } until)
                {
                    var named = await site.Ask(s => s.GetRequiredService<NameDeputy>().Run(new() { PersonId = Id($"gaujmala {person++ % 10}"), AppointmentId = Id("head post"), StartsOn = term.StartsOn, EndsOn = until }, head));
                    if (named.Problem != NameDeputy.Already) named.Failed.ShouldBe(until > last && await Ended(site), $"{term} in a term until {last}");
                }
                if (ends is { } day && Today.AddDays(Math.Max(day, 10)) is var on && on < last)
                {
                    (await site.Ask(s => s.GetRequiredService<EndAppointment>().Run(Id("head post"), null, new() { On = on }, lead))).Failed.ShouldBeFalse();
                    last = on;
                }
            }
            var seat = await site.Db(db => db.Seen<Appointment>(Viewer.System).AsNoTracking().FirstAsync(a => a.Id == Id("head post")));
            foreach (var m in await site.Db(db => db.Seen<Mandate>(Viewer.System).AsNoTracking().Where(m => m.GivenById == Id("head")).ToListAsync()))
                new Period(seat.StartsOn, seat.EndsOn).Encloses(new(m.StartsOn, m.EndsOn)).ShouldBeTrue($"{m.StartsOn}–{m.EndsOn} in {seat.StartsOn}–{seat.EndsOn}");
        });
    }

    static Task<bool> Ended(TestSite site) => site.Db(db => db.Seen<Appointment>(Viewer.System).AnyAsync(a => a.Id == Id("head post") && a.EndsOn != null));

    [Fact]
    public void The_places_of_a_unit_adjoin_and_leave_no_day_without_one() =>
        Prop.ForAll(Arb.From(Gen.ArrayOf(from parent in Gen.Choose(0, 2) from day in Gen.Choose(0, 40) select (parent, day), 8)), moves =>
        {
            var unit = new Unit { Id = Guid.CreateVersion7(), CountryId = "LV", Kind = UnitKind.Institution };
            var parents = Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7()).ToArray();
            unit.Place(parents[0], null, null);
            foreach (var (parent, day) in moves.OrderBy(m => m.day)) unit.Place(parents[parent], null, Today.AddDays(day)); // a list taken in twice on a day moves twice on it
            var said = moves.GroupBy(m => m.day).ToDictionary(g => g.Key, g => moves.OrderBy(m => m.day).Last(m => m.day == g.Key).parent);
            var now = 0;
            for (var day = -5; day < 60; day++)
            {
                if (said.TryGetValue(day, out var told)) now = told;
                var there = unit.Placements.Where(p => (p.StartsOn is null || p.StartsOn <= Today.AddDays(day)) && (p.EndsOn is null || p.EndsOn >= Today.AddDays(day))).ToList();
                if (there.Count != 1 || there[0].ParentId != parents[now]) return false;
            }
            var held = unit.Placements.Where(p => p.EndsOn is null || p.StartsOn is null || p.StartsOn <= p.EndsOn).OrderBy(p => p.StartsOn ?? DateOnly.MinValue).ToList();
            return held.Zip(held.Skip(1)).All(p => new Period(p.First.StartsOn ?? DateOnly.MinValue, p.First.EndsOn).Adjacent(new(p.Second.StartsOn!.Value, p.Second.EndsOn)));
        }).QuickCheckThrowOnFailure();

    sealed record Held(Period Term, int Load, int Post, int Unit, bool IsWork);

    static readonly Arbitrary<Held[]> Loads = Arb.From(Gen.ArrayOf(
        from start in Gen.Choose(-10, 10)
        from length in Gen.Choose(0, 12)
        from load in Gen.Choose(0, 10)
        from post in Gen.Choose(0, 2)
        from unit in Gen.Choose(0, 2)
        from work in Gen.Choose(0, 1)
        select new Held(new(Today.AddDays(start), length == 12 ? null : Today.AddDays(start + length)), load * 100, post, unit, work == 1), 5));

    [Fact]
    public async Task The_load_that_is_warned_of_is_the_sum_of_what_is_held_today()
    {
        await using var site = new TestSite(On.Sqlite);
        var viewer = (await site.Viewer("municipality"))!;
        var rules = new CountryPacks()["LV"].Terms;
        PostKind[] posts = [PostKind.TechnologyMentor, PostKind.LearningConsultant, PostKind.Deputy];
        Guid[] units = [Id("mezmala"), Id("upesciems"), Id("amata")];
        var person = 0;
        Check(Loads, 10, async holds =>
        {
            var who = Guid.CreateVersion7();
            (await site.Db(async db =>
            {
                var someone = new Person { Id = who, CountryId = "LV" };
                someone.Describe($"Kāds {person++}", "Daudzpusis", "", "");
                foreach (var h in holds.Where(h => h.IsWork)) someone.Employ(units[h.Unit], posts[h.Post], "", h.Load, h.Term.StartsOn, h.Term.EndsOn);
                db.Add(Viewer.System, someone);
                db.Record(Viewer.System, new PersonAdded(), someone);
                foreach (var h in holds.Where(h => !h.IsWork))
                {
                    var held = new Appointment { Id = Guid.CreateVersion7(), CountryId = "LV", PersonId = who, Post = posts[h.Post], UnitId = units[h.Unit], AppointedByUnitId = Id("gauja"), AppointedById = Id("municipality"), Load = h.Load, StartsOn = h.Term.StartsOn };
                    held.LastsUntil(h.Term.EndsOn);
                    db.Add(Viewer.System, held);
                    db.Record(Viewer.System, new PersonAppointed(who), held);
                }
                return await db.Save();
            })).Failed.ShouldBeFalse();

            var warned = (await site.Ask(s => s.GetRequiredService<FindTerms>().Loads(viewer))).SingleOrDefault(u => u.PersonId == who);
            var now = holds.Where(h => Days(h.Term).Contains(Today)).ToList();
            var held = now.Where(h => !h.IsWork).ToList();
            // work that is a post as well counts once: as the post
            var sum = held.Sum(h => h.Load) + now.Where(h => h.IsWork && !held.Exists(p => (p.Post, p.Unit) == (h.Post, h.Unit))).Sum(h => h.Load);
            var supports = held.Where(h => h.Post < 2).ToList();
            var (over, under, many) = (sum > rules.LoadMax, supports.Count > 0 && supports.Sum(h => h.Load) < rules.LoadMin, held.Count > rules.PostsMax);
            (warned is not null).ShouldBe(held.Count > 0 && (over || under || many), string.Join("; ", now));
            if (warned is not null) (warned.Load, warned.Posts, warned.IsOver, warned.IsUnder, warned.IsTooMany).ShouldBe((sum, held.Count, over, under, many));
        });
    }

    static IEnumerable<DateOnly> Days(Period period) => Enumerable.Range(0, (period.EndsOn ?? Today.AddDays(100)).DayNumber - period.StartsOn.DayNumber + 1).Select(period.StartsOn.AddDays);

    /// <summary>For all of these, as many as are worth a database's time.</summary>
    static void Check<T>(Arbitrary<T> all, int times, Func<T, Task> holds) =>
        Prop.ForAll(all, one => { Task.Run(() => holds(one)).GetAwaiter().GetResult(); }).Check(Config.QuickThrowOnFailure.WithMaxTest(times));
}
