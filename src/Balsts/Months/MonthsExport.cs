using System.Globalization;
using Balsts.Activities;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Documents;
using Foundation.Files;
using Foundation.Languages;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>The lists of the room as files: exactly the rows that the list shows.</summary>
static class MonthsExport
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/months/export", async (HttpContext http, FindMonths find, FindLate findLate, PersonNames names, UnitTrees trees, CountryPacks packs, Texts t, string? view, string? month) =>
        {
            var (viewer, ct) = (http.Viewer()!, http.RequestAborted);
            var tree = await trees.Now(ct);
            switch (view)
            {
                case "own":
                    return File(http, t, t["My months"], await find.Own(viewer, ct),
                        new(t["Month"], m => m.Month), new(t["Planned, h"], m => m.Planned / 60m), new(t["Done, h"], m => m.Done / 60m), new(t["Report due"], m => m.DueOn), new(t["Status"], m => m.IsLate(viewer.Today) ? t["Late"] : t.Of(m.State)));
                case "parts":
                    var parts = await find.Parts(viewer, ct);
                    var authors = await names.Of(parts.Select(p => p.PersonId), ct);
                    return File(http, t, t["Parts of reports"], parts,
                        new(t["Month"], p => p.Month), new(t["From"], p => authors.GetValueOrDefault(p.PersonId)), new(t["Institution"], p => tree.NameOf(p.UnitId)), new(t["Version"], p => p.Round), new(t["Status"], p => t.Of(p.KeyShown(viewer.Today, packs[p.CountryId]))));
                case "late":
                    var late = await findLate.Of(viewer, ct);
                    var owing = await names.Of(late.Select(l => l.PersonId), ct);
                    return File(http, t, t["What is late"], late.OrderBy(l => l.DueOn).ThenBy(l => owing.GetValueOrDefault(l.PersonId, ""), StringComparer.Ordinal),
                        new(t["Name"], l => owing.GetValueOrDefault(l.PersonId)), new(t["What"], l => t.Of(l.What)), new(t["Month"], l => l.Month), new(t["Institution"], l => tree.NameOf(l.UnitId)), new(t["Was due"], l => l.DueOn));
                case "accepted":
                    var accepted = await find.Accepted(viewer, ct);
                    var reporters = await names.Of(accepted.Select(r => r.PersonId), ct);
                    return File(http, t, t["Accepted reports"], accepted, new(t["Month"], r => r.Month), new(t["From"], r => reporters.GetValueOrDefault(r.PersonId)), new(t["Organiser"], r => tree.NameOf(r.OrganiserUnitId)));
                default:
                    var due = await find.Due(Month.TryParse(month, out var asked) ? asked : Month.Of(viewer.Today), viewer, ct);
                    var persons = await names.Of(due.Select(d => d.PersonId), ct);
                    return File(http, t, t["Reports of the month"], due,
                        new(t["Month"], d => d.Month), new(t["From"], d => persons.GetValueOrDefault(d.PersonId)), new(t["Post"], d => t.Of(d.Post)), new(t["Where"], d => tree.NameOf(d.UnitId)), new(t["Plan due"], d => d.PlanDue), new(t["Report due"], d => d.ReportDue),
                        new(t["Status"], d => d.IsLate(viewer.Today) ? t["Late"] : d.State == ReportState.Draft ? t["Not submitted"] : t.Of(d.State)), new(t["Schools"], d => d.Keys), new(t["Keys turned"], d => d.Turned));
            }
        }).WithMetadata(new MayAttribute(MonthRights.Write, MonthRights.Discuss, MonthRights.Accept, MonthRights.ReadAccepted));

        pages.MapGet("/months/{id:guid}/export", async (HttpContext http, Guid id, AppDb db, FindMonth find, PersonNames names, UnitTrees trees, Texts t) =>
        {
            var (viewer, ct) = (http.Viewer()!, http.RequestAborted);
            if (await db.Seen<MonthlyPlan>(viewer).AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct) is not { } plan) return Results.NotFound();
            var (lines, tree) = (await find.Lines(plan, viewer, ct), await trees.Now(ct));
            var people = await names.Of(lines.SelectMany(l => l.People), ct);
            return File(http, t, t.Month(plan.Month), lines,
                new(t["Date"], l => l.On), new(t["Activity"], l => t.Of(l.Kind)), new(t["Topic"], l => l.Topic), new(t["With whom"], l => string.Join(", ", l.People.Select(p => people.GetValueOrDefault(p)))),
                new(t["Institution"], l => tree.NameOf(l.UnitId)), new(t["Planned, h"], l => l.Planned / 60m), new(t["Done, h"], l => l.Done / 60m), new(t["Status"], l => t.Of(l.Mark)), new(t["Moved to"], l => l.MovedTo), new(t["Reason"], l => l.Reason));
        }).RequireAuthorization();

        Print(pages);
    }

    /// <summary>A report, and a school's part of it, on paper: what the viewer sees of it; and the files that go with it.</summary>
    static void Print(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/reports/{id:guid}.pdf", async (HttpContext http, Guid id, PrintReport print, string? version) =>
            await print.Whole(id, int.TryParse(version, CultureInfo.InvariantCulture, out var number) ? number : null, http.Viewer()!, http.RequestAborted) is { } pdf ? new PdfFile(pdf) : Results.NotFound())
            .RequireAuthorization();

        pages.MapGet("/attachments/{id:guid}", async (HttpContext http, Guid id, AppDb db, Attachments files) => await AttachmentFile.Of(id, db, files, http.Viewer()!, http.RequestAborted))
            .RequireAuthorization();

        pages.MapGet("/slices/{id:guid}.pdf", async (HttpContext http, Guid id, PrintReport print) =>
            await print.Slice(id, http.Viewer()!, http.RequestAborted) is { } pdf ? new PdfFile(pdf) : Results.NotFound())
            .RequireAuthorization();
    }

    static IResult File<T>(HttpContext http, Texts t, string title, IEnumerable<T> rows, params IReadOnlyList<Column<T>> columns) =>
        new ListFile<T>(title, http.Request.Query["as"] == "xlsx" ? ListFormat.Xlsx : ListFormat.Csv, new(title, t, columns), rows.ToAsyncEnumerable());
}
