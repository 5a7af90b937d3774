using System.ComponentModel.DataAnnotations;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Appointments;

/// <summary>Whoever leads names somebody who acts for them while they are away; the deputy does all that the post does, except give posts.</summary>
public sealed class NameDeputy(AppDb db, UnitTrees trees)
{
    public const int DaysMax = 366;
    const int Shown = 200;

    /// <summary>The posts that somebody else can stand in for.</summary>
    public static readonly PostKind[] Leaders = [PostKind.Head, PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.StateOfficer];

    public sealed class Input
    {
        [Required] public Guid? PersonId { get; set; }

        /// <summary>The own appointment that one is away from.</summary>
        [Required] public Guid? AppointmentId { get; set; }
        [Required] public DateOnly? StartsOn { get; set; }
        [Required] public DateOnly? EndsOn { get; set; }
    }

    public static readonly Problem Backwards = new(ProblemKind.Invalid, "deputy.backwards", "The last day lies before the first one.", "EndsOn");
    public static readonly Problem NotYet = new(ProblemKind.Invalid, "deputy.past", "A deputy begins today or later.", "StartsOn");
    public static readonly Problem TooLong = new(ProblemKind.Invalid, "deputy.too-long", "A deputy stands in for at most a year. For longer, somebody is appointed.", "EndsOn");
    public static readonly Problem BeyondTerm = new(ProblemKind.Invalid, "deputy.beyond-term", "Your own term ends on {0}; nobody deputises longer.", "EndsOn");
    public static readonly Problem Already = new(ProblemKind.Conflict, "deputy.already", "This person deputises for you in that time already.", "PersonId");
    public static readonly Problem OverAlready = new(ProblemKind.Conflict, "deputy.over", "This deputising is over already.");

    /// <summary>The own posts that the viewer can be away from today.</summary>
    public Task<List<Appointment>> Seats(Viewer viewer, CancellationToken ct = default)
    {
        var today = viewer.Today;
        return db.Seen<Appointment>(viewer).AsNoTracking().Where(a => a.PersonId == viewer.PersonId && Leaders.Contains(a.Post) && a.StartsOn <= today && (a.EndsOn == null || a.EndsOn >= today)).OrderBy(a => a.Id).ToListAsync(ct);
    }

    /// <summary>Who deputises for the viewer, and for whom they do; the latest first.</summary>
    public Task<List<Mandate>> Mine(Viewer viewer, CancellationToken ct = default) =>
        db.Seen<Mandate>(viewer).AsNoTracking().Include(m => m.Units).Where(m => m.Kind == MandateKind.Deputising && (m.PersonId == viewer.PersonId || m.GivenById == viewer.PersonId)).OrderByDescending(m => m.StartsOn).ThenBy(m => m.Id).Take(Shown).ToListAsync(ct);

    public async Task<Outcome<Guid>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        var (personId, starts, ends) = (input.PersonId!.Value, input.StartsOn!.Value, input.EndsOn!.Value);
        if ((await Seats(viewer, ct)).Find(a => a.Id == input.AppointmentId) is not { } seat) return Problem.NotFound;
        if (personId == viewer.PersonId) return Appointment.Oneself;
        if (await db.Seen<Person>(viewer).AsNoTracking().FirstOrDefaultAsync(p => p.Id == personId && p.MergedIntoId == null, ct) is not { } person) return Problem.NotFound;
        if (person.CountryId != seat.CountryId) return Appointment.OtherCountry;
        if (Fits(starts, ends, viewer.Today).Problem is { } unfit) return unfit;
        if (ends > seat.EndsOn) return BeyondTerm.With(seat.EndsOn);
        if (await db.Seen<Mandate>(viewer).AnyAsync(m => m.Kind == MandateKind.Deputising && m.SubjectId == null && m.PersonId == personId && m.GivenByUnitId == seat.UnitId && m.Post == seat.Post && m.StartsOn <= ends && (m.EndsOn == null || m.EndsOn >= starts), ct)) return Already;

        var mandate = new Mandate { Id = Guid.CreateVersion7(), CountryId = seat.CountryId, PersonId = personId, Kind = MandateKind.Deputising, Post = seat.Post, GivenByUnitId = seat.UnitId, GivenById = viewer.PersonId, StartsOn = starts, EndsOn = ends };
        db.Add(viewer, mandate);
        db.Record(viewer, new DeputyNamed(personId), mandate);
        db.Notify(Notification.To(personId, person.CountryId, db.Now, AwayPage.Url, Texts.Id("{0} named you as deputy in {1}."), viewer.Name, (await trees.Now(ct)).NameOf(seat.UnitId)));
        return (await db.Save(ct)).Problem is { } problem ? problem : mandate.Id;
    }

    /// <summary>From today or later, for at most a year.</summary>
    public static Outcome Fits(DateOnly starts, DateOnly ends, DateOnly today) =>
        starts < today ? NotYet : ends < starts ? Backwards : ends.DayNumber - starts.DayNumber >= DaysMax || starts > today.AddDays(DaysMax) ? TooLong : Outcome.Done;

    /// <summary>Whoever was away is back: what had begun before today ends at once, what began today with this day, and what had not begun never was.</summary>
    public async Task<Outcome<Guid>> End(Guid id, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Mandate>(viewer).Include(m => m.Units).FirstOrDefaultAsync(m => m.Id == id && m.Kind == MandateKind.Deputising && m.GivenById == viewer.PersonId, ct) is not { } mandate) return Problem.NotFound;
        if (mandate.EndsOn < viewer.Today) return OverAlready;
        db.EndDeputising(mandate, viewer, mandate.StartsOn < viewer.Today ? viewer.Today.AddDays(-1) : viewer.Today);
        db.Notify(Notification.To(mandate.PersonId, mandate.CountryId, db.Now, AwayPage.Url, Texts.Id("{0} is back; you no longer deputise in {1}."), viewer.Name, (await trees.Now(ct)).NameOf(mandate.GivenByUnitId)));
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}

static class Deputising
{
    /// <summary>Ends it with a day; what would begin after that day is taken back.</summary>
    public static void EndDeputising(this AppDb db, Mandate mandate, Viewer viewer, DateOnly on)
    {
        db.Record(viewer, new TermEnded(on), mandate);
        if (mandate.StartsOn > on) db.Remove(mandate);
        else mandate.EndsOn = on;
    }
}

[Sentence("{0} named {1} as deputy.")] public sealed record DeputyNamed(Guid PersonId) : IRecorded;
