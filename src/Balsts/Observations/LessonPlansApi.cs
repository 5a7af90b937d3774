using Foundation.Outcomes;
using Foundation.Viewers;
using Foundation.Web;

namespace Balsts.Observations;

/// <summary>Lesson plans for programs.</summary>
static class LessonPlansApi
{
    /// <summary>A lesson plan with its editions, the latest first.</summary>
    public sealed record LessonPlanWithEditions(LessonPlanRow Plan, string Result, IReadOnlyList<EditionItem> Editions);

    /// <param name="Comment">What the other one said to it.</param>
    public sealed record EditionItem(int Number, Guid ById, DateTime WrittenAt, string Text, string Comment);

    public static void Map(IEndpointRouteBuilder api)
    {
        var plans = api.MapGroup("/lesson-plans").WithTags("Observations");
        plans.MapGet("", async (HttpContext http, WriteLessonPlan find, int? limit, string? after) =>
        {
            var page = await find.Page(http.Viewer()!, Foundation.Web.Api.Limit(limit), after, http.RequestAborted);
            return TypedResults.Ok(new Listing<LessonPlanRow>(page.Rows, page.After));
        }).WithName("ListLessonPlans").WithSummary("Lesson plans that you write with somebody, the latest first.");
        plans.MapGet("{id:guid}", async (Guid id, HttpContext http, WriteLessonPlan find) => await find.One(id, http.Viewer()!, http.RequestAborted) is { } p
            ? http.Show(new LessonPlanWithEditions(new(p.Id, p.UnitId, p.AgreementId, p.PersonId, p.SupporterId, p.Title, p.StartedOn, p.Current, p.TriedOn, p.Version), p.Result, [.. p.Editions.OrderByDescending(e => e.Number).Select(e => new EditionItem(e.Number, e.ById, e.WrittenAt, e.Text, e.Comment))]), p.Version)
            : http.Refuse(Problem.NotFound)).WithName("ShowLessonPlan").WithSummary("One lesson plan with its editions.").Produces<LessonPlanWithEditions>().ProducesProblem(404);
        plans.MapPost("", async (WriteLessonPlan.First input, HttpContext http, WriteLessonPlan write) => http.Created(await write.Begin(input, http.Viewer()!, http.RequestAborted), id => $"/api/v1/lesson-plans/{id}"))
            .WithName("BeginLessonPlan").WithSummary("Begins a lesson plan under an agreement of support.").Produces<Made>(201).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        plans.MapPost("{id:guid}/editions", async (Guid id, WriteLessonPlan.Input input, HttpContext http, WriteLessonPlan write) => http.Answer(await write.Write(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("WriteLessonPlan").WithSummary("Writes the next edition of a lesson plan.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        plans.MapPost("{id:guid}/comment", async (Guid id, WriteLessonPlan.Said input, HttpContext http, WriteLessonPlan write) => http.Answer(await write.Comment(id, input, http.Viewer()!, http.RequestAborted)))
            .WithName("CommentOnLessonPlan").WithSummary("Comments on the latest edition, which the other one wrote.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        plans.MapPost("{id:guid}/trial", async (Guid id, WriteLessonPlan.Tried input, HttpContext http, WriteLessonPlan write) => http.Answer(await write.Try(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("TryLessonPlan").WithSummary("Tells when your lesson was tried and what came of it.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
    }
}
