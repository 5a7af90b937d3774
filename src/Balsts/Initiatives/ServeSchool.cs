using System.ComponentModel.DataAnnotations;
using Balsts.Appointments;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>Gives a school of an initiative to a mentor whom the organiser appointed; moves it from one to another; ends it.</summary>
public sealed class ServeSchool(AppDb db, UnitTrees trees, ReachInStep reach)
{
    public sealed class Input
    {
        /// <summary>The mentor's post: given by the organiser.</summary>
        [Required] public Guid? AppointmentId { get; set; }

        /// <summary>The first day; a school that moves leaves the other mentor on the day before.</summary>
        [Required] public DateOnly? StartsOn { get; set; }
    }

    /// <summary>The school gets one mentor more.</summary>
    public Task<Outcome<Guid>> Run(Guid schoolId, Input input, Viewer viewer, CancellationToken ct = default) => Serve(schoolId, input, moves: false, viewer, ct);

    /// <summary>The school moves: from that day on it is served by this mentor alone.</summary>
    public Task<Outcome<Guid>> Move(Guid schoolId, Input input, Viewer viewer, CancellationToken ct = default) => Serve(schoolId, input, moves: true, viewer, ct);

    async Task<Outcome<Guid>> Serve(Guid schoolId, Input input, bool moves, Viewer viewer, CancellationToken ct)
    {
        // mentors are given by whoever runs the whole: a deputy gives no posts
        if (await db.ManagedSchool(schoolId, viewer, ct) is not { } school || !school.Initiative!.ManagedBy(viewer)) return Problem.NotFound;
        var (initiative, from) = (school.Initiative, input.StartsOn!.Value);
        if (viewer.Today > school.LastDay) return Initiative.IsOver;
        if (from < school.StartsOn || from > school.LastDay) return InitiativeSchool.StartsOutside;
        if (await Posts(initiative, viewer).FirstOrDefaultAsync(a => a.Id == input.AppointmentId, ct) is not { } post || post.EndsOn < from) return Mentorship.NotAppointed;
        var serving = await db.Seen<Mentorship>(viewer).Include(m => m.School).Where(m => m.SchoolId == schoolId && (m.EndsOn == null || m.EndsOn >= from)).ToListAsync(ct);
        if (serving.Exists(m => m.PersonId == post.PersonId)) return Mentorship.ServesAlready;

        if (moves) foreach (var other in serving) End(other, from.AddDays(-1), viewer);
        var mentorship = new Mentorship { Id = Guid.CreateVersion7(), CountryId = school.CountryId, InitiativeId = initiative.Id, SchoolId = schoolId, School = school, UnitId = school.UnitId, PersonId = post.PersonId, AppointmentId = post.Id, StartsOn = from };
        db.Add(viewer, mentorship);
        db.RecordAt(viewer, new MentorServes(post.PersonId, from), school);
        await reach.Keep(initiative, viewer, ct);
        if (post.PersonId != viewer.PersonId)
            db.Notify(Notification.To(post.PersonId, initiative.CountryId, db.Now, SchoolInInitiativePage.Url(schoolId), Texts.Id("You serve {0} in “{1}”."), (await trees.Now(ct)).NameOf(school.UnitId), initiative.Name));
        return (await db.Save(ct)).Problem is { } problem ? problem : mentorship.Id;
    }

    public async Task<Outcome<Guid>> End(Guid id, EndMentorship.Input input, int? version, Viewer viewer, CancellationToken ct = default)
    {
        var on = input.On!.Value;
        if (await db.Seen<Mentorship>(viewer).Include(m => m.School).ThenInclude(s => s!.Initiative).FirstOrDefaultAsync(m => m.Id == id, ct) is not { } mentorship || !mentorship.School!.Initiative!.ManagedBy(viewer)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(mentorship, known)) return Problem.ChangedMeanwhile;
        if (mentorship.EndsOn is { } end && end < viewer.Today) return Mentorship.HasEnded;
        if (on < mentorship.StartsOn || on > mentorship.School.LastDay) return Initiative.OutsidePeriod;
        End(mentorship, on, viewer);
        await reach.Keep(mentorship.School.Initiative, viewer, ct);
        return (await db.Save(ct)).Problem is { } problem ? problem : mentorship.SchoolId;
    }

    void End(Mentorship mentorship, DateOnly on, Viewer viewer)
    {
        db.RecordAt(viewer, new MentorshipEnded(mentorship.PersonId, on), mentorship.School!);
        if (on < mentorship.StartsOn) db.Remove(mentorship); // it had not begun
        else mentorship.Until(on);
    }

    /// <summary>The posts under which somebody may serve schools of the initiative: those that support others, given by its organiser, and not over.</summary>
    public IQueryable<Appointment> Posts(Initiative initiative, Viewer viewer)
    {
        var (organiser, today, supporters) = (initiative.OrganiserUnitId, viewer.Today, Units.Posts.Supporters);
        return db.Seen<Appointment>(viewer).AsNoTracking().Where(a => a.AppointedByUnitId == organiser && supporters.Contains(a.Post) && (a.EndsOn == null || a.EndsOn >= today));
    }
}

/// <summary>A mentor serves a school for the last day.</summary>
public static class EndMentorship
{
    public sealed class Input
    {
        /// <summary>The last day.</summary>
        [Required] public DateOnly? On { get; set; }
    }
}
