using Foundation.History;
using Foundation.Languages;
using Foundation.Mail;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Foundation.Security;

/// <summary>The e-mail with which somebody signs in: changed only when the new one has answered.</summary>
public sealed partial class Accounts
{
    /// <summary>Whether letters leave: without them nothing can be confirmed, and no password be recovered.</summary>
    public bool Writes => mail.Settings is not null;

    /// <summary>
    /// Begins to change the e-mail of somebody who signs in: letters go to the new and to the old address. The caller has asked whether the viewer may, and saves. False where there is nothing to
    /// confirm: nobody signs in with it, no letters leave, or the person was only invited – their invitation is void then, for it went elsewhere.
    /// </summary>
    public async Task<Outcome<bool>> BeginEmail(Viewer viewer, Guid personId, string email, CancellationToken ct = default)
    {
        var normal = users.NormalizeEmail(email.Trim());
        if (await db.Tables.Users.FirstOrDefaultAsync(a => a.PersonId == personId, ct) is not { } account || account.NormalizedEmail == normal) return false;
        if (!account.EmailConfirmed && !await Enters(account, ct))
        {
            if (!await db.Tables.Set<Invitation>().AnyAsync(i => i.AccountId == account.Id, ct)) return false; // a persona of the demonstration keeps its button
            if (await db.Tables.Users.AnyAsync(a => a.NormalizedEmail == normal, ct)) return EmailTaken;
            Put(account, email);
            await DropLinks(account.Id, ct);
            db.Record(viewer, new InvitedEmailCorrected(), account);
            return false;
        }
        if (!Writes) return false;
        if (!await counts.Let(TryLimit.EmailsOf(account.Id), ct)) return EmailChange.TooMany;
        foreach (var earlier in await db.Tables.Set<EmailChange>().Where(c => c.AccountId == account.Id).Where(EmailChange.OpenAt(db.Now)).ToListAsync(ct)) earlier.Stop(db.Now);
        var change = new EmailChange { Id = Guid.CreateVersion7(), CountryId = account.CountryId, AccountId = account.Id, PersonId = personId, AskedById = viewer.PersonId, Email = email.Trim(), OldEmail = account.Email!, ExpiresAt = db.Now + EmailChange.Validity };
        db.Add(viewer, change);
        db.Record(viewer, new EmailChangeAsked(), change);
        foreach (var kind in new[] { DoorLetterKind.Confirm, DoorLetterKind.WasNotMe })
            db.Tables.Add(new DoorLetter { Id = Guid.CreateVersion7(), Kind = kind, Email = "", ChangeId = change.Id, MarkHash = "", AskedAt = db.Now, NextTryAt = db.Now });
        return true;
    }

    /// <summary>The viewer’s own. Whether somebody else signs in with it is not said: then no letter comes.</summary>
    public async Task<Outcome> AskForEmail(Viewer viewer, string email, CancellationToken ct = default)
    {
        if (!ProvedLately) return Problem.NotFound;
        return (await BeginEmail(viewer, viewer.PersonId, email, ct)).Problem is { } problem ? problem : await db.Save(ct);
    }

    /// <summary>What waits to be confirmed for a person, as far as the viewer asked for it or is the person.</summary>
    public Task<EmailChange?> EmailAwaited(Viewer viewer, Guid personId, CancellationToken ct = default) =>
        db.Seen<EmailChange>(viewer).AsNoTracking().Where(c => c.PersonId == personId).Where(EmailChange.OpenAt(db.Now)).OrderByDescending(c => c.Id).FirstOrDefaultAsync(ct);

    /// <summary>
    /// Makes the link of a letter that goes out now; null where it is too late, or the new e-mail is somebody else’s. Each try carries the same link, made from the installation’s key: a letter that was
    /// taken and reported as not sent opens the same. The two letters of a change put down one hash each, so two nodes that are at them stand in nobody’s way.
    /// </summary>
    internal async Task<Outcome<DoorLink?>> MakeEmailLink(DoorLetter letter, CancellationToken ct)
    {
        var now = db.Now;
        var open = db.Tables.Set<EmailChange>().AsNoTracking().Where(c => c.Id == letter.ChangeId && c.StoppedAt == null && c.ExpiresAt > now);
        if (await open.FirstOrDefaultAsync(ct) is not { } change) return Nobody;
        var (account, confirms) = (await db.Tables.Users.AsNoTracking().FirstAsync(a => a.Id == change.AccountId, ct), letter.Kind == DoorLetterKind.Confirm);
        if (confirms && (change.DoneAt is not null || await IsTaken(change.Email, account.Id, ct))) return Nobody;
        var secret = Secret.Of(key.Derive($"letter {letter.Id:N}"));
        var hash = Secret.HashOf(secret);
#pragma warning disable RS0030 // that a letter went out is told when the server has taken it
        if (await (confirms ? open.ExecuteUpdateAsync(c => c.SetProperty(x => x.ConfirmHash, hash), ct) : open.ExecuteUpdateAsync(c => c.SetProperty(x => x.StopHash, hash), ct)) == 0) return Nobody;
#pragma warning restore RS0030
        return confirms ? new DoorLink(account.Id, change.Email, account.Language, $"/sign-in/email/{secret}") : new DoorLink(account.Id, change.OldEmail, account.Language, $"/sign-in/email/stop/{secret}");
    }

