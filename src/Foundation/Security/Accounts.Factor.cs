using System.Security.Cryptography;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Foundation.Security;

/// <summary>The second factor: offered, set up, asked at the sign-in, turned off.</summary>
public sealed partial class Accounts
{
    static readonly TimeSpan OfferStands = TimeSpan.FromMinutes(30);
    IDataProtector Keys => protection.CreateProtector("second-factor");
    ITimeLimitedDataProtector Offers(Viewer viewer) => protection.CreateProtector("second-factor offer", viewer.AccountId.ToString("N")).ToTimeLimitedDataProtector();

    public Task<SecondFactor?> FactorOf(Viewer viewer, CancellationToken ct = default) => db.Seen<SecondFactor>(viewer).AsNoTracking().FirstOrDefaultAsync(ct);

    /// <summary>A new key for the viewer's app; nothing is kept before <see cref="SetUpFactor"/>.</summary>
    public Task<FactorOffer> OfferFactor(Viewer viewer, CancellationToken ct = default) => Offer(viewer, Offers(viewer).Protect(Convert.ToHexString(Totp.NewKey()), OfferStands), ct)!;

    /// <summary>The key that was offered, to be shown again; null when it stands no more.</summary>
    public async Task<FactorOffer?> Offer(Viewer viewer, string offered, CancellationToken ct = default)
    {
        if (KeyOf(viewer, offered) is not { } key || await FactsOf(viewer.AccountId, ct) is not { } facts) return null;
        var letters = Totp.Base32(key);
        return new(offered, string.Join(' ', letters.Chunk(4).Select(four => new string(four))), $"otpauth://totp/Balsts:{Uri.EscapeDataString(facts.Email)}?secret={letters}&issuer=Balsts");
    }

    byte[]? KeyOf(Viewer viewer, string offered)
    {
        try { return offered is { Length: > 0 } ? Convert.FromHexString(Offers(viewer).Unprotect(offered)) : null; } // a form may come without it
        catch (CryptographicException) { return null; }
    }

    /// <summary>Sets the second factor up once a code shows that the app has the key. Other sessions, begun without it, end. Gives the recovery codes, once.</summary>
    public async Task<Outcome<string[]>> SetUpFactor(Viewer viewer, string offered, string code, CancellationToken ct = default)
    {
        if (KeyOf(viewer, offered) is not { } key) return SecondFactor.OfferOver;
        if (await db.Seen<SecondFactor>(viewer).AnyAsync(ct)) return SecondFactor.Exists;
        if (Totp.StepOf(string.Concat(code.Where(char.IsAsciiDigit)), key, db.Now) is not { } step) return SecondFactor.WrongCode;
        var (codes, hashes) = SecondFactor.MakeCodes();
        db.Add(viewer, new SecondFactor { Id = Guid.CreateVersion7(), CountryId = viewer.CountryId, AccountId = viewer.AccountId, SealedKey = Keys.Protect(Convert.ToHexString(key)), MadeAt = db.Now, LastStep = step, CodeHashes = hashes });
        await EndOthers(viewer, ct);
        await Pay(ct);
        await Tell(viewer, new FactorSetUp(), Texts.Id("A second factor was set up for your account. If that was not you, write to your administrator at once."), ct);
        return (await db.Save(ct)).Problem is { } problem ? problem == Data.AppDb.AlreadyThere ? SecondFactor.Exists : problem : codes;
    }

