using System.ComponentModel.DataAnnotations;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Appointments;

/// <summary>The nominee accepts, and holds the post from its first day; or declines, and says why. Whoever nominated may withdraw before that.</summary>
public sealed class AnswerNomination(AppDb db, UnitTrees trees, CountryPacks packs)
{
    public sealed class Input
    {
        /// <summary>The version of the charter that was read.</summary>
        public int? Charter { get; set; }
        public bool Acknowledged { get; set; }
        [StringLength(Nomination.ReasonMax)] public string? Reason { get; set; }
    }

    public async Task<Outcome<Guid>> Accept(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await Mine(id, viewer, ct) is not { } nomination) return Problem.NotFound;
        if (version is { } known && !db.StillAt(nomination, known)) return Problem.ChangedMeanwhile;
        if (nomination.State != NominationState.Waiting) return Nomination.NotWaiting;
        if (!input.Acknowledged) return Nomination.NotRead;
        if (packs[nomination.CountryId].CharterOf(nomination.Post)?.Version is not { } charter || charter != input.Charter) return Nomination.CharterChanged;
        if (!await MayStillGive(nomination, viewer.Today, ct)) return Nomination.NominatorGone;
        if (nomination.Accept(charter, viewer.Today, db.Now).Problem is { } refused) return refused;
        // what was agreed late begins late: nobody held the post before they said yes
        var appointment = Appointment.Of(nomination, nomination.StartsOn > viewer.Today ? nomination.StartsOn : viewer.Today);
        var (starts, ends) = (appointment.StartsOn, appointment.EndsOn ?? DateOnly.MaxValue);
        await using var together = await db.Begin(ct);
        await db.Hold<People.Person>(viewer.PersonId, ct); // who is appointed at the same moment does not come to the same post twice
        if (await db.Seen<Appointment>(viewer).AnyAsync(a => a.PersonId == viewer.PersonId && a.UnitId == nomination.UnitId && a.Post == nomination.Post && a.Field == nomination.Field && a.StartsOn <= ends && (a.EndsOn == null || a.EndsOn >= starts), ct)) return Appointment.HeldAlready with { Field = null };

        db.Record(viewer, new NominationAccepted(charter), nomination);
        db.Add(viewer, appointment);
        db.Record(viewer, new PostAccepted(nomination.NominatedById), appointment);
        await Tell(nomination, nomination.NominatedById, Texts.Id("{0} accepted the post in {1}."), viewer, ct);
        if ((await db.Save(ct)).Problem is { } problem) return problem;
        await together.Commit(ct);
        return id;
    }

    public async Task<Outcome<Guid>> Decline(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await Mine(id, viewer, ct) is not { } nomination) return Problem.NotFound;
        if (version is { } known && !db.StillAt(nomination, known)) return Problem.ChangedMeanwhile;
        var reason = WellFormed.Of(input.Reason ?? "").Trim();
        if (nomination.Decline(reason, db.Now).Problem is { } refused) return refused;
        db.Record(viewer, new NominationDeclined(reason), nomination);
        await Tell(nomination, nomination.NominatedById, Texts.Id("{0} declined the post in {1}."), viewer, ct);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    public async Task<Outcome<Guid>> Withdraw(Guid id, int? version, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Nomination>(viewer).FirstOrDefaultAsync(n => n.Id == id && n.NominatedById == viewer.PersonId, ct) is not { } nomination) return Problem.NotFound;
        if (version is { } known && !db.StillAt(nomination, known)) return Problem.ChangedMeanwhile;
        if (nomination.Withdraw(db.Now).Problem is { } refused) return refused;
        db.Record(viewer, new NominationWithdrawn(), nomination);
        await Tell(nomination, nomination.PersonId, Texts.Id("{0} withdrew the nomination in {1}."), viewer, ct);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    Task<Nomination?> Mine(Guid id, Viewer viewer, CancellationToken ct) => db.Seen<Nomination>(viewer).FirstOrDefaultAsync(n => n.Id == id && n.PersonId == viewer.PersonId, ct);

    /// <summary>Whether whoever nominated still sits where the post is given from: an offer does not outlive the one who made it.</summary>
    async Task<bool> MayStillGive(Nomination nomination, DateOnly today, CancellationToken ct)
    {
        var givers = Appointable.By.Where(b => b.Value.Contains(nomination.Post)).Select(b => b.Key).ToArray();
        return await db.Seen<Appointment>(Viewer.System).AnyAsync(a => a.PersonId == nomination.NominatedById && a.UnitId == nomination.NominatedByUnitId && givers.Contains(a.Post) && a.StartsOn <= today && (a.EndsOn == null || a.EndsOn >= today), ct);
    }

    async Task Tell(Nomination nomination, Guid person, string sentence, Viewer viewer, CancellationToken ct) =>
        db.Notify(Notification.To(person, nomination.CountryId, db.Now, NominationPage.Url(nomination.Id), sentence, viewer.Name, (await trees.Now(ct)).NameOf(nomination.UnitId)));
}