    /// <summary>What a link in the letter to the new address would confirm; null when it is over.</summary>
    public Task<EmailChange?> Confirming(string secret, CancellationToken ct = default)
    {
        var hash = Secret.HashOf(secret);
        return db.Tables.Set<EmailChange>().Where(c => c.ConfirmHash == hash).Where(EmailChange.OpenAt(db.Now)).FirstOrDefaultAsync(ct);
    }

    /// <summary>From here on the account is entered with the new e-mail; the caller puts it where else it stands, and saves. Whoever asked for it themselves has to be signed in.</summary>
    public async Task<Outcome<EmailChange>> ConfirmEmail(string secret, Viewer? viewer, CancellationToken ct = default)
    {
        if (await Confirming(secret, ct) is not { } change || await db.Tables.Users.FirstOrDefaultAsync(a => a.Id == change.AccountId && a.DisabledAt == null, ct) is not { } account) return EmailChange.Over;
        if (viewer?.AccountId != account.Id) return EmailChange.SignInFirst;
        if (await IsTaken(change.Email, account.Id, ct)) return EmailTaken with { Field = null };
        Put(account, change.Email);
        account.EmailConfirmed = true;
        change.Done(db.Now);
        await DropLinks(account.Id, ct);
        db.Record(Viewer.System, new EmailChangeDone(), change);
        db.Notify(Notification.To(account.PersonId, account.CountryId, db.Now, SecurityAddress, Texts.Id("From now on you sign in with the e-mail {0}."), change.Email));
        return change;
    }

    /// <summary>
    /// What a link in the letter to the old address would stop; null when it is over. What somebody else asked for is over once its owner has confirmed it, signed in: the old mailbox may be another’s by
    /// then – that may be why it was changed – and whoever had the e-mail back had the account, by a link for a forgotten password.
    /// </summary>
    public Task<EmailChange?> Stopping(string secret, CancellationToken ct = default)
    {
        var (hash, now) = (Secret.HashOf(secret), db.Now);
        return db.Tables.Set<EmailChange>().FirstOrDefaultAsync(c => c.StopHash == hash && c.StoppedAt == null && c.ExpiresAt > now && (c.DoneAt == null || c.AskedById == c.PersonId), ct);
    }

    /// <summary>
    /// Stops a change. One that its owner is said to have asked for is taken back even when it was confirmed, and whoever asked for it is put out of the account, not of their session alone: every session
    /// ends, and what was added since the day before to come in by. The caller puts the old e-mail where else it stands, and saves.
    /// </summary>
    public async Task<Outcome<EmailChange>> StopEmail(string secret, CancellationToken ct = default)
    {
        if (await Stopping(secret, ct) is not { } change) return EmailChange.Over;
        var account = await db.Tables.Users.FirstAsync(a => a.Id == change.AccountId, ct);
        if (change.DoneAt is not null)
        {
            if (await IsTaken(change.OldEmail, account.Id, ct)) return EmailTaken with { Field = null };
            Put(account, change.OldEmail);
            await DropLinks(account.Id, ct);
            await DropLogins(account, ct); // found by an e-mail that was not theirs, for all that is known; the next sign-in there links it anew
        }
        if (change.IsOwn)
        {
            await EndSessions(account, ct);
            await DropMadeSince(account, change.SuspectSince, ct);
        }
        change.Stop(db.Now);
        db.Record(Viewer.System, new EmailChangeStopped(), change);
        db.Notify(Notification.To(account.PersonId, account.CountryId, db.Now, SecurityAddress, change.IsOwn
            ? Texts.Id("The change of your e-mail was stopped. What was added to your account since the day before it is gone: passkeys, second factor, API tokens, the calendar’s address. If somebody else had asked for the change, they know your password or sat at your screen: choose another password.")
            : Texts.Id("The change of your e-mail that others had asked for was stopped. You sign in with the e-mail of until now.")));
        return change;
    }

    void Put(Account account, string email) =>
        (account.Email, account.UserName, account.NormalizedEmail, account.NormalizedUserName) = (email.Trim(), email.Trim(), users.NormalizeEmail(email.Trim()), users.NormalizeName(email.Trim()));

    Task<bool> IsTaken(string email, Guid but, CancellationToken ct)
    {
        var normal = users.NormalizeEmail(email);
        return db.Tables.Users.AnyAsync(a => a.NormalizedEmail == normal && a.Id != but, ct);
    }
}
