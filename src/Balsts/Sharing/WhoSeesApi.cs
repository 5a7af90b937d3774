using System.Reflection;
using Foundation.Viewers;
using Foundation.Web;

namespace Balsts.Sharing;

/// <summary>Who can see a thing, for programs: under the address of the thing, for every kind that a room lists.</summary>
static class WhoSeesApi
{
    /// <param name="Why">What the row says of them, or what their post lets them do; in the reader’s language.</param>
    /// <param name="Me">You are one of them.</param>
    public sealed record Because(string Why, IReadOnlyList<string> Who, bool Me);
    public sealed record Answer(string Brief, IReadOnlyList<Because> Lines);

    public static void Map(IEndpointRouteBuilder api)
    {
        var map = typeof(WhoSeesApi).GetMethod(nameof(MapKind), BindingFlags.NonPublic | BindingFlags.Static)!;
        foreach (var (path, entity) in House.Rooms.SelectMany(r => r.Asked)) map.MakeGenericMethod(entity).Invoke(null, [api, path]);
    }

    static void MapKind<T>(IEndpointRouteBuilder api, string path) where T : class, ISeen<T> =>
        api.MapGet($"/{path}/{{id:guid}}/who-sees", async (Guid id, HttpContext http, IWhoSees who) =>
            http.Show(await who.Of<T>(id, http.Viewer()!, http.RequestAborted) is { } seen ? new Answer(seen.Brief, [.. seen.Lines.Select(l => new Because(l.Why, l.Who, l.Me))]) : null))
            .WithTags("Sharing").WithName($"WhoSees{typeof(T).Name}").WithSummary("Who can see it, and why: read from the rule that lets them.").Produces<Answer>().ProducesProblem(404);
}
