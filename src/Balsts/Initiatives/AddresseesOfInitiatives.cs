using Balsts.Proposals;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>Whoever takes part in an initiative, or leads a school in it, may make a proposal to its organiser.</summary>
sealed class AddresseesOfInitiatives(AppDb db) : IAddressees
{
    const int Shown = 20;

    public async Task<IReadOnlyList<Guid>> Of(Viewer viewer, CancellationToken ct)
    {
        var today = viewer.Today;
        return await db.Seen<Initiative>(viewer).Where(i => i.StartsOn <= today && i.EndsOn >= today).Select(i => i.OrganiserUnitId).Distinct().Take(Shown).ToListAsync(ct);
    }
}
