using Balsts.Units;
using Foundation.Ui;
using Foundation.Viewers;

namespace Balsts.People;

/// <summary>The units that a viewer may name when it comes to people: to employ them there, or to narrow a list.</summary>
static class PlacesOfPeople
{
    /// <summary>More single institutions than this are not offered one by one: a list is then narrowed by municipality.</summary>
    const int FilterMax = 120;

    /// <summary>Where the viewer keeps people's records, grouped by the authority.</summary>
    public static IReadOnlyList<Option> ToEmploy(UnitTree tree, Viewer viewer) => Options(tree, Within(tree, viewer, PeopleRights.Manage));

    /// <summary>By what the viewer may narrow a list of people; the unit chosen now is always among them.</summary>
    public static IReadOnlyList<Option> ToFilter(UnitTree tree, Viewer viewer, string? chosen, IReadOnlyList<Guid> byName)
    {
        var units = Within(tree, viewer, PeopleRights.Read);
        units.AddRange(byName.Except(units.Select(u => u.Id).ToList()).Select(tree.Find).OfType<TreeUnit>());
        var one = Guid.TryParse(chosen, out var id) ? id : (Guid?)null;
        if (units.Count > FilterMax) units = units.FindAll(u => u.Kind is not (UnitKind.Institution or UnitKind.Branch) || u.Id == one);
        return Options(tree, units);
    }

    static List<TreeUnit> Within(UnitTree tree, Viewer viewer, string right)
    {
        var countries = viewer.CountriesOf(right);
        return countries.Length > 0
            ? [.. tree.All.Where(u => countries.Contains(u.CountryId))]
            : [.. viewer.ReachOf(right).Select(tree.Find).OfType<TreeUnit>()];
    }

    static IReadOnlyList<Option> Options(UnitTree tree, List<TreeUnit> units) =>
    [
        .. units.OrderBy(u => u.Kind is UnitKind.Institution or UnitKind.Branch ? tree.Find(u.ParentId ?? u.Id)?.SortName : "", StringComparer.Ordinal).ThenBy(u => u.SortName, StringComparer.Ordinal)
            .Select(u => new Option(u.Id.ToString(), u.Name, u.Kind is UnitKind.Institution or UnitKind.Branch && u.ParentId is { } parent && units.Count > 1 ? tree.NameOf(parent) : null)),
    ];
}
