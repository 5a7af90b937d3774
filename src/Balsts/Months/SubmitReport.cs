using Balsts.Appointments;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>Sends a month's report: to each school the slice that concerns it, to the organiser the whole, as the ledger stands at this moment.</summary>
public sealed class SubmitReport(AppDb db, WriteReport write, FindMonth months, FindReport reports, SeatHolders seats, UnitTrees trees)
{
    /// <summary>Gives the id of the report.</summary>
    public async Task<Outcome<Guid>> Run(Guid planId, WriteReport.Input? input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        var written = await write.Write(planId, input, version, viewer, ct);
        if (written.Problem is { } problem) return problem;
        var (plan, report, draft) = written.Value!;
        if (report.Round > 0) await reports.Versions(report, viewer, ct);
        var lines = await months.Lines(plan, viewer, ct);
        var slices = lines.GroupBy(l => l.UnitId).Select(g => Slice(report, g.Key, draft, [.. g])).ToList();
        var files = await db.Seen<ReportAttachment>(viewer).AsNoTracking().Where(a => a.ReportId == report.Id).ToListAsync(ct);
        if (files.Find(f => f.StandsIn(report.Round + 1) && f.UnitId is { } unit && slices.TrueForAll(s => s.UnitId != unit)) is { } left) return ReportAttachment.PartIsGone.With(left.FileName);
        var otherFiles = files.Where(f => f.ChangedSince(report.Round)).Select(f => f.UnitId).OfType<Guid>().ToHashSet();
        if (report.Submit(draft.Judgement, draft.Next, slices, viewer.Today, db.Now, otherFiles).Problem is { } refused) return refused;
        db.Record(viewer, new ReportSubmitted(report.Round), report);
        foreach (var slice in slices) db.Record(viewer, new SliceSent(slice.UnitId, report.Round), slice);
        await Tell(report, slices, viewer, ct);
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : report.Id;
    }

    static ReportSlice Slice(MonthlyReport report, Guid unitId, ReportDraft draft, IReadOnlyList<MonthLine> lines)
    {
        var part = draft.Parts.FirstOrDefault(p => p.UnitId == unitId);
        var slice = new ReportSlice
        {
            Id = Guid.CreateVersion7(),
            CountryId = report.CountryId,
            ReportId = report.Id,
            UnitId = unitId,
            Round = report.Round + 1,
            Judgement = part?.Judgement ?? "",
            Needed = part?.Needed ?? "",
        };
        slice.Lines.AddRange(LinesOf(slice, lines));
        return slice;
    }

    /// <summary>A school's lines as they stand now; the author sees the same beforehand.</summary>
    internal static IEnumerable<ReportLine> LinesOf(ReportSlice slice, IEnumerable<MonthLine> lines) => lines.Select((line, place) => new ReportLine
    {
        Id = Guid.CreateVersion7(),
        CountryId = slice.CountryId,
        SliceId = slice.Id,
        ReportId = slice.ReportId,
        ActivityId = line.ActivityId,
        PlanLineId = line.PlanLineId,
        On = line.On,
        MovedTo = line.MovedTo,
        Kind = line.Kind,
        Topic = line.Topic,
        People = [.. line.People],
        PlannedMinutes = line.Planned,
        DoneMinutes = line.Done,
        Mark = line.Mark,
        Reason = line.Reason,
        GoalId = line.GoalId,
        Place = place,
    });

    /// <summary>Heads and deputies whose key is open hear of their own part, the organiser of the whole.</summary>
    async Task Tell(MonthlyReport report, List<ReportSlice> slices, Viewer viewer, CancellationToken ct)
    {
        var tree = await trees.Now(ct);
        var waiting = slices.Where(s => s.Key == SliceKey.Waiting).ToList();
        var heads = await seats.Of(MonthRights.Discuss, waiting.Select(s => s.UnitId), viewer.Today, ct);
        foreach (var slice in waiting)
            foreach (var head in heads[slice.UnitId].Where(p => p != viewer.PersonId))
                db.Notify(Notification.To(head, report.CountryId, db.Now, $"/slices/{slice.Id}", Texts.Id("{0} sent the report of {1}: the part of {2} waits for you."), viewer.Name, report.Month.ToString(), tree.NameOf(slice.UnitId)));
        foreach (var organiser in (await seats.Of(MonthRights.Accept, [report.OrganiserUnitId], viewer.Today, ct))[report.OrganiserUnitId].Where(p => p != viewer.PersonId))
            db.Notify(Notification.To(organiser, report.CountryId, db.Now, $"/reports/{report.Id}", Texts.Id("{0} submitted the report of {1}."), viewer.Name, report.Month.ToString()));
    }
}
