using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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
        services.AddScoped(s => new Accounts(s.GetRequiredService<UserManager<Account>>(), s.GetRequiredService<SignInManager<Account>>(), s.GetRequiredService<AppDb>()));

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
                o.Events.OnRedirectToLogin = c => Answer(c.HttpContext, StatusCodes.Status401Unauthorized, c.RedirectUri);
                o.Events.OnRedirectToAccessDenied = c => Answer(c.HttpContext, StatusCodes.Status404NotFound, null);
            });
        services.AddAuthorization(o => o.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddSingleton<IAuthorizationHandler, MayHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, NotFoundInsteadOfForbidden>();
    }

    static Task Answer(HttpContext http, int status, string? signIn)
    {
        if (signIn is not null && !http.Request.Path.StartsWithSegments("/api")) http.Response.Redirect(signIn);
        else http.Response.StatusCode = status;
        return Task.CompletedTask;
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
        var language = http.Viewer()?.Language ?? LanguageOf(http.Request);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        await next();
    });

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
