using Balsts.People;
using Balsts.Sharing;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Agreements;

/// <summary>What an agreement is about, which the educator may let the school's leadership read.</summary>
sealed class SharedAgreements(AppDb db, PersonNames names, Texts t) : ISharedContent
{
    public string Kind => nameof(SupportAgreement);

    public async Task<IReadOnlyDictionary<Guid, SharedThing>> Named(IReadOnlyCollection<Guid> ids, Viewer viewer, CancellationToken ct)
    {
        var (these, me) = (ids.ToArray(), viewer.PersonId);
        var found = await db.Seen<SupportAgreement>(viewer).AsNoTracking().Where(a => these.Contains(a.Id) && a.PersonId == me).Select(a => new { a.Id, a.SupporterId }).ToListAsync(ct);
        var known = await names.Of(found.Select(a => a.SupporterId), ct);
        return found.ToDictionary(a => a.Id, a => new SharedThing(t["Agreement with {0}", known.GetValueOrDefault(a.SupporterId, "")], AgreementPage.Url(a.Id)));
    }

    public async Task TakeBack(SharingDecision decision, Viewer viewer, CancellationToken ct)
    {
        if (await db.Seen<AgreementTerms>(viewer).FirstOrDefaultAsync(a => a.AgreementId == decision.SubjectId, ct) is not { } terms) return;
        terms.ShareNoMore(decision);
        db.Record(viewer, new AgreementUnshared(), terms);
    }
}
