using Foundation.Data;
using Foundation.History;
using Foundation.Jobs;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Security;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Privacy;

/// <summary>The trace for whose words were read, what people ask about their data, and what those who answer for it do: retention, records of processing, anchors of the history.</summary>
static class PrivacyApi
{
    const int AnchorsMax = 400;

    /// <summary>A line of the trace.</summary>
    /// <param name="Reader">Their name, with the posts that they held.</param>
    /// <param name="What">What was read, by the name of its kind.</param>
    /// <param name="At">The first time on that day, UTC.</param>
    public sealed record Item(DateOnly Day, DateTime At, string Reader, string What, Guid SubjectId, string Sentence);

    /// <summary>A request about what is held on somebody, by itself. The version is the ETag as well.</summary>
    public sealed record One(Guid Id, Guid PersonId, Guid UnitId, DataRequestKind Kind, string Text, DateOnly On, DateOnly DueOn, DataRequestState State, string Answer, DateOnly? AnsweredOn, IReadOnlyList<ErasureLine> Erased, int Version);

    /// <summary>What would go and what would stay.</summary>
    /// <param name="WithName">Whether the name and the account go as well.</param>
    /// <param name="Kinds">What is sent back to confirm that it was looked at.</param>
    public sealed record Erasing(bool WithName, IReadOnlyList<ErasureLine> Lines, string Kinds);

