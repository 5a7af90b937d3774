using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Appointments;

/// <summary>Nominations over the API: for the nominee and whoever nominated.</summary>
static class NominationsApi
{
    /// <param name="Load">Full loads: 0.25 is a quarter.</param>
    public sealed record Item(Guid Id, Guid PersonId, string Person, PostKind Post, Guid UnitId, string Unit, string Field, decimal Load, Guid? SourceId, DateOnly StartsOn, DateOnly? EndsOn, Guid NominatedById, string NominatedBy, NominationState State, int Version);

    /// <param name="Charter">What the post asks, in the reader's language, with the version to acknowledge.</param>
    public sealed record One(Guid Id, Guid PersonId, PostKind Post, Guid UnitId, string Field, decimal Load, Guid? SourceId, Guid? SucceedsId, DateOnly StartsOn, DateOnly? EndsOn, Guid NominatedById, Guid NominatedByUnitId, NominationState State, string Reason, OneCharter Charter, int Version);
    public sealed record OneCharter(int Version, IReadOnlyList<string> Lines);

    public static void Map(IEndpointRouteBuilder api)
    {
        var nominations = api.MapGroup("/nominations").WithTags("Appointments");

        nominations.MapGet("", async (HttpContext http, AppDb db, PersonNames names, UnitTrees trees, int? limit, string? after, NominationState? state) =>
        {
            var ct = http.RequestAborted;
            var page = await FindNominations.Page(db, state, http.Viewer()!, Foundation.Web.Api.Limit(limit), after, count: false, ct: ct);
            var known = await names.Of(page.Rows.SelectMany(r => new[] { r.PersonId, r.NominatedById }), ct);
            var tree = await trees.Now(ct);
            return TypedResults.Ok(new Listing<Item>([.. page.Rows.Select(r => new Item(r.Id, r.PersonId, known.GetValueOrDefault(r.PersonId, ""), r.Post, r.UnitId, tree.NameOf(r.UnitId), r.Field, r.Load / 1000m, r.SourceId,
                r.StartsOn, r.EndsOn, r.NominatedById, known.GetValueOrDefault(r.NominatedById, ""), r.State, r.Version))], page.After));
        }).WithName("ListNominations").WithSummary("Your nominations: those to answer and those that you made.");

        nominations.MapGet("{id:guid}", async (HttpContext http, Guid id, AppDb db, CountryPacks packs, Foundation.Languages.Texts t) =>
        {
            var n = await db.Seen<Nomination>(http.Viewer()!).AsNoTracking().FirstOrDefaultAsync(n => n.Id == id, http.RequestAborted);
            var charter = n is null ? null : packs[n.CountryId].CharterOf(n.Post);
            return http.Show(n is null ? null : new One(n.Id, n.PersonId, n.Post, n.UnitId, n.Field, n.Load / 1000m, n.SourceId, n.SucceedsId, n.StartsOn, n.EndsOn, n.NominatedById, n.NominatedByUnitId, n.State, n.Reason,
                new(charter?.Version ?? 0, [.. charter?.Lines.Select(l => l.In(t.Language)) ?? []]), n.Version), n?.Version);
        }).WithName("ShowNomination").WithSummary("One nomination, with what the post asks.").Produces<One>().ProducesProblem(404);

        nominations.MapPost("", async (HttpContext http, NominatePerson.Input input, NominatePerson nominate) =>
            http.Created(await nominate.Run(input, http.Viewer()!, http.RequestAborted), id => $"/api/v1/nominations/{id}"))
            .WithName("NominatePerson").WithSummary("Nominates a person for a post.").WithMetadata(new MayAttribute(AppointmentRights.Make)).Produces<Made>(201).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);

        nominations.MapPost("{id:guid}/accept", async (HttpContext http, Guid id, AnswerNomination.Input input, AnswerNomination answer) =>
            http.Answer(await answer.Accept(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("AcceptNomination").WithSummary("Accepts the post; the charter's version says what was read.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);

        nominations.MapPost("{id:guid}/decline", async (HttpContext http, Guid id, AnswerNomination.Input input, AnswerNomination answer) =>
            http.Answer(await answer.Decline(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("DeclineNomination").WithSummary("Declines the post, with a reason.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);

        nominations.MapPost("{id:guid}/withdraw", async (HttpContext http, Guid id, AnswerNomination answer) =>
            http.Answer(await answer.Withdraw(id, http.IfMatch(), http.Viewer()!, http.RequestAborted)))
            .WithName("WithdrawNomination").WithSummary("Takes back a nomination that waits.").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }
}
