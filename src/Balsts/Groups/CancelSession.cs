using System.ComponentModel.DataAnnotations;
using Balsts.Activities;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Groups;

/// <summary>Cancels a session that does not take place, or one that was written down as held and was not: its entry leaves the ledger.</summary>
public sealed class CancelSession(AppDb db, Roll roll, HoldSession hold, RemoveActivity removal)
{
    public sealed class Input
    {
        [Required, StringLength(Group.ReasonMax)] public string? Reason { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await Of(id, viewer, ct) is not { } session) return Problem.NotFound;
        if (version is { } known && !db.StillAt(session, known)) return Problem.ChangedMeanwhile;
        if (await hold.Entry(session, viewer, ct) is { } activity && (await removal.Take(activity, viewer, ct)).Problem is { } held) return held;
        if (session.Cancel(WellFormed.Of(input.Reason!)).Problem is { } refused) return refused;
        db.RecordAt(viewer, new SessionCancelled(session.On), session);
        if (session.On >= viewer.Today) await roll.Tell(session.Group!, session.On, viewer, Texts.Id("{0} does not meet on {1}."), [session.Group!.Name, PlanSession.Day(session.On)], ct);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    /// <summary>A session that the viewer may cancel: a planned one of a group that they keep, a held one that they may put right.</summary>
    public async Task<GroupSession?> Of(Guid id, Viewer viewer, CancellationToken ct) =>
        await db.WithGroup(id, viewer, ct) is { } found && (found.State == SessionState.Held ? found.CorrectedBy(viewer) : found.Group!.KeptBy(viewer) || found.LedBy(viewer)) ? found : null;
}
