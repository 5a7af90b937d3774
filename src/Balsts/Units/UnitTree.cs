using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Units;

/// <summary>A unit as the tree in memory knows it.</summary>
public sealed record TreeUnit(Guid Id, string CountryId, UnitKind Kind, string Type, string Name, string SortName, Guid? ParentId, Guid? TerritoryId)
{
    /// <summary>People are taught in it: an institution or a branch of one.</summary>
    public bool IsPlace => Kind is UnitKind.Institution or UnitKind.Branch;
}

/// <summary>The tree of units as of today, in memory: authority downwards and upwards, territory apart from it.</summary>
public sealed class UnitTree
{
    readonly Dictionary<Guid, TreeUnit> units;
    readonly ILookup<Guid, TreeUnit> children;
    readonly ILookup<Guid, TreeUnit> inhabitants;

    public UnitTree(IEnumerable<TreeUnit> all)
    {
        units = all.ToDictionary(u => u.Id);
        children = units.Values.Where(u => u.ParentId is not null).OrderBy(u => u.SortName, StringComparer.Ordinal).ToLookup(u => u.ParentId!.Value);
        inhabitants = units.Values.Where(u => u.TerritoryId is not null).OrderBy(u => u.SortName, StringComparer.Ordinal).ToLookup(u => u.TerritoryId!.Value);
    }

    public TreeUnit? Find(Guid id) => units.GetValueOrDefault(id);
    public string NameOf(Guid id) => units.TryGetValue(id, out var unit) ? unit.Name : "";
    public IEnumerable<TreeUnit> All => units.Values;
    public IEnumerable<TreeUnit> Roots(string countryId) => units.Values.Where(u => u.CountryId == countryId && u.ParentId is null).OrderBy(u => u.SortName, StringComparer.Ordinal);
    public IEnumerable<TreeUnit> Under(Guid id) => children[id];

    /// <summary>Those that lie in the territory without answering to it, and those that do both.</summary>
    public IEnumerable<TreeUnit> InTerritory(Guid id) => inhabitants[id];

    /// <summary>The unit and everything below it.</summary>
    public List<Guid> Below(Guid id)
    {
        var found = new List<Guid> { id };
        for (var i = 0; i < found.Count; i++)
            foreach (var child in children[found[i]]) found.Add(child.Id);
        return found;
    }

    /// <summary>Everything that answers to the unit or lies in it, at any depth, without the unit itself.</summary>
    public List<Guid> Within(Guid id)
    {
        var seen = new HashSet<Guid> { id };
        var found = new List<Guid> { id };
        for (var i = 0; i < found.Count; i++)
            foreach (var inner in children[found[i]].Concat(inhabitants[found[i]]))
                if (seen.Add(inner.Id)) found.Add(inner.Id);
        found.RemoveAt(0);
        return found;
    }

    /// <summary>From the root down to the unit itself.</summary>
    public IReadOnlyList<TreeUnit> PathTo(Guid id)
    {
        var path = new List<TreeUnit>();
        for (var unit = Find(id); unit is not null && path.Count < 50; unit = unit.ParentId is { } parent ? Find(parent) : null) path.Insert(0, unit);
        return path;
    }

    /// <summary>Whether a unit stands for its whole country.</summary>
    public bool IsCountry(Guid id) => Find(id) is { Kind: UnitKind.State, ParentId: null };
}

/// <summary>Gives the tree as of now; built again when the house has changed or a new day begins.</summary>
public sealed class UnitTrees(Func<AppDb> open, HouseWatch watch, CountryPacks packs, TimeProvider clock)
{
    (long Version, DateOnly Day, UnitTree Tree)? built;
    readonly SemaphoreSlim gate = new(1);

    public async ValueTask<UnitTree> Now(CancellationToken ct = default)
    {
        var version = await watch.Version(ct);
        var day = packs.Today(clock);
        if (built is { } known && known.Version == version && known.Day == day) return known.Tree;
        await gate.WaitAsync(ct);
        try
        {
            if (built is { } meanwhile && meanwhile.Version == version && meanwhile.Day == day) return meanwhile.Tree;
            await using var db = open();
            var placements = from p in db.Seen<UnitPlacement>(Viewer.System)
                             where (p.StartsOn == null || p.StartsOn <= day) && (p.EndsOn == null || p.EndsOn >= day)
                             join u in db.Seen<Unit>(Viewer.System) on p.UnitId equals u.Id
                             where (u.StartsOn == null || u.StartsOn <= day) && (u.EndsOn == null || u.EndsOn >= day)
                             select new TreeUnit(u.Id, u.CountryId, u.Kind, u.Type, u.Name, u.SortName, p.ParentId, p.TerritoryId);
            var tree = new UnitTree(await placements.AsNoTracking().ToListAsync(ct));
            built = (version, day, tree);
            return tree;
        }
        finally { gate.Release(); }
    }
}
