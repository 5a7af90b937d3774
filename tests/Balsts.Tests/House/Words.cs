using Balsts.Activities;
using Balsts.Agreements;
using Balsts.Goals;
using Balsts.Groups;
using Balsts.Initiatives;
using Balsts.Months;
using Balsts.Proposals;
using Balsts.Observations;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Tests;

/// <summary>
/// What people wrote in the demo world, and who reads it without a trace: taken from the rows and told a second time, so that a page, an
/// operation or a file that shows somebody's words and leaves no trace is found by the words themselves.
/// </summary>
public sealed class Words
{
    const int Shortest = 8;

    sealed record Whole(Guid Id, string Name, HashSet<Guid> Free, List<string> Texts)
    {
        /// <summary>Said here and nowhere else: whoever sees it has read this.</summary>
        public List<string> Telling { get; } = [];
    }

    readonly List<Whole> wholes = [];
    readonly Dictionary<(Guid Reader, Guid Whole), string> read = [];
    readonly HashSet<(Guid Reader, Guid Whole)> glimpsed = [];

    public static Task<Words> Of(TestSite site) => site.Db(async db =>
    {
        var words = new Words();
        foreach (var r in await db.Seen<MonthlyReport>(Viewer.System).AsNoTracking().Include(r => r.Rounds).Include(r => r.Slices).ThenInclude(s => s.Lines).AsSplitQuery().ToListAsync())
            words.Add(r.Id, "report", [r.PersonId], [.. r.Rounds.SelectMany(x => new[] { x.Judgement, x.Next, x.Remark }), .. r.Slices.SelectMany(s => new[] { s.Judgement, s.Needed, s.Remark }), .. r.Slices.SelectMany(s => s.Lines).SelectMany(l => new[] { l.Topic, l.Reason })]);
        var remarks = (await db.Seen<PlanRemark>(Viewer.System).AsNoTracking().ToListAsync()).ToLookup(r => r.PlanId, r => r.Text);
        foreach (var p in await db.Seen<MonthlyPlan>(Viewer.System).AsNoTracking().Include(p => p.Lines).ToListAsync())
            words.Add(p.Id, "plan", [p.PersonId], [.. p.Lines.SelectMany(l => new[] { l.Topic, l.Reason }), .. remarks[p.Id]]);
        foreach (var g in await db.Seen<Goal>(Viewer.System).AsNoTracking().Where(g => g.PersonId != null).ToListAsync()) words.Add(g.Id, "goal", [g.PersonId!.Value, g.SupporterId ?? Guid.Empty], [g.Statement, g.Measure]);
        foreach (var a in await db.Seen<AgreementTerms>(Viewer.System).AsNoTracking().ToListAsync()) words.Add(a.Id, "agreement", [a.PersonId, a.SupporterId], [a.Focus]);
        foreach (var a in await db.Seen<AgreementReason>(Viewer.System).AsNoTracking().ToListAsync()) words.Add(a.Id, "reason", [a.PersonId, a.SupporterId], [a.Text]);
        foreach (var p in await db.Seen<LessonPlan>(Viewer.System).AsNoTracking().Include(p => p.Editions).ToListAsync()) words.Add(p.Id, "lesson plan", [p.PersonId, p.SupporterId], [p.Title, p.Result, .. p.Editions.SelectMany(e => new[] { e.Text, e.Comment })]);
        foreach (var o in await db.Seen<Observation>(Viewer.System).AsNoTracking().Include(o => o.Entries).Include(o => o.Actions).AsSplitQuery().ToListAsync())
            words.Add(o.Id, "observation", [o.PersonId, o.ObserverId], [o.Focus, o.Reason, o.Well, o.Otherwise, o.Ask, o.Comment, .. o.Strengths, .. o.Entries.Select(e => e.Text), .. o.Actions.SelectMany(a => new[] { a.What, a.How, a.Came })]);
        foreach (var p in await db.Seen<Proposal>(Viewer.System).AsNoTracking().Where(p => p.PublishedOn == null).ToListAsync()) words.Add(p.Id, "proposal", [p.AuthorId], [p.Title, p.Text, p.Answer, p.Decision, p.Effect]);
        foreach (var m in await db.Seen<Meeting>(Viewer.System).AsNoTracking().Include(m => m.People).ToListAsync()) words.Add(m.Id, "meeting", [m.HeldById, .. m.People.Select(x => x.PersonId)], [m.Notes, m.Decisions]);

        // the same words said as a fact tell nothing of the content
        List<string> facts =
        [
            .. await db.Seen<Activity>(Viewer.System).Select(a => a.Topic).Distinct().ToListAsync(), .. await db.Seen<GroupSession>(Viewer.System).Select(s => s.Topic).Distinct().ToListAsync(),
            .. await db.Seen<Goal>(Viewer.System).Where(g => g.PersonId == null).Select(g => g.Statement + " " + g.Measure).ToListAsync(), .. await db.Seen<Need>(Viewer.System).Select(n => n.Statement).ToListAsync(),
            .. await db.Seen<Proposal>(Viewer.System).Where(p => p.PublishedOn != null).Select(p => p.Title + " " + p.Text + " " + p.Answer + " " + p.Decision + " " + p.Effect).ToListAsync(),
        ];
        foreach (var whole in words.wholes)
            whole.Telling.AddRange(whole.Texts.Where(t => !facts.Exists(f => f.Contains(t, StringComparison.Ordinal)) && !words.wholes.Exists(other => other != whole && other.Texts.Exists(o => o.Contains(t, StringComparison.Ordinal)))));
        words.wholes.Count(w => w.Telling.Count > 0).ShouldBeGreaterThan(10);
        return words;
    });

    void Add(Guid id, string name, HashSet<Guid> free, IEnumerable<string> texts) => wholes.Add(new(id, name, free, [.. texts.Where(t => t.Length >= Shortest).Distinct()]));

    /// <summary>Notes whose words an answer showed to somebody.</summary>
    public void Showed(Guid reader, string address, string text)
    {
        foreach (var whole in wholes)
        {
            if (whole.Free.Contains(reader)) continue;
            if (whole.Telling.Exists(Says)) read.TryAdd((reader, whole.Id), $"{whole.Name} {whole.Id} at {address}");
            if (!glimpsed.Contains((reader, whole.Id)) && whole.Texts.Exists(Says)) glimpsed.Add((reader, whole.Id));
        }
        bool Says(string said) => text.Contains(said, StringComparison.Ordinal);
    }

    /// <summary>What was read and is not in the trace, and what is in the trace and was not read.</summary>
    public async Task<(int Read, List<string> Untold, List<string> Invented)> Against(TestSite site)
    {
        var told = await site.Db(async db => (await db.Seen<Trace>(Viewer.System).AsNoTracking().ToListAsync()).DistinctBy(t => (t.ViewerId, t.SubjectId)).ToList());
        var pairs = told.Select(t => (t.ViewerId, t.SubjectId)).ToHashSet();
        return (read.Count, [.. read.Where(r => !pairs.Contains(r.Key)).Select(r => $"{r.Key.Reader} read {r.Value}: no trace")],
            [.. told.Where(t => wholes.Find(w => w.Id == t.SubjectId) is not { Texts.Count: 0 } && t.What != "Appointment" && !glimpsed.Contains((t.ViewerId, t.SubjectId))).Select(t => $"{t.ViewerId} is said to have read {t.What} {t.SubjectId}")]);
    }
}
