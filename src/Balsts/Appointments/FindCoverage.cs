using Balsts.Sources;
using Balsts.Units;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Appointments;

/// <summary>Somebody who holds a support field in a unit today. Load in thousandths.</summary>
public sealed record FieldHolder(Guid AppointmentId, Guid PersonId, PostKind Post, int Load, DateOnly? EndsOn, Guid? SourceId);

/// <summary>A support field of a unit: who holds it; nobody is a vacancy.</summary>
public sealed record FieldCoverage(string Field, IReadOnlyList<FieldHolder> Holders)
{
    public int Load => Holders.Sum(h => h.Load);
    public bool IsVacant => Holders.Count == 0;
}

/// <summary>What a funding source demands in a field, and the load of those who are paid from it.</summary>
public sealed record NormCheck(string Field, int Norm, int Load)
{
    public int Short => Math.Max(0, Norm - Load);
}

/// <summary>A source that funds the unit, with its norm held against today's posts.</summary>
public sealed record SourceCheck(Guid SourceId, string Name, IReadOnlyList<NormCheck> Norm)
{
    public int Short => Norm.Sum(n => n.Short);
}

/// <summary>A municipality in the picture of its country: the load in each field, and how far the norms of its sources are short.</summary>
public sealed record UnitCoverage(Guid UnitId, string Name, IReadOnlyDictionary<string, int> Loads, int Short);

/// <summary>Who holds which support field: in one unit by name, in a country or region by municipality.</summary>
public sealed class FindCoverage(AppDb db, UnitTrees trees, CountryPacks packs)
{
    public const int UnitsMax = 200;
    const int SourcesMax = 10;

    /// <summary>The unit that the viewer asks for; without one, where their own post is. Null where they do not see who holds posts.</summary>
    public async Task<TreeUnit?> Unit(string? asked, Viewer viewer, CancellationToken ct = default)
    {
        var tree = await trees.Now(ct);
        if (string.IsNullOrEmpty(asked)) return viewer.SeatsOf(AppointmentRights.Read).Select(tree.Find).OfType<TreeUnit>().OrderBy(u => u.CountryId != viewer.CountryId).ThenBy(u => u.Id).FirstOrDefault();
        return Guid.TryParse(asked, out var id) && tree.Find(id) is { } unit && viewer.May(AppointmentRights.Read, unit.CountryId, unit.Id) ? unit : null;
    }

    /// <summary>The municipalities (or sectors) under a unit; none under a municipality or an institution.</summary>
    public async Task<IReadOnlyList<TreeUnit>> Municipalities(TreeUnit unit, CancellationToken ct = default)
    {
        var tree = await trees.Now(ct);
        return unit.Kind is not (UnitKind.State or UnitKind.Region) ? []
            : [.. tree.Below(unit.Id).Select(tree.Find).OfType<TreeUnit>().Where(u => u.Id != unit.Id && (u.Kind is UnitKind.Municipality or UnitKind.Sector or UnitKind.Region)).OrderBy(u => u.SortName, StringComparer.Ordinal).Take(UnitsMax)];
    }

    public async Task<IReadOnlyList<FieldCoverage>> Fields(TreeUnit unit, Viewer viewer, CancellationToken ct = default)
    {
        var today = viewer.Today;
        var held = (await db.Seen<Appointment>(viewer).AsNoTracking().Where(a => a.UnitId == unit.Id && a.Field != "" && a.StartsOn <= today && (a.EndsOn == null || a.EndsOn >= today))
            .OrderBy(a => a.Id).Select(a => new { a.Field, Holder = new FieldHolder(a.Id, a.PersonId, a.Post, a.Load, a.EndsOn, a.SourceId) }).ToListAsync(ct)).ToLookup(a => a.Field, a => a.Holder);
        return [.. packs[unit.CountryId].SupportFields.Select(f => new FieldCoverage(f.Code, [.. held[f.Code]]))];
    }

