using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.History;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>Begins an initiative's own report for a time.</summary>
public sealed class BeginInitiativeReport(AppDb db)
{
    public sealed class Input
    {
        [Required] public DateOnly? StartsOn { get; set; }
        [Required] public DateOnly? EndsOn { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid initiativeId, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Managed(initiativeId, viewer, ct) is not { } initiative) return Problem.NotFound;
        var (from, until) = (input.StartsOn!.Value, input.EndsOn!.Value);
        if (until < from) return InitiativeReport.Backwards;
        if (from < initiative.StartsOn || until > initiative.EndsOn) return InitiativeReport.Outside;
        var report = new InitiativeReport { Id = Guid.CreateVersion7(), CountryId = initiative.CountryId, InitiativeId = initiativeId, Initiative = initiative, StartsOn = from, EndsOn = until };
        db.Add(viewer, report);
        db.Record(viewer, new InitiativeReportBegun(), report);
        return (await db.Save(ct)).Problem is { } problem ? problem : report.Id;
    }
}

/// <summary>Writes the organiser's judgement into the report of an initiative; published, its figures stand as they are that day.</summary>
public sealed class WriteInitiativeReport(AppDb db, FindFigures figures)
{
    public sealed class Input
    {
        [StringLength(InitiativeReport.TextMax)] public string? Judgement { get; set; }
        public bool Publish { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await Of(db, id, viewer, ct) is not { } report) return Problem.NotFound;
        if (version is { } known && !db.StillAt(report, known)) return Problem.ChangedMeanwhile;
        if (report.Write(WellFormed.Of(input.Judgement ?? "")).Problem is { } refused) return refused;
        if (input.Publish && report.Publish(await figures.Of(report, viewer, ct), viewer.Today).Problem is { } unready) return unready;
        db.Record(viewer, input.Publish ? new InitiativeReportPublished() : (IRecorded)new InitiativeReportWritten(), report);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    /// <summary>A report of an initiative that the viewer runs.</summary>
    public static async Task<InitiativeReport?> Of(AppDb db, Guid id, Viewer viewer, CancellationToken ct) =>
        await db.Seen<InitiativeReport>(viewer).Include(r => r.Initiative).FirstOrDefaultAsync(r => r.Id == id, ct) is { } found && found.Initiative!.ManagedBy(viewer) ? found : null;
}
