using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Foundation.Security;

/// <summary>Sign-in by cookie for people and by token for programs; everything is closed unless it says otherwise.</summary>
public static class SignInServices
{
    const string CookieOrToken = "balsts";

    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddIdentityCore<Account>(o =>
            {
                o.User.RequireUniqueEmail = true;
                o.Lockout.MaxFailedAccessAttempts = 5;
                o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            })
            .AddSignInManager();
        // Identity works on a context of its own, so that saving an account never flushes a use case's half-done work
        services.AddScoped<IUserStore<Account>>(s => new UserOnlyStore<Account, Tables, Guid>(s.GetRequiredService<IDbContextFactory<Tables>>().CreateDbContext()));
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = 210_000);
        services.AddScoped<AgedPasswords>();
        services.Replace(ServiceDescriptor.Scoped<IPasswordHasher<Account>>(s => s.GetRequiredService<AgedPasswords>()));
        services.AddScoped(s => new Accounts(s.GetRequiredService<UserManager<Account>>(), s.GetRequiredService<SignInManager<Account>>(), s.GetRequiredService<AgedPasswords>(), s.GetRequiredService<AppDb>()));

        services.AddAuthentication(o => o.DefaultScheme = CookieOrToken)
            .AddPolicyScheme(CookieOrToken, null, o => o.ForwardDefaultSelector = http => http.Request.Headers.Authorization.Count > 0 ? TokenHandler.Scheme : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenHandler.Scheme, null)
            .AddCookie(IdentityConstants.ApplicationScheme, o =>
            {
                o.Cookie.Name = "balsts";
                o.Cookie.HttpOnly = true;
                o.Cookie.SameSite = SameSiteMode.Lax;
                o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                o.ExpireTimeSpan = TimeSpan.FromHours(12);
                o.SlidingExpiration = true;
                o.LoginPath = "/sign-in";
                o.ReturnUrlParameter = "next";
                o.Events.OnRedirectToLogin = c => ToSignIn(c.HttpContext);
                o.Events.OnRedirectToAccessDenied = c =>
                {
                    c.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                };
            });
        services.AddAuthorization(o => o.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddSingleton<IAuthorizationHandler, MayHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, NotFoundInsteadOfForbidden>();
    }

    /// <summary>Programs are told 401. People are sent to the sign-in and back; a form that arrived after its session had ended waits for them there.</summary>
    static async Task ToSignIn(HttpContext http)
    {
        var request = http.Request;
        if (request.Path.StartsWithSegments("/api"))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var isPage = http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
        var query = request.Query.Where(q => q.Key is not ("draft" or "fresh"));
        var kept = isPage && HttpMethods.IsPost(request.Method) ? await Kept(http) : null;
        if (kept is not null) query = query.Append(new("draft", kept.ToString()));
        // after the sign-in comes a GET: an address that only takes posts is no place to go on
        var next = isPage || HttpMethods.IsGet(request.Method) ? request.PathBase + request.Path + QueryString.Create(query) : "/";
        http.Response.Redirect("/sign-in" + QueryString.Create("next", next) + (kept is null ? "" : "&kept=1"));
    }

    static async Task<Guid?> Kept(HttpContext http)
    {
        // a form of Draft.FieldsMax characters, written as a browser sends it
        if (http.Request is not { HasFormContentType: true, ContentLength: < Draft.FieldsMax * 3 }) return null;
        try
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var fields = Drafts.FieldsOf(form);
            return fields == "{}" ? null : await http.RequestServices.GetRequiredService<Drafts>().KeepForSignIn(http.Request.Path, fields, DraftForm.Of(name => form[name]), http.RequestAborted);
        }
        catch (InvalidDataException) { return null; }
    }

    /// <summary>Says who is looking, in their language, before anything else is asked. A session whose account changed its password or was disabled is over.</summary>
    public static void UseViewer(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.User.Identity is { IsAuthenticated: true } && Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var account))
        {
            var viewer = await http.RequestServices.GetRequiredService<IViewers>().Of(account, http.RequestAborted);
            if (viewer is null || (http.User.FindFirstValue(StampClaim) is { } stamp && viewer.Stamp != stamp)) http.User = new();
            else http.Features.Set(viewer);
        }
        Speak(http);
        await next();
    });

    /// <summary>From here on the request speaks the language of who is looking.</summary>
    internal static void Speak(HttpContext http) =>
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(http.Viewer()?.Language ?? LanguageOf(http.Request));

    /// <summary>Signed out there is no profile: the address may say it (?lang=az), otherwise the browser does.</summary>
    static string LanguageOf(HttpRequest request) =>
        Language.Find(request.Query["lang"])?.Code
        ?? request.GetTypedHeaders().AcceptLanguage?.OrderByDescending(l => l.Quality ?? 1).Select(l => Language.Find(l.Value.ToString().Split('-')[0])?.Code).FirstOrDefault(c => c is not null)
        ?? Language.English.Code;

    internal static readonly string StampClaim = new ClaimsIdentityOptions().SecurityStampClaimType;

    /// <summary>Authorization: Bearer balsts_….</summary>
    sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
    {
        public new const string Scheme = "token";

        protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var header = Request.Headers.Authorization.ToString();
            if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
            if (await Context.RequestServices.GetRequiredService<Accounts>().AccountOf(header[7..].Trim(), Context.RequestAborted) is not { } account) return AuthenticateResult.Fail("No such token.");
            return AuthenticateResult.Success(new(new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, account.ToString())], Scheme)), Scheme));
        }
    }
}
