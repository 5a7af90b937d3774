using Foundation.Outcomes;
using Foundation.Security;
using Foundation.Viewers;
using Foundation.Web;

namespace Balsts.Shell.Security;

/// <summary>The one-button acts of signing in: what a device answered, a session ended, a token revoked.</summary>
static class SecurityEndpoints
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        // what the browser is to ask the device
        pages.MapPost("/sign-in/passkey/options", async (Accounts accounts) => Json(await accounts.AskForPasskey())).AllowAnonymous().FromOurForms();
        pages.MapPost(AddPasskeyPage.Options, async (HttpContext http, Accounts accounts, CancellationToken ct) => Json(await accounts.OfferPasskey(http.Viewer()!, ct)))
            .FromOurForms().WithMetadata(new WhileOwingAttribute(), new ProvedAttribute());

        pages.MapPost("/sign-in/passkey", async (HttpContext http, Accounts accounts, CancellationToken ct) =>
        {
            var next = Next.Of(http.Request.Form["next"]);
            return Results.Redirect((await accounts.SignInWithPasskey(Answer(http), ct)).Failed ? $"/sign-in?passkey=refused&next={Uri.EscapeDataString(next)}" : next);
        }).AllowAnonymous().FromOurForms();
        pages.MapPost("/sign-in/again/passkey", async (HttpContext http, Accounts accounts, CancellationToken ct) =>
        {
            var next = Next.Of(http.Request.Form["next"]);
            return Results.Redirect((await accounts.ProveWithPasskey(http.Viewer()!, Answer(http), ct)).Failed ? "/sign-in/again" + QueryString.Create("next", next) : next);
        }).FromOurForms().WithMetadata(new WhileOwingAttribute());

        // to a provider and back: by links, for a form may lead to our own pages alone
        pages.MapGet("/sign-in/with/{provider}", async (string provider, HttpContext http, Accounts accounts, CancellationToken ct) => accounts.Providers.FirstOrDefault(p => p.Key == provider) is { } known
            ? Gone(known, await accounts.GoTo(known, Next.Of(http.Request.Query["next"]), http.Request.Query.ContainsKey("again") ? http.Viewer() : null, ct)) : Results.NotFound()).AllowAnonymous();
        pages.MapGet("/sign-in/with/{provider}/back", async (string provider, HttpContext http, Accounts accounts, CancellationToken ct) => accounts.Providers.FirstOrDefault(p => p.Key == provider) is { } known
            ? Gone(known, await accounts.ComeBack(known, name => http.Request.Query[name], http.Viewer(), ct)) : Results.NotFound()).AllowAnonymous();

        pages.MapPost("/profile/sessions/end", async (HttpContext http, Accounts accounts, CancellationToken ct) => Back(await accounts.EndOtherSessions(http.Viewer()!, ct))).FromOurForms();
        pages.MapPost("/profile/sessions/{id:guid}/end", async (Guid id, HttpContext http, Accounts accounts, CancellationToken ct) => Back(await accounts.EndSession(http.Viewer()!, id, ct))).FromOurForms();
        pages.MapPost("/profile/tokens/{id:guid}/revoke", async (Guid id, HttpContext http, Accounts accounts, CancellationToken ct) => Back(await accounts.RevokeToken(http.Viewer()!, id, ct))).FromOurForms();
    }

    static IResult Gone(OidcProvider provider, Outcome<string> where) => Results.Redirect(where.Problem is { } problem ? $"/sign-in{QueryString.Create("with", provider.Key)}&said={problem.Code}" : where.Value!);
    static string Answer(HttpContext http) => http.Request.Form["credential"].ToString();
    static IResult Json(string json) => Results.Content(json, "application/json");
    static IResult Back(Outcome outcome) => outcome.Problem is { Kind: ProblemKind.NotFound } ? Results.NotFound() : Results.Redirect(Accounts.SecurityAddress);
}
