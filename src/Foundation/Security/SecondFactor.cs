using System.Buffers.Binary;
using System.Globalization;
using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Foundation.Security;

/// <summary>
/// The second proof of a sign-in by password: a code that an app on the owner's telephone makes from a shared key and the time (RFC 6238),
/// or one of ten recovery codes. The key is sealed with the installation's keys, of the recovery codes only hashes are kept; each code is good once.
/// </summary>
public sealed class SecondFactor : ISeen<SecondFactor>, Data.IVersioned
{
    public const int CodeMax = 24;
    public const int RecoveryCodes = 10;
    const int WrongMost = 5;
    static readonly TimeSpan Rest = TimeSpan.FromMinutes(15);

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid AccountId { get; init; }
    public required string SealedKey { get; init; }
    public required DateTime MadeAt { get; init; }

    /// <summary>The interval of the last code that was good: it and those before it are good no more.</summary>
    public required long LastStep { get; set; }

    /// <summary>Hashes of the recovery codes that are left, one after the other.</summary>
    public required string CodeHashes { get; set; }
    public int WrongCodes { get; private set; }
    public DateTime? RestsUntil { get; private set; }
    public int Version { get; private set; }

    public int CodesLeft => CodeHashes.Length / Secret.HashLength;

    public static readonly Problem WrongCode = new(ProblemKind.Invalid, "factor.wrong-code", "This code is not right, or was used already. Wait for the next one in the app and write that.", "Code");
    public static readonly Problem Resting = new(ProblemKind.Invalid, "factor.resting", "There were too many wrong codes. Try again in a quarter of an hour; somebody may know your password, so change it afterwards.", "Code");
    public static readonly Problem Exists = new(ProblemKind.Conflict, "factor.exists", "A second factor is set up already. Turn it off first.");
    public static readonly Problem OfferOver = new(ProblemKind.Invalid, "factor.offer-over", "This page was open too long. Open it again and scan the new picture.");
    public static readonly Problem Missing = new(ProblemKind.NotFound, "factor.missing", "No second factor is set up.");
    public static readonly Problem Needed = new(ProblemKind.Conflict, "factor.needed", "You see more than one institution, so a second factor is asked of you. Add a passkey first; then you can turn the codes off.");

    /// <summary>Whether the code is good now, and of which kind; a good one is spent, a wrong one counted. Too many wrong ones, and none is looked at for a while: only who knows the password gets as far as here.</summary>
    internal Outcome<CodeKind> Take(string code, byte[] key, DateTime now)
    {
        if (RestsUntil > now) return Resting;
        var plain = Plain(code);
        if (plain.Length == Totp.Digits)
        {
            if (Totp.StepOf(plain, key, now) is { } step && step > LastStep) return Good(CodeKind.App, () => LastStep = step);
        }
        else if (CodeHashes.IndexOf(Secret.HashOf(plain), StringComparison.Ordinal) is var at and >= 0 && at % Secret.HashLength == 0)
            return Good(CodeKind.Recovery, () => CodeHashes = CodeHashes.Remove(at, Secret.HashLength));
        if (++WrongCodes < WrongMost) return WrongCode;
        (WrongCodes, RestsUntil) = (0, now + Rest);
        return Resting;
    }

    Outcome<CodeKind> Good(CodeKind kind, Action spend)
    {
        spend();
        (WrongCodes, RestsUntil) = (0, null);
        return kind;
    }

    /// <summary>Ten new recovery codes in place of those there were; shown once.</summary>
    internal static (string[] Codes, string Hashes) MakeCodes()
    {
        // 80 bits each: more than anybody tries through from a hash
        string[] codes = [.. Enumerable.Range(0, RecoveryCodes).Select(_ => RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 16))];
        return ([.. codes.Select(c => string.Join('-', c.Chunk(4).Select(four => new string(four))))], string.Concat(codes.Select(Secret.HashOf)));
    }

    /// <summary>A code as people write it: with gaps, dashes, small letters.</summary>
    static string Plain(string code) => new([.. code.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);

    public static Expression<Func<SecondFactor, bool>> SeenBy(Viewer viewer) => f => f.AccountId == viewer.AccountId;
    public bool AddedBy(Viewer viewer) => AccountId == viewer.AccountId;
}

enum CodeKind { App, Recovery }

/// <summary>A key that is offered and not in use until a code made from it came back.</summary>
/// <param name="Sealed">Comes back with the form; nothing of it is kept.</param>
/// <param name="Key">As people type it, in groups of four.</param>
/// <param name="Address">What the picture says to the app.</param>
public sealed record FactorOffer(string Sealed, string Key, string Address);

[Sentence("{0} set up a second factor.")] public sealed record FactorSetUp : IRecorded;
[Sentence("{0} turned the second factor off.")] public sealed record FactorTurnedOff : IRecorded;
[Sentence("{0} made new recovery codes.")] public sealed record RecoveryCodesMade : IRecorded;
[Sentence("A recovery code let {0} in; {1} are left.")] public sealed record RecoveryCodeUsed(int Left) : IRecorded;

/// <summary>Codes of six figures from a key and the time, as RFC 6238 makes them: SHA-1, thirty seconds. A clock may be one interval off.</summary>
static class Totp
{
    public const int Digits = 6;
    const int Seconds = 30;
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(20);

    /// <summary>The interval to which the code belongs; null for none near now.</summary>
    public static long? StepOf(string code, byte[] key, DateTime now)
    {
        var step = new DateTimeOffset(now, TimeSpan.Zero).ToUnixTimeSeconds() / Seconds;
        for (var near = step - 1; near <= step + 1; near++)
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeAt(near, key)), Encoding.ASCII.GetBytes(code))) return near;
        return null;
    }

    public static string Code(byte[] key, DateTimeOffset now) => CodeAt(now.ToUnixTimeSeconds() / Seconds, key);

    static string CodeAt(long step, byte[] key)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // what the apps speak; a code lives for a minute
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        return ((BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 15)..]) & int.MaxValue) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>RFC 4648, without padding: 20 bytes are 32 letters.</summary>
    public static string Base32(byte[] key)
    {
        var letters = new StringBuilder();
        for (var bit = 0; bit < key.Length * 8; bit += 5)
            letters.Append(Alphabet[((key[bit / 8] << 8 | (bit / 8 + 1 < key.Length ? key[bit / 8 + 1] : 0)) >> (11 - bit % 8)) & 31]);
        return letters.ToString();
    }
}

sealed class SecondFactorMapping : IEntityTypeConfiguration<SecondFactor>
{
    public void Configure(EntityTypeBuilder<SecondFactor> factor)
    {
        factor.ToTable("second_factors");
        factor.Property(f => f.SealedKey).HasMaxLength(400);
        factor.Property(f => f.CodeHashes).HasMaxLength(SecondFactor.RecoveryCodes * Secret.HashLength);
        factor.Ignore(f => f.CodesLeft);
        factor.HasIndex(f => f.AccountId).IsUnique();
    }
}
