using Balsts.People.Import;
using Balsts.Units;
using Foundation.Data;
using Foundation.Documents;
using Foundation.Files;
using Foundation.Jobs;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Ui;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.EntityFrameworkCore;

namespace Balsts.People;

/// <summary>The same people and the same acts for programs, and the files beside the list.</summary>
static class PeopleApi
{
    /// <summary>A person in a list; loads are full loads (0.5 is half).</summary>
    public sealed record Item(Guid Id, string CountryId, string GivenName, string FamilyName, string Email, string Phone, decimal Load, IReadOnlyList<ItemEmployment> Employments);
    public sealed record ItemEmployment(Guid UnitId, string Unit, PostKind Post, string Subject, decimal Load);

    /// <summary>A person by themselves. The version is the ETag as well.</summary>
    public sealed record One(Guid Id, string CountryId, string GivenName, string FamilyName, string Email, string Phone, int Version, IReadOnlyList<OneEmployment> Employments, IReadOnlyList<OneExternalId> ExternalIds);
    public sealed record OneEmployment(Guid Id, Guid UnitId, string Unit, PostKind Post, string Subject, decimal Load, DateOnly? StartsOn, DateOnly? EndsOn, int Version);
    public sealed record OneExternalId(string System, string Value);

    public static void Map(IEndpointRouteBuilder api)
    {
        var people = api.MapGroup("/people").WithTags("People");
        people.MapGet("", List).WithMetadata(new MayAttribute(PeopleRights.Read)).Produces<Listing<Item>>().WithName("ListPeople");
        people.MapGet("/{id:guid}", Get).Produces<One>().ProducesProblem(404).WithName("GetPerson");
        people.MapPost("", async (AddPerson.Input input, HttpContext http, AddPerson add, CancellationToken ct) => http.Created(await add.Run(input, http.Viewer()!, ct), id => $"/api/v1/people/{id}"))
            .WithMetadata(Manage).Produces<Made>(201).ProducesValidationProblem(422).WithName("AddPerson");
        people.MapPut("/{id:guid}", async (Guid id, DescribePerson.Input input, HttpContext http, DescribePerson describe, CancellationToken ct) => http.Answer(await describe.Run(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .WithMetadata(Manage).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("DescribePerson");
        people.MapPost("/{id:guid}/employments", async (Guid id, AddEmployment.Input input, HttpContext http, AddEmployment add, CancellationToken ct) => http.Created(await add.Run(id, input, http.Viewer()!, ct), _ => $"/api/v1/people/{id}"))
            .WithMetadata(Manage).Produces<Made>(201).ProducesProblem(404).ProducesValidationProblem(422).WithName("AddEmployment");
        people.MapPut("/{id:guid}/employments/{employment:guid}", async (Guid id, Guid employment, ChangeEmployment.Input input, HttpContext http, ChangeEmployment change, CancellationToken ct) =>
                http.Answer(await change.Run(id, employment, input, http.IfMatch(), http.Viewer()!, ct)))
            .WithMetadata(Manage).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("ChangeEmployment");
        people.MapPost("/merge", async (MergePeople.Input input, HttpContext http, MergePeople merge, CancellationToken ct) => http.Answer(await merge.Run(input, http.Viewer()!, ct)))
            .WithMetadata(Manage).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("MergePeople");
        people.MapPost("/import", Import).WithMetadata(Manage).Accepts<IFormFile>("multipart/form-data").Produces<ImportPeople.Result>().ProducesProblem(422).WithName("ImportPeople");
    }

    static readonly MayAttribute Manage = new(PeopleRights.Manage);

    static async Task<IResult> List(HttpContext http, FindPeople people, UnitTrees trees, int? limit, string? after, string? search, Guid? unit, PostKind? post, CancellationToken ct)
    {
        var page = await people.Page(new(search, unit, post), http.Viewer()!, Api.Limit(limit), after, count: false, ct: ct);
        var tree = await trees.Now(ct);
        return Results.Ok(new Listing<Item>(
            [.. page.Rows.Select(p => new Item(p.Id, p.CountryId, p.GivenName, p.FamilyName, p.Email, p.Phone, p.Load / 1000m, [.. p.Employments.Select(e => new ItemEmployment(e.UnitId, tree.NameOf(e.UnitId), e.Post, e.Subject, e.Load / 1000m))]))],
            page.After));
    }

    static async Task<IResult> Get(Guid id, HttpContext http, AppDb db, FindPeople people, UnitTrees trees, CancellationToken ct)
    {
        var viewer = http.Viewer()!;
        var person = await db.Seen<Person>(viewer).AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct);
        if (person is not { MergedIntoId: null })
            return await people.MergedInto(id, viewer, ct) is { } into ? Results.Redirect($"/api/v1/people/{into}", permanent: true) : http.Refuse(Problem.NotFound);
        var employments = await db.Seen<Employment>(viewer).AsNoTracking().Where(e => e.PersonId == id).OrderBy(e => e.Id).Take(100).ToListAsync(ct);
        var externalIds = await db.Seen<PersonExternalId>(viewer).AsNoTracking().Where(x => x.PersonId == id).OrderBy(x => x.System).Take(20).ToListAsync(ct);
        var tree = await trees.Now(ct);
        return http.Show(new One(id, person.CountryId, person.GivenName, person.FamilyName, person.Email, person.Phone, person.Version,
            [.. employments.Select(e => new OneEmployment(e.Id, e.UnitId, tree.NameOf(e.UnitId), e.Post, e.Subject, e.LoadFor(viewer) / 1000m, e.StartsOn, e.EndsOn, e.Version))],
            [.. externalIds.Select(x => new OneExternalId(x.System, x.Value))]), person.Version);
    }

    /// <summary>A file, and with it the mapping as JSON; without one the columns are guessed. Nothing is written when rows are refused, unless acceptPartial.</summary>
    static async Task<IResult> Import(HttpContext http, ImportPeople import, bool? dryRun, bool? acceptPartial, CancellationToken ct)
    {
        if (!http.Request.HasFormContentType || (await http.Request.ReadFormAsync(ct)) is not { Files: [var file, ..] } form) return http.Refuse(ImportPeople.NoFile);
        var outcome = await import.Run(new(file.OpenReadStream, file.FileName)
        {
            Mapping = form["mapping"].ToString() is { Length: > 0 } mapping ? mapping : null,
            DryRun = dryRun ?? false,
            AcceptPartial = acceptPartial ?? false,
        }, http.Viewer()!, null, ct);
        return outcome.Problem is { } problem ? http.Refuse(problem) : Results.Ok(outcome.Value!.Told(http.RequestServices.GetRequiredService<Texts>()));
    }

    public static string RefusedUrl(Guid work) => $"/people/import/{work}/refused?as=csv";

    /// <summary>What an import refused, as a file to correct the list by.</summary>
    public static void MapRefused(IEndpointRouteBuilder pages) =>
        pages.MapGet("/people/import/{id:guid}/refused", async (Guid id, HttpContext http, AppDb db, Texts t, CancellationToken ct) =>
            await db.Seen<Work>(http.Viewer()!).AsNoTracking().FirstOrDefaultAsync(w => w.Id == id, ct) is { } work && PeopleWorker.ResultOf(work) is { } import
                ? new ListFile<ImportPeople.Refused>(t["What cannot be taken"], ListFormat.Csv, new(t["What cannot be taken"], t,
                    new(t["File"], r => r.File), new(t["Row"], r => r.Row), new(t["Column"], r => r.Column), new(t["Value"], r => r.Value), new(t["Why, and what to do"], r => t[r.Reason, r.Args])), import.Refused.ToAsyncEnumerable())
                : Results.NotFound()).WithMetadata(Manage).ExcludeFromDescription();

    /// <summary>The list as a file: exactly what the filter shows.</summary>
    public static void MapExport(IEndpointRouteBuilder pages) =>
        pages.MapGet("/people/export", async (HttpContext http, FindPeople people, UnitTrees trees, CountryPacks packs, Texts t, CancellationToken ct) =>
        {
            var query = ListQuery.From(http.Request.Path + http.Request.QueryString);
            var columns = new PeopleColumns(t, await trees.Now(ct), packs).ForFile;
            var format = http.Request.Query["as"] == "xlsx" ? ListFormat.Xlsx : ListFormat.Csv;
            return new ListFile<PersonLine>(t["People"], format, columns, people.All(PeopleFilter.Of(query), http.Viewer()!, query is { Sort: PeoplePage.SortByName, Desc: true }, ct));
        }).WithMetadata(new MayAttribute(PeopleRights.Read)).ExcludeFromDescription();
}
