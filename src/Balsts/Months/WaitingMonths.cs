using Balsts.Activities;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Periods;
using Foundation.Ui;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>Parts of reports that wait for a person's key, wholes that wait for the organiser's, and a person's own plans and reports that are due, what of others is late that they wait for, and lines on which somebody waits for their word.</summary>
public sealed class WaitingMonths(AppDb db, FindMonths months, UnitTrees trees, CountryPacks packs) : IWaitingPart
{
    public NoticeKind Notices => NoticeKind.Months;

    public async Task<IReadOnlyList<Waiting>> For(Viewer viewer, Texts t, CancellationToken ct)
    {
        var tree = await trees.Now(ct);
        var waiting = new List<Waiting>();
        if (viewer.May(MonthRights.Write))
        {
            waiting.AddRange((await Returned(viewer, ct)).Select(r => new Waiting("arrow-back-up", StateKind.Returned, _ => t["Your report for {0} was returned", r.Month], t["Read the remark, put it right and submit it again."], WriteReportPage.Url(r.Plan), t["Put right"]) { Outside = null }));
        }
        var owed = await Owed(viewer, ct);
        waiting.AddRange(Own(owed, viewer, t));
        waiting.AddRange(OfOthers(FindLate.Among(owed, viewer.Today), viewer, t));
        var parts = await OpenParts(viewer, ct);
        waiting.AddRange(Threads(parts, tree, viewer, t));
        waiting.AddRange(parts.Where(s => s.Waits && s.PersonId != viewer.PersonId).Take(IWaitingPart.Most).Select(s => new Waiting("messages", StateKind.Submitted, name => t["{0}: report for {1}", name, s.Month], t["Discuss the part of {0}", tree.NameOf(s.UnitId)], SlicePage.Url(s.Id), t["Discuss"]) { Outside = null, Who = s.PersonId, DueOn = Until(s.SubmittedAt, s.CountryId) }));
        waiting.AddRange((await ToAccept(viewer, ct)).Select(r => new Waiting("clipboard-check", StateKind.Submitted, name => t["{0}: report for {1}", name, r.Month], r.Missed && r.Until < viewer.Today ? t["Not every school discussed its part in time; you may accept with a reason."] : t["Submitted; waits for acceptance by {0}", tree.NameOf(r.UnitId)], ReportPage.Url(r.Id), t["Open"]) { Outside = null, Who = r.PersonId }));
        waiting.AddRange(PlansToAccept(owed, viewer).Select(p => new Waiting("calendar-month", StateKind.Submitted, name => t["{0}: plan of {1}", name, p.Month], t["Waits for acceptance by {0}", tree.NameOf(p.OrganiserUnitId)], MonthPage.Url(p.PlanId!.Value.ToString()), t["Open"]) { Outside = null, Who = p.PersonId }));
        return waiting;
    }

    sealed record Mine(Guid Plan, Month Month);

    Task<List<Mine>> Returned(Viewer viewer, CancellationToken ct) => db.Seen<MonthlyReport>(viewer).Where(r => r.PersonId == viewer.PersonId && r.State == ReportState.Returned)
        .OrderBy(r => r.Month).Take(IWaitingPart.Most).Select(r => new Mine(r.PlanId, r.Month)).ToListAsync(ct);

    /// <summary>Who plans further ahead than this finds the plan accepted later.</summary>
    const int MonthsAhead = 3;

    Task<IReadOnlyList<DueReport>> Owed(Viewer viewer, CancellationToken ct)
    {
        var current = Month.Of(viewer.Today);
        return months.Owed(current.Add(-FindLate.MonthsBack), current.Add(MonthsAhead), viewer, ct);
    }

    /// <summary>The person's own plans that are soon due or late, and reports of months that are over.</summary>
    IEnumerable<Waiting> Own(IEnumerable<DueReport> owed, Viewer viewer, Texts t)
    {
        var today = viewer.Today;
        foreach (var d in owed.Where(d => d.PersonId == viewer.PersonId && d.State == ReportState.Draft && d.IsAsked(today)).OrderBy(d => d.Month).Take(IWaitingPart.Most))
        {
            if (d.Month.Last < today)
                yield return new("send", StateKind.Draft, _ => t["Your report for {0} is not submitted", d.Month], t["It is made from what you planned and logged; your judgement is missing."], d.PlanId is { } plan ? WriteReportPage.Url(plan) : MonthPage.Url(d.Month.ToString(), d.AppointmentId), t["Write"]) { Outside = null, DueOn = d.ReportDue };
            else if (!d.IsPlanned && d.PlanDue <= packs[d.CountryId].WorkingDaysAround(today).Add(today, PlanSoonDays))
                yield return new("calendar-month", StateKind.Draft, _ => t["Nothing is planned yet for {0}", d.Month], t["Plan with one press from your goals, schools and what is left of the month before."], SuggestPage.Url(d.Month.ToString(), d.AppointmentId), t["Plan"]) { Outside = null, DueOn = d.PlanDue };
        }
    }

    /// <summary>Working days before it is due in which an unmade plan stands on the desk.</summary>
    const int PlanSoonDays = 5;

