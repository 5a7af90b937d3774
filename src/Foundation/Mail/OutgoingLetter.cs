using System.Linq.Expressions;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Foundation.Mail;

public enum LetterState
{
    /// <summary>It is the person's day; the letter is to be written.</summary>
    Due,

    /// <summary>Nothing waited: there is no letter.</summary>
    Nothing,

    /// <summary>Written, and not with the mail server yet.</summary>
    Waiting,

    /// <summary>Handed to the mail server at this moment. Where the process dies here, nobody knows whether it went, and it is not sent again.</summary>
    Sending,
    Sent,

    /// <summary>The connection broke while the server had it: it may have gone, and is not sent again.</summary>
    Unsure,

    /// <summary>The mail server does not know the address.</summary>
    NoSuchAddress,
}

/// <summary>A person's letter of a day: at most one, and sent at most once. Written by a job, sent by another; where no mail is configured it stays here.</summary>
public sealed class OutgoingLetter : ISeen<OutgoingLetter>, IVersioned
{
    public const int SubjectMax = 300;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>The day, on the clock of the country.</summary>
    public required DateOnly On { get; init; }
    public LetterState State { get; private set; } = LetterState.Due;
    public string Language { get; private set; } = "";
    public string Subject { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string Html { get; private set; } = "";

    /// <summary>Where the header of mail programs leads that ends such letters.</summary>
    public string Unsubscribe { get; private set; } = "";
    public int Tries { get; private set; }

    /// <summary>Not before this instant is it tried again.</summary>
    public DateTime NextTryAt { get; private set; }
    public int Version { get; private set; }

    public static Expression<Func<OutgoingLetter, bool>> SeenBy(Viewer viewer) => l => l.PersonId == viewer.PersonId;
    public bool AddedBy(Viewer viewer) => false;

    public void Nothing() => State = LetterState.Nothing;

    public void Write(string language, string subject, string text, string html, string unsubscribe, DateTime now) =>
        (State, Language, Subject, Text, Html, Unsubscribe, NextTryAt) = (LetterState.Waiting, language, subject.Length > SubjectMax ? subject[..SubjectMax] : subject, text, html, unsubscribe, now);

    /// <summary>From here on it is with the mail server, or nobody knows.</summary>
    public void Begin() => (State, Tries) = (LetterState.Sending, Tries + 1);

    /// <summary>The server did not take it: later, and each time later still.</summary>
    public void TryLater(DateTime now) => (State, NextTryAt) = (LetterState.Waiting, now + TimeSpan.FromMinutes(Math.Min(5 * Tries, 60)));
    public void End(LetterState state) => State = state;
}

sealed class OutgoingLetterMapping : IEntityTypeConfiguration<OutgoingLetter>
{
    public void Configure(EntityTypeBuilder<OutgoingLetter> letter)
    {
        letter.ToTable("letters");
        letter.Property(l => l.Language).HasMaxLength(2);
        letter.Property(l => l.Subject).HasMaxLength(OutgoingLetter.SubjectMax);
        letter.HasIndex(l => new { l.PersonId, l.On }).IsUnique();
        letter.HasIndex(l => new { l.State, l.NextTryAt });
        letter.HasIndex(l => l.On);
    }
}
