using Balsts.Activities;
using Balsts.Initiatives;
using Foundation.Outcomes;
using Foundation.Periods;
using Foundation.Viewers;
using Foundation.Web;

namespace Balsts.Insight;

/// <summary>What support adds up to, for programs: the same numbers as on the pages.</summary>
static class InsightApi
{
    /// <param name="Reached">How many of those taking part received support in the month.</param>
    /// <param name="Report">How far the report of the school's mentor is; null while none is due.</param>
    public sealed record HeatSquare(Guid UnitId, Month Month, int Participants, int Reached, int Activities, int Minutes, MonthStanding? Report);

    /// <param name="Reached">How many people received support; null above an institution.</param>
    /// <param name="GoalsSet">Null above an institution.</param>
    public sealed record UnitMonth(Month Month, int? Reached, int Activities, int Minutes, int WithGoal, int WithNeed, int? GoalsSet, IReadOnlyDictionary<ActivityKind, int> Kinds);

    /// <param name="Year">The calendar year in which the school year begins.</param>
    /// <param name="GoalsReached">Null where fewer people than the country asks for stand behind it.</param>
    public sealed record UnitYear(Guid UnitId, int Year, int? Reached, int? Staff, int? GoalsReached, IReadOnlyList<UnitMonth> Months);

    /// <param name="Staff">How many people work there; 0 where it was not counted.</param>
    /// <param name="UsefulTenths">Null where fewer people than the country asks for have rated, or where it would tell what few have; above an institution as of the last hourly count.</param>
    public sealed record UnitPromise(Guid UnitId, int Year, int Staff, int Reached, int Regular, int Purposeful, int Aligned, int? UsefulTenths);

    public sealed record Waiting(Guid PersonId, string Name, IReadOnlyList<Guid> Units);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/initiatives/{id:guid}/heat", async (Guid id, Month? from, HttpContext http, FindHeat find, CancellationToken ct) =>
                await find.Of(id, from, http.Viewer()!, ct) is { } map
                    ? Results.Ok(new Listing<HeatSquare>([.. map.Rows.SelectMany(r => r.Cells.Select((c, i) => (r.UnitId, Month: map.Months[i], Cell: c))).Where(s => s.Cell is not null).Select(s => new HeatSquare(s.UnitId, s.Month, s.Cell!.Participants, s.Cell.Reached, s.Cell.Activities, s.Cell.Minutes, s.Cell.Standing))], null))
                    : http.Refuse(Problem.NotFound))
            .WithMetadata(new MayAttribute(InitiativeRights.Manage)).WithTags("Insight").WithName("ReadInitiativeByMonth").WithSummary("The schools of an initiative by month (at most twelve): who was reached of those taking part, hours, pieces of support, how far the report is.").Produces<Listing<HeatSquare>>().ProducesProblem(404);
        api.MapGet("/units/{id:guid}/development", async (Guid id, int? year, HttpContext http, FindDevelopment find, CancellationToken ct) =>
                await find.Of(id, year, http.Viewer()!, ct) is { } seen
                    ? Results.Ok(new UnitYear(id, seen.Year, seen.CountsPeople ? seen.Reached : null, seen.CountsPeople ? seen.Staff : null, seen.GoalsReached, [.. seen.Months.Select(m => new UnitMonth(m.Month, m.Reached, m.Figures.Activities, m.Figures.Minutes, m.Figures.WithGoal, m.Figures.WithNeed, m.GoalsSet, m.Kinds))]))
                    : http.Refuse(Problem.NotFound))
            .WithMetadata(new MayAttribute(ActivityRights.Read)).WithTags("Insight").WithName("ReadDevelopment").WithSummary("A unit's school year by month: people reached, support by kind, hours, its aims, goals.").Produces<UnitYear>().ProducesProblem(404);
        api.MapGet("/units/{id:guid}/promise", async (Guid id, int? year, HttpContext http, FindPromise find, CancellationToken ct) =>
                await find.Of(id, year, http.Viewer()!, ct) is { } seen
                    ? Results.Ok(new Listing<UnitPromise>([.. seen.Rows.Prepend(seen.Own).Select(r => new UnitPromise(r.UnitId, seen.Year, r.Staff, r.Reached, r.Regular, r.Purposeful, r.Aligned, r.UsefulTenths))], null))
                    : http.Refuse(Problem.NotFound))
            .WithMetadata(new MayAttribute(ActivityRights.Read)).WithTags("Insight").WithName("ReadPromise").WithSummary("For how many people of a unit, and of each unit under it, support was regular, purposeful and aligned with needs in a school year. The unit itself stands first.").Produces<Listing<UnitPromise>>().ProducesProblem(404);
        api.MapGet("/units/{id:guid}/not-reached", async (Guid id, int? limit, string? after, HttpContext http, FindPromise find, CancellationToken ct) =>
                await find.NotReached(id, http.Viewer()!, Foundation.Web.Api.Limit(limit), after, count: false, ct: ct) is { } page
                    ? Results.Ok(new Listing<Waiting>([.. page.Rows.Select(p => new Waiting(p.Id, p.Name, [.. p.Employments.Select(e => e.UnitId).Distinct()]))], page.After))
                    : http.Refuse(Problem.NotFound))
            .WithMetadata(new MayAttribute(ActivityRights.Read)).WithTags("Insight").WithName("ListNotReached").WithSummary("Who works in a unit or below it and has received no support in this school year, by name; for those who see its people.").Produces<Listing<Waiting>>().ProducesProblem(404);
    }
}
