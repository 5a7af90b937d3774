using System.Text.Json;
using Foundation.Data;
using Foundation.Jobs;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Works;

/// <summary>Long work over the API: asked after until it is over.</summary>
static class WorksApi
{
    /// <summary>How far the work is, and in the end what came of it, in the words of its kind.</summary>
    public sealed record Facts(Guid Id, string Kind, WorkState State, int Done, int Total, DateTime AskedAt, DateTime? EndedAt, JsonElement? Result);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/works/{id:guid}", async (Guid id, HttpContext http, AppDb db, ProgressBoard board, CancellationToken ct) =>
        {
            var work = await db.Seen<Work>(http.Viewer()!).AsNoTracking().FirstOrDefaultAsync(w => w.Id == id, ct);
            if (work is null) return http.Refuse(Foundation.Outcomes.Problem.NotFound);
            var (done, total) = board.Of(id) ?? (work.Done, work.Total);
            JsonElement? result = work.Result is null ? null : JsonElement.Parse(work.Result);
            return Results.Ok(new Facts(work.Id, work.Kind, work.State, done, total, work.AskedAt, work.EndedAt, result));
        }).Produces<Facts>().ProducesProblem(StatusCodes.Status404NotFound).WithName("GetWork");
}
