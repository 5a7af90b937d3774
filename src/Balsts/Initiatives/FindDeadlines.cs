using System.Linq.Expressions;
using Balsts.Units;
using Foundation.Data;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>Finds by when months are due: as the initiatives say that are served under the appointment, the earliest day where there are several; where there is none, as the country does.</summary>
public sealed class FindDeadlines(AppDb db, CountryPacks packs)
{
    public async Task<DueDays> Of(IEnumerable<Guid> appointments, Month from, Month until, CancellationToken ct = default)
    {
        var ids = appointments.Distinct().ToArray();
        return Of(ids.Length == 0 ? [] : await In(from, until).Where(m => ids.Contains(m.AppointmentId)).Select(ServedTerm.Of).ToListAsync(ct));
    }

    public DueDays Of(IEnumerable<ServedTerm> served) => new(served.Distinct().ToLookup(s => s.AppointmentId), packs);

    /// <summary>Who serves which school in these months. A day is no secret to whoever sees the month, though one initiative says nothing of another.</summary>
    public IQueryable<Mentorship> In(Month from, Month until)
    {
        var (first, last) = (from.First, until.Last);
        return db.Seen<Mentorship>(Viewer.System).Where(m => m.StartsOn <= last && (m.EndsOn == null || (m.EndsOn >= first && m.EndsOn >= m.StartsOn)));
    }
}

/// <summary>That an initiative is served under an appointment, and when its months are due.</summary>
/// <param name="LastDay">Of the initiative.</param>
public sealed record ServedTerm(Guid AppointmentId, DateOnly From, DateOnly? Until, DateOnly LastDay, int PlanDays, int ReportDays)
{
    public static readonly Expression<Func<Mentorship, ServedTerm>> Of = m => new(m.AppointmentId, m.StartsOn, m.EndsOn, m.School!.Initiative!.EndedOn ?? m.School.Initiative.EndsOn, m.School.Initiative.PlanDays, m.School.Initiative.ReportDays);

    public bool In(Month month) => From <= month.Last && (Until is null || Until >= month.First) && LastDay >= month.First;
    public Deadlines Deadlines => new(PlanDays, ReportDays);
}

/// <summary>By when the months of some appointments are due.</summary>
public sealed class DueDays(ILookup<Guid, ServedTerm> served, CountryPacks packs)
{
    /// <summary>Nobody owes a plan before the post, or the work in the initiative, has begun.</summary>
    public DateOnly Plan(Guid appointment, string country, DateOnly startsOn, Month month)
    {
        var pack = packs[country];
        var day = served[appointment].Where(s => s.In(month)).Select(s => (DateOnly?)Later(s.Deadlines.PlanOf(month, pack), s.From)).Min() ?? pack.Deadlines.PlanOf(month, pack);
        return Later(day, startsOn);
    }

    public DateOnly Report(Guid appointment, string country, Month month)
    {
        var pack = packs[country];
        return served[appointment].Where(s => s.In(month)).Select(s => (DateOnly?)s.Deadlines.ReportOf(month, pack)).Min() ?? pack.Deadlines.ReportOf(month, pack);
    }

    static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
