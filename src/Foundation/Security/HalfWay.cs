using System.Security.Cryptography;
using System.Text.Json;
using Foundation.Jobs;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Foundation.Security;

/// <summary>What is known half-way through a sign-in – whose password was right, which question a passkey or a provider is to answer – sealed in a cookie of this browser for some minutes. Lax: who comes back from a provider comes from another site.</summary>
sealed class HalfWay(IHttpContextAccessor http, IDataProtectionProvider protection, TimeProvider clock, PublicAddress site)
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    sealed record Note<T>(T What, DateTime Until);

    public void Keep<T>(string name, T what)
    {
        var context = http.HttpContext!;
        var note = JsonSerializer.Serialize(new Note<T>(what, clock.GetUtcNow().UtcDateTime + Patience));
        context.Response.Cookies.Append(Cookie(name), Seal(name).Protect(note), new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", Secure = site.IsSecure, IsEssential = true });
    }

    /// <summary>Null when there is nothing, it was not ours, or too much time went by.</summary>
    public T? Read<T>(string name) where T : class
    {
        if (http.HttpContext?.Request.Cookies[Cookie(name)] is not { Length: > 0 } kept) return null;
        try { return JsonSerializer.Deserialize<Note<T>>(Seal(name).Unprotect(kept)) is { } note && note.Until > clock.GetUtcNow().UtcDateTime ? note.What : null; }
        catch (CryptographicException) { return null; }
    }

    public void Drop(string name) => http.HttpContext!.Response.Cookies.Delete(Cookie(name), new() { Path = "/", Secure = site.IsSecure });

    string Cookie(string name) => site.Cookie($"balsts-{name}");
    IDataProtector Seal(string name) => protection.CreateProtector("half-way", name);
}
