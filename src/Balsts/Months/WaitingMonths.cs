using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Periods;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>Parts of reports that wait for a person's key, wholes that wait for the organiser's, and a person's own reports that were returned or have not gone out.</summary>
public sealed class WaitingMonths(AppDb db, UnitTrees trees, CountryPacks packs) : IWaitingPart
{
    public async Task<IReadOnlyList<Waiting>> For(Viewer viewer, Texts t, CancellationToken ct)
    {
        var tree = await trees.Now(ct);
        var waiting = new List<Waiting>();
        if (viewer.May(MonthRights.Write))
        {
            waiting.AddRange((await Returned(viewer, ct)).Select(r => new Waiting("arrow-back-up", StateKind.Returned, _ => t["Your report for {0} was returned", r.Month], t["Read the remark, put it right and submit it again."], WriteReportPage.Url(r.Plan), t["Put right"])));
            waiting.AddRange((await Unsent(viewer, ct)).Select(p => new Waiting("send", StateKind.Late, _ => t["Your report for {0} is not submitted", p.Month], t["It is made from what you planned and logged; your judgement is missing."], WriteReportPage.Url(p.Plan), t["Write"]) { IsLate = true }));
        }
        waiting.AddRange((await ToDiscuss(viewer, ct)).Select(s => new Waiting("messages", StateKind.Submitted, name => t["{0}: report for {1}", name, s.Month], t["Discuss the part of {0}", tree.NameOf(s.UnitId)], SlicePage.Url(s.Id), t["Discuss"]) { Who = s.PersonId, DueOn = s.Until }));
        waiting.AddRange((await ToAccept(viewer, ct)).Select(r => new Waiting("clipboard-check", StateKind.Submitted, name => t["{0}: report for {1}", name, r.Month], r.Missed && r.Until < viewer.Today ? t["Not every school discussed its part in time; you may accept with a reason."] : t["Submitted; waits for acceptance by {0}", tree.NameOf(r.UnitId)], ReportPage.Url(r.Id), t["Open"]) { Who = r.PersonId }));
        waiting.AddRange((await PlansToAccept(viewer, ct)).Select(p => new Waiting("calendar-month", StateKind.Submitted, name => t["{0}: plan of {1}", name, p.Month], t["Waits for acceptance by {0}", tree.NameOf(p.UnitId)], MonthPage.Url(p.Id.ToString()), t["Open"]) { Who = p.PersonId }));
        return waiting;
    }

    sealed record Own(Guid Plan, Month Month);

    Task<List<Own>> Returned(Viewer viewer, CancellationToken ct) => db.Seen<MonthlyReport>(viewer).Where(r => r.PersonId == viewer.PersonId && r.State == ReportState.Returned)
        .OrderBy(r => r.Month).Take(IWaitingPart.Most).Select(r => new Own(r.PlanId, r.Month)).ToListAsync(ct);

    /// <summary>Last month was planned, and its report has not gone out.</summary>
    Task<List<Own>> Unsent(Viewer viewer, CancellationToken ct)
    {
        var (me, last) = (viewer.PersonId, Month.Of(viewer.Today).Previous);
        var sent = db.Seen<MonthlyReport>(viewer).Where(r => r.PersonId == me && r.Round > 0);
        return db.Seen<MonthlyPlan>(viewer).Where(p => p.PersonId == me && p.Month == last && !sent.Any(r => r.PlanId == p.Id)).OrderBy(p => p.Id).Take(IWaitingPart.Most).Select(p => new Own(p.Id, p.Month)).ToListAsync(ct);
    }

    /// <param name="Until">The last day on which the schools may discuss.</param>
    /// <param name="Missed">A school whose key the organiser waits for has not turned it.</param>
    sealed record Report(Guid Id, Guid PersonId, Guid UnitId, Month Month, DateOnly Until, bool Missed = false);

    DateOnly Until(DateTime? submittedAt, string country) => MonthlyReport.DiscussUntil(submittedAt ?? db.Now, packs[country]);

    async Task<IReadOnlyList<Report>> ToDiscuss(Viewer viewer, CancellationToken ct)
    {
        var (me, seats) = (viewer.PersonId, viewer.SeatsOf(MonthRights.Discuss));
        if (seats.Length == 0) return [];
        var found = await db.Seen<ReportSlice>(viewer)
            .Where(s => seats.Contains(s.UnitId) && s.Key == SliceKey.Waiting && s.Report!.State == ReportState.Submitted && s.Round == s.Report.Round && s.Report.PersonId != me)
            .OrderBy(s => s.Report!.SubmittedAt).Take(IWaitingPart.Most).Select(s => new { s.Id, s.Report!.PersonId, s.UnitId, s.Report.Month, s.Report.SubmittedAt, s.CountryId }).ToListAsync(ct);
        return [.. found.Select(s => new Report(s.Id, s.PersonId, s.UnitId, s.Month, Until(s.SubmittedAt, s.CountryId)))];
    }

    sealed record Plan(Guid Id, Guid PersonId, Guid UnitId, Month Month);

    /// <summary>Plans of this month and of later ones that nobody has accepted.</summary>
    async Task<IReadOnlyList<Plan>> PlansToAccept(Viewer viewer, CancellationToken ct)
    {
        var (me, seats, current) = (viewer.PersonId, viewer.SeatsOf(MonthRights.Accept), Month.Of(viewer.Today));
        if (seats.Length == 0) return [];
        return await db.Seen<MonthlyPlan>(viewer).Where(p => seats.Contains(p.OrganiserUnitId) && p.PersonId != me && p.AcceptedAt == null && p.Month >= current && p.Lines.Any())
            .OrderBy(p => p.Month).ThenBy(p => p.Id).Take(IWaitingPart.Most).Select(p => new Plan(p.Id, p.PersonId, p.OrganiserUnitId, p.Month)).ToListAsync(ct);
    }

    async Task<IReadOnlyList<Report>> ToAccept(Viewer viewer, CancellationToken ct)
    {
        var (me, seats) = (viewer.PersonId, viewer.SeatsOf(MonthRights.Accept));
        if (seats.Length == 0) return [];
        var found = await db.Seen<MonthlyReport>(viewer).Where(r => seats.Contains(r.OrganiserUnitId) && r.State == ReportState.Submitted && r.PersonId != me)
            .OrderBy(r => r.SubmittedAt).Take(IWaitingPart.Most)
            .Select(r => new { r.Id, r.PersonId, r.OrganiserUnitId, r.Month, r.SubmittedAt, r.CountryId, Missed = r.Slices.Any(s => s.Round == r.Round && s.Key == SliceKey.Waiting && s.UnitId != r.OrganiserUnitId) }).ToListAsync(ct);
        return [.. found.Select(r => new Report(r.Id, r.PersonId, r.OrganiserUnitId, r.Month, Until(r.SubmittedAt, r.CountryId), r.Missed))];
    }
}
