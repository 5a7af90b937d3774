using System.Linq.Expressions;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Foundation.Security;

/// <summary>Another e-mail to sign in with, asked for by its owner or by whoever keeps their record: it takes effect when a link sent there is pressed, and ends by another one sent to the old address.</summary>
public sealed class EmailChange : ISeen<EmailChange>, IHistoric, IVersioned
{
    public static readonly TimeSpan Validity = TimeSpan.FromDays(3);

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid PersonId { get; init; }
    public required Guid AskedById { get; init; }
    public required string Email { get; init; }
    public required string OldEmail { get; init; }

    /// <summary>Of the links in the two letters, made when they go out; empty before.</summary>
    public string ConfirmHash { get; init; } = "";
    public string StopHash { get; init; } = "";
    public required DateTime ExpiresAt { get; init; }
    public DateTime? DoneAt { get; private set; }
    public DateTime? StoppedAt { get; private set; }
    public int Version { get; private set; }
    Guid IHistoric.HistoryId => AccountId;

    public static readonly Problem Over = new(ProblemKind.Invalid, "email-change.over", "This link was used, was stopped or has expired. Ask for the change once more.");
    public static readonly Problem SignInFirst = new(ProblemKind.Invalid, "email-change.sign-in-first", "Sign in with the e-mail of until now first: so a mistyped address opens nothing to a stranger.");
    public static readonly Problem TooMany = new(ProblemKind.Conflict, "email-change.too-many", "This e-mail was to be changed too often. Try again in an hour.", "Email");

    /// <summary>Asked for by the very person: a stranger in an open session is all that could be behind it.</summary>
    public bool IsOwn => AskedById == PersonId;

    /// <summary>From when on what was added to the account may be of whoever asked for this: a day before they did, since a proof of who it is can be had again and again by whoever has one.</summary>
    internal DateTime SuspectSince => ExpiresAt - Validity - TimeSpan.FromDays(1);

    internal static Expression<Func<EmailChange, bool>> OpenAt(DateTime now) => c => c.DoneAt == null && c.StoppedAt == null && c.ExpiresAt > now;
    internal void Done(DateTime now) => DoneAt = now;
    internal void Stop(DateTime now) => StoppedAt = now;

    public static Expression<Func<EmailChange, bool>> SeenBy(Viewer viewer) => c => c.PersonId == viewer.PersonId || c.AskedById == viewer.PersonId;
    public bool AddedBy(Viewer viewer) => AskedById == viewer.PersonId;
}

[Sentence("{0} asked that another e-mail be used to sign in.")] public sealed record EmailChangeAsked : IRecorded;
[Sentence("{0} sent a letter about the change of the e-mail.")] public sealed record EmailLetterSent : IRecorded;
[Sentence("{0}: the new e-mail was confirmed by a link sent there.")] public sealed record EmailChangeDone : IRecorded;
[Sentence("{0}: the change of the e-mail was stopped by a link sent to the old one.")] public sealed record EmailChangeStopped : IRecorded;
[Sentence("{0} corrected the e-mail of an invitation.")] public sealed record InvitedEmailCorrected : IRecorded;

sealed class EmailChangeMapping : IEntityTypeConfiguration<EmailChange>
{
    public void Configure(EntityTypeBuilder<EmailChange> change)
    {
        change.ToTable("email_changes");
        change.Property(c => c.Email).HasMaxLength(Accounts.EmailMax);
        change.Property(c => c.OldEmail).HasMaxLength(Accounts.EmailMax);
        change.Property(c => c.ConfirmHash).HasMaxLength(Secret.HashLength);
        change.Property(c => c.StopHash).HasMaxLength(Secret.HashLength);
        change.Ignore(c => c.IsOwn);
        change.HasIndex(c => c.AccountId);
        change.HasIndex(c => c.PersonId);
        change.HasIndex(c => c.ConfirmHash);
        change.HasIndex(c => c.StopHash);
        change.HasIndex(c => c.ExpiresAt);
    }
}
