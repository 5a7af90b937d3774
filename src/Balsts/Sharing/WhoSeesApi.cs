using System.Reflection;
using Foundation.Viewers;
using Foundation.Web;

namespace Balsts.Sharing;

/// <summary>Who can see a thing, for programs: under the address of the thing, for every kind that a room lists.</summary>
static class WhoSeesApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var map = typeof(WhoSeesApi).GetMethod(nameof(MapKind), BindingFlags.NonPublic | BindingFlags.Static)!;
        foreach (var (path, entity) in House.Rooms.SelectMany(r => r.Asked)) map.MakeGenericMethod(entity).Invoke(null, [api, path]);
    }

    static void MapKind<T>(IEndpointRouteBuilder api, string path) where T : class, ISeen<T> =>
        api.MapGet($"/{path}/{{id:guid}}/who-sees", async (Guid id, HttpContext http, IWhoSees who) =>
            http.Show(await who.Of<T>(id, http.Viewer()!, http.RequestAborted)))
            .WithTags("Sharing").WithName($"WhoSees{typeof(T).Name}").WithSummary("Who can see it, and why: read from the rule that lets them.").Produces<SeenByWhom>().ProducesProblem(404);
}
