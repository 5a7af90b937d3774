using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Documents;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Appointments;

/// <summary>A nomination as lists show it.</summary>
public sealed record NominationRow(Guid Id, string CountryId, Guid PersonId, PostKind Post, Guid UnitId, string Field, int Load, Guid? SourceId, DateOnly StartsOn, DateOnly? EndsOn, Guid NominatedById, NominationState State, int Version);

/// <summary>The nominations of which the viewer is one of the two, by the first day of the term, the latest first.</summary>
public static class FindNominations
{
    public static Task<PageOf<NominationRow>> Page(AppDb db, NominationState? state, Viewer viewer, int size, string? after, string? before = null, bool count = true, CancellationToken ct = default) =>
        (state is { } one ? db.Seen<Nomination>(viewer).Where(n => n.State == one) : db.Seen<Nomination>(viewer)).PageByDay(n => n.StartsOn, n => n.Id,
            Shown, r => (r.StartsOn, r.Id), size, after, before, count, ct);

    /// <summary>Those that wait for the viewer's own answer, the oldest first.</summary>
    public static async Task<IReadOnlyList<NominationRow>> ToAnswer(AppDb db, Viewer viewer, int most, CancellationToken ct = default) =>
        await db.Seen<Nomination>(viewer).Where(n => n.PersonId == viewer.PersonId && n.State == NominationState.Waiting).OrderBy(n => n.Id).Take(most).Select(Shown).ToListAsync(ct);

    static readonly System.Linq.Expressions.Expression<Func<Nomination, NominationRow>> Shown = n =>
        new(n.Id, n.CountryId, n.PersonId, n.Post, n.UnitId, n.Field, n.Load, n.SourceId, n.StartsOn, n.EndsOn, n.NominatedById, n.State, n.Version);

    public static NominationState? StateOf(ListQuery query) => Enum.TryParse<NominationState>(query["state"], out var state) && Enum.IsDefined(state) ? state : null;

    internal sealed record Line(NominationRow Row, string Person, string By);

    /// <summary>The list as a file: exactly what the filter shows, all of it.</summary>
    internal static void MapExport(IEndpointRouteBuilder pages) =>
        pages.MapGet("/nominations/export", async (HttpContext http, AppDb db, PersonNames names, UnitTrees trees, CountryPacks packs, Texts t, CancellationToken ct) =>
        {
            var state = StateOf(ListQuery.From(http.Request.GetEncodedPathAndQuery()));
            var tree = await trees.Now(ct);
            return new ListFile<Line>(t["Nominations"], http.Request.Query["as"] == "xlsx" ? ListFormat.Xlsx : ListFormat.Csv, new(t["Nominations"], t,
                new(t["Person"], l => l.Person),
                new(t["Post"], l => packs[l.Row.CountryId].PostIn(l.Row.Post, t)),
                new(t["Where"], l => tree.NameOf(l.Row.UnitId)),
                new(t["Support field"], l => l.Row.Field.Length == 0 ? "" : CountryPack.NameIn(packs[l.Row.CountryId].SupportFields, l.Row.Field, t.Language)),
                new(t["Load"], l => l.Row.Load / 1000m),
                new(t["First day"], l => l.Row.StartsOn),
                new(t["Last day"], l => l.Row.EndsOn),
                new(t["Nominated by"], l => l.By),
                new(t["State"], l => t.Of(l.Row.State))), Lines());

            async IAsyncEnumerable<Line> Lines()
            {
                string? after = null;
                do
                {
                    var page = await Page(db, state, http.Viewer()!, 500, after, count: false, ct: ct);
                    var known = await names.Of(page.Rows.SelectMany(r => new[] { r.PersonId, r.NominatedById }), ct);
                    foreach (var row in page.Rows) yield return new(row, known.GetValueOrDefault(row.PersonId, ""), known.GetValueOrDefault(row.NominatedById, ""));
                    after = page.After;
                }
                while (after is not null);
            }
        }).RequireAuthorization();
}
