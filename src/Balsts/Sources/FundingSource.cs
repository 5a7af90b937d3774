using System.Linq.Expressions;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Sources;

/// <summary>What support is paid from: a programme of the state, a fund, an own budget; with the text that the funder asks to be shown, and the norm that it demands.</summary>
public sealed class FundingSource : ISeen<FundingSource>, IHistoric, IVersioned, IPlaced
{
    public const int NameMax = 160;
    public const int NumberMax = 60;
    public const int AcknowledgementMax = 600;
    public const int UnitsMax = 200;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }

    /// <summary>Who keeps it: the state, a municipality, a centre.</summary>
    public required Guid UnitId { get; init; }
    public string Name { get; private set; } = "";
    public string SortName { get; private set; } = "";

    /// <summary>The number of the agreement or project; may be empty.</summary>
    public string Number { get; private set; } = "";

    /// <summary>What the funder asks to be printed on reports and certificates; may be empty.</summary>
    public string Acknowledgement { get; private set; } = "";
    public DateOnly StartsOn { get; private set; }
    public DateOnly? EndsOn { get; private set; }
    public int Version { get; private set; }

    /// <summary>What it demands in each unit that it funds.</summary>
    public List<NormLine> Norm { get; private set; } = [];

    /// <summary>The units that it funds.</summary>
    public List<FundedUnit> Units { get; private set; } = [];
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem EndsBeforeItStarts = new(ProblemKind.Invalid, "source.ends-before-start", "The last day lies before the first one.", "EndsOn");
    public static readonly Problem UnitUnknown = new(ProblemKind.Invalid, "source.unit", "Choose units of the same country from the list.", "Units");
    public static readonly Problem LoadOutside = new(ProblemKind.Invalid, "source.norm", "A norm is between 0 and 20 full loads in a field.", "Norm");

    /// <summary>What pays for support is no secret in its country; what a person is paid from is, and stands with the person's post.</summary>
    public static Expression<Func<FundingSource, bool>> SeenBy(Viewer viewer) => s => viewer.Countries.Contains(s.CountryId);

    public bool AddedBy(Viewer viewer) => viewer.May(SourceRights.Manage, CountryId, UnitId);

    public bool Pays(DateOnly day) => StartsOn <= day && (EndsOn is null || day <= EndsOn);

    public Outcome Describe(string name, string number, string acknowledgement, DateOnly from, DateOnly? until)
    {
        if (until < from) return EndsBeforeItStarts;
        (Name, Number, Acknowledgement, StartsOn, EndsOn) = (name.Trim(), number.Trim(), acknowledgement.Trim(), from, until);
        SortName = SortKey.Of(Name, CountryId, Id);
        return Outcome.Done;
    }

    /// <summary>Demands these loads, in thousandths by support field; a field without one is not demanded.</summary>
    public Outcome Demand(IReadOnlyDictionary<string, int> loads)
    {
        if (loads.Values.Any(l => l is < 0 or > NormLine.LoadMax)) return LoadOutside;
        var wanted = loads.Where(l => l.Value > 0).ToDictionary();
        if (wanted.Count == Norm.Count && Norm.All(n => wanted.GetValueOrDefault(n.Field) == n.Load)) return Outcome.Done;
        Version++; // the lines are rows of their own: without this a second editor would not be told
        Norm.RemoveAll(n => !wanted.ContainsKey(n.Field));
        foreach (var (field, load) in wanted)
            if (Norm.Find(n => n.Field == field) is { } line) line.Load = load;
            else Norm.Add(new() { Id = Guid.CreateVersion7(), CountryId = CountryId, SourceId = Id, Field = field, Load = load });
        return Outcome.Done;
    }

    /// <summary>Funds exactly these units.</summary>
    public void Fund(IReadOnlyCollection<Guid> units)
    {
        if (units.ToHashSet().SetEquals(Units.Select(u => u.UnitId))) return;
        Version++;
        Units.RemoveAll(u => !units.Contains(u.UnitId));
        foreach (var unit in units.Where(id => Units.All(u => u.UnitId != id)))
            Units.Add(new() { Id = Guid.CreateVersion7(), CountryId = CountryId, SourceId = Id, UnitId = unit });
    }
}

/// <summary>The load that a source demands in a support field, in every unit that it funds.</summary>
public sealed class NormLine : IHistoric
{
    /// <summary>Thousandths of a full load.</summary>
    public const int LoadMax = 20_000;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid SourceId { get; init; }
    public required string Field { get; init; }

    /// <summary>Thousandths of a full load.</summary>
    public required int Load { get; set; }
    Guid IHistoric.HistoryId => SourceId;
}

/// <summary>A unit that a source funds.</summary>
public sealed class FundedUnit : IHistoric
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid SourceId { get; init; }
    public required Guid UnitId { get; init; }
    Guid IHistoric.HistoryId => SourceId;
}

public static class SourceRights
{
    public const string Manage = "sources.manage";
}

[Sentence("{0} added the funding source.")] public sealed record SourceAdded : IRecorded;
[Sentence("{0} changed the funding source.")] public sealed record SourceDescribed : IRecorded;

sealed class FundingSourceMapping : IEntityTypeConfiguration<FundingSource>
{
    public void Configure(EntityTypeBuilder<FundingSource> source)
    {
        source.ToTable("funding_sources");
        source.Property(s => s.Name).HasMaxLength(FundingSource.NameMax);
        source.Property(s => s.SortName).HasMaxLength(SortKey.MaxLength);
        source.Property(s => s.Number).HasMaxLength(FundingSource.NumberMax);
        source.Property(s => s.Acknowledgement).HasMaxLength(FundingSource.AcknowledgementMax);
        source.HasIndex(s => new { s.CountryId, s.SortName });
        source.HasMany(s => s.Norm).WithOne().HasForeignKey(n => n.SourceId);
        source.HasMany(s => s.Units).WithOne().HasForeignKey(u => u.SourceId);
    }
}

sealed class NormLineMapping : IEntityTypeConfiguration<NormLine>
{
    public void Configure(EntityTypeBuilder<NormLine> line)
    {
        line.ToTable("norm_lines");
        line.Property(n => n.Field).HasMaxLength(40);
    }
}

sealed class FundedUnitMapping : IEntityTypeConfiguration<FundedUnit>
{
    public void Configure(EntityTypeBuilder<FundedUnit> unit)
    {
        unit.ToTable("funded_units");
        unit.HasIndex(u => u.UnitId);
    }
}
