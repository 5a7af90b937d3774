using System.ComponentModel.DataAnnotations;
using Balsts.Activities;
using Balsts.Agreements;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Observations;

/// <summary>Adds entries to the record of a visit: those of a page, or those that a device without a network kept. What arrived before is passed over.</summary>
public sealed class NoteInVisit(AppDb db, FindVisits find, OfferVisit offer)
{
    /// <summary>One thing noted.</summary>
    public sealed class Entry
    {
        /// <summary>Made where it was noted; the same one arrives once.</summary>
        [Required] public Guid? Id { get; set; }
        [Required] public EntryKind? Kind { get; set; }

        /// <summary>When it was noted; not said, or said to be still to come: now.</summary>
        public DateTime? At { get; set; }
        [StringLength(VisitEntry.CodeMax)] public string? Code { get; set; }
        [StringLength(VisitEntry.ValueMax)] public string? Value { get; set; }
        [StringLength(VisitEntry.TextMax)] public string? Text { get; set; }

        /// <summary>Of what is taken back: which entry.</summary>
        public Guid? TakesBackId { get; set; }
    }

    public sealed class Input
    {
        [Required, MinLength(1), MaxLength(VisitEntry.AtOnceMax)] public List<Entry> Entries { get; set => field = value ?? []; } = [];
    }

    public async Task<Outcome<Guid>> Run(Guid id, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await Observed(id, viewer, ct) is not var (visit, observation)) return Problem.NotFound;
        if ((await Add(visit, observation, input.Entries, viewer, ct)).Problem is { } refused) return refused;
        return (await db.Save(ct)).Problem is not { } problem ? id : problem == AppDb.AlreadyThere ? Problem.ChangedMeanwhile : problem; // two sendings of one device at once: the second is sent again
    }

    /// <summary>A visit that the viewer makes.</summary>
    internal async Task<(Visit Visit, Observation Observation)?> Observed(Guid id, Viewer viewer, CancellationToken ct) =>
        await db.Own(id, viewer, ct) is (var visit, { } observation) && visit.ObserverId == viewer.PersonId ? (visit, observation) : null;

    /// <summary>Adds them without saving, so that the last entries and the end of the visit are one transaction.</summary>
    internal async Task<Outcome> Add(Visit visit, Observation observation, IReadOnlyCollection<Entry> entries, Viewer viewer, CancellationToken ct)
    {
        var ids = entries.Select(e => e.Id!.Value).ToArray();
        var there = await db.Seen<VisitEntry>(viewer).AsNoTracking().Where(e => ids.Contains(e.Id)).Select(e => new { e.Id, e.VisitId }).ToListAsync(ct);
        if (there.Exists(e => e.VisitId != visit.Id)) return VisitEntry.Elsewhere;
        var fresh = entries.DistinctBy(e => e.Id).Where(e => there.TrueForAll(t => t.Id != e.Id)).ToList();
        if (fresh.Count == 0) return Outcome.Done;
        if (visit.BeganAt is null)
        {
            if (await offer.Agreement(visit.AgreementId, viewer, ct) is not { } agreement) return Visit.NotAgreed with { Field = null };
            if (visit.Begin(agreement, db.Now, viewer.Today).Problem is { } early) return early;
        }
        if (!visit.IsOpen) return Visit.NotBooked;
        var (known, body) = (await db.Seen<VisitEntry>(viewer).AsNoTracking().Where(e => e.VisitId == visit.Id).Select(e => e.Id).ToListAsync(ct), await find.Form(visit, ct));
        if (known.Count + fresh.Count > VisitEntry.Max) return VisitEntry.Full;
        var taken = known.Concat(ids).ToHashSet();
        foreach (var entry in fresh)
        {
            var (code, value, text) = (entry.Code ?? "", entry.Value ?? "", WellFormed.Of(entry.Text ?? "").Trim());
            if (VisitRecord.Fits(body, entry.Kind!.Value, code, value, text).Problem is { } unfit) return unfit;
            if (entry.Kind == EntryKind.TakenBack && (entry.TakesBackId is not { } gone || !taken.Contains(gone))) return VisitEntry.Unfit.With(entry.TakesBackId?.ToString() ?? "");
            db.Add(viewer, new VisitEntry
            {
                Id = entry.Id!.Value, CountryId = visit.CountryId, ObservationId = observation.Id, Observation = observation, VisitId = visit.Id, PersonId = visit.PersonId, ById = viewer.PersonId, UnitId = visit.UnitId, On = visit.On,
                At = Moment(entry.At), Kind = entry.Kind.Value, Code = code, Value = value, Text = text, TakesBackId = entry.Kind == EntryKind.TakenBack ? entry.TakesBackId : null,
            });
        }
        db.Record(viewer, new VisitNoted(), visit);
        return Outcome.Done;
    }

    DateTime Moment(DateTime? said)
    {
        var at = said?.ToUniversalTime() ?? db.Now;
        return at > db.Now ? db.Now : at;
    }
}

/// <summary>The lesson is over: what was noted stands, and a visit of support is one entry of the ledger, in the same transaction.</summary>
public sealed class EndVisit(AppDb db, FindVisits find, NoteInVisit notes, LogActivity log, LedgerRules rules, CountryPacks packs)
{
    public sealed class Input
    {
        /// <summary>How long it was; not said: as booked.</summary>
        [Range(Visit.MinutesMin, Visit.MinutesMax)] public int? Minutes { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, int? version, Input input, IReadOnlyCollection<NoteInVisit.Entry> last, Viewer viewer, CancellationToken ct = default)
    {
        if (await notes.Observed(id, viewer, ct) is not var (visit, observation)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(visit, known)) return Problem.ChangedMeanwhile;
        if ((await notes.Add(visit, observation, last, viewer, ct)).Problem is { } unfit) return unfit;
        var told = await db.Seen<VisitEntry>(viewer).AsNoTracking().Where(e => e.VisitId == id).ToListAsync(ct);
        var body = await find.Form(visit, ct);
        if (visit.BeganAt is not null && new VisitRecord(told.Concat(observation.Entries)).Missing(body) is { } missing) return VisitEntry.Missing.With(missing.Name.In(body.LanguageFor(viewer.Language)));
        var due = packs[visit.CountryId].WorkingDaysAround(viewer.Today).Add(viewer.Today, Visit.FeedbackWorkingDays);
        if (visit.End(input.Minutes ?? visit.Minutes, db.Now, due).Problem is { } refused) return refused;
        observation.Follow(visit, db.Now);
        if (visit.Kind == AgreementKind.Support)
        {
            var goal = visit.GoalId is { } served && !(await rules.Serves(viewer, visit.UnitId, served, null, [visit.PersonId], ct)).Failed ? visit.GoalId : null;
            var logged = await log.Add(new() { UnitId = visit.UnitId, On = visit.On, At = visit.At, Minutes = visit.Minutes, Kind = ActivityKind.Observation, IsOnline = visit.IsOnline, People = [visit.PersonId], GoalId = goal }, viewer, ct: ct);
            if (logged.Problem is { } unlogged) return (unlogged == Problem.NotFound ? Activity.NotInTerm : unlogged) with { Field = null };
            visit.InLedger(logged.Value!.Id);
        }
        db.Record(viewer, new VisitEnded(), visit);
        db.Notify(Notification.To(visit.PersonId, visit.CountryId, db.Now, VisitPage.Url(id), visit.Kind == AgreementKind.Support ? Texts.Id("{0} ended the visit; your self-evaluation is next") : Texts.Id("{0} ended the visit"), viewer.Name));
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}
