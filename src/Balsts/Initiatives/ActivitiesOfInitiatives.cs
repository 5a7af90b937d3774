using Balsts.Activities;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>Names the initiatives that support is part of.</summary>
public sealed class ActivitiesOfInitiatives(AppDb db) : IActivityContext
{
    public async Task<IReadOnlyList<ActivityWhole>> Named(IReadOnlyCollection<Guid> ids, Viewer viewer, CancellationToken ct = default)
    {
        var asked = ids.ToArray();
        if (asked.Length == 0) return [];
        return [.. (await db.Seen<Initiative>(viewer).Where(i => asked.Contains(i.Id)).OrderBy(i => i.Name).ThenBy(i => i.Id).Select(i => new { i.Id, i.Name }).ToListAsync(ct)).Select(i => new ActivityWhole(i.Id, i.Name, InitiativePage.Url(i.Id)))];
    }
}
