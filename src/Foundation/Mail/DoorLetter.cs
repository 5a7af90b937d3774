using Foundation.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Foundation.Mail;

enum DoorLetterKind
{
    /// <summary>A link to choose a new password, for whoever has an account under this e-mail; most of what is asked at the door may be nobody’s.</summary>
    Reset,

    /// <summary>To the new e-mail: a link that confirms it.</summary>
    Confirm,

    /// <summary>To the old one: a link that stops the change.</summary>
    WasNotMe,
}

/// <summary>
/// A letter with a link to the way in, asked for and not sent yet. The link’s secret is made when the letter goes out and rests nowhere. An unknown e-mail leaves
/// the same row as a known one: whose it is, if anybody’s, is looked up by the job. The row goes with the letter.
/// </summary>
sealed class DoorLetter
{
    public required Guid Id { get; init; }
    public required DoorLetterKind Kind { get; init; }

    /// <summary>As it was typed at the door; empty where a change says it.</summary>
    public required string Email { get; init; }
    public required Guid? ChangeId { get; init; }

    /// <summary>Of the browser in which it was asked for.</summary>
    public required string MarkHash { get; init; }
    public required DateTime AskedAt { get; init; }
    public required DateTime NextTryAt { get; init; }
    public int Tries { get; init; }
}

sealed class DoorLetterMapping : IEntityTypeConfiguration<DoorLetter>
{
    public void Configure(EntityTypeBuilder<DoorLetter> letter)
    {
        letter.ToTable("door_letters");
        letter.Property(l => l.Email).HasMaxLength(Accounts.EmailMax);
        letter.Property(l => l.MarkHash).HasMaxLength(Secret.HashLength);
        letter.HasIndex(l => l.NextTryAt);
    }
}
