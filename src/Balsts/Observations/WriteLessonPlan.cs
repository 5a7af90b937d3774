using System.ComponentModel.DataAnnotations;
using Balsts.Agreements;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Observations;

/// <summary>A lesson plan as lists show it.</summary>
public sealed record LessonPlanRow(Guid Id, Guid UnitId, Guid AgreementId, Guid PersonId, Guid SupporterId, string Title, DateOnly StartedOn, int Current, DateOnly? TriedOn, int Version);

/// <summary>Either of the two begins a lesson plan under their agreement, or writes its next edition; the other one comments, and the educator tells what came of it.</summary>
public sealed class WriteLessonPlan(AppDb db, OfferVisit agreements)
{
    public class Input
    {
        [Required, StringLength(LessonPlan.TitleMax)] public string? Title { get; set; }
        [Required, StringLength(LessonPlanEdition.TextMax)] public string? Text { get; set; }
    }

    public sealed class First : Input
    {
        [Required] public Guid? AgreementId { get; set; }
    }

    public sealed class Said
    {
        [Required, StringLength(LessonPlanEdition.CommentMax)] public string? Comment { get; set; }
    }

    public sealed class Tried
    {
        [Required] public DateOnly? TriedOn { get; set; }
        [Required, StringLength(LessonPlan.ResultMax)] public string? Result { get; set; }
    }

    public Task<PageOf<LessonPlanRow>> Page(Viewer viewer, int size, string? after, CancellationToken ct = default)
    {
        var me = viewer.PersonId;
        return db.Seen<LessonPlan>(viewer).PageByDay(p => p.StartedOn, p => p.Id, p => new LessonPlanRow(p.Id, p.UnitId, p.AgreementId, p.PersonId, p.SupporterId, Reading.Of<LessonPlan>(p.Id, p.PersonId == me || p.SupporterId == me, p.Title), p.StartedOn, p.Current, p.TriedOn, p.Version), r => (r.StartedOn, r.Id), size, after, null, false, ct);
    }

    public Task<LessonPlan?> One(Guid id, Viewer viewer, CancellationToken ct = default) => db.Seen<LessonPlan>(viewer).AsNoTracking().Include(p => p.Editions.OrderByDescending(e => e.Number)).FirstOrDefaultAsync(p => p.Id == id, ct);

    public async Task<Outcome<Guid>> Begin(First input, Viewer viewer, CancellationToken ct = default)
    {
        if (await agreements.Agreement(input.AgreementId!.Value, viewer, ct) is not { Kind: AgreementKind.Support } agreement) return Problem.NotFound;
        if (!agreement.Holds(viewer.Today)) return LessonPlan.NotAgreed;
        var plan = LessonPlan.Of(agreement, viewer.Today);
        db.Add(viewer, plan);
        return await Keep(plan, null, input, viewer, ct);
    }

    public async Task<Outcome<Guid>> Write(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await Latest(id, viewer, ct) is not var (plan, latest)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(plan, known)) return Problem.ChangedMeanwhile;
        return await Keep(plan, latest, input, viewer, ct);
    }

    public async Task<Outcome<Guid>> Comment(Guid id, Said input, Viewer viewer, CancellationToken ct = default)
    {
        if (await Latest(id, viewer, ct) is not var (plan, latest)) return Problem.NotFound;
        if (latest.Say(WellFormed.Of(input.Comment!), viewer.PersonId).Problem is { } own) return own;
        db.Record(viewer, new LessonPlanCommented(latest.Number), plan);
        Tell(plan, Texts.Id("{0} commented on a lesson plan of yours"), viewer);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    public async Task<Outcome<Guid>> Try(Guid id, int? version, Tried input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<LessonPlan>(viewer).FirstOrDefaultAsync(p => p.Id == id && p.PersonId == viewer.PersonId, ct) is not { } plan) return Problem.NotFound;
        if (version is { } known && !db.StillAt(plan, known)) return Problem.ChangedMeanwhile;
        if (plan.Try(input.TriedOn!.Value, WellFormed.Of(input.Result!), viewer.Today).Problem is { } refused) return refused;
        db.Record(viewer, new LessonPlanTried(plan.TriedOn!.Value), plan);
        Tell(plan, Texts.Id("{0} told what came of a lesson plan"), viewer);
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }

    async Task<Outcome<Guid>> Keep(LessonPlan plan, LessonPlanEdition? latest, Input input, Viewer viewer, CancellationToken ct)
    {
        var written = plan.Write(WellFormed.Of(input.Title!), WellFormed.Of(input.Text!), latest, viewer.PersonId, db.Now);
        if (written.Problem is { } refused) return refused;
        db.Add(viewer, written.Value!);
        db.Record(viewer, new LessonPlanWritten(plan.Current), plan);
        Tell(plan, Texts.Id("{0} wrote a lesson plan with you"), viewer);
        return (await db.Save(ct)).Problem is { } problem ? problem : plan.Id;
    }

    async Task<(LessonPlan Plan, LessonPlanEdition Latest)?> Latest(Guid id, Viewer viewer, CancellationToken ct) =>
        await db.Seen<LessonPlan>(viewer).FirstOrDefaultAsync(p => p.Id == id, ct) is { } plan && await db.Seen<LessonPlanEdition>(viewer).FirstOrDefaultAsync(e => e.LessonPlanId == id && e.Number == plan.Current, ct) is { } latest ? (plan, latest) : null;

    void Tell(LessonPlan plan, string text, Viewer viewer) => db.Notify(Notification.To(plan.PersonId == viewer.PersonId ? plan.SupporterId : plan.PersonId, plan.CountryId, db.Now, LessonPlanPage.Url(plan.Id), text, viewer.Name));
}
