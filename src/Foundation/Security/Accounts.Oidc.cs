using System.Security.Cryptography;
using System.Text;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Foundation.Security;

/// <summary>What an administrator opens by settings: the sign-in of a school or a state (OpenID Connect).</summary>
public sealed partial class Accounts
{
    /// <summary>Who went to a provider, with what, and where they want to go on; sealed in their browser until they are back.</summary>
    sealed record Away(string Key, string State, string Nonce, string Verifier, string Next, Guid? Again);
    const string AwayStep = "away";

    static readonly TimeSpan ShownThere = TimeSpan.FromMinutes(5);

    public static readonly Problem ProviderRefused = new(ProblemKind.Invalid, "provider.refused", "{0} did not let you in, or you stopped there. Try again, or sign in another way.");
    public static readonly Problem ProviderSilent = new(ProblemKind.Conflict, "provider.silent", "{0} does not answer now. Try again later, or sign in another way.");
    public static readonly Problem ProviderUntrusted = new(ProblemKind.Invalid, "provider.untrusted", "The answer of {0} could not be trusted, so it opens nothing. Begin again; if it happens again, tell your administrator.");
    public static readonly Problem ProviderUnconfirmed = new(ProblemKind.Invalid, "provider.unconfirmed", "{0} has not confirmed your e-mail, or did not say it. Confirm it there, or sign in another way.");
    public static readonly Problem ProviderNobody = new(ProblemKind.Invalid, "provider.nobody", "{0} knows you, but nobody here signs in with what it says of you. Ask the head of your institution or your municipality for an invitation to the e-mail that you have there.");
    public static readonly Problem ProviderOther = new(ProblemKind.Invalid, "provider.other", "This account belongs to somebody else at {0}. If you have a new account there, ask your administrator to reset yours here.");
    public static readonly Problem ProviderNeeded = new(ProblemKind.Conflict, "provider.needed", "Without this sign-in you could not come in any more. Set up a password or a passkey first.");
    public static readonly Problem ProviderAgain = new(ProblemKind.Invalid, "provider.again", "{0} has not shown once more that it is you. Sign out and in again; then you can change how you sign in.");

    /// <summary>What may be said on the page of the sign-in when somebody comes back with nothing.</summary>
    public static IReadOnlyList<Problem> ProviderProblems { get; } = [ProviderRefused, ProviderSilent, ProviderUntrusted, ProviderUnconfirmed, ProviderNobody, ProviderOther, ProviderAgain, BeginAgain];

    public static string With(OidcProvider provider, string next, bool again = false) => $"/sign-in/with/{provider.Key}{QueryString.Create("next", next)}{(again ? "&again" : "")}";

    Uri BackFrom(OidcProvider provider) => site.Of($"/sign-in/with/{provider.Key}/back");

