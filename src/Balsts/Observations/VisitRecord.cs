using System.Globalization;
using Balsts.Forms;
using Foundation.Outcomes;

namespace Balsts.Observations;

/// <summary>One remark of a record that still stands.</summary>
/// <param name="Code">The indicator that it belongs to, or nothing.</param>
public sealed record VisitRemark(Guid Id, DateTime At, string Code, string Text);

/// <summary>What the entries of a visit come to: of each thing the last that was said, and the notes that nobody took back. Nothing is added up.</summary>
public sealed class VisitRecord
{
    public const string NotApplicable = "not-applicable";
    public const string NotSeen = "not-seen";

    readonly Dictionary<(EntryKind, string), string> last = [];

    public VisitRecord(IEnumerable<VisitEntry> entries)
    {
        var told = entries.OrderBy(e => e.At).ThenBy(e => e.Id).ToList();
        var gone = told.Where(e => e.TakesBackId is not null).Select(e => e.TakesBackId!.Value).ToHashSet();
        foreach (var entry in told.Where(e => e.Kind is EntryKind.Mark or EntryKind.Evidence or EntryKind.Snapshot)) last[(entry.Kind, entry.Code)] = entry.Kind == EntryKind.Evidence ? entry.Text : entry.Value;
        Notes = [.. told.Where(e => e.Kind == EntryKind.Note && !gone.Contains(e.Id)).Select(e => new VisitRemark(e.Id, e.At, e.Code, e.Text))];
        Count = told.Count;
    }

    public IReadOnlyList<VisitRemark> Notes { get; }

    /// <summary>How many entries there are, those that no longer stand included.</summary>
    public int Count { get; }

    public string Of(EntryKind kind, string code) => last.GetValueOrDefault((kind, code), "");

    /// <summary>All that stands of a kind, by its code.</summary>
    public IReadOnlyDictionary<string, string> All(EntryKind kind) => last.Where(l => l.Key.Item1 == kind && l.Value.Length > 0).ToDictionary(l => l.Key.Item2, l => l.Value);

    /// <summary>How a snapshot is called: the first in the second segment, and what was asked.</summary>
    public static string SnapshotCode(int segment, int number, string question) => string.Create(CultureInfo.InvariantCulture, $"{segment}.{number}.{question}");

    /// <summary>The snapshots that a form asks for, in the order of the lesson.</summary>
    public static IEnumerable<(string Code, int Segment, int Number, FormQuestion Question)> Snapshots(FormBody body) => body is { Segments: { } segments, Snapshots: { } snapshots }
        ? from segment in Enumerable.Range(1, segments.Count)
          from number in Enumerable.Range(1, snapshots.PerSegment)
          from question in snapshots.Questions
          select (SnapshotCode(segment, number, question.Code), segment, number, question)
        : [];

    /// <summary>What is marked: indicators with a scale, and their behaviours.</summary>
    public static IEnumerable<(string Code, FormScale Scale)> Marked(FormBody body) =>
        from indicator in body.Areas.SelectMany(a => a.Indicators)
        from mark in indicator.Behaviours.Select(b => (b.Code, Scale: body.ScaleOf(b.Scale))).Prepend((indicator.Code, Scale: body.ScaleOf(indicator.Scale)))
        where mark.Scale is not null
        select (mark.Code, mark.Scale!);

    /// <summary>The indicators that ask for words.</summary>
    public static IEnumerable<FormIndicator> Worded(FormBody body) => body.Areas.SelectMany(a => a.Indicators).Where(i => i.Evidence != FormEvidence.None || i.Scale is null);

    /// <summary>What somebody may say on a scale.</summary>
    public static IEnumerable<string> Values(FormScale scale) =>
        [.. scale.Levels.Select(l => l.Value.ToString(CultureInfo.InvariantCulture)), .. scale.NotApplicable ? [NotApplicable] : Array.Empty<string>(), .. scale.NotSeen ? [NotSeen] : Array.Empty<string>()];

    /// <summary>What the form demands words for and has none: an indicator without a scale, or one that was marked.</summary>
    public FormIndicator? Missing(FormBody body) => Worded(body).FirstOrDefault(i => i.Evidence == FormEvidence.Required && (i.Scale is null || Of(EntryKind.Mark, i.Code).Length > 0) && Of(EntryKind.Evidence, i.Code).Length == 0);

    /// <summary>Whether the form knows what an entry is about, and what it says.</summary>
    public static Outcome Fits(FormBody body, EntryKind kind, string code, string value, string text)
    {
        var fits = kind switch
        {
            EntryKind.Note => code.Length == 0 || body.Areas.SelectMany(a => a.Indicators).Any(i => i.Code == code),
            EntryKind.Mark => Marked(body).Any(m => m.Code == code && (value.Length == 0 || Values(m.Scale).Contains(value))),
            EntryKind.Evidence => Worded(body).Any(i => i.Code == code),
            EntryKind.Snapshot => Snapshots(body).Any(s => s.Code == code && (value.Length == 0 || s.Question.Answers.Any(a => a.Code == value))),
            _ => true,
        };
        return !fits ? VisitEntry.Unfit.With(value.Length > 0 ? $"{code}: {value}" : code) : kind == EntryKind.Note && text.Length == 0 ? VisitEntry.Empty : Outcome.Done;
    }
}
