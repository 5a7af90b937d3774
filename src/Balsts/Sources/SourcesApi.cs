using Balsts.Units;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Sources;

/// <summary>Funding sources for programs.</summary>
static class SourcesApi
{
    public sealed record Item(Guid Id, Guid UnitId, string Name, string Number, DateOnly StartsOn, DateOnly? EndsOn);

    /// <summary>A source by itself; loads are full loads (0.2 is a fifth). The version is the ETag as well.</summary>
    public sealed record One(Guid Id, Guid UnitId, string Name, string Number, string Acknowledgement, DateOnly StartsOn, DateOnly? EndsOn, IReadOnlyList<OneNorm> Norm, IReadOnlyList<Guid> Units, int Version);
    public sealed record OneNorm(string Field, decimal Load);

    public static void Map(IEndpointRouteBuilder api)
    {
        var sources = api.MapGroup("/sources").WithTags("Sources");
        var manage = new MayAttribute(SourceRights.Manage);
        sources.MapGet("", async (HttpContext http, AppDb db, int? limit, string? after, CancellationToken ct) =>
        {
            var page = await FindSources.Page(db, http.Viewer()!, Api.Limit(limit), after, count: false, ct: ct);
            return Results.Ok(new Listing<Item>([.. page.Rows.Select(r => new Item(r.Id, r.UnitId, r.Name, r.Number, r.StartsOn, r.EndsOn))], page.After));
        }).Produces<Listing<Item>>().WithName("ListSources");
        sources.MapGet("/{id:guid}", async (Guid id, HttpContext http, AppDb db, CancellationToken ct) =>
            await db.Seen<FundingSource>(http.Viewer()!).AsNoTracking().Include(s => s.Norm).Include(s => s.Units).AsSplitQuery().FirstOrDefaultAsync(s => s.Id == id, ct) is { } s
                ? http.Show(new One(s.Id, s.UnitId, s.Name, s.Number, s.Acknowledgement, s.StartsOn, s.EndsOn, [.. s.Norm.Select(n => new OneNorm(n.Field, n.Load / 1000m))], [.. s.Units.Select(u => u.UnitId)], s.Version), s.Version)
                : http.Refuse(Problem.NotFound)).Produces<One>().ProducesProblem(404).WithName("GetSource");
        sources.MapPost("", async (KeepSource.Input input, HttpContext http, KeepSource keep, CancellationToken ct) => http.Created(await keep.Add(input, http.Viewer()!, ct), id => $"/api/v1/sources/{id}"))
            .WithMetadata(manage).Produces<Made>(201).ProducesProblem(404).ProducesValidationProblem(422).WithName("AddSource");
        sources.MapPut("/{id:guid}", async (Guid id, KeepSource.Input input, HttpContext http, KeepSource keep, CancellationToken ct) => http.Answer(await keep.Change(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .WithMetadata(manage).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("ChangeSource");
    }
}
