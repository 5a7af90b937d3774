using Foundation.Data;
using Foundation.Mail;
using Foundation.Security;
using Foundation.Web;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Balsts;

/// <summary>What an installation is told from outside: environment variables BALSTS_… or appsettings of the same names.</summary>
public sealed record Settings
{
    public required DatabaseSettings Database { get; init; }

    /// <summary>Where the server listens; several addresses are separated by semicolons.</summary>
    public required string Urls { get; init; }

    /// <summary>How people reach it from outside.</summary>
    public required Uri PublicUrl { get; init; }
    public required string DataFolder { get; init; }
    public required string Mail { get; init; }
    /// <summary>What seals in the database what is not to be read there.</summary>
    public required InstallationKey Key { get; init; }
    public required bool KeyIsGiven { get; init; }

    /// <summary>Whose word is taken for where a request came from.</summary>
    public required Proxies Proxies { get; init; }

    /// <summary>How often somebody may search, take lists along and ask by a token.</summary>
    public required Rates Rates { get; init; }

    /// <summary>Other houses' sign-ins that are trusted.</summary>
    public required OidcProviders Providers { get; init; }

    /// <summary>The names by which the server is asked; * for any.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }
    public required Uri SourceUrl { get; init; }

    /// <summary>Whether the sign-in page offers the personas of the demo.</summary>
    public required bool IsDemo { get; init; }

    public const string DefaultUrls = "http://localhost:5080";
    public const string DefaultSource = "https://github.com/balsts/balsts";

