using System.ComponentModel.DataAnnotations;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>Joins a school to an initiative by agreement, or says anew what was agreed.</summary>
public sealed class JoinSchool(AppDb db, UnitTrees trees, ReachInStep reach, HeadsOf heads)
{
    public sealed class Input
    {
        /// <summary>The school; asked only when it joins.</summary>
        public Guid? UnitId { get; set; }

        /// <summary>The day of the agreement.</summary>
        public DateOnly? AgreedOn { get; set; }

        /// <summary>Whom to ask at the school.</summary>
        public Guid? ContactPersonId { get; set; }
        [StringLength(InitiativeSchool.WantsMax)] public string? Wants { get; set; }
        [Required] public DateOnly? StartsOn { get; set; }
    }

    public static readonly Problem ContactUnknown = new(ProblemKind.Invalid, "school.contact", "Choose somebody who leads or works in this school.", "ContactPersonId");

    public async Task<Outcome<Guid>> Run(Guid initiativeId, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Managed(initiativeId, viewer, ct) is not { } initiative) return Problem.NotFound;
        if (viewer.Today > initiative.LastDay) return Initiative.IsOver;
        if ((await trees.Now(ct)).Find(input.UnitId ?? Guid.Empty) is not { Kind: UnitKind.Institution or UnitKind.Branch } unit || unit.CountryId != initiative.CountryId) return InitiativeSchool.NotASchool;
        var joined = await db.Seen<InitiativeSchool>(viewer).Where(s => s.InitiativeId == initiativeId).Select(s => new { s.UnitId, s.EndsOn }).ToListAsync(ct);
        if (joined.Exists(s => s.UnitId == unit.Id && (s.EndsOn is null || s.EndsOn >= input.StartsOn))) return InitiativeSchool.JoinedAlready;
        if (joined.Count >= Initiative.SchoolsMax) return InitiativeSchool.TooMany;

        var school = new InitiativeSchool { Id = Guid.CreateVersion7(), CountryId = initiative.CountryId, InitiativeId = initiativeId, Initiative = initiative, UnitId = unit.Id };
        if ((await Agree(school, input, viewer, ct)).Problem is { } wrong) return wrong;
        db.Add(viewer, school);
        db.RecordAt(viewer, new SchoolJoined(unit.Id), school);
        await reach.Keep(initiative, viewer, ct);
        foreach (var head in (await heads.Of(unit.Id, viewer.Today, ct)).Where(h => h.Id != viewer.PersonId))
            db.Notify(Notification.To(head.Id, initiative.CountryId, db.Now, SchoolInInitiativePage.Url(school.Id), Texts.Id("Your school takes part in “{0}”. Name the people who take part."), initiative.Name));
        return (await db.Save(ct)).Problem is { } problem ? problem : school.Id;
    }

    public async Task<Outcome<Guid>> Change(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.ManagedSchool(id, viewer, ct) is not { } school) return Problem.NotFound;
        if (version is { } known && !db.StillAt(school, known)) return Problem.ChangedMeanwhile;
        if ((await Agree(school, input, viewer, ct)).Problem is { } wrong) return wrong;
        db.RecordAt(viewer, new AgreementChanged(school.UnitId), school);
        await reach.Keep(school.Initiative!, viewer, ct);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    /// <summary>The people who may be the school's contact: those who lead it, and those of its people whom the viewer reaches.</summary>
    public async Task<Outcome> Agree(InitiativeSchool school, Input input, Viewer viewer, CancellationToken ct)
    {
        if (input.ContactPersonId is { } contact && contact != school.ContactPersonId
            && !(await heads.Of(school.UnitId, viewer.Today, ct)).Any(h => h.Id == contact)
            && !await db.Seen<Employment>(viewer).AnyAsync(e => e.PersonId == contact && e.UnitId == school.UnitId && (e.EndsOn == null || e.EndsOn >= viewer.Today), ct)) return ContactUnknown;
        return school.Agree(input.AgreedOn, input.ContactPersonId, WellFormed.Of(input.Wants ?? ""), input.StartsOn!.Value);
    }
}
