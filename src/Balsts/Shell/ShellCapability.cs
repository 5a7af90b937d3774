using Foundation.Data;
using Balsts.People;
using Balsts.Shell.Security;
using Foundation.Languages;
using Foundation.Mail;
using Foundation.Security;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Balsts.Shell;

public sealed class ShellCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddSingleton(new ErrorPages(http => new RazorComponentResult<App> { StatusCode = http.Response.StatusCode }.ExecuteAsync(http)));
        services.AddSingleton(new NoticeKinds(KindOf));
        services.AddScoped<Unread>();
        services.AddScoped<ChooseNotices>();
        services.AddScoped<SwitchLetters>();
        services.AddScoped<ConfirmEmail>();
        services.AddScoped<StopEmail>();
        services.AddScoped<WriteLetters>();
    }

    /// <summary>Of which kind a notification is: that of the room whose page it leads to. What belongs to none is told on the site alone.</summary>
    static string KindOf(string address) => address == Accounts.SecurityAddress ? NoticeKinds.Always : address.Split('/', '?')[1] switch
    {
        "months" or "reports" or "slices" or "lines" or "caseloads" => nameof(NoticeKind.Months),
        "appointments" or "nominations" or "away" or "terms" or "coverage" or "rights" => nameof(NoticeKind.Posts),
        "goals" or "needs" => nameof(NoticeKind.Goals),
        "activities" or "remarks" => nameof(NoticeKind.Support),
        "agreements" => nameof(NoticeKind.Agreements),
        "observations" or "lesson-plans" => nameof(NoticeKind.Visits),
        "groups" => nameof(NoticeKind.Groups),
        "initiatives" => nameof(NoticeKind.Initiatives),
        "proposals" => nameof(NoticeKind.Proposals),
        "my-data" or "trace" or "retention" or "processing" => nameof(NoticeKind.Privacy),
        _ => "",
    };

    public override IEnumerable<Chore> Chores => [new(typeof(WriteLetters), TimeSpan.FromMinutes(5), "Writes the letters of the day: what waits for whom")];

    public override void Api(IEndpointRouteBuilder api) => ShellApi.Map(api);

    public override void Endpoints(IEndpointRouteBuilder pages)
    {
        Notifications.Map(pages);
        SecurityEndpoints.Map(pages);
        pages.MapGet("/search/found", (string? q) => (IResult)new RazorComponentResult<FoundParts>(new { Asked = q }));
        pages.MapPost("/sign-out", async (Accounts accounts) =>
        {
            await accounts.SignOut();
            return Results.Redirect("/sign-in");
        }).FromOurForms().WithMetadata(new WhileOwingAttribute());
        // mail programs press this for their reader and have no form of ours (RFC 8058); the address itself is the proof
        pages.MapPost("/letters/{secret}/off", async (string secret, SwitchLetters letters, CancellationToken ct) =>
            (await letters.Run(secret, on: false, ct)).Failed ? Results.NotFound() : Results.Ok()).AllowAnonymous().DisableAntiforgery();
        pages.MapGet("/letters/{secret}/off", (string secret) => Results.Redirect($"/letters/{secret}")).AllowAnonymous();
        pages.MapPost("/language", async (HttpContext http, Accounts accounts, CancellationToken ct) =>
        {
            await accounts.ChooseLanguage(http.Viewer()!, http.Request.Form["language"].ToString(), ct);
            return Results.Redirect(Next.Of(http.Request.Form["next"]));
        }).FromOurForms().WithMetadata(new WhileOwingAttribute());
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
