using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Foundation.Web;

namespace Balsts.Forms;

/// <summary>Forms for programs: the same JSON that the page takes and gives.</summary>
static class FormsApi
{
    /// <summary>A form as programs read it; without a unit it is the house's own.</summary>
    public sealed record FormItem(Guid Id, Guid? UnitId, string Code, Wording Name, int Current, DateOnly? RetiredOn, int Version);

    /// <summary>A form with what one of its versions asks.</summary>
    public sealed record FormItemWithBody(Guid Id, Guid? UnitId, Guid VersionId, int Number, DateTime PublishedAt, string Digest, FormBody Form, DateOnly? RetiredOn, int Version);

    /// <summary>What publishing would do. Nothing is published where there are faults.</summary>
    public sealed record Looked(Guid? FormId, int Number, IReadOnlyList<LookedFault> Faults, IReadOnlyList<FormChange> Changes);

    /// <summary>A place that has to be put right: a JSON path, and what to write there.</summary>
    public sealed record LookedFault(string Path, string Message);

    /// <summary>A form and whose it is to be.</summary>
    public sealed class Sent
    {
        [Required] public Guid? UnitId { get; set; }
        [Required] public JsonElement? Form { get; set; }

        public string Json => Form!.Value.GetRawText();
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        var forms = api.MapGroup("/forms").WithTags("Forms");
        var keep = new MayAttribute(FormRights.Keep);
        forms.MapGet("", async (HttpContext http, FindForms find, int? limit, string? after, FormState? state) =>
        {
            var page = await find.Page(state, http.Viewer()!, Foundation.Web.Api.Limit(limit), after, count: false, ct: http.RequestAborted);
            return TypedResults.Ok(new Listing<FormItem>([.. page.Rows.Select(r => new FormItem(r.Id, r.UnitId, r.Code, r.Name, r.Current, r.RetiredOn, r.Version))], page.After));
        }).WithName("ListForms").WithSummary("Forms that you may observe by, by name.");
        forms.MapGet("{id:guid}", async (Guid id, HttpContext http, FindForms find, int? number) =>
            await find.One(id, number, http.Viewer()!, http.RequestAborted) is var (f, v)
                ? http.Show(new FormItemWithBody(f.Id, f.UnitId, v.Id, v.Number, v.PublishedAt, v.Digest, FormBody.Of(v), f.RetiredOn, f.Version), f.Version) : http.Refuse(Problem.NotFound))
            .WithName("ShowForm").WithSummary("One form, with what its current version asks, or the version whose number you say.").Produces<FormItemWithBody>().ProducesProblem(404);
        forms.MapPost("check", async (Sent sent, HttpContext http, CheckForm check, Texts t) => await check.Run(sent.UnitId!.Value, sent.Json, http.Viewer()!, http.RequestAborted) is { Value: { } looked }
                ? Results.Ok(new Looked(looked.Existing?.Id, looked.Number, [.. looked.Faults.Select(f => new LookedFault(f.Path, t[f.Message, f.Args]))], looked.Changes)) : http.Refuse(Problem.NotFound))
            .WithName("CheckForm").WithSummary("Says what publishing a form would change, or what has to be put right first. Nothing is written.").WithMetadata(keep).Produces<Looked>().ProducesProblem(404).ProducesValidationProblem(422);
        forms.MapPost("", async (Sent sent, HttpContext http, PublishForm publish, CheckForm check, Texts t) =>
        {
            var outcome = await publish.Run(new() { UnitId = sent.UnitId, Json = sent.Json }, http.Viewer()!, http.RequestAborted);
            if (outcome.Problem != ObservationForm.Faulty) return http.Created(outcome, id => $"/api/v1/forms/{id}");
            var faults = FormReader.Read(sent.Json).Faults;
            return Results.ValidationProblem(faults.GroupBy(f => f.Path).ToDictionary(g => g.Key, g => g.Select(f => t[f.Message, f.Args]).ToArray()), t[ObservationForm.Faulty.Message], statusCode: 422, extensions: new Dictionary<string, object?> { ["code"] = ObservationForm.Faulty.Code });
        }).WithName("PublishForm").WithSummary("Publishes a form of a unit, or the next version of the one that has this code there.").WithMetadata(keep).Produces<Made>(201).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        forms.MapPost("{id:guid}/retire", async (Guid id, HttpContext http, RetireForm retire) => http.Answer(await retire.Run(id, http.IfMatch(), http.Viewer()!, http.RequestAborted)))
            .WithName("RetireForm").WithSummary("Retires a form: no new visit begins with it.").WithMetadata(keep).Produces(204).ProducesProblem(404).ProducesProblem(409);
        forms.MapPost("{id:guid}/take-back", async (Guid id, HttpContext http, RetireForm retire) => http.Answer(await retire.TakeBack(id, http.IfMatch(), http.Viewer()!, http.RequestAborted)))
            .WithName("TakeFormBack").WithSummary("Takes a retired form into use again.").WithMetadata(keep).Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    /// <summary>A version as a file, for whoever changes it or takes it elsewhere.</summary>
    public static void MapPages(IEndpointRouteBuilder pages) =>
        pages.MapGet("/forms/{id:guid}/export", async (Guid id, HttpContext http, FindForms find, int? number) => await find.One(id, number, http.Viewer()!, http.RequestAborted) is var (form, version)
            ? Results.File(System.Text.Encoding.UTF8.GetBytes(FormBody.Of(version).ToFile()), "application/json", $"{form.Code}-{version.Number}.json") : Results.NotFound()).RequireAuthorization();
}
