namespace Balsts.Units;

/// <summary>A number made from content, and how many persons stand behind it.</summary>
public readonly record struct Behind(int Value, int Persons);

/// <summary>
/// The one place that decides whether a number made from content may be shown. Such numbers exist by unit and school year alone: no two of
/// them have a unit and a year in common, so none is a part of another. Where fewer persons stand behind one than the country asks for, it
/// is hidden, nothing and nobody included. A sum stands beside them only where none of its parts is hidden: the sum is the second cell that
/// is hidden, on whichever page, so that no difference gives the first away.
/// </summary>
public static class Suppression
{
    /// <summary>The value; null where too few stand behind it.</summary>
    public static int? Cell(Behind behind, int minimum) => behind.Persons < minimum ? null : behind.Value;

    /// <summary>The sum of parts; null where one of them is hidden.</summary>
    public static int? Sum(IReadOnlyCollection<Behind> parts, int minimum) => parts.Any(p => Cell(p, minimum) is null) ? null : parts.Sum(p => p.Value);

    /// <summary>
    /// Which sums up a tree may be shown beside the cells below them. Whoever knows every number that is shown knows of a sum its rest: the hidden cells that stand in no shown sum below. It is shown where nobody
    /// stands behind the rest, or so many that it may be told as a whole; it then is known, and no part of the rest of any sum above. So two rests have no cell in common, and of no hidden cell more is known than its rest.
    /// </summary>
    /// <param name="isCell">The unit shows its own number; all others show their sum, and their own number never by itself.</param>
    /// <param name="behind">The persons behind a unit's own number.</param>
    public static IReadOnlySet<Guid> Sums(Guid root, Func<Guid, IEnumerable<Guid>> under, Func<Guid, bool> isCell, Func<Guid, IReadOnlyCollection<Guid>> behind, int minimum)
    {
        var shown = new HashSet<Guid>();
        Rest(root);
        return shown;

        (HashSet<Guid> Hidden, bool IsEmpty) Rest(Guid unit)
        {
            var (own, rest, isEmpty) = (behind(unit), new HashSet<Guid>(), true);
            foreach (var (hidden, nobody) in under(unit).Select(Rest))
            {
                rest.UnionWith(hidden);
                isEmpty &= nobody;
            }
            if (!isCell(unit) || Cell(new(0, own.Count), minimum) is null) rest.UnionWith(own);
            isEmpty &= own.Count == 0;
            if (isCell(unit) || isEmpty || (rest.Count > 0 && rest.Count < minimum)) return (rest, isEmpty);
            shown.Add(unit);
            return ([], false);
        }
    }
}
