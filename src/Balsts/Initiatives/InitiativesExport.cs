using Balsts.Units;
using Foundation.Documents;
using Foundation.Languages;
using Foundation.Viewers;

namespace Balsts.Initiatives;

/// <summary>The list of initiatives, and the schools of one, as files.</summary>
static class InitiativesExport
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/initiatives/export", async (HttpContext http, FindInitiatives find, UnitTrees trees, Texts t, CancellationToken ct) =>
        {
            var (tree, viewer) = (await trees.Now(ct), http.Viewer()!);
            return new ListFile<InitiativeRow>(t["Initiatives"], Format(http), new(t["Initiatives"], t,
                new(t["Initiative"], r => r.Name), new(t["Organiser"], r => tree.NameOf(r.OrganiserUnitId)), new(t["Schools"], r => r.Schools),
                new(t["First day"], r => r.StartsOn), new(t["Last day"], r => r.EndedOn ?? r.EndsOn), new(t["State"], r => t.Of(r.StateOn(viewer.Today)))), find.All(viewer, ct));
        }).RequireAuthorization();
        pages.MapGet("/initiatives/{id:guid}/export", async (Guid id, HttpContext http, FindInitiatives find, Texts t, CancellationToken ct) =>
        {
            var viewer = http.Viewer()!;
            if (await find.View(id, viewer, ct) is not { } view || !(view.RunsPart || view.Initiative.ManagedBy(viewer))) return Results.NotFound();
            string names(SchoolLine s) => string.Join(", ", s.Mentors.Select(m => view.Names.GetValueOrDefault(m, "")));
            return new ListFile<SchoolLine>(view.Initiative.Name, Format(http), new(t["Schools"], t,
                new(t["School"], s => s.Name), new(t["Agreement of"], s => s.School.AgreedOn), new(t["Contact"], s => view.Names.GetValueOrDefault(s.School.ContactPersonId ?? Guid.Empty, "")),
                new(t["Mentor"], names), new(t["Take part"], s => s.Participants), new(t["Reached this month"], s => s.ReachedThisMonth),
                new(t["Reached since the start"], s => s.Reached), new(t["Hours"], s => t.Hours(s.Minutes)), new(t["State"], s => t.Of(s.School.StateOn(viewer.Today)))), view.Schools.ToAsyncEnumerable());
        }).WithMetadata(new MayAttribute(InitiativeRights.Manage));
    }

    static ListFormat Format(HttpContext http) => http.Request.Query["as"] == "xlsx" ? ListFormat.Xlsx : ListFormat.Csv;
}
