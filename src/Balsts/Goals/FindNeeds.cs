using System.Globalization;
using Balsts.Units;
using Foundation.Data;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Goals;

/// <summary>How a reader narrows the needs.</summary>
public sealed record NeedFilter(Guid? UnitId = null, int? SchoolYear = null, bool? Met = null, NeedSource? Source = null, string Field = "")
{
    /// <summary>As the address of the list says it; what cannot be understood is left out.</summary>
    public static NeedFilter Of(ListQuery query) => new(
        Guid.TryParse(query["unit"], out var unit) ? unit : null, int.TryParse(query["year"], CultureInfo.InvariantCulture, out var year) ? year : null,
        query["met"] switch { "yes" => true, "no" => false, _ => null },
        Enum.TryParse<NeedSource>(query["source"], true, out var source) && Enum.IsDefined(source) ? source : null, query["field"] ?? "");
}

/// <summary>A need as lists show it.</summary>
public sealed record NeedRow(Guid Id, string CountryId, Guid UnitId, string Statement, string Target, string Field, NeedSource Source, int SchoolYear, DateOnly StatedOn, DateOnly? MetOn, int Version);

/// <summary>Recorded needs as far as the viewer sees them, the latest first.</summary>
public sealed class FindNeeds(AppDb db, UnitTrees trees)
{
    public const int ChoiceMax = 100;
    const int ExportedAtOnce = 500;

    static readonly System.Linq.Expressions.Expression<Func<Need, NeedRow>> Shown = n =>
        new(n.Id, n.CountryId, n.UnitId, n.Statement, n.Target, n.Field, n.Source, n.SchoolYear, n.StatedOn, n.MetOn, n.Version);

    IQueryable<Need> Where(NeedFilter filter, Viewer viewer)
    {
        var rows = db.Seen<Need>(viewer);
        if (filter.UnitId is { } unit) rows = rows.Where(n => n.UnitId == unit);
        if (filter.SchoolYear is { } year) rows = rows.Where(n => n.SchoolYear == year);
        if (filter.Met is { } met) rows = rows.Where(n => n.MetOn != null == met);
        if (filter.Source is { } source) rows = rows.Where(n => n.Source == source);
        if (filter.Field.Length > 0) rows = rows.Where(n => n.Field == filter.Field);
        return rows;
    }

    public Task<PageOf<NeedRow>> Page(NeedFilter filter, Viewer viewer, int size, string? after, string? before = null, bool count = true, CancellationToken ct = default) =>
        Where(filter, viewer).PageByDay(n => n.StatedOn, n => n.Id, Shown, r => (r.StatedOn, r.Id), size, after, before, count, ct);

    public async IAsyncEnumerable<NeedRow> All(NeedFilter filter, Viewer viewer, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        string? after = null;
        do
        {
            var page = await Page(filter, viewer, ExportedAtOnce, after, count: false, ct: ct);
            foreach (var row in page.Rows) yield return row;
            after = page.After;
        }
        while (after is not null);
    }

    public async Task<NeedRow?> One(Guid id, Viewer viewer, CancellationToken ct = default) => await db.Seen<Need>(viewer).AsNoTracking().Where(n => n.Id == id).Select(Shown).FirstOrDefaultAsync(ct);

    /// <summary>What support in a unit may answer: needs of the unit and of those above it that are not met yet.</summary>
    public async Task<IReadOnlyList<NeedRow>> Answered(Guid unitId, Viewer viewer, CancellationToken ct = default)
    {
        var path = (await trees.Now(ct)).PathTo(unitId).Select(u => u.Id).ToArray();
        return await db.Seen<Need>(viewer).AsNoTracking().Where(n => path.Contains(n.UnitId) && n.MetOn == null)
            .OrderByDescending(n => n.StatedOn).ThenByDescending(n => n.Id).Take(ChoiceMax).Select(Shown).ToListAsync(ct);
    }
}
