using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Foundation.Data;
using Foundation.Jobs;
using Foundation.Languages;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.DataProtection;
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
        services.AddIdentityCore<Account>(o => o.User.RequireUniqueEmail = true).AddSignInManager();
        // Identity works on a context of its own, so that saving an account never flushes a use case's half-done work
        services.AddScoped<IUserStore<Account>>(s => new AccountStore(s.GetRequiredService<IDbContextFactory<Tables>>().CreateDbContext()));
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = 210_000);
        services.AddScoped<AgedPasswords>();
        services.Replace(ServiceDescriptor.Scoped<IPasswordHasher<Account>>(s => s.GetRequiredService<AgedPasswords>()));
        services.AddScoped(s => new Accounts(s.GetRequiredService<UserManager<Account>>(), s.GetRequiredService<SignInManager<Account>>(), s.GetRequiredService<AgedPasswords>(), s.GetRequiredService<AppDb>(),
            s.GetRequiredService<IViewers>(), s.GetRequiredService<SessionWatch>(), s.GetRequiredService<HalfWay>(), s.GetRequiredService<IDataProtectionProvider>(), s.GetRequiredService<IPasskeyHandler<Account>>(), s.GetRequiredService<TryCounts>(), s.GetRequiredService<GuessablePasswords>(), s.GetRequiredService<OutgoingMail>(),
            s.GetRequiredService<PublicAddress>(), s.GetRequiredService<OidcProviders>(), s.GetRequiredService<OidcTalk>(), s.GetRequiredService<INumberedPersons>(),
            s.GetRequiredService<InstallationKey>(), s.GetServices<IHandedOut>(), s.GetRequiredService<DoorLog>(), s.GetRequiredService<ILogger<Accounts>>()));
        services.AddSingleton<OidcTalk>();
        services.AddSingleton<SessionWatch>();
        services.AddScoped<HalfWay>();
        services.AddSingleton<TryCounts>();
        services.AddSingleton<DoorLog>();
        services.AddSingleton<RateCounts>();
        services.TryAddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<PublicAddress>((o, site) =>
        {
            (o.ServerDomain, o.UserVerificationRequirement, o.ResidentKeyRequirement) = (site.Root.Host, "required", "required");
            o.ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin && asked.Origin == site.Root.GetLeftPart(UriPartial.Authority));
        });

        services.AddAuthentication(o => o.DefaultScheme = CookieOrToken)
            .AddPolicyScheme(CookieOrToken, null, o => o.ForwardDefaultSelector = http => http.Request.Headers.Authorization.Count > 0 ? TokenHandler.Scheme : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenHandler.Scheme, null)
            .AddCookie(IdentityConstants.ApplicationScheme, o =>
            {
                o.Cookie.HttpOnly = true;
                o.Cookie.SameSite = SameSiteMode.Lax;
                o.ExpireTimeSpan = Session.Idle;
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
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<PublicAddress>((o, site) =>
            (o.Cookie.Name, o.Cookie.SecurePolicy) = (site.Cookie("balsts"), site.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest));
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

    /// <summary>Says who is looking, in their language, before anything else is asked. A session that was ended, or whose account changed its password or was disabled, is over.</summary>
    public static void UseViewer(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.User.Identity is { IsAuthenticated: true } && Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var account))
        {
            var viewer = await http.RequestServices.GetRequiredService<IViewers>().Of(account, http.RequestAborted);
            var byToken = http.User.Identity.AuthenticationType == TokenHandler.Scheme;
            var session = byToken || viewer is null || http.User.FindFirstValue(StampClaim) != viewer.Stamp ? null : await SessionOf(http, account);
            if (viewer is null || (session is null && !byToken)) http.User = new();
            else
            {
                http.Features.Set(http.Features.Get<ApiToken>() is { CarriesAll: false } token ? viewer.Carrying(token.RightsCarried) : viewer);
                if (session is not null) http.Features.Set(session);
            }
        }
        Speak(http);
        await next();
    });

    static async Task<OpenSession?> SessionOf(HttpContext http, Guid account)
    {
        var watch = http.RequestServices.GetRequiredService<SessionWatch>();
        if (!Guid.TryParse(http.User.FindFirstValue(SessionClaim), out var id) || await watch.Of(id, http.RequestAborted) is not { } session || session.AccountId != account) return null;
        if (watch.Use(session) is { } writeDown) http.Response.OnCompleted(writeDown);
        return session;
    }

    /// <summary>
    /// Whoever owes a second factor is led to where it is set up, whatever they asked for; how somebody signs in is changed by who showed
    /// lately that it is them, and by no token; a token that only reads changes nothing, and one with chosen rights does not take all that is its owner’s.
    /// </summary>
    public static void UseProofs(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.GetEndpoint()?.Metadata is not { } says || says.GetMetadata<IAllowAnonymous>() is not null) return next();
        if (http.Features.Get<ApiToken>() is { } token && ((token.OnlyReads && !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)) || says.GetMetadata<ProvedAttribute>() is not null || (says.GetMetadata<WholeAttribute>() is not null && !token.CarriesAll) || http.Request.Path.StartsWithSegments("/profile")))
            return Close(http, StatusCodes.Status404NotFound);
        if (http.Features.Get<OpenSession>() is not { } session) return next();
        if (session.OwesFactor && says.GetMetadata<WhileOwingAttribute>() is null)
        {
            if (http.Request.Path.StartsWithSegments("/api")) return Close(http, StatusCodes.Status401Unauthorized);
            http.Response.Redirect(WhileOwingAttribute.Address);
            return Task.CompletedTask;
        }
        if (says.GetMetadata<ProvedAttribute>() is null || session.IsProved(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime)) return next();
        http.Response.Redirect("/sign-in/again" + QueryString.Create("next", http.Request.Path));
        return Task.CompletedTask;
    });

    static Task Close(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>From here on the request speaks the language of who is looking.</summary>
    internal static void Speak(HttpContext http) =>
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(http.Viewer()?.Language ?? LanguageOf(http.Request));

    /// <summary>Signed out there is no profile: the address may say it (?lang=az), otherwise the browser does.</summary>
    static string LanguageOf(HttpRequest request) =>
        Language.Find(request.Query["lang"])?.Code
        ?? request.GetTypedHeaders().AcceptLanguage?.OrderByDescending(l => l.Quality ?? 1).Select(l => Language.Find(l.Value.ToString().Split('-')[0])?.Code).FirstOrDefault(c => c is not null)
        ?? Language.English.Code;

    internal const string SessionClaim = "session";
    internal static readonly string StampClaim = new ClaimsIdentityOptions().SecurityStampClaimType;

    /// <summary>Authorization: Bearer balsts_….</summary>
    sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
    {
        public new const string Scheme = "token";

        protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var header = Request.Headers.Authorization.ToString();
            if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
            if (await Context.RequestServices.GetRequiredService<Accounts>().TokenOf(header[7..].Trim(), Context.RequestAborted) is not { } token) return AuthenticateResult.Fail("No such token.");
            Context.Features.Set(token);
            return AuthenticateResult.Success(new(new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, token.AccountId.ToString())], Scheme)), Scheme));
        }
    }
}

/// <summary>Open also to whoever owes a second factor: where it is set up, and the ways out.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class WhileOwingAttribute : Attribute
{
    /// <summary>Where everything else leads them.</summary>
    public const string Address = "/profile/second-factor";
}

/// <summary>For what an open screen is not enough: asked of who showed within the last quarter of an hour that it is them, otherwise they show it first.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ProvedAttribute : Attribute;

/// <summary>Everything at once that is one's own, or a way to it that outlives the token: a token whose rights were chosen is not enough.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class WholeAttribute : Attribute;
