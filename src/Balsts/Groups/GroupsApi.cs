using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Groups;

/// <summary>Groups for programs, and the one-button act of the circles' page.</summary>
static class GroupsApi
{
    /// <summary>A group in a list.</summary>
    public sealed record Item(Guid Id, GroupKind Kind, string Name, Guid UnitId, string Unit, string Field, PostKind? Post, DateOnly StartsOn, DateOnly? EndsOn, GroupState State, IReadOnlyList<Person> Leaders, int Members, DateOnly? NextSession);

    public sealed record Person(Guid Id, string Name);

    /// <summary>A group by itself with its sessions. The version is the ETag as well.</summary>
    public sealed record One(Guid Id, GroupKind Kind, string Name, string Purpose, Guid UnitId, string Field, PostKind? Post, Guid? GoalId, DateOnly StartsOn, DateOnly? EndsOn, DateOnly? EndedOn, string EndReason, GroupState State, int Members, IReadOnlyList<SessionItem> Sessions, int Version);

    /// <summary>A session with how many came to it.</summary>
    public sealed record SessionItem(Guid Id, DateOnly On, TimeOnly? At, int Minutes, string Place, bool IsOnline, string Topic, SessionState State, int Came);

    /// <summary>A session by itself with those who came whom the reader may know of.</summary>
    public sealed record Session(Guid Id, Guid GroupId, DateOnly On, TimeOnly? At, int Minutes, string Place, bool IsOnline, string Topic, SessionState State, string Reason, Guid? ActivityId, int Came, IReadOnlyList<Guid> People, int Version);

    /// <summary>Somebody who belongs to a group; without an id where it is a post that makes them.</summary>
    public sealed record Member(Guid? Id, Guid PersonId, string Name, Guid UnitId, string Unit, MemberRole Role, PostKind? Post, DateOnly StartsOn, DateOnly? EndsOn);

    static readonly MayAttribute StartsGroups = new(GroupRights.Manage, GroupRights.Lead);

