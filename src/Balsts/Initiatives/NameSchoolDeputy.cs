using System.ComponentModel.DataAnnotations;
using Balsts.Appointments;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>
/// Whoever runs an initiative lets somebody run some of its schools for a time: the deputy reaches exactly those, with all that the post does there except
/// giving posts, and with the last day it ends.
/// </summary>
public sealed class NameSchoolDeputy(AppDb db)
{
    public sealed class Input
    {
        [Required] public Guid? PersonId { get; set; }

        /// <summary>The schools in the initiative.</summary>
        [MaxLength(Mandate.UnitsMax)] public List<Guid> Schools { get; set => field = value ?? []; } = []; // a form with none chosen posts none
        [Required] public DateOnly? StartsOn { get; set; }
        [Required] public DateOnly? EndsOn { get; set; }
    }

    public static readonly Problem NoSchool = new(ProblemKind.Invalid, "school-deputy.no-school", "Choose at least one school.", "Schools");
    public static readonly Problem SchoolUnknown = new(ProblemKind.Invalid, "school-deputy.school", "Choose among the schools of this initiative.", "Schools");
    public static readonly Problem BeyondSchool = new(ProblemKind.Invalid, "school-deputy.beyond-school", "One of the schools takes part until {0} only; nobody deputises there longer.", "EndsOn");
    public static readonly Problem RunsAlready = new(ProblemKind.Conflict, "school-deputy.already", "This person runs the initiative, or one of these schools, in that time already.", "PersonId");

    /// <summary>Whether the viewer may name somebody: who runs the whole and gives posts at its organiser.</summary>
    public static bool IsFor(Initiative initiative, Viewer viewer) => initiative.ManagedBy(viewer) && viewer.May(AppointmentRights.Make, initiative.CountryId, initiative.OrganiserUnitId);

    public async Task<Outcome<Guid>> Run(Guid initiativeId, Input input, Viewer viewer, CancellationToken ct = default)
    {
        var (personId, starts, ends, wanted) = (input.PersonId!.Value, input.StartsOn!.Value, input.EndsOn!.Value, input.Schools.Distinct().ToArray());
        if (await db.Managed(initiativeId, viewer, ct) is not { } initiative || !IsFor(initiative, viewer) || await Held(initiative, viewer, ct) is not { } held) return Problem.NotFound;
        if (personId == viewer.PersonId) return Appointment.Oneself;
        if (await db.Seen<Person>(viewer).AsNoTracking().FirstOrDefaultAsync(p => p.Id == personId && p.MergedIntoId == null, ct) is not { } person) return Problem.NotFound;
        if (person.CountryId != initiative.CountryId) return Appointment.OtherCountry;
        if (NameDeputy.Fits(starts, ends, viewer.Today).Problem is { } unfit) return unfit;
        if (ends > held.Until) return NameDeputy.BeyondTerm.With(held.Until);
        if (wanted.Length == 0) return NoSchool;
        var schools = await db.Seen<InitiativeSchool>(viewer).AsNoTracking().Include(s => s.Initiative).Where(s => s.InitiativeId == initiativeId && wanted.Contains(s.Id)).ToListAsync(ct);
        if (schools.Count != wanted.Length) return SchoolUnknown;
        if (schools.Min(s => s.LastDay) is var last && ends > last) return BeyondSchool.With(last);
        if (await db.Seen<Mandate>(viewer).AnyAsync(m => m.SubjectId == initiativeId && m.PersonId == personId && m.Post == held.Post && m.StartsOn <= ends && (m.EndsOn == null || m.EndsOn >= starts)
            && (m.Units.Count == 0 || m.Units.Any(u => u.TieId != null && wanted.Contains(u.TieId.Value))), ct)) return RunsAlready;

        var mandate = new Mandate
        {
            Id = Guid.CreateVersion7(), CountryId = initiative.CountryId, PersonId = personId, Kind = MandateKind.Deputising, Post = held.Post, SubjectId = initiativeId,
            GivenByUnitId = initiative.OrganiserUnitId, GivenById = viewer.PersonId, StartsOn = starts, EndsOn = ends,
        };
        foreach (var school in schools) mandate.Over(school.UnitId, school.Id);
        db.Add(viewer, mandate);
        db.Record(viewer, new SchoolDeputyNamed(personId, schools.Count, ends), initiative);
        db.Record(viewer, new DeputyNamed(personId), mandate);
        db.Notify(Notification.To(personId, person.CountryId, db.Now, InitiativePage.Url(initiativeId), Texts.Id("{0} named you as deputy for schools of the initiative {1}, from {2} to {3}."), viewer.Name, initiative.Name, Day(starts), Day(ends)));
        return (await db.Save(ct)).Problem is { } problem ? problem : mandate.Id;
    }

    /// <summary>By which post the viewer runs the initiative, and the last day of it: nobody deputises longer.</summary>
    async Task<(PostKind Post, DateOnly? Until)?> Held(Initiative initiative, Viewer viewer, CancellationToken ct)
    {
        var (me, today, organiser, id, managers) = (viewer.PersonId, viewer.Today, initiative.OrganiserUnitId, initiative.Id, ReachInStep.Managers);
        var seats = await db.Seen<Appointment>(viewer).Where(a => a.PersonId == me && a.UnitId == organiser && managers.Contains(a.Post) && a.StartsOn <= today && (a.EndsOn == null || a.EndsOn >= today)).Select(a => new { a.Post, a.EndsOn }).ToListAsync(ct);
        seats.AddRange(await db.Seen<Mandate>(viewer).Where(m => m.PersonId == me && m.SubjectId == id && m.Kind == MandateKind.Initiative && m.Units.Count == 0 && managers.Contains(m.Post) && m.StartsOn <= today && (m.EndsOn == null || m.EndsOn >= today)).Select(m => new { m.Post, m.EndsOn }).ToListAsync(ct));
        return seats.OrderByDescending(s => s.EndsOn ?? DateOnly.MaxValue).Select(s => ((PostKind, DateOnly?)?)(s.Post, s.EndsOn)).FirstOrDefault();
    }

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

[Sentence("{0} named {1} as deputy until {3}; schools: {2}.")] public sealed record SchoolDeputyNamed(Guid PersonId, int Schools, DateOnly Until) : IRecorded;
