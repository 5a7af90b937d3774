using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Foundation.Web;

/// <summary>A page of a list as the API gives it: the items and the key to ask the next page with, null on the last.</summary>
public sealed record Listing<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>What was made: its id.</summary>
public sealed record Made(Guid Id);

/// <summary>How the API answers: outcomes as RFC 9457 problems, shapes checked before rules, the same key twice does nothing twice.</summary>
public static class Api
{
    static readonly Problem Foreign = new(ProblemKind.Conflict, "foreign-page", "A page of another site sent this, and nothing was changed. Programs send a token in the header Authorization.");

    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGroup("/api/v1").AddEndpointFilter(Checked).DisableAntiforgery().RequireAuthorization();

    /// <summary>204, or the problem.</summary>
    public static IResult Answer(this HttpContext http, Outcome outcome) => outcome.Problem is { } problem ? http.Refuse(problem) : Results.NoContent();

    /// <summary>201 with the address of what was made, or the problem.</summary>
    public static IResult Created(this HttpContext http, Outcome<Guid> outcome, Func<Guid, string> address) =>
        outcome.Problem is { } problem ? http.Refuse(problem) : Results.Created(address(outcome.Value), new Made(outcome.Value));

    public static IResult Refuse(this HttpContext http, Problem problem) => Results.Problem(
        detail: http.RequestServices.GetRequiredService<Texts>()[problem.Message, problem.Args],
        statusCode: problem.Kind switch { ProblemKind.NotFound => 404, ProblemKind.Conflict => 409, _ => 422 },
        extensions: new Dictionary<string, object?>
        {
            ["code"] = problem.Code,
            ["errors"] = problem.Field is null ? null : new Dictionary<string, string[]> { [Camel(problem.Field)] = [http.RequestServices.GetRequiredService<Texts>()[problem.Message, problem.Args]] },
        });

    /// <summary>200 with an ETag where the thing has a version, or 404.</summary>
    public static IResult Show<T>(this HttpContext http, T? thing, int? version = null) where T : class
    {
        if (thing is null) return http.Refuse(Problem.NotFound);
        if (version is { } v) http.Response.Headers.ETag = $"\"{v}\"";
        return Results.Json(thing);
    }

    /// <summary>The version in If-Match; null when the caller does not ask to be told of others' changes.</summary>
    public static int? IfMatch(this HttpContext http) => int.TryParse(http.Request.Headers.IfMatch.ToString().Trim('"'), CultureInfo.InvariantCulture, out var version) ? version : null;

    public static int Limit(int? asked) => Math.Clamp(asked ?? DefaultLimit, 1, MaxLimit);

    /// <summary>
    /// Whether another site's page may have sent this: a browser adds the cookie to what a neighbour under the same domain sends as well, and
    /// an act without a body needs no asking beforehand. Browsers say where a page came from; a program that holds a token has no cookie.
    /// </summary>
    static bool IsForeign(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || request.HttpContext.Features.Get<ApiToken>() is not null) return false;
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site) return site != "same-origin";
        return request.Headers.Origin is { Count: > 0 } origin && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && new HostString(from.Authority) == request.Host);
    }

    static async ValueTask<object?> Checked(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (IsForeign(http.Request)) return http.Refuse(Foreign);
        var body = http.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        foreach (var argument in context.Arguments)
        {
            if (argument is null || argument.GetType() != body) continue;
            var misfits = Shape.Check(Shape.Complete(argument));
            if (misfits.Count == 0) continue;
            var t = http.RequestServices.GetRequiredService<Texts>();
            return Results.ValidationProblem(
                misfits.GroupBy(m => Camel(m.Field)).ToDictionary(g => g.Key, g => g.Select(m => t[m.Message, m.Args]).ToArray()),
                statusCode: 422, extensions: new Dictionary<string, object?> { ["code"] = "shape" });
        }
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.Headers.TryGetValue("Idempotency-Key", out var key) && http.Viewer() is { } viewer)
        {
            var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{viewer.AccountId}\n{http.Request.Path}\n{key}")).AsSpan(0, 16));
            var db = http.RequestServices.GetRequiredService<AppDb>();
            if (await db.Once(id, viewer, http.RequestAborted) is { } first) return Results.Json(new Made(first));
        }
        return await next(context);
    }

    static string Camel(string path) => string.Join('.', path.Split('.').Select(p => p.Length == 0 ? p : char.ToLowerInvariant(p[0]) + p[1..]));
}