    /// <summary>In how many institutions under a unit each support field is held today, and how many institutions there are.</summary>
    public async Task<(IReadOnlyDictionary<string, int> Held, int Institutions)> Institutions(TreeUnit unit, Viewer viewer, CancellationToken ct = default)
    {
        var tree = await trees.Now(ct);
        var (today, below) = (viewer.Today, tree.Below(unit.Id).Select(tree.Find).OfType<TreeUnit>().Where(u => u.Kind == UnitKind.Institution && u.Id != unit.Id).Select(u => u.Id).ToArray());
        if (below.Length == 0) return (new Dictionary<string, int>(), 0);
        var held = await db.Seen<Appointment>(viewer).Where(a => below.Contains(a.UnitId) && a.Field != "" && a.StartsOn <= today && (a.EndsOn == null || a.EndsOn >= today))
            .GroupBy(a => a.Field).Select(g => new { g.Key, Number = g.Select(a => a.UnitId).Distinct().Count() }).ToListAsync(ct);
        return (held.ToDictionary(h => h.Key, h => h.Number), below.Length);
    }

    /// <summary>The norm of every source that funds the unit today: what those hold who are paid from it.</summary>
    public async Task<IReadOnlyList<SourceCheck>> Norms(TreeUnit unit, IReadOnlyList<FieldCoverage> fields, Viewer viewer, CancellationToken ct = default)
    {
        var paying = await Paying([unit.Id], viewer, ct);
        var order = packs[unit.CountryId].SupportFields.Select(f => f.Code).ToList();
        return [.. paying.Select(s => new SourceCheck(s.Id, s.Name, [.. s.Norm.OrderBy(n => order.IndexOf(n.Field))
            .Select(n => new NormCheck(n.Field, n.Load, fields.FirstOrDefault(f => f.Field == n.Field)?.Holders.Where(h => h.SourceId == s.Id).Sum(h => h.Load) ?? 0))]))];
    }

    public async Task<IReadOnlyList<UnitCoverage>> Country(IReadOnlyList<TreeUnit> municipalities, Viewer viewer, CancellationToken ct = default)
    {
        var (today, ids) = (viewer.Today, municipalities.Select(u => u.Id).ToArray());
        var held = await db.Seen<Appointment>(viewer).AsNoTracking().Where(a => ids.Contains(a.UnitId) && a.Field != "" && a.StartsOn <= today && (a.EndsOn == null || a.EndsOn >= today))
            .GroupBy(a => new { a.UnitId, a.Field, a.SourceId }).Select(g => new { g.Key.UnitId, g.Key.Field, g.Key.SourceId, Load = g.Sum(a => a.Load) }).ToListAsync(ct);
        var of = held.ToLookup(h => h.UnitId);
        var paying = await Paying(ids, viewer, ct);
        return [.. municipalities.Select(u => new UnitCoverage(u.Id, u.Name, of[u.Id].GroupBy(h => h.Field).ToDictionary(g => g.Key, g => g.Sum(h => h.Load)),
            paying.Where(s => s.Units.Any(f => f.UnitId == u.Id)).Sum(s => s.Norm.Sum(n => Math.Max(0, n.Load - of[u.Id].Where(h => h.Field == n.Field && h.SourceId == s.Id).Sum(h => h.Load))))))];
    }

    Task<List<FundingSource>> Paying(Guid[] units, Viewer viewer, CancellationToken ct)
    {
        var today = viewer.Today;
        return db.Seen<FundingSource>(viewer).AsNoTracking().Include(s => s.Norm).Include(s => s.Units).AsSplitQuery()
            .Where(s => s.Norm.Any() && s.Units.Any(u => units.Contains(u.UnitId)) && s.StartsOn <= today && (s.EndsOn == null || s.EndsOn >= today)).OrderBy(s => s.SortName).Take(SourcesMax).ToListAsync(ct);
    }
}
