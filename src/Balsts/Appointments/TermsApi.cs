using Balsts.People;
using Balsts.Units;
using Foundation.Languages;
using Foundation.Viewers;
using Foundation.Web;

namespace Balsts.Appointments;

/// <summary>Terms that end, unusual loads and what is handed over, for programs.</summary>
static class TermsApi
{
    /// <param name="Successor">Whoever holds the post after it; null while nobody is named.</param>
    /// <param name="IsNominated">Somebody was asked to continue it and has not answered.</param>
    public sealed record Ending(Guid AppointmentId, Guid PersonId, string Person, PostKind Post, Guid UnitId, string Field, DateOnly EndsOn, Guid? SuccessorId, string? Successor, DateOnly? SuccessorStartsOn, bool IsNominated);

    /// <param name="Load">Full loads, posts and employments together.</param>
    public sealed record Unusual(Guid PersonId, string Person, decimal Load, int Posts, bool IsOver, bool IsUnder, bool HasTooManyPosts);
    public sealed record Terms(IReadOnlyList<Ending> Ending, IReadOnlyList<Unusual> Loads);

    /// <param name="On">The last day of it, or the next.</param>
    public sealed record Row(string What, string Where, DateOnly? On, string Note);

    /// <param name="Title">In the reader's language.</param>
    public sealed record Part(string Title, IReadOnlyList<Row> Rows);
    public sealed record Whole(Guid AppointmentId, Guid PersonId, string Person, PostKind Post, Guid UnitId, string Field, decimal Load, DateOnly StartsOn, DateOnly? EndsOn, Guid? SuccessorId, DateOnly? SuccessorStartsOn, IReadOnlyList<Part> Parts);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/terms", async (HttpContext http, FindTerms find, PersonNames names, CancellationToken ct) =>
        {
            var viewer = http.Viewer()!;
            var (ending, loads) = (await find.Ending(viewer, ct), (await find.Loads(viewer, ct)).Take(FindTerms.Shown).ToList());
            var known = await names.Of(ending.Select(e => e.PersonId).Concat(ending.Select(e => e.SuccessorId).OfType<Guid>()).Concat(loads.Select(l => l.PersonId)), ct);
            string Name(Guid person) => known.GetValueOrDefault(person, "");
            return TypedResults.Ok(new Terms([.. ending.Select(e => new Ending(e.Id, e.PersonId, Name(e.PersonId), e.Post, e.UnitId, e.Field, e.EndsOn, e.SuccessorId, e.SuccessorId is { } next ? Name(next) : null, e.SuccessorStartsOn, e.IsNominated))],
                [.. loads.Select(l => new Unusual(l.PersonId, Name(l.PersonId), l.Load / 1000m, l.Posts, l.IsOver, l.IsUnder, l.IsTooMany)).OrderBy(l => l.Person, StringComparer.Ordinal)]));
        }).WithTags("Appointments").WithName("ListTerms").WithSummary("Terms that end soon, and loads that are unusual, as far as you answer for them.").WithMetadata(new MayAttribute(AppointmentRights.Read));

        api.MapGet("/appointments/{id:guid}/handover", async (Guid id, HttpContext http, FindHandover find, PersonNames names, Texts t, CancellationToken ct) =>
        {
            var viewer = http.Viewer()!;
            if (await find.One(id, viewer, ct) is not { } h) return http.Show<Whole>(null);
            var known = await names.Of([h.PersonId], ct);
            return http.Show(new Whole(h.AppointmentId, h.PersonId, known.GetValueOrDefault(h.PersonId, ""), h.Post, h.UnitId, h.Field, h.Load / 1000m, h.StartsOn, h.EndsOn, h.SuccessorId, h.SuccessorStartsOn,
                [.. (await find.Parts(h, viewer, ct)).Select(p => new Part(t[p.Part.Title], [.. p.Rows.Select(r => new Row(r.What, r.Where, r.On, r.Note))]))]));
        }).WithTags("Appointments").WithName("ShowHandover").WithSummary("What is handed over when the term ends: for whoever leaves, whoever comes, and those who answer for the unit.").Produces<Whole>().ProducesProblem(404);
    }
}
