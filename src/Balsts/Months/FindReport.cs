using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>A part of a report that waits for a key.</summary>
public sealed record WaitingPart(Guid Id, Guid UnitId, Guid PersonId, Month Month);

/// <summary>A report with what its rules need: the versions that were submitted and the slices of the last one.</summary>
public sealed class FindReport(AppDb db)
{
    /// <summary>Fills in the versions and the slices of the last one, lines and all.</summary>
    public async Task Versions(MonthlyReport report, Viewer viewer, CancellationToken ct = default)
    {
        await db.Seen<ReportRound>(viewer).Where(r => r.ReportId == report.Id).LoadAsync(ct);
        await db.Seen<ReportSlice>(viewer).Include(s => s.Lines).Where(s => s.ReportId == report.Id && s.Round == report.Round).LoadAsync(ct);
    }

    /// <summary>The report of which the viewer turns the organiser's key.</summary>
    public async Task<MonthlyReport?> ToDecide(Guid id, Viewer viewer, CancellationToken ct = default)
    {
        var seats = viewer.SeatsOf(MonthRights.Accept);
        var report = await db.Seen<MonthlyReport>(viewer).FirstOrDefaultAsync(r => r.Id == id && r.Round > 0 && seats.Contains(r.OrganiserUnitId), ct);
        if (report is not null) await Versions(report, viewer, ct);
        return report;
    }

    /// <summary>The slice on which the viewer turns the school's key.</summary>
    public async Task<ReportSlice?> ToDiscuss(Guid id, Viewer viewer, CancellationToken ct = default)
    {
        var seats = viewer.SeatsOf(MonthRights.Discuss);
        return await db.Seen<ReportSlice>(viewer).Include(s => s.Report).FirstOrDefaultAsync(s => s.Id == id && seats.Contains(s.UnitId), ct);
    }

    /// <summary>The parts, of those chosen or of all, that wait for the viewer's key; the oldest first.</summary>
    public Task<List<ReportSlice>> Waiting(IReadOnlyCollection<Guid>? chosen, Viewer viewer, CancellationToken ct = default) => ToTurn(chosen, viewer).Include(s => s.Report).ToListAsync(ct);

    /// <summary>The same as lists name them: none of their words is read.</summary>
    public Task<List<WaitingPart>> Named(IReadOnlyCollection<Guid>? chosen, Viewer viewer, CancellationToken ct = default) =>
        ToTurn(chosen, viewer).Select(s => new WaitingPart(s.Id, s.UnitId, s.Report!.PersonId, s.Report.Month)).ToListAsync(ct);

    IQueryable<ReportSlice> ToTurn(IReadOnlyCollection<Guid>? chosen, Viewer viewer)
    {
        var (me, seats, ids) = (viewer.PersonId, viewer.SeatsOf(MonthRights.Discuss), chosen?.Distinct().ToArray());
        return db.Seen<ReportSlice>(viewer)
            .Where(s => seats.Contains(s.UnitId) && s.Key == SliceKey.Waiting && s.Report!.State == ReportState.Submitted && s.Round == s.Report.Round && s.Report.PersonId != me)
            .Where(s => ids == null || ids.Contains(s.Id))
            .OrderBy(s => s.Report!.SubmittedAt).ThenBy(s => s.Id).Take(FindMonths.ListMax);
    }
}
