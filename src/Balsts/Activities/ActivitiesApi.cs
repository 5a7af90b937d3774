using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Activities;

/// <summary>The ledger of support over the API.</summary>
static class ActivitiesApi
{
    /// <summary>An activity as programs read it. The goal and the need that it served stand there for those who may read them.</summary>
    public sealed record Item(Guid Id, DateOnly On, int Minutes, ActivityKind Kind, bool IsOnline, string Field, string Topic, Guid UnitId, string Unit, Guid AuthorId, string Author, IReadOnlyList<Named> People, int PeopleCount, TimeOnly? At, Guid? GoalId, Guid? NeedId, ActivityOutcome Result, Guid? GroupId, int Version);

    public sealed record Named(Guid Id, string Name);

    public static void Map(IEndpointRouteBuilder api)
    {
        var activities = api.MapGroup("/activities").WithTags("Activities");

        activities.MapGet("", async (HttpContext http, FindActivities find, PersonNames names, UnitTrees trees, int? limit, string? after, Guid? unit, Guid? person, DateOnly? from, DateOnly? to, ActivityKind? kind) =>
        {
            var page = await find.Page(new(unit, person, from, to, kind), http.Viewer()!, Foundation.Web.Api.Limit(limit), after, count: false, ct: http.RequestAborted);
            return TypedResults.Ok(new Listing<Item>(await Items(page.Rows, find, http.Viewer()!, names, trees, http.RequestAborted), page.After));
        }).WithName("ListActivities").WithSummary("The ledger of support as far as you see it, newest day first.");

        activities.MapGet("{id:guid}", async (HttpContext http, Guid id, FindActivities find, PersonNames names, UnitTrees trees) =>
        {
            var row = await find.One(id, http.Viewer()!, http.RequestAborted);
            return http.Show(row is null ? null : (await Items([row], find, http.Viewer()!, names, trees, http.RequestAborted))[0], row?.Version);
        }).WithName("ShowActivity").WithSummary("One activity.").Produces<Item>().ProducesProblem(404);

        MapRemarks(activities, api);
        MapNote(activities);

        activities.MapPost("", async (HttpContext http, LogActivity.Input input, LogActivity log) =>
            http.Created(await log.Run(input, http.Viewer()!, http.RequestAborted), id => $"/api/v1/activities/{id}"))
            .WithName("LogActivity").WithSummary("Logs support that was given.").WithMetadata(new MayAttribute(ActivityRights.Log)).Produces<Made>(201).ProducesProblem(404).ProducesValidationProblem(422);

        activities.MapPut("{id:guid}", async (HttpContext http, Guid id, CorrectActivity.Input input, CorrectActivity correct) =>
            http.Answer(await correct.Run(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("CorrectActivity").WithSummary("Corrects an activity of yours.").WithMetadata(new MayAttribute(ActivityRights.Log)).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);

        activities.MapDelete("{id:guid}", async (HttpContext http, Guid id, string? reason, RemoveActivity remove) =>
            http.Answer(await remove.Run(id, http.IfMatch(), new() { Reason = reason }, http.Viewer()!, http.RequestAborted)))
            .WithName("RemoveActivity").WithSummary("Takes an activity of yours out of the ledger.").WithMetadata(new MayAttribute(ActivityRights.Log)).Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    /// <summary>What somebody noted for themselves; the text is null where no key of the installation opens it.</summary>
    public sealed record PrivateNoteItem(string? Text, DateTime WrittenAt, int Version);

    static void MapNote(RouteGroupBuilder activities)
    {
        activities.MapGet("{id:guid}/note", async (HttpContext http, Guid id, NoteOnActivity notes) =>
            await notes.Read(id, http.Viewer()!, http.RequestAborted) is var note ? http.Show(note is null ? null : new PrivateNoteItem(note.Text, note.WrittenAt, note.Version), note?.Version) : null)
            .WithName("ReadNote").WithSummary("Your private note on support that you gave; nobody else reads it.").Produces<PrivateNoteItem>().ProducesProblem(404);
        activities.MapPut("{id:guid}/note", async (HttpContext http, Guid id, NoteOnActivity.Input input, NoteOnActivity notes) => http.Answer(await notes.Write(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("WriteNote").WithSummary("Writes your private note on support that you gave.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        activities.MapDelete("{id:guid}/note", async (HttpContext http, Guid id, NoteOnActivity notes) => http.Answer(await notes.Remove(id, http.Viewer()!, http.RequestAborted)))
            .WithName("RemoveNote").WithSummary("Removes your private note.").Produces(204).ProducesProblem(404);
    }

    /// <summary>What was said against an entry, between the educator and its author.</summary>
    public sealed record Remark(Guid Id, Guid ActivityId, Guid PersonId, string Text, string Answer, int Version);

    static void MapRemarks(RouteGroupBuilder activities, IEndpointRouteBuilder api)
    {
        activities.MapGet("{id:guid}/remarks", async (HttpContext http, Guid id, AppDb db) =>
            await db.Seen<Activity>(http.Viewer()!).AnyAsync(a => a.Id == id, http.RequestAborted)
                ? Results.Ok(new Listing<Remark>(await db.Seen<ActivityRemark>(http.Viewer()!).Where(r => r.ActivityId == id).OrderBy(r => r.Id).Take(Activity.PeopleMax).Select(r => new Remark(r.Id, r.ActivityId, r.PersonId, r.Text, r.Answer, r.Version)).ToListAsync(http.RequestAborted), null))
                : http.Refuse(Problem.NotFound)).WithName("ListRemarks").WithSummary("What was said against an entry: yours, or all to an entry of yours.").Produces<Listing<Remark>>().ProducesProblem(404);
        activities.MapPost("{id:guid}/remarks", async (HttpContext http, Guid id, DisputeEntry.Input input, DisputeEntry dispute) => http.Created(await dispute.Say(id, input, http.Viewer()!, http.RequestAborted), _ => $"/api/v1/activities/{id}/remarks"))
            .WithName("DisputeEntry").WithSummary("Says that an entry about you is not so.").Produces<Made>(201).ProducesProblem(404).ProducesValidationProblem(422);
        activities.MapPut("{id:guid}/rating", async (HttpContext http, Guid id, RateActivity.Input input, RateActivity rate) => http.Answer(await rate.Run(id, input, http.Viewer()!, http.RequestAborted)))
            .WithName("RateActivity").WithSummary("Says how useful support was to you, from 1 to 4; nobody else sees it.").Produces(204).ProducesProblem(404).ProducesValidationProblem(422);
        api.MapPut("/remarks/{id:guid}", async (HttpContext http, Guid id, DisputeEntry.Reply reply, DisputeEntry dispute) => http.Answer(await dispute.Answer(id, http.IfMatch(), reply, http.Viewer()!, http.RequestAborted)))
            .WithTags("Activities").WithName("AnswerRemark").WithSummary("Answers what was said against an entry of yours.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
    }

    static async Task<List<Item>> Items(IReadOnlyList<ActivityRow> rows, FindActivities find, Viewer viewer, PersonNames names, UnitTrees trees, CancellationToken ct)
    {
        var known = await names.Of(rows.SelectMany(r => r.People.Append(r.AuthorId)), ct);
        var tree = await trees.Now(ct);
        var served = await find.ServedBy(rows, viewer, ct);
        return [.. rows.Select(r => new Item(r.Id, r.On, r.Minutes, r.Kind, r.IsOnline, r.Field, r.Topic, r.UnitId, tree.NameOf(r.UnitId), r.AuthorId, known.GetValueOrDefault(r.AuthorId, ""),
            [.. r.People.Select(p => new Named(p, known.GetValueOrDefault(p, "")))], r.PeopleCount,
            r.At, r.GoalId is { } goal && served.Goals.ContainsKey(goal) ? goal : null, r.NeedId is { } need && served.Needs.ContainsKey(need) ? need : null, r.Result, r.GroupId is { } group && served.Groups.ContainsKey(group) ? group : null, r.Version))];
    }
}
