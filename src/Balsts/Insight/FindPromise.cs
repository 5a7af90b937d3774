using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Balsts.Activities;
using Balsts.Activities.Tallies;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Insight;

/// <summary>A unit and a school year, held against the promise.</summary>
/// <param name="Staff">How many people work there; 0 where it was not counted.</param>
/// <param name="UsefulTenths">How many tenths of the ratings call the support useful; null where too few have rated, or where it would tell what few have.</param>
public sealed record PromiseRow(Guid UnitId, string Name, int Staff, int Reached, int Regular, int Purposeful, int Aligned, int? UsefulTenths)
{
    /// <summary>A share of those who work there; where they were not counted, or fewer work there than were reached, of those who were.</summary>
    public decimal Share(int some) => Of == 0 ? 0 : (decimal)some / Of;

    public int Of => Math.Max(Staff, Reached);
}

/// <summary>A unit, and the units under it by name.</summary>
public sealed record PromiseView(TreeUnit Unit, int Year, IReadOnlyList<int> Years, PromiseRules Rules, PromiseRow Own, IReadOnlyList<PromiseRow> Rows);

/// <summary>How far the promise reaches: by unit and school year from kept totals; by name only who was not reached yet.</summary>
public sealed class FindPromise(AppDb db, UnitTrees trees, CountryPacks packs, RateActivity ratings)
{
    public const int RowsMax = 300;
    const int YearsBack = 4;
    const int ExportedAtOnce = 500;

    /// <summary>Null where the viewer does not read facts of support in the unit.</summary>
    public async Task<PromiseView?> Of(Guid unitId, int? asked, Viewer viewer, CancellationToken ct = default)
    {
        var tree = await trees.Now(ct);
        if (tree.Find(unitId) is not { } unit || !FindTallies.IsFor(viewer, unit.CountryId, unitId)) return null;
        var pack = packs[unit.CountryId];
        var now = pack.SchoolYearOf(viewer.Today);
        var year = asked is { } a && a <= now && a >= now - YearsBack ? a : now;
        var days = pack.SchoolYear(year);
        var week = pack.Promise.WeekAsked(pack.SchoolWeekOf(days.EndsOn < viewer.Today ? days.EndsOn!.Value : viewer.Today));

        var under = tree.Under(unitId).Take(RowsMax).ToList();
        Guid[] units = [unitId, .. under.Select(u => u.Id)];
        var kept = await db.Seen<PromiseTally>(viewer).Where(t => units.Contains(t.UnitId) && t.Year == year).GroupBy(t => t.UnitId)
            .Select(g => new { g.Key, Reached = g.Sum(t => t.Reached), Regular = g.Sum(t => t.RegularUntil >= week ? t.Reached : 0), Purposeful = g.Sum(t => t.Purposeful), Aligned = g.Sum(t => t.Aligned) }).ToDictionaryAsync(g => g.Key, ct);
        var staff = await db.Seen<UnitStaff>(viewer).Where(s => units.Contains(s.UnitId) && s.Year == year).ToDictionaryAsync(s => s.UnitId, ct);
        var useful = await ratings.UsefulTenths([.. under.Append(unit).Where(u => u.IsPlace).Select(u => u.Id)], unit.CountryId, year, viewer, ct);
        return new(unit, year, [.. Enumerable.Range(now - YearsBack, YearsBack + 1).Reverse()], pack.Promise, Row(unit), [.. under.Select(Row).Where(r => r.Staff > 0 || r.Reached > 0)]);

        PromiseRow Row(TreeUnit u)
        {
            var (sum, counted) = (kept.GetValueOrDefault(u.Id), staff.GetValueOrDefault(u.Id));
            return new(u.Id, u.Name, counted?.People ?? 0, sum?.Reached ?? 0, sum?.Regular ?? 0, sum?.Purposeful ?? 0, sum?.Aligned ?? 0, u.IsPlace ? useful.TryGetValue(u.Id, out var tenths) ? tenths : null : counted?.UsefulTenths);
        }
    }

    /// <summary>Whether the viewer may see by name who was not reached: where they see people and facts, in an institution or a municipality.</summary>
    public static bool Names(TreeUnit unit, Viewer viewer) =>
        unit.Kind is UnitKind.Institution or UnitKind.Branch or UnitKind.Municipality or UnitKind.Sector && FindTallies.IsFor(viewer, unit.CountryId, unit.Id) && viewer.May(PeopleRights.Read, unit.CountryId, unit.Id);

    /// <summary>Who works in the unit or below it and has received no support in this school year, by name.</summary>
    public async Task<PageOf<PersonLine>?> NotReached(Guid unitId, Viewer viewer, int size, string? after = null, string? before = null, bool count = true, CancellationToken ct = default)
    {
        var tree = await trees.Now(ct);
        if (tree.Find(unitId) is not { } unit || !Names(unit, viewer)) return null;
        var (today, year, units) = (viewer.Today, packs[unit.CountryId].SchoolYearOf(viewer.Today), tree.Below(unitId).ToArray());
        Expression<Func<Employment, bool>> here = e => units.Contains(e.UnitId) && (e.StartsOn == null || e.StartsOn <= today) && (e.EndsOn == null || e.EndsOn >= today);
        // wherever it was: whoever was reached elsewhere is not one who waits
        var years = db.Seen<PersonYear>(Viewer.System).Where(y => y.Year == year);
        var touched = db.Seen<TouchedYear>(Viewer.System).Where(t => t.Year == year);
        var people = db.Seen<Person>(viewer).Where(p => p.MergedIntoId == null && p.Employments.AsQueryable().Any(here) && !years.Any(y => y.PersonId == p.Id) && !touched.Any(t => t.PersonId == p.Id));
        var page = await people.Page(p => p.SortName, p => new PersonLine(p.Id, p.CountryId, p.GivenName, p.FamilyName, p.SortName, "", ""), p => p.SortName, size, after, before, false, count, ct);
        var ids = page.Rows.Select(p => p.Id).ToArray();
        var work = (await db.Seen<Employment>(viewer).Where(here).Where(e => ids.Contains(e.PersonId)).Select(e => new EmploymentLine(e.PersonId, e.UnitId, e.Post, e.Subject, 0)).ToListAsync(ct)).ToLookup(e => e.PersonId);
        return page with { Rows = [.. page.Rows.Select(p => p with { Employments = [.. work[p.Id].OrderBy(e => tree.Find(e.UnitId)?.SortName, StringComparer.Ordinal)] })] };
    }

    public async IAsyncEnumerable<PersonLine> AllNotReached(Guid unitId, Viewer viewer, [EnumeratorCancellation] CancellationToken ct = default)
    {
        string? after = null;
        do
        {
            if (await NotReached(unitId, viewer, ExportedAtOnce, after, null, false, ct) is not { } page) yield break;
            foreach (var person in page.Rows) yield return person;
            after = page.After;
        }
        while (after is not null);
    }
}
