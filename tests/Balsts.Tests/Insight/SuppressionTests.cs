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

    static int[] Row(List<(int m, int s)> keys, IEnumerable<(int, int)> held) => [.. keys.Select(k => held.Contains(k) ? 1 : 0)];
}
