using System.Buffers;
using Foundation.Data;
using Foundation.Files;
using Foundation.Jobs;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Foundation.Web;

/// <summary>What every response carries, and how errors leave the house.</summary>
public static class Walls
{
    const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Said by pages and programs alike.</summary>
    public static readonly string TooLarge = Texts.Id("More than {0} MB was sent at once, and nothing was changed. Send less at once: one file after the other.");

    static readonly (string Name, string Value)[] Said =
    [
        (HeaderNames.ContentSecurityPolicy, Policy),
        (HeaderNames.XContentTypeOptions, "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        (HeaderNames.CacheControl, "no-store"),
    ];

    /// <summary>Said when the answer begins: what goes wrong on the way clears what was said before. Who has a policy of their own, or may be kept by the browser, has said so.</summary>
    public static void UseWalls(this IApplicationBuilder app, PublicAddress site) => app.Use((http, next) =>
    {
        var isSecret = IsSecret(http);
        http.Response.OnStarting(() =>
        {
            if (isSecret) http.Response.Headers["Referrer-Policy"] = "no-referrer";
            foreach (var (name, value) in Said) http.Response.Headers.TryAdd(name, value);
            if (site.IsSecure) http.Response.Headers.StrictTransportSecurity = "max-age=31536000";
            return Task.CompletedTask;
        });
        return next();
    });

    /// <summary>An address that opens something to whoever has it is told to nobody by a browser that goes on from there, not even to ourselves.</summary>
    static bool IsSecret(HttpContext http) => http.GetEndpoint() is RouteEndpoint { RoutePattern.Parameters: var parts } && parts.Any(p => p.Name.Equals("secret", StringComparison.OrdinalIgnoreCase));

    /// <summary>A request that says it is too large is answered before anything reads it: a form that broke off would only be called unreadable.</summary>
    public static void UseRequestLimit(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.Request.ContentLength is not > FileLimits.MaxRequestBytes)
        {
            await next();
            return;
        }
        if (http.Request.ContentLength < FileLimits.MaxRequestBytes * 10) await ReadAway(http);
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
    });

    /// <summary>A zero in an address is nobody's question, and no database could look for it.</summary>
    public static void UseReadableAddresses(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) != true) return next();
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });

    /// <summary>A browser that is still sending when the connection closes shows no answer: what it sends is taken and thrown away.</summary>
    static async Task ReadAway(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (await http.Request.Body.ReadAsync(buffer, http.RequestAborted) > 0) { }
        }
        finally { ArrayPool<byte>.Shared.Return(buffer); }
    }

    /// <summary>What goes wrong becomes a page or a problem document: never a stack trace. A row that is not the viewer's is not found.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            AllowStatusCode404Response = true,
            StatusCodeSelector = e => e switch
            {
                NotYoursException => StatusCodes.Status404NotFound,
                BadHttpRequestException bad => bad.StatusCode,
                _ => StatusCodes.Status500InternalServerError,
            },
            SuppressDiagnosticsCallback = context => context.Exception is NotYoursException or BadHttpRequestException or OperationCanceledException,
            ExceptionHandler = http => Tell(http, http.Features.Get<IExceptionHandlerFeature>()?.Path),
        });
        app.UseStatusCodePages(context => Tell(context.HttpContext, null));
    }

    static async Task Tell(HttpContext http, string? failedAt)
    {
        var status = http.Response.StatusCode;
        SignInServices.Speak(http); // the language was chosen further in, and is forgotten out here
        if ((failedAt ?? http.Request.Path.Value ?? "").StartsWith("/api", StringComparison.OrdinalIgnoreCase))
        {
            var t = http.RequestServices.GetRequiredService<Texts>();
            await Results.Problem(
                detail: status switch
                {
                    404 => t[Problem.NotFound.Message],
                    413 => t[TooLarge, FileLimits.MaxRequestMegabytes],
                    429 => RateLimiting.Wait(http, t),
                    401 => t["Sign in, or send a token in the header Authorization."],
                    >= 500 => t["Something went wrong on our side. Nothing was changed."],
                    _ => t["The request could not be understood. Look at the description in /openapi/v1.json."],
                },
                statusCode: status,
                extensions: new Dictionary<string, object?> { ["code"] = status switch { 404 => "not-found", 401 => "signed-out", 413 => "too-large", 429 => "too-often", >= 500 => "error", _ => "bad-request" }, ["reference"] = http.TraceIdentifier }).ExecuteAsync(http);
            return;
        }
        var (path, method) = (http.Request.Path, http.Request.Method);
        http.Request.Path = status == 404 ? "/not-found" : "/error";
        http.Request.Method = HttpMethods.Get;
        http.SetEndpoint(null);
        http.Request.RouteValues.Clear();
        http.Response.Headers.Remove("blazor-enhanced-nav"); // said by the page that failed, and said again by this one
        // the page that failed has used up its scope: where it stood, what it had half changed
        var services = http.RequestServices;
        await using var scope = services.CreateAsyncScope();
        http.RequestServices = scope.ServiceProvider;
        try
        {
            await http.RequestServices.GetRequiredService<ErrorPages>().Render(http);
        }
        finally
        {
            (http.RequestServices, http.Request.Path, http.Request.Method) = (services, path, method);
        }
    }
}

/// <summary>Renders the page of an error; the shell gives it.</summary>
public sealed class ErrorPages(Func<HttpContext, Task> render)
{
    public Task Render(HttpContext http) => render(http);
}
