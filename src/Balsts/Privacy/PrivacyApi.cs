using Foundation.Data;
using Foundation.History;
using Foundation.Outcomes;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Privacy;

/// <summary>The trace for whose words were read, and the anchors of the history for whoever keeps them elsewhere.</summary>
static class PrivacyApi
{
    const int AnchorsMax = 400;

    /// <summary>A line of the trace.</summary>
    /// <param name="Reader">Their name, with the posts that they held.</param>
    /// <param name="What">What was read, by the name of its kind.</param>
    /// <param name="At">The first time on that day, UTC.</param>
    public sealed record Item(DateOnly Day, DateTime At, string Reader, string What, Guid SubjectId, string Sentence);

    /// <summary>A request about what is held on somebody, by itself. The version is the ETag as well.</summary>
    public sealed record One(Guid Id, Guid PersonId, Guid UnitId, DataRequestKind Kind, string Text, DateOnly On, DateOnly DueOn, DataRequestState State, string Answer, DateOnly? AnsweredOn, int Version);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/trace", async (HttpContext http, FindTrace find, int? limit, string? after, DateOnly? from, DateOnly? until, CancellationToken ct) =>
        {
            var page = await find.Page(new(from, until), http.Viewer()!, Foundation.Web.Api.Limit(limit), after, count: false, ct: ct);
            return TypedResults.Ok(new Listing<Item>([.. page.Rows.Select(l => new Item(l.Row.Day, l.Row.At, l.Who, l.Row.What, l.Row.SubjectId, l.Sentence))], page.After));
        }).WithTags("Privacy").WithName("ListTrace").WithSummary("Who read what you wrote, the latest day first; nobody else may ask.");

        api.MapPost("/my-data", async (HttpContext http, GatherMyData gather, CancellationToken ct) => http.Created(await gather.Run(http.Viewer()!, ct), id => $"/api/v1/works/{id}"))
            .Produces<Made>(201).WithTags("Privacy").WithName("GatherMyData").WithSummary("Begins to gather everything that is held on you; the work says when the file is there.");
        MyDataWorker.MapFile(api, "/my-data/{id:guid}/file").Produces<Stream>(200, "application/zip").ProducesProblem(404).WithTags("Privacy").WithName("GetMyData").WithSummary("The file, for a week and for you alone: an index to read, and a file for programs of each kind of rows.");

        var requests = api.MapGroup("/my-data/requests").WithTags("Privacy");
        requests.MapGet("", async (HttpContext http, FindDataRequests find, CancellationToken ct) => TypedResults.Ok(new Listing<DataRequestRow>([.. await find.Own(http.Viewer()!, ct), .. await find.ToAnswer(http.Viewer()!, ct)], null)))
            .WithName("ListDataRequests").WithSummary("What you asked about what is held on you, and what waits for your answer.");
        requests.MapGet("/{id:guid}", async (Guid id, HttpContext http, AppDb db, CancellationToken ct) =>
            await db.Seen<DataRequest>(http.Viewer()!).AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct) is { } r ? http.Show(new One(r.Id, r.PersonId, r.UnitId, r.Kind, r.Text, r.On, r.DueOn, r.State, r.Answer, r.AnsweredOn, r.Version), r.Version) : http.Refuse(Problem.NotFound))
            .Produces<One>().ProducesProblem(404).WithName("GetDataRequest");
        requests.MapPost("", async (AskAboutData.Input input, HttpContext http, AskAboutData ask, CancellationToken ct) => http.Created(await ask.Run(input, http.Viewer()!, ct), id => $"/api/v1/my-data/requests/{id}"))
            .Produces<Made>(201).ProducesValidationProblem(422).WithName("AskAboutData");
        requests.MapPost("/{id:guid}/answer", async (Guid id, AnswerDataRequest.Input input, HttpContext http, AnswerDataRequest answer, CancellationToken ct) => http.Answer(await answer.Run(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("AnswerDataRequest");

        api.MapGet("/history/anchors", async (HistoryChain chain, CancellationToken ct) => TypedResults.Ok(new Listing<Anchor>(await chain.Anchors(AnchorsMax, ct), null)))
            .WithTags("Privacy").WithName("ListHistoryAnchors").WithSummary("Where the chain of the history stood, day by day (UTC): keep it elsewhere, and “balsts history verify --anchor FILE” proves the history by it.").WithMetadata(new MayAttribute(PrivacyRights.Anchors));
    }
}
