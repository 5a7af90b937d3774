using System.ComponentModel.DataAnnotations;
using Balsts.People;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Privacy;

/// <summary>The dispute is settled: the words are seen again after a day, and the person is told before it comes (GDPR, article 18(3)).</summary>
public sealed class LiftRestriction(AppDb db)
{
    public sealed class Input
    {
        /// <summary>The last day on which they are withheld.</summary>
        [Required] public DateOnly? Until { get; set; }
    }

    /// <param name="id">The request.</param>
    public async Task<Outcome<Guid>> Run(Guid id, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Restriction>(viewer).FirstOrDefaultAsync(r => r.RequestId == id, ct) is not { } restriction || !restriction.AddedBy(viewer)) return Problem.NotFound;
        if (restriction.Lift(input.Until!.Value, viewer.Today).Problem is { } refused) return refused;
        db.Record(viewer, new RestrictionLifted(input.Until.Value), restriction);
        db.Notify(Notification.To(restriction.PersonId, restriction.CountryId, db.Now, DataRequestPage.Url(id), Texts.Id("What you wrote is seen again by others after {0}."), input.Until.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}
