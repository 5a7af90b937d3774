using Balsts.Appointments;
using Balsts.Initiatives;
using Balsts.People;
using Balsts.Sources;
using Balsts.Units;
using Foundation.Data;
using Foundation.Documents;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>A report on paper: the whole, or a school's part of it. It holds what the viewer sees on the page, and the text that the funder asks for.</summary>
public sealed class PrintReport(AppDb db, PersonNames persons, UnitTrees trees, CountryPacks packs, FindThreads find, Texts t)
{
    /// <summary>The whole of a version, the last one when none is said; null where there is nothing that the viewer sees.</summary>
    public async Task<Pdf?> Whole(Guid id, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<MonthlyReport>(viewer).AsNoTracking().FirstOrDefaultAsync(r => r.Id == id && r.Round > 0, ct) is not { } report) return null;
        var rounds = await db.Seen<ReportRound>(viewer).AsNoTracking().Where(r => r.ReportId == id).OrderBy(r => r.Number).ToListAsync(ct);
        if (rounds.Find(r => r.Number == (version ?? report.Round)) is not { } round) return null;
        var (tree, last) = (await trees.Now(ct), round.Number == report.Round);
        List<ReportSlice> slices = [.. (await db.Seen<ReportSlice>(viewer).AsNoTracking().Include(s => s.Lines).Where(s => s.ReportId == id && s.Round == round.Number).ToListAsync(ct)).OrderBy(s => tree.Find(s.UnitId)?.SortName, StringComparer.Ordinal)];
        var lines = slices.SelectMany(s => s.Lines).ToList();
        var pack = packs[report.CountryId];
        var goals = await ServedGoal.Statements(db, lines, viewer, ct);
        var threads = await find.Of(report.Id, viewer, ct);
        var files = await db.Seen<ReportAttachment>(viewer).AsNoTracking().Where(a => a.ReportId == report.Id).OrderBy(a => a.Id).ToListAsync(ct);
        var names = await persons.Of(lines.SelectMany(l => l.People).Concat(threads.People).Concat(slices.Select(s => s.TurnedById ?? Guid.Empty)).Append(report.PersonId).Append(report.AcceptedById ?? Guid.Empty).Append(viewer.PersonId), ct);
        var author = names.GetValueOrDefault(report.PersonId, "");

