using System.ComponentModel.DataAnnotations;
using Balsts.People;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>Names people of a school who take part, with the training that they had before. Whoever names them reaches them: the school's leadership, or an organiser above it.</summary>
public sealed class AddParticipants(AppDb db, ReachInStep reach)
{
    public sealed class Input
    {
        [MaxLength(Participant.AtOnce)] public List<Guid> People { get; set => field = value ?? []; } = []; // a form with none chosen posts none
        [Required] public ParticipantKind? Kind { get; set; } = ParticipantKind.Teacher;
        [StringLength(Participant.TrainingMax)] public string? Training { get; set; }
        public int? TrainingHours { get; set; }
        [Required] public DateOnly? StartsOn { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid schoolId, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.KeptSchool(schoolId, viewer, ct) is not { } school) return Problem.NotFound;
        var (from, today) = (input.StartsOn!.Value, viewer.Today);
        if (today > school.LastDay) return Initiative.IsOver;
        if (from < school.StartsOn || from > school.LastDay) return InitiativeSchool.StartsOutside;
        var wanted = input.People.Distinct().ToArray();
        if (wanted.Length == 0) return Participant.NobodyChosen;
        var there = await db.Seen<Employment>(viewer).Where(e => e.UnitId == school.UnitId && wanted.Contains(e.PersonId) && (e.StartsOn == null || e.StartsOn <= today) && (e.EndsOn == null || e.EndsOn >= today))
            .Select(e => e.PersonId).Distinct().CountAsync(ct);
        if (there != wanted.Length) return Participant.NotThere;
        var known = await db.Seen<Participant>(viewer).Where(p => p.SchoolId == schoolId && wanted.Contains(p.PersonId) && (p.EndsOn == null || p.EndsOn >= from)).Select(p => p.PersonId).ToListAsync(ct);
        var added = wanted.Except(known).ToList();
        foreach (var person in added)
        {
            var participant = Participant.Of(school, person);
            if (participant.Describe(input.Kind!.Value, WellFormed.Of(input.Training ?? ""), input.TrainingHours, from).Problem is { } wrong) return wrong;
            db.Add(viewer, participant);
        }
        if (added.Count == 0) return schoolId; // they take part already
        db.RecordAt(viewer, new ParticipantsAdded(added.Count), school);
        await reach.Keep(school.Initiative!, viewer, ct);
        return (await db.Save(ct)).Problem is { } problem ? problem : schoolId;
    }
}
