using System.ComponentModel.DataAnnotations;
using Balsts.Units;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.People;

/// <summary>Says that a person works in one more place.</summary>
public sealed class AddEmployment(AppDb db, UnitTrees trees)
{
    public sealed class Input : EmploymentInput
    {
        [Required] public Guid? UnitId { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid personId, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (input.Wrong() is { } wrong) return wrong;
        var person = await db.Seen<Person>(viewer).Include(p => p.Employments).FirstOrDefaultAsync(p => p.Id == personId && p.MergedIntoId == null, ct);
        if (person is null || !person.ManagedBy(viewer)) return Problem.NotFound;
        var unit = (await trees.Now(ct)).Find(input.UnitId!.Value);
        if (unit is null || unit.CountryId != person.CountryId || !viewer.May(PeopleRights.Manage, unit.CountryId, unit.Id)) return Employment.UnitNotYours;
        person.Employ(unit.Id, input.Post, input.SubjectText, input.Thousandths, input.StartsOn, input.EndsOn);
        db.Record(viewer, new EmploymentAdded(unit.Id), person);
        return (await db.Save(ct)).Problem is { } problem ? problem : personId;
    }
}
