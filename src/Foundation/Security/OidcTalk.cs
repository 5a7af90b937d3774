using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Foundation.Security;

/// <summary>What a provider says of whoever signed in there.</summary>
/// <param name="Subject">Theirs for good at this provider, whatever else changes.</param>
/// <param name="Value">Of the claim that the administrator chose; null where the provider did not say it.</param>
/// <param name="IsVerified">A number always is; an e-mail where the provider says so.</param>
/// <param name="Methods">Its values of acr and amr.</param>
/// <param name="SignedInAt">When they last showed who they are there, if it says so.</param>
public sealed record OidcIdentity(string Subject, string? Value, bool IsVerified, IReadOnlyList<string> Methods, DateTime? SignedInAt);

/// <summary>The provider said something that cannot be trusted, or nothing.</summary>
/// <param name="message">For the log: no token and no claim stands in it.</param>
public sealed class OidcException(string message, bool isUntrusted = true) : Exception(message)
{
    public bool IsUntrusted => isUntrusted;
}

/// <summary>Talks to the providers behind the browser’s back: what they say of themselves, their keys, a code for a token. Who they are is checked here and nowhere else.</summary>
public sealed class OidcTalk(TimeProvider clock) : IDisposable
{
    static readonly TimeSpan Fresh = TimeSpan.FromHours(12);

