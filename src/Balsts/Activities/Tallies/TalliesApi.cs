using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Documents;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Periods;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Activities.Tallies;

/// <summary>The totals of a unit and the school years of a person for programs, and the file beside the unit's page.</summary>
static class TalliesApi
{
    /// <summary>The support of a kind and a field in a month, in the unit and in everything that stood below it then.</summary>
    /// <param name="Field">A support field of the country; empty where the support had none.</param>
    /// <param name="Contacts">How many people were met, each as often as they were.</param>
    public sealed record Tally(Month Month, ActivityKind Kind, string Field, int Activities, int Minutes, int WithGoal, int WithNeed, int Contacts);

    /// <summary>What a person received in a unit in a school year.</summary>
    /// <param name="Year">The calendar year in which the school year begins.</param>
    /// <param name="Weeks">How many weeks had support in them.</param>
    public sealed record SchoolYear(int Year, Guid UnitId, string Unit, int Activities, int Minutes, int WithGoal, int WithNeed, int TrainingMinutes, int Weeks, DateOnly LastOn);

    public static string Export(Guid unitId, Month from, Month to, string kind) => $"/units/{unitId}/tallies/export?from={from}&to={to}&as={kind}";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/units/{id:guid}/tallies", async (Guid id, Month? from, Month? to, HttpContext http, FindTallies find, UnitTrees trees, CountryPacks packs, CancellationToken ct) =>
        {
            if (await Asked(id, from, to, http.Viewer()!, trees, packs, ct) is not { } asked) return http.Refuse(Problem.NotFound);
            var rows = await find.OfUnit(id, asked.Unit.CountryId, asked.From, asked.To, http.Viewer()!, ct);
            return Results.Ok(new Listing<Tally>([.. rows.Select(r => new Tally(r.Month, r.Kind, r.Field, r.Figures.Activities, r.Figures.Minutes, r.Figures.WithGoal, r.Figures.WithNeed, r.Figures.Contacts))], null));
        }).WithTags("Activities").WithName("ListTallies").WithSummary("How much support a unit and everything below it had, by month, kind and field: this school year, or the months asked for (at most 36).").Produces<Listing<Tally>>().ProducesProblem(404);

        api.MapGet("/people/{id:guid}/years", async (Guid id, HttpContext http, AppDb db, FindTallies find, UnitTrees trees, CancellationToken ct) =>
        {
            if (!await db.Seen<Person>(http.Viewer()!).AnyAsync(p => p.Id == id, ct)) return http.Refuse(Problem.NotFound);
            var tree = await trees.Now(ct);
            return Results.Ok(new Listing<SchoolYear>([.. (await find.OfPerson(id, http.Viewer()!, ct)).Select(y => new SchoolYear(y.Year, y.UnitId, tree.NameOf(y.UnitId), y.Activities, y.Minutes, y.WithGoal, y.WithNeed, y.TrainingMinutes, y.WeekCount, y.LastOn))], null));
        }).WithTags("Activities").WithName("ListYears").WithSummary("The support that a person received, by school year and unit, as far as you see it.").Produces<Listing<SchoolYear>>().ProducesProblem(404);
    }

    /// <summary>A unit's tallies as a file: the months asked for, all of them.</summary>
    public static void MapExport(IEndpointRouteBuilder pages) =>
        pages.MapGet("/units/{id:guid}/tallies/export", async (Guid id, Month? from, Month? to, HttpContext http, FindTallies find, UnitTrees trees, CountryPacks packs, Texts t, CancellationToken ct) =>
        {
            if (await Asked(id, from, to, http.Viewer()!, trees, packs, ct) is not { } asked) return http.Refuse(Problem.NotFound);
            var rows = await find.OfUnit(id, asked.Unit.CountryId, asked.From, asked.To, http.Viewer()!, ct);
            return new ListFile<UnitMonth>(t["{0}: support", asked.Unit.Name], http.Request.Query["as"] == "xlsx" ? ListFormat.Xlsx : ListFormat.Csv, new(t["Support"], t,
                new(t["Month"], r => r.Month.ToString()),
                new(t["What"], r => t.Of(r.Kind)),
                new(t["Support field"], r => r.Field.Length == 0 ? "" : CountryPack.NameIn(packs[asked.Unit.CountryId].SupportFields, r.Field, t.Language)),
                new(t["Pieces of support"], r => r.Figures.Activities),
                new(t["Minutes"], r => r.Figures.Minutes),
                new(t["With a goal"], r => r.Figures.WithGoal),
                new(t["Answering a need"], r => r.Figures.WithNeed),
                new(t["People met"], r => r.Figures.Contacts)), rows.ToAsyncEnumerable());
        }).RequireAuthorization();

    /// <summary>The unit and the months, where the viewer reads its tallies: those of this school year where none are said.</summary>
    static async Task<(TreeUnit Unit, Month From, Month To)?> Asked(Guid id, Month? from, Month? to, Viewer viewer, UnitTrees trees, CountryPacks packs, CancellationToken ct)
    {
        if ((await trees.Now(ct)).Find(id) is not { } unit || !FindTallies.IsFor(viewer, unit.CountryId, id)) return null;
        var pack = packs[unit.CountryId];
        return (unit, from ?? Month.Of(pack.SchoolYear(pack.SchoolYearOf(viewer.Today)).StartsOn), to ?? Month.Of(viewer.Today));
    }
}
