using Balsts.People;
using Foundation.Data;
using Foundation.History;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Agreements;

/// <summary>How a reader narrows the agreements.</summary>
public sealed record AgreementFilter(AgreementState? State = null, Guid? PersonId = null, Guid? UnitId = null, bool Mine = false)
{
    /// <summary>As the address of the list says it; what cannot be understood is left out.</summary>
    public static AgreementFilter Of(ListQuery query) => new(Enum.TryParse<AgreementState>(query["state"], true, out var state) && Enum.IsDefined(state) ? state : null,
        Guid.TryParse(query["person"], out var person) ? person : null, Guid.TryParse(query["unit"], out var unit) ? unit : null, query["whose"] == "mine");
}

/// <summary>An agreement as lists show it: facts alone.</summary>
public sealed record AgreementRow(Guid Id, string CountryId, Guid UnitId, AgreementKind Kind, Guid PersonId, Guid SupporterId, Guid OfferedById, AgreementMethod? Method, AgreementChannel? Channel, int? EveryWeeks, int? Minutes, DateOnly StartsOn, DateOnly EndsOn, AgreementState Kept, int Version)
{
    public AgreementState StateOn(DateOnly today) => SupportAgreement.StateOf(Kept, EndsOn, today);
}

/// <summary>Agreements as far as the viewer sees them, the latest first.</summary>
public sealed class FindAgreements(AppDb db)
{
    static readonly System.Linq.Expressions.Expression<Func<SupportAgreement, AgreementRow>> Shown = a =>
        new(a.Id, a.CountryId, a.UnitId, a.Kind, a.PersonId, a.SupporterId, a.OfferedById, a.Method, a.Channel, a.EveryWeeks, a.Minutes, a.StartsOn, a.EndsOn, a.State, a.Version);

    public Task<PageOf<AgreementRow>> Page(AgreementFilter filter, Viewer viewer, int size, string? after, string? before = null, bool count = true, CancellationToken ct = default)
    {
        var (rows, today) = (db.Seen<SupportAgreement>(viewer), viewer.Today);
        rows = filter.State switch
        {
            AgreementState.InForce => rows.Where(a => a.State == AgreementState.InForce && a.EndsOn >= today),
            AgreementState.Over => rows.Where(a => a.State == AgreementState.InForce && a.EndsOn < today),
            { } state => rows.Where(a => a.State == state),
            _ => rows,
        };
        if (filter.PersonId is { } person) rows = rows.Where(a => a.PersonId == person || a.SupporterId == person);
        if (filter.UnitId is { } unit) rows = rows.Where(a => a.UnitId == unit);
        if (filter.Mine) rows = rows.Where(a => a.PersonId == viewer.PersonId || a.SupporterId == viewer.PersonId);
        return rows.PageByDay(a => a.StartsOn, a => a.Id, Shown, r => (r.StartsOn, r.Id), size, after, before, count, ct);
    }

    public async Task<AgreementRow?> One(Guid id, Viewer viewer, CancellationToken ct = default) => await db.Seen<SupportAgreement>(viewer).AsNoTracking().Where(a => a.Id == id).Select(Shown).FirstOrDefaultAsync(ct);

    /// <summary>What it is about, where the viewer reads that.</summary>
    public Task<AgreementTerms?> Terms(Guid id, Viewer viewer, CancellationToken ct = default) => db.Seen<AgreementTerms>(viewer).AsNoTracking().FirstOrDefaultAsync(t => t.AgreementId == id, ct);

    /// <summary>Why it was declined or ended, for one of the two.</summary>
    public Task<string?> Reason(Guid id, Viewer viewer, CancellationToken ct = default) => db.Seen<AgreementReason>(viewer).AsNoTracking().Where(r => r.AgreementId == id).Select(r => Reading.Of<AgreementReason>(r.Id, true, r.Text)).FirstOrDefaultAsync(ct)!;

    /// <summary>Whether two people have such an agreement that is in force, or that waits for an answer.</summary>
    public Task<bool> Standing(AgreementKind kind, Guid supporterId, Guid personId, Viewer viewer, CancellationToken ct = default) =>
        db.Seen<SupportAgreement>(viewer).AnyAsync(a => a.Kind == kind && a.SupporterId == supporterId && a.PersonId == personId && a.EndsOn >= viewer.Today && (a.State == AgreementState.Offered || a.State == AgreementState.InForce), ct);

    /// <summary>Whether somebody works in a unit today: of those whom the viewer sees, or among colleagues of whoever works there.</summary>
    public Task<bool> WorksThere(Guid personId, Guid unitId, Viewer viewer, bool colleague, CancellationToken ct = default) =>
        db.Seen<Employment>(colleague ? Viewer.System : viewer).AnyAsync(e => e.PersonId == personId && e.UnitId == unitId && (e.StartsOn == null || e.StartsOn <= viewer.Today) && (e.EndsOn == null || e.EndsOn >= viewer.Today), ct);

    /// <summary>Who works in a unit today, beside the viewer.</summary>
    public async Task<IReadOnlyList<Guid>> People(Guid unitId, Viewer viewer, bool colleague, CancellationToken ct = default) =>
        await db.Seen<Employment>(colleague ? Viewer.System : viewer).Where(e => e.UnitId == unitId && e.PersonId != viewer.PersonId && (e.StartsOn == null || e.StartsOn <= viewer.Today) && (e.EndsOn == null || e.EndsOn >= viewer.Today))
            .Select(e => e.PersonId).Distinct().Take(300).ToListAsync(ct);
}
