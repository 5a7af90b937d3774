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
}
