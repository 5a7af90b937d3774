using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Foundation.Security;

/// <summary>
/// Passwords as they are kept. One that was kept in a weaker way than now is good, and noticed: Identity would keep it anew by itself,
/// untold and ending every session; <see cref="Accounts.SignIn"/> does it with its history.
/// </summary>
sealed class AgedPasswords(IOptions<PasswordHasherOptions> options) : PasswordHasher<Account>(options)
{
    /// <summary>Whether the last password that was right is kept in a weaker way than now.</summary>
    public bool IsWeak { get; private set; }

    public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        var result = base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        IsWeak = result == PasswordVerificationResult.SuccessRehashNeeded;
        return IsWeak ? PasswordVerificationResult.Success : result;
    }
}