    /// <summary>What has had its time in a unit, up to which day of each kind.</summary>
    public sealed record Aged(Guid Id, Guid UnitId, WorkState State, IReadOnlyDictionary<DataKind, DateOnly> Before, IReadOnlyList<RetentionLine> Lines);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/trace", async (HttpContext http, FindTrace find, int? limit, string? after, DateOnly? from, DateOnly? until, CancellationToken ct) =>
        {
            var page = await find.Page(new(from, until), http.Viewer()!, Foundation.Web.Api.Limit(limit), after, count: false, ct: ct);
            return TypedResults.Ok(new Listing<Item>([.. page.Rows.Select(l => new Item(l.Row.Day, l.Row.At, l.Who, l.Row.What, l.Row.SubjectId, l.Sentence))], page.After));
        }).WithTags("Privacy").WithName("ListTrace").WithSummary("Who read what you wrote, the latest day first; nobody else may ask.");

        api.MapPost("/my-data", async (HttpContext http, GatherMyData gather, CancellationToken ct) => http.Created(await gather.Run(http.Viewer()!, ct), id => $"/api/v1/works/{id}"))
            .WithMetadata(new WholeAttribute()).Produces<Made>(201).WithTags("Privacy").WithName("GatherMyData").WithSummary("Begins to gather everything that is held on you; the work says when the file is there.");
        MyDataWorker.MapFile(api, "/my-data/{id:guid}/file").Produces<Stream>(200, "application/zip").ProducesProblem(404).WithTags("Privacy").WithName("GetMyData").WithSummary("The file, for a week and for you alone: an index to read, and a file for programs of each kind of rows.");

        var requests = api.MapGroup("/my-data/requests").WithTags("Privacy");
        requests.MapGet("", async (HttpContext http, FindDataRequests find, CancellationToken ct) => TypedResults.Ok(new Listing<DataRequestRow>([.. await find.Own(http.Viewer()!, ct), .. await find.ToAnswer(http.Viewer()!, ct)], null)))
            .WithName("ListDataRequests").WithSummary("What you asked about what is held on you, and what waits for your answer.");
        requests.MapGet("/{id:guid}", async (Guid id, HttpContext http, AppDb db, CancellationToken ct) =>
            await db.Seen<DataRequest>(http.Viewer()!).AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct) is { } r ? http.Show(new One(r.Id, r.PersonId, r.UnitId, r.Kind, r.Text, r.On, r.DueOn, r.State, r.Answer, r.AnsweredOn, r.ErasedLines, r.Version), r.Version) : http.Refuse(Problem.NotFound))
            .Produces<One>().ProducesProblem(404).WithName("GetDataRequest");
        requests.MapPost("", async (AskAboutData.Input input, HttpContext http, AskAboutData ask, CancellationToken ct) => http.Created(await ask.Run(input, http.Viewer()!, ct), id => $"/api/v1/my-data/requests/{id}"))
            .Produces<Made>(201).ProducesValidationProblem(422).WithName("AskAboutData");
        requests.MapPost("/{id:guid}/answer", async (Guid id, AnswerDataRequest.Input input, HttpContext http, AnswerDataRequest answer, CancellationToken ct) => http.Answer(await answer.Run(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("AnswerDataRequest");

        requests.MapGet("/{id:guid}/erasure", async (Guid id, HttpContext http, EraseOnRequest erase, CancellationToken ct) =>
            await erase.Preview(id, http.Viewer()!, ct) is var (_, plan) ? Results.Ok(new Erasing(plan.WithName, plan.Lines, plan.Kinds)) : http.Refuse(Problem.NotFound))
            .Produces<Erasing>().ProducesProblem(404).WithName("PreviewErasure");
        requests.MapPost("/{id:guid}/erasure", async (Guid id, EraseOnRequest.Input input, HttpContext http, EraseOnRequest erase, CancellationToken ct) => http.Answer(await erase.Run(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("Erase").WithSummary("Erases what was previewed: in a session that was proved lately, not by a token.").WithMetadata(new ProvedAttribute());
        requests.MapPost("/{id:guid}/lift", async (Guid id, LiftRestriction.Input input, HttpContext http, LiftRestriction lift, CancellationToken ct) => http.Answer(await lift.Run(id, input, http.Viewer()!, ct)))
            .Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("LiftRestriction");

        var retention = api.MapGroup("/retention").WithTags("Privacy").WithMetadata(new MayAttribute(PrivacyRights.Retain));
        retention.MapPost("", async (PrepareRetention.Input input, HttpContext http, PrepareRetention prepare, CancellationToken ct) => http.Created(await prepare.Run(input, http.Viewer()!, ct), id => $"/api/v1/retention/{id}/preview"))
            .Produces<Made>(201).ProducesValidationProblem(422).WithName("PreviewRetention").WithSummary("Counts what has been kept long enough; nothing is erased.");
        retention.MapGet("/{id:guid}/preview", async (Guid id, HttpContext http, AppDb db, CancellationToken ct) =>
            await db.Seen<Work>(http.Viewer()!).AsNoTracking().FirstOrDefaultAsync(w => w.Id == id && w.Kind == RetentionWorker.Name, ct) is { } work && RetentionWorker.OrderOf(work) is var order ? Results.Ok(new Aged(id, order.UnitId, work.State, order.Before, order.Lines)) : http.Refuse(Problem.NotFound))
            .Produces<Aged>().ProducesProblem(404).WithName("GetRetention");
        retention.MapPost("/{id:guid}/run", async (Guid id, HttpContext http, PrepareRetention prepare, CancellationToken ct) => http.Answer(await prepare.Confirm(id, http.Viewer()!, ct)))
            .Produces(204).ProducesProblem(404).ProducesProblem(409).WithName("RunRetention").WithSummary("Erases what was previewed: in a session that was proved lately, not by a token.").WithMetadata(new ProvedAttribute());
        api.MapGet("/processing", (HttpContext http, FindProcessing find, Texts t) => TypedResults.Ok(new Listing<ProcessingLine>(find.Lines(http.Viewer()!.CountryId, t), null)))
            .WithTags("Privacy").WithName("ListProcessing").WithSummary("The records of processing, in the language of the asker.").WithMetadata(new MayAttribute(PrivacyRights.Retain));

        api.MapGet("/history/anchors", async (HistoryChain chain, CancellationToken ct) => TypedResults.Ok(new Listing<Anchor>(await chain.Anchors(AnchorsMax, ct), null)))
            .WithTags("Privacy").WithName("ListHistoryAnchors").WithSummary("Where the chain of the history stood, day by day (UTC): keep it elsewhere, and “balsts history verify --anchor FILE” proves the history by it.").WithMetadata(new MayAttribute(PrivacyRights.Anchors));
    }
}
