using System.ComponentModel.DataAnnotations;
using Balsts.Units;
using Foundation.Data;
using Foundation.Files;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.People;

/// <summary>Adds a person with their first employment. Whoever is known by the same e-mail and name is the same person and gets the employment.</summary>
public sealed class AddPerson(AppDb db, UnitTrees trees)
{
    public sealed class Input : EmploymentInput
    {
        [Required, StringLength(Person.NameMax)] public string GivenName { get; set; } = "";
        [Required, StringLength(Person.NameMax)] public string FamilyName { get; set; } = "";
        [StringLength(Person.EmailMax), EmailAddress] public string? Email { get; set; }
        [StringLength(Person.PhoneMax), Phone] public string? Phone { get; set; }
        [Required] public Guid? UnitId { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (input.Wrong() is { } wrong) return wrong;
        var (given, family, email) = (CellText.Clean(input.GivenName), CellText.Clean(input.FamilyName), CellText.Clean(input.Email ?? "").ToLowerInvariant());
        if (!CellText.IsPlain(given)) return Person.NotPlain with { Field = nameof(input.GivenName) };
        if (!CellText.IsPlain(family)) return Person.NotPlain with { Field = nameof(input.FamilyName) };
        if ((await trees.Now(ct)).Find(input.UnitId!.Value) is not { } unit || !viewer.May(PeopleRights.Manage, unit.CountryId, unit.Id)) return Employment.UnitNotYours;

        // an e-mail is looked for in the whole country: the person may work where the viewer does not reach
        var person = email.Length == 0 ? null
            : await db.Seen<Person>(Viewer.System).Include(p => p.Employments).FirstOrDefaultAsync(p => p.Email == email && p.CountryId == unit.CountryId && p.MergedIntoId == null, ct);
        if (person is not null && person.NameKey != Person.KeyOf(given, family)) return Person.EmailOfAnother;

        var known = person is not null;
        person ??= new() { Id = Guid.CreateVersion7(), CountryId = unit.CountryId };
        if (!known) person.Describe(given, family, email, CellText.Clean(input.Phone ?? ""));
        person.Employ(unit.Id, input.Post, input.SubjectText, input.Thousandths, input.StartsOn, input.EndsOn);
        if (!known) db.Add(viewer, person);
        db.Record(viewer, known ? new EmploymentAdded(unit.Id) : new PersonAdded(), person);
        return (await db.Save(ct)).Problem is { } problem ? problem : person.Id;
    }
}
