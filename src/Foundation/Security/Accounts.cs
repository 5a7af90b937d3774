using Foundation.Data;
using Foundation.Jobs;
using Foundation.Languages;
using Foundation.Mail;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Foundation.Security;

/// <summary>The verbs of signing in. Identity's own managers stay behind this door; each verb answers with an outcome and is told in the history.</summary>
public sealed partial class Accounts
{
    public const int PasswordMin = 12;
    public const int PasswordMax = 200;
    public const int EmailMax = 254;

    readonly UserManager<Account> users;
    readonly SignInManager<Account> signIn;
    readonly AgedPasswords passwords;
    readonly AppDb db;
    readonly IViewers viewers;
    readonly SessionWatch watch;
    readonly HalfWay halfWay;
    readonly IDataProtectionProvider protection;
    readonly IPasskeyHandler<Account> keys;
    readonly TryCounts counts;
    readonly GuessablePasswords guessable;
    readonly OutgoingMail mail;
    readonly PublicAddress site;
    readonly OidcProviders providers;
    readonly OidcTalk oidc;
    readonly INumberedPersons numbered;
    readonly InstallationKey key;
    readonly IReadOnlyList<IHandedOut> handedOut;
    readonly DoorLog door;
    readonly ILogger<Accounts> log;

    internal Accounts(UserManager<Account> users, SignInManager<Account> signIn, AgedPasswords passwords, AppDb db, IViewers viewers, SessionWatch watch, HalfWay halfWay, IDataProtectionProvider protection, IPasskeyHandler<Account> keys, TryCounts counts, GuessablePasswords guessable, OutgoingMail mail, PublicAddress site, OidcProviders providers, OidcTalk oidc, INumberedPersons numbered, InstallationKey key, IEnumerable<IHandedOut> handedOut, DoorLog door, ILogger<Accounts> log) =>
        (this.users, this.signIn, this.passwords, this.db, this.viewers, this.watch, this.halfWay, this.protection, this.keys, this.counts, this.guessable, this.mail, this.site, this.providers, this.oidc, this.numbered, this.key, this.handedOut, this.door, this.log) = (users, signIn, passwords, db, viewers, watch, halfWay, protection, keys, counts, guessable, mail, site, providers, oidc, numbered, key, [.. handedOut], door, log);

    public static readonly Problem WrongEmailOrPassword = new(ProblemKind.Invalid, "sign-in.wrong", "The e-mail or the password is not right. After five wrong tries, wait a quarter of an hour.", "Email");
    public static readonly Problem EmailTaken = new(ProblemKind.Invalid, "account.email-taken", "Somebody else signs in with this e-mail. Use another one.", "Email");
    public static readonly Problem AccountExists = new(ProblemKind.Conflict, "account.exists", "This person signs in already.");
    public static readonly Problem InvitationOver = new(ProblemKind.Invalid, "invitation.over", "This invitation was used or has expired. Ask for a new one from whoever invited you.");
    public static readonly Problem WrongPassword = new(ProblemKind.Invalid, "account.wrong-password", "The present password is not right.", "Present");
    public static readonly Problem PasswordGuessable = new(ProblemKind.Invalid, "account.password-guessable", "This password is too easy to guess. Use at least {0} characters that are not your name or e-mail, for example four unrelated words.", "Password") { Args = [PasswordMin] };
    public static readonly Problem NoSuchAccount = new(ProblemKind.NotFound, "account.unknown", "No account has this e-mail.");
    public static readonly Problem NoSuchToken = new(ProblemKind.NotFound, "token.unknown", "No such token.");
    public static readonly Problem LanguageUnknown = new(ProblemKind.Invalid, "account.language-unknown", "Choose one of the languages offered.", "Language");

    /// <summary>By e-mail and password; whoever has a second factor is then asked for it. An unknown e-mail takes the same way, and as long.</summary>
    public async Task<Outcome<SignInStep>> SignIn(string email, string password, CancellationToken ct = default)
    {
        var account = await users.FindByEmailAsync(email.Trim());
        var limits = await AtTheDoor(users.NormalizeEmail(email.Trim()), account?.Id ?? Guid.Empty, ct);
        if (!await counts.Let(limits, ct))
        {
            Refused(DoorEvent.TooManyPasswords, users.NormalizeEmail(email.Trim()));
            return WrongEmailOrPassword;
        }
        if (!IsRight(account, password))
        {
            Refused(DoorEvent.WrongPassword, users.NormalizeEmail(email.Trim()));
            return WrongEmailOrPassword;
        }
        await counts.GiveBack(limits, ct);
        if (passwords.IsWeak) await Strengthen(account!.Id, password);
        return await Proceed(account!, SignInWay.Password, ct);
    }