    public static void Map(IEndpointRouteBuilder api)
    {
        var all = api.MapGroup("/groups").WithTags("Groups");
        MapReads(all);
        all.MapPost("", async (KeepGroup.Input input, HttpContext http, KeepGroup keep, CancellationToken ct) => http.Created(await keep.Start(input, http.Viewer()!, ct), id => $"/api/v1/groups/{id}"))
            .WithMetadata(StartsGroups).Produces<Made>(201).ProducesProblem(404).ProducesValidationProblem(422).WithName("StartGroup").WithSummary("Sets a group up.");
        all.MapPut("/{id:guid}", async (Guid id, KeepGroup.Input input, HttpContext http, KeepGroup keep, CancellationToken ct) => http.Answer(await keep.Change(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("ChangeGroup");
        all.MapPost("/{id:guid}/end", async (Guid id, EndGroup.Input input, HttpContext http, EndGroup end, CancellationToken ct) => http.Answer(await end.Run(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("EndGroup");
        all.MapPost("/{id:guid}/members", async (Guid id, AddMembers.Input input, HttpContext http, AddMembers add, CancellationToken ct) => http.Answer(await add.Run(id, input, http.Viewer()!, ct)))
            .Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("AddMembers");
        all.MapPut("/members/{id:guid}", async (Guid id, ChangeMembership.Input input, HttpContext http, ChangeMembership change, CancellationToken ct) => http.Answer(await change.Run(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("ChangeMembership");
        all.MapPost("/{id:guid}/sessions", async (Guid id, PlanSession.Input input, HttpContext http, PlanSession plan, CancellationToken ct) => http.Created(await plan.Run(id, input, http.Viewer()!, ct), made => $"/api/v1/groups/sessions/{made}"))
            .Produces<Made>(201).ProducesProblem(404).ProducesValidationProblem(422).WithName("PlanSession");
        all.MapPut("/sessions/{id:guid}", async (Guid id, PlanSession.Input input, HttpContext http, PlanSession plan, CancellationToken ct) => http.Answer(await plan.Change(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("ChangeSession");
        all.MapPost("/sessions/{id:guid}/hold", async (Guid id, HoldSession.Input input, HttpContext http, HoldSession hold, CancellationToken ct) => http.Answer(await hold.Run(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("HoldSession").WithSummary("Writes down who came; under a supporting post it becomes one entry of the ledger.");
        all.MapPut("/sessions/{id:guid}/attendance", async (Guid id, HoldSession.Input input, HttpContext http, HoldSession hold, CancellationToken ct) => http.Answer(await hold.Correct(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("CorrectSession").WithSummary("Puts right who came; its entry in the ledger follows.");
        all.MapPost("/sessions/{id:guid}/cancel", async (Guid id, CancelSession.Input input, HttpContext http, CancelSession cancel, CancellationToken ct) => http.Answer(await cancel.Run(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("CancelSession");
        all.MapGet("/circles", async (HttpContext http, ConveneCircle convene, CancellationToken ct) => Results.Ok(new Listing<CircleOffer>(await convene.Offers(http.Viewer()!, ct), null)))
            .WithMetadata(StartsGroups).Produces<Listing<CircleOffer>>().WithName("ListCircleOffers").WithSummary("The role circles that you may make from posts.");
        all.MapPost("/circles", async (ConveneCircle.Input input, HttpContext http, ConveneCircle convene, CancellationToken ct) => http.Created(await convene.Run(input, http.Viewer()!, ct), id => $"/api/v1/groups/{id}"))
            .WithMetadata(StartsGroups).Produces<Made>(201).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("ConveneCircle");
    }

    static void MapReads(IEndpointRouteBuilder all)
    {
        all.MapGet("", async (HttpContext http, FindGroups find, PersonNames names, UnitTrees trees, int? limit, string? after, string? search, GroupKind? kind, Guid? unit, string? field, bool? mine, GroupState? state, CancellationToken ct) =>
        {
            var viewer = http.Viewer()!;
            var page = await find.Page(new(search, kind, unit, field ?? "", mine ?? false, state), viewer, Api.Limit(limit), after, count: false, ct: ct);
            var (tree, known) = (await trees.Now(ct), await names.Of(page.Rows.SelectMany(r => r.Leaders), ct));
            return Results.Ok(new Listing<Item>([.. page.Rows.Select(r => new Item(r.Group.Id, r.Group.Kind, r.Group.Name, r.Group.UnitId, tree.NameOf(r.Group.UnitId), r.Group.Field, r.Group.Post, r.Group.StartsOn, r.Group.LastDay, r.Group.StateOn(viewer.Today),
                [.. r.Leaders.Select(l => new Person(l, known.GetValueOrDefault(l, "")))], r.Members, r.Next))], page.After));
        }).Produces<Listing<Item>>().WithName("ListGroups");
        all.MapGet("/{id:guid}", async (Guid id, HttpContext http, FindGroups find, Roll roll, AppDb db, CancellationToken ct) =>
        {
            var viewer = http.Viewer()!;
            if (await find.One(id, viewer, ct) is not { } g) return http.Refuse(Problem.NotFound);
            var (sessions, _) = await find.Sessions(id, viewer, ct);
            var goal = g.GoalId is { } asked && await db.Seen<Goals.Goal>(viewer).AnyAsync(x => x.Id == asked, ct) ? g.GoalId : null;
            return http.Show(new One(g.Id, g.Kind, g.Name, g.Purpose, g.UnitId, g.Field, g.Post, goal, g.StartsOn, g.EndsOn, g.EndedOn, g.EndReason, g.StateOn(viewer.Today), (await roll.Of(g, viewer.Today, ct)).Count,
                [.. sessions.Select(s => new SessionItem(s.Session.Id, s.Session.On, s.Session.At, s.Session.Minutes, s.Session.Place, s.Session.IsOnline, s.Session.Topic, s.Session.State, s.Came))], g.Version), g.Version);
        }).Produces<One>().ProducesProblem(404).WithName("GetGroup");
        all.MapGet("/{id:guid}/members", async (Guid id, DateOnly? on, HttpContext http, FindGroups find, UnitTrees trees, CancellationToken ct) =>
        {
            var viewer = http.Viewer()!;
            if (await find.One(id, viewer, ct) is not { } group) return http.Refuse(Problem.NotFound);
            var (tree, (lines, _)) = (await trees.Now(ct), await find.Members(group, on ?? viewer.Today, viewer, ct));
            return Results.Ok(new Listing<Member>([.. lines.Select(l => l.Belonging is var b ? new Member(b.MembershipId, b.PersonId, l.Name, b.UnitId, tree.NameOf(b.UnitId), b.Role, b.Post, b.StartsOn, b.EndsOn) : null!)], null));
        }).Produces<Listing<Member>>().ProducesProblem(404).WithName("ListMembers").WithSummary("Who belonged to the group on a day, as far as you see them.");
        all.MapGet("/sessions/{id:guid}", async (Guid id, HttpContext http, AppDb db, CancellationToken ct) =>
        {
            var viewer = http.Viewer()!;
            if (await db.Seen<GroupSession>(viewer).AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } s) return http.Refuse(Problem.NotFound);
            var came = await db.Seen<GroupSession>(viewer).Where(x => x.Id == id).Select(x => x.Attendance.Select(a => a.PersonId).Distinct().Count()).FirstAsync(ct);
            var people = await db.Seen<SessionAttendance>(viewer).Where(a => a.SessionId == id).Select(a => a.PersonId).Distinct().ToListAsync(ct);
            var entry = s.ActivityId is { } activity && await db.Seen<Activities.Activity>(viewer).AnyAsync(a => a.Id == activity, ct) ? s.ActivityId : null;
            return http.Show(new Session(s.Id, s.GroupId, s.On, s.At, s.Minutes, s.Place, s.IsOnline, s.Topic, s.State, s.Reason, entry, came, people, s.Version), s.Version);
        }).Produces<Session>().ProducesProblem(404).WithName("GetSession");
    }

    /// <summary>The buttons of the circles' page.</summary>
    public static void MapActs(IEndpointRouteBuilder pages) =>
        pages.MapPost("/groups/circles/convene", async (HttpContext http, ConveneCircle convene, CancellationToken ct) =>
        {
            var form = await http.Request.ReadFormAsync(ct);
            if (!Guid.TryParse(form["unit"], out var unit) || !Enum.TryParse<PostKind>(form["post"], out var post) || form["name"].ToString() is not { Length: > 0 and <= Group.NameMax } name) return Results.NotFound();
            var made = await convene.Run(new() { UnitId = unit, Post = post, Field = form["field"], Name = name }, http.Viewer()!, ct);
            // a second press finds the circle that the first one made
            return made.Problem is null ? Results.Redirect(GroupPage.Url(made.Value)) : made.Problem.Code == Group.CircleThere.Code ? Results.Redirect(CirclesPage.Url) : Results.NotFound();
        }).FromOurForms().WithMetadata(StartsGroups);
}
