using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Initiatives;

/// <summary>A school leaves an initiative with a day, for a reason; the reach of its mentors ends with that day.</summary>
public sealed class LeaveInitiative(AppDb db, ReachInStep reach)
{
    public sealed class Input
    {
        /// <summary>The last day.</summary>
        [Required] public DateOnly? On { get; set; }
        [Required, StringLength(Initiative.ReasonMax)] public string? Reason { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.ManagedSchool(id, viewer, ct) is not { } school) return Problem.NotFound;
        if (version is { } known && !db.StillAt(school, known)) return Problem.ChangedMeanwhile;
        if (school.Leave(input.On!.Value, WellFormed.Of(input.Reason!)).Problem is { } refused) return refused;
        db.RecordAt(viewer, new SchoolLeft(school.UnitId, input.On.Value), school);
        await reach.Keep(school.Initiative!, viewer, ct);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}
