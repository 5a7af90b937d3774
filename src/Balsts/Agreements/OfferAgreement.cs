using System.ComponentModel.DataAnnotations;
using Balsts.Activities;
using Balsts.Goals;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Agreements;

/// <summary>Offers an agreement: to an educator whom one supports, to a colleague, or to somebody whose lesson the organiser wants to attend. With several educators it is one agreement for each.</summary>
public sealed class OfferAgreement(AppDb db, UnitTrees trees, LedgerRules ledger, FindGoals goals, FindAgreements find, PersonNames names)
{
    public sealed class Input
    {
        /// <summary>Where the educators work.</summary>
        [Required] public Guid? UnitId { get; set; }
        [MaxLength(SupportAgreement.PeopleMax)] public List<Guid> People { get; set => field = value ?? []; } = [];
        [Required] public AgreementKind? Kind { get; set; }

        /// <summary>Of support; a visit has none.</summary>
        public AgreementMethod? Method { get; set; }
        public AgreementChannel? Channel { get; set; }
        [Range(1, SupportAgreement.WeeksMax)] public int? EveryWeeks { get; set; }
        [Range(SupportAgreement.MinutesMin, SupportAgreement.MinutesMax)] public int? Minutes { get; set; }
        [StringLength(AgreementTerms.FocusMax)] public string? Focus { get; set; }

        /// <summary>Goals of the educator, of the institution or of those above it.</summary>
        [MaxLength(AgreementTerms.GoalsMax)] public List<Guid> Goals { get; set => field = value ?? []; } = [];
        [Required] public DateOnly? StartsOn { get; set; }
        [Required] public DateOnly? EndsOn { get; set; }
    }

    /// <summary>Gives the id of the first.</summary>
    public async Task<Outcome<Guid>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        if ((await trees.Now(ct)).Find(input.UnitId!.Value) is not { } unit) return Problem.NotFound;
        var (kind, people) = (input.Kind!.Value, input.People.Distinct().ToList());
        if (!await May(kind, unit, viewer, ct)) return kind == AgreementKind.Peer && viewer.Countries.Contains(unit.CountryId) ? SupportAgreement.NotAColleague : Problem.NotFound;
        if (people.Count == 0) return SupportAgreement.NobodyChosen;
        if (people.Contains(viewer.PersonId)) return SupportAgreement.Oneself;
        Guid? initiative = null;
        if (kind == AgreementKind.Support)
        {
            var stands = await ledger.StandsUnder(viewer, unit.Id, viewer.Today, "", null, null, ct);
            if (stands.Problem is { } nowhere) return nowhere with { Field = "UnitId" };
            initiative = stands.Value.Initiative;
        }
        var served = (await goals.Served(unit.Id, people, viewer, ct)).ToDictionary(g => g.Id);
        if (input.Goals.Exists(g => !served.ContainsKey(g))) return SupportAgreement.GoalElsewhere;
        await using var together = await db.Begin(ct);
        Guid first = default;
        foreach (var person in people)
        {
            await db.Hold<Person>(person, ct); // of two at the same moment the second finds the first
            if (!await find.WorksThere(person, unit.Id, viewer, kind == AgreementKind.Peer, ct)) return SupportAgreement.NotThere;
            if (await find.Standing(kind, viewer.PersonId, person, viewer, ct)) return SupportAgreement.ThereAlready.With((await names.Of([person], ct)).GetValueOrDefault(person, ""));
            var agreement = new SupportAgreement { Id = Guid.CreateVersion7(), CountryId = unit.CountryId, UnitId = unit.Id, Kind = kind, PersonId = person, SupporterId = viewer.PersonId, OfferedById = viewer.PersonId, InitiativeId = initiative };
            if (agreement.Describe(input.Method, input.Channel, input.EveryWeeks, input.Minutes, input.StartsOn!.Value, input.EndsOn!.Value, viewer.Today).Problem is { } wrong) return wrong;
            db.Add(viewer, agreement);
            db.Add(viewer, AgreementTerms.Of(agreement, WellFormed.Of(input.Focus ?? ""), [.. input.Goals.Distinct().Where(g => served[g].PersonId is not { } whose || whose == person)]));
            db.Record(viewer, new AgreementOffered(), agreement);
            db.Notify(Notification.To(person, agreement.CountryId, db.Now, AgreementPage.Url(agreement.Id), Texts.Id("{0} offers you an agreement"), viewer.Name));
            if (first == default) first = agreement.Id;
        }
        if ((await db.Save(ct)).Problem is { } problem) return problem;
        await together.Commit(ct);
        return first;
    }

    /// <summary>Whether the viewer may offer such an agreement where the educators work.</summary>
    public async Task<bool> May(AgreementKind kind, TreeUnit unit, Viewer viewer, CancellationToken ct = default) => kind switch
    {
        AgreementKind.Support => viewer.May(AgreementRights.Offer, unit.CountryId, unit.Id),
        AgreementKind.Organiser => viewer.May(AgreementRights.Attend, unit.CountryId, unit.Id),
        _ => await db.Seen<Employment>(viewer).AnyAsync(e => e.PersonId == viewer.PersonId && e.UnitId == unit.Id && (e.StartsOn == null || e.StartsOn <= viewer.Today) && (e.EndsOn == null || e.EndsOn >= viewer.Today), ct),
    };
}
