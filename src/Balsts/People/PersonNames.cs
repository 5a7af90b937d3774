using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.People;

/// <summary>The names of people who took part in what the viewer already sees: who wrote, discussed, accepted. A name, nothing else.</summary>
public sealed class PersonNames(AppDb db)
{
    readonly Dictionary<Guid, string> known = [];

    public async Task<IReadOnlyDictionary<Guid, string>> Of(IEnumerable<Guid> persons, CancellationToken ct = default)
    {
        var missing = persons.Where(id => id != Guid.Empty && !known.ContainsKey(id)).Distinct().ToArray();
        if (missing.Length > 0)
            foreach (var person in await db.Seen<Person>(Viewer.System).Where(p => missing.Contains(p.Id)).Select(p => new { p.Id, p.GivenName, p.FamilyName }).ToListAsync(ct))
                known[person.Id] = $"{person.GivenName} {person.FamilyName}";
        return known;
    }
}
