using Foundation.Data;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.People;

/// <summary>Whom a number of another system belongs to: asked at the sign-in through a provider that knows people by it.</summary>
sealed class PersonOfNumber(AppDb db) : INumberedPersons
{
    public async Task<Guid?> PersonOf(string system, string number, CancellationToken ct) =>
        await db.Seen<PersonExternalId>(Viewer.System).AsNoTracking().Where(x => x.System == system && x.Value == number).Select(x => x.PersonId).Take(2).ToListAsync(ct) is [var only] ? only : null;
}
