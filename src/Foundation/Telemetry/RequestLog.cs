using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Foundation.Telemetry;

/// <summary>
/// One line for each request: method, route, status, time. The route is the pattern (/units/{id}), never the path or the query;
/// an account is a number that nobody can turn back and that changes with every start.
/// </summary>
public sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger, TimeProvider clock)
{
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    public async Task Invoke(HttpContext context)
    {
        var began = clock.GetTimestamp();
        var failed = true;
        try
        {
            await next(context);
            failed = false;
        }
        finally
        {
            if (logger.IsEnabled(LogLevel.Information))
                Told(logger, Method(context.Request.Method), Route(context), failed ? StatusCodes.Status500InternalServerError : context.Response.StatusCode,
                    clock.GetElapsedTime(began).TotalMilliseconds, Account(context.User), context.TraceIdentifier);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Method} {Route} {Status} {Milliseconds:0.0} ms, account {Account}, request {Request}")]
    private static partial void Told(ILogger logger, string method, string route, int status, double milliseconds, string account, string request);

    // A client may send anything as its method.
    private static string Method(string method) => HttpMethods.GetCanonicalizedValue(method) is var known
        && known is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" ? known : "OTHER";

    private static string Route(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";

    private string Account(ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
        ? Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(id)), 0, 6)
        : "none";
}

/// <summary>Where the log of requests stands.</summary>
public static class RequestLogInPipeline
{
    /// <summary>Put it first, so that it tells what all others made of the request. Wants a <see cref="TimeProvider"/> among the services.</summary>
    public static IApplicationBuilder UseRequestLog(this IApplicationBuilder app) => app.UseMiddleware<RequestLog>();
}
