using Foundation.History;
using Foundation.Languages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Foundation.Security;

/// <summary>A link by which an account’s owner chooses a new password: only its hash lies here, and the row goes when it is used.</summary>
sealed class ResetLink
{
    public static readonly TimeSpan Validity = TimeSpan.FromHours(1);

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid AccountId { get; init; }
    public required string TokenHash { get; init; }
    public required DateTime ExpiresAt { get; init; }
}

[Sentence("{0} sent a link by which a new password can be chosen.")] public sealed record ResetLinkSent : IRecorded;
[Sentence("{0}: a link sent by mail was opened, and a new password was set.")] public sealed record PasswordRecovered : IRecorded;

sealed class ResetLinkMapping : IEntityTypeConfiguration<ResetLink>
{
    public void Configure(EntityTypeBuilder<ResetLink> link)
    {
        link.ToTable("reset_links");
        link.Property(l => l.TokenHash).HasMaxLength(Secret.HashLength);
        link.HasIndex(l => l.TokenHash).IsUnique();
        link.HasIndex(l => l.AccountId);
        link.HasIndex(l => l.ExpiresAt);
    }
}
