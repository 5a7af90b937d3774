using Balsts.Appointments;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>
/// Keeps what an initiative gives rights over in step with the initiative: a tie for everybody who takes part, a mandate for every school
/// that a mentor serves or a manager runs, each from day to day. One step of the use cases: it does not save, and whoever calls it has
/// asked whether the viewer may.
/// </summary>
public sealed class ReachInStep(AppDb db)
{
    /// <summary>The posts by which an initiative is run.</summary>
    internal static readonly PostKind[] Managers = [.. House.RightsOf.Where(g => g.Contains(InitiativeRights.Manage)).Select(g => g.Key)];

    /// <summary>From which day until which somebody holds a post over a school, or over the initiative itself.</summary>
    sealed record Wanted(Guid PersonId, PostKind Post, InitiativeSchool? School, DateOnly StartsOn, DateOnly EndsOn);

    public async Task Keep(Initiative initiative, Viewer viewer, CancellationToken ct = default)
    {
        await db.Seen<InitiativeSchool>(Viewer.System).Where(s => s.InitiativeId == initiative.Id).Include(s => s.Participants).Include(s => s.Mentorships).AsSplitQuery().LoadAsync(ct);
        await KeepTies(initiative, ct);
        await KeepMandates(initiative, viewer, ct);
        await KeepDeputies(initiative, viewer, ct);
    }

    async Task KeepTies(Initiative initiative, CancellationToken ct)
    {
        var schools = initiative.Schools.Select(s => s.Id).ToArray();
        var left = await db.Seen<PersonTie>(Viewer.System).Where(t => schools.Contains(t.SubjectId)).ToListAsync(ct);
        var known = left.ToLookup(t => (t.SubjectId, t.PersonId, t.StartsOn));
        foreach (var school in initiative.Schools)
            foreach (var participant in school.Participants)
            {
                var (from, until) = (Later(participant.StartsOn, school.StartsOn, initiative.StartsOn), Earlier(participant.EndsOn, school.LastDay));
                if (until < from) continue;
                if (known[(school.Id, participant.PersonId, from)].FirstOrDefault() is { } tie)
                {
                    left.Remove(tie);
                    if (tie.EndsOn != until) tie.LastsUntil(until);
                }
                else db.Add(Viewer.System, PersonTie.Of(participant.PersonId, initiative.CountryId, school.Id, initiative.Id, from, until));
            }
        foreach (var tie in left) db.Remove(tie);
    }

    async Task KeepMandates(Initiative initiative, Viewer viewer, CancellationToken ct)
    {
        var left = await db.Seen<Mandate>(Viewer.System).Include(m => m.Units).Where(m => m.SubjectId == initiative.Id && m.Kind != MandateKind.Deputising).ToListAsync(ct);
        var known = left.ToLookup(m => (m.PersonId, m.Post, m.Units.FirstOrDefault()?.TieId, m.StartsOn));
        foreach (var want in await Wants(initiative, left, ct))
        {
            if (known[(want.PersonId, want.Post, want.School?.Id, want.StartsOn)].FirstOrDefault() is { } mandate)
            {
                left.Remove(mandate);
                if (mandate.EndsOn == want.EndsOn) continue;
                mandate.EndsOn = want.EndsOn;
                db.Record(viewer, new TermEnded(want.EndsOn), mandate);
                continue;
            }
            mandate = new() { Id = Guid.CreateVersion7(), CountryId = initiative.CountryId, PersonId = want.PersonId, Kind = MandateKind.Initiative, Post = want.Post, SubjectId = initiative.Id, GivenByUnitId = initiative.OrganiserUnitId, StartsOn = want.StartsOn, EndsOn = want.EndsOn };
            if (want.School is { } school) mandate.Over(school.UnitId, school.Id);
            db.Add(Viewer.System, mandate);
            db.Record(viewer, new MandateGiven(want.PersonId), mandate);
        }
        foreach (var mandate in left)
        {
            db.Record(viewer, new MandateTaken(mandate.PersonId), mandate);
            db.Remove(mandate);
        }
    }

    /// <summary>Nobody deputises longer than the initiative lasts, or for a school that has left.</summary>
    async Task KeepDeputies(Initiative initiative, Viewer viewer, CancellationToken ct)
    {
        foreach (var mandate in await db.Seen<Mandate>(Viewer.System).Include(m => m.Units).Where(m => m.SubjectId == initiative.Id && m.Kind == MandateKind.Deputising).ToListAsync(ct))
        {
            var schools = initiative.Schools.FindAll(s => mandate.Units.Exists(u => u.TieId == s.Id));
            if (schools.Count == 0) continue;
            var last = schools.Max(s => s.LastDay);
            if (mandate.EndsOn > last) db.EndDeputising(mandate, viewer, last);
        }
    }

