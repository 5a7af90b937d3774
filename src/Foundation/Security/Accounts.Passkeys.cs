using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Foundation.Security;

/// <summary>Passkeys: added and removed by their owner, asked for at the sign-in.</summary>
public sealed partial class Accounts
{
    /// <summary>What a device was asked, until it answers.</summary>
    sealed record Asked(string State);
    const string NewPasskey = "passkey-new";
    const string PasskeyStep = "passkey";

    public Task<List<Passkey>> PasskeysOf(Viewer viewer, CancellationToken ct = default) => db.Seen<Passkey>(viewer).AsNoTracking().OrderBy(p => p.Id).ToListAsync(ct);

    /// <summary>What the browser is to ask the device, as JSON: make a key for this account.</summary>
    public async Task<string> OfferPasskey(Viewer viewer, CancellationToken ct = default)
    {
        var facts = await FactsOf(viewer.AccountId, ct);
        var offer = await keys.MakeCreationOptionsAsync(new() { Id = viewer.AccountId.ToString(), Name = facts!.Email, DisplayName = viewer.Name }, signIn.Context);
        halfWay.Keep(NewPasskey, new Asked(offer.AttestationState!));
        return offer.CreationOptionsJson;
    }

    /// <summary>Keeps the public half of the key that the device made.</summary>
    /// <param name="answer">What the browser gave, as JSON.</param>
    public async Task<Outcome<Guid>> AddPasskey(Viewer viewer, string name, string answer, CancellationToken ct = default)
    {
        if (halfWay.Read<Asked>(NewPasskey) is not { } asked) return Passkey.NotAccepted;
        if (await db.Seen<Passkey>(viewer).CountAsync(ct) >= Passkey.Most) return Passkey.TooMany;
        var made = await keys.PerformAttestationAsync(new() { HttpContext = signIn.Context, CredentialJson = answer, AttestationState = asked.State });
        if (!made.Succeeded || made.UserEntity.Id != viewer.AccountId.ToString()) return Passkey.NotAccepted;
        halfWay.Drop(NewPasskey);
        var passkey = new Passkey
        {
            Id = Guid.CreateVersion7(), CountryId = viewer.CountryId, AccountId = viewer.AccountId, Name = name.Trim(), MadeAt = db.Now,
            CredentialId = made.Passkey.CredentialId, PublicKey = made.Passkey.PublicKey, SignCount = made.Passkey.SignCount,
            Transports = string.Join(' ', made.Passkey.Transports ?? []), IsBackupEligible = made.Passkey.IsBackupEligible, IsBackedUp = made.Passkey.IsBackedUp,
        };
        db.Add(viewer, passkey);
        await Pay(ct);
        await Tell(viewer, new PasskeyAdded(), Texts.Id("A passkey was added to your account. If that was not you, remove it and change your password at once."), ct);
        return (await db.Save(ct)).Problem is { } problem ? problem : passkey.Id;
    }

    public async Task<Outcome> RemovePasskey(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        var mine = await db.Seen<Passkey>(viewer).ToListAsync(ct);
        if (mine.Find(p => p.Id == id) is not { } passkey) return Problem.NotFound;
        if (mine.Count == 1)
        {
            var password = await db.Tables.Users.AnyAsync(a => a.Id == viewer.AccountId && a.PasswordHash != null, ct);
            if (!password || (viewer.NeedsFactor && !await db.Seen<SecondFactor>(viewer).AnyAsync(ct))) return Passkey.Needed;
        }
        db.Remove(passkey);
        await Tell(viewer, new PasskeyRemoved(), Texts.Id("A passkey was removed from your account. If that was not you, change your password at once."), ct);
        return await db.Save(ct);
    }

    /// <summary>What the browser is to ask whichever device has a passkey for this site, as JSON; nobody is named.</summary>
    public async Task<string> AskForPasskey()
    {
        var question = await keys.MakeRequestOptionsAsync(null, signIn.Context);
        halfWay.Keep(PasskeyStep, new Asked(question.AssertionState!));
        return question.RequestOptionsJson;
    }

    /// <summary>In by a passkey: both factors at once.</summary>
    public async Task<Outcome> SignInWithPasskey(string answer, CancellationToken ct = default)
    {
        var shown = await Shown(answer, ct);
        if (shown.Problem is { } problem) return problem;
        halfWay.Drop(CodeStep);
        await Enter(shown.Value!, SignInWay.Passkey, owes: false, ct);
        return Outcome.Done;
    }

    /// <summary>Whose passkey it is that answered the question of this browser; its use is written down.</summary>
    async Task<Outcome<Account>> Shown(string answer, CancellationToken ct)
    {
        if (halfWay.Read<Asked>(PasskeyStep) is not { } asked || answer.Length > Passkey.AnswerMax) return BeginAgain;
        halfWay.Drop(PasskeyStep);
        var shown = await keys.PerformAssertionAsync(new() { HttpContext = signIn.Context, CredentialJson = answer, AssertionState = asked.State });
        if (!shown.Succeeded || shown.User.DisabledAt is not null)
        {
            Refused(DoorEvent.PasskeyRefused, "");
            return Passkey.NotKnown;
        }
        var (credential, account) = (shown.Passkey.CredentialId, shown.User.Id);
        if (await db.Tables.Set<Passkey>().FirstOrDefaultAsync(p => p.AccountId == account && p.CredentialId == credential, ct) is not { } passkey) return Passkey.NotKnown;
        (passkey.SignCount, passkey.IsBackedUp, passkey.UsedAt) = (shown.Passkey.SignCount, shown.Passkey.IsBackedUp, db.Now);
        return (await db.Save(ct)).Problem is { } problem ? problem : shown.User;
    }
}
