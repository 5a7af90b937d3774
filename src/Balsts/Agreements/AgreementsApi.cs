using Balsts.Goals;
using Foundation.Outcomes;
using Foundation.Viewers;
using Foundation.Web;

namespace Balsts.Agreements;

/// <summary>Agreements for programs.</summary>
static class AgreementsApi
{
    /// <summary>The facts of an agreement as programs read them; the state is that of today.</summary>
    public sealed record AgreementItem(Guid Id, Guid UnitId, AgreementKind Kind, Guid PersonId, Guid SupporterId, Guid OfferedById, AgreementMethod? Method, AgreementChannel? Channel, int? EveryWeeks, int? Minutes, DateOnly StartsOn, DateOnly EndsOn, AgreementState State, int Version);

    /// <summary>An agreement with what it is about, and why it was declined or ended; null for whoever may not read that.</summary>
    public sealed record AgreementWithTerms(AgreementItem Agreement, TermsItem? Terms, string? Reason);

    /// <param name="Goals">Those of the goals that you may read yourself.</param>
    public sealed record TermsItem(string Focus, IReadOnlyList<Guid> Goals, bool SharedWithHead);

    public static void Map(IEndpointRouteBuilder api)
    {
        var agreements = api.MapGroup("/agreements").WithTags("Agreements");
        agreements.MapGet("", async (HttpContext http, FindAgreements find, int? limit, string? after, AgreementState? state, Guid? person, Guid? unit, bool? mine) =>
        {
            var page = await find.Page(new(state, person, unit, mine == true), http.Viewer()!, Foundation.Web.Api.Limit(limit), after, count: false, ct: http.RequestAborted);
            return TypedResults.Ok(new Listing<AgreementItem>([.. page.Rows.Select(r => Item(r, http.Viewer()!.Today))], page.After));
        }).WithName("ListAgreements").WithSummary("Agreements of support and of visits as far as you see them, the latest first: facts alone.");
        agreements.MapGet("{id:guid}", async (Guid id, HttpContext http, FindAgreements find, FindGoals goals) =>
        {
            var viewer = http.Viewer()!;
            if (await find.One(id, viewer, http.RequestAborted) is not { } row) return http.Refuse(Problem.NotFound);
            var terms = await find.Terms(id, viewer, http.RequestAborted);
            return http.Show(new AgreementWithTerms(Item(row, viewer.Today), terms is null ? null : new(terms.Focus, [.. (await goals.These(terms.Goals, viewer, http.RequestAborted)).Select(g => g.Id)], terms.SharingId is not null), await find.Reason(id, viewer, http.RequestAborted)), row.Version);
        }).WithName("ShowAgreement").WithSummary("One agreement, and what it is about where you may read that.").Produces<AgreementWithTerms>().ProducesProblem(404);
        agreements.MapPost("", async (OfferAgreement.Input input, HttpContext http, OfferAgreement offer) => http.Created(await offer.Run(input, http.Viewer()!, http.RequestAborted), id => $"/api/v1/agreements/{id}"))
            .WithName("OfferAgreement").WithSummary("Offers an agreement, to each of the people one of their own; gives the first.").Produces<Made>(201).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        agreements.MapPost("{id:guid}/confirm", async (Guid id, AnswerAgreement.Input input, HttpContext http, AnswerAgreement answer) => http.Answer(await answer.Confirm(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("ConfirmAgreement").WithSummary("Confirms an agreement that was offered to you.").Produces(204).ProducesProblem(404).ProducesProblem(409);
        agreements.MapPost("{id:guid}/decline", async (Guid id, AnswerAgreement.Input input, HttpContext http, AnswerAgreement answer) => http.Answer(await answer.Decline(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("DeclineAgreement").WithSummary("Declines an agreement, with a reason for the other side alone.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        agreements.MapPost("{id:guid}/withdraw", async (Guid id, HttpContext http, AnswerAgreement answer) => http.Answer(await answer.Withdraw(id, http.IfMatch(), http.Viewer()!, http.RequestAborted)))
            .WithName("WithdrawAgreement").WithSummary("Withdraws an agreement that you offered and nobody answered.").Produces(204).ProducesProblem(404).ProducesProblem(409);
        agreements.MapPost("{id:guid}/end", async (Guid id, EndAgreement.Input input, HttpContext http, EndAgreement end) => http.Answer(await end.Run(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("EndAgreement").WithSummary("Ends an agreement of yours, with a reason for the other side alone.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        agreements.MapPost("{id:guid}/renew", async (Guid id, HttpContext http, RenewAgreement renew) => http.Created(await renew.Run(id, http.IfMatch(), http.Viewer()!, http.RequestAborted), next => $"/api/v1/agreements/{next}"))
            .WithName("RenewAgreement").WithSummary("Offers the same agreement once more, for as long as before.").Produces<Made>(201).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
    }

    static AgreementItem Item(AgreementRow r, DateOnly today) => new(r.Id, r.UnitId, r.Kind, r.PersonId, r.SupporterId, r.OfferedById, r.Method, r.Channel, r.EveryWeeks, r.Minutes, r.StartsOn, r.EndsOn, r.StateOn(today), r.Version);
}
