using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Initiatives;

/// <summary>Ends an initiative before its time; the rights that came with it end with that day.</summary>
public sealed class EndInitiative(AppDb db, ReachInStep reach)
{
    public sealed class Input
    {
        /// <summary>The last day.</summary>
        [Required] public DateOnly? On { get; set; }
        [Required, StringLength(Initiative.ReasonMax)] public string? Reason { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Managed(id, viewer, ct) is not { } initiative) return Problem.NotFound;
        if (version is { } known && !db.StillAt(initiative, known)) return Problem.ChangedMeanwhile;
        if (initiative.End(input.On!.Value, WellFormed.Of(input.Reason!), viewer.Today).Problem is { } refused) return refused;
        db.Record(viewer, new InitiativeEnded(input.On.Value), initiative);
        await reach.Keep(initiative, viewer, ct);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}
