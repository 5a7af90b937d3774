using Balsts.People;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Shell.Security;

/// <summary>A new e-mail has answered: the person signs in with it, and is reached by it.</summary>
public sealed class ConfirmEmail(AppDb db, Accounts accounts)
{
    public async Task<Outcome> Run(string secret, Viewer? viewer, CancellationToken ct = default)
    {
        var confirmed = await accounts.ConfirmEmail(secret, viewer, ct);
        if (confirmed.Problem is { } problem) return problem;
        return (await Put(db, confirmed.Value!.PersonId, confirmed.Value!.Email, ct)).Problem is { } taken ? taken : await db.Save(ct);
    }

    /// <summary>Writes it into the person’s record; the caller saves.</summary>
    internal static async Task<Outcome> Put(AppDb db, Guid personId, string email, CancellationToken ct)
    {
        var (plain, people) = (email.ToLowerInvariant(), db.Seen<Person>(Viewer.System));
        if (await people.FirstOrDefaultAsync(p => p.Id == personId, ct) is not { } person) return Outcome.Done;
        if (await people.AnyAsync(p => p.Email == plain && p.CountryId == person.CountryId && p.Id != personId && p.MergedIntoId == null, ct)) return Person.EmailOfAnother with { Field = null };
        if (person.Describe(person.GivenName, person.FamilyName, plain, person.Phone)) db.Record(Viewer.System, new PersonDescribed(), person);
        return Outcome.Done;
    }
}
