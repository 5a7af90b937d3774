using Balsts.Sharing;
using Balsts.Units;
using Foundation.Viewers;
using Foundation.Web;

namespace Balsts.Goals;

/// <summary>Goals and needs for programs.</summary>
static class GoalsApi
{
    /// <summary>A goal as programs read it.</summary>
    public sealed record GoalItem(Guid Id, Guid UnitId, Guid? PersonId, Guid? SupporterId, string Statement, string Measure, string Field, GoalState State, DateOnly StartsOn, DateOnly? DueOn, DateOnly? ClosedOn, bool SharedWithHead, Layer? Layer, int Version);

    /// <summary>A need as programs read it; the school year by the year in which it begins.</summary>
    public sealed record NeedItem(Guid Id, Guid UnitId, string Statement, string Target, string Field, NeedSource Source, int SchoolYear, DateOnly StatedOn, DateOnly? MetOn, int Version);

    /// <summary>Whether a need is met.</summary>
    public sealed record Meeting(bool Met);

    public static void Map(IEndpointRouteBuilder api)
    {
        var goals = api.MapGroup("/goals").WithTags("Goals");
        goals.MapGet("", async (HttpContext http, FindGoals find, int? limit, string? after, Whose? whose, Guid? unit, Guid? person, GoalState? state, string? field) =>
        {
            var page = await find.Page(new(whose, unit, person, state, field ?? ""), http.Viewer()!, Foundation.Web.Api.Limit(limit), after, count: false, ct: http.RequestAborted);
            return TypedResults.Ok(new Listing<GoalItem>([.. page.Rows.Select(Item)], page.After));
        }).WithName("ListGoals").WithSummary("Goals of units and educators as far as you see them, the latest first.");
        goals.MapGet("{id:guid}", async (Guid id, HttpContext http, FindGoals find) =>
            await find.One(id, http.Viewer()!, http.RequestAborted) is var row ? http.Show(row is null ? null : Item(row), row?.Version) : null)
            .WithName("ShowGoal").WithSummary("One goal.").Produces<GoalItem>().ProducesProblem(404);
        goals.MapPost("", async (SetGoal.Input input, HttpContext http, SetGoal set) => http.Created(await set.Run(input, http.Viewer()!, http.RequestAborted), id => $"/api/v1/goals/{id}"))
            .WithName("SetGoal").WithSummary("Sets a goal of yours, of an educator whom you support, or of a unit that you lead.").Produces<Made>(201).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        goals.MapPut("{id:guid}", async (Guid id, ChangeGoal.Input input, HttpContext http, ChangeGoal change) => http.Answer(await change.Run(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("ChangeGoal").WithSummary("Says a goal anew.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        goals.MapPost("{id:guid}/close", async (Guid id, CloseGoal.Input input, HttpContext http, CloseGoal close) => http.Answer(await close.Run(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("CloseGoal").WithSummary("Closes a goal as reached or given up.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        goals.MapPost("{id:guid}/reopen", async (Guid id, HttpContext http, ReopenGoal reopen) => http.Answer(await reopen.Run(id, http.IfMatch(), http.Viewer()!, http.RequestAborted)))
            .WithName("ReopenGoal").WithSummary("Takes a closed goal up again.").Produces(204).ProducesProblem(404).ProducesProblem(409);
        goals.MapPost("{id:guid}/share", async (Guid id, ShareGoal.Input input, HttpContext http, ShareGoal share) => http.Answer(await share.Run(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("ShareGoal").WithSummary("Lets the school's leadership read a goal of yours, or no longer.").Produces(204).ProducesProblem(404).ProducesProblem(409);

        var needs = api.MapGroup("/needs").WithTags("Needs");
        var manage = new MayAttribute(GoalRights.Manage);
        needs.MapGet("", async (HttpContext http, FindNeeds find, int? limit, string? after, Guid? unit, int? year, bool? met, NeedSource? source, string? field) =>
        {
            var page = await find.Page(new(unit, year, met, source, field ?? ""), http.Viewer()!, Foundation.Web.Api.Limit(limit), after, count: false, ct: http.RequestAborted);
            return TypedResults.Ok(new Listing<NeedItem>([.. page.Rows.Select(Item)], page.After));
        }).WithName("ListNeeds").WithSummary("Recorded needs as far as you see them, the latest first.");
        needs.MapGet("{id:guid}", async (Guid id, HttpContext http, FindNeeds find) =>
            await find.One(id, http.Viewer()!, http.RequestAborted) is var row ? http.Show(row is null ? null : Item(row), row?.Version) : null)
            .WithName("ShowNeed").WithSummary("One need.").Produces<NeedItem>().ProducesProblem(404);
        needs.MapPost("", async (KeepNeed.Input input, HttpContext http, KeepNeed keep) => http.Created(await keep.Add(input, http.Viewer()!, http.RequestAborted), id => $"/api/v1/needs/{id}"))
            .WithName("StateNeed").WithSummary("States what educators of a unit need.").WithMetadata(manage).Produces<Made>(201).ProducesProblem(404).ProducesValidationProblem(422);
        needs.MapPut("{id:guid}", async (Guid id, KeepNeed.Input input, HttpContext http, KeepNeed keep) => http.Answer(await keep.Change(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("ChangeNeed").WithSummary("Says a need anew.").WithMetadata(manage).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        needs.MapPost("{id:guid}/met", async (Guid id, Meeting meeting, HttpContext http, KeepNeed keep) => http.Answer(await keep.Meet(id, http.IfMatch(), meeting.Met, http.Viewer()!, http.RequestAborted)))
            .WithName("MeetNeed").WithSummary("Says that a need is met, or not yet.").WithMetadata(manage).Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    static GoalItem Item(GoalRow r) => new(r.Id, r.UnitId, r.PersonId, r.SupporterId, r.Statement, r.Measure, r.Field, r.State, r.StartsOn, r.DueOn, r.ClosedOn, r.SharedWithHead, r.Layer, r.Version);
    static NeedItem Item(NeedRow r) => new(r.Id, r.UnitId, r.Statement, r.Target, r.Field, r.Source, r.SchoolYear, r.StatedOn, r.MetOn, r.Version);
}
