namespace Balsts.Months;

public enum Piece
{
    Kept,
    Out,
    In,
}

/// <summary>A line of one version beside the same line of another: null where there is none.</summary>
public sealed record LineChange(ReportLine? Before, ReportLine? After)
{
    public ReportLine Shown => After ?? Before!;
}

/// <summary>What changed between two versions of a report: lines by what they were planned as or became, texts word by word.</summary>
public static class Difference
{
    /// <summary>Longer texts than this many words times words are shown as one taken out and one put in.</summary>
    const int Most = 1_000_000;

    /// <summary>The lines that came, went, or say something else; in the order of the later version.</summary>
    public static IReadOnlyList<LineChange> Of(IEnumerable<ReportLine> before, IEnumerable<ReportLine> after)
    {
        var earlier = before.OrderBy(l => l.Place).ToList();
        var (left, changes) = (earlier.GroupBy(l => l.Thread).ToDictionary(g => g.Key, g => g.First()), new List<LineChange>());
        foreach (var line in after.OrderBy(l => l.Place))
        {
            left.Remove(line.Thread, out var was);
            if (was is null || !was.Content.Equals(line.Content)) changes.Add(new(was, line));
        }
        changes.AddRange(earlier.Where(l => left.ContainsKey(l.Thread)).Select(l => new LineChange(l, null)));
        return changes;
    }

    /// <summary>The words of both texts in order: kept, taken out, put in.</summary>
    public static IReadOnlyList<(Piece Piece, string Text)> Of(string before, string after)
    {
        string[] old = Words(before), now = Words(after);
        var start = 0;
        while (start < old.Length && start < now.Length && old[start] == now[start]) start++;
        var end = 0;
        while (end < old.Length - start && end < now.Length - start && old[^(end + 1)] == now[^(end + 1)]) end++;
        var pieces = new List<(Piece, string)>();
        pieces.AddRange(old[..start].Select(w => (Piece.Kept, w)));
        pieces.AddRange(Middle(old[start..^end], now[start..^end]));
        pieces.AddRange(old[^end..].Select(w => (Piece.Kept, w)));
        return Joined(pieces);
    }

    static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    static IEnumerable<(Piece, string)> Middle(string[] old, string[] now)
    {
        if ((long)old.Length * now.Length > Most) return [.. old.Select(w => (Piece.Out, w)), .. now.Select(w => (Piece.In, w))];
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
            for (var j = now.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        var pieces = new List<(Piece, string)>();
        for (int i = 0, j = 0; i < old.Length || j < now.Length;)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                pieces.Add((Piece.Kept, old[i++]));
                j++;
            }
            else if (j == now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1])) pieces.Add((Piece.Out, old[i++]));
            else pieces.Add((Piece.In, now[j++]));
        }
        return pieces;
    }

    static List<(Piece, string)> Joined(List<(Piece Piece, string Text)> words)
    {
        var joined = new List<(Piece Piece, string Text)>();
        foreach (var (piece, text) in words)
            if (joined.Count > 0 && joined[^1].Piece == piece) joined[^1] = (piece, $"{joined[^1].Text} {text}");
            else joined.Add((piece, text));
        return joined;
    }
}
