using System.CommandLine;
using System.Globalization;
using Balsts.Units;
using Foundation.Jobs;
using Foundation.Outcomes;
using Foundation.Security;
using Foundation.Viewers;

namespace Balsts.Operations;

/// <summary>Accounts and tokens from the command line: for whoever installs Balsts, and for whoever is locked out.</summary>
static class AccountVerbs
{
    static readonly Option<string> Email = new("--email") { Description = "The e-mail by which they sign in", Required = true };
    static readonly Option<string> Name = new("--name") { Description = "“Given Family”; the last word is the family name", HelpName = "NAME" };
    static readonly Option<string> Given = new("--given") { Description = "Given names, where --name would part them wrongly" };
    static readonly Option<string> Family = new("--family") { Description = "Family name, with --given" };
    static readonly Option<string> Country = new("--country") { Description = "LV or AZ", Required = true };
    static readonly Option<bool> Administrator = new("--administrator") { Description = "Short for --post Administrator: the whole country" };
    static readonly Option<PostKind?> Post = new("--post") { Description = $"The post that they hold: {string.Join(", ", Enum.GetNames<PostKind>())}", HelpName = "POST" };
    static readonly Option<string> Unit = new("--unit") { Description = "Where they hold it: the unit’s name or id; the whole country if it is left out" };
    static readonly Option<string> Field = new("--field") { Description = "The support field of the post, a code of the country pack" };
    static readonly Option<bool> PasswordStdin = new("--password-stdin") { Description = "Read the password from the standard input instead of making an invitation link" };
    static readonly Argument<string> Who = new("EMAIL") { Description = "The e-mail of the account" };

    static readonly Option<string> TokenAccount = new("--account") { Description = "The e-mail of the account whose rights it has", Required = true, HelpName = "EMAIL" };
    static readonly Option<string> TokenName = new("--name") { Description = "What it is for; a name can be used again", DefaultValueFactory = _ => "command line" };
    static readonly Option<int> Days = new("--days") { Description = "How long it holds", DefaultValueFactory = _ => 365 };

    public static IEnumerable<Verb> All =>
    [
        new("account add", "Lets somebody in: person, post and account. Makes the country when there is none yet.", Add) { Options = [Email, Name, Given, Family, Country, Administrator, Post, Unit, Field, PasswordStdin] },
        new("account reset", "Ends a lock-out and every session; makes a link by which a new password is chosen, or sets one.", Reset) { Arguments = [Who], Options = [PasswordStdin] },
        new("account disable", "Nobody signs in with the account any more; its sessions and tokens end.", Disable) { Arguments = [Who] },
        new("token add", "Makes a key by which a program uses the API. It is shown once.", AddToken) { Options = [TokenAccount, TokenName, Days] },
        new("token revoke", "Ends the tokens of that name.", RevokeToken) { Options = [TokenAccount, TokenName] },
    ];

    static async Task<int> Add(VerbCall call, CancellationToken ct)
    {
        var (given, family) = NameOf(call);
        if (given.Length == 0 || family.Length == 0) return call.Wrong("Give the name: --name \"Given Family\", or --given and --family.");
        if (call.Value(Administrator) == call.Value(Post) is not null) return call.Wrong("Give either --administrator or --post.");
        if (call.Value(Post) is not (null or PostKind.Administrator or PostKind.StateOfficer) && call.Value(Unit) is null) return call.Wrong("Say where the post is held: --unit.");
        var input = new OpenAccount.Input
        {
            Email = call.Value(Email),
            GivenName = given,
            FamilyName = family,
            Country = call.Value(Country).ToUpperInvariant(),
            Post = call.Value(Post) ?? PostKind.Administrator,
            Unit = call.Value(Unit) ?? "",
            Field = call.Value(Field) ?? "",
            Password = call.Value(PasswordStdin) ? await Console.In.ReadLineAsync(ct) ?? "" : null,
        };
        if (Shape.Check(input) is { Count: > 0 } misfits) return call.Refused(misfits.Select(m => $"{m.Field}: {string.Format(CultureInfo.InvariantCulture, m.Message, m.Args)}"));
        var opened = await call.Get<OpenAccount>().Run(input, Viewer.System, ct);
        if (opened.Problem is { } problem) return call.Refused(problem);
        return call.Done(opened.Value!.Invitation is { } link ? $"Send them this link; it holds for {Invitation.Validity.Days} days:\n{link}" : $"{input.Email} signs in with the password given.",
            new { person = opened.Value.PersonId, invitation = opened.Value.Invitation });
    }

    static (string Given, string Family) NameOf(VerbCall call)
    {
        if (call.Value(Name) is not { } name) return (call.Value(Given) ?? "", call.Value(Family) ?? "");
        var parts = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length < 2 ? ("", "") : (string.Join(' ', parts[..^1]), parts[^1]);
    }

    static async Task<int> Reset(VerbCall call, CancellationToken ct)
    {
        var (accounts, email) = (call.Get<Accounts>(), call.Value(Who));
        if (call.Value(PasswordStdin))
            return (await accounts.Reset(email, await Console.In.ReadLineAsync(ct) ?? "", ct)).Problem is { } refused ? call.Refused(refused) : call.Done($"{email} signs in with the new password.");
        var secret = await accounts.InviteAgain(email, ct);
        if (secret.Problem is { } problem) return call.Refused(problem);
        var link = call.Get<PublicAddress>().Of($"/invitation/{secret.Value}");
        return call.Done($"The old password is void. Send them this link; it holds for {Invitation.Validity.Days} days:\n{link}", new { invitation = link });
    }

    static async Task<int> Disable(VerbCall call, CancellationToken ct) =>
        (await call.Get<Accounts>().Disable(call.Value(Who), ct)).Problem is { } problem ? call.Refused(problem) : call.Done($"{call.Value(Who)} is disabled. “account reset” lets them in again.");

    static async Task<int> AddToken(VerbCall call, CancellationToken ct)
    {
        if (call.Value(Days) is < 1 or > 3660) return call.Wrong("--days is between 1 and 3660.");
        if (call.Value(TokenName) is not { Length: > 0 and <= ApiToken.NameMax } name) return call.Wrong($"--name has 1 to {ApiToken.NameMax} characters.");
        var token = await call.Get<Accounts>().MakeToken(call.Value(TokenAccount), name, TimeSpan.FromDays(call.Value(Days)), ct);
        return token.Problem is { } problem ? call.Refused(problem) : call.Done(token.Value!, new { token = token.Value });
    }

    static async Task<int> RevokeToken(VerbCall call, CancellationToken ct) =>
        (await call.Get<Accounts>().RevokeToken(call.Value(TokenAccount), call.Value(TokenName), ct)).Problem is { } problem ? call.Refused(problem) : call.Done("The token is revoked.");
}
