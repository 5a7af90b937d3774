using Balsts.Units;
using Foundation.Viewers;
using Foundation.Web;

namespace Balsts.Appointments;

/// <summary>Deputising over the API: who acts for whom while they are away.</summary>
static class DeputiesApi
{
    public sealed record Item(Guid Id, Guid PersonId, Guid ForPersonId, PostKind Post, Guid UnitId, DateOnly StartsOn, DateOnly? EndsOn, int Version)
    {
        /// <summary>The initiative of which the deputy runs a part; null where they stand in for the whole post.</summary>
        public Guid? InitiativeId { get; init; }

        /// <summary>The units of the schools that they run.</summary>
        public IReadOnlyList<Guid> Units { get; init; } = [];
    }


    public static void Map(IEndpointRouteBuilder api)
    {
        var deputies = api.MapGroup("/deputies").WithTags("Appointments");
        deputies.MapGet("", async (HttpContext http, NameDeputy name) =>
            TypedResults.Ok(new Listing<Item>([.. (await name.Mine(http.Viewer()!, http.RequestAborted)).Select(m => new Item(m.Id, m.PersonId, m.GivenById, m.Post, m.GivenByUnitId, m.StartsOn, m.EndsOn, m.Version) { InitiativeId = m.SubjectId, Units = [.. m.Units.Select(u => u.UnitId)] })], null)))
            .WithName("ListDeputies").WithSummary("Who deputises for you, and for whom you do.");
        deputies.MapPost("", async (HttpContext http, NameDeputy.Input input, NameDeputy name) =>
            http.Created(await name.Run(input, http.Viewer()!, http.RequestAborted), _ => "/api/v1/deputies"))
            .WithName("NameDeputy").WithSummary("Names a deputy for one of your own posts.").WithMetadata(new MayAttribute(AppointmentRights.Make)).Produces<Made>(201).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        deputies.MapPost("{id:guid}/end", async (HttpContext http, Guid id, NameDeputy name) =>
            http.Answer(await name.End(id, http.Viewer()!, http.RequestAborted)))
            .WithName("EndDeputising").WithSummary("You are back: the deputising ends.").WithMetadata(new MayAttribute(AppointmentRights.Make)).Produces(204).ProducesProblem(404).ProducesProblem(409);
    }
}
