using Balsts.Activities;
using Balsts.Appointments;
using Balsts.People;
using Balsts.Sources;
using Balsts.Units;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>An initiative as lists show it.</summary>
/// <param name="Schools">As many of its schools as the viewer sees.</param>
public sealed record InitiativeRow(Guid Id, string CountryId, string Name, string SortName, Guid OrganiserUnitId, DateOnly StartsOn, DateOnly EndsOn, DateOnly? EndedOn, int Schools, int Version)
{
    public InitiativeState StateOn(DateOnly day) => day > (EndedOn ?? EndsOn) ? EndedOn is null ? InitiativeState.Over : InitiativeState.EndedEarly : day < StartsOn ? InitiativeState.Ahead : InitiativeState.UnderWay;
}

/// <summary>A school of an initiative as its organiser lists it.</summary>
public sealed record SchoolLine(InitiativeSchool School, string Name, string SortName, IReadOnlyList<Guid> Mentors, int Participants, int ReachedThisMonth, int Reached, int Minutes);

/// <summary>What a mentor of an initiative carries. Listed by name, never by how much.</summary>
public sealed record MentorLoad(Guid PersonId, Guid AppointmentId, string Name, int Load, IReadOnlyList<Guid> Schools, int Participants, int PlannedMinutes, int DoneMinutes, DateOnly? EndsOn);

/// <summary>A month that a mentor has not submitted, though it was due.</summary>
public sealed record LateMonth(Guid PersonId, Month Month);

/// <summary>An initiative as its organiser sees it: coverage, balance, who is late, what waits.</summary>
public sealed class InitiativeView
{
    public required Initiative Initiative { get; init; }
    public IReadOnlyList<SchoolLine> Schools { get; init; } = [];
    public IReadOnlyList<MentorLoad> Mentors { get; init; } = [];
    public IReadOnlyList<LateMonth> Late { get; init; } = [];
    public IReadOnlyDictionary<Guid, string> Names { get; init; } = new Dictionary<Guid, string>();
    public IReadOnlyDictionary<(Guid AppointmentId, Guid UnitId), int> Planned { get; init; } = new Dictionary<(Guid, Guid), int>();

    /// <summary>The viewer deputises for some of the schools: these alone are shown.</summary>
    public bool RunsPart { get; init; }

    /// <summary>What pays for it, where the viewer sees that.</summary>
    public (Guid Id, string Name)? Source { get; init; }
    public int Participants { get; init; }
    public int ReachedThisMonth { get; init; }
    public int Reached { get; init; }
    public int Minutes => Schools.Sum(s => s.Minutes);
}

