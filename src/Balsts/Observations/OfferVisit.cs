using System.ComponentModel.DataAnnotations;
using Balsts.Agreements;
using Balsts.Forms;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Observations;

/// <summary>Either side of an agreement offers a visit: one time, or several of which the other side chooses.</summary>
public sealed class OfferVisit(AppDb db, FindVisits find)
{
    /// <summary>When it would suit whoever says so.</summary>
    public class When
    {
        [Required] public DateOnly? On { get; set; }
        [Required] public TimeOnly? At { get; set; }
        public DateOnly? SecondOn { get; set; }
        public TimeOnly? SecondAt { get; set; }
        public DateOnly? ThirdOn { get; set; }
        public TimeOnly? ThirdAt { get; set; }
        [Required, Range(Visit.MinutesMin, Visit.MinutesMax)] public int? Minutes { get; set; }
        public bool IsOnline { get; set; }

        /// <summary>Said by whoever has something else in their calendar then, and means it.</summary>
        public bool AllTheSame { get; set; }

        internal IReadOnlyList<VisitTime> Times => [.. from t in new[] { (On, At), (SecondOn, SecondAt), (ThirdOn, ThirdAt) } where t is { Item1: not null, Item2: not null } select new VisitTime(t.Item1!.Value, new(t.Item2!.Value.Hour, t.Item2.Value.Minute))];
    }

    public sealed class Input : When
    {
        [Required] public Guid? AgreementId { get; set; }

        /// <summary>What is looked at. Not said: what the agreement is about.</summary>
        [StringLength(Observation.FocusMax)] public string? Focus { get; set; }

        /// <summary>By which form; not said: the one that the house offers first for such a visit.</summary>
        public Guid? FormId { get; set; }

        /// <summary>Which goal of the agreement it serves; not said: the first. All zeros for none.</summary>
        public Guid? GoalId { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await Agreement(input.AgreementId!.Value, viewer, ct) is not { } agreement) return Problem.NotFound;
        var terms = await db.Seen<AgreementTerms>(viewer).AsNoTracking().FirstOrDefaultAsync(t => t.AgreementId == agreement.Id, ct);
        if (input.GoalId is { } asked && asked != Guid.Empty && terms?.Goals.Contains(asked) != true) return SupportAgreement.GoalElsewhere with { Field = nameof(Input.GoalId) };
        if (await Edition(input.FormId, agreement, viewer, ct) is not { } edition) return ObservationForm.IsRetired with { Field = nameof(Input.FormId) };
        var visit = new Visit
        {
            Id = Guid.CreateVersion7(), CountryId = agreement.CountryId, UnitId = agreement.UnitId, AgreementId = agreement.Id, Kind = agreement.Kind, PersonId = agreement.PersonId, ObserverId = agreement.SupporterId, FormVersionId = edition,
            GoalId = input.GoalId is { } chosen ? (chosen == Guid.Empty ? null : chosen) : terms?.Goals.Cast<Guid?>().FirstOrDefault(),
        };
        if (visit.Offer(input.Times, input.Minutes!.Value, input.IsOnline, agreement, viewer.PersonId, viewer.Today).Problem is { } refused) return refused;
        if (!input.AllTheSame && await Conflict(visit, viewer, ct) is { } overlaps) return overlaps;
        var focus = WellFormed.Of(input.Focus ?? "").Trim();
        db.Add(viewer, visit);
        db.Add(viewer, Observation.Of(visit, focus.Length > 0 ? focus : terms?.Focus ?? ""));
        db.Record(viewer, new VisitOffered(visit.On), visit);
        db.Notify(Notification.To(visit.OtherThan(viewer.PersonId), visit.CountryId, db.Now, VisitPage.Url(visit.Id), Texts.Id("{0} offers you a visit on {1}"), viewer.Name, Day(visit.On)));
        return (await db.Save(ct)).Problem is { } problem ? problem : visit.Id;
    }

    /// <summary>An agreement of the viewer's own.</summary>
    internal async Task<SupportAgreement?> Agreement(Guid id, Viewer viewer, CancellationToken ct) =>
        await db.Seen<SupportAgreement>(viewer).AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, ct) is { } found && found.IsOf(viewer.PersonId) ? found : null;

    /// <summary>Whether the viewer is somewhere else at one of the times.</summary>
    internal async Task<Problem?> Conflict(Visit visit, Viewer viewer, CancellationToken ct)
    {
        foreach (var time in visit.Times)
            if (await find.Busy(visit.Id, time, visit.Minutes, viewer, ct) is { } at) return Visit.Overlaps.With(at);
        return null;
    }

    /// <summary>The edition that is in use today.</summary>
    async Task<Guid?> Edition(Guid? form, SupportAgreement agreement, Viewer viewer, CancellationToken ct)
    {
        var usual = agreement.Kind == AgreementKind.Peer ? ObservationForm.Peer : ObservationForm.Default;
        var forms = db.Seen<ObservationForm>(viewer).Where(f => f.CountryId == agreement.CountryId && f.RetiredOn == null);
        forms = form is { } asked ? forms.Where(f => f.Id == asked) : forms.Where(f => f.UnitId == null && f.Code == usual);
        return await forms.SelectMany(f => f.Versions.Where(v => v.Number == f.Current)).Select(v => (Guid?)v.Id).FirstOrDefaultAsync(ct);
    }

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
