using Balsts.Units;
using Foundation.Data;
using Foundation.Documents;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Sources;

/// <summary>The funding sources that the viewer may see, by name.</summary>
public static class FindSources
{
    public const int ChoiceMax = 200;

    public sealed record Row(Guid Id, Guid UnitId, string Name, string SortName, string Number, int Units, DateOnly StartsOn, DateOnly? EndsOn, int Version);

    public static Task<PageOf<Row>> Page(AppDb db, Viewer viewer, int size, string? after, string? before = null, bool count = true, CancellationToken ct = default) =>
        db.Seen<FundingSource>(viewer).Page(s => s.SortName, s => new Row(s.Id, s.UnitId, s.Name, s.SortName, s.Number, s.Units.Count, s.StartsOn, s.EndsOn, s.Version), s => s.SortName, size, after, before, false, count, ct);

    /// <summary>Those that pay on a day, to be chosen from.</summary>
    public static async Task<IReadOnlyList<Option>> Options(AppDb db, Viewer viewer, string countryId, DateOnly day, CancellationToken ct = default) =>
        [.. (await db.Seen<FundingSource>(viewer).Where(s => s.CountryId == countryId && (s.EndsOn == null || s.EndsOn >= day)).OrderBy(s => s.SortName).Take(ChoiceMax).Select(s => new { s.Id, s.Name, s.Number }).ToListAsync(ct))
            .Select(s => new Option(s.Id.ToString(), s.Name, Hint: s.Number.Length > 0 ? s.Number : null))];

    /// <summary>The names of sources that the viewer sees.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> Names(AppDb db, Viewer viewer, IEnumerable<Guid> ids, CancellationToken ct)
    {
        var asked = ids.Distinct().ToArray();
        return asked.Length == 0 ? new Dictionary<Guid, string>() : await db.Seen<FundingSource>(viewer).Where(s => asked.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, ct);
    }

    /// <summary>The list as a file.</summary>
    internal static void MapExport(IEndpointRouteBuilder pages) =>
        pages.MapGet("/sources/export", async (HttpContext http, AppDb db, UnitTrees trees, Texts t, CancellationToken ct) =>
        {
            var tree = await trees.Now(ct);
            return new ListFile<Row>(t["Funding sources"], http.Request.Query["as"] == "xlsx" ? ListFormat.Xlsx : ListFormat.Csv, new(t["Funding sources"], t,
                new(t["Name of the source"], r => r.Name), new(t["Number"], r => r.Number), new(t["Kept by"], r => tree.NameOf(r.UnitId)),
                new(t["Units funded"], r => r.Units), new(t["First day"], r => r.StartsOn), new(t["Last day"], r => r.EndsOn)), All(db, http.Viewer()!, ct));
        }).RequireAuthorization();

    static async IAsyncEnumerable<Row> All(AppDb db, Viewer viewer, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        do
        {
            var page = await Page(db, viewer, 500, after, count: false, ct: ct);
            foreach (var row in page.Rows) yield return row;
            after = page.After;
        }
        while (after is not null);
    }
}
