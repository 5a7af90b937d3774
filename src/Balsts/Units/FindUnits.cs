using Foundation.Data;
using Foundation.Viewers;

namespace Balsts.Units;

/// <summary>A unit as lists show it.</summary>
public sealed record ListedUnit(Guid Id, string CountryId, UnitKind Kind, string Type, string Name, string SortName, string RegisterNumber);

/// <summary>The units that a search and its filters leave: what the list shows, what its file holds, what the API gives.</summary>
public sealed class FindUnits(AppDb db, UnitTrees trees)
{
    /// <summary>The words of a search: a part of the name, or the beginning of the registration number; by kind, by type, and all that lies in or answers to a unit.</summary>
    public sealed record Words(string? Search = null, UnitKind? Kind = null, string? Type = null, Guid? Territory = null);

    public static readonly System.Linq.Expressions.Expression<Func<Unit, ListedUnit>> Listed = u =>
        new ListedUnit(u.Id, u.CountryId, u.Kind, u.Type, u.Name, u.SortName, u.ExternalIds.Where(x => x.System == UnitExternalId.Register).Select(x => x.Value).FirstOrDefault() ?? "");

    public async Task<IQueryable<Unit>> Of(Words words, Viewer viewer, CancellationToken ct = default)
    {
        var today = viewer.Today;
        var units = db.Seen<Unit>(viewer).Where(u => u.EndsOn == null || u.EndsOn >= today);
        if (words.Search is { Length: > 0 } search && Fold.Of(search) is { Length: > 0 } folded)
            units = folded.All(char.IsAsciiDigit)
                ? units.Where(u => u.SearchText.Contains(folded) || u.ExternalIds.Any(x => x.System == UnitExternalId.Register && x.Value.StartsWith(folded)))
                : units.Where(u => u.SearchText.Contains(folded));
        if (words.Kind is { } kind) units = units.Where(u => u.Kind == kind);
        if (words.Type is { Length: > 0 } type) units = units.Where(u => u.Type == type);
        if (words.Territory is { } territory)
        {
            var tree = await trees.Now(ct);
            if (tree.IsCountry(territory))
            {
                var country = tree.Find(territory)!.CountryId; // thousands of ids are no filter
                units = units.Where(u => u.CountryId == country && u.Id != territory);
            }
            else
            {
                var within = tree.Within(territory).ToArray();
                units = units.Where(u => within.Contains(u.Id));
            }
        }
        return units;
    }

    /// <summary>Reads the filters of an address; what it does not know it leaves out.</summary>
    public static Words From(Foundation.Ui.ListQuery query) => new(query.Search,
        Enum.TryParse<UnitKind>(query["kind"], out var kind) && Enum.IsDefined(kind) ? kind : null, query["type"], Guid.TryParse(query["territory"], out var territory) ? territory : null);
}
