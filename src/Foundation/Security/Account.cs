using System.Linq.Expressions;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Foundation.Security;

/// <summary>How one person signs in.</summary>
public sealed class Account : IdentityUser<Guid>, IHistoric, IMovesHouse
{
    public required Guid PersonId { get; init; }
    public required string CountryId { get; init; }

    /// <summary>lv, az or en.</summary>
    public required string Language { get; set; }
    public DateTime? DisabledAt { get; set; }
    Guid IHistoric.HistoryId => Id;
}

/// <summary>A link by which an invited person sets a password; only its hash is kept.</summary>
public sealed class Invitation : ISeen<Invitation>, IHistoric
{
    public static readonly TimeSpan Validity = TimeSpan.FromDays(14);

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid PersonId { get; init; }
    public required Guid InvitedById { get; init; }
    public required string TokenHash { get; init; }
    public required DateTime ExpiresAt { get; init; }
    public DateTime? UsedAt { get; private set; }

    public bool IsOpen(DateTime now) => UsedAt is null && now < ExpiresAt;
    internal void Use(DateTime now) => UsedAt = now;

    public static Expression<Func<Invitation, bool>> SeenBy(Viewer viewer) => i => i.InvitedById == viewer.PersonId || i.PersonId == viewer.PersonId;
    public bool AddedBy(Viewer viewer) => InvitedById == viewer.PersonId;
    Guid IHistoric.HistoryId => AccountId;
}

/// <summary>A program's key to the API, as its owner, with some of their rights or all: shown once, kept as a hash. What no right is needed for – one's own – it reaches too.</summary>
public sealed class ApiToken : ISeen<ApiToken>, IHistoric, IMovesHouse
{
    public const int NameMax = 80;
    public const int Most = 20;

    /// <summary>In place of single rights: whatever the owner's rights are on the day.</summary>
    public const string AllRights = "*";

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid AccountId { get; init; }
    public required string Name { get; init; }
    public required string Hash { get; init; }

    /// <summary>The rights that it carries, parted by spaces; of these, those count that its owner has on the day.</summary>
    public required string Rights { get; init; }

    /// <summary>It shows and changes nothing.</summary>
    public required bool OnlyReads { get; init; }
    public required DateTime MadeAt { get; init; }
    public DateTime? UsedAt { get; init; }
    public required DateTime ExpiresAt { get; init; }
    public DateTime? RevokedAt { get; private set; }

    public static readonly Problem NotYours = new(ProblemKind.Invalid, "token.not-yours", "A token carries rights that you have yourself, and no others. Choose among those offered.", "Rights");
    public static readonly Problem TooMany = new(ProblemKind.Conflict, "token.too-many", "You have {0} tokens already. Revoke one that nobody uses.") { Args = [Most] };

    public bool CarriesAll => Rights == AllRights;
    public string[] RightsCarried => Rights.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    internal void Revoke(DateTime now) => RevokedAt ??= now;

    public static Expression<Func<ApiToken, bool>> SeenBy(Viewer viewer) => t => t.AccountId == viewer.AccountId;
    public bool AddedBy(Viewer viewer) => AccountId == viewer.AccountId;
    Guid IHistoric.HistoryId => AccountId;
}

[Sentence("{0} opened an account.")] public sealed record AccountOpened(Guid PersonId) : IRecorded;
[Sentence("{0} was invited to sign in.")] public sealed record PersonInvited(Guid PersonId) : IRecorded;
[Sentence("{0} set a password.")] public sealed record PasswordSet : IRecorded;
[Sentence("{0} signed in, and the password is kept more strongly from now on.")] public sealed record PasswordStrengthened : IRecorded;
[Sentence("{0} changed the language of the account.")] public sealed record LanguageChosen(string Language) : IRecorded;
[Sentence("{0} disabled the account.")] public sealed record AccountDisabled : IRecorded;
[Sentence("{0} made an API token.")] public sealed record TokenMade(string Name) : IRecorded;
[Sentence("{0} revoked an API token.")] public sealed record TokenRevoked(string Name) : IRecorded;

sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> account)
    {
        account.Property(a => a.Language).HasMaxLength(2);
        account.HasIndex(a => a.PersonId).IsUnique();
    }
}

sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> invitation)
    {
        invitation.ToTable("invitations");
        invitation.Property(i => i.TokenHash).HasMaxLength(64);
        invitation.Property(i => i.UsedAt).IsConcurrencyToken(); // it is used once, also by two at the same moment
        invitation.HasIndex(i => i.TokenHash).IsUnique();
        invitation.HasIndex(i => i.AccountId);
    }
}

sealed class ApiTokenMapping : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> token)
    {
        token.ToTable("api_tokens");
        token.Property(t => t.Name).HasMaxLength(ApiToken.NameMax);
        token.Property(t => t.Hash).HasMaxLength(64);
        token.Property(t => t.Rights).HasMaxLength(2000);
        token.Ignore(t => t.CarriesAll).Ignore(t => t.RightsCarried);
        token.HasIndex(t => t.AccountId);
        token.HasIndex(t => t.Hash).IsUnique();
    }
}
