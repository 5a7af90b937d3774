using System.Globalization;
using System.Net.Mail;

namespace Foundation.Mail;

/// <summary>The mail server that carries our letters, and whom they are from.</summary>
public sealed record MailSettings(string Host, int Port, bool Encrypted, string? User, string? Password, MailAddress From)
{
    /// <summary>
    /// From an address such as <c>smtps://user:password@mail.example:587?from=balsts@school.example</c>; null when it is
    /// empty. With <c>smtps</c> the connection is encrypted by STARTTLS (port 587 if none is said), with <c>smtp</c> it is
    /// not (port 25). Letters are from the user, or from balsts@ the server, where the address does not say.
    /// </summary>
    /// <exception cref="FormatException">The address is not one of a mail server. The message does not repeat it, for its password.</exception>
    public static MailSettings? Parse(string? address)
    {
        if (string.IsNullOrWhiteSpace(address)) return null;
        if (!Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtps") || uri.Host.Length == 0)
            throw new FormatException("The address of the mail server is written as smtp://user:password@host:port or smtps://…");
        if (uri.Port == 465)
            throw new FormatException("Port 465 wants encryption from the first byte; give the port for STARTTLS, most often 587.");

        var encrypted = uri.Scheme == "smtps";
        var account = uri.UserInfo.Split(':', 2);
        var user = account[0].Length == 0 ? null : Uri.UnescapeDataString(account[0]);
        var password = account.Length == 2 ? Uri.UnescapeDataString(account[1]) : null;
        var from = uri.Query.StartsWith("?from=", StringComparison.Ordinal) ? Uri.UnescapeDataString(uri.Query["?from=".Length..]) : null;
        if (!MailAddress.TryCreate(from ?? (user?.Contains('@', StringComparison.Ordinal) == true ? user : $"balsts@{uri.Host}"), "Balsts", out var sender))
            throw new FormatException("What follows ?from= in the address of the mail server is not an e-mail address.");
        return new(uri.Host, uri.Port > 0 ? uri.Port : encrypted ? 587 : 25, encrypted, user, password, sender);
    }

    /// <summary>Without the password, so that it can stand in a log.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Encrypted ? "smtps" : "smtp")}://{(User is null ? "" : $"{User}:***@")}{Host}:{Port}");
}
