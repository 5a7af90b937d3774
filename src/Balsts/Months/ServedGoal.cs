using Balsts.Goals;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>A goal that lines of a report serve; without a statement where the viewer does not see it and learns only that there is one.</summary>
public sealed record ServedGoal(Guid Id, string? Statement, int Lines, int Done)
{
    public static IReadOnlyList<ServedGoal> Of(IEnumerable<ReportLine> lines, IReadOnlyDictionary<Guid, string> statements) =>
        [.. lines.Where(l => l.GoalId is not null).GroupBy(l => l.GoalId!.Value).Select(g => new ServedGoal(g.Key, statements.GetValueOrDefault(g.Key), g.Count(), g.Sum(l => l.DoneMinutes ?? 0))).OrderBy(g => g.Statement is null).ThenBy(g => g.Statement, StringComparer.Ordinal)];

    /// <summary>What those goals say that the viewer sees.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> Statements(AppDb db, IEnumerable<ReportLine> lines, Viewer viewer, CancellationToken ct = default)
    {
        var ids = lines.Select(l => l.GoalId).OfType<Guid>().Distinct().ToArray();
        return ids.Length == 0 ? new() : (await db.Seen<Goal>(viewer).AsNoTracking().Where(g => ids.Contains(g.Id)).ToListAsync(ct)).ToDictionary(g => g.Id, g => g.Statement);
    }
}
