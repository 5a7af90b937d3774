using Foundation.History;
using Foundation.Languages;
using Foundation.Mail;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Foundation.Security;

/// <summary>A forgotten password: asked for at the door, answered by mail.</summary>
public sealed partial class Accounts
{
    public static readonly Problem ResetOver = new(ProblemKind.Invalid, "reset.over", "This link was used or has expired: it is good for one hour. Ask for a new one.");

    /// <summary>Asks for a letter. What depends on whether there is an account happens afterwards, in a job: the answer is the same, and takes as long.</summary>
    public async Task AskForReset(string email, CancellationToken ct = default)
    {
        var (mark, typed) = (KnownDevice.Mark(signIn.Context), email.Trim());
        var hash = Secret.HashOf(mark);
        var isKnown = await db.Tables.Set<KnownDevice>().AnyAsync(d => d.MarkHash == hash, ct); // to anybody: it must not tell of whom
        if (!await counts.Let(TryLimit.AskingForReset(users.NormalizeEmail(typed), mark, isKnown, signIn.Context.Connection.RemoteIpAddress), ct))
        {
            Refused(DoorEvent.TooManyLetters, users.NormalizeEmail(typed));
            return;
        }
        db.Tables.Add(new DoorLetter { Id = Guid.CreateVersion7(), Kind = DoorLetterKind.Reset, Email = typed, ChangeId = null, MarkHash = hash, AskedAt = db.Now, NextTryAt = db.Now });
        await db.Save(ct);
    }

    /// <summary>
    /// Makes the link of a letter that goes out now; null where nobody is to have one: no account, one that was only invited, or too many letters to it from places where it was never used. Nobody either
    /// where somebody comes in by a number that another house vouches for and the mailbox has never answered: a head wrote it down, and whoever reads it must not have an account that is in use.
    /// </summary>
    internal async Task<Outcome<DoorLink?>> MakeReset(DoorLetter letter, CancellationToken ct)
    {
        if (db.Now - letter.AskedAt >= ResetLink.Validity || await Find(letter.Email, ct) is not { DisabledAt: null } account || account is { PasswordHash: null, EmailConfirmed: false }) return Nobody;
        var isKnown = await db.Tables.Set<KnownDevice>().AnyAsync(d => d.AccountId == account.Id && d.MarkHash == letter.MarkHash, ct);
        if (!isKnown && letter.Tries == 0 && !await counts.Let(TryLimit.ResetsOf(account.NormalizedEmail!), ct)) return Nobody;
        var secret = Secret.New();
        db.Tables.Add(new ResetLink { Id = Guid.CreateVersion7(), CountryId = account.CountryId, AccountId = account.Id, TokenHash = Secret.HashOf(secret), ExpiresAt = db.Now + ResetLink.Validity });
        return (await db.Save(ct)).Problem is { } problem ? problem : new DoorLink(account.Id, account.Email!, account.Language, $"/sign-in/reset/{secret}");
    }

    /// <summary>Tells that a letter with a link to the way in went out: when the server has taken it, once.</summary>
    internal async Task TellSent(DoorLetterKind kind, DoorLink link, CancellationToken ct)
    {
        db.Record(Viewer.System, kind == DoorLetterKind.Reset ? new ResetLinkSent() : new EmailLetterSent(), await db.Tables.Users.AsNoTracking().FirstAsync(a => a.Id == link.AccountId, ct));
        await db.Save(ct);
    }

    /// <summary>There is nobody who is to have the letter.</summary>
    static readonly Outcome<DoorLink?> Nobody = default;

    /// <summary>Whom an open link is for: the e-mail, to be shown; null when it is over.</summary>
    public async Task<string?> Resetting(string secret, CancellationToken ct = default) =>
        await OpenReset(secret, ct) is { } link ? (await db.Tables.Users.AsNoTracking().FirstOrDefaultAsync(a => a.Id == link.AccountId && a.DisabledAt == null, ct))?.Email : null;

    /// <summary>
    /// Sets the password by a link. Every session, every other link of this kind and open invitations end, and what works without a sign-in: API tokens, the calendar’s address. Passkeys stay, for they are
    /// what somebody who only forgot comes in by; their owner is told to look at them. Nobody is signed in by it, and a second factor is asked as before.
    /// </summary>
    public async Task<Outcome> ResetPassword(string secret, string password, CancellationToken ct = default)
    {
        if (await OpenReset(secret, ct) is not { } link || await db.Tables.Users.FirstOrDefaultAsync(a => a.Id == link.AccountId && a.DisabledAt == null, ct) is not { } account) return ResetOver;
        if (await Guessable(password, account, ct)) return PasswordGuessable;
        db.Tables.Remove(link); // this very one: whoever was faster has it already, and then nothing is saved
        await SetPassword(account, password, ct);
        await EndSessions(account, ct);
        await EndHandedOut(account, DateTime.UnixEpoch, ct);
        account.EmailConfirmed = true; // whoever opened the link reads what is sent there
        db.Record(Viewer.System, new PasswordRecovered(), account);
        db.Notify(Notification.To(account.PersonId, account.CountryId, db.Now, SecurityAddress, Texts.Id("The password of your account was changed by a link sent to your e-mail. Every session has ended, and API tokens and the calendar’s address work no more. Passkeys open your account as before: look whether each of them is yours. If you changed no password, write to your administrator at once.")));
        if ((await db.Save(ct)).Problem is { } problem) return problem == Problem.ChangedMeanwhile ? ResetOver : problem; // the link was used at the same moment
        await counts.Forget(account.NormalizedEmail!, ct);
        return Outcome.Done;
    }

    Task<ResetLink?> OpenReset(string secret, CancellationToken ct)
    {
        var (hash, now) = (Secret.HashOf(secret), db.Now);
        return db.Tables.Set<ResetLink>().FirstOrDefaultAsync(l => l.TokenHash == hash && l.ExpiresAt > now, ct);
    }

    /// <summary>Links by which a password could be set are good no more; the caller tells and saves.</summary>
    async Task DropLinks(Guid accountId, CancellationToken ct)
    {
        foreach (var link in await db.Tables.Set<ResetLink>().Where(l => l.AccountId == accountId).ToListAsync(ct)) db.Tables.Remove(link);
        foreach (var invitation in await db.Tables.Set<Invitation>().Where(i => i.AccountId == accountId && i.UsedAt == null).ToListAsync(ct)) invitation.Use(db.Now);
    }

    async Task EndSessions(Account account, CancellationToken ct)
    {
        account.SecurityStamp = Secret.New();
        foreach (var session in await db.Tables.Set<Session>().Where(s => s.AccountId == account.Id && s.EndedAt == null).ToListAsync(ct)) End(session);
    }
}

/// <summary>Where a letter with a link goes, in which language, and the link from the root of the site.</summary>
sealed record DoorLink(Guid AccountId, string Email, string Language, string Path);
