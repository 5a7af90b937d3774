using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Security;

namespace Balsts.Shell.Security;

/// <summary>“This was not me”: a change of the e-mail ends, and one that its owner is said to have made is taken back.</summary>
public sealed class StopEmail(AppDb db, Accounts accounts)
{
    public async Task<Outcome> Run(string secret, CancellationToken ct = default)
    {
        var stopped = await accounts.StopEmail(secret, ct);
        if (stopped.Problem is { } problem) return problem;
        if (stopped.Value!.DoneAt is not null && (await ConfirmEmail.Put(db, stopped.Value.PersonId, stopped.Value.OldEmail, ct)).Problem is { } taken) return taken;
        return await db.Save(ct);
    }
}
