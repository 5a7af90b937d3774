using Balsts.Agreements;
using Balsts.Appointments;
using Balsts.Goals;
using Balsts.Initiatives;
using Balsts.Months;
using Balsts.People;
using Balsts.Proposals;
using Balsts.Units;
using Balsts.Observations;
using Foundation.Data;
using Foundation.Documents;
using Foundation.History;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Privacy;

public enum TraceSpan
{
    [Sentence("The last seven days")] Week,
    [Sentence("The last thirty days")] Month,
    [Sentence("This school year")] Year,
}

/// <summary>How somebody narrows the trace: to the days from one to another.</summary>
public sealed record TraceFilter(DateOnly? From = null, DateOnly? Until = null)
{
    public static TraceFilter Of(ListQuery query, Viewer viewer, CountryPacks packs) => !Enum.TryParse<TraceSpan>(query["since"], true, out var span) ? new() : new(span switch
    {
        TraceSpan.Week => viewer.Today.AddDays(-6),
        TraceSpan.Month => viewer.Today.AddDays(-29),
        _ => packs[viewer.CountryId] is var pack ? pack.SchoolYear(pack.SchoolYearOf(viewer.Today)).StartsOn : null,
    });
}

/// <summary>A line of the trace as it is stored.</summary>
public sealed record TraceRow(Guid Id, DateOnly Day, DateTime At, Guid ViewerId, string Posts, string What, Guid SubjectId);

/// <summary>A line of the trace in words.</summary>
/// <param name="Who">The reader's name, with the posts that they held.</param>
/// <param name="Address">Where what was read is found; null when it is gone.</param>
public sealed record TraceLine(TraceRow Row, string Who, string Sentence, string? Address);

/// <summary>Who read what the viewer wrote; nobody else asks.</summary>
public sealed class FindTrace(AppDb db, PersonNames names, CountryPacks packs, Texts t)
{
    public async Task<PageOf<TraceLine>> Page(TraceFilter filter, Viewer viewer, int size, string? after, string? before = null, bool count = true, CancellationToken ct = default)
    {
        var rows = db.Seen<Trace>(viewer);
        if (filter.From is { } from) rows = rows.Where(r => r.Day >= from);
        if (filter.Until is { } until) rows = rows.Where(r => r.Day <= until);
        var page = await rows.PageByDay(r => r.Day, r => r.Id, r => new TraceRow(r.Id, r.Day, r.At, r.ViewerId, r.Posts, r.What, r.SubjectId), r => (r.Day, r.Id), size, after, before, count, ct);
        return new(await InWords(page.Rows, viewer, ct), page.Before, page.After, page.Count);
    }

    async Task<List<TraceLine>> InWords(IReadOnlyList<TraceRow> rows, Viewer viewer, CancellationToken ct)
    {
        var known = await names.Of(rows.Select(r => r.ViewerId), ct);
        var things = new Dictionary<Guid, (Func<string, string> Sentence, string Address)>();
        foreach (var kind in rows.GroupBy(r => r.What))
            foreach (var (id, sentence, address) in await Things(kind.Key, [.. kind.Select(r => r.SubjectId).Distinct()], viewer, ct))
                things[id] = (sentence, address);
        return [.. rows.Select(r =>
        {
            var who = Who(known.GetValueOrDefault(r.ViewerId, ""), r.Posts, viewer);
            return things.TryGetValue(r.SubjectId, out var thing) ? new TraceLine(r, who, thing.Sentence(who), thing.Address) : new(r, who, t["{0} read something of yours that is no longer here.", who], null);
        })];
    }