    async Task<IEnumerable<Wanted>> Wants(Initiative initiative, List<Mandate> held, CancellationToken ct)
    {
        var organiser = initiative.OrganiserUnitId;
        var posts = initiative.Schools.SelectMany(s => s.Mentorships).Select(m => m.AppointmentId).Distinct().ToArray();
        var appointments = await db.Seen<Appointment>(Viewer.System).AsNoTracking().Where(a => posts.Contains(a.Id) || (a.UnitId == organiser && Managers.Contains(a.Post))).ToListAsync(ct);
        var mentors = from school in initiative.Schools
                      from mentorship in school.Mentorships
                      join post in appointments on mentorship.AppointmentId equals post.Id
                      select new Wanted(mentorship.PersonId, post.Post, school, Later(mentorship.StartsOn, school.StartsOn, initiative.StartsOn, post.StartsOn), Earlier(mentorship.EndsOn, post.EndsOn, school.LastDay));
        var seats = appointments.Where(a => a.UnitId == organiser && Managers.Contains(a.Post)).Select(a => (a.PersonId, a.Post, From: a.StartsOn, Until: a.EndsOn)).ToList();
        // whoever runs it by a mandate alone keeps it as long as that was given for
        seats.AddRange(held.Where(m => m.Units.Count == 0 && Managers.Contains(m.Post) && !seats.Exists(s => s.PersonId == m.PersonId && s.Post == m.Post)).Select(m => (m.PersonId, m.Post, m.StartsOn, m.EndsOn)).ToList());
        var managers = from seat in seats
                       from school in initiative.Schools.Prepend(null)
                       select new Wanted(seat.PersonId, seat.Post, school, Later(school?.StartsOn ?? initiative.StartsOn, initiative.StartsOn, seat.From), Earlier(school?.LastDay, seat.Until, initiative.LastDay));
        return mentors.Concat(managers).Where(w => w.StartsOn <= w.EndsOn).DistinctBy(w => (w.PersonId, w.Post, w.School?.Id, w.StartsOn));
    }

    static DateOnly Later(params DateOnly[] days) => days.Max();
    static DateOnly Earlier(params DateOnly?[] days) => days.Min()!.Value;
}

/// <summary>The part of every use case of the room that asks whose it is.</summary>
static class InitiativesOf
{
    /// <summary>An initiative that the viewer runs.</summary>
    public static async Task<Initiative?> Managed(this AppDb db, Guid id, Viewer viewer, CancellationToken ct) =>
        await db.Seen<Initiative>(viewer).FirstOrDefaultAsync(i => i.Id == id, ct) is { } found && found.ManagedBy(viewer) ? found : null;

    /// <summary>An initiative that the viewer runs, as a whole or as a deputy for some of its schools.</summary>
    public static async Task<Initiative?> ManagedInPart(this AppDb db, Guid id, Viewer viewer, CancellationToken ct)
    {
        if (await db.Seen<Initiative>(viewer).FirstOrDefaultAsync(i => i.Id == id, ct) is not { } found) return null;
        var named = viewer.SubjectsOf(InitiativeRights.Manage);
        return found.ManagedBy(viewer) || (named.Length > 0 && await db.Seen<InitiativeSchool>(viewer).AnyAsync(s => s.InitiativeId == id && named.Contains(s.Id), ct)) ? found : null;
    }

    /// <summary>A school of an initiative that the viewer runs, as a whole or as a deputy for this school.</summary>
    public static async Task<InitiativeSchool?> ManagedSchool(this AppDb db, Guid id, Viewer viewer, CancellationToken ct) =>
        await db.Seen<InitiativeSchool>(viewer).Include(s => s.Initiative).FirstOrDefaultAsync(s => s.Id == id, ct) is { } found && found.ManagedBy(viewer) ? found : null;

    /// <summary>A school of an initiative whose participants the viewer keeps.</summary>
    public static async Task<InitiativeSchool?> KeptSchool(this AppDb db, Guid id, Viewer viewer, CancellationToken ct) =>
        await db.Seen<InitiativeSchool>(viewer).Include(s => s.Initiative).FirstOrDefaultAsync(s => s.Id == id, ct) is { } found && found.KeptBy(viewer) ? found : null;

    /// <summary>What happened at a school is told there and with the initiative.</summary>
    public static void RecordAt(this AppDb db, Viewer viewer, IRecorded what, InitiativeSchool school)
    {
        db.Record(viewer, what, school);
        db.Record(viewer, what, school.Initiative!);
    }
}
