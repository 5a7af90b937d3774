using Balsts.Activities;
using Balsts.Initiatives;
using Balsts.Units;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Insight;

/// <summary>What the squares of a heat map show.</summary>
public enum HeatShows
{
    [Sentence("People reached")] Reached,
    [Sentence("Hours of support")] Hours,
    [Sentence("Pieces of support")] Activities,
}

/// <summary>A school in a month of an initiative.</summary>
/// <param name="Participants">Who took part in the month.</param>
/// <param name="Reached">Those of them who received support in it.</param>
/// <param name="Standing">How far the report of the school's mentor is; of several mentors, the one that is least far. Null while nothing is due.</param>
public sealed record HeatCell(int Participants, int Reached, int Activities, int Minutes, MonthStanding? Standing)
{
    public decimal Share => Participants == 0 ? 0 : (decimal)Reached / Participants;
}

/// <summary>A school of an initiative, month by month; null where it does not take part.</summary>
public sealed record HeatRow(Guid SchoolId, Guid UnitId, string Name, string CountryId, IReadOnlyList<HeatCell?> Cells);

/// <summary>An initiative's schools by name, months across.</summary>
/// <param name="Year">The school year of which the ratings are.</param>
/// <param name="UsefulTenths">How many tenths of the ratings of its support call it useful; null where it may not be told.</param>
public sealed record HeatMap(Initiative Initiative, IReadOnlyList<Month> Months, IReadOnlyList<HeatRow> Rows, bool HasEarlier, bool HasLater, int Year, int? UsefulTenths);

/// <summary>Counts an initiative by school and month, for whoever runs it.</summary>
public sealed class FindHeat(AppDb db, FindInitiatives initiatives, IMentorMonths reports, FindDeadlines deadlines, RateActivity ratings, CountryPacks packs)
{
    /// <summary>More columns than a school year's would not be read.</summary>
    public const int MonthsMax = 12;

    /// <param name="from">The first month shown; without it the latest ones.</param>
    public async Task<HeatMap?> Of(Guid id, Month? from, Viewer viewer, CancellationToken ct = default)
    {
        if (await initiatives.Schools(id, viewer, ct) is not { } found || !found.Initiative.ManagedBy(viewer)) return null;
        var initiative = found.Initiative;
        var (earliest, latest) = (Month.Of(initiative.StartsOn), Month.Of(initiative.LastDay));
        if (Month.Of(viewer.Today) is var now && now >= earliest && now < latest && latest - earliest >= MonthsMax) latest = now;
        var first = from is { } asked && asked >= earliest && asked <= latest ? asked : latest - earliest < MonthsMax ? earliest : latest.Add(1 - MonthsMax);
        var last = first.Add(MonthsMax - 1) < latest ? first.Add(MonthsMax - 1) : latest;
        var (since, until) = (first.First, last.Last);

        var given = db.Seen<Activity>(viewer).Where(a => a.InitiativeId == id && a.On >= since && a.On <= until);
        var sums = (await given.GroupBy(a => new { a.UnitId, a.On.Year, a.On.Month }).Select(g => new { g.Key.UnitId, g.Key.Year, g.Key.Month, Number = g.Count(), Minutes = g.Sum(a => a.Minutes) }).ToListAsync(ct)).ToDictionary(s => (s.UnitId, new Month(s.Year, s.Month)));
        var part = db.Seen<Participant>(viewer).Where(p => p.InitiativeId == id);
        var reached = (await (from a in given
                              from p in a.People
                              from t in part
                              where t.UnitId == a.UnitId && t.PersonId == p.PersonId && t.StartsOn <= a.On && (t.EndsOn == null || t.EndsOn >= a.On)
                              select new { a.UnitId, a.On.Year, a.On.Month, p.PersonId }).Distinct().GroupBy(r => new { r.UnitId, r.Year, r.Month }).Select(g => new { g.Key.UnitId, g.Key.Year, g.Key.Month, Number = g.Count() }).ToListAsync(ct))
            .ToDictionary(r => (r.UnitId, new Month(r.Year, r.Month)), r => r.Number);
        // as many rows as there were joinings and leavings, not as people
        var times = (await part.GroupBy(p => new { p.SchoolId, p.StartsOn, p.EndsOn }).Select(g => new { g.Key.SchoolId, g.Key.StartsOn, g.Key.EndsOn, Number = g.Select(p => p.PersonId).Distinct().Count() }).ToListAsync(ct)).ToLookup(t => t.SchoolId);
        var served = (await db.Seen<Mentorship>(viewer).Where(m => m.InitiativeId == id && m.StartsOn <= until && (m.EndsOn == null || m.EndsOn >= since)).Select(m => new { m.SchoolId, m.AppointmentId, m.StartsOn, m.EndsOn }).ToListAsync(ct)).ToLookup(m => m.SchoolId);
        var standing = (await reports.Standing([.. served.SelectMany(s => s).Select(m => m.AppointmentId).Distinct()], first, last, viewer, ct)).ToDictionary(s => (s.AppointmentId, s.Month), s => s.Standing);

        var days = await deadlines.Of(served.SelectMany(s => s).Select(m => m.AppointmentId), first, last, ct);

        var year = packs[initiative.CountryId].SchoolYearOf(initiative.LastDay < viewer.Today ? initiative.LastDay : viewer.Today);
        var useful = await ratings.UsefulTenths(id, [.. found.Schools.Select(s => s.School.UnitId)], initiative.CountryId, year, ct);
        var months = new List<Month>();
        for (var month = first; month <= last; month = month.Next) months.Add(month);
        return new(initiative, months, [.. found.Schools.Select(s => new HeatRow(s.School.Id, s.School.UnitId, s.Name, s.School.CountryId, [.. months.Select(m => Cell(s.School, m))]))], first > earliest, last < latest, year, useful);

        HeatCell? Cell(InitiativeSchool school, Month month)
        {
            if (month.Last < school.StartsOn || month.First > school.LastDay) return null;
            var sum = sums.GetValueOrDefault((school.UnitId, month));
            var mentors = served[school.Id].Where(m => m.StartsOn <= month.Last && (m.EndsOn is null || m.EndsOn >= month.First)).ToList();
            var due = mentors.Select(m => standing.GetValueOrDefault((m.AppointmentId, month), MonthStanding.NotSubmitted)).Order().ToList();
            var late = mentors.Exists(m => standing.GetValueOrDefault((m.AppointmentId, month), MonthStanding.NotSubmitted) == MonthStanding.NotSubmitted && viewer.Today > days.Report(m.AppointmentId, school.CountryId, month));
            MonthStanding? least = due.Count == 0 || month.First > viewer.Today || (due[0] == MonthStanding.NotSubmitted && !late) ? null : due[0];
            return new(times[school.Id].Where(t => t.StartsOn <= month.Last && (t.EndsOn is null || t.EndsOn >= month.First)).Sum(t => t.Number), reached.GetValueOrDefault((school.UnitId, month)), sum?.Number ?? 0, sum?.Minutes ?? 0, least);
        }
    }
}
