using System.Security.Cryptography;
using Foundation.Jobs;
using Microsoft.AspNetCore.DataProtection;

namespace Foundation.Mail;

/// <summary>The secret address in a letter at which whoever has it ends letters to its reader, or has them again. Nothing of it is kept: the address itself says whose it is, sealed with this installation's key.</summary>
public sealed class SwitchOffAddress(IDataProtectionProvider protection, PublicAddress site)
{
    readonly IDataProtector seal = protection.CreateProtector("letters");

    public string SecretOf(Guid accountId) => seal.Protect(accountId.ToString("N"));

    /// <summary>Null for what this installation did not seal.</summary>
    public Guid? AccountOf(string secret)
    {
        try { return Guid.TryParseExact(seal.Unprotect(secret), "N", out var account) ? account : null; }
        catch (CryptographicException) { return null; }
    }

    /// <summary>What a person opens: it says what is so, and has a button.</summary>
    public Uri Page(string secret) => site.Of($"/letters/{secret}");

    /// <summary>What a mail program posts to (RFC 8058).</summary>
    public Uri Press(string secret) => site.Of($"/letters/{secret}/off");
}

/// <summary>Of which kind a notification is, told by the page that it leads to.</summary>
public sealed record NoticeKinds(Func<string, string> Of)
{
    /// <summary>What concerns the account itself comes by mail at once, whatever was chosen.</summary>
    public const string Always = "always";
}
