using Balsts.Units;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Viewers;
using Foundation.Web;

namespace Balsts.Shell;

/// <summary>The viewer over the API: who they are, what they were told.</summary>
static class ShellApi
{
    /// <summary>Who looks, and what they may do anywhere.</summary>
    public sealed record Me(Guid Id, string Name, string Language, string[] Countries, string[] Posts, string[] Rights);

    /// <summary>One thing the viewer was told, in their language.</summary>
    public sealed record Told(Guid Id, DateTime At, string Text, string Address, DateTime? ReadAt);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("me", (HttpContext http) =>
        {
            var viewer = http.Viewer()!;
            return new Me(viewer.PersonId, viewer.Name, viewer.Language, viewer.Countries, viewer.Posts, [.. viewer.Rights.Order(StringComparer.Ordinal)]);
        }).WithTags("me").WithSummary("Who you are: name, language, countries, posts and rights.");
        api.MapGet("search", (HttpContext http, AppDb db, UnitTrees trees, Texts t, string? q, CancellationToken ct) => FindAnything.Of(q, db, trees, t, http.Viewer()!, ct))
            .WithTags("search").WithSummary("People, units and pages of a name: up to ten of each, as far as you see them; diacritics do not matter.");
        api.MapGet("me/notices", async (HttpContext http, ChooseNotices notices, CancellationToken ct) => (await notices.Now(http.Viewer()!, ct)).Chosen)
            .WithTags("me").WithName("ShowNotices").WithSummary("Which notices come to you by mail, and how soon.");
        api.MapPut("me/notices", async (ChooseNotices.Input input, HttpContext http, ChooseNotices notices, CancellationToken ct) => http.Answer(await notices.Run(input, http.Viewer()!, ct)))
            .WithTags("me").WithName("ChooseNotices").WithSummary("Chooses, for the kinds that you name, how soon they come by mail, and the day of the weekly letter.").Produces(204).ProducesProblem(409).ProducesValidationProblem(422);
        api.MapGet("notifications", async (HttpContext http, AppDb db, Texts t, int? limit, Guid? after, CancellationToken ct) =>
        {
            var (rows, next) = await Notifications.Page(db, http.Viewer()!, Api.Limit(limit), after, ct);
            return new Listing<Told>([.. rows.Select(n => new Told(n.Id, n.At, t[n.Text, n.Arguments], n.Address, n.ReadAt))], next?.ToString());
        }).WithTags("notifications").WithSummary("What you were told, newest first.");
    }
}