/// <summary>Initiatives as far as the viewer sees them: pages, exports and the API ask here.</summary>
public sealed class FindInitiatives(AppDb db, UnitTrees trees, PersonNames names, IMentorMonths months, FindDeadlines deadlines)
{
    public async Task<PageOf<InitiativeRow>> Page(Viewer viewer, int size, string? after, string? before = null, bool count = true, CancellationToken ct = default)
    {
        var page = await db.Seen<Initiative>(viewer).Page(i => i.SortName, i => new InitiativeRow(i.Id, i.CountryId, i.Name, i.SortName, i.OrganiserUnitId, i.StartsOn, i.EndsOn, i.EndedOn, 0, i.Version), i => i.SortName, size, after, before, false, count, ct);
        var ids = page.Rows.Select(r => r.Id).ToArray();
        var schools = await db.Seen<InitiativeSchool>(viewer).Where(s => ids.Contains(s.InitiativeId)).GroupBy(s => s.InitiativeId).Select(g => new { g.Key, Number = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Number, ct);
        return page with { Rows = [.. page.Rows.Select(r => r with { Schools = schools.GetValueOrDefault(r.Id) })] };
    }

    public IAsyncEnumerable<InitiativeRow> All(Viewer viewer, CancellationToken ct = default) => Batches(viewer, ct);

    async IAsyncEnumerable<InitiativeRow> Batches(Viewer viewer, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        do
        {
            var page = await Page(viewer, 500, after, count: false, ct: ct);
            foreach (var row in page.Rows) yield return row;
            after = page.After;
        }
        while (after is not null);
    }

    /// <summary>The initiative with everything that the viewer sees of its schools and mentors.</summary>
    public async Task<InitiativeView?> View(Guid id, Viewer viewer, CancellationToken ct = default)
    {
        var (today, first) = (viewer.Today, Month.Of(viewer.Today).First);
        // people are counted by the database, in all and by school: the rows that are read grow with the schools and their mentors alone
        var named = viewer.MayOver(InitiativeRights.Manage, id) ? [] : viewer.SubjectsOf(InitiativeRights.Manage);
        var run = named.Length == 0 ? [] : await db.Seen<InitiativeSchool>(viewer).Where(s => s.InitiativeId == id && named.Contains(s.Id)).Select(s => s.UnitId).ToArrayAsync(ct);
        // a deputy is told how much support reached the schools that they run, as whoever they stand in for is; the pieces of support are not theirs to read
        var activities = run.Length == 0 ? db.Seen<Activity>(viewer).Where(a => a.InitiativeId == id) : db.Seen<Activity>(Viewer.System).Where(a => a.InitiativeId == id && run.Contains(a.UnitId));
        var met = activities.SelectMany(a => a.People, (a, p) => new { p.PersonId, a.UnitId, a.On });
        var sources = db.Seen<FundingSource>(viewer);
        if (await db.Seen<Initiative>(viewer).AsNoTracking().Where(i => i.Id == id).Select(i => new
        {
            Initiative = i,
            Source = sources.Where(s => s.Id == i.SourceId).Select(s => new { s.Id, s.Name }).FirstOrDefault(),
            Reached = met.Select(m => m.PersonId).Distinct().Count(),
            ThisMonth = met.Where(m => m.On >= first).Select(m => m.PersonId).Distinct().Count(),
        }).FirstOrDefaultAsync(ct) is not { Initiative: var initiative } found) return null;
        var tree = await trees.Now(ct);
        var takePart = db.Seen<Participant>(viewer).Where(p => p.StartsOn <= today && (p.EndsOn == null || p.EndsOn >= today));
        var schools = await db.Seen<InitiativeSchool>(viewer).AsNoTracking().Include(s => s.Initiative).Where(s => s.InitiativeId == id && (run.Length == 0 || named.Contains(s.Id))).Take(Initiative.SchoolsMax).Select(s => new { School = s, s.Initiative, TakingPart = takePart.Count(p => p.SchoolId == s.Id) }).ToListAsync(ct);
        var takingPart = schools.ToDictionary(s => s.School.Id, s => s.TakingPart);
        var (posts, terms, term) = (db.Seen<Appointment>(viewer), deadlines.In(Month.Of(initiative.StartsOn), Month.Of(today)), ServedTerm.Of);
        var mentorships = await db.Seen<Mentorship>(viewer).AsNoTracking().Where(m => m.InitiativeId == id).OrderBy(m => m.Id).Select(m => new
        {
            Row = m,
            Post = posts.Where(a => a.Id == m.AppointmentId).Select(a => new { a.Load, a.EndsOn }).FirstOrDefault(),
            Terms = terms.Where(t => t.AppointmentId == m.AppointmentId).Select(term).ToList(),
        }).ToListAsync(ct);
        var minutes = await activities.GroupBy(a => new { a.UnitId, a.AuthorId }).Select(g => new { g.Key.UnitId, g.Key.AuthorId, All = g.Sum(a => a.Minutes), Month = g.Sum(a => a.On >= first ? a.Minutes : 0) }).ToListAsync(ct);
        var reached = await met.GroupBy(m => m.UnitId).Select(g => new { g.Key, All = g.Select(m => m.PersonId).Distinct().Count(), ThisMonth = g.Where(m => m.On >= first).Select(m => m.PersonId).Distinct().Count() }).ToDictionaryAsync(r => r.Key, ct);

        var now = mentorships.FindAll(m => m.Row.Holds(today) || m.Row.StartsOn > today);
        var known = await names.Of(mentorships.Select(m => m.Row.PersonId).Concat(schools.Select(s => s.School.ContactPersonId ?? Guid.Empty)), ct);
        var planned = (await months.Planned([.. now.Select(m => m.Row.AppointmentId).Distinct()], Month.Of(today), viewer, ct)).ToDictionary(p => (p.AppointmentId, p.UnitId), p => p.Minutes);
        var lines = schools.Select(s => s.School).Select(s => new SchoolLine(s, tree.NameOf(s.UnitId), Numbered(tree.Find(s.UnitId)), [.. now.Where(m => m.Row.SchoolId == s.Id).Select(m => m.Row.PersonId).Distinct()], takingPart[s.Id],
                reached.GetValueOrDefault(s.UnitId)?.ThisMonth ?? 0, reached.GetValueOrDefault(s.UnitId)?.All ?? 0, minutes.Where(m => m.UnitId == s.UnitId).Sum(m => m.All)))
            .OrderBy(s => s.SortName, StringComparer.Ordinal).ToList();
        return new()
        {
            Initiative = initiative,
            Schools = lines,
            Mentors =
            [
                .. now.GroupBy(m => m.Row.AppointmentId).Select(g => (Mentor: g.First(), Schools: g.Select(m => m.Row.SchoolId).Distinct().ToList())).Select(g => new MentorLoad(g.Mentor.Row.PersonId, g.Mentor.Row.AppointmentId, known.GetValueOrDefault(g.Mentor.Row.PersonId, ""), g.Mentor.Post?.Load ?? 0, g.Schools,
                        g.Schools.Sum(s => takingPart.GetValueOrDefault(s)), planned.Where(p => p.Key.AppointmentId == g.Mentor.Row.AppointmentId).Sum(p => p.Value), minutes.Where(m => m.AuthorId == g.Mentor.Row.PersonId).Sum(m => m.Month), g.Mentor.Post?.EndsOn))
                    .OrderBy(m => Fold.Of(m.Name.Split(' ')[^1]), StringComparer.Ordinal).ThenBy(m => m.Name, StringComparer.Ordinal),
            ],
            Late = initiative.ManagedBy(viewer) && viewer.SeatsOf(InitiativeRights.Manage).Contains(initiative.OrganiserUnitId) ? await Late(initiative, [.. mentorships.Select(m => m.Row)], deadlines.Of(mentorships.SelectMany(m => m.Terms)), today, viewer, ct) : [],
            RunsPart = run.Length > 0,
            Names = known,
            Planned = planned,
            Source = found.Source is { } source ? (source.Id, source.Name) : null,
            Participants = takingPart.Values.Sum(),
            ReachedThisMonth = found.ThisMonth,
            Reached = found.Reached,
        };
    }

    /// <summary>The initiative and those of its schools that the viewer sees, by name.</summary>
    public async Task<(Initiative Initiative, IReadOnlyList<(InitiativeSchool School, string Name)> Schools)?> Schools(Guid id, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Initiative>(viewer).AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, ct) is not { } initiative) return null;
        var tree = await trees.Now(ct);
        var schools = await db.Seen<InitiativeSchool>(viewer).AsNoTracking().Include(s => s.Initiative).Where(s => s.InitiativeId == id).Take(Initiative.SchoolsMax).ToListAsync(ct);
        return (initiative, [.. schools.OrderBy(s => Numbered(tree.Find(s.UnitId)), StringComparer.Ordinal).Select(s => (s, tree.NameOf(s.UnitId)))]);
    }

    /// <summary>Schools that bear a number stand in its order: 4 before 12.</summary>
    static string Numbered(TreeUnit? unit)
    {
        if (unit is null) return "";
        var digits = unit.Name.TakeWhile(char.IsAsciiDigit).Count();
        return digits == 0 ? unit.SortName : unit.Name[..digits].PadLeft(6, '0') + unit.Name[digits..];
    }

    /// <summary>Months of the initiative whose report was due, in which a mentor served and submitted nothing.</summary>
    async Task<IReadOnlyList<LateMonth>> Late(Initiative initiative, List<Mentorship> mentorships, DueDays due, DateOnly today, Viewer viewer, CancellationToken ct)
    {
        var last = Month.Of(today).Previous.Last < initiative.LastDay ? Month.Of(today).Previous.Last : initiative.LastDay;
        if (last < initiative.StartsOn) return [];
        var sent = (await months.Standing([.. mentorships.Select(m => m.AppointmentId).Distinct()], Month.Of(initiative.StartsOn), Month.Of(last), viewer, ct)).Where(s => s.Standing != MonthStanding.NotSubmitted).Select(s => (s.AppointmentId, s.Month)).ToHashSet();
        return [.. mentorships.SelectMany(m => FindFigures.Months(m.StartsOn, m.EndsOn < last ? m.EndsOn.Value : last), (m, month) => (m.PersonId, m.AppointmentId, month)).Distinct()
            .Where(m => !sent.Contains((m.AppointmentId, m.month)) && today > due.Report(m.AppointmentId, initiative.CountryId, m.month)).Select(m => new LateMonth(m.PersonId, m.month)).OrderBy(m => m.Month).ThenBy(m => m.PersonId)];
    }
}
