using System.Security.Cryptography;
using System.Text;

namespace Foundation.Security;

/// <summary>256 random bits that open something to whoever has them: an invitation, a token, a calendar's address. Shown once, kept as a hash.</summary>
public static class Secret
{
    public const int HashLength = 64;

    public static string New() => Of(RandomNumberGenerator.GetBytes(32));

    /// <summary>As it stands in an address.</summary>
    public static string Of(byte[] bits) => Convert.ToBase64String(bits).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    /// <summary>Whether two are the same, in a time that does not tell how much of them is.</summary>
    public static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
