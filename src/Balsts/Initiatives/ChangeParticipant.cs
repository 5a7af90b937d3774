using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>Puts right what is written about somebody who takes part, or records that they no longer do.</summary>
public sealed class ChangeParticipant(AppDb db, ReachInStep reach)
{
    public sealed class Input
    {
        [Required] public ParticipantKind? Kind { get; set; }
        [StringLength(Participant.TrainingMax)] public string? Training { get; set; }
        public int? TrainingHours { get; set; }
        [Required] public DateOnly? StartsOn { get; set; }

        /// <summary>The last day, for somebody who no longer takes part.</summary>
        public DateOnly? EndsOn { get; set; }
        [StringLength(Initiative.ReasonMax)] public string? Reason { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await Of(db, id, viewer, ct) is not { } participant) return Problem.NotFound;
        if (version is { } known && !db.StillAt(participant, known)) return Problem.ChangedMeanwhile;
        var school = participant.School!;
        if (input.StartsOn!.Value < school.StartsOn || input.StartsOn > school.LastDay) return InitiativeSchool.StartsOutside;
        if (participant.Describe(input.Kind!.Value, WellFormed.Of(input.Training ?? ""), input.TrainingHours, input.StartsOn.Value).Problem is { } wrong) return wrong;
        if (input.EndsOn is { } last && participant.EndsOn is null)
        {
            if (participant.Leave(last, WellFormed.Of(input.Reason ?? "")).Problem is { } refused) return refused;
            db.RecordAt(viewer, new ParticipantLeft(last), school);
        }
        else db.RecordAt(viewer, new ParticipantChanged(), school);
        await reach.Keep(school.Initiative!, viewer, ct);
        return (await db.Save(ct)).Problem is { } problem ? problem : school.Id;
    }

    /// <summary>Somebody who takes part, for whoever keeps the participants of the school.</summary>
    public static async Task<Participant?> Of(AppDb db, Guid id, Viewer viewer, CancellationToken ct) =>
        await db.Seen<Participant>(viewer).Include(p => p.School).ThenInclude(s => s!.Initiative).FirstOrDefaultAsync(p => p.Id == id, ct) is { } found && found.School!.KeptBy(viewer) ? found : null;
}
