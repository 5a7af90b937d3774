using Balsts.People;
using Balsts.Units;
using Foundation.Viewers;
using Foundation.Web;

namespace Balsts.Appointments;

/// <summary>Posts and their terms over the API.</summary>
static class AppointmentsApi
{
    /// <summary>A post held, as programs read it.</summary>
    /// <param name="Load">Full loads: 0.25 is a quarter.</param>
    public sealed record Item(Guid Id, Guid PersonId, string Person, PostKind Post, Guid UnitId, string Unit, Guid AppointedByUnitId, string AppointedBy, string Field, decimal Load, Guid? SourceId, DateOnly StartsOn, DateOnly? EndsOn, int Version);

    public static void Map(IEndpointRouteBuilder api)
    {
        var appointments = api.MapGroup("/appointments").WithTags("Appointments");

        appointments.MapGet("", async (HttpContext http, FindAppointments find, PersonNames names, UnitTrees trees, int? limit, string? after, PostKind? post, Guid? unit, Guid? person, bool? holds) =>
        {
            var page = await find.Page(new(post, unit, person, holds), http.Viewer()!, Foundation.Web.Api.Limit(limit), after, count: false, ct: http.RequestAborted);
            return TypedResults.Ok(new Listing<Item>(await Items(page.Rows, names, trees, http.RequestAborted), page.After));
        }).WithName("ListAppointments").WithSummary("Who holds which post, as far as you see it; the latest terms first.");

        appointments.MapGet("{id:guid}", async (HttpContext http, Guid id, FindAppointments find, PersonNames names, UnitTrees trees) =>
        {
            var row = await find.One(id, http.Viewer()!, http.RequestAborted);
            return http.Show(row is null ? null : (await Items([row], names, trees, http.RequestAborted))[0], row?.Version);
        }).WithName("ShowAppointment").WithSummary("One appointment.").Produces<Item>().ProducesProblem(404);

        appointments.MapPost("", async (HttpContext http, AppointPerson.Input input, AppointPerson appoint) =>
            http.Created(await appoint.Run(input, http.Viewer()!, http.RequestAborted), id => $"/api/v1/appointments/{id}"))
            .WithName("AppointPerson").WithSummary("Appoints a person to a post for a term.").WithMetadata(new MayAttribute(AppointmentRights.Make)).Produces<Made>(201).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);

        appointments.MapPost("{id:guid}/end", async (HttpContext http, Guid id, EndAppointment.Input input, EndAppointment end) =>
            http.Answer(await end.Run(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("EndAppointment").WithSummary("Ends a term with a day; the rights end with it.").WithMetadata(new MayAttribute(AppointmentRights.Make)).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
    }

    static async Task<List<Item>> Items(IReadOnlyList<AppointmentRow> rows, PersonNames names, UnitTrees trees, CancellationToken ct)
    {
        var known = await names.Of(rows.Select(r => r.PersonId), ct);
        var tree = await trees.Now(ct);
        return [.. rows.Select(r => new Item(r.Id, r.PersonId, known.GetValueOrDefault(r.PersonId, ""), r.Post, r.UnitId, tree.NameOf(r.UnitId), r.AppointedByUnitId, tree.NameOf(r.AppointedByUnitId), r.Field, r.Load / 1000m, r.SourceId, r.StartsOn, r.EndsOn, r.Version))];
    }
}
