using Balsts.Activities;
using Balsts.Initiatives;
using Balsts.People;
using Balsts.Units;

namespace Balsts.Insight;

public sealed class InsightCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<FindHeat>();
        services.AddScoped<FindDevelopment>();
        services.AddScoped<FindPromise>();
        services.AddScoped<FindOverview>();
        services.AddScoped<CountStaff>();
        services.AddScoped<IPersonPanel, PromiseOnPersonPage>();
        services.AddScoped<IInitiativePanel, HeatOnInitiativePage>();
        services.AddScoped<IUnitPanel, InsightOnUnitPage>();
    }

    public override void Endpoints(IEndpointRouteBuilder pages) => InsightExport.Map(pages);

    public override void Api(IEndpointRouteBuilder api) => InsightApi.Map(api);

    public override IEnumerable<MenuItem> Menu => [new(OverviewPage.Url, "chart-bar", "Insight", ActivityRights.Read)];

    public override IEnumerable<Chore> Chores => [new(typeof(CountStaff), TimeSpan.FromHours(1), "Counts how many people work where: of whom shares are made.")];
}
