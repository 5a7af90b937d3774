using Balsts.People;
using Balsts.Units;
using Foundation.Documents;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.AspNetCore.Http.Extensions;

namespace Balsts.Goals;

/// <summary>Goals and needs as files: exactly what the filter shows, all of it.</summary>
static class GoalsExport
{
    internal sealed record Line(GoalRow Row, string Person, string Supporter);

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/goals/export", async (HttpContext http, FindGoals find, PersonNames names, UnitTrees trees, CountryPacks packs, Texts t, CancellationToken ct) =>
        {
            var query = ListQuery.From(http.Request.GetEncodedPathAndQuery());
            var tree = await trees.Now(ct);
            return new ListFile<Line>(t["Goals"], FormatOf(http), new(t["Goals"], t,
                new(t["Goal"], l => l.Row.Statement),
                new(t["How one will know"], l => l.Row.Measure),
                new(t["Educator"], l => l.Person),
                new(t["Where"], l => tree.NameOf(l.Row.UnitId)),
                new(t["Supported by"], l => l.Supporter),
                new(t["Support field"], l => l.Row.Field.Length == 0 ? "" : CountryPack.NameIn(packs[l.Row.CountryId].SupportFields, l.Row.Field, t.Language)),
                new(t["State"], l => t.Of(l.Row.State)),
                new(t["Since"], l => l.Row.StartsOn),
                new(t["Due"], l => l.Row.DueOn),
                new(t["Closed on"], l => l.Row.ClosedOn)), Lines());

            async IAsyncEnumerable<Line> Lines()
            {
                await foreach (var chunk in find.All(GoalFilter.Of(query), http.Viewer()!, ct))
                {
                    var known = await names.Of(chunk.SelectMany(r => new[] { r.PersonId ?? Guid.Empty, r.SupporterId ?? Guid.Empty }), ct);
                    foreach (var row in chunk) yield return new(row, known.GetValueOrDefault(row.PersonId ?? Guid.Empty, ""), known.GetValueOrDefault(row.SupporterId ?? Guid.Empty, ""));
                }
            }
        }).RequireAuthorization();

        pages.MapGet("/needs/export", async (HttpContext http, FindNeeds find, UnitTrees trees, CountryPacks packs, Texts t, CancellationToken ct) =>
        {
            var query = ListQuery.From(http.Request.GetEncodedPathAndQuery());
            var tree = await trees.Now(ct);
            return new ListFile<NeedRow>(t["Needs"], FormatOf(http), new(t["Needs"], t,
                new(t["Need"], r => r.Statement),
                new(t["For whom"], r => r.Target),
                new(t["Where"], r => tree.NameOf(r.UnitId)),
                new(t["Support field"], r => r.Field.Length == 0 ? "" : CountryPack.NameIn(packs[r.CountryId].SupportFields, r.Field, t.Language)),
                new(t["Known from"], r => t.Of(r.Source)),
                new(t["School year"], r => NeedPage.Year(r.SchoolYear)),
                new(t["Stated on"], r => r.StatedOn),
                new(t["Met on"], r => r.MetOn)), find.All(NeedFilter.Of(query), http.Viewer()!, ct));
        }).RequireAuthorization();
    }

    static ListFormat FormatOf(HttpContext http) => http.Request.Query["as"] == "xlsx" ? ListFormat.Xlsx : ListFormat.Csv;
}