    /// <summary>A key that is not known is looked for anew, but not at every token that somebody makes up.</summary>
    static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);
    static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]; // none that a shared secret signs

    /// <summary>Nor do all who press the button wait for one that is not there.</summary>
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    readonly Dictionary<string, Told> known = [];
    readonly Dictionary<string, DateTimeOffset> silent = [];
    readonly SemaphoreSlim gate = new(1);
    readonly JsonWebTokenHandler tokens = new() { MapInboundClaims = false };
    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = 512 * 1024 };

    sealed record Told(OpenIdConnectConfiguration Configuration, IList<SecurityKey> Keys, DateTimeOffset At, DateTimeOffset LookedAgainAt);

    /// <summary>Where the browser is to go.</summary>
    public async Task<string> Authorization(OidcProvider provider, CancellationToken ct) => (await Ask(provider, lookAgain: false, ct)).Configuration.AuthorizationEndpoint;

    /// <summary>How many keys the provider signs with now: asked anew, for whoever looks whether all is well.</summary>
    public async Task<int> Keys(OidcProvider provider, CancellationToken ct) => (await Discover(provider, ct)).Keys.Count;

    /// <summary>The code that the browser brought becomes a token, and the token somebody.</summary>
    /// <param name="issuer">What the browser brought as iss (RFC 9207), if anything.</param>
    public async Task<OidcIdentity> Exchange(OidcProvider provider, string code, string verifier, string nonce, string? issuer, Uri back, CancellationToken ct)
    {
        var told = await Ask(provider, lookAgain: false, ct);
        if (issuer is not null && issuer != told.Configuration.Issuer) throw new OidcException("The answer names another issuer.");
        using var request = new HttpRequestMessage(HttpMethod.Post, told.Configuration.TokenEndpoint);
        List<KeyValuePair<string, string>> form = [new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", back.AbsoluteUri), new("code_verifier", verifier)];
        var methods = told.Configuration.TokenEndpointAuthMethodsSupported;
        if (provider.ClientSecret.Length == 0) form.Add(new("client_id", provider.ClientId));
        else if (methods.Count > 0 && !methods.Contains("client_secret_basic")) form.AddRange([new("client_id", provider.ClientId), new("client_secret", provider.ClientSecret)]);
        else request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Uri.EscapeDataString(provider.ClientId)}:{Uri.EscapeDataString(provider.ClientSecret)}")));
        request.Content = new FormUrlEncodedContent(form);
        var answer = await Json(request, ct);
        var said = await Checked(provider, told, Text(answer, "id_token") ?? throw new OidcException("The answer holds no identity token."), nonce, ct);

        // many say in the token only who it is, and the rest where the access token is shown
        var subject = Text(said, "sub") ?? throw new OidcException("The identity token names nobody.");
        var (value, verified) = (Text(said, provider.Claim), Verified(said));
        if ((value is null || (provider.Claim == OidcProvider.EmailClaim && verified is null)) && told.Configuration.UserInfoEndpoint is { Length: > 0 } where && Text(answer, "access_token") is { } access)
        {
            using var more = new HttpRequestMessage(HttpMethod.Get, where) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", access) } };
            var info = await Json(more, ct);
            if (Text(info, "sub") != subject) throw new OidcException("Two answers name two people.");
            (value, verified) = (Text(info, provider.Claim), Verified(info));
        }
        return new(subject, value?.Trim(), provider.Claim != OidcProvider.EmailClaim || verified == true, [.. Texts(said, "acr"), .. Texts(said, "amr")],
            said.TryGetProperty("auth_time", out var at) && at.TryGetInt64(out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime : null);
    }

    async Task<JsonElement> Checked(OidcProvider provider, Told told, string token, string nonce, CancellationToken ct)
    {
        if (!tokens.CanReadToken(token)) throw new OidcException("The identity token cannot be read.");
        var key = tokens.ReadJsonWebToken(token).Kid;
        if (told.Keys.All(k => k.KeyId != key)) told = await Ask(provider, lookAgain: true, ct); // it may have changed its keys
        var result = await Validate(provider, told, token);
        if (!result.IsValid) throw new OidcException($"The identity token is refused: {result.Exception?.GetType().Name}.");
        var said = JsonElement.Parse(Base64UrlEncoder.DecodeBytes(((JsonWebToken)result.SecurityToken).EncodedPayload));
        if (Text(said, "nonce") is not { } back || !Secret.Same(back, nonce)) throw new OidcException("The identity token answers another question: its nonce is not ours.");
        if (Text(said, "azp") is { } party ? party != provider.ClientId : Texts(said, "aud").Length > 1) throw new OidcException("The identity token was made for another party.");
        return said;
    }

    Task<TokenValidationResult> Validate(OidcProvider provider, Told told, string token) => tokens.ValidateTokenAsync(token, new TokenValidationParameters
    {
        ValidIssuer = told.Configuration.Issuer,
        ValidAudience = provider.ClientId,
        IssuerSigningKeys = told.Keys,
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = (from, until, _, _) => clock.GetUtcNow().UtcDateTime is var now && until is { } end && now < end + Skew && (from is not { } begin || now > begin - Skew),
    });

    async Task<Told> Ask(OidcProvider provider, bool lookAgain, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            var now = clock.GetUtcNow();
            if (known.TryGetValue(provider.Key, out var told) && now - told.At < Fresh && !(lookAgain && now - told.LookedAgainAt >= BetweenLooks)) return told;
            if (silent.TryGetValue(provider.Key, out var since) && now - since < Rest) throw new OidcException("It did not answer a moment ago.", isUntrusted: false);
            silent[provider.Key] = now; // until it has answered
            var (configuration, keys) = await Discover(provider, ct);
            silent.Remove(provider.Key);
            return known[provider.Key] = new(configuration, keys, now, lookAgain ? now : told?.LookedAgainAt ?? DateTimeOffset.MinValue);
        }
        finally { gate.Release(); }
    }

    async Task<(OpenIdConnectConfiguration Configuration, IList<SecurityKey> Keys)> Discover(OidcProvider provider, CancellationToken ct)
    {
        var configuration = OpenIdConnectConfiguration.Create((await Json(new(HttpMethod.Get, $"{provider.Issuer}/.well-known/openid-configuration"), ct)).GetRawText());
        if (configuration.Issuer?.TrimEnd('/') != provider.Issuer) throw new OidcException("What the provider says of itself names another issuer.");
        foreach (var endpoint in new[] { configuration.AuthorizationEndpoint, configuration.TokenEndpoint, configuration.JwksUri }.Concat(configuration.UserInfoEndpoint is { Length: > 0 } more ? [more] : []))
            if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || !OidcProvider.IsSafe(address)) throw new OidcException("What the provider says of itself lacks an address, or names one without HTTPS.");
        var keys = new JsonWebKeySet((await Json(new(HttpMethod.Get, configuration.JwksUri), ct)).GetRawText()).GetSigningKeys();
        return keys.Count > 0 ? (configuration, keys) : throw new OidcException("The provider has no keys to sign with.");
    }

    async Task<JsonElement> Json(HttpRequestMessage request, CancellationToken ct)
    {
        request.Headers.Accept.Add(new("application/json"));
        try
        {
            using var answer = await http.SendAsync(request, ct);
            if (!answer.IsSuccessStatusCode) throw new OidcException($"{request.RequestUri?.AbsolutePath} answers {(int)answer.StatusCode}.", isUntrusted: (int)answer.StatusCode < 500);
            return JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(ct)) is { ValueKind: JsonValueKind.Object } json ? json : throw new OidcException("An answer is no object.");
        }
        catch (JsonException) { throw new OidcException("An answer is no JSON."); }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested)) { throw new OidcException("It does not answer.", isUntrusted: false); }
    }

    static string? Text(JsonElement said, string name) => said.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    static string[] Texts(JsonElement said, string name) => !said.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)] : value.ValueKind == JsonValueKind.String ? [value.GetString()!] : [];

    static bool? Verified(JsonElement said) => !said.TryGetProperty("email_verified", out var value) ? null : value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.GetString() == "true");

    public void Dispose()
    {
        http.Dispose();
        gate.Dispose();
    }
}
