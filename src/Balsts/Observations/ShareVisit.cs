using Balsts.People;
using Balsts.Sharing;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Observations;

/// <summary>The educator lets the school's leadership read a finished visit, or no longer: a decision of theirs alone.</summary>
public sealed class ShareVisit(AppDb db, RevokeSharing revoke)
{
    public sealed class Input
    {
        public bool WithHead { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Own(id, viewer, ct) is not (var visit, { } observation) || visit.PersonId != viewer.PersonId) return Problem.NotFound;
        if (version is { } known && !db.StillAt(visit, known)) return Problem.ChangedMeanwhile;
        if (visit.SharingId is not null == input.WithHead) return id;
        if (visit.SharingId is { } decided) return await revoke.Run(decided, viewer, ct);
        if (visit.State != VisitState.Finished || visit.Kind != Agreements.AgreementKind.Support) return Visit.NotFinished;
        var decision = visit.DecisionToShare(db.Now);
        db.Add(viewer, decision);
        visit.Share(decision);
        observation.Follow(visit, db.Now);
        db.Record(viewer, new VisitShared(), visit);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}

/// <summary>Visits that the educator may let the school's leadership read.</summary>
sealed class SharedVisits(AppDb db, PersonNames names, Texts t) : ISharedContent
{
    public string Kind => nameof(Visit);

    public async Task<IReadOnlyDictionary<Guid, SharedThing>> Named(IReadOnlyCollection<Guid> ids, Viewer viewer, CancellationToken ct)
    {
        var (these, me) = (ids.ToArray(), viewer.PersonId);
        var found = await db.Seen<Visit>(viewer).AsNoTracking().Where(v => these.Contains(v.Id) && v.PersonId == me).Select(v => new { v.Id, v.ObserverId, v.On }).ToListAsync(ct);
        var known = await names.Of(found.Select(v => v.ObserverId), ct);
        return found.ToDictionary(v => v.Id, v => new SharedThing(t["Visit of {0} on {1}", known.GetValueOrDefault(v.ObserverId, ""), v.On], VisitPage.Url(v.Id)));
    }

    public async Task TakeBack(SharingDecision decision, Viewer viewer, CancellationToken ct)
    {
        if (await db.Seen<Visit>(viewer).FirstOrDefaultAsync(v => v.Id == decision.SubjectId, ct) is not { } visit) return;
        visit.ShareNoMore(decision);
        if (await db.Seen<Observation>(viewer).FirstOrDefaultAsync(o => o.VisitId == visit.Id, ct) is { } observation) observation.Follow(visit, db.Now);
        db.Record(viewer, new VisitUnshared(), visit);
    }
}
