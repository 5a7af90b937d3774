using Foundation.Data;
using Foundation.Languages;
using Foundation.Security;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Balsts.Shell;

public sealed class ShellCapability : Capability
{
    public override void Services(IServiceCollection services) =>
        services.AddSingleton(new ErrorPages(http => new RazorComponentResult<App> { StatusCode = http.Response.StatusCode }.ExecuteAsync(http)));

    public override void Api(IEndpointRouteBuilder api) => ShellApi.Map(api);

    public override void Endpoints(IEndpointRouteBuilder pages)
    {
        Notifications.Map(pages);
        pages.MapGet("/search/found", (string? q) => new RazorComponentResult<FoundParts>(new { Asked = q }));
        pages.MapPost("/sign-out", async (Accounts accounts) =>
        {
            await accounts.SignOut();
            return Results.Redirect("/sign-in");
        }).FromOurForms();
        pages.MapPost("/language", async (HttpContext http, Accounts accounts, CancellationToken ct) =>
        {
            await accounts.ChooseLanguage(http.Viewer()!, http.Request.Form["language"].ToString(), ct);
            return Results.Redirect(Next.Of(http.Request.Form["next"]));
        }).FromOurForms();
    }
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