    /// <summary>Where the browser is sent: the provider’s page, with a question that only this browser can bring the answer to.</summary>
    /// <param name="again">Whoever is signed in shows once more that it is them.</param>
    public async Task<Outcome<string>> GoTo(OidcProvider provider, string next, Viewer? again, CancellationToken ct = default)
    {
        try
        {
            var where = await oidc.Authorization(provider, ct);
            var away = new Away(provider.Key, Secret.New(), Secret.New(), Secret.New(), next, again?.AccountId);
            halfWay.Keep(AwayStep, away);
            Dictionary<string, string?> query = new()
            {
                ["response_type"] = "code",
                ["client_id"] = provider.ClientId,
                ["redirect_uri"] = BackFrom(provider).AbsoluteUri,
                ["scope"] = provider.Scopes,
                ["state"] = away.State,
                ["nonce"] = away.Nonce,
                ["code_challenge"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(away.Verifier))),
                ["code_challenge_method"] = "S256",
            };
            if (again is not null) (query["prompt"], query["max_age"]) = ("login", "0");
            return where + (where.Contains('?', StringComparison.Ordinal) ? "&" + QueryString.Create(query).Value![1..] : QueryString.Create(query).Value);
        }
        catch (OidcException e) { return Trouble(provider, e); }
    }

    /// <summary>The browser is back: where it goes on, or why nothing was opened. An account is found, never made.</summary>
    /// <param name="said">What stands in the address: state, code, iss, error.</param>
    public async Task<Outcome<string>> ComeBack(OidcProvider provider, Func<string, string?> said, Viewer? viewer, CancellationToken ct = default)
    {
        var away = halfWay.Read<Away>(AwayStep);
        halfWay.Drop(AwayStep);
        if (away is null || away.Key != provider.Key || said("state") is not { } state || !Secret.Same(state, away.State)) return BeginAgain;
        if (said("code") is not { Length: > 0 } code) return ProviderRefused;
        OidcIdentity who;
        try { who = await oidc.Exchange(provider, code, away.Verifier, away.Nonce, said("iss"), BackFrom(provider), ct); }
        catch (OidcException e) { return Trouble(provider, e); }

        // who once came in from there is that person for good, whatever is said of them now: the claim finds an account the first time, and never afterwards
        var login = await db.Tables.UserLogins.AsNoTracking().FirstOrDefaultAsync(l => l.LoginProvider == provider.Issuer && l.ProviderKey == who.Subject, ct);
        if (login is null && (who.Value is null || !who.IsVerified)) return ProviderUnconfirmed;
        if ((login is null ? await Meant(provider, who.Value!, ct) : await db.Tables.Users.AsNoTracking().FirstOrDefaultAsync(a => a.Id == login.UserId, ct)) is not { DisabledAt: null } account) return Unknown(who, ProviderNobody);
        // and an e-mail that the provider gives to somebody else opens nothing
        if (login is null && await db.Tables.UserLogins.AnyAsync(l => l.LoginProvider == provider.Issuer && l.UserId == account.Id, ct)) return Unknown(who, ProviderOther);
        var strong = who.Methods.Any(m => provider.SecondFactor.Contains(m, StringComparer.Ordinal));

        if (away.Again is { } again)
        {
            var shown = login is not null && viewer?.AccountId == again && again == account.Id && who.SignedInAt is { } at && at > db.Now - ShownThere && (strong || !await db.Seen<SecondFactor>(viewer).AnyAsync(ct));
            return !shown ? ProviderAgain : (await Proved(ct)).Problem is { } refused ? refused : away.Next;
        }
        if (login is null)
        {
            account = await db.Tables.Users.FirstAsync(a => a.Id == account.Id, ct);
            db.Tables.UserLogins.Add(new IdentityUserLogin<Guid> { LoginProvider = provider.Issuer, ProviderKey = who.Subject, ProviderDisplayName = provider.Name, UserId = account.Id });
            if (provider.Claim == OidcProvider.EmailClaim) account.EmailConfirmed = true;
            await DropLinks(account.Id, ct);
            db.Record(Viewer.System, new ProviderLinked(provider.Name), account);
            db.Notify(Notification.To(account.PersonId, account.CountryId, db.Now, SecurityAddress, Texts.Id("Your account was opened through {0} for the first time. If that was not you, write to your administrator at once."), provider.Name));
            if ((await db.Save(ct)).Problem is { } problem) return problem;
        }
        if (!strong) return (await Proceed(account, SignInWay.Provider, ct)).Value == SignInStep.Code ? $"/sign-in/code{QueryString.Create("next", away.Next)}" : away.Next;
        await Enter(account, SignInWay.Provider, owes: false, ct);
        return away.Next;
    }

    Problem Unknown(OidcIdentity who, Problem problem)
    {
        Refused(DoorEvent.ProviderRefused, who.Subject);
        return problem;
    }

    /// <summary>The provider opens the viewer’s account no more, until they come in from there anew by the claim. Never the last way in.</summary>
    public async Task<Outcome> Unlink(Viewer viewer, OidcProvider provider, CancellationToken ct = default)
    {
        if (!ProvedLately) return Problem.NotFound;
        var (logins, issuers) = (await db.Tables.UserLogins.Where(l => l.UserId == viewer.AccountId).ToListAsync(ct), Providers.Select(p => p.Issuer).ToArray());
        if (logins.Find(l => l.LoginProvider == provider.Issuer) is not { } login) return Problem.NotFound;
        if (!logins.Exists(l => l != login && issuers.Contains(l.LoginProvider)) && !await db.Seen<Passkey>(viewer).AnyAsync(ct) && !await db.Tables.Users.AnyAsync(a => a.Id == viewer.AccountId && a.PasswordHash != null, ct)) return ProviderNeeded;
        db.Tables.Remove(login);
        await Tell(viewer, new ProviderUnlinked(provider.Name), null, ct);
        db.Notify(Notification.To(viewer.PersonId, viewer.CountryId, db.Now, SecurityAddress, Texts.Id("Your account is no longer linked with {0}. If that was not you, change your password at once."), provider.Name));
        return await db.Save(ct);
    }

    /// <summary>Through which providers the viewer came in before, as they are set up now.</summary>
    public async Task<IReadOnlyList<OidcProvider>> ProvidersOf(Viewer viewer, CancellationToken ct = default)
    {
        var issuers = await db.Tables.UserLogins.AsNoTracking().Where(l => l.UserId == viewer.AccountId).Select(l => l.LoginProvider).ToListAsync(ct);
        return [.. Providers.Where(p => issuers.Contains(p.Issuer))];
    }

    public IReadOnlyList<OidcProvider> Providers => providers.All;

    async Task<Account?> Meant(OidcProvider provider, string value, CancellationToken ct)
    {
        if (provider.Claim == OidcProvider.EmailClaim)
        {
            var normal = users.NormalizeEmail(value);
            return await db.Tables.Users.AsNoTracking().FirstOrDefaultAsync(a => a.NormalizedEmail == normal, ct);
        }
        return await numbered.PersonOf(provider.System, value, ct) is { } person ? await db.Tables.Users.AsNoTracking().FirstOrDefaultAsync(a => a.PersonId == person, ct) : null;
    }

    Problem Trouble(OidcProvider provider, OidcException e)
    {
        log.LogWarning("The sign-in through {Provider} came to nothing: {Why}", provider.Key, e.Message);
        return e.IsUntrusted ? ProviderUntrusted : ProviderSilent;
    }

    /// <summary>Whether somebody comes in already, by whichever way: then no invitation opens the account to whoever sends it.</summary>
    async Task<bool> Enters(Account account, CancellationToken ct) =>
        account.PasswordHash is not null || await db.Tables.UserLogins.AnyAsync(l => l.UserId == account.Id, ct) || await db.Tables.Set<Passkey>().AnyAsync(p => p.AccountId == account.Id, ct);
}

[Sentence("{0} opened the account through {1} for the first time.")] public sealed record ProviderLinked(string Name) : IRecorded;
[Sentence("{0} is no longer linked with {1}.")] public sealed record ProviderUnlinked(string Name) : IRecorded;
