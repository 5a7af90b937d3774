using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Foundation.Security;

/// <summary>What comes after the password.</summary>
public enum SignInStep { In, Code }

/// <summary>Sessions: begun by a sign-in, ended by their owner.</summary>
public sealed partial class Accounts
{
    /// <summary>Whose password was right, until the code comes.</summary>
    sealed record Begun(Guid AccountId, string Stamp, SignInWay By);
    const string CodeStep = "code";

    /// <summary>The first proof was good: in, or on to the second.</summary>
    async Task<Outcome<SignInStep>> Proceed(Account account, SignInWay by, CancellationToken ct)
    {
        var needs = await viewers.Of(account.Id, ct) is { NeedsFactor: true };
        if (await db.Tables.Set<SecondFactor>().AnyAsync(f => f.AccountId == account.Id, ct) || (needs && await db.Tables.Set<Passkey>().AnyAsync(p => p.AccountId == account.Id, ct)))
        {
            halfWay.Keep(CodeStep, new Begun(account.Id, account.SecurityStamp!, by));
            return SignInStep.Code;
        }
        await Enter(account, by, owes: needs, ct);
        return SignInStep.In;
    }

    async Task Enter(Account account, SignInWay by, bool owes, CancellationToken ct)
    {
        var (browser, platform) = Device.Of(signIn.Context.Request.Headers.UserAgent.ToString());
        var session = new Session { Id = Guid.CreateVersion7(), CountryId = account.CountryId, AccountId = account.Id, By = by, Browser = browser, Platform = platform, StartedAt = db.Now, UsedAt = db.Now, ProvedAt = db.Now, OwesFactor = owes };
        db.Tables.Add(session);
        if (by != SignInWay.Persona) await Meet(account, browser, platform, ct);
        await db.Save(ct);
        await Carry(account, session.Id);
    }

    Task Carry(Account account, Guid session) => signIn.SignInWithClaimsAsync(account, isPersistent: false, [new(SignInServices.SessionClaim, session.ToString())]);

    /// <summary>The session goes on under the account's new stamp.</summary>
    Task Renew(Account account) => Present is { } session ? Carry(account, session.Id) : Task.CompletedTask;

    OpenSession? Present => signIn.Context.Features.Get<OpenSession>();

    /// <summary>Signs a persona of the demo in, without a password. The caller has made sure that this is the demo.</summary>
    public async Task<Outcome> SignInAsPersona(string email, CancellationToken ct = default)
    {
        if (await users.FindByEmailAsync(email) is not { DisabledAt: null } account) return NoSuchAccount;
        await Enter(account, SignInWay.Persona, owes: false, ct);
        return Outcome.Done;
    }

    /// <summary>Ends this session, here and in the database.</summary>
    public async Task SignOut(CancellationToken ct = default)
    {
        if (Present is { } present && await db.Tables.Set<Session>().FirstOrDefaultAsync(s => s.Id == present.Id, ct) is { } session)
        {
            End(session);
            await db.Save(ct);
        }
        await signIn.SignOutAsync();
    }

    /// <summary>The device is known from now on. Where others were known before it, its owner is told of the new one.</summary>
    async Task Meet(Account account, string browser, string platform, CancellationToken ct)
    {
        var hash = Secret.HashOf(KnownDevice.Mark(signIn.Context));
        if (await db.Tables.Set<KnownDevice>().FirstOrDefaultAsync(d => d.AccountId == account.Id && d.MarkHash == hash, ct) is { } known)
        {
            known.UsedAt = db.Now;
            return;
        }
        if (await db.Tables.Set<KnownDevice>().AnyAsync(d => d.AccountId == account.Id, ct))
            db.Notify(Notification.To(account.PersonId, account.CountryId, db.Now, SecurityAddress, Texts.Id("Somebody signed in to your account on a device from which you never did ({0}). If that was not you, end the session and change your password at once."), Device.Name(browser, platform)));
        db.Tables.Add(new KnownDevice { Id = Guid.CreateVersion7(), CountryId = account.CountryId, AccountId = account.Id, MarkHash = hash, UsedAt = db.Now });
    }

    public Task<List<Session>> SessionsOf(Viewer viewer, CancellationToken ct = default) => db.Seen<Session>(viewer).AsNoTracking().Where(Session.OpenAt(db.Now)).OrderByDescending(s => s.UsedAt).ThenBy(s => s.Id).Take(50).ToListAsync(ct);

    /// <summary>Ends one of the viewer's sessions; every node knows within a second.</summary>
    public async Task<Outcome> EndSession(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        if (await db.Seen<Session>(viewer).FirstOrDefaultAsync(s => s.Id == id, ct) is not { } session) return Problem.NotFound;
        End(session);
        await Tell(viewer, new SessionsEnded(1), null, ct);
        return await db.Save(ct);
    }

    /// <summary>Ends every session of the viewer but the one at hand.</summary>
    public async Task<Outcome> EndOtherSessions(Viewer viewer, CancellationToken ct = default)
    {
        await Tell(viewer, new SessionsEnded(await EndOthers(viewer, ct)), null, ct);
        return await db.Save(ct);
    }

    bool ProvedLately => Present is { } session && session.IsProved(db.Now);

    /// <summary>Shows once more who it is, by password and, where it is set up, code: for what an open screen must not be enough.</summary>
    public async Task<Outcome> Prove(Viewer viewer, string password, string code, CancellationToken ct = default)
    {
        if (!await IsPassword(viewer.AccountId, password, ct)) return WrongPassword with { Field = "Password" };
        var account = await db.Tables.Users.AsNoTracking().FirstAsync(a => a.Id == viewer.AccountId, ct);
        if (await db.Seen<SecondFactor>(viewer).AnyAsync(ct) && (await TakeCode(account, code, ct)).Problem is { } problem) return problem;
        return await Proved(ct);
    }

    /// <summary>The same by one of the viewer's passkeys.</summary>
    public async Task<Outcome> ProveWithPasskey(Viewer viewer, string answer, CancellationToken ct = default)
    {
        var shown = await Shown(answer, ct);
        if (shown.Problem is { } problem) return problem;
        return shown.Value!.Id == viewer.AccountId ? await Proved(ct) : Passkey.NotKnown;
    }

    async Task<Outcome> Proved(CancellationToken ct)
    {
        var present = Present!.Id;
        (await db.Tables.Set<Session>().FirstAsync(s => s.Id == present, ct)).ProvedAt = db.Now;
        watch.Forget(present);
        return await db.Save(ct);
    }

    /// <summary>Whether it is the account's password. Wrong ones count: an open session is no place to try them.</summary>
    async Task<bool> IsPassword(Guid accountId, string password, CancellationToken ct)
    {
        var limits = TryLimit.InSession(Present!.Id);
        if (!await counts.Let(limits, ct) || !IsRight(await db.Tables.Users.AsNoTracking().FirstAsync(a => a.Id == accountId, ct), password))
        {
            Refused(DoorEvent.NotProved, accountId.ToString());
            return false;
        }
        await counts.GiveBack(limits, ct);
        return true;
    }

    /// <summary>Ends the viewer's sessions but this one; the caller saves.</summary>
    async Task<int> EndOthers(Viewer viewer, CancellationToken ct)
    {
        var present = Present?.Id;
        var others = await db.Seen<Session>(viewer).Where(s => s.Id != present && s.EndedAt == null).ToListAsync(ct);
        others.ForEach(End);
        return others.Count;
    }

    void End(Session session)
    {
        session.End(db.Now);
        watch.Forget(session.Id);
    }
}