    async Task<TryLimit[]> AtTheDoor(string email, Guid accountId, CancellationToken ct)
    {
        var mark = KnownDevice.Mark(signIn.Context);
        var hash = Secret.HashOf(mark);
        var isKnown = await db.Tables.Set<KnownDevice>().AnyAsync(d => d.AccountId == accountId && d.MarkHash == hash, ct);
        return TryLimit.AtTheDoor(email, mark, isKnown, signIn.Context.Connection.RemoteIpAddress);
    }

    /// <summary>A line of the log; of an unknown e-mail as of a known one.</summary>
    void Refused(DoorEvent what, string whom) => door.Tell(what, whom, signIn.Context.Connection.RemoteIpAddress);

    bool IsRight(Account? account, string password)
    {
        if (account is { PasswordHash: { } kept }) return users.PasswordHasher.VerifyHashedPassword(account, kept, password) != PasswordVerificationResult.Failed && account.DisabledAt is null;
        users.PasswordHasher.HashPassword(null!, password); // as long as for a known account
        return false;
    }

    /// <summary>The same password, kept as passwords are kept now; sessions go on. Where somebody else changes the account meanwhile, the next sign-in does it.</summary>
    async Task Strengthen(Guid accountId, string password)
    {
        var account = await db.Tables.Users.FirstAsync(a => a.Id == accountId);
        account.PasswordHash = passwords.HashPassword(account, password);
        db.Record(Viewer.System, new PasswordStrengthened(), account);
        await db.Save();
    }

    /// <summary>Opens an account for a person; without a password it waits for an invitation to be used.</summary>
    public async Task<Outcome<Guid>> Open(Viewer viewer, Guid personId, string countryId, string email, string language, string? password = null, CancellationToken ct = default)
    {
        if (await db.Tables.Users.AnyAsync(a => a.PersonId == personId, ct)) return AccountExists;
        var account = New(personId, countryId, email, language);
        if (await db.Tables.Users.AnyAsync(a => a.NormalizedEmail == account.NormalizedEmail, ct)) return EmailTaken;
        if (password is not null)
        {
            if (await Guessable(password, account, ct)) return PasswordGuessable;
            account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        }
        db.Tables.Add(account);
        db.Record(viewer, new AccountOpened(personId), account);
        return (await db.Save(ct)).Problem is { } problem ? problem : account.Id;
    }

    /// <summary>Accounts without passwords, by the bulk path of the demo: the caller saves and tells the history.</summary>
    public void OpenForDemo(Viewer viewer, Guid personId, string countryId, string email, string language)
    {
        var account = New(personId, countryId, email, language);
        db.Tables.Add(account);
        db.Record(viewer, new AccountOpened(personId), account);
    }

    Account New(Guid personId, string countryId, string email, string language) => new()
    {
        Id = Guid.CreateVersion7(),
        PersonId = personId,
        CountryId = countryId,
        Language = language,
        Email = email.Trim(),
        UserName = email.Trim(),
        NormalizedEmail = users.NormalizeEmail(email.Trim()),
        NormalizedUserName = users.NormalizeName(email.Trim()),
        SecurityStamp = Secret.New(),
        ConcurrencyStamp = Guid.NewGuid().ToString(),
        LockoutEnabled = true,
    };

    /// <summary>Invites a person, opening their account when there is none. Gives the secret of the link; only its hash is kept.</summary>
    public async Task<Outcome<string>> Invite(Viewer viewer, Guid personId, string countryId, string email, string language, CancellationToken ct = default)
    {
        var account = await db.Tables.Users.FirstOrDefaultAsync(a => a.PersonId == personId, ct);
        if (account is not null && await Enters(account, ct)) return AccountExists;
        if (account is null)
        {
            account = New(personId, countryId, email, language);
            if (await db.Tables.Users.AnyAsync(a => a.NormalizedEmail == account.NormalizedEmail, ct)) return EmailTaken;
            db.Tables.Add(account);
            db.Record(viewer, new AccountOpened(personId), account);
        }
        var secret = Secret.New();
        var invitation = new Invitation
        {
            Id = Guid.CreateVersion7(),
            CountryId = account.CountryId,
            AccountId = account.Id,
            PersonId = personId,
            InvitedById = viewer.PersonId,
            TokenHash = Secret.HashOf(secret),
            ExpiresAt = db.Now + Invitation.Validity,
        };
        db.Add(viewer, invitation);
        db.Record(viewer, new PersonInvited(personId), invitation);
        return (await db.Save(ct)).Problem is { } problem ? problem : secret;
    }

