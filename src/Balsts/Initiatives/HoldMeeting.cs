using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>Writes down a meeting with one school or with all of them, or puts right what is written.</summary>
public sealed class HoldMeeting(AppDb db, MeetingGuests guests)
{
    public sealed class Input
    {
        /// <summary>The school in the initiative; none for a meeting with all.</summary>
        public Guid? SchoolId { get; set; }
        [Required] public DateOnly? On { get; set; }
        [Required] public int? Minutes { get; set; }
        [MaxLength(Meeting.PeopleMax)] public List<Guid> People { get; set => field = value ?? []; } = []; // a form with none chosen posts none
        [StringLength(Meeting.TextMax)] public string? Notes { get; set; }
        [StringLength(Meeting.TextMax)] public string? Decisions { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid initiativeId, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.ManagedInPart(initiativeId, viewer, ct) is not { } initiative) return Problem.NotFound;
        var meeting = new Meeting { Id = Guid.CreateVersion7(), CountryId = initiative.CountryId, InitiativeId = initiativeId, Initiative = initiative, HeldById = viewer.PersonId };
        if ((await Write(meeting, input, viewer, ct)).Problem is { } wrong) return wrong;
        db.Add(viewer, meeting);
        db.Record(viewer, new MeetingHeld(), meeting);
        return (await db.Save(ct)).Problem is { } problem ? problem : meeting.Id;
    }

    public async Task<Outcome<Guid>> Change(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Meeting>(viewer).Include(m => m.Initiative).Include(m => m.People).FirstOrDefaultAsync(m => m.Id == id, ct) is not { } meeting || !meeting.ManagedBy(viewer)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(meeting, known)) return Problem.ChangedMeanwhile;
        if ((await Write(meeting, input, viewer, ct)).Problem is { } wrong) return wrong;
        db.Record(viewer, new MeetingCorrected(), meeting);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    async Task<Outcome> Write(Meeting meeting, Input input, Viewer viewer, CancellationToken ct)
    {
        InitiativeSchool? school = null;
        if (input.SchoolId is { } asked && ((school = await db.ManagedSchool(asked, viewer, ct)) is null || school.InitiativeId != meeting.InitiativeId)) return Meeting.SchoolUnknown;
        if (school is null && !meeting.Initiative!.ManagedBy(viewer)) return Meeting.SchoolUnknown; // with all schools meets whoever runs the whole
        if (input.People.Count > 0)
        {
            var known = (await guests.Of(meeting.InitiativeId, viewer, ct)).Select(g => g.Id).Concat(meeting.People.Select(p => p.PersonId)).ToHashSet();
            if (input.People.Exists(p => !known.Contains(p))) return Meeting.PersonUnknown;
        }
        if (meeting.Describe(school, input.On!.Value, input.Minutes!.Value, WellFormed.Of(input.Notes ?? ""), WellFormed.Of(input.Decisions ?? ""), viewer.Today).Problem is { } wrong) return wrong;
        meeting.With(input.People);
        return Outcome.Done;
    }
}

/// <summary>Who may be named as present at a meeting: those who lead the schools, their contacts, and the mentors.</summary>
public sealed class MeetingGuests(AppDb db, HeadsOf heads, People.PersonNames names)
{
    public sealed record Guest(Guid Id, string Name, Guid? UnitId);

    public async Task<IReadOnlyList<Guest>> Of(Guid initiativeId, Viewer viewer, CancellationToken ct = default)
    {
        var today = viewer.Today;
        var schools = await db.Seen<InitiativeSchool>(viewer).AsNoTracking().Where(s => s.InitiativeId == initiativeId).Select(s => new { s.UnitId, s.ContactPersonId }).ToListAsync(ct);
        var mentors = await db.Seen<Mentorship>(viewer).AsNoTracking().Where(m => m.InitiativeId == initiativeId && m.StartsOn <= today && (m.EndsOn == null || m.EndsOn >= today)).Select(m => m.PersonId).Distinct().ToListAsync(ct);
        var leading = await heads.Of([.. schools.Select(s => s.UnitId)], today, ct);
        var known = await names.Of(schools.Select(s => s.ContactPersonId ?? Guid.Empty).Concat(mentors), ct);
        return [.. leading.Select(h => new Guest(h.Id, h.Name, h.UnitId))
            .Concat(schools.Where(s => s.ContactPersonId is not null).Select(s => new Guest(s.ContactPersonId!.Value, known.GetValueOrDefault(s.ContactPersonId.Value, ""), s.UnitId)))
            .Concat(mentors.Select(m => new Guest(m, known.GetValueOrDefault(m, ""), null))).DistinctBy(g => g.Id)];
    }
}
