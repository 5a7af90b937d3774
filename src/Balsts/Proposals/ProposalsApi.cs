using Balsts.Units;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Proposals;

/// <summary>Proposals for programs, and the one-button acts of their page.</summary>
static class ProposalsApi
{
    /// <summary>A proposal in a list; the author is left out where the reader is not told who made it.</summary>
    public sealed record Item(Guid Id, Guid? AuthorId, Guid AddresseeUnitId, string Addressee, string Title, DateOnly On, ProposalState State, DateOnly? PublishedOn);

    /// <summary>A proposal by itself. The version is the ETag as well.</summary>
    public sealed record One(Guid Id, Guid? AuthorId, Guid AddresseeUnitId, string Addressee, string Title, string Text, DateOnly On, ProposalState State, string Answer, string Decision, string Effect, DateOnly? PublishedOn, int Version);

    public sealed record Publication(bool Published);

    static readonly MayAttribute Answers = new(ProposalRights.Answer);

    public static void Map(IEndpointRouteBuilder api)
    {
        var proposals = api.MapGroup("/proposals").WithTags("Proposals");
        proposals.MapGet("", async (HttpContext http, FindProposals find, UnitTrees trees, int? limit, string? after, ProposalState? state, bool? mine, CancellationToken ct) =>
        {
            var page = await find.Page(new(state, mine ?? false), http.Viewer()!, Api.Limit(limit), after, count: false, ct: ct);
            var tree = await trees.Now(ct);
            return Results.Ok(new Listing<Item>([.. page.Rows.Select(r => new Item(r.Id, r.AuthorId, r.AddresseeUnitId, tree.NameOf(r.AddresseeUnitId), r.Title, r.On, r.State, r.PublishedOn))], page.After));
        }).Produces<Listing<Item>>().WithName("ListProposals");
        proposals.MapGet("/{id:guid}", async (Guid id, HttpContext http, AppDb db, UnitTrees trees, CancellationToken ct) =>
        {
            var viewer = http.Viewer()!;
            if (await db.Seen<Proposal>(viewer).AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct) is not { } p) return http.Refuse(Problem.NotFound);
            return http.Show(new One(p.Id, Proposal.NamesAuthorTo(viewer, p.AuthorId, p.AddresseeUnitId) ? p.AuthorId : null, p.AddresseeUnitId, (await trees.Now(ct)).NameOf(p.AddresseeUnitId), p.Title, p.Text, p.On, p.State, p.Answer, p.Decision, p.Effect, p.PublishedOn, p.Version), p.Version);
        }).Produces<One>().ProducesProblem(404).WithName("GetProposal");
        proposals.MapPost("", async (MakeProposal.Input input, HttpContext http, MakeProposal make, CancellationToken ct) => http.Created(await make.Run(input, http.Viewer()!, ct), id => $"/api/v1/proposals/{id}"))
            .Produces<Made>(201).ProducesValidationProblem(422).WithName("MakeProposal");
        proposals.MapPost("/{id:guid}/answer", async (Guid id, TreatProposal.Reply input, HttpContext http, TreatProposal treat, CancellationToken ct) => http.Answer(await treat.Answer(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .WithMetadata(Answers).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("AnswerProposal");
        proposals.MapPost("/{id:guid}/decide", async (Guid id, TreatProposal.Decision input, HttpContext http, TreatProposal treat, CancellationToken ct) => http.Answer(await treat.Decide(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .WithMetadata(Answers).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("DecideProposal");
        proposals.MapPost("/{id:guid}/finish", async (Guid id, TreatProposal.Result input, HttpContext http, TreatProposal treat, CancellationToken ct) => http.Answer(await treat.Finish(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .WithMetadata(Answers).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("FinishProposal");
        proposals.MapPost("/{id:guid}/publish", async (Guid id, Publication input, HttpContext http, TreatProposal treat, CancellationToken ct) => http.Answer(await treat.Publish(id, input.Published, http.Viewer()!, ct)))
            .WithMetadata(Answers).Produces(204).ProducesProblem(404).ProducesProblem(409).WithName("PublishProposal");
        proposals.MapPost("/{id:guid}/withdraw", async (Guid id, HttpContext http, TreatProposal treat, CancellationToken ct) => http.Answer(await treat.Withdraw(id, http.Viewer()!, ct)))
            .Produces(204).ProducesProblem(404).ProducesProblem(409).WithName("WithdrawProposal");
    }

    /// <summary>The buttons of the page.</summary>
    public static void MapActs(IEndpointRouteBuilder pages)
    {
        pages.MapPost("/proposals/{id:guid}/publish", async (Guid id, HttpContext http, TreatProposal treat, CancellationToken ct) =>
            Back(id, await treat.Publish(id, (await http.Request.ReadFormAsync(ct))["published"] == "true", http.Viewer()!, ct))).FromOurForms().WithMetadata(Answers);
        pages.MapPost("/proposals/{id:guid}/withdraw", async (Guid id, HttpContext http, TreatProposal treat, CancellationToken ct) => Back(id, await treat.Withdraw(id, http.Viewer()!, ct))).FromOurForms().RequireAuthorization();

        // a second press finds the page as the first one left it
        static IResult Back(Guid id, Outcome<Guid> outcome) => outcome.Problem?.Kind == ProblemKind.NotFound ? Results.NotFound() : Results.Redirect(ProposalPage.Url(id));
    }
}
