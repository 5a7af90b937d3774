using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>What was said about the lines of reports, line by line, whichever version it was said about.</summary>
public sealed class LineThreads(IReadOnlyList<LineRemark> said)
{
    public static readonly LineThreads None = new([]);

    readonly ILookup<(Guid Unit, Guid Thread), LineRemark> byLine = said.ToLookup(r => (r.UnitId, r.Thread));

    public IEnumerable<Guid> People => said.Select(r => r.ById);

    /// <summary>The thread of a line; empty where nothing was said.</summary>
    public IReadOnlyList<LineRemark> On(Guid unit, ReportLine line) => [.. byLine[(unit, line.Thread)]];

    /// <summary>Threads of earlier versions of a part, on lines that this one has no more: a line that goes takes nothing with it.</summary>
    public IReadOnlyList<IReadOnlyList<LineRemark>> Gone(ReportSlice slice) =>
        [.. byLine.Where(t => t.Key.Unit == slice.UnitId && t.First().Round < slice.Round && slice.Lines.All(l => l.Thread != t.Key.Thread)).Select(t => t.ToList())];
}

/// <summary>Reads what was said about lines, as far as the viewer sees it.</summary>
public sealed class FindThreads(AppDb db)
{
    public Task<LineThreads> Of(Guid report, Viewer viewer, CancellationToken ct = default) => Of([report], viewer, ct);

    public async Task<LineThreads> Of(IReadOnlyCollection<Guid> reports, Viewer viewer, CancellationToken ct = default)
    {
        var ids = reports.Distinct().ToArray();
        return new(await db.Seen<LineRemark>(viewer).AsNoTracking().Include(r => r.Line).Where(r => ids.Contains(r.ReportId)).OrderBy(r => r.At).ThenBy(r => r.Id).ToListAsync(ct));
    }
}
