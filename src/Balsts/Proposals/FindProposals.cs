using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Documents;
using Foundation.History;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;

namespace Balsts.Proposals;

/// <summary>How a reader narrows the proposals: the state, or those that they made themselves.</summary>
public sealed record ProposalFilter(ProposalState? State = null, bool Mine = false)
{
    public static ProposalFilter Of(ListQuery query) => new(Enum.TryParse<ProposalState>(query["state"], out var state) && Enum.IsDefined(state) ? state : null, query["by"] == "me");
}

/// <summary>A proposal as lists show it.</summary>
/// <param name="AuthorId">Null where the viewer is not told who made it.</param>
public sealed record ProposalRow(Guid Id, Guid? AuthorId, Guid AddresseeUnitId, string Title, DateOnly On, ProposalState State, DateOnly? PublishedOn, int Version);

/// <summary>The proposals that the viewer may see, newest first.</summary>
public sealed class FindProposals(AppDb db)
{
    public async Task<PageOf<ProposalRow>> Page(ProposalFilter filter, Viewer viewer, int size, string? after, string? before = null, bool count = true, CancellationToken ct = default)
    {
        var rows = db.Seen<Proposal>(viewer);
        if (filter.State is { } state) rows = rows.Where(p => p.State == state);
        if (filter.Mine) rows = rows.Where(p => p.AuthorId == viewer.PersonId);
        var page = await rows.PageByDay(p => p.On, p => p.Id, p => new ProposalRow(p.Id, p.AuthorId, p.AddresseeUnitId, Reading.Of<Proposal>(p.Id, p.PublishedOn != null, p.Title), p.On, p.State, p.PublishedOn, p.Version), r => (r.On, r.Id), size, after, before, count, ct);
        return page with { Rows = [.. page.Rows.Select(r => Proposal.NamesAuthorTo(viewer, r.AuthorId!.Value, r.AddresseeUnitId) ? r : r with { AuthorId = null })] };
    }

    /// <summary>The list as a file: exactly what the filter shows.</summary>
    internal static void MapExport(IEndpointRouteBuilder pages) =>
        pages.MapGet("/proposals/export", async (HttpContext http, FindProposals find, PersonNames names, UnitTrees trees, Texts t, CancellationToken ct) =>
        {
            var filter = ProposalFilter.Of(ListQuery.From(http.Request.Path + http.Request.QueryString));
            var tree = await trees.Now(ct);
            return new ListFile<(ProposalRow Row, string Author)>(t["Proposals"], http.Request.Query["as"] == "xlsx" ? ListFormat.Xlsx : ListFormat.Csv, new(t["Proposals"], t,
                new(t["Proposal"], r => r.Row.Title), new(t["Made by"], r => r.Author), new(t["To"], r => tree.NameOf(r.Row.AddresseeUnitId)),
                new(t["Date"], r => r.Row.On), new(t["State"], r => t.Of(r.Row.State))), All());

            async IAsyncEnumerable<(ProposalRow, string)> All()
            {
                string? after = null;
                do
                {
                    var page = await find.Page(filter, http.Viewer()!, 500, after, count: false, ct: ct);
                    var known = await names.Of(page.Rows.Select(r => r.AuthorId).OfType<Guid>(), ct);
                    foreach (var row in page.Rows) yield return (row, row.AuthorId is { } author ? known.GetValueOrDefault(author, "") : "");
                    after = page.After;
                }
                while (after is not null);
            }
        }).RequireAuthorization();
}
