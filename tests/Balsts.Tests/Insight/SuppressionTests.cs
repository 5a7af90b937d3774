using Balsts.Units;
using FsCheck;
using FsCheck.Fluent;

namespace Balsts.Tests.Insight;

/// <summary>No number made from content gives fewer than five persons away, by itself or together with others.</summary>
public sealed class SuppressionTests
{
    const int Minimum = 5;

    /// <summary>Schools of municipalities in school years, each with some persons and at least as many things behind a number.</summary>
    static readonly Arbitrary<Behind[][]> Worlds = Arb.From(Gen.ArrayOf(Gen.ArrayOf(
        from persons in Gen.Frequency((3, Gen.Choose(0, 4)), (2, Gen.Choose(5, 9)), (1, Gen.Choose(10, 60)))
        from more in Gen.Choose(0, 3)
        select new Behind(persons == 0 ? 0 : persons + more, persons), 6), 4));

    [Fact]
    public void Nothing_is_shown_of_fewer_than_five() =>
        Prop.ForAll(Worlds, world => world.SelectMany(w => w).All(b => (Suppression.Cell(b, Minimum) is null) == (b.Persons < Minimum))).Check(Config.QuickThrowOnFailure);

    /// <summary>
    /// Somebody takes everything that is offered, school by school and sum by sum, subtracts whatever can be subtracted from whatever, and knows
    /// the rule. Of every hidden school they still have every answer open that they had before: none of the sums holds a hidden school.
    /// </summary>
    [Fact]
    public void No_sequence_of_sums_and_differences_gives_a_hidden_number_away() => Prop.ForAll(Worlds, world =>
    {
        var cells = world.SelectMany((schools, m) => schools.Select((behind, s) => (Key: (m, s), behind))).ToDictionary(c => c.Key, c => c.behind);
        var keys = cells.Keys.Order().ToList();
        var hidden = keys.Where(k => Suppression.Cell(cells[k], Minimum) is null).ToHashSet();
        var offered = keys.Where(k => !hidden.Contains(k)).Select(k => Row(keys, [k]))
            .Concat(world.Select((schools, m) => (m, Sum: Suppression.Sum(schools, Minimum))).Where(s => s.Sum is not null).Select(s => Row(keys, [.. keys.Where(k => k.m == s.m)])))
            .Concat(Suppression.Sum([.. cells.Values], Minimum) is null ? [] : [Row(keys, keys)]).ToList();
        // a hidden school is given away if what is offered spans a combination of hidden schools
        return hidden.All(h => offered.All(row => row[keys.IndexOf(h)] == 0));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void A_sum_over_a_hidden_part_is_hidden_and_another_stands()
    {
        Suppression.Sum([new(7, 6), new(3, 2)], Minimum).ShouldBeNull();
        Suppression.Sum([new(7, 6), new(0, 0)], Minimum).ShouldBeNull();
        Suppression.Sum([new(7, 6), new(9, 5)], Minimum).ShouldBe(16);
        Suppression.Sum([], Minimum).ShouldBe(0);
    }

    /// <summary>
    /// Schools under municipalities under a country, with what was said at the municipalities themselves: somebody who takes every number that is shown, adds and subtracts them as they like, learns of no group of
    /// fewer than five persons what it said. What they know is the cells that are shown, and the rest of each sum: no two rests have a cell in common, so of every cell that is hidden they know no more than its rest.
    /// </summary>
    [Fact]
    public void No_sum_up_a_tree_gives_a_small_cell_away_next_to_its_neighbours() => Prop.ForAll(Arb.From(Gen.ArrayOf(Gen.ArrayOf(Gen.Frequency((4, Gen.Choose(0, 4)), (2, Gen.Choose(5, 9))), 4), 4)), world =>
    {
        var units = world.SelectMany((cells, m) => cells.Select((number, s) => (Key: (m, s), Unit: Guid.NewGuid(), Persons: Enumerable.Range(0, number).Select(_ => Guid.NewGuid()).ToArray()))).ToList();
        var (root, towns) = (Guid.NewGuid(), units.Where(u => u.Key.s == 0).ToList()); // the first cell of each is the municipality's own
        var shown = Suppression.Sums(root, u => u == root ? towns.Select(t => t.Unit) : units.Where(s => s.Key.s > 0 && towns[s.Key.m].Unit == u).Select(s => s.Unit), u => units.Exists(x => x.Unit == u && x.Key.s > 0), u => units.Find(x => x.Unit == u).Persons ?? [], Minimum);
        bool open(int i) => units[i].Key.s > 0 && units[i].Persons.Length >= Minimum;
        var sums = towns.Where(t => shown.Contains(t.Unit)).Select(t => units.Select((u, i) => u.Key.m == t.Key.m && u.Persons.Length > 0 && !open(i) ? 1.0 : 0).ToArray()).ToList();
        if (shown.Contains(root)) sums.Add([.. units.Select((u, i) => u.Persons.Length > 0 && !open(i) ? 1.0 : 0)]);
        return Reduced(sums).All(row => row.All(x => x is 0 or 1) && units.Where((_, i) => row[i] != 0).Sum(u => u.Persons.Length) >= Minimum)
            && towns.All(t => shown.Contains(t.Unit) || units.Where(u => u.Key.m == t.Key.m).Sum(u => u.Persons.Length) == 0 || units.Where((u, i) => u.Key.m == t.Key.m && !open(i)).Sum(u => u.Persons.Length) is > 0 and < Minimum);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    /// <summary>The equations in hidden cells, brought into the form in which each has a cell of its own.</summary>
    static List<double[]> Reduced(List<double[]> rows)
    {
        for (int at = 0, column = 0; at < rows.Count && column < rows[0].Length; column++)
        {
            var pivot = rows.FindIndex(at, r => Math.Abs(r[column]) > 1e-9);
            if (pivot < 0) continue;
            (rows[at], rows[pivot]) = (rows[pivot], rows[at]);
            rows[at] = [.. rows[at].Select(x => x / rows[at][column])];
            for (var i = 0; i < rows.Count; i++) if (i != at && rows[i][column] is not 0 and var times) rows[i] = [.. rows[i].Zip(rows[at], (x, y) => x - times * y)];
            at++;
        }
        return rows.FindAll(r => r.Any(x => Math.Abs(x) > 1e-9));
    }

    static int[] Row(List<(int m, int s)> keys, IEnumerable<(int, int)> held) => [.. keys.Select(k => held.Contains(k) ? 1 : 0)];
}
