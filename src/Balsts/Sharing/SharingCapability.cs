using Foundation.Viewers;

namespace Balsts.Sharing;

public sealed class SharingCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddSingleton(_ => new SightReader(House.Rooms.SelectMany(r => r.Rights).Select(r => r.Right)));
        services.AddScoped<FindWhoSees>();
        services.AddScoped<IWhoSees, FindWhoSees>();
    }

    public override void Api(IEndpointRouteBuilder api) => WhoSeesApi.Map(api);
}
