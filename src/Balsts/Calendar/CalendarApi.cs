using System.Security.Cryptography;
using Balsts.People;
using Foundation.Data;
using Foundation.Documents;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Security;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.Net.Http.Headers;

namespace Balsts.Calendar;

/// <summary>One's own calendar over the API, and the address at which other programs read it.</summary>
static class CalendarApi
{
    public const int DaysMax = 400;
    const int DaysWhenUnsaid = 31;

    /// <param name="On">The day on the clock of the country.</param>
    /// <param name="State">What became of it.</param>
    public sealed record Item(Guid Id, DateOnly On, TimeOnly? At, int Minutes, string Title, string Topic, Guid? UnitId, CalendarState State, string Address);

    public sealed record Feed(Uri Address);

    static readonly Problem DaysOutside = new(ProblemKind.Invalid, "calendar.days", "Ask for at most {0} days, and for the first one first.", "To") { Args = [DaysMax] };

    public static void Map(IEndpointRouteBuilder api)
    {
        var calendar = api.MapGroup("/calendar").WithTags("Calendar");
        calendar.MapGet("", async (HttpContext http, FindCalendar find, Texts t, DateOnly? from, DateOnly? to) =>
            {
                var first = from ?? http.Viewer()!.Today;
                var last = to ?? DateOnly.FromDayNumber(Math.Min(first.DayNumber + DaysWhenUnsaid, DateOnly.MaxValue.DayNumber));
                if (last < first || last.DayNumber - first.DayNumber > DaysMax) return http.Refuse(DaysOutside);
                return Results.Ok(new Listing<Item>([.. (await find.Of(http.Viewer()!, first, last, t, http.RequestAborted)).Select(e => new Item(e.Id, e.On, e.At, e.Minutes, e.Title, e.Topic, e.UnitId, e.State, e.Address))], null));
            })
            .WithName("ReadCalendar").WithSummary("Your own calendar from one day to another; without days, from today a month ahead.").Produces<Listing<Item>>().ProducesValidationProblem(422);
        calendar.MapPost("feed", async (HttpContext http, KeepFeed keep) =>
            {
                var made = await keep.Make(http.Viewer()!, http.RequestAborted);
                return made.Problem is { } problem ? http.Refuse(problem) : Results.Ok(new Feed(made.Value!));
            })
            .WithMetadata(new WholeAttribute()).WithName("MakeCalendarFeed").WithSummary("Makes a secret address of your calendar, and revokes the one before. It is told this once.").Produces<Feed>().ProducesProblem(409);
        calendar.MapPost("feed/revoke", async (HttpContext http, KeepFeed keep) =>
            http.Answer(await keep.Revoke(http.Viewer()!, http.RequestAborted)))
            .WithName("RevokeCalendarFeed").WithSummary("Nothing is at the secret address of your calendar any more.").Produces(204).ProducesProblem(409);
    }

    /// <summary>Whoever has the address reads it. What is not there answers as any page that is not there.</summary>
    public static void MapFeed(IEndpointRouteBuilder pages) => pages.MapMethods("/calendar/{secret}.ics", [HttpMethods.Get, HttpMethods.Head], async (HttpContext http, string secret, ReadFeed read, AppDb db) =>
    {
        if (await read.Run(secret, http.RequestAborted) is not { } calendar) return Results.NotFound();
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        var version = Convert.ToHexStringLower(SHA256.HashData(calendar.Write(DateTime.UnixEpoch)).AsSpan(0, 16)); // of what it says, not of when it was written
        return Results.Bytes(calendar.Write(db.Now), ICalendar.ContentType, entityTag: new EntityTagHeaderValue($"\"{version}\""));
    }).AllowAnonymous();
}
