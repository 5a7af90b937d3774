using Foundation.Data;
using Foundation.Mail;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Shell;

/// <summary>Letters are switched off, and on again, at the secret address that stands in each of them, without signing in. What was chosen stays.</summary>
public sealed class SwitchLetters(AppDb db, IViewers viewers, SwitchOffAddress addresses)
{
    public static readonly Problem NoSuchLetter = new(ProblemKind.NotFound, "letters.unknown", "This address is not one of ours. Open the last letter, or sign in and choose on your profile.");

    /// <summary>Whether letters are off for whoever the address is of, and their language; null where it is nobody's.</summary>
    public async Task<(bool IsOff, string Language)?> State(string secret, CancellationToken ct = default) =>
        await Reader(secret, ct) is { } reader ? ((await Of(reader, ct))?.OffAt is not null, reader.Language) : null;

    public async Task<Outcome> Run(string secret, bool on, CancellationToken ct = default)
    {
        if (await Reader(secret, ct) is not { } reader) return NoSuchLetter;
        var choice = await Of(reader, ct);
        if (choice?.OffAt is null == on) return Outcome.Done;
        if (choice is null) db.Add(reader, choice = new() { Id = Guid.CreateVersion7(), CountryId = reader.CountryId, AccountId = reader.AccountId, PersonId = reader.PersonId });
        if (on) choice.SwitchOn();
        else choice.SwitchOff(db.Now);
        db.Record(reader, on ? new LettersSwitchedOn() : new LettersSwitchedOff(), choice);
        return await db.Save(ct);
    }

    async Task<Viewer?> Reader(string secret, CancellationToken ct) => addresses.AccountOf(secret) is { } account ? await viewers.Of(account, ct) : null;

    Task<NoticeChoice?> Of(Viewer reader, CancellationToken ct)
    {
        var person = reader.PersonId;
        return db.Seen<NoticeChoice>(reader).FirstOrDefaultAsync(c => c.PersonId == person, ct);
    }
}
