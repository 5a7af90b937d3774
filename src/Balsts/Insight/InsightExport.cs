using Balsts.Activities;
using Balsts.Initiatives;
using Balsts.People;
using Balsts.Units;
using Foundation.Documents;
using Foundation.Languages;
using Foundation.Periods;
using Foundation.Ui;
using Foundation.Viewers;

namespace Balsts.Insight;

/// <summary>The pictures and tables of the room as files: exactly what the page shows.</summary>
static class InsightExport
{
    sealed record Square(HeatRow Row, Month Month, HeatCell Cell);

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/initiatives/{id:guid}/heat/export", async (Guid id, string? from, HttpContext http, FindHeat find, Texts t, CancellationToken ct) =>
        {
            if (await find.Of(id, Month.TryParse(from, out var month) ? month : null, http.Viewer()!, ct) is not { } map) return Results.NotFound();
            var squares = from row in map.Rows
                          from one in row.Cells.Select((cell, i) => (cell, i))
                          where one.cell is not null
                          select new Square(row, map.Months[one.i], one.cell);
            return new ListFile<Square>(t["{0}: schools by month", map.Initiative.Name], Format(http), new(t["Schools by month"], t,
                new(t["School"], s => s.Row.Name), new(t["Month"], s => s.Month), new(t["Take part"], s => s.Cell.Participants), new(t["People reached"], s => s.Cell.Reached), new(t["Share, %"], s => Math.Round(s.Cell.Share * 100, 1)),
                new(t["Hours"], s => s.Cell.Minutes / 60m), new(t["Pieces of support"], s => s.Cell.Activities), new(t["Report"], s => s.Cell.Standing is { } standing ? t.Of(standing) : "")), squares.ToAsyncEnumerable());
        }).WithMetadata(new MayAttribute(InitiativeRights.Manage));

        pages.MapGet("/initiatives/{id:guid}/heat/picture", async (Guid id, string? show, string? from, HttpContext http, FindHeat find, Texts t, CancellationToken ct) =>
        {
            if (await find.Of(id, Month.TryParse(from, out var month) ? month : null, http.Viewer()!, ct) is not { } map) return Results.NotFound();
            return Picture(http, t["{0}: schools by month", map.Initiative.Name], new HeatSquares(map, HeatPage.Shown(show), http.Viewer()!.Today, t).File());
        }).WithMetadata(new MayAttribute(InitiativeRights.Manage));

        var read = new MayAttribute(ActivityRights.Read);
        pages.MapGet("/units/{id:guid}/development/export", async (Guid id, int? year, HttpContext http, FindDevelopment find, Texts t, CancellationToken ct) =>
        {
            if (await find.Of(id, year, http.Viewer()!, ct) is not { } seen) return Results.NotFound();
            var kinds = seen.Months.SelectMany(m => m.Kinds.Keys).Distinct().Order();
            return new ListFile<DevelopmentMonth>(t["Development: {0}", seen.Unit.Name], Format(http), new(t["Development"], t,
            [
                new(t["Month"], m => m.Month),
                .. seen.CountsPeople ? [new(t["People who received support"], m => m.Reached)] : Array.Empty<Column<DevelopmentMonth>>(),
                new(t["Hours"], m => m.Figures.Minutes / 60m), new(t["Pieces of support"], m => m.Figures.Activities), new(t["With a goal"], m => m.Figures.WithGoal), new(t["Answering a need"], m => m.Figures.WithNeed),
                .. kinds.Select(k => new Column<DevelopmentMonth>(t.Of(k), m => m.Kinds.GetValueOrDefault(k))),
                .. seen.CountsPeople ? [new(t["Goals set"], m => m.GoalsSet)] : Array.Empty<Column<DevelopmentMonth>>(),
            ]), seen.Months.ToAsyncEnumerable());
        }).WithMetadata(read);
        pages.MapGet("/units/{id:guid}/development/chart", async (Guid id, int? year, DevelopmentChart? of, HttpContext http, FindDevelopment find, Texts t, CancellationToken ct) =>
        {
            if (await find.Of(id, year, http.Viewer()!, ct) is not { } seen || (!seen.CountsPeople && of is DevelopmentChart.People or DevelopmentChart.Goals)) return Results.NotFound();
            var picture = new DevelopmentCharts(seen, t).Of(of ?? DevelopmentChart.Kinds);
            return Picture(http, $"{seen.Unit.Name}: {picture.Title}", picture.File());
        }).WithMetadata(read);
        pages.MapGet("/units/{id:guid}/promise/export", async (Guid id, int? year, HttpContext http, FindPromise find, Texts t, CancellationToken ct) =>
        {
            if (await find.Of(id, year, http.Viewer()!, ct) is not { } seen) return Results.NotFound();
            return new ListFile<PromiseRow>(t["The promise: {0}", seen.Unit.Name], Format(http), new(t["The promise"], t,
                new(t["Unit"], r => r.Name), new(t["Work there"], r => r.Staff), new(t["Received support"], r => r.Reached), new(t["Regular"], r => r.Regular), new(t["Purposeful"], r => r.Purposeful),
                new(t["Aligned with needs"], r => r.Aligned), new(t["Useful, of ten ratings"], r => r.UsefulTenths)), seen.Rows.Prepend(seen.Own).ToAsyncEnumerable());
        }).WithMetadata(read);
        pages.MapGet("/units/{id:guid}/promise/picture", async (Guid id, int? year, HttpContext http, FindPromise find, Texts t, CancellationToken ct) =>
            await find.Of(id, year, http.Viewer()!, ct) is { } seen ? Picture(http, t["The promise: {0}", seen.Unit.Name], Promise(seen, t).File()) : Results.NotFound()).WithMetadata(read);
        pages.MapGet("/units/{id:guid}/not-reached/export", async (Guid id, HttpContext http, FindPromise find, UnitTrees trees, Texts t, CancellationToken ct) =>
        {
            var (tree, viewer) = (await trees.Now(ct), http.Viewer()!);
            if (tree.Find(id) is not { } unit || !FindPromise.Names(unit, viewer)) return Results.NotFound();
            return new ListFile<PersonLine>(t["Not reached yet: {0}", unit.Name], Format(http), new(t["Not reached yet"], t,
                new(t["Name"], p => p.Name), new(t["Works in"], p => t.List([.. p.Employments.Select(e => tree.NameOf(e.UnitId)).Distinct()]))), find.AllNotReached(id, viewer, ct));
        }).WithMetadata(read);
    }

    /// <summary>The shares of one unit, side by side; units are not put beside each other.</summary>
    static ChartPicture Promise(PromiseView seen, Texts t)
    {
        var own = seen.Own;
        double share(int some) => Math.Round((double)own.Share(some) * 100);
        return new(t["The promise: {0}", seen.Unit.Name], t["School year {0}/{1}: shares of those who work there; the last one of ten ratings, as a share.", seen.Year, seen.Year + 1], ChartKind.Bar,
            [t["Received support"], t["Regular"], t["Purposeful"], t["Aligned with needs"], t["Of high quality"]], [new(t["Share, %"], [share(own.Reached), share(own.Regular), share(own.Purposeful), share(own.Aligned), own.UsefulTenths * 10])], t.Culture) { Suppressed = t["hidden"] };
    }

    static IResult Picture(HttpContext http, string name, string svg)
    {
        http.Response.Headers.ContentDisposition = FileName.Disposition(name, ".svg");
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Text(svg, "image/svg+xml", System.Text.Encoding.UTF8);
    }

    internal static ListFormat Format(HttpContext http) => http.Request.Query["as"] == "xlsx" ? ListFormat.Xlsx : ListFormat.Csv;
}
