using System.ComponentModel.DataAnnotations;
using Balsts.Units;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Forms;

/// <summary>Publishes a form of a unit, or the next version of one that it has. What is under way keeps the version that it began with.</summary>
public sealed class PublishForm(AppDb db, UnitTrees trees, CountryPacks packs, CheckForm check)
{
    public sealed class Input
    {
        /// <summary>Whose form it is.</summary>
        [Required] public Guid? UnitId { get; set; }
        [Required, StringLength(ObservationForm.JsonMax)] public string? Json { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        var looked = await check.Run(input.UnitId!.Value, WellFormed.Of(input.Json!), viewer, ct);
        if (looked.Problem is { } refused) return refused;
        if (looked.Value!.Body is not { } body) return ObservationForm.Faulty;
        var unit = (await trees.Now(ct)).Find(input.UnitId.Value)!;
        var form = looked.Value.Existing ?? new ObservationForm { Id = Guid.CreateVersion7(), CountryId = unit.CountryId, UnitId = unit.Id, Code = body.Code };
        if (form.Publish(body, packs[unit.CountryId].Language, viewer.PersonId, db.Now).Problem is { } wrong) return wrong;
        if (looked.Value.Existing is null) db.Add(viewer, form);
        db.Record(viewer, new FormPublished(form.Current), form);
        return (await db.Save(ct)).Problem is { } problem ? problem : form.Id;
    }
}
