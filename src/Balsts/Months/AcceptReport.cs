using System.ComponentModel.DataAnnotations;
using Balsts.Appointments;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Months;

/// <summary>The organiser turns the key on the whole, and the month is closed.</summary>
public sealed class AcceptReport(AppDb db, FindReport reports, CountryPacks packs, SeatHolders seats, UnitTrees trees, TimeProvider clock)
{
    public sealed class Input
    {
        [StringLength(MonthlyReport.RemarkMax)] public string? Remark { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await reports.ToDecide(id, viewer, ct) is not { } report) return Problem.NotFound;
        if (version is { } known && !db.StillAt(report, known)) return Problem.ChangedMeanwhile;
        var (pack, remark) = (packs[report.CountryId], WellFormed.Of(input.Remark ?? ""));
        if (report.Accept(viewer.PersonId, remark, pack.Today(clock), MonthlyReport.DiscussUntil(report.SubmittedAt ?? db.Now, pack), db.Now).Problem is { } refused) return refused;
        var passed = report.CurrentSlices.Where(s => s.Key == SliceKey.NotDiscussed).ToList();
        db.Record(viewer, passed.Count > 0 ? new ReportAcceptedWithout(passed.Count, remark) : new ReportAccepted(remark), report);
        foreach (var slice in report.CurrentSlices) db.Record(viewer, slice.Key == SliceKey.NotDiscussed ? new SlicePassedOver(slice.UnitId) : new ReportAccepted(), slice);
        await TellWhoDidNotDiscuss(report, passed, viewer, ct);
        db.Notify(Notification.To(report.PersonId, report.CountryId, db.Now, $"/reports/{report.Id}", Texts.Id("{0} accepted your report of {1}."), viewer.Name, report.Month.ToString()));
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : report.Id;
    }

    async Task TellWhoDidNotDiscuss(MonthlyReport report, List<ReportSlice> passed, Viewer viewer, CancellationToken ct)
    {
        if (passed.Count == 0) return;
        var (tree, heads) = (await trees.Now(ct), await seats.Of(MonthRights.Discuss, passed.Select(s => s.UnitId), viewer.Today, ct));
        foreach (var slice in passed)
            foreach (var head in heads[slice.UnitId].Where(p => p != viewer.PersonId && p != report.PersonId))
                db.Notify(Notification.To(head, report.CountryId, db.Now, $"/slices/{slice.Id}", Texts.Id("{0} accepted the report of {1}; the part of {2} was not discussed in time."), viewer.Name, report.Month.ToString(), tree.NameOf(slice.UnitId)));
    }
}