    /// <summary>Whom an open invitation is for: the e-mail, to be shown; null when it is over.</summary>
    public async Task<string?> Invited(string secret, CancellationToken ct = default) =>
        await Open(secret, ct) is { } invitation ? (await db.Tables.Users.FirstOrDefaultAsync(a => a.Id == invitation.AccountId, ct))?.Email : null;

    /// <summary>Uses an invitation: sets the password and signs the person in.</summary>
    public async Task<Outcome> Accept(string secret, string password, CancellationToken ct = default)
    {
        if (await Open(secret, ct) is not { } invitation) return InvitationOver;
        var account = await db.Tables.Users.FirstAsync(a => a.Id == invitation.AccountId, ct);
        if (account.DisabledAt is not null) return InvitationOver;
        if (await Guessable(password, account, ct)) return PasswordGuessable;
        invitation.Use(db.Now); // the row that was opened is the one that is used: whoever was faster used it already, and then nothing is saved
        await SetPassword(account, password, ct);
        account.EmailConfirmed = true;
        db.Record(Viewer.System, new PasswordSet(), account);
        if ((await db.Save(ct)).Problem is { } problem) return problem == Problem.ChangedMeanwhile ? InvitationOver : problem;
        return (await Proceed(account, SignInWay.Password, ct)).Problem is { } refused ? refused : Outcome.Done;
    }

    Task<Invitation?> Open(string secret, CancellationToken ct)
    {
        var (hash, now) = (Secret.HashOf(secret), db.Now);
        return db.Seen<Invitation>(Viewer.System).FirstOrDefaultAsync(i => i.TokenHash == hash && i.UsedAt == null && i.ExpiresAt > now, ct);
    }

    public async Task<Outcome> ChangePassword(Viewer viewer, string present, string password, CancellationToken ct = default)
    {
        var account = await db.Tables.Users.FirstAsync(a => a.Id == viewer.AccountId, ct);
        if (account.PasswordHash is null ? !ProvedLately : !await IsPassword(viewer.AccountId, present, ct)) return WrongPassword;
        if (await Guessable(password, account, ct)) return PasswordGuessable;
        await SetPassword(account, password, ct);
        await Tell(viewer, new PasswordSet(), Texts.Id("The password of your account was changed. If that was not you, write to your administrator at once."), ct);
        await EndOthers(viewer, ct);
        if ((await db.Save(ct)).Problem is { } problem) return problem;
        await Renew(account);
        return Outcome.Done;
    }

    public async Task<Outcome> ChooseLanguage(Viewer viewer, string language, CancellationToken ct = default)
    {
        if (Language.Find(language) is not { } known) return LanguageUnknown;
        var account = await db.Tables.Users.FirstAsync(a => a.Id == viewer.AccountId, ct);
        if (account.Language == known.Code) return Outcome.Done;
        account.Language = known.Code;
        db.Record(viewer, new LanguageChosen(known.Code), account);
        return await db.Save(ct);
    }

    /// <summary>Sets a password from the command line, and ends the lock-out, the second factor and every session.</summary>
    public async Task<Outcome> Reset(string email, string password, CancellationToken ct = default)
    {
        if (await Find(email, ct) is not { } account) return NoSuchAccount;
        if (await Guessable(password, account, ct)) return PasswordGuessable;
        await SetPassword(account, password, ct);
        await DropFactors(account, ct);
        account.DisabledAt = null;
        await counts.Forget(account.NormalizedEmail!, ct);
        db.Record(Viewer.System, new PasswordSet(), account);
        return await db.Save(ct);
    }

    /// <summary>Voids the password, the second factor, the lock-out and every session; gives the secret of a link by which the owner chooses another password.</summary>
    public async Task<Outcome<string>> InviteAgain(string email, CancellationToken ct = default)
    {
        if (await Find(email, ct) is not { } account) return NoSuchAccount;
        (account.PasswordHash, account.SecurityStamp) = (null, Secret.New());
        await DropFactors(account, ct);
        await DropLinks(account.Id, ct);
        account.DisabledAt = null;
        await counts.Forget(account.NormalizedEmail!, ct);
        return await Invite(Viewer.System, account.PersonId, account.CountryId, email, account.Language, ct);
    }

