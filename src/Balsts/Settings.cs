using Foundation.Data;
using Foundation.Mail;

namespace Balsts;

/// <summary>What an installation is told from outside: environment variables BALSTS_… or appsettings of the same names.</summary>
public sealed record Settings
{
    public required DatabaseSettings Database { get; init; }
    public required Uri PublicUrl { get; init; }
    public required string DataFolder { get; init; }
    public required string Mail { get; init; }
    public required Uri SourceUrl { get; init; }

    /// <summary>Whether the sign-in page offers the personas of the demo.</summary>
    public required bool IsDemo { get; init; }

    public const string DefaultSource = "https://github.com/balsts/balsts";

    /// <exception cref="SettingsException">A value cannot be used; the message names the setting and the remedy.</exception>
    public static Settings From(IConfiguration configuration)
    {
        var data = configuration["BALSTS_DATA"] is { Length: > 0 } folder ? folder : Path.Combine(Directory.GetCurrentDirectory(), "data");
        var url = configuration["BALSTS_PUBLIC_URL"] is { Length: > 0 } address ? address : "http://localhost:5080";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var publicUrl) || publicUrl.Scheme is not ("http" or "https"))
            throw new SettingsException("BALSTS_PUBLIC_URL is not an address such as https://balsts.example.");
        if (!Uri.TryCreate(configuration["BALSTS_SOURCE_URL"] is { Length: > 0 } source ? source : DefaultSource, UriKind.Absolute, out var sourceUrl))
            throw new SettingsException("BALSTS_SOURCE_URL is not an address.");
        var demo = configuration["BALSTS_DEMO"] is "1" or "true" or "yes";
        if (demo && !publicUrl.IsLoopback) throw new SettingsException("BALSTS_DEMO lets anybody in as any persona and is refused on a public address. Unset BALSTS_DEMO or BALSTS_PUBLIC_URL.");
        try { MailSettings.Parse(configuration["BALSTS_MAIL"] ?? ""); }
        catch (FormatException e) { throw new SettingsException($"BALSTS_MAIL: {e.Message}"); }
        return new()
        {
            Database = new(configuration["BALSTS_DATABASE"] is { Length: > 0 } database ? database : $"Data Source={Path.Combine(data, "balsts.db")}"),
            PublicUrl = publicUrl,
            DataFolder = data,
            Mail = configuration["BALSTS_MAIL"] ?? "",
            SourceUrl = sourceUrl,
            IsDemo = demo,
        };
    }
}

/// <summary>A setting that cannot be used: said before anything starts.</summary>
public sealed class SettingsException(string message) : Exception(message);
