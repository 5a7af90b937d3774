using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Foundation.Security;

/// <summary>Keys to the API: made by their owner in a session, or on the command line; revoked by both.</summary>
public sealed partial class Accounts
{
    public Task<List<ApiToken>> TokensOf(Viewer viewer, CancellationToken ct = default)
    {
        var now = db.Now;
        return db.Seen<ApiToken>(viewer).AsNoTracking().Where(t => t.RevokedAt == null && t.ExpiresAt > now).OrderBy(t => t.Id).ToListAsync(ct);
    }

    /// <summary>Makes a token that carries some of the viewer's rights; the text is given once and never again.</summary>
    public async Task<Outcome<string>> MakeToken(Viewer viewer, string name, IReadOnlyCollection<string> rights, bool onlyReads, int days, CancellationToken ct = default)
    {
        if (rights.Except(viewer.Rights).Any()) return ApiToken.NotYours;
        if ((await TokensOf(viewer, ct)).Count >= ApiToken.Most) return ApiToken.TooMany;
        var secret = NewToken(viewer, viewer.AccountId, viewer.CountryId, name, string.Join(' ', rights.Order(StringComparer.Ordinal)), onlyReads, TimeSpan.FromDays(days));
        await Tell(viewer, new TokenMade(name), Languages.Texts.Id("An API token was made for your account. If that was not you, revoke it and change your password at once."), ct);
        return (await db.Save(ct)).Problem is { } problem ? problem : secret;
    }

    public async Task<Outcome> RevokeToken(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        if (await db.Seen<ApiToken>(viewer).FirstOrDefaultAsync(t => t.Id == id && t.RevokedAt == null, ct) is not { } token) return Problem.NotFound;
        token.Revoke(db.Now);
        await Tell(viewer, new TokenRevoked(token.Name), null, ct);
        return await db.Save(ct);
    }

    /// <summary>Makes a token with all rights of the account, from the command line; the text is given once and never again.</summary>
    public async Task<Outcome<string>> MakeToken(string email, string name, TimeSpan validity, CancellationToken ct = default)
    {
        if (await Find(email, ct) is not { } account) return NoSuchAccount;
        var secret = NewToken(Viewer.System, account.Id, account.CountryId, name, ApiToken.AllRights, onlyReads: false, validity);
        db.Record(Viewer.System, new TokenMade(name), account);
        return (await db.Save(ct)).Problem is { } problem ? problem : secret;
    }

    string NewToken(Viewer viewer, Guid accountId, string countryId, string name, string rights, bool onlyReads, TimeSpan validity)
    {
        var secret = "balsts_" + Secret.New();
        db.Add(viewer, new ApiToken { Id = Guid.CreateVersion7(), CountryId = countryId, AccountId = accountId, Name = name, Hash = Secret.HashOf(secret), Rights = rights, OnlyReads = onlyReads, MadeAt = db.Now, ExpiresAt = db.Now + validity });
        return secret;
    }

    /// <summary>Ends the tokens of that name, from the command line.</summary>
    public async Task<Outcome> RevokeToken(string email, string name, CancellationToken ct = default)
    {
        if (await Find(email, ct) is not { } account) return NoSuchAccount;
        var tokens = await db.Seen<ApiToken>(Viewer.System).Where(t => t.AccountId == account.Id && t.Name == name && t.RevokedAt == null).ToListAsync(ct);
        if (tokens.Count == 0) return NoSuchToken;
        foreach (var token in tokens) token.Revoke(db.Now);
        db.Record(Viewer.System, new TokenRevoked(name), account);
        return await db.Save(ct);
    }

    /// <summary>The token behind a text, where it is neither over nor revoked; its use is written down now and then.</summary>
    public async Task<ApiToken?> TokenOf(string text, CancellationToken ct = default)
    {
        var (hash, now) = (Secret.HashOf(text), db.Now);
        var token = await db.Seen<ApiToken>(Viewer.System).AsNoTracking().FirstOrDefaultAsync(t => t.Hash == hash && t.RevokedAt == null && t.ExpiresAt > now, ct);
        if (token is not null && (token.UsedAt is null || now - token.UsedAt >= Session.Grain))
#pragma warning disable RS0030 // that a token was used is memory, not record
            await db.Tables.Set<ApiToken>().Where(t => t.Id == token.Id).ExecuteUpdateAsync(t => t.SetProperty(x => x.UsedAt, now), ct);
#pragma warning restore RS0030
        return token;
    }
}
