using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Files;
using Foundation.Outcomes;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.People;

/// <summary>Changes a person's name and contacts. The e-mail of somebody who signs in stays as it is until a link sent to the new one is opened.</summary>
public sealed class DescribePerson(AppDb db, IGuardPeople guard, Accounts accounts)
{
    public sealed class Input
    {
        [Required, StringLength(Person.NameMax)] public string GivenName { get; set; } = "";
        [Required, StringLength(Person.NameMax)] public string FamilyName { get; set; } = "";
        [StringLength(Person.EmailMax), EmailAddress] public string? Email { get; set; }
        [StringLength(Person.PhoneMax), Phone] public string? Phone { get; set; }
    }

    /// <param name="version">What the writer had before them; null when they do not ask to be told of others' changes.</param>
    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        var (given, family, email) = (CellText.Clean(input.GivenName), CellText.Clean(input.FamilyName), CellText.Clean(input.Email ?? "").ToLowerInvariant());
        if (!CellText.IsPlain(given)) return Person.NotPlain with { Field = nameof(input.GivenName) };
        if (!CellText.IsPlain(family)) return Person.NotPlain with { Field = nameof(input.FamilyName) };
        var person = await db.Seen<Person>(viewer).Include(p => p.Employments).FirstOrDefaultAsync(p => p.Id == id && p.MergedIntoId == null, ct);
        if (person is null || !person.ManagedBy(viewer)) return Problem.NotFound;
        if (version is { } had && !db.StillAt(person, had)) return Problem.ChangedMeanwhile;
        if ((email, given, family) != (person.Email, person.GivenName, person.FamilyName) && (await guard.Beyond(viewer, [id], ct)).Count > 0) return Person.PostElsewhere.With(person.Name) with { Field = email != person.Email ? nameof(input.Email) : nameof(input.GivenName) };
        if (email.Length > 0 && email != person.Email
            && await db.Seen<Person>(Viewer.System).AnyAsync(p => p.Email == email && p.CountryId == person.CountryId && p.Id != id && p.MergedIntoId == null, ct)) return Person.EmailOfAnother;
        var waits = email.Length > 0 && email != person.Email ? await accounts.BeginEmail(viewer, id, email, ct) : false;
        if (waits.Problem is { } refused) return refused;
        if (person.Describe(given, family, waits.Value ? person.Email : email, CellText.Clean(input.Phone ?? ""))) db.Record(viewer, new PersonDescribed(), person);
        else if (!waits.Value) return id;
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}
