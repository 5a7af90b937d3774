using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.People;

/// <summary>Changes as what, how much and until when somebody works in one place; with a last day the employment ends.</summary>
public sealed class ChangeEmployment(AppDb db)
{
    public sealed class Input : EmploymentInput;

    public async Task<Outcome<Guid>> Run(Guid personId, Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (input.Wrong() is { } wrong) return wrong;
        var employment = await db.Seen<Employment>(viewer).FirstOrDefaultAsync(e => e.Id == id && e.PersonId == personId, ct);
        if (employment is null || !viewer.May(PeopleRights.Manage, employment.CountryId, employment.UnitId)) return Problem.NotFound;
        if (version is { } had && !db.StillAt(employment, had)) return Problem.ChangedMeanwhile;
        if (!employment.Describe(input.Post, input.SubjectText, input.Thousandths, input.StartsOn, input.EndsOn)) return personId;
        db.Record(viewer, new EmploymentChanged(employment.UnitId), employment);
        return (await db.Save(ct)).Problem is { } problem ? problem : personId;
    }
}
