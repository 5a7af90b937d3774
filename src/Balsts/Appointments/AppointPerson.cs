using System.ComponentModel.DataAnnotations;
using Balsts.People;
using Balsts.Sources;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Appointments;

/// <summary>Gives a person a post in a unit for a term, and with it the rights of the post.</summary>
public sealed class AppointPerson(AppDb db, UnitTrees trees, CountryPacks packs, Appointable appointable)
{
    public sealed class Input
    {
        [Required] public Guid? PersonId { get; set; }
        [Required] public PostKind? Post { get; set; }
        [Required] public Guid? UnitId { get; set; }
        public string? Field { get; set; }

        /// <summary>Full loads: 0.25 is a quarter.</summary>
        [Required] public decimal? Load { get; set; } = 1;
        [Required] public DateOnly? StartsOn { get; set; }
        public DateOnly? EndsOn { get; set; }

        /// <summary>What the load is paid from.</summary>
        public Guid? SourceId { get; set; }

        /// <summary>The appointment whose term this one continues.</summary>
        public Guid? SucceedsId { get; set; }

        /// <summary>The units that a programme's mentor serves by agreement, among those of the manager.</summary>
        [MaxLength(Mandate.UnitsMax)] public List<Guid> Units { get; set => field = value ?? []; } = []; // a form with none chosen posts none
    }

    public async Task<Outcome<Guid>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        var (personId, post, unitId, field) = (input.PersonId!.Value, input.Post!.Value, input.UnitId!.Value, input.Field ?? "");
        if ((await trees.Now(ct)).Find(unitId) is not { } unit || !viewer.May(AppointmentRights.Make, unit.CountryId, unitId)) return Problem.NotFound;
        if (personId == viewer.PersonId) return Appointment.Oneself;
        if (await db.Seen<Person>(viewer).AsNoTracking().FirstOrDefaultAsync(p => p.Id == personId && p.MergedIntoId == null, ct) is not { } person) return Problem.NotFound;
        if (person.CountryId != unit.CountryId && post != PostKind.Administrator) return Appointment.OtherCountry;
        if (!(await appointable.In(unitId, viewer, ct)).TryGetValue(post, out var seat)) return Appointment.PostNotYours;
        if (field.Length > 0 && packs[unit.CountryId].SupportFields.All(f => f.Code != field)) return CountryPack.FieldUnknown;
        if (input.SourceId is { } source && !await db.Seen<FundingSource>(viewer).AnyAsync(s => s.Id == source && s.CountryId == unit.CountryId, ct)) return Appointment.SourceUnknown;
        var named = input.Units.Distinct().ToList();
        if (named.Count > 0 && named.Except(await OwnUnits(viewer, seat, ct)).Any()) return Mandate.UnitsNotYours;

        var appointment = new Appointment
        {
            Id = Guid.CreateVersion7(),
            CountryId = unit.CountryId,
            PersonId = personId,
            Post = post,
            UnitId = unitId,
            AppointedByUnitId = seat.UnitId,
            AppointedById = viewer.PersonId,
            Field = field,
            Load = Appointment.Thousandths(input.Load!.Value),
            SourceId = input.SourceId,
            SucceedsId = input.SucceedsId,
            StartsOn = input.StartsOn!.Value,
        };
        appointment.LastsUntil(input.EndsOn);
        if (appointment.Check(viewer.Today).Problem is { } wrong) return wrong;
        await using var together = await db.Begin(ct);
        await db.Hold<Person>(personId, ct); // of two who appoint at the same moment the second sees what the first has given
        var (starts, ends) = (appointment.StartsOn, appointment.EndsOn ?? DateOnly.MaxValue);
        if (input.SucceedsId is { } before && !await db.Seen<Appointment>(viewer).AnyAsync(a => a.Id == before && a.UnitId == unitId && a.Post == post && a.EndsOn < starts, ct)) return Appointment.SucceedsNothing;
        if (await db.Seen<Appointment>(viewer).AnyAsync(a => a.PersonId == personId && a.UnitId == unitId && a.Post == post && a.Field == field && a.StartsOn <= ends && (a.EndsOn == null || a.EndsOn >= starts), ct)) return Appointment.HeldAlready;

        db.Add(viewer, appointment);
        db.Record(viewer, new PersonAppointed(personId), appointment);
        if (named.Count > 0)
        {
            var mandate = new Mandate { Id = Guid.CreateVersion7(), CountryId = unit.CountryId, PersonId = personId, Kind = MandateKind.Units, Post = post, GivenByUnitId = seat.UnitId, StartsOn = appointment.StartsOn, EndsOn = appointment.EndsOn };
            foreach (var one in named) mandate.Over(one);
            db.Add(viewer, mandate);
            db.Record(viewer, new MandateGiven(personId), mandate);
        }
        db.Notify(Notification.To(personId, person.CountryId, db.Now, AppointmentPage.Url(appointment.Id), Texts.Id("{0} appointed you to a post in {1}."), viewer.Name, unit.Name));
        if ((await db.Save(ct)).Problem is { } problem) return problem;
        await together.Commit(ct);
        return appointment.Id;
    }

    /// <summary>The units that the viewer serves through mandates under the post of this seat: those they may hand on.</summary>
    public async Task<Guid[]> OwnUnits(Viewer viewer, Seat seat, CancellationToken ct = default)
    {
        var today = viewer.Today;
        return await db.Seen<Mandate>(viewer).AsNoTracking().Where(m => m.PersonId == viewer.PersonId && m.Post == seat.Post && m.SubjectId == null && m.StartsOn <= today && (m.EndsOn == null || m.EndsOn >= today))
            .SelectMany(m => m.Units).Select(u => u.UnitId).Distinct().ToArrayAsync(ct);
    }
}
