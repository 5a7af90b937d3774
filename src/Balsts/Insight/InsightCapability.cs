using Balsts.Initiatives;
using Balsts.Units;

namespace Balsts.Insight;

public sealed class InsightCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<FindHeat>();
        services.AddScoped<FindDevelopment>();
        services.AddScoped<IInitiativePanel, HeatOnInitiativePage>();
        services.AddScoped<IUnitPanel, InsightOnUnitPage>();
    }

    public override void Endpoints(IEndpointRouteBuilder pages) => InsightExport.Map(pages);

    public override void Api(IEndpointRouteBuilder api) => InsightApi.Map(api);
}
