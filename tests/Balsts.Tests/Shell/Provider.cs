using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Balsts.Tests.Shell;

/// <summary>A provider of sign-ins that says whatever a test wants: for answers that no honest one gives. An honest one stands in the browser's tests.</summary>
public sealed class Provider : IAsyncDisposable
{
    const string Secret = "the client’s own secret";
    readonly WebApplication app;
    readonly ConcurrentDictionary<string, (string Nonce, string Challenge)> asked = [];
    RsaSecurityKey key = NewKey();

    public FakeClock Clock { get; set; } = null!;
    public string Address { get; }

    /// <summary>What it says of who signs in, besides who and when.</summary>
    public Dictionary<string, object> Claims { get; } = [];
    public string Subject { get; set; } = "somebody";
    public string? Issuer { get; set; }
    public string? Audience { get; set; }
    public string? Nonce { get; set; }
    public TimeSpan Validity { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Says the claims only where the access token is shown, and there of this one.</summary>
    public string? InfoOf { get; set; }
    public bool Silent { get; set; }

    /// <summary>Signs the token so: by the key of the day, by one that nobody published, by the secret that both know, or not at all.</summary>
    public string Signs { get; set; } = "key";
    public int KeysAsked { get; private set; }

    public Provider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Use((http, next) =>
        {
            if (!Silent) return next();
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = Address!, ["authorization_endpoint"] = $"{Address}/auth", ["token_endpoint"] = $"{Address}/token", ["userinfo_endpoint"] = $"{Address}/me", ["jwks_uri"] = $"{Address}/jwks",
            ["response_types_supported"] = new[] { "code" }, ["subject_types_supported"] = new[] { "public" }, ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        }));
        app.MapGet("/jwks", () =>
        {
            KeysAsked++;
            var open = key.Rsa.ExportParameters(false);
            return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = key.KeyId, n = Base64UrlEncoder.Encode(open.Modulus), e = Base64UrlEncoder.Encode(open.Exponent) } } });
        });
        app.MapPost("/token", async (HttpContext http) =>
        {
            var form = await http.Request.ReadFormAsync();
            var mine = $"Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes($"balsts:{Uri.EscapeDataString(Secret)}"))}";
            if (http.Request.Headers.Authorization != mine || !asked.TryRemove(form["code"].ToString(), out var question) || Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != question.Challenge)
                return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
            return Results.Json(new { access_token = "access", token_type = "Bearer", id_token = Token(Nonce ?? question.Nonce) });
        });
        app.MapGet("/me", (HttpContext http) => http.Request.Headers.Authorization == "Bearer access" ? Results.Json(new Dictionary<string, object>(Claims) { ["sub"] = InfoOf ?? Subject }) : Results.Unauthorized());
        app.Start();
        Address = app.Urls.First();
    }

    static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };

    /// <summary>Another key from now on; the old one is published no more.</summary>
    public void Rotate() => key = NewKey();

    /// <summary>What an administrator writes to trust it.</summary>
    public (string, string)[] Settings(params (string Name, string Value)[] more) =>
    [
        .. new (string Name, string Value)[] { ("Name", "Skolas konts"), ("Authority", Address), ("ClientId", "balsts"), ("ClientSecret", Secret) }.Concat(more).Select(s => ($"BALSTS_OIDC:0:{s.Name}", s.Value)),
    ];

    /// <summary>What the browser brings back from its page: the way that it was sent there, answered.</summary>
    public string Answer(string sentTo)
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(sentTo).Query);
        query["code_challenge_method"].ToString().ShouldBe("S256");
        query["response_type"].ToString().ShouldBe("code");
        var code = Guid.NewGuid().ToString("N");
        asked[code] = (query["nonce"].ToString(), query["code_challenge"].ToString());
        return $"{new Uri(query["redirect_uri"].ToString()).PathAndQuery}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}";
    }

    string Token(string nonce)
    {
        var now = Clock.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>(InfoOf is null ? Claims : []) { ["sub"] = Subject, ["nonce"] = nonce };
        var signing = Signs switch
        {
            "key" => new SigningCredentials(key, "RS256"),
            "another" => new(new RsaSecurityKey(RSA.Create(2048)) { KeyId = key.KeyId }, "RS256"),
            "secret" => new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Secret.PadRight(40))), "HS256"),
            _ => null,
        };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer ?? Address, Audience = Audience ?? "balsts", IssuedAt = now, Expires = now + Validity, Claims = claims, SigningCredentials = signing,
        });
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
