using System.ComponentModel.DataAnnotations;
using Balsts.Units;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Sources;

/// <summary>Adds a funding source, or says anew what it is, what it demands and whom it funds.</summary>
public sealed class KeepSource(AppDb db, UnitTrees trees, CountryPacks packs)
{
    public sealed class Input
    {
        /// <summary>Who keeps it; asked only when it is added.</summary>
        public Guid? UnitId { get; set; }
        [Required, StringLength(FundingSource.NameMax)] public string? Name { get; set; }
        [StringLength(FundingSource.NumberMax)] public string? Number { get; set; }
        [StringLength(FundingSource.AcknowledgementMax)] public string? Acknowledgement { get; set; }
        [Required] public DateOnly? StartsOn { get; set; }
        public DateOnly? EndsOn { get; set; }

        /// <summary>The demanded load of each support field in each funded unit.</summary>
        [MaxLength(40)] public List<NormInput> Norm { get; set => field = value ?? []; } = [];

        /// <summary>The units that it funds.</summary>
        [MaxLength(FundingSource.UnitsMax)] public List<Guid> Units { get; set => field = value ?? []; } = [];
    }

    /// <summary>A field and the load demanded in it, in full loads: 0.2 is a fifth.</summary>
    public sealed class NormInput
    {
        public string? Field { get; set; }
        public decimal? Load { get; set; }
    }

    public async Task<Outcome<Guid>> Add(Input input, Viewer viewer, CancellationToken ct = default)
    {
        if ((await trees.Now(ct)).Find(input.UnitId ?? Guid.Empty) is not { } unit || !viewer.May(SourceRights.Manage, unit.CountryId, unit.Id)) return Problem.NotFound;
        var source = new FundingSource { Id = Guid.CreateVersion7(), CountryId = unit.CountryId, UnitId = unit.Id };
        if ((await Write(source, input, ct)).Problem is { } wrong) return wrong;
        db.Add(viewer, source);
        db.Record(viewer, new SourceAdded(), source);
        return (await db.Save(ct)).Problem is { } problem ? problem : source.Id;
    }

    public async Task<Outcome<Guid>> Change(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        var source = await db.Seen<FundingSource>(viewer).Include(s => s.Norm).Include(s => s.Units).AsSplitQuery().FirstOrDefaultAsync(s => s.Id == id, ct);
        if (source is null || !viewer.May(SourceRights.Manage, source.CountryId, source.UnitId)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(source, known)) return Problem.ChangedMeanwhile;
        if ((await Write(source, input, ct)).Problem is { } wrong) return wrong;
        db.Record(viewer, new SourceDescribed(), source);
        return (await db.Save(ct)).Problem is { } problem ? problem : source.Id;
    }

    async Task<Outcome> Write(FundingSource source, Input input, CancellationToken ct)
    {
        var pack = packs[source.CountryId];
        var norm = input.Norm.Where(n => n is { Load: > 0 }).ToList();
        if (norm.Any(n => pack.SupportFields.All(f => f.Code != n.Field))) return CountryPack.FieldUnknown with { Field = "Norm" };
        if (norm.Any(n => n.Load > NormLine.LoadMax / 1000)) return FundingSource.LoadOutside;
        var tree = await trees.Now(ct);
        var units = input.Units.Distinct().ToList();
        if (units.Any(u => tree.Find(u)?.CountryId != source.CountryId)) return FundingSource.UnitUnknown;
        if (source.Describe(input.Name!, input.Number ?? "", input.Acknowledgement ?? "", input.StartsOn!.Value, input.EndsOn).Problem is { } wrong) return wrong;
        if (source.Demand(norm.GroupBy(n => n.Field!).ToDictionary(g => g.Key, g => (int)Math.Round(g.Sum(n => n.Load!.Value) * 1000))).Problem is { } tooMuch) return tooMuch;
        source.Fund(units);
        return Outcome.Done;
    }
}
