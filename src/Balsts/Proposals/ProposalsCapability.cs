using Balsts.People;
using Balsts.Units;
using Foundation.Data;

namespace Balsts.Proposals;

public sealed class ProposalsCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<IWaitingPart, WaitingProposals>();
        services.AddScoped<MakeProposal>();
        services.AddScoped<TreatProposal>();
        services.AddScoped<FindProposals>();
    }

    public override void Endpoints(IEndpointRouteBuilder pages)
    {
        ProposalsApi.MapActs(pages);
        FindProposals.MapExport(pages);
    }

    public override void Api(IEndpointRouteBuilder api) => ProposalsApi.Map(api);

    public override IEnumerable<MenuItem> Menu => [new(ProposalsPage.Url, "bulb", "Proposals")];

    public override IEnumerable<RightGrant> Rights =>
    [
        new(ProposalRights.Answer, "Answer proposals made to the own unit", PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.Head),
    ];

    public override IEnumerable<(string Path, Type Entity)> Asked => [("proposals", typeof(Proposal))];

    /// <summary>What was answered is the unit's own business as well, and stays without a name until its time is over.</summary>
    public override IEnumerable<Kept> Kept =>
    [
        new(DataKind.Proposals, new Erasable<Proposal> { Of = g => p => g.People.Contains(p.AuthorId) && (p.State == ProposalState.Sent || p.State == ProposalState.Withdrawn), From = g => p => p.On < g.Before, Unit = p => p.AddresseeUnitId, Words = [p => p.Title, p => p.Text, p => p.Answer, p => p.Decision, p => p.Effect] }),
    ];

    public override IEnumerable<PersonData> Persons =>
    [
        new(typeof(Proposal), nameof(Proposal.AuthorId), "Who made a proposal", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
    ];
}
