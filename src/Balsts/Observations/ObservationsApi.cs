using Balsts.Agreements;
using Foundation.Outcomes;
using Foundation.Viewers;
using Foundation.Web;

namespace Balsts.Observations;

/// <summary>Visits and what was observed, for programs.</summary>
static class ObservationsApi
{
    /// <summary>When a visit is, with whom, and how far it has come: no mark and no word of it stands in a list.</summary>
    /// <param name="Times">The times that are offered; one, once it is booked.</param>
    public sealed record VisitItem(Guid Id, Guid UnitId, AgreementKind Kind, Guid AgreementId, Guid PersonId, Guid ObserverId, Guid OfferedById, DateOnly On, TimeOnly At, IReadOnlyList<string> Times, int Minutes, bool IsOnline, VisitState State, DateOnly? FeedbackDueOn, DateOnly? RevisitOn, Guid? ActivityId, int Version);

    /// <param name="Observation">Null where its words are gone.</param>
    public sealed record VisitWithObservation(VisitItem Visit, ObservationItem? Observation);

    /// <summary>What was agreed, noted and said.</summary>
    /// <param name="Form">The code of the form by which it is observed.</param>
    /// <param name="Notes">What was noted; empty for the educator until they have evaluated their lesson themselves.</param>
    /// <param name="Marks">The level of each indicator that was marked.</param>
    public sealed record ObservationItem(string Focus, string Reason, string Form, SelfEvaluationItem? SelfEvaluation, IReadOnlyList<VisitRemark> Notes, IReadOnlyDictionary<string, string> Marks, IReadOnlyDictionary<string, string> Evidence, IReadOnlyDictionary<string, string> Snapshots,
        IReadOnlyList<string> Strengths, IReadOnlyList<ActionItem> Actions, string Comment, DateTime? FeedbackAt, DateTime? ConfirmedAt, DateTime? ObserverConfirmedAt, bool SharedWithHead);

    public sealed record SelfEvaluationItem(string Well, string Otherwise, string Ask);

    public sealed record ActionItem(Guid Id, string What, string How, DateOnly DueOn, ActionState State, string Came, DateOnly? CheckedOn, int Version);

    /// <summary>How often colleagues visited one another in an institution this school year.</summary>
    public sealed record ColleaguesItem(Guid UnitId, int Visits);