    /// <summary>Nobody signs in with this account any more, and its sessions and tokens end.</summary>
    public async Task<Outcome> Disable(string email, CancellationToken ct = default)
    {
        if (await Find(email, ct) is not { } account) return NoSuchAccount;
        (account.DisabledAt, account.SecurityStamp) = (db.Now, Secret.New());
        db.Record(Viewer.System, new AccountDisabled(), account);
        return await db.Save(ct);
    }

    /// <summary>What the house knows of an account: whose it is, and whether its stamp is still the one a session carries.</summary>
    public async Task<AccountFacts?> FactsOf(Guid accountId, CancellationToken ct = default) =>
        await db.Tables.Users.AsNoTracking().Where(a => a.Id == accountId && a.DisabledAt == null)
            .Select(a => new AccountFacts(a.Id, a.PersonId, a.CountryId, a.Language, a.Email!, a.SecurityStamp!)).FirstOrDefaultAsync(ct);

    /// <summary>Where mail to a person goes, and in which language; null for who has no account.</summary>
    public async Task<(string Email, string Language)?> AddressOf(Guid personId, CancellationToken ct = default) =>
        await db.Tables.Users.AsNoTracking().Where(a => a.PersonId == personId && a.DisabledAt == null).Select(a => new { a.Email, a.Language }).FirstOrDefaultAsync(ct)
            is { } found ? (found.Email!, found.Language) : null;

    /// <summary>Who can sign in, whose day of a letter it is, and who has no row for it yet; in the order of their accounts.</summary>
    public async Task<List<AccountFacts>> WithoutLetter(string countryId, DateOnly on, DayOfWeek[] days, int most, CancellationToken ct = default)
    {
        var (letters, choices, logins, isUsual) = (db.Tables.Set<OutgoingLetter>(), db.Tables.Set<NoticeChoice>(), db.Tables.UserLogins, days.Contains(NoticeChoice.UsualDay));
        return await db.Tables.Users.AsNoTracking()
            .Where(a => a.CountryId == countryId && a.DisabledAt == null && a.Email != null && (a.PasswordHash != null || logins.Any(l => l.UserId == a.Id)) && !letters.Any(l => l.PersonId == a.PersonId && l.On == on)
                && (choices.Any(c => c.PersonId == a.PersonId && c.OffAt == null && (c.HasDaily || (c.HasWeekly && days.Contains(c.Weekday)))) || (isUsual && !choices.Any(c => c.PersonId == a.PersonId))))
            .OrderBy(a => a.Id).Take(most).Select(a => new AccountFacts(a.Id, a.PersonId, a.CountryId, a.Language, a.Email!, a.SecurityStamp!)).ToListAsync(ct);
    }

    /// <summary>The accounts of these persons: whether each was only invited or signs in.</summary>
    public async Task<Dictionary<Guid, AccountState>> StatesOf(IEnumerable<Guid> persons, CancellationToken ct = default)
    {
        var ids = persons.ToArray();
        return await db.Tables.Users.AsNoTracking().Where(a => ids.Contains(a.PersonId))
            .Select(a => new { a.PersonId, a.DisabledAt, Enters = a.PasswordHash != null || db.Tables.UserLogins.Any(l => l.UserId == a.Id) })
            .ToDictionaryAsync(a => a.PersonId, a => a.DisabledAt != null ? AccountState.Disabled : a.Enters ? AccountState.Open : AccountState.Invited, ct);
    }

    Task<Account?> Find(string email, CancellationToken ct)
    {
        var normal = users.NormalizeEmail(email.Trim());
        return db.Tables.Users.FirstOrDefaultAsync(a => a.NormalizedEmail == normal, ct);
    }

    /// <summary>A new password: links by which one could be set are good no more.</summary>
    async Task SetPassword(Account account, string password, CancellationToken ct)
    {
        account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        account.SecurityStamp = Secret.New();
        await DropLinks(account.Id, ct);
    }

    /// <summary>Too short, one that many have, or made of the person's own name or e-mail.</summary>
    async Task<bool> Guessable(string password, Account account, CancellationToken ct) =>
        guessable.Has(password, account.Email!, (await viewers.Of(account.Id, ct))?.Name ?? "");
}

public enum AccountState { Invited, Open, Disabled }

/// <summary>An account as the house needs it at every request.</summary>
public sealed record AccountFacts(Guid Id, Guid PersonId, string CountryId, string Language, string Email, string Stamp);
