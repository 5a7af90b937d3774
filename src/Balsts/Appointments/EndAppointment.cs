using System.ComponentModel.DataAnnotations;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Appointments;

/// <summary>Ends a term with a day, and with it the rights of the post; what was done under it stays.</summary>
public sealed class EndAppointment(AppDb db, UnitTrees trees, Appointable appointable)
{
    public sealed class Input
    {
        /// <summary>The last day.</summary>
        [Required] public DateOnly? On { get; set; }
    }

    /// <summary>Who could give the post there may end it, except their own.</summary>
    public async Task<bool> IsFor(Appointment appointment, Viewer viewer, CancellationToken ct = default) =>
        appointment.PersonId != viewer.PersonId && (await appointable.In(appointment.UnitId, viewer, ct)).ContainsKey(appointment.Post);

    public async Task<Outcome<Guid>> Run(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        var on = input.On!.Value;
        if (await db.Seen<Appointment>(viewer).FirstOrDefaultAsync(a => a.Id == id, ct) is not { } appointment || !await IsFor(appointment, viewer, ct)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(appointment, known)) return Problem.ChangedMeanwhile;
        if (appointment.End(on, viewer.Today).Problem is { } problem) return problem;
        db.Record(viewer, new TermEnded(on), appointment);
        foreach (var mandate in await MandatesOf(appointment, viewer, on, ct))
        {
            mandate.EndsOn = on;
            db.Record(viewer, new TermEnded(on), mandate);
        }
        // who deputises for somebody does so no longer than they hold the post
        foreach (var mandate in await db.Seen<Mandate>(viewer).Include(m => m.Units).Where(m => m.Kind == MandateKind.Deputising && m.GivenById == appointment.PersonId && m.GivenByUnitId == appointment.UnitId && m.Post == appointment.Post && (m.EndsOn == null || m.EndsOn > on)).ToListAsync(ct))
            db.EndDeputising(mandate, viewer, on);
        db.Notify(Notification.To(appointment.PersonId, appointment.CountryId, db.Now, AppointmentPage.Url(id), Texts.Id("{0} set the last day of your post in {1}."), viewer.Name, (await trees.Now(ct)).NameOf(appointment.UnitId)));
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : id;
    }

    /// <summary>The mandates that came with the post; they stay where the person holds it from the same unit a second time.</summary>
    async Task<List<Mandate>> MandatesOf(Appointment ended, Viewer viewer, DateOnly on, CancellationToken ct) =>
        await db.Seen<Appointment>(viewer).AnyAsync(a => a.Id != ended.Id && a.PersonId == ended.PersonId && a.Post == ended.Post && a.AppointedByUnitId == ended.AppointedByUnitId && (a.EndsOn == null || a.EndsOn > on), ct) ? []
        : await db.Seen<Mandate>(viewer).Where(m => m.Kind != MandateKind.Deputising && m.PersonId == ended.PersonId && m.Post == ended.Post && (m.GivenByUnitId == ended.AppointedByUnitId || (m.SubjectId != null && m.GivenByUnitId == ended.UnitId)) && (m.EndsOn == null || m.EndsOn > on)).ToListAsync(ct);
}
