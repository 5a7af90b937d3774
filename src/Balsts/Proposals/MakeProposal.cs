using System.ComponentModel.DataAnnotations;
using Balsts.Appointments;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Ui;
using Foundation.Viewers;

namespace Balsts.Proposals;

/// <summary>A unit to which somebody may address a proposal because of what they do there, beside their own units and those above.</summary>
public interface IAddressees
{
    Task<IReadOnlyList<Guid>> Of(Viewer viewer, CancellationToken ct);
}

/// <summary>Makes a proposal to those who lead the own unit or one above it.</summary>
public sealed class MakeProposal(AppDb db, UnitTrees trees, SeatHolders seats, IEnumerable<IAddressees> rooms)
{
    public sealed class Input
    {
        [Required] public Guid? AddresseeUnitId { get; set; }
        [Required, StringLength(Proposal.TitleMax)] public string? Title { get; set; }
        [Required, StringLength(Proposal.TextMax)] public string? Text { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        var addressee = input.AddresseeUnitId!.Value;
        if ((await Addressees(viewer, ct)).FirstOrDefault(u => u.Id == addressee) is not { } unit) return Proposal.NotThere;
        var proposal = new Proposal
        {
            Id = Guid.CreateVersion7(),
            CountryId = unit.CountryId,
            AuthorId = viewer.PersonId,
            AddresseeUnitId = addressee,
            Title = WellFormed.Of(input.Title!).Trim(),
            Text = WellFormed.Of(input.Text!).Trim(),
            On = viewer.Today,
        };
        db.Add(viewer, proposal);
        db.Record(viewer, new ProposalMade(), proposal);
        foreach (var person in (await seats.Of(ProposalRights.Answer, [addressee], viewer.Today, ct))[addressee].Where(p => p != viewer.PersonId))
            db.Notify(Notification.To(person, unit.CountryId, db.Now, ProposalPage.Url(proposal.Id), Texts.Id("{0} made a proposal to {1}."), viewer.Name, unit.Name));
        return (await db.Save(ct)).Problem is { } problem ? problem : proposal.Id;
    }

    /// <summary>The units to whose leaders the viewer may make a proposal: their own, those above, and those that a room above knows. Units that nobody else leads are left out.</summary>
    public async Task<IReadOnlyList<TreeUnit>> Addressees(Viewer viewer, CancellationToken ct = default)
    {
        var tree = await trees.Now(ct);
        var units = viewer.Home.ToList();
        foreach (var room in rooms) units.AddRange(await room.Of(viewer, ct));
        var led = await seats.Of(ProposalRights.Answer, units, viewer.Today, ct);
        return [.. units.Distinct().Where(u => led[u].Any(p => p != viewer.PersonId)).Select(tree.Find).OfType<TreeUnit>()];
    }
}
