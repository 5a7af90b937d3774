using Balsts.Units.Register;
using Balsts.Works;
using Foundation.Jobs;
using Foundation.Languages;

namespace Balsts.Units;

public sealed class UnitsCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddSingleton<CountryPacks>();
        services.AddSingleton<UnitTrees>();
        services.AddScoped<FindUnits>();
        services.AddScoped<AddUnit>();
        services.AddScoped<DescribeUnit>();
        services.AddScoped<ImportRegister>();
        services.AddScoped<PrepareImport>();
        services.AddScoped<StartImport>();
        services.AddScoped<IWorker, RegisterWorker>();
        services.AddScoped<IWorkResult, RegisterWorker>();
    }

    public override void Endpoints(IEndpointRouteBuilder pages)
    {
        UnitsExport.Map(pages);
        RegisterEndpoints.MapPages(pages);
    }

    public override void Api(IEndpointRouteBuilder api)
    {
        UnitsApi.Map(api);
        RegisterEndpoints.MapApi(api);
    }

    public override IEnumerable<Verb> Verbs => [ImportVerb.Verb];

    public override IEnumerable<MenuItem> Menu => [new(UnitsPage.Url, "sitemap", Texts.Id("Units"))];

    public override IEnumerable<RightGrant> Rights =>
    [
        new(UnitRights.Manage, Texts.Id("Add and change units"), PostKind.Administrator, PostKind.StateOfficer, PostKind.SupportLead),
    ];
}
