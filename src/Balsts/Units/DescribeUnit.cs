using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Files;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Units;

/// <summary>Says anew what a unit is called, what it is, and how it is reached.</summary>
public sealed class DescribeUnit(AppDb db, CountryPacks packs)
{
    public sealed class Input
    {
        [Required, StringLength(Unit.NameMax)] public string Name { get; set; } = "";

        /// <summary>A code of the country pack; empty for kinds without types.</summary>
        public string? Type { get; set; }
        [StringLength(Unit.TextMax)] public string? Founder { get; set; }
        [StringLength(Unit.TextMax)] public string? Address { get; set; }
        [EmailAddress, StringLength(Unit.TextMax)] public string? Email { get; set; }
        [StringLength(Unit.TextMax)] public string? Phone { get; set; }
    }

    /// <param name="version">The version that the writer had before them; null where they did not say.</param>
    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        var unit = await db.Seen<Unit>(viewer).FirstOrDefaultAsync(u => u.Id == id, ct);
        if (unit is null || !viewer.May(UnitRights.Manage, unit.CountryId, id)) return Problem.NotFound;
        if (version is { } seen && !db.StillAt(unit, seen)) return Problem.ChangedMeanwhile;
        if (!Unit.HasType(unit.Kind, input.Type ?? "", packs[unit.CountryId])) return Unit.TypeUnknown;
        if (CellText.Clean(input.Name) is not { Length: > 0 } name) return Unit.NameMissing;
        if (!unit.Describe(name, input.Type ?? "", AddUnit.Said(input.Founder), AddUnit.Said(input.Address), AddUnit.Said(input.Email), AddUnit.Said(input.Phone))) return id;
        db.Record(viewer, new UnitDescribed(), unit);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}
