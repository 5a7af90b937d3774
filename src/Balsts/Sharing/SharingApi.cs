using Foundation.Viewers;
using Foundation.Web;

namespace Balsts.Sharing;

/// <summary>One's own sharing decisions for programs.</summary>
static class SharingApi
{
    /// <param name="Name">What is shared; null where it is there no more.</param>
    public sealed record DecisionItem(Guid Id, string? Name, Layer Layer, Guid UnitId, DateTime MadeAt, DateTime? RevokedAt);

    public static void Map(IEndpointRouteBuilder api)
    {
        var sharing = api.MapGroup("/sharing").WithTags("Sharing");
        sharing.MapGet("", async (HttpContext http, FindSharing find) =>
            TypedResults.Ok(new Listing<DecisionItem>([.. (await find.Own(http.Viewer()!, http.RequestAborted)).Select(r => new DecisionItem(r.Id, r.Thing?.Name, r.Layer, r.UnitId, r.MadeAt, r.RevokedAt))], null)))
            .WithName("ListSharing").WithSummary("Your sharing decisions: those that hold first.");
        sharing.MapPost("{id:guid}/revoke", async (Guid id, HttpContext http, RevokeSharing revoke) => http.Answer(await revoke.Run(id, http.Viewer()!, http.RequestAborted)))
            .WithName("RevokeSharing").WithSummary("Takes a sharing decision of yours back, at once.").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }
}