    string Who(string name, string posts, Viewer viewer)
    {
        var held = posts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => Enum.TryParse<PostKind>(p, out var post) ? packs[viewer.CountryId].PostIn(post, t) : "").Where(p => p.Length > 0).ToList();
        return held.Count == 0 ? name : $"{name} ({string.Join(", ", held)})";
    }

    /// <summary>What was read, in words, as its author sees it.</summary>
    async Task<IEnumerable<(Guid Id, Func<string, string> Sentence, string Address)>> Things(string what, Guid[] ids, Viewer viewer, CancellationToken ct) => what switch
    {
        nameof(MonthlyReport) => (await db.Seen<MonthlyReport>(viewer).Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Month }).ToListAsync(ct))
            .Select(r => (r.Id, Say(who => t["{0} read your report of {1}.", who, r.Month]), ReportPage.Url(r.Id))),
        nameof(MonthlyPlan) => (await db.Seen<MonthlyPlan>(viewer).Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Month }).ToListAsync(ct))
            .Select(p => (p.Id, Say(who => t["{0} read your plan of {1}.", who, p.Month]), MonthPage.Url(p.Id.ToString()))),
        nameof(Goal) => (await db.Seen<Goal>(viewer).Where(g => ids.Contains(g.Id)).Select(g => new { g.Id, g.Statement }).ToListAsync(ct))
            .Select(g => (g.Id, Say(who => t["{0} read your goal: {1}", who, g.Statement]), GoalPage.Url(g.Id))),
        nameof(AgreementTerms) => (await db.Seen<AgreementTerms>(viewer).Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.AgreementId }).ToListAsync(ct))
            .Select(a => (a.Id, Say(who => t["{0} read what an agreement of yours is about.", who]), AgreementPage.Url(a.AgreementId))),
        nameof(Observation) => (await db.Seen<Observation>(viewer).Where(o => ids.Contains(o.Id)).Select(o => new { o.Id, o.VisitId, o.On }).ToListAsync(ct))
            .Select(o => (o.Id, Say(who => t["{0} read what was said of your lesson of {1}.", who, o.On]), VisitPage.Url(o.VisitId))),
        nameof(LessonPlan) => (await db.Seen<LessonPlan>(viewer).Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Title }).ToListAsync(ct))
            .Select(p => (p.Id, Say(who => t["{0} read your lesson plan: {1}", who, p.Title]), LessonPlanPage.Url(p.Id))),
        nameof(Proposal) => (await db.Seen<Proposal>(viewer).Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Title }).ToListAsync(ct))
            .Select(p => (p.Id, Say(who => t["{0} read your proposal: {1}", who, p.Title]), ProposalPage.Url(p.Id))),
        nameof(Meeting) => (await db.Seen<Meeting>(viewer).Where(m => ids.Contains(m.Id)).Select(m => new { m.Id, m.On }).ToListAsync(ct))
            .Select(m => (m.Id, Say(who => t["{0} read the minutes of your meeting of {1}.", who, m.On]), MeetingPage.Url(m.Id))),
        nameof(Appointment) => (await db.Seen<Appointment>(viewer).Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.CountryId, a.Post }).ToListAsync(ct))
            .Select(a => (a.Id, Say(who => t["{0} read what you hand over as {1}.", who, packs[a.CountryId].PostIn(a.Post, t)]), HandoverPage.Url(a.Id))),
        _ => [],
    };

    static Func<string, string> Say(Func<string, string> sentence) => sentence;

    /// <summary>The trace as a file: exactly what the filter shows.</summary>
    internal static void MapExport(IEndpointRouteBuilder pages) =>
        pages.MapGet("/trace/export", (HttpContext http, FindTrace find, CountryPacks packs, Texts t, CancellationToken ct) =>
        {
            var filter = TraceFilter.Of(ListQuery.From(http.Request.Path + http.Request.QueryString), http.Viewer()!, packs);
            return new ListFile<TraceLine>(t["Who read what"], http.Request.Query["as"] == "xlsx" ? ListFormat.Xlsx : ListFormat.Csv, new(t["Who read what"], t,
                new(t["Day"], l => l.Row.Day), new(t["Reader"], l => l.Who), new(t["What was read"], l => l.Sentence)), All());

            async IAsyncEnumerable<TraceLine> All()
            {
                string? after = null;
                do
                {
                    var page = await find.Page(filter, http.Viewer()!, 500, after, count: false, ct: ct);
                    foreach (var line in page.Rows) yield return line;
                    after = page.After;
                }
                while (after is not null);
            }
        }).RequireAuthorization();
}
