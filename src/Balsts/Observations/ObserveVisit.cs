using System.ComponentModel.DataAnnotations;
using Balsts.Forms;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Observations;

/// <summary>The observation form as a page posts it: what differs from the record becomes entries. The last sending ends the visit.</summary>
public sealed class ObserveVisit(AppDb db, NoteInVisit notes, EndVisit end)
{
    /// <summary>One thing of the form and what is said of it.</summary>
    public sealed class Line
    {
        [StringLength(VisitEntry.CodeMax)] public string? Code { get; set; }
        [StringLength(VisitEntry.ValueMax)] public string? Value { get; set; }
    }

    /// <summary>One indicator and the words for it.</summary>
    public sealed class Words
    {
        [StringLength(VisitEntry.CodeMax)] public string? Code { get; set; }
        [StringLength(VisitEntry.TextMax)] public string? Text { get; set; }
    }

    public sealed class Input
    {
        [StringLength(VisitEntry.TextMax)] public string? Note { get; set; }

        /// <summary>The indicator that the note belongs to.</summary>
        [StringLength(VisitEntry.CodeMax)] public string? About { get; set; }
        [MaxLength(VisitEntry.AtOnceMax)] public List<Line> Marks { get; set => field = value ?? []; } = [];
        [MaxLength(VisitEntry.AtOnceMax)] public List<Words> Evidence { get; set => field = value ?? []; } = [];
        [MaxLength(VisitEntry.AtOnceMax)] public List<Line> Snapshots { get; set => field = value ?? []; } = [];
        [Range(Visit.MinutesMin, Visit.MinutesMax)] public int? Minutes { get; set; }
    }

    /// <param name="takesBack">A note that is taken back.</param>
    /// <param name="ends">Whether the visit is over.</param>
    public async Task<Outcome<Guid>> Run(Guid id, int? version, Input input, Guid? takesBack, bool ends, Viewer viewer, CancellationToken ct = default)
    {
        if (await notes.Observed(id, viewer, ct) is null) return Problem.NotFound;
        var record = new VisitRecord(await db.Seen<VisitEntry>(viewer).AsNoTracking().Where(e => e.VisitId == id).ToListAsync(ct));
        var entries = Entries(input, takesBack, record).ToList();
        if (ends) return await end.Run(id, version, new() { Minutes = input.Minutes }, entries, viewer, ct);
        return entries.Count == 0 ? id : await notes.Run(id, new() { Entries = entries }, viewer, ct);
    }

    IEnumerable<NoteInVisit.Entry> Entries(Input input, Guid? takesBack, VisitRecord record)
    {
        if (!string.IsNullOrWhiteSpace(input.Note)) yield return New(EntryKind.Note, input.About, text: input.Note);
        foreach (var (kind, lines) in new[] { (EntryKind.Mark, input.Marks), (EntryKind.Snapshot, input.Snapshots) })
            foreach (var line in lines.Where(l => (l.Value ?? "") != record.Of(kind, l.Code ?? ""))) yield return New(kind, line.Code, line.Value);
        foreach (var said in input.Evidence.Where(e => WellFormed.Of(e.Text ?? "").Trim() != record.Of(EntryKind.Evidence, e.Code ?? ""))) yield return New(EntryKind.Evidence, said.Code, text: said.Text);
        if (takesBack is { } gone) yield return new() { Id = Guid.CreateVersion7(), Kind = EntryKind.TakenBack, At = db.Now, TakesBackId = gone };
    }

    NoteInVisit.Entry New(EntryKind kind, string? code, string? value = null, string? text = null) => new() { Id = Guid.CreateVersion7(), Kind = kind, At = db.Now, Code = code, Value = value, Text = text };

    /// <summary>The form as it stands: what was marked, said and counted so far.</summary>
    public static Input Filled(FormBody body, VisitRecord record, int minutes) => new()
    {
        Marks = [.. VisitRecord.Marked(body).Select(m => new Line { Code = m.Code, Value = record.Of(EntryKind.Mark, m.Code) })],
        Evidence = [.. VisitRecord.Worded(body).Select(i => new Words { Code = i.Code, Text = record.Of(EntryKind.Evidence, i.Code) })],
        Snapshots = [.. VisitRecord.Snapshots(body).Select(s => new Line { Code = s.Code, Value = record.Of(EntryKind.Snapshot, s.Code) })],
        Minutes = minutes,
    };
}
