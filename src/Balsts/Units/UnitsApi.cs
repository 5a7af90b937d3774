using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Units;

/// <summary>Units over the API: everybody who has signed in reads those of their country.</summary>
static class UnitsApi
{
    /// <summary>A unit in a list.</summary>
    public sealed record Item(Guid Id, string CountryId, UnitKind Kind, string Type, string Name, string RegisterNumber, Guid? ParentId, Guid? TerritoryId);

    /// <summary>A name that another system has for a unit.</summary>
    public sealed record ExternalId(string System, string Value);

    /// <summary>One unit with everything that is known of it; its version is the ETag.</summary>
    public sealed record Facts(Guid Id, string CountryId, UnitKind Kind, string Type, string Name, Guid? ParentId, Guid? TerritoryId, string Founder, string Address, string Email, string Phone,
        DateOnly? StartsOn, DateOnly? EndsOn, IReadOnlyList<ExternalId> ExternalIds, int Version);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/units", async (int? limit, string? after, string? search, UnitKind? kind, string? type, Guid? territory, HttpContext http, FindUnits find, UnitTrees trees, CancellationToken ct) =>
        {
            var units = await find.Of(new(search, kind, type, territory), http.Viewer()!, ct);
            var page = await units.Page(u => u.SortName, FindUnits.Listed, u => u.SortName, Foundation.Web.Api.Limit(limit), after, count: false, ct: ct);
            var tree = await trees.Now(ct);
            return new Listing<Item>([.. page.Rows.Select(u => new Item(u.Id, u.CountryId, u.Kind, u.Type, u.Name, u.RegisterNumber, tree.Find(u.Id)?.ParentId, tree.Find(u.Id)?.TerritoryId))], page.After);
        }).WithName("ListUnits");

        api.MapGet("/units/{id:guid}", async (Guid id, HttpContext http, AppDb db, UnitTrees trees, CancellationToken ct) =>
        {
            var unit = await db.Seen<Unit>(http.Viewer()!).AsNoTracking().Include(u => u.ExternalIds).FirstOrDefaultAsync(u => u.Id == id, ct);
            var at = (await trees.Now(ct)).Find(id);
            return http.Show(unit is null ? null : new Facts(unit.Id, unit.CountryId, unit.Kind, unit.Type, unit.Name, at?.ParentId, at?.TerritoryId, unit.Founder, unit.Address, unit.Email, unit.Phone,
                unit.StartsOn, unit.EndsOn, [.. unit.ExternalIds.Select(x => new ExternalId(x.System, x.Value))], unit.Version), unit?.Version);
        }).Produces<Facts>().ProducesProblem(StatusCodes.Status404NotFound).WithName("GetUnit");

        api.MapPost("/units", async (AddUnit.Input input, AddUnit add, HttpContext http, CancellationToken ct) =>
            http.Created(await add.Run(input, http.Viewer()!, ct), id => $"/api/v1/units/{id}"))
            .WithMetadata(new MayAttribute(UnitRights.Manage)).Produces<Made>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity).WithName("AddUnit");

        api.MapPut("/units/{id:guid}", async (Guid id, DescribeUnit.Input input, DescribeUnit describe, HttpContext http, CancellationToken ct) =>
            http.Answer((Outcome)await describe.Run(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .WithMetadata(new MayAttribute(UnitRights.Manage)).Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity).WithName("DescribeUnit");
    }
}
