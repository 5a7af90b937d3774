using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Observations;

/// <summary>Whoever came gives feedback: at most three strengths, at most three targets, each with how and by when. Until somebody confirms it, it can be put right.</summary>
public sealed class GiveFeedback(AppDb db)
{
    public sealed class Strength
    {
        [StringLength(Observation.StrengthMax)] public string? Text { get; set; }
    }

    /// <summary>One target; a line of which nothing is said is none.</summary>
    public sealed class Target
    {
        [StringLength(AgreedAction.WhatMax)] public string? What { get; set; }
        [StringLength(AgreedAction.HowMax)] public string? How { get; set; }
        public DateOnly? DueOn { get; set; }

        internal bool IsSaid => !string.IsNullOrWhiteSpace(What) || !string.IsNullOrWhiteSpace(How) || DueOn is not null;
        internal bool IsWhole => !string.IsNullOrWhiteSpace(What) && !string.IsNullOrWhiteSpace(How) && DueOn is not null;
    }

    public sealed class Input
    {
        [MaxLength(20)] public List<Strength> Strengths { get; set => field = value ?? []; } = [];
        [MaxLength(20)] public List<Target> Targets { get; set => field = value ?? []; } = [];
    }

    public async Task<Outcome<Guid>> Run(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Own(id, viewer, ct) is not (var visit, { } observation) || visit.ObserverId != viewer.PersonId) return Problem.NotFound;
        if (version is { } known && !db.StillAt(visit, known)) return Problem.ChangedMeanwhile;
        await db.Seen<AgreedAction>(viewer).Where(a => a.ObservationId == observation.Id).LoadAsync(ct);
        var targets = input.Targets.Where(t => t.IsSaid).ToList();
        if (targets.FindIndex(t => !t.IsWhole) is var gap and >= 0) return AgreedAction.Incomplete with { Field = Beside(input.Targets.IndexOf(targets[gap]), targets[gap]) };
        var isFirst = visit.FeedbackAt is null;
        if (visit.GiveFeedback(targets.Min(t => t.DueOn), db.Now, viewer.Today).Problem is { } refused) return refused;
        if (observation.GiveFeedback([.. input.Strengths.Where(s => !string.IsNullOrWhiteSpace(s.Text)).Select(s => WellFormed.Of(s.Text!))], [.. targets.Select(t => (WellFormed.Of(t.What!), WellFormed.Of(t.How!), t.DueOn!.Value))], viewer.Today).Problem is { } unfit) return unfit;
        observation.Follow(visit, db.Now);
        if (isFirst) db.Record(viewer, new FeedbackGiven(), visit);
        else db.Record(viewer, new FeedbackCorrected(), visit);
        if (isFirst) db.Notify(Notification.To(visit.PersonId, visit.CountryId, db.Now, VisitPage.Url(id), Texts.Id("{0} gave you feedback"), viewer.Name));
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    /// <summary>The first thing that is missing, as the form calls it.</summary>
    static string Beside(int line, Target target) =>
        $"{nameof(Input.Targets)}[{line}].{(string.IsNullOrWhiteSpace(target.What) ? nameof(Target.What) : string.IsNullOrWhiteSpace(target.How) ? nameof(Target.How) : nameof(Target.DueOn))}";
}
