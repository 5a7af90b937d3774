using Balsts.Units;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Forms;

/// <summary>What publishing would do, before it does it: what has to be put right first, or which form gets a version and what that changes.</summary>
/// <param name="Existing">The form of this unit that has the code already; null where a new one begins.</param>
/// <param name="Number">The number that the version would have.</param>
public sealed record CheckedForm(FormBody? Body, ObservationForm? Existing, int Number, IReadOnlyList<FormFault> Faults, IReadOnlyList<FormChange> Changes);

/// <summary>Looks at a form that is to be published. Nothing is written.</summary>
public sealed class CheckForm(AppDb db, UnitTrees trees)
{
    public async Task<Outcome<CheckedForm>> Run(Guid unitId, string json, Viewer viewer, CancellationToken ct = default)
    {
        if ((await trees.Now(ct)).Find(unitId) is not { } unit || !viewer.May(FormRights.Keep, unit.CountryId, unit.Id)) return Problem.NotFound;
        var (body, faults) = FormReader.Read(json);
        if (body is null) return new CheckedForm(null, null, 0, faults, []);
        var existing = await db.Seen<ObservationForm>(viewer).FirstOrDefaultAsync(f => f.UnitId == unitId && f.Code == body.Code, ct);
        var before = existing is null ? null : await db.Seen<FormVersion>(viewer).AsNoTracking().FirstOrDefaultAsync(v => v.FormId == existing.Id && v.Number == existing.Current, ct);
        return new CheckedForm(body, existing, (existing?.Current ?? 0) + 1, [], FormDifference.Between(before is null ? null : FormBody.Of(before), body));
    }
}
