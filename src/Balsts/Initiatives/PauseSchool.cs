using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Initiatives;

/// <summary>Lets a school rest for a time, or takes it up again.</summary>
public sealed class PauseSchool(AppDb db)
{
    public sealed class Input
    {
        [Required] public DateOnly? From { get; set; }
        public DateOnly? Until { get; set; }
        [Required, StringLength(Initiative.ReasonMax)] public string? Reason { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.ManagedSchool(id, viewer, ct) is not { } school) return Problem.NotFound;
        if (version is { } known && !db.StillAt(school, known)) return Problem.ChangedMeanwhile;
        if (school.Pause(input.From!.Value, input.Until, WellFormed.Of(input.Reason!)).Problem is { } refused) return refused;
        db.RecordAt(viewer, new SchoolPaused(school.UnitId, input.From.Value), school);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    public async Task<Outcome<Guid>> Resume(Guid id, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.ManagedSchool(id, viewer, ct) is not { } school) return Problem.NotFound;
        school.Resume(viewer.Today);
        db.RecordAt(viewer, new SchoolResumed(school.UnitId), school);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}
