using Balsts.Units;

namespace Balsts.Sources;

public sealed class SourcesCapability : Capability
{
    public override void Services(IServiceCollection services) => services.AddScoped<KeepSource>();

    public override void Endpoints(IEndpointRouteBuilder pages) => FindSources.MapExport(pages);

    public override void Api(IEndpointRouteBuilder api) => SourcesApi.Map(api);

    public override IEnumerable<MenuItem> Menu => [new(SourcesPage.Url, "coin", "Funding sources", SourceRights.Manage)];

    public override IEnumerable<RightGrant> Rights =>
    [
        new(SourceRights.Manage, "Keep funding sources and what they demand", PostKind.Administrator, PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager),
    ];
}
