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
        var today = viewer.Today;
        if (Fits(school, input.StartsOn!.Value, today).Problem is { } unfit) return unfit;
        var wanted = input.People.Distinct().ToArray();
        if (wanted.Length == 0) return Participant.NobodyChosen;
        var there = await db.Seen<Employment>(viewer).Where(e => e.UnitId == school.UnitId && wanted.Contains(e.PersonId) && (e.StartsOn == null || e.StartsOn <= today) && (e.EndsOn == null || e.EndsOn >= today))
            .Select(e => e.PersonId).Distinct().CountAsync(ct);
        if (there != wanted.Length) return Participant.NotThere;
        var named = await Name(school, wanted.ToDictionary(p => p, _ => input.Kind!.Value), input.Training, input.TrainingHours, input.StartsOn.Value, viewer, ct);
        if (named.Problem is { } wrong) return wrong;
        if (named.Value == 0) return schoolId; // they take part already
        return (await db.Save(ct)).Problem is { } problem ? problem : schoolId;
    }

    /// <summary>Whether somebody may begin to take part on that day.</summary>
    internal static Outcome Fits(InitiativeSchool school, DateOnly from, DateOnly today) =>
        today > school.LastDay ? Initiative.IsOver : from < school.StartsOn || from > school.LastDay ? InitiativeSchool.StartsOutside : Outcome.Done;

    /// <summary>One step of those who name people of a school: whoever takes part already stays as they are. Gives how many are new; it does not save.</summary>
    internal async Task<Outcome<int>> Name(InitiativeSchool school, IReadOnlyDictionary<Guid, ParticipantKind> wanted, string? training, int? hours, DateOnly from, Viewer viewer, CancellationToken ct)
    {
        var ids = wanted.Keys.ToArray();
        var known = await db.Seen<Participant>(viewer).Where(p => p.SchoolId == school.Id && ids.Contains(p.PersonId) && (p.EndsOn == null || p.EndsOn >= from)).Select(p => p.PersonId).ToListAsync(ct);
        var added = ids.Except(known).ToList();
        foreach (var person in added)
        {
            var participant = Participant.Of(school, person);
            if (participant.Describe(wanted[person], WellFormed.Of(training ?? ""), hours, from).Problem is { } wrong) return wrong;
            db.Add(viewer, participant);
        }
        if (added.Count == 0) return 0;
        db.RecordAt(viewer, new ParticipantsAdded(added.Count), school);
        await reach.Keep(school.Initiative!, viewer, ct);
        return added.Count;
    }
}