    /// <summary>From here on a password is enough again – for those of whom no second factor is asked.</summary>
    public async Task<Outcome> TurnFactorOff(Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<SecondFactor>(viewer).FirstOrDefaultAsync(ct) is not { } factor) return SecondFactor.Missing;
        if (viewer.NeedsFactor && !await db.Seen<Passkey>(viewer).AnyAsync(ct)) return SecondFactor.Needed;
        db.Remove(factor);
        await Tell(viewer, new FactorTurnedOff(), Texts.Id("The second factor of your account was turned off. If that was not you, change your password at once."), ct);
        return await db.Save(ct);
    }

    /// <summary>Ten new recovery codes; those there were are good no more.</summary>
    public async Task<Outcome<string[]>> MakeRecoveryCodes(Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<SecondFactor>(viewer).FirstOrDefaultAsync(ct) is not { } factor) return SecondFactor.Missing;
        (var codes, factor.CodeHashes) = SecondFactor.MakeCodes();
        await Tell(viewer, new RecoveryCodesMade(), null, ct);
        return (await db.Save(ct)).Problem is { } problem ? problem : codes;
    }

    /// <summary>Whose password was right in this browser a moment ago is asked for a second proof: whether they have codes, whether passkeys; null where nobody is waited for.</summary>
    public async Task<(bool Codes, bool Passkeys)?> Awaited(CancellationToken ct = default) => halfWay.Read<Begun>(CodeStep) is not { } begun ? null
        : (await db.Tables.Set<SecondFactor>().AnyAsync(f => f.AccountId == begun.AccountId, ct), await db.Tables.Set<Passkey>().AnyAsync(p => p.AccountId == begun.AccountId, ct));

    public static readonly Problem BeginAgain = new(ProblemKind.Invalid, "sign-in.begin-again", "Too much time went by. Sign in once more from the beginning.");

    /// <summary>The second proof: a code from the app, or a recovery code.</summary>
    public async Task<Outcome> SignInWithCode(string code, CancellationToken ct = default)
    {
        if (halfWay.Read<Begun>(CodeStep) is not { } begun
            || await db.Tables.Users.AsNoTracking().FirstOrDefaultAsync(a => a.Id == begun.AccountId && a.DisabledAt == null, ct) is not { } account || account.SecurityStamp != begun.Stamp) return BeginAgain;
        if ((await TakeCode(account, code, ct)).Problem is { } problem) return problem;
        halfWay.Drop(CodeStep);
        await Enter(account, begun.By == SignInWay.Provider ? SignInWay.ProviderAndCode : SignInWay.PasswordAndCode, owes: false, ct);
        return Outcome.Done;
    }

    /// <summary>Spends a code, or counts a wrong one; two that arrive at once are not both good.</summary>
    async Task<Outcome> TakeCode(Account account, string code, CancellationToken ct)
    {
        if (await db.Tables.Set<SecondFactor>().FirstOrDefaultAsync(f => f.AccountId == account.Id, ct) is not { } factor) return BeginAgain;
        var rested = factor.RestsUntil;
        var taken = factor.Take(code, Convert.FromHexString(Keys.Unprotect(factor.SealedKey)), db.Now);
        if (taken.Failed) Refused(DoorEvent.WrongCode, account.NormalizedEmail!);
        if (taken is { Failed: false, Value: CodeKind.Recovery })
        {
            db.Record(Viewer.System, new RecoveryCodeUsed(factor.CodesLeft), account);
            db.Notify(Notification.To(account.PersonId, account.CountryId, db.Now, SecurityAddress, Texts.Id("A recovery code was used to sign in. If that was not you, change your password at once.")));
        }
        if (factor.RestsUntil is not null && factor.RestsUntil != rested)
            db.Notify(Notification.To(account.PersonId, account.CountryId, db.Now, SecurityAddress, Texts.Id("Somebody knew your password and wrote five wrong codes. If that was not you, change your password at once.")));
        return (await db.Save(ct)).Problem is { } problem ? problem == Problem.ChangedMeanwhile ? SecondFactor.WrongCode : problem : taken.Problem is { } wrong ? wrong : Outcome.Done;
    }

    /// <summary>The page on which a person sees how they sign in.</summary>
    public const string SecurityAddress = "/profile/security";

    /// <summary>Where a second factor is set up.</summary>
    public const string FactorAddress = WhileOwingAttribute.Address;

    /// <summary>Tells the history what the viewer did to the own account, and, where it matters to whoever it really belongs to, the person.</summary>
    async Task Tell(Viewer viewer, IRecorded what, string? text, CancellationToken ct)
    {
        var account = await db.Tables.Users.FirstAsync(a => a.Id == viewer.AccountId, ct);
        db.Record(viewer, what, account);
        if (text is not null) db.Notify(Notification.To(viewer.PersonId, viewer.CountryId, db.Now, SecurityAddress, text));
    }

    /// <summary>What was owed is given: the house is open to this session.</summary>
    async Task Pay(CancellationToken ct)
    {
        if (Present is not { } present || await db.Tables.Set<Session>().FirstOrDefaultAsync(s => s.Id == present.Id, ct) is not { } session) return;
        session.OwesFactor = false;
        watch.Forget(session.Id);
    }

    /// <summary>Whoever lost everything begins anew; the caller tells and saves.</summary>
    async Task DropFactors(Account account, CancellationToken ct)
    {
        foreach (var factor in await db.Tables.Set<SecondFactor>().Where(f => f.AccountId == account.Id).ToListAsync(ct)) db.Tables.Remove(factor);
        foreach (var passkey in await db.Tables.Set<Passkey>().Where(p => p.AccountId == account.Id).ToListAsync(ct)) db.Tables.Remove(passkey);
        await EndHandedOut(account, DateTime.UnixEpoch, ct);
        await DropLogins(account, ct);
    }

    /// <summary>What whoever sat in the account may have added to come back by: passkeys, a second factor, API tokens, secret addresses made since then. Each is told; the caller saves.</summary>
    async Task DropMadeSince(Account account, DateTime since, CancellationToken ct)
    {
        foreach (var passkey in await db.Tables.Set<Passkey>().Where(p => p.AccountId == account.Id && p.MadeAt >= since).ToListAsync(ct))
        {
            db.Tables.Remove(passkey);
            db.Record(Viewer.System, new PasskeyRemoved(), account);
        }
        foreach (var factor in await db.Tables.Set<SecondFactor>().Where(f => f.AccountId == account.Id && f.MadeAt >= since).ToListAsync(ct))
        {
            db.Tables.Remove(factor);
            db.Record(Viewer.System, new FactorTurnedOff(), account);
        }
        await EndHandedOut(account, since, ct);
    }

    /// <summary>API tokens and secret addresses made since then: what works without a sign-in. Each is told; the caller saves.</summary>
    async Task EndHandedOut(Account account, DateTime since, CancellationToken ct)
    {
        foreach (var token in await db.Tables.Set<ApiToken>().Where(t => t.AccountId == account.Id && t.RevokedAt == null && t.MadeAt >= since).ToListAsync(ct))
        {
            token.Revoke(db.Now);
            db.Record(Viewer.System, new TokenRevoked(token.Name), account);
        }
        foreach (var room in handedOut) await room.End(account.Id, since, ct);
    }

    async Task DropLogins(Account account, CancellationToken ct)
    {
        foreach (var login in await db.Tables.UserLogins.Where(l => l.UserId == account.Id).ToListAsync(ct))
        {
            db.Tables.Remove(login);
            db.Record(Viewer.System, new ProviderUnlinked(login.ProviderDisplayName ?? login.LoginProvider), account);
        }
    }
}
