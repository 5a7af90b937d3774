using System.Linq.Expressions;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Foundation.Security;

/// <summary>
/// A key that a device of the owner keeps and opens with their finger, face or PIN (WebAuthn): what is had and what is known or is at once, so it
/// counts as both factors. Here lies its public half alone.
/// </summary>
public sealed class Passkey : ISeen<Passkey>
{
    public const int NameMax = 80;
    public const int Most = 20;
    public const int AnswerMax = 8000;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }
    public required byte[] CredentialId { get; init; }
    public required byte[] PublicKey { get; init; }
    public required long SignCount { get; set; }

    /// <summary>By what the device can be reached, as it says: internal, hybrid, usb …</summary>
    public required string Transports { get; init; }
    public required bool IsBackupEligible { get; init; }
    public required bool IsBackedUp { get; set; }
    public required DateTime MadeAt { get; init; }
    public DateTime? UsedAt { get; set; }

    public static readonly Problem NotAccepted = new(ProblemKind.Invalid, "passkey.not-accepted", "The device did not give a passkey that can be used here. Try again, or use another device.", "Credential");
    public static readonly Problem NotKnown = new(ProblemKind.Invalid, "passkey.not-known", "This passkey does not open an account here. Sign in with your password.");
    public static readonly Problem Needed = new(ProblemKind.Conflict, "passkey.needed", "Without this passkey you could not sign in any more. Set up another way first.");
    public static readonly Problem TooMany = new(ProblemKind.Conflict, "passkey.too-many", "You have {0} passkeys already. Remove one that you do not use.") { Args = [Most] };

    /// <summary>As Identity's handler reads it.</summary>
    internal UserPasskeyInfo Info => new(CredentialId, PublicKey, new(MadeAt, TimeSpan.Zero), (uint)SignCount, Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries), isUserVerified: true, IsBackupEligible, IsBackedUp, [], []) { Name = Name };

    public static Expression<Func<Passkey, bool>> SeenBy(Viewer viewer) => p => p.AccountId == viewer.AccountId;
    public bool AddedBy(Viewer viewer) => AccountId == viewer.AccountId;
}

[Sentence("{0} added a passkey.")] public sealed record PasskeyAdded : IRecorded;
[Sentence("{0} removed a passkey.")] public sealed record PasskeyRemoved : IRecorded;

/// <summary>Identity's store, with passkeys as rows of ours; Identity reads them and never writes.</summary>
sealed class AccountStore(Tables tables) : UserOnlyStore<Account, Tables, Guid>(tables)
{
    public override async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await Context.Set<Passkey>().AsNoTracking().FirstOrDefaultAsync(p => p.CredentialId == credentialId, cancellationToken) is { } key ? await Users.FirstOrDefaultAsync(a => a.Id == key.AccountId, cancellationToken) : null;

    public override async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        (await Context.Set<Passkey>().AsNoTracking().FirstOrDefaultAsync(p => p.AccountId == user.Id && p.CredentialId == credentialId, cancellationToken))?.Info;

    public override async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await Context.Set<Passkey>().AsNoTracking().Where(p => p.AccountId == user.Id).ToListAsync(cancellationToken)).Select(p => p.Info)];

    public override Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException("Accounts adds passkeys, and tells it.");
    public override Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException("Accounts removes passkeys, and tells it.");
}

sealed class PasskeyMapping : IEntityTypeConfiguration<Passkey>
{
    public void Configure(EntityTypeBuilder<Passkey> passkey)
    {
        passkey.ToTable("passkeys");
        passkey.Property(p => p.Name).HasMaxLength(Passkey.NameMax);
        passkey.Property(p => p.CredentialId).HasMaxLength(1023); // WebAuthn, section 4
        passkey.Property(p => p.PublicKey).HasMaxLength(2000);
        passkey.Property(p => p.Transports).HasMaxLength(200);
        passkey.Ignore(p => p.Info);
        passkey.HasIndex(p => p.CredentialId).IsUnique();
        passkey.HasIndex(p => p.AccountId);
    }
}
