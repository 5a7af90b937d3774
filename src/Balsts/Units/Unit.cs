using System.Linq.Expressions;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Units;

public enum UnitKind
{
    [Sentence("State", Context = "unit")] State,
    [Sentence("Agency")] Agency,
    [Sentence("Region")] Region,
    [Sentence("Municipality")] Municipality,
    [Sentence("Sector")] Sector,
    [Sentence("Institution")] Institution,
    [Sentence("Branch")] Branch,
    [Sentence("Partner organisation")] Partner,
}

/// <summary>A state, an agency, a municipality, an institution, a partner organisation: whatever people work in. Its name is not its identity.</summary>
public sealed class Unit : ISeen<Unit>, IHistoric, IVersioned, IMovesHouse
{
    public const int NameMax = 300;
    public const int TextMax = 300;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required UnitKind Kind { get; init; }
    public string Name { get; private set; } = "";
    public string SortName { get; private set; } = "";
    public string SearchText { get; private set; } = "";

    /// <summary>Institution type or kind of partner: a code of the country pack; empty for other kinds.</summary>
    public string Type { get; private set; } = "";

    /// <summary>Who founded it, as the register says, where that is not the authority itself.</summary>
    public string Founder { get; private set; } = "";
    public string Address { get; private set; } = "";
    public string Email { get; private set; } = "";
    public string Phone { get; private set; } = "";

    /// <summary>Null: since before the records begin.</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>The last day; null while it exists.</summary>
    public DateOnly? EndsOn { get; private set; }
    public int Version { get; private set; }
    public List<UnitPlacement> Placements { get; private set; } = [];
    public List<UnitExternalId> ExternalIds { get; private set; } = [];
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem NameMissing = new(ProblemKind.Invalid, "unit.name-missing", "Write the name of the unit.", "Name");
    public static readonly Problem TypeUnknown = new(ProblemKind.Invalid, "unit.type-unknown", "The country has no such type of institution. Choose one from the list.", "Type");

    public static readonly Problem KindNotHere = new(ProblemKind.Invalid, "unit.kind-not-here", "A unit of this kind is not added here. Choose another kind, or open the unit to which it belongs.", "Kind");
    public static readonly Problem TerritoryUnknown = new(ProblemKind.Invalid, "unit.territory-unknown", "Choose a territory from the list.", "TerritoryId");
    public static readonly Problem NumberTaken = new(ProblemKind.Conflict, "unit.number-taken", "Another unit has this registration number. Find it in the list by the number.", "RegisterNumber");

    /// <summary>What is added under a unit by hand: schools, branches and partners by whoever manages it, the rest of the tree by whoever manages the country.</summary>
    public static UnitKind[] KindsUnder(UnitKind parent, bool wholeCountry) => (parent, wholeCountry) switch
    {
        (UnitKind.Institution, _) => [UnitKind.Branch],
        (UnitKind.Branch or UnitKind.Partner, _) => [],
        (UnitKind.State, true) => [UnitKind.Institution, UnitKind.Partner, UnitKind.Municipality, UnitKind.Region, UnitKind.Agency],
        (UnitKind.Region or UnitKind.Municipality, true) => [UnitKind.Institution, UnitKind.Partner, UnitKind.Municipality, UnitKind.Sector],
        _ => [UnitKind.Institution, UnitKind.Partner],
    };

    /// <summary>Whether the type is one of the country's for this kind.</summary>
    public static bool HasType(UnitKind kind, string type, CountryPack pack) =>
        pack.TypesOf(kind) is { Length: > 0 } types ? types.Any(t => t.Code == type) || (kind == UnitKind.Branch && type.Length == 0) : type.Length == 0;

    public static bool IsTerritory(UnitKind kind) => kind is UnitKind.State or UnitKind.Region or UnitKind.Municipality or UnitKind.Sector;

    /// <summary>Anybody who has signed in sees the units of their own country: that a school exists is no secret.</summary>
    public static Expression<Func<Unit, bool>> SeenBy(Viewer viewer) => u => viewer.Countries.Contains(u.CountryId);

    public bool AddedBy(Viewer viewer) => Placements.Any(p => viewer.May(UnitRights.Manage, CountryId, p.ParentId ?? Id));

    /// <summary>Says what it is called and what it is; true when that changed something.</summary>
    public bool Describe(string name, string type, string founder, string address, string email, string phone)
    {
        if ((Name, Type, Founder, Address, Email, Phone) == (name, type, founder, address, email, phone)) return false;
        (Name, Type, Founder, Address, Email, Phone) = (name, type, founder, address, email, phone);
        SortName = SortKey.Of(name, CountryId, Id);
        var folded = Fold.Of($"{name} {address}"); // who types cesis looks for the schools of Cēsis, whose names say “Cēsu”
        SearchText = folded.Length > NameMax ? folded[..NameMax] : folded;
        return true;
    }

    /// <summary>Whom it answers to and where it lies, from a day on; the placement before it ends the day before.</summary>
    public bool Place(Guid? parent, Guid? territory, DateOnly? from)
    {
        var last = Placements.FirstOrDefault(p => p.EndsOn is null);
        if (last is not null && last.ParentId == parent && last.TerritoryId == territory) return false;
        last?.End(from?.AddDays(-1));
        Placements.Add(new() { Id = Guid.CreateVersion7(), UnitId = Id, CountryId = CountryId, ParentId = parent, TerritoryId = territory, StartsOn = from });
        return true;
    }

