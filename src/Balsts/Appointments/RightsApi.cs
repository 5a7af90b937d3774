using Balsts.Units;
using Foundation.Languages;

namespace Balsts.Appointments;

/// <summary>The table post × right for programs: what a token's scope is chosen from.</summary>
static class RightsApi
{
    /// <param name="Text">What it lets one do, in the reader's language.</param>
    /// <param name="AtUnitsOfMandate">A mandate over an initiative or group carries it at the units that it names, not only over what belongs to it.</param>
    public sealed record RightItem(string Right, string Text, IReadOnlyList<PostKind> Posts, bool AtUnitsOfMandate);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/rights", (Texts t) => TypedResults.Ok(House.Rooms.SelectMany(r => r.Rights).Select(r => new RightItem(r.Right, t[r.Text], [.. r.Posts.Order()], r.AtUnitsOfMandate)).ToList()))
            .WithTags("Appointments").WithName("ListRights").WithSummary("What each post lets one do: the table that the house itself asks.");
}
