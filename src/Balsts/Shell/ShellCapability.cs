using Foundation.Data;
using Foundation.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Balsts.Shell;

public sealed class ShellCapability : Capability
{
    public override void Services(IServiceCollection services) =>
        services.AddSingleton(new ErrorPages(http => (http.Response.StatusCode == StatusCodes.Status404NotFound
            ? (IResult)new RazorComponentResult<App>()
            : new RazorComponentResult<App>()).ExecuteAsync(http)));
}

/// <summary>Whether this node lives, and whether it can work.</summary>
static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Results.Text("live")).AllowAnonymous();
        endpoints.MapGet("/health/ready", async (Database database, CancellationToken ct) =>
            await database.Answers(ct) && (await database.Pending(ct)).Length == 0 ? Results.Text("ready") : Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable)).AllowAnonymous();
    }
}
