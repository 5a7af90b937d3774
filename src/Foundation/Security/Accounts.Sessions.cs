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
    sealed record Begun(Guid AccountId, string Stamp);
    const string CodeStep = "code";

    /// <summary>The first proof was good: in, or on to the second.</summary>
    async Task<Outcome<SignInStep>> Proceed(Account account, SignInWay by, CancellationToken ct)
    {
        if (await db.Tables.Set<SecondFactor>().AnyAsync(f => f.AccountId == account.Id, ct))
        {
            halfWay.Keep(CodeStep, new Begun(account.Id, account.SecurityStamp!));
            return SignInStep.Code;
        }
        await Enter(account, by, owes: await viewers.Of(account.Id, ct) is { NeedsFactor: true }, ct);
        return SignInStep.In;
    }

    async Task Enter(Account account, SignInWay by, bool owes, CancellationToken ct)
    {
        var (browser, platform) = Device.Of(signIn.Context.Request.Headers.UserAgent.ToString());
        var session = new Session { Id = Guid.CreateVersion7(), CountryId = account.CountryId, AccountId = account.Id, By = by, Browser = browser, Platform = platform, StartedAt = db.Now, UsedAt = db.Now, ProvedAt = db.Now, OwesFactor = owes };
        db.Tables.Add(session);
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
