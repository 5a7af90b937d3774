using Balsts.People;
using Balsts.Units;
using Foundation.Documents;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.AspNetCore.Http.Extensions;

namespace Balsts.Groups;

/// <summary>The groups as a file: exactly what the filter shows, all of it.</summary>
static class GroupsExport
{
    public static void Map(IEndpointRouteBuilder pages) =>
        pages.MapGet("/groups/export", async (HttpContext http, FindGroups find, PersonNames names, UnitTrees trees, CountryPacks packs, Texts t, CancellationToken ct) =>
        {
            var (tree, viewer, filter) = (await trees.Now(ct), http.Viewer()!, GroupFilter.Of(ListQuery.From(http.Request.GetEncodedPathAndQuery())));
            return new ListFile<(GroupRow Row, string Leaders)>(t["Groups"], http.Request.Query["as"] == "xlsx" ? ListFormat.Xlsx : ListFormat.Csv, new(t["Groups"], t,
                new(t["Group"], r => r.Row.Group.Name),
                new(t["Kind"], r => t.Of(r.Row.Group.Kind)),
                new(t["Where"], r => tree.NameOf(r.Row.Group.UnitId)),
                new(t["Support field"], r => r.Row.Group.Field.Length == 0 ? "" : CountryPack.NameIn(packs[r.Row.Group.CountryId].SupportFields, r.Row.Group.Field, t.Language)),
                new(t["Led by"], r => r.Leaders),
                new(t["Members"], r => r.Row.Members),
                new(t["First day"], r => r.Row.Group.StartsOn),
                new(t["Last day"], r => r.Row.Group.LastDay),
                new(t["Next session"], r => r.Row.Next),
                new(t["State"], r => t.Of(r.Row.Group.StateOn(viewer.Today)))), Lines());

            async IAsyncEnumerable<(GroupRow, string)> Lines()
            {
                await foreach (var row in find.All(filter, viewer, ct))
                {
                    var known = await names.Of(row.Leaders, ct);
                    yield return (row, string.Join(", ", row.Leaders.Select(l => known.GetValueOrDefault(l, ""))));
                }
            }
        }).RequireAuthorization();
}
