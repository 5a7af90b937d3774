using Balsts.People;
using Balsts.Units;
using Foundation.Documents;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.AspNetCore.Http.Extensions;

namespace Balsts.Appointments;

/// <summary>Who holds which post, as a file: exactly what the filter shows, all of it.</summary>
static class AppointmentsExport
{
    internal sealed record Line(AppointmentRow Row, string Person);

    public static void Map(IEndpointRouteBuilder pages) =>
        pages.MapGet("/appointments/export", async (HttpContext http, FindAppointments find, PersonNames names, UnitTrees trees, CountryPacks packs, Texts t, CancellationToken ct) =>
        {
            var query = ListQuery.From(http.Request.GetEncodedPathAndQuery());
            var tree = await trees.Now(ct);
            return new ListFile<Line>(t["Posts"], http.Request.Query["as"] == "xlsx" ? ListFormat.Xlsx : ListFormat.Csv, new(t["Posts"], t,
                new(t["Person"], l => l.Person),
                new(t["Post"], l => packs[l.Row.CountryId].PostIn(l.Row.Post, t)),
                new(t["Where"], l => tree.NameOf(l.Row.UnitId)),
                new(t["Support field"], l => l.Row.Field.Length == 0 ? "" : CountryPack.NameIn(packs[l.Row.CountryId].SupportFields, l.Row.Field, t.Language)),
                new(t["Load"], l => l.Row.Load / 1000m),
                new(t["First day"], l => l.Row.StartsOn),
                new(t["Last day"], l => l.Row.EndsOn),
                new(t["Appointed by"], l => tree.NameOf(l.Row.AppointedByUnitId))), Lines());

            async IAsyncEnumerable<Line> Lines()
            {
                await foreach (var chunk in find.All(AppointmentFilter.Of(query), http.Viewer()!, ct))
                {
                    var known = await names.Of(chunk.Select(r => r.PersonId), ct);
                    foreach (var row in chunk) yield return new(row, known.GetValueOrDefault(row.PersonId, ""));
                }
            }
        }).RequireAuthorization();
}
