using Balsts.Activities;
using Balsts.Appointments;
using Balsts.Units;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>Finds the plan of an appointment and a month, as long as the month can be changed; the first line begins it. One step of use cases that plan lines: it does not save.</summary>
public sealed class BeginPlan(AppDb db, UnitTrees trees, LedgerRules rules)
{
    public async Task<Outcome<MonthlyPlan>> Of(Guid appointmentId, Month month, Viewer viewer, CancellationToken ct = default)
    {
        var (first, last) = (month.First, month.Last);
        if (await db.Seen<MonthlyPlan>(viewer).FirstOrDefaultAsync(p => p.AppointmentId == appointmentId && p.Month == month && p.PersonId == viewer.PersonId, ct) is { } found)
            return await Open(found, viewer, ct) is { } closed ? closed : found;
        if (await db.Seen<Appointment>(viewer).AsNoTracking().FirstOrDefaultAsync(a => a.Id == appointmentId && a.PersonId == viewer.PersonId
                && a.StartsOn <= last && (a.EndsOn == null || a.EndsOn >= first), ct) is not { } appointment
            || !Posts.Supporters.Contains(appointment.Post)) return MonthlyPlan.NoAppointment;
        var plan = new MonthlyPlan
        {
            Id = Guid.CreateVersion7(),
            CountryId = appointment.CountryId,
            PersonId = viewer.PersonId,
            AppointmentId = appointmentId,
            OrganiserUnitId = appointment.AppointedByUnitId,
            Month = month,
        };
        db.Add(viewer, plan);
        db.Record(viewer, new PlanBegun(), plan);
        return plan;
    }

    /// <summary>Why the month of this plan cannot be changed; null while it can.</summary>
    public async Task<Problem?> Open(MonthlyPlan plan, Viewer viewer, CancellationToken ct = default) =>
        (await db.Seen<MonthlyReport>(viewer).AsNoTracking().FirstOrDefaultAsync(r => r.PlanId == plan.Id, ct))?.Closed;

    /// <summary>The viewer's own line, as long as its month can be changed.</summary>
    public async Task<Outcome<PlanLine>> Line(Guid id, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<PlanLine>(viewer).Include(l => l.Plan).Include(l => l.People).FirstOrDefaultAsync(l => l.Id == id && l.Plan!.PersonId == viewer.PersonId, ct) is not { } line) return Problem.NotFound;
        if (version is { } known && !db.StillAt(line, known)) return Problem.ChangedMeanwhile;
        return await Open(line.Plan!, viewer, ct) is { } closed ? closed : line;
    }

    /// <summary>Whether the line can stand under the appointment: the day in its term, the unit in its reach, the people at work there.</summary>
    public async Task<Outcome> Fits(PlanLine line, MonthlyPlan plan, List<Guid> people, Viewer viewer, CancellationToken ct = default)
    {
        if ((await trees.Now(ct)).Find(line.UnitId) is not { } unit || !viewer.May(MonthRights.Write, unit.CountryId, line.UnitId)) return MonthlyPlan.UnitNotYours;
        var holds = await db.Seen<Appointment>(viewer).AsNoTracking().AnyAsync(a => a.Id == plan.AppointmentId && a.StartsOn <= line.On && (a.EndsOn == null || a.EndsOn >= line.On), ct);
        if (!holds) return MonthlyPlan.OutsideTerm;
        if (await rules.AppointmentFor(viewer, line.UnitId, line.On, line.Field, plan.AppointmentId, ct) is null) return MonthlyPlan.UnitNotYours;
        return await rules.Check(viewer, unit.CountryId, line.UnitId, line.On, line.Field, people, ct: ct);
    }

    /// <summary>Whether the line can serve this goal and answer this need: of the unit, of those above it, the goal also of one of its people.</summary>
    public Task<Outcome> Serves(PlanLine line, Guid? goal, Guid? need, Viewer viewer, CancellationToken ct = default) => rules.Serves(viewer, line.UnitId, goal, need, [.. line.People.Select(p => p.PersonId)], ct);
}
