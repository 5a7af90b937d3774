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

/// <summary>Puts somebody forward for a post in a unit; nothing is theirs before they say yes.</summary>
public sealed class NominatePerson(AppDb db, UnitTrees trees, CountryPacks packs, Appointable appointable)
{
    public sealed class Input
    {
        [Required] public Guid? PersonId { get; set; }
        [Required] public PostKind? Post { get; set; }
        [Required] public Guid? UnitId { get; set; }
        public string? Field { get; set; }

        /// <summary>Full loads: 0.25 is a quarter.</summary>
        [Required] public decimal? Load { get; set; }
        [Required] public DateOnly? StartsOn { get; set; }
        public DateOnly? EndsOn { get; set; }

        /// <summary>What the load is paid from.</summary>
        public Guid? SourceId { get; set; }

        /// <summary>The appointment whose term this one continues.</summary>
        public Guid? SucceedsId { get; set; }
    }

    /// <summary>The posts to which the viewer may nominate in a unit: those that they may give and that have a charter.</summary>
    public async Task<IReadOnlyDictionary<PostKind, Seat>> Posts(Guid unitId, Viewer viewer, CancellationToken ct = default)
    {
        var giveable = await appointable.In(unitId, viewer, ct);
        return (await trees.Now(ct)).Find(unitId) is { } unit ? giveable.Where(p => packs[unit.CountryId].CharterOf(p.Key) is not null).ToDictionary() : giveable;
    }

    public async Task<Outcome<Guid>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        var (personId, post, unitId, field) = (input.PersonId!.Value, input.Post!.Value, input.UnitId!.Value, input.Field ?? "");
        if ((await trees.Now(ct)).Find(unitId) is not { } unit || !viewer.May(AppointmentRights.Make, unit.CountryId, unitId)) return Problem.NotFound;
        if (personId == viewer.PersonId) return Appointment.Oneself;
        if (await db.Seen<Person>(viewer).AsNoTracking().FirstOrDefaultAsync(p => p.Id == personId && p.MergedIntoId == null, ct) is not { } person) return Problem.NotFound;
        if (person.CountryId != unit.CountryId) return Appointment.OtherCountry;
        if (packs[unit.CountryId].CharterOf(post) is null) return Nomination.PostWithoutCharter;
        if (!(await Posts(unitId, viewer, ct)).TryGetValue(post, out var seat)) return Appointment.PostNotYours;
        if (field.Length > 0 && packs[unit.CountryId].SupportFields.All(f => f.Code != field)) return CountryPack.FieldUnknown;
        if (input.SourceId is { } source && !await db.Seen<FundingSource>(viewer).AnyAsync(s => s.Id == source && s.CountryId == unit.CountryId, ct)) return Appointment.SourceUnknown;

        var nomination = new Nomination
        {
            Id = Guid.CreateVersion7(),
            CountryId = unit.CountryId,
            PersonId = personId,
            Post = post,
            UnitId = unitId,
            Field = field,
            Load = Appointment.Thousandths(input.Load!.Value),
            StartsOn = input.StartsOn!.Value,
            EndsOn = input.EndsOn,
            SourceId = input.SourceId,
            SucceedsId = input.SucceedsId,
            NominatedById = viewer.PersonId,
            NominatedByUnitId = seat.UnitId,
            NominatedAt = db.Now,
        };
        if (Appointment.Of(nomination, nomination.StartsOn).Check(viewer.Today).Problem is { } wrong) return wrong;
        if (nomination.EndsOn < viewer.Today) return Appointment.Over with { Field = "EndsOn" };
        await using var together = await db.Begin(ct);
        await db.Hold<Person>(personId, ct); // of two who nominate at the same moment the second sees what the first has put forward
        var (starts, ends) = (nomination.StartsOn, nomination.EndsOn ?? DateOnly.MaxValue);
        if (input.SucceedsId is { } before && !await db.Seen<Appointment>(viewer).AnyAsync(a => a.Id == before && a.UnitId == unitId && a.Post == post && a.EndsOn < starts, ct)) return Appointment.SucceedsNothing;
        if (await db.Seen<Appointment>(viewer).AnyAsync(a => a.PersonId == personId && a.UnitId == unitId && a.Post == post && a.Field == field && a.StartsOn <= ends && (a.EndsOn == null || a.EndsOn >= starts), ct)) return Appointment.HeldAlready;
        if (await db.Seen<Nomination>(viewer).AnyAsync(n => n.PersonId == personId && n.UnitId == unitId && n.Post == post && n.Field == field && n.State == NominationState.Waiting, ct)) return Nomination.WaitsAlready;

        db.Add(viewer, nomination);
        db.Record(viewer, new PersonNominated(personId), nomination);
        db.Notify(Notification.To(personId, person.CountryId, db.Now, NominationPage.Url(nomination.Id), Texts.Id("{0} nominates you for a post in {1}."), viewer.Name, unit.Name));
        if ((await db.Save(ct)).Problem is { } problem) return problem;
        await together.Commit(ct);
        return nomination.Id;
    }
}