        var pdf = new Pdf(t["{0}: report of {1}", author, t.Month(report.Month)], t, db.Now);
        pdf.Paragraph(t["{0} and the organiser see the whole; each school’s head sees the part of that school. Those above see it when it is accepted.", author], quiet: true);
        pdf.Facts(
        [
            (t["Organiser"], tree.NameOf(report.OrganiserUnitId)),
            (t["Status"], !last ? t["This is an earlier version."] : t.Of(report.State)),
            (t["Version"], t["{0}, {1}", round.Number, t.MomentWithYear(round.SubmittedAt, pack.Zone)]),
            .. Figures(lines),
            (t["Schools"], string.Join(", ", slices.Select(s => tree.NameOf(s.UnitId)))),
        ]);
        pdf.Heading(t["What the month gave"]);
        pdf.Paragraph(round.Judgement, pack.Language);
        if (round.Next.Length > 0)
        {
            pdf.Heading(t["What comes next"], 3);
            pdf.Paragraph(round.Next, pack.Language);
        }
        Goals(pdf, lines, goals, pack);
        Files(pdf, files.Where(f => f.UnitId is null && f.StandsIn(round.Number)));
        foreach (var slice in slices)
        {
            pdf.Heading(tree.NameOf(slice.UnitId));
            Part(pdf, slice, threads, names, pack);
            Files(pdf, files.Where(f => f.UnitId == slice.UnitId && f.StandsIn(slice.Round)));
        }
        pdf.Heading(t["Keys"]);
        pdf.Table<(string Whose, string Key, string By, string At)>(
        [
            .. slices.Select(s => (tree.NameOf(s.UnitId), t.Of(report.KeyShown(s, viewer.Today, pack)), names.GetValueOrDefault(s.TurnedById ?? Guid.Empty, ""), s.TurnedAt is { } at ? t.MomentWithYear(at, pack.Zone) : "")),
            (t["Organiser"], Organisers(report, last, round.Remark),
                last ? names.GetValueOrDefault(report.AcceptedById ?? Guid.Empty, "") : "", last && report.AcceptedAt is { } accepted ? t.MomentWithYear(accepted, pack.Zone) : ""),
        ], new(t["Whose key"], 4, k => k.Whose), new(t["Status"], 2.4, k => k.Key), new(t["Who"], 3, k => k.By), new(t["When"], 2.6, k => k.At));
        foreach (var slice in slices.Where(s => s.Remark.Length > 0)) Remark(pdf, slice, names, tree, pack);
        if (round.Remark.Length > 0) pdf.Said(slices.Exists(s => s.Key == SliceKey.NotDiscussed) ? t["Why it was accepted without every school"] : t["What the organiser said"], round.Remark, pack.Language);
        if (rounds.Count > 1)
        {
            pdf.Heading(t["Versions"]);
            pdf.Table(rounds, new(t["Version"], 1, r => t.Number(r.Number)), new(t["When"], 2, r => t.MomentWithYear(r.SubmittedAt, pack.Zone)), new(t["What the organiser said"], 6, r => r.Remark));
        }
        if (report.State == ReportState.Accepted) await Amendments(pdf, db.Seen<ReportAmendment>(viewer).Where(a => a.ReportId == id), tree, pack, ct);
        await End(pdf, report, null, viewer, names, pack, ct);
        return pdf;
    }

    /// <summary>A school's part, as it was submitted in its round.</summary>
    public async Task<Pdf?> Slice(Guid id, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<ReportSlice>(viewer).AsNoTracking().Include(s => s.Lines).Include(s => s.Report).FirstOrDefaultAsync(s => s.Id == id, ct) is not { Report: { } report } slice) return null;
        var (tree, pack) = (await trees.Now(ct), packs[slice.CountryId]);
        var goals = await ServedGoal.Statements(db, slice.Lines, viewer, ct);
        var threads = await find.Of(report.Id, viewer, ct);
        var files = await db.Seen<ReportAttachment>(viewer).AsNoTracking().Where(a => a.ReportId == report.Id).OrderBy(a => a.Id).ToListAsync(ct);
        var names = await persons.Of(slice.Lines.SelectMany(l => l.People).Concat(threads.People).Append(slice.TurnedById ?? Guid.Empty).Append(report.PersonId).Append(viewer.PersonId), ct);
        var (author, school, last) = (names.GetValueOrDefault(report.PersonId, ""), tree.NameOf(slice.UnitId), slice.Round == report.Round);

        var pdf = new Pdf(t["{0}: report of {1}", author, t.Month(report.Month)], t, db.Now);
        pdf.Paragraph(t["Only what concerns this school: {0}.", school]);
        pdf.Paragraph(t["{0}, the head and deputies of {1} and the organiser see this part; those above them when it is accepted. Other schools do not see it, and their parts are not here.", author, school], quiet: true);
        pdf.Facts(
        [
            (t["Organiser"], tree.NameOf(report.OrganiserUnitId)),
            (t["Status"], !last ? t["This is an earlier version."] : t.Of(report.State)),
            (t["Version"], t.Number(slice.Round)),
            .. Figures(slice.Lines),
        ]);
        Part(pdf, slice, threads, names, pack);
        Goals(pdf, slice.Lines, goals, pack);
        Files(pdf, files.Where(f => f.UnitId == slice.UnitId && f.StandsIn(slice.Round)));
        pdf.Heading(t["Keys"]);
        pdf.Table<(string Whose, string Key, string By, string At)>(
        [
            (school, t.Of(report.KeyShown(slice, viewer.Today, pack)), names.GetValueOrDefault(slice.TurnedById ?? Guid.Empty, ""), slice.TurnedAt is { } at ? t.MomentWithYear(at, pack.Zone) : ""),
            (t["Organiser"], Organisers(report, last, ""), "", last && report.AcceptedAt is { } accepted ? t.MomentWithYear(accepted, pack.Zone) : ""),
        ], new(t["Whose key"], 4, k => k.Whose), new(t["Status"], 2.4, k => k.Key), new(t["Who"], 3, k => k.By), new(t["When"], 2.6, k => k.At));
        if (slice.Remark.Length > 0) Remark(pdf, slice, names, tree, pack);
        if (report.State == ReportState.Accepted) await Amendments(pdf, db.Seen<ReportAmendment>(viewer).Where(a => a.ReportId == report.Id && a.UnitId == slice.UnitId), tree, pack, ct);
        await End(pdf, report, slice.UnitId, viewer, names, pack, ct);
        return pdf;
    }

    string Organisers(MonthlyReport report, bool last, string remark) =>
        last && report.State == ReportState.Accepted ? t.Of(ReportState.Accepted) : remark.Length > 0 ? t.Of(ReportState.Returned) : last && report.State == ReportState.Submitted ? t["waits"] : "–";

    IEnumerable<(string, string)> Figures(IReadOnlyList<ReportLine> lines) =>
    [
        (t["Planned"], t.HoursAndUnit(lines.Sum(l => l.PlannedMinutes ?? 0))),
        (t["Done"], t.HoursAndUnit(lines.Sum(l => l.DoneMinutes ?? 0))),
        (t["Educators"], t.Number(lines.SelectMany(l => l.People).Distinct().Count())),
    ];

    void Part(Pdf pdf, ReportSlice slice, LineThreads threads, IReadOnlyDictionary<Guid, string> names, CountryPack pack)
    {
        pdf.Heading(t["The supporter’s judgement"], 3);
        if (slice.Judgement.Length > 0) pdf.Paragraph(slice.Judgement, pack.Language);
        else pdf.Paragraph(t["Nothing was written about this school."], quiet: true);
        if (slice.Needed.Length > 0)
        {
            pdf.Heading(t["What is needed from the school"], 3);
            pdf.Paragraph(slice.Needed, pack.Language);
        }
        pdf.Heading(t["Planned and done"], 3);
        pdf.Table([.. slice.Lines.OrderBy(l => l.Place)],
            new(t["Date"], 1.6, l => t.ShortDay(l.On)),
            new(t["Activity, with whom"], 5.6, l => $"{t.Of(l.Kind)}\n{ReportParts.Below(t, l.Topic, l.People, names)}".TrimEnd()) { Total = t["In all"] },
            new(t["Planned, h"], 1.7, l => l.PlannedMinutes is { } m ? t.Hours(m) : "–") { Numeric = true, Total = t.Hours(slice.Lines.Sum(l => l.PlannedMinutes ?? 0)) },
            new(t["Done, h"], 1.7, l => l.DoneMinutes is { } m ? t.Hours(m) : "–") { Numeric = true, Total = t.Hours(slice.Lines.Sum(l => l.DoneMinutes ?? 0)) },
            new(t["Status"], 2.6, l => $"{t.Of(l.Mark)}\n{ReportParts.Why(t, l.MovedTo, l.Reason)}".TrimEnd()));
        Threads(pdf, slice, threads, names, pack);
    }

    /// <summary>What the lines serve: by name the goals that the viewer sees, of the others how many.</summary>
    void Goals(Pdf pdf, IReadOnlyCollection<ReportLine> lines, IReadOnlyDictionary<Guid, string> statements, CountryPack pack)
    {
        var served = ServedGoal.Of(lines, statements);
        if (served.Count == 0) return;
        pdf.Heading(t["Goals"], 3);
        pdf.Paragraph(t["{0} of {1} lines serve a goal.", served.Sum(g => g.Lines), lines.Count]);
        foreach (var goal in served.Where(g => g.Statement is not null)) pdf.Paragraph(goal.Statement!, pack.Language);
        if (served.Count(g => g.Statement is null) is > 0 and var others) pdf.Paragraph(t.Plural("{0} goal whose words you do not see", "{0} goals whose words you do not see", others), quiet: true);
    }

    /// <summary>The names of the files that go with it.</summary>
    void Files(Pdf pdf, IEnumerable<ReportAttachment> files)
    {
        string[] names = [.. files.Select(f => f.FileName)];
        if (names.Length == 0) return;
        pdf.Heading(t["Attachments"], 3);
        pdf.List(names);
    }

    /// <summary>What was said about lines, each with the day and kind of its own.</summary>
    void Threads(Pdf pdf, ReportSlice slice, LineThreads threads, IReadOnlyDictionary<Guid, string> names, CountryPack pack)
    {
        var said = slice.Lines.OrderBy(l => l.Place).SelectMany(l => threads.On(slice.UnitId, l).Select(r => (Line: l, Remark: r))).ToList();
        var gone = threads.Gone(slice).SelectMany(r => r).ToList();
        if (said.Count > 0) pdf.Heading(t["Remarks on lines"], 3);
        foreach (var (line, remark) in said) pdf.Said(By(line, remark), remark.Text, pack.Language);
        if (gone.Count > 0) pdf.Heading(t["Remarks on lines that are no longer there"], 3);
        foreach (var remark in gone) pdf.Said(By(remark.Line!, remark), remark.Text, pack.Language);

        string By(ReportLine line, LineRemark remark) => string.Join(", ", names.GetValueOrDefault(remark.ById, ""), t.MomentWithYear(remark.At, pack.Zone), t.ShortDay(line.On), t.Of(line.Kind));
    }

    void Remark(Pdf pdf, ReportSlice slice, IReadOnlyDictionary<Guid, string> names, UnitTree tree, CountryPack pack) =>
        pdf.Said(string.Join(", ", new[] { names.GetValueOrDefault(slice.TurnedById ?? Guid.Empty, ""), tree.NameOf(slice.UnitId), slice.TurnedAt is { } at ? t.MomentWithYear(at, pack.Zone) : "" }.Where(s => s.Length > 0)), slice.Remark, pack.Language);

    async Task Amendments(Pdf pdf, IQueryable<ReportAmendment> seen, UnitTree tree, CountryPack pack, CancellationToken ct)
    {
        var amendments = await seen.AsNoTracking().OrderBy(a => a.Id).Take(MonthlyPlan.LinesMax).ToListAsync(ct);
        if (amendments.Count == 0) return;
        pdf.Heading(t["Amendments"]);
        pdf.Paragraph(t["after the report was accepted; hours and evidence count them"], quiet: true);
        pdf.Table(amendments,
            new(t["When"], 2, a => t.MomentWithYear(a.At, pack.Zone)), new(t["Institution"], 2.4, a => tree.NameOf(a.UnitId)), new(t["What changed"], 1.8, a => t.Of(a.What)),
            new(t["Before"], 2.4, a => ReportParts.Figures(t, a.OnBefore, a.KindBefore, a.MinutesBefore, a.PeopleBefore)), new(t["After"], 2.4, a => ReportParts.Figures(t, a.OnAfter, a.KindAfter, a.MinutesAfter, a.PeopleAfter)), new(t["Reason"], 2, a => a.Reason));
    }

    /// <summary>What the funders ask to be printed, of those that the viewer sees paying for it: the initiatives in which the author served in the month, otherwise what pays the post. Then for whom it was made.</summary>
    async Task End(Pdf pdf, MonthlyReport report, Guid? school, Viewer viewer, IReadOnlyDictionary<Guid, string> names, CountryPack pack, CancellationToken ct)
    {
        var (first, last) = (report.Month.First, report.Month.Last);
        var served = await db.Seen<Mentorship>(viewer).Where(m => m.PersonId == report.PersonId && m.School!.Initiative!.OrganiserUnitId == report.OrganiserUnitId && m.StartsOn <= last && (m.EndsOn == null || m.EndsOn >= first) && (school == null || m.UnitId == school))
            .Select(m => m.School!.Initiative!.SourceId).Distinct().ToListAsync(ct);
        var paid = served.OfType<Guid>().ToArray();
        if (paid.Length == 0)
            paid = [.. (await db.Seen<Appointment>(viewer).Where(a => a.SourceId != null && db.Seen<MonthlyPlan>(viewer).Any(p => p.Id == report.PlanId && p.AppointmentId == a.Id)).Select(a => a.SourceId).ToListAsync(ct)).OfType<Guid>()];
        foreach (var acknowledgement in await db.Seen<FundingSource>(viewer).Where(s => paid.Contains(s.Id) && s.Acknowledgement != "").OrderBy(s => s.SortName).Select(s => s.Acknowledgement).ToListAsync(ct)) pdf.Paragraph(acknowledgement, pack.Language);
        pdf.Paragraph(t["Made for {0}, {1}.", names.GetValueOrDefault(viewer.PersonId, ""), t.MomentWithYear(db.Now, pack.Zone)], quiet: true);
    }
}