    /// <exception cref="SettingsException">A value cannot be used; the message names the setting and the remedy.</exception>
    public static Settings From(IConfiguration configuration)
    {
        var data = configuration["BALSTS_DATA"] is { Length: > 0 } folder ? folder : Path.Combine(Directory.GetCurrentDirectory(), "data");
        var urls = configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } given ? given : configuration["BALSTS_URLS"] is { Length: > 0 } listen ? listen : DefaultUrls; // --urls goes first
        foreach (var one in urls.Split(';', StringSplitOptions.RemoveEmptyEntries)) CheckListening(one);
        var url = configuration["BALSTS_PUBLIC_URL"] is { Length: > 0 } address ? address : Here(urls);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var publicUrl) || publicUrl.Scheme is not ("http" or "https"))
            throw new SettingsException("BALSTS_PUBLIC_URL is not an address such as https://balsts.example.");
        if (!Uri.TryCreate(configuration["BALSTS_SOURCE_URL"] is { Length: > 0 } source ? source : DefaultSource, UriKind.Absolute, out var sourceUrl))
            throw new SettingsException("BALSTS_SOURCE_URL is not an address.");
        var demo = configuration["BALSTS_DEMO"] is "1" or "true" or "yes";
        if (demo && (!publicUrl.IsLoopback || (configuration["BALSTS_PUBLIC_URL"] is not { Length: > 0 } && urls.Split(';', StringSplitOptions.RemoveEmptyEntries).Any(ListensToOthers)))) throw new SettingsException("BALSTS_DEMO lets anybody in as any persona and is refused on a public address. Unset BALSTS_DEMO, or listen on localhost alone: BALSTS_URLS=http://localhost:5080.");
        try { MailSettings.Parse(configuration["BALSTS_MAIL"] ?? ""); }
        catch (FormatException e) { throw new SettingsException($"BALSTS_MAIL: {e.Message}"); }
        InstallationKey? key = null;
        if (configuration["BALSTS_KEY"] is { Length: > 0 } written)
            try { key = InstallationKey.Parse(written); }
            catch (FormatException) { throw new SettingsException("BALSTS_KEY is not 32 bytes in base64. Make one with: openssl rand -base64 32. Several are separated by spaces, the newest first."); }
        Proxies proxies;
        try { proxies = Proxies.Parse(configuration["BALSTS_PROXIES"] ?? ""); }
        catch (FormatException e) { throw new SettingsException($"BALSTS_PROXIES: {e.Message} Write them as 127.0.0.1 10.0.0.0/8."); }
        Rates rates;
        try { rates = Rates.Parse(configuration["BALSTS_RATES"] ?? ""); }
        catch (FormatException e) { throw new SettingsException($"BALSTS_RATES: {e.Message}"); }
        var database = configuration["BALSTS_DATABASE"] is { Length: > 0 } connection ? connection : $"Data Source={Path.Combine(data, "balsts.db")}";
        CheckDatabase(database);
        return new()
        {
            Database = new(database),
            Urls = urls,
            PublicUrl = publicUrl,
            DataFolder = data,
            Mail = configuration["BALSTS_MAIL"] ?? "",
            Key = key ?? KeyIn(data),
            KeyIsGiven = key is not null,
            Proxies = proxies,
            Rates = rates,
            Providers = new([.. configuration.GetSection("BALSTS_OIDC").GetChildren().Select(Provider)]),
            Hosts = HostsOf(urls, publicUrl, configuration["BALSTS_PUBLIC_URL"] is { Length: > 0 }, configuration["BALSTS_HOSTS"] ?? ""),
            SourceUrl = sourceUrl,
            IsDemo = demo,
        };
    }

    static OidcProvider Provider(IConfigurationSection section)
    {
        try { return OidcProvider.Of(section.Key, name => section[name]); }
        catch (FormatException e) { throw new SettingsException($"BALSTS_OIDC__{section.Key}: {e.Message} It takes Name, Authority, ClientId, ClientSecret, and if need be Claim, System, Scopes, SecondFactor."); }
    }

    static InstallationKey KeyIn(string data)
    {
        var file = Path.Combine(data, "keys", "installation.key");
        try { return InstallationKey.FromFile(file); }
        catch (FormatException) { throw new SettingsException($"{file} is not 32 bytes in base64. Bring back the one from the backup; what it sealed opens with no other."); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { throw new SettingsException($"BALSTS_DATA: {file} cannot be read or made. {e.Message}"); }
    }

    /// <summary>Where the public address is given, the server answers to its name, to this machine's own and to those named besides; otherwise to what it listens on.</summary>
    static IReadOnlyList<string> HostsOf(string urls, Uri publicUrl, bool isGiven, string besides)
    {
        var listens = urls.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(BindingAddress.Parse).Select(a => a.Host).ToList();
        if (!isGiven && besides.Length == 0 && listens.Exists(h => h is "*" or "+" or "0.0.0.0" or "[::]")) return ["*"];
        return [.. new[] { "localhost", "127.0.0.1", "[::1]", publicUrl.Host }.Concat(listens.Where(h => h is not ("*" or "+" or "0.0.0.0" or "[::]") && !h.StartsWith("unix:", StringComparison.Ordinal))).Concat(besides.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries)).Distinct()];
    }

    static bool ListensToOthers(string url) =>
        BindingAddress.Parse(url) is var address && !address.IsUnixPipe && !address.IsNamedPipe && address.Host != "localhost" && !(System.Net.IPAddress.TryParse(address.Host, out var ip) && System.Net.IPAddress.IsLoopback(ip));

    static void CheckListening(string url)
    {
        try { BindingAddress.Parse(url); }
        catch (FormatException) { throw new SettingsException("BALSTS_URLS is not an address such as http://localhost:5080."); }
    }

    /// <summary>What a browser on this machine opens: the port on which the server listens.</summary>
    static string Here(string urls)
    {
        var first = BindingAddress.Parse(urls.Split(';', StringSplitOptions.RemoveEmptyEntries)[0]);
        return first.IsUnixPipe || first.IsNamedPipe ? DefaultUrls : $"{first.Scheme}://localhost:{first.Port}";
    }

    static void CheckDatabase(string connection)
    {
        try
        {
            if (connection.Contains("Host=", StringComparison.OrdinalIgnoreCase)) _ = new NpgsqlConnectionStringBuilder(connection);
            else if (new SqliteConnectionStringBuilder(connection).DataSource.Length == 0) throw new SettingsException("BALSTS_DATABASE names no file. Write “Data Source=FILE” for SQLite or “Host=…;Database=…” for PostgreSQL.");
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new SettingsException("BALSTS_DATABASE is not a connection string. Write “Data Source=FILE” for SQLite or “Host=…;Database=…” for PostgreSQL.");
        }
    }

    /// <summary>The effective settings, without secrets.</summary>
    public IReadOnlyList<(string Name, string Value)> Shown =>
    [
        ("BALSTS_DATABASE", Database.IsPostgres ? new NpgsqlConnectionStringBuilder(Database.Connection) { Password = null, SslPassword = null }.ConnectionString : Database.Connection),
        ("BALSTS_URLS", Urls),
        ("BALSTS_PUBLIC_URL", PublicUrl.ToString()),
        ("BALSTS_DATA", DataFolder),
        ("BALSTS_HOSTS", string.Join(' ', Hosts)),
        ("BALSTS_PROXIES", string.Join(' ', Proxies.Trusted)),
        ("BALSTS_RATES", Rates.ToString()),
        ("BALSTS_KEY", KeyIsGiven ? "given" : "in BALSTS_DATA/keys"),
        ("BALSTS_MAIL", MailSettings.Parse(Mail)?.ToString() ?? ""),
        .. Providers.All.Select(p => ($"BALSTS_OIDC__{p.Key}", p.ToString())),
        ("BALSTS_SOURCE_URL", SourceUrl.ToString()),
        ("BALSTS_DEMO", IsDemo ? "1" : ""),
    ];

    /// <summary>The folders that files, keys and an SQLite database need.</summary>
    /// <exception cref="SettingsException">They cannot be made.</exception>
    public void MakeFolders()
    {
        var database = Database.IsPostgres ? null : Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(Database.Connection).DataSource));
        foreach (var (folder, setting) in new[] { (DataFolder, "BALSTS_DATA"), (database ?? DataFolder, "BALSTS_DATABASE") })
            try { Directory.CreateDirectory(folder); }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException) { throw new SettingsException($"{setting}: the folder {folder} cannot be made. {e.Message}"); }
    }
}

/// <summary>A setting that cannot be used: said before anything starts.</summary>
public sealed class SettingsException(string message) : Exception(message);