    /// <summary>One line for a month, however many are late; the list says who.</summary>
    static IEnumerable<Waiting> OfOthers(IEnumerable<LateItem> items, Viewer viewer, Texts t) =>
        from item in items
        where item.PersonId != viewer.PersonId
        group item by (item.What, item.Month) into late
        let count = late.Count()
        select new Waiting("clock-exclamation", StateKind.Late, _ => late.Key.What == LateThing.Plan ? t.Plural("{0} plan that you wait for is late: {1}", "{0} plans that you wait for are late: {1}", count, late.Key.Month) : t.Plural("{0} report that you wait for is late: {1}", "{0} reports that you wait for are late: {1}", count, late.Key.Month),
            t["The list says whose; ask what is in the way."], MonthsPage.LateUrl, t["Open"]) { Outside = null, DueOn = late.Min(i => i.DueOn) };

    /// <param name="Until">The last day on which the schools may discuss.</param>
    /// <param name="Missed">A school whose key the organiser waits for has not turned it.</param>
    sealed record Report(Guid Id, Guid PersonId, Guid UnitId, Month Month, DateOnly Until, bool Missed = false);

    DateOnly Until(DateTime? submittedAt, string country) => MonthlyReport.DiscussUntil(submittedAt ?? db.Now, packs[country]);

    /// <summary>A school's part of an open report, in its last version.</summary>
    /// <param name="Waits">For its key.</param>
    /// <param name="Lines">Its lines, with who spoke last of those that were spoken about.</param>
    sealed record OpenPart(Guid Id, Guid PersonId, Guid UnitId, string CountryId, Month Month, DateTime? SubmittedAt, bool Waits, List<SpokenLine> Lines);
    sealed record SpokenLine(Guid Id, DateOnly On, ActivityKind Kind, Guid? LastById);

    /// <summary>The parts whose key waits for the viewer, and those with a line on which the other side spoke last. Once the school has turned its key, it has read what the author answered.</summary>
    async Task<IReadOnlyList<OpenPart>> OpenParts(Viewer viewer, CancellationToken ct)
    {
        var (me, seats) = (viewer.PersonId, viewer.SeatsOf(MonthRights.Discuss));
        if (seats.Length == 0 && !viewer.May(MonthRights.Write)) return [];
        var remarks = db.Seen<LineRemark>(viewer);
        var last = remarks.Where(r => !remarks.Any(later => later.ReportId == r.ReportId && later.UnitId == r.UnitId && later.Thread == r.Thread && (later.At > r.At || (later.At == r.At && later.Id.CompareTo(r.Id) > 0))));
        return await db.Seen<ReportSlice>(viewer).Where(s => s.Round == s.Report!.Round && (s.Report.State == ReportState.Submitted || s.Report.State == ReportState.Returned))
            .Where(s => s.Report!.PersonId == me ? last.Any(r => r.ReportId == s.ReportId && r.UnitId == s.UnitId && r.ById != me)
                : seats.Contains(s.UnitId) && s.Key == SliceKey.Waiting && (s.Report.State == ReportState.Submitted || last.Any(r => r.ReportId == s.ReportId && r.UnitId == s.UnitId && r.ById == s.Report.PersonId)))
            .OrderBy(s => s.Report!.SubmittedAt).ThenBy(s => s.Id).Take(IWaitingPart.Most * 2)
            .Select(s => new OpenPart(s.Id, s.Report!.PersonId, s.UnitId, s.CountryId, s.Report.Month, s.Report.SubmittedAt, s.Key == SliceKey.Waiting && s.Report.State == ReportState.Submitted,
                s.Lines.Select(l => new SpokenLine(l.Id, l.On, l.Kind, last.Where(r => r.ReportId == l.ReportId && r.UnitId == l.Slice!.UnitId && r.Thread == (l.PlanLineId ?? l.ActivityId ?? l.Id)).Select(r => (Guid?)r.ById).FirstOrDefault())).ToList())).ToListAsync(ct);
    }

    /// <summary>Lines on which the other side spoke last: the school's remark to the author, the author's answer to the school.</summary>
    static IEnumerable<Waiting> Threads(IEnumerable<OpenPart> parts, UnitTree tree, Viewer viewer, Texts t) =>
        (from part in parts
         let mine = part.PersonId == viewer.PersonId
         from line in part.Lines
         where line.LastById is { } last && (mine ? last != viewer.PersonId : last == part.PersonId)
         orderby line.On, line.Id
         select new Waiting("message-circle", StateKind.Returned, name => mine ? t["{0} remarked on a line of your report for {1}", name, part.Month] : t["{0} answered a remark on the report for {1}", name, part.Month],
             t["{0}, {1}", t["{0}, {1}", t.ShortDay(line.On), t.Of(line.Kind)], tree.NameOf(part.UnitId)], LineRemarksPage.Url(part.Id, line.Id), mine ? t["Answer"] : t["Read and answer"])
         {
             Outside = mine ? t["A line of your report for {0} waits for your answer", part.Month] : t["A remark of your school on the report for {0} was answered", part.Month],
             Who = line.LastById,
         }).Take(IWaitingPart.Most);

    /// <summary>Plans of this month and of later ones that nobody has accepted.</summary>
    static IEnumerable<DueReport> PlansToAccept(IEnumerable<DueReport> owed, Viewer viewer)
    {
        var (seats, current) = (viewer.SeatsOf(MonthRights.Accept), Month.Of(viewer.Today));
        return owed.Where(d => d is { IsWhole: true, IsPlanned: true, IsAccepted: false } && d.PersonId != viewer.PersonId && d.Month >= current && seats.Contains(d.OrganiserUnitId)).OrderBy(d => d.Month).ThenBy(d => d.PlanId).Take(IWaitingPart.Most);
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