    /// <summary>Known to another system under this value: register number, VIIS, EMIS.</summary>
    public void Known(string system, string value) => ExternalIds.Add(new() { Id = Guid.CreateVersion7(), UnitId = Id, CountryId = CountryId, System = system, Value = value });
}

/// <summary>Authority and territory of a unit over a time: a private school lies in a municipality and does not answer to it.</summary>
public sealed class UnitPlacement : ISeen<UnitPlacement>, IHistoric, IMovesHouse
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid UnitId { get; init; }
    public required Guid? ParentId { get; init; }
    public required Guid? TerritoryId { get; init; }
    public required DateOnly? StartsOn { get; init; }
    public DateOnly? EndsOn { get; private set; }
    Guid IHistoric.HistoryId => UnitId;

    internal void End(DateOnly? on) => EndsOn = on;
    public static Expression<Func<UnitPlacement, bool>> SeenBy(Viewer viewer) => p => viewer.Countries.Contains(p.CountryId);
    public bool AddedBy(Viewer viewer) => viewer.May(UnitRights.Manage, CountryId, ParentId ?? UnitId);
}

/// <summary>What another system calls a unit. One value belongs to one unit of the country.</summary>
public sealed class UnitExternalId : ISeen<UnitExternalId>, IHistoric
{
    public const int ValueMax = 100;

    /// <summary>The country's register of institutions; ISO 3166 for a state.</summary>
    public const string Register = "register", Iso = "iso";

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid UnitId { get; init; }
    public required string System { get; init; }
    public required string Value { get; init; }
    Guid IHistoric.HistoryId => UnitId;

    public static Expression<Func<UnitExternalId, bool>> SeenBy(Viewer viewer) => x => viewer.Countries.Contains(x.CountryId);
    public bool AddedBy(Viewer viewer) => viewer.May(UnitRights.Manage, CountryId, UnitId);
}

/// <summary>Which unit took over what another one was, from a day on. After a split there are several.</summary>
public sealed class UnitSuccession : ISeen<UnitSuccession>, IHistoric, IMovesHouse
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid FromId { get; init; }
    public required Guid ToId { get; init; }
    public required DateOnly On { get; init; }
    Guid IHistoric.HistoryId => FromId;

    public static Expression<Func<UnitSuccession, bool>> SeenBy(Viewer viewer) => s => viewer.Countries.Contains(s.CountryId);
    public bool AddedBy(Viewer viewer) => viewer.May(UnitRights.Manage, CountryId, FromId);
}

public static class UnitRights
{
    public const string Manage = "units.manage";
}

[Sentence("{0} added the unit.")] public sealed record UnitAdded : IRecorded;
[Sentence("{0} changed the description of the unit.")] public sealed record UnitDescribed : IRecorded;
[Sentence("{0} placed the unit under another authority or territory.")] public sealed record UnitPlaced(Guid? ParentId, Guid? TerritoryId) : IRecorded;

sealed class UnitMapping : IEntityTypeConfiguration<Unit>
{
    public void Configure(EntityTypeBuilder<Unit> unit)
    {
        unit.ToTable("units");
        unit.Property(u => u.Name).HasMaxLength(Unit.NameMax);
        unit.Property(u => u.SortName).HasMaxLength(SortKey.MaxLength);
        unit.Property(u => u.SearchText).HasMaxLength(Unit.NameMax).ForSearch();
        unit.Property(u => u.Type).HasMaxLength(40);
        unit.Property(u => u.Founder).HasMaxLength(Unit.TextMax);
        unit.Property(u => u.Address).HasMaxLength(Unit.TextMax);
        unit.Property(u => u.Email).HasMaxLength(Unit.TextMax);
        unit.Property(u => u.Phone).HasMaxLength(Unit.TextMax);
        unit.HasIndex(u => u.SortName);
        unit.HasIndex(u => new { u.CountryId, u.SortName });
        unit.HasMany(u => u.Placements).WithOne().HasForeignKey(p => p.UnitId);
        unit.HasMany(u => u.ExternalIds).WithOne().HasForeignKey(x => x.UnitId);
    }
}

sealed class UnitPlacementMapping : IEntityTypeConfiguration<UnitPlacement>
{
    public void Configure(EntityTypeBuilder<UnitPlacement> placement)
    {
        placement.ToTable("unit_placements");
        placement.HasIndex(p => p.ParentId);
        placement.HasIndex(p => p.TerritoryId);
    }
}

sealed class UnitExternalIdMapping : IEntityTypeConfiguration<UnitExternalId>
{
    public void Configure(EntityTypeBuilder<UnitExternalId> id)
    {
        id.ToTable("unit_external_ids");
        id.Property(x => x.System).HasMaxLength(40);
        id.Property(x => x.Value).HasMaxLength(UnitExternalId.ValueMax);
        id.HasIndex(x => new { x.CountryId, x.System, x.Value }).IsUnique();
    }
}

sealed class UnitSuccessionMapping : IEntityTypeConfiguration<UnitSuccession>
{
    public void Configure(EntityTypeBuilder<UnitSuccession> succession)
    {
        succession.ToTable("unit_successions");
        succession.HasIndex(s => s.FromId);
        succession.HasIndex(s => s.ToId);
    }
}