    public static void Map(IEndpointRouteBuilder api)
    {
        var visits = api.MapGroup("/observations").WithTags("Observations");
        visits.MapGet("", async (HttpContext http, FindVisits find, int? limit, string? after, VisitState? state, Guid? person, bool? ahead) =>
        {
            var page = await find.Page(new(state, person, ahead == true), http.Viewer()!, Foundation.Web.Api.Limit(limit), after, count: false, ct: http.RequestAborted);
            return TypedResults.Ok(new Listing<VisitItem>([.. page.Rows.Select(Item)], page.After));
        }).WithName("ListVisits").WithSummary("Visits to lessons as far as you see them, the latest day first: when and with whom, nothing of what was seen.");
        visits.MapGet("colleagues", async (HttpContext http, FindVisits find) => TypedResults.Ok(new Listing<ColleaguesItem>([.. (await find.OfColleagues(http.Viewer()!, http.RequestAborted)).Select(c => new ColleaguesItem(c.UnitId, c.Visits))], null)))
            .WithName("CountVisitsOfColleagues").WithSummary("How often colleagues visited one another this school year in the institutions that you lead: a number, and nothing of whom.");
        visits.MapGet("{id:guid}", async (Guid id, HttpContext http, FindVisits find) =>
            await find.One(id, http.Viewer()!, http.RequestAborted) is { } whole ? http.Show(Item(whole), whole.Visit.Version) : http.Refuse(Problem.NotFound))
            .WithName("ShowVisit").WithSummary("One visit, with what was noted and said as far as you read it.").Produces<VisitWithObservation>().ProducesProblem(404);
        visits.MapPost("", async (OfferVisit.Input input, HttpContext http, OfferVisit offer) => http.Created(await offer.Run(input, http.Viewer()!, http.RequestAborted), id => $"/api/v1/observations/{id}"))
            .WithName("OfferVisit").WithSummary("Offers a visit under an agreement of yours.").Produces<Made>(201).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        visits.MapPost("{id:guid}/book", async (Guid id, BookVisit.Input input, HttpContext http, BookVisit book) => http.Answer(await book.Run(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("BookVisit").WithSummary("Books one of the times that the other side offered.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        visits.MapPost("{id:guid}/move", async (Guid id, MoveVisit.Input input, HttpContext http, MoveVisit move) => http.Answer(await move.Run(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("MoveVisit").WithSummary("Says another time; the other side books it.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        visits.MapPost("{id:guid}/cancel", async (Guid id, CancelVisit.Input input, HttpContext http, CancelVisit cancel) => http.Answer(await cancel.Run(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("CancelVisit").WithSummary("Cancels a visit that has not begun.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        visits.MapPost("{id:guid}/entries", async (Guid id, NoteInVisit.Input input, HttpContext http, NoteInVisit note) => http.Answer(await note.Run(id, input, http.Viewer()!, http.RequestAborted)))
            .WithName("AddEntries").WithSummary("Adds entries to the record of a visit that you make: notes, marks, snapshots. Each has an id of yours, and arrives once.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        visits.MapPost("{id:guid}/end", async (Guid id, EndVisit.Input input, HttpContext http, EndVisit end) => http.Answer(await end.Run(id, http.IfMatch(), input, [], http.Viewer()!, http.RequestAborted)))
            .WithName("EndVisit").WithSummary("Ends a visit that you make; one of support becomes an entry of the ledger.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        visits.MapPost("{id:guid}/self-evaluation", async (Guid id, EvaluateSelf.Input input, HttpContext http, EvaluateSelf evaluate) => http.Answer(await evaluate.Run(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("EvaluateSelf").WithSummary("Your own view of your lesson, before the feedback.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        visits.MapPost("{id:guid}/feedback", async (Guid id, GiveFeedback.Input input, HttpContext http, GiveFeedback give) => http.Answer(await give.Run(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("GiveFeedback").WithSummary("Feedback on a lesson: at most three strengths and three targets.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        visits.MapPost("{id:guid}/confirm", async (Guid id, ConfirmFeedback.Input input, HttpContext http, ConfirmFeedback confirm) => http.Answer(await confirm.Run(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("ConfirmFeedback").WithSummary("Confirms the feedback; the educator may comment on it.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        visits.MapPost("{id:guid}/share", async (Guid id, ShareVisit.Input input, HttpContext http, ShareVisit share) => http.Answer(await share.Run(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("ShareVisit").WithSummary("Lets the leadership of your school read a finished visit to your lesson, or no longer.").Produces(204).ProducesProblem(404).ProducesProblem(409);
        visits.MapGet("{id:guid}/note", async (Guid id, HttpContext http, NoteOnVisit notes) => http.Show(await notes.Read(id, http.Viewer()!, http.RequestAborted)))
            .WithName("ReadNoteOnVisit").WithSummary("Your private note on a visit; nobody else's.").Produces<Sharing.NoteRead>().ProducesProblem(404);
        visits.MapPut("{id:guid}/note", async (Guid id, NoteOnVisit.Input input, HttpContext http, NoteOnVisit notes) => http.Answer(await notes.Write(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("NoteOnVisit").WithSummary("Writes your private note on a visit.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
        visits.MapDelete("{id:guid}/note", async (Guid id, HttpContext http, NoteOnVisit notes) => http.Answer(await notes.Remove(id, http.Viewer()!, http.RequestAborted)))
            .WithName("RemoveNoteOnVisit").WithSummary("Removes your private note on a visit.").Produces(204).ProducesProblem(404);
        visits.MapPost("actions/{id:guid}/check", async (Guid id, CheckAction.Input input, HttpContext http, CheckAction check) => http.Answer(await check.Run(id, http.IfMatch(), input, http.Viewer()!, http.RequestAborted)))
            .WithName("CheckAction").WithSummary("Looks back at what the two of you agreed.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
    }

    static VisitItem Item(VisitRow v) => new(v.Id, v.UnitId, v.Kind, v.AgreementId, v.PersonId, v.ObserverId, v.OfferedById, v.On, v.At, [new VisitTime(v.On, v.At).ToString(), .. v.Also], v.Minutes, v.IsOnline, v.State, v.FeedbackDueOn, v.RevisitOn, v.ActivityId, v.Version);

    static VisitWithObservation Item(WholeVisit whole)
    {
        var (v, o, r) = (whole.Visit, whole.Observation, whole.Record);
        return new(new(v.Id, v.UnitId, v.Kind, v.AgreementId, v.PersonId, v.ObserverId, v.OfferedById, v.On, v.At, [.. v.Times.Select(t => t.ToString())], v.Minutes, v.IsOnline, v.State, v.FeedbackDueOn, v.RevisitOn, v.ActivityId, v.Version),
            o is null ? null : new(o.Focus, o.Reason, whole.Body.Code, v.EvaluatedAt is null ? null : new(o.Well, o.Otherwise, o.Ask), r.Notes, r.All(EntryKind.Mark), r.All(EntryKind.Evidence), r.All(EntryKind.Snapshot),
                o.Strengths, [.. whole.Actions.Select(a => new ActionItem(a.Id, a.What, a.How, a.DueOn, a.State, a.Came, a.CheckedOn, a.Version))], o.Comment, v.FeedbackAt, v.ConfirmedAt, v.ObserverConfirmedAt, v.SharingId is not null));
    }
}
