using Foundation.Documents;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Units;

/// <summary>The list of units as a file: exactly what the filter shows, all of it.</summary>
static class UnitsExport
{
    internal sealed record Row(Guid Id, string CountryId, UnitKind Kind, string Type, string Name, string Founder, string Address, string Email, string Phone, string Number);

    public static void Map(IEndpointRouteBuilder pages) =>
        pages.MapGet("/units/export", async (HttpContext http, FindUnits find, UnitTrees trees, CountryPacks packs, Texts t, CancellationToken ct) =>
        {
            var query = ListQuery.From(http.Request.GetEncodedPathAndQuery());
            var units = await find.Of(FindUnits.From(query), http.Viewer()!, ct);
            var rows = (query.Desc ? units.OrderByDescending(u => u.SortName) : units.OrderBy(u => u.SortName)).AsNoTracking()
                .Select(u => new Row(u.Id, u.CountryId, u.Kind, u.Type, u.Name, u.Founder, u.Address, u.Email, u.Phone, u.ExternalIds.Where(x => x.System == UnitExternalId.Register).Select(x => x.Value).FirstOrDefault() ?? ""));
            var tree = await trees.Now(ct);
            return new ListFile<Row>(t["Units"], http.Request.Query["as"] == "xlsx" ? ListFormat.Xlsx : ListFormat.Csv, new(t["Units"], t,
                new(t.In("unit", "Name"), u => u.Name),
                new(t["Kind"], u => t.Of(u.Kind)),
                new(t["Type"], u => u.Type.Length == 0 ? "" : packs[u.CountryId].TypeIn(u.Kind, u.Type, t)),
                new(t["Registration number"], u => u.Number),
                new(t["Authority"], u => tree.Find(u.Id)?.ParentId is { } parent ? tree.NameOf(parent) : ""),
                new(t["Territory"], u => tree.Find(u.Id)?.TerritoryId is { } territory ? tree.NameOf(territory) : ""),
                new(t["Founder"], u => u.Founder), new(t["Address"], u => u.Address), new(t["E-mail"], u => u.Email), new(t["Telephone"], u => u.Phone)), rows.AsAsyncEnumerable());
        }).RequireAuthorization();
}
