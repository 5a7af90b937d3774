using System.Globalization;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Observations;

/// <summary>The other side chooses one of the times that were offered: one press books the visit.</summary>
public sealed class BookVisit(AppDb db, OfferVisit offer, FindVisits find)
{
    public sealed class Input
    {
        /// <summary>One of the times, as 2026-11-27T09:00; not said: the first.</summary>
        public string? Time { get; set; }

        /// <summary>Said by whoever has something else in their calendar then, and means it.</summary>
        public bool AllTheSame { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Own(id, viewer, ct) is not var (visit, observation)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(visit, known)) return Problem.ChangedMeanwhile;
        if (await offer.Agreement(visit.AgreementId, viewer, ct) is not { } agreement) return Visit.NotAgreed with { Field = null };
        var time = visit.Times[0];
        if (input.Time is { Length: > 0 } said)
        {
            if (!DateTime.TryParse(said, CultureInfo.InvariantCulture, out var moment)) return Visit.NoSuchTime;
            time = new(DateOnly.FromDateTime(moment), TimeOnly.FromDateTime(moment));
        }
        if (visit.Book(time, agreement, viewer.PersonId, viewer.Today).Problem is { } refused) return refused;
        if (!input.AllTheSame && await find.Busy(id, time, visit.Minutes, viewer, ct) is { } at) return Visit.Overlaps.With(at);
        observation?.Follow(visit, db.Now);
        db.Record(viewer, new VisitBooked(visit.On), visit);
        db.Notify(Notification.To(visit.OtherThan(viewer.PersonId), visit.CountryId, db.Now, VisitPage.Url(id), Texts.Id("{0} booked the visit on {1}"), viewer.Name, OfferVisit.Day(visit.On)));
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}

/// <summary>A visit of one's own, to be changed with what was said of it.</summary>
static class OwnVisits
{
    public static async Task<(Visit Visit, Observation? Observation)?> Own(this AppDb db, Guid id, Viewer viewer, CancellationToken ct) =>
        await db.Seen<Visit>(viewer).FirstOrDefaultAsync(v => v.Id == id, ct) is { } visit && visit.IsOf(viewer.PersonId)
            ? (visit, await db.Seen<Observation>(viewer).FirstOrDefaultAsync(o => o.VisitId == id, ct)) : null;
}
