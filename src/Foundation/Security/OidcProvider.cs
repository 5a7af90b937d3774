namespace Foundation.Security;

/// <summary>A school’s or state’s own sign-in that this installation trusts, as its administrator set it up.</summary>
/// <param name="Key">What stands in addresses.</param>
/// <param name="Name">What the button says.</param>
/// <param name="Authority">The issuer: what it says of itself lies below it.</param>
public sealed record OidcProvider(string Key, string Name, Uri Authority, string ClientId, string ClientSecret)
{
    public const string EmailClaim = "email";

    /// <summary>The claim by which an account is found: the e-mail, where the provider has confirmed it, or a number that a person is known by.</summary>
    public string Claim { get; init; } = EmailClaim;

    /// <summary>Under which name people hold that number among their external ids.</summary>
    public string System { get; init; } = "";
    public string Scopes { get; init; } = "openid email";

    /// <summary>The values of acr or amr by which the provider says that it asked for a second factor; with none of them ours is asked, where one is.</summary>
    public IReadOnlyList<string> SecondFactor { get; init; } = [];

    public string Issuer => Authority.AbsoluteUri.TrimEnd('/');

    /// <exception cref="FormatException">It cannot be used; the message says why and does not repeat the secret.</exception>
    public static OidcProvider Of(string key, Func<string, string?> read)
    {
        string Needed(string name) => read(name) is { Length: > 0 } value ? value : throw new FormatException($"{name} is missing.");
        if (key.Length > 20 || !key.All(char.IsAsciiLetterOrDigit)) throw new FormatException("The key between the underscores is a number.");
        if (!Uri.TryCreate(Needed("Authority"), UriKind.Absolute, out var authority) || !IsSafe(authority) || authority.Query.Length > 0) throw new FormatException("Authority is not an address such as https://id.example.");
        var provider = new OidcProvider(key, Needed("Name"), authority, Needed("ClientId"), read("ClientSecret") ?? "");
        if (read("Claim") is { Length: > 0 } claim) provider = provider with { Claim = claim };
        if (read("System") is { Length: > 0 } system) provider = provider with { System = system };
        if (read("Scopes") is { Length: > 0 } scopes) provider = provider with { Scopes = scopes.Split(' ').Contains("openid") ? scopes : $"openid {scopes}" };
        if (provider.Claim != EmailClaim && provider.System.Length == 0) throw new FormatException("System is missing: under which name do people hold the number that the claim says?");
        return provider with { SecondFactor = (read("SecondFactor") ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) };
    }

    /// <summary>Secrets and tokens go by HTTPS; on this machine itself they need not.</summary>
    internal static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    /// <summary>Without the secret, so that it can stand in a log.</summary>
    public override string ToString() => $"{Name} at {Issuer}, found by {Claim}";
}

/// <summary>Those that are set up, in the order of the settings.</summary>
public sealed record OidcProviders(params IReadOnlyList<OidcProvider> All)
{
}

/// <summary>Whom a number of another system belongs to; the room that keeps people answers.</summary>
public interface INumberedPersons
{
    /// <summary>Null where nobody has it, or two in different countries.</summary>
    Task<Guid?> PersonOf(string system, string number, CancellationToken ct);
}
