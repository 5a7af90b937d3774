using Foundation.Data;
using Foundation.Documents;
using Foundation.Files;
using Foundation.Jobs;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Units.Register;

/// <summary>What could not be taken, in the reader's language: an item of the list that the API and the command line give.</summary>
public sealed record RefusedCell(string File, int Row, string? Column, string? Value, string Reason);

/// <summary>What the API and the command line say of an import.</summary>
public sealed record RegisterAnswer(IReadOnlyDictionary<string, int> Created, int Updated, int Unchanged, IReadOnlyList<RefusedCell> Refused)
{
    public static RegisterAnswer Of(RegisterImported import, Texts t) =>
        new(import.Created, import.Updated, import.Unchanged, [.. import.Refused.Select(r => new RefusedCell(r.File, r.Row, r.Column, r.Value, t[r.Reason.Message, r.Reason.Args]))]);
}

/// <summary>The refusals as a file, and the import for programs.</summary>
static class RegisterEndpoints
{
    public static readonly Problem NotTaken = new(ProblemKind.Invalid, "register.partial", "{0} cells cannot be taken, and nothing was changed. Correct them, or send acceptPartial to go on without them.");

    public static string RefusedUrl(Guid work) => $"/units/import/{work}/refused?as=csv";

    public static void MapPages(IEndpointRouteBuilder pages) =>
        pages.MapGet("/units/import/{id:guid}/refused", async (Guid id, HttpContext http, AppDb db, Texts t, CancellationToken ct) =>
            await db.Seen<Work>(http.Viewer()!).AsNoTracking().FirstOrDefaultAsync(w => w.Id == id, ct) is { } work && RegisterWorker.ResultOf(work) is { } import
                ? new ListFile<Refusal>(t["What cannot be taken"], ListFormat.Csv, Columns(t), import.Refused.ToAsyncEnumerable())
                : Results.NotFound()).WithMetadata(new MayAttribute(UnitRights.Manage));

    public static void MapApi(IEndpointRouteBuilder api) =>
        api.MapPost("/units/import", async ([FromQuery] string? dryRun, [FromQuery] string? acceptPartial, HttpContext http, ImportRegister import, Texts t, CancellationToken ct) =>
        {
            IReadOnlyList<IFormFile> files = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(ct)).Files : [];
            var lists = files.Select(f => new RegisterList(f.FileName, f.OpenReadStream)).ToList();
            var input = new ImportRegister.Input(lists, IsOn(dryRun), IsOn(acceptPartial));
            var outcome = await import.Run(input, http.Viewer()!, ct: ct);
            if (outcome.Problem is { } problem) return http.Refuse(problem);
            var answer = RegisterAnswer.Of(outcome.Value!, t);
            if (outcome.Value!.Written || input.DryRun) return Results.Ok(answer);
            return Results.Problem(t[NotTaken.Message, answer.Refused.Count], statusCode: StatusCodes.Status422UnprocessableEntity, extensions: new Dictionary<string, object?>
            {
                ["code"] = NotTaken.Code, ["created"] = answer.Created, ["updated"] = answer.Updated, ["unchanged"] = answer.Unchanged, ["refused"] = answer.Refused,
            });
        }).WithMetadata(new MayAttribute(UnitRights.Manage)).Accepts<IFormFileCollection>("multipart/form-data").Produces<RegisterAnswer>().ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status404NotFound).WithName("ImportUnits");

    /// <summary>?dryRun, ?dryRun=true and ?dryRun=1 say the same.</summary>
    static bool IsOn(string? flag) => flag is not (null or "false" or "0");

    static Columns<Refusal> Columns(Texts t) => new(t["What cannot be taken"], t,
        new(t["File"], r => r.File), new(t["Row"], r => r.Row), new(t["Column"], r => r.Column), new(t["Value"], r => r.Value), new(t["Why, and what to do"], r => t[r.Reason.Message, r.Reason.Args]));
}
