using Balsts.People;
using Balsts.Units;
using Foundation.Documents;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.AspNetCore.Http.Extensions;

namespace Balsts.Activities;

/// <summary>The ledger as a file: exactly what the filter shows, all of it.</summary>
static class ActivitiesExport
{
    internal sealed record Line(ActivityRow Row, string People, string Author, string Goal, string Need, string Group);

    public static void Map(IEndpointRouteBuilder pages) =>
        pages.MapGet("/activities/export", async (HttpContext http, FindActivities find, PersonNames names, UnitTrees trees, CountryPacks packs, Texts t, CancellationToken ct) =>
        {
            var query = ListQuery.From(http.Request.GetEncodedPathAndQuery());
            var tree = await trees.Now(ct);
            return new ListFile<Line>(t["Support"], http.Request.Query["as"] == "xlsx" ? ListFormat.Xlsx : ListFormat.Csv, new(t["Support"], t,
                new(t["Date"], l => l.Row.On),
                new(t["Time of day"], l => l.Row.At is { } at ? t.Time(at) : ""),
                new(t["What"], l => t.Of(l.Row.Kind)),
                new(t["Topic"], l => l.Row.Topic),
                new(t["Support field"], l => l.Row.Field.Length == 0 ? "" : CountryPack.NameIn(packs[l.Row.CountryId].SupportFields, l.Row.Field, t.Language)),
                new(t["With whom"], l => l.People),
                new(t["Where"], l => tree.NameOf(l.Row.UnitId)),
                new(t["Given by"], l => l.Author),
                new(t["Online"], l => l.Row.IsOnline),
                new(t["Minutes"], l => l.Row.Minutes),
                new(t["Goal"], l => l.Goal),
                new(t["Need"], l => l.Need),
                new(t["Group"], l => l.Group),
                new(t["What came of it"], l => l.Row.Result == ActivityOutcome.NotSaid ? "" : t.Of(l.Row.Result))), Lines());

            async IAsyncEnumerable<Line> Lines()
            {
                await foreach (var chunk in find.All(ActivitiesPage.Filter(query), http.Viewer()!, ct))
                {
                    var known = await names.Of(chunk.SelectMany(r => r.People.Append(r.AuthorId)), ct);
                    var served = await find.ServedBy(chunk, http.Viewer()!, ct);
                    foreach (var row in chunk) yield return new(row, string.Join(", ", row.People.Select(p => known.GetValueOrDefault(p, ""))), known.GetValueOrDefault(row.AuthorId, ""), served.Goal(row), served.Need(row), served.Group(row));
                }
            }
        }).RequireAuthorization();
}
