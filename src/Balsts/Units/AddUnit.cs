using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Files;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Units;

/// <summary>Adds one unit by hand, under a unit that the viewer manages.</summary>
public sealed class AddUnit(AppDb db, UnitTrees trees, CountryPacks packs)
{
    public sealed class Input
    {
        /// <summary>The authority. A partner organisation under a state stands beside the tree.</summary>
        [Required] public Guid? ParentId { get; set; }
        [Required] public UnitKind? Kind { get; set; }
        [Required, StringLength(Unit.NameMax)] public string Name { get; set; } = "";

        /// <summary>A code of the country pack; empty for kinds without types.</summary>
        public string? Type { get; set; }

        /// <summary>Where it lies; empty: where its authority lies.</summary>
        public Guid? TerritoryId { get; set; }
        [StringLength(UnitExternalId.ValueMax)] public string? RegisterNumber { get; set; }
        [StringLength(Unit.TextMax)] public string? Founder { get; set; }
        [StringLength(Unit.TextMax)] public string? Address { get; set; }
        [EmailAddress, StringLength(Unit.TextMax)] public string? Email { get; set; }
        [StringLength(Unit.TextMax)] public string? Phone { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        var tree = await trees.Now(ct);
        if (input.ParentId is not { } parentId || tree.Find(parentId) is not { } parent || !viewer.May(UnitRights.Manage, parent.CountryId, parentId)) return Problem.NotFound;
        var wholeCountry = viewer.CountriesOf(UnitRights.Manage).Contains(parent.CountryId);
        if (input.Kind is not { } kind || !Unit.KindsUnder(parent.Kind, wholeCountry).Contains(kind)) return Unit.KindNotHere;
        var pack = packs[parent.CountryId];
        var type = input.Type ?? "";
        if (!Unit.HasType(kind, type, pack)) return Unit.TypeUnknown;
        var territory = input.TerritoryId ?? (Unit.IsTerritory(parent.Kind) ? parentId : parent.TerritoryId);
        if (territory is { } lies && (tree.Find(lies) is not { } place || place.CountryId != parent.CountryId || !Unit.IsTerritory(place.Kind))) return Unit.TerritoryUnknown;
        if (CellText.Clean(input.Name) is not { Length: > 0 } name) return Unit.NameMissing;

        var unit = new Unit { Id = Guid.CreateVersion7(), CountryId = parent.CountryId, Kind = kind };
        unit.Describe(name, type, Said(input.Founder), Said(input.Address), Said(input.Email), Said(input.Phone));
        unit.Place(kind == UnitKind.Partner && parent.Kind == UnitKind.State ? null : parentId, territory, null);
        if (Said(input.RegisterNumber) is { Length: > 0 } number)
        {
            if (await db.Seen<UnitExternalId>(viewer).AnyAsync(x => x.CountryId == unit.CountryId && x.System == UnitExternalId.Register && x.Value == number, ct)) return Unit.NumberTaken;
            unit.Known(UnitExternalId.Register, number);
        }
        db.Add(viewer, unit);
        db.Record(viewer, new UnitAdded(), unit);
        return (await db.Save(ct)).Problem is { } problem ? problem == AppDb.AlreadyThere ? Unit.NumberTaken : problem : unit.Id;
    }

    internal static string Said(string? text) => CellText.Clean(text ?? "");
}
