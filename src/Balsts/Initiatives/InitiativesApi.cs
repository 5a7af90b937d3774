using Balsts.People.Import;
using Balsts.Units;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>Initiatives for programs: the same rows and the same acts as on the pages.</summary>
static class InitiativesApi
{
    public sealed record Item(Guid Id, string Name, Guid OrganiserUnitId, DateOnly StartsOn, DateOnly EndsOn, DateOnly? EndedOn, InitiativeState State, int Schools);

    /// <summary>An initiative by itself. The version is the ETag as well.</summary>
    public sealed record One(Guid Id, string Name, string Aim, Guid OrganiserUnitId, Guid? SourceId, DateOnly StartsOn, DateOnly EndsOn, DateOnly? EndedOn, string EndReason, int PlanDays, int ReportDays, InitiativeState State, int Version, IReadOnlyList<OneSchool> Schools);
    public sealed record OneSchool(Guid Id, Guid UnitId, SchoolState State, IReadOnlyList<Guid> Mentors, int Participants, int Reached, int Minutes);

    /// <summary>A school in an initiative, with as many of those who take part as the caller sees.</summary>
    public sealed record School(Guid Id, Guid InitiativeId, Guid UnitId, DateOnly? AgreedOn, Guid? ContactPersonId, string Wants, DateOnly StartsOn, DateOnly? EndsOn, string LeaveReason, DateOnly? PausedFrom, DateOnly? PausedUntil, string PauseReason, SchoolState State, int Version,
        IReadOnlyList<SchoolParticipant> Participants, IReadOnlyList<SchoolMentor> Mentors);
    public sealed record SchoolParticipant(Guid Id, Guid PersonId, ParticipantKind Kind, string Training, int? TrainingHours, DateOnly StartsOn, DateOnly? EndsOn, string LeaveReason);
    
    /// <summary>A line of a list of people: what it would do, or with a code and the reason why it cannot be read.</summary>
    public sealed record ListedLine(int Line, string Name, string Email, PostKind? Post, ParticipantKind? Kind, TakenAs? As, bool TakesPart, bool HasNamesake, string? Column, string? Value, string? Code, string? Reason);

    /// <param name="AppointmentId">The mentor's post; for the organiser and the mentor alone.</param>
    public sealed record SchoolMentor(Guid Id, Guid PersonId, Guid? AppointmentId, DateOnly StartsOn, DateOnly? EndsOn);
    public sealed record OneMeeting(Guid Id, Guid InitiativeId, Guid? SchoolId, DateOnly On, int Minutes, IReadOnlyList<Guid> People, string Notes, string Decisions, int Version);
    public sealed record OneReport(Guid Id, Guid InitiativeId, DateOnly StartsOn, DateOnly EndsOn, InitiativeReportState State, string Judgement, DateOnly? PublishedOn, InitiativeFigures Figures, int Version);

    public static void Map(IEndpointRouteBuilder api)
    {
        var all = api.MapGroup("/initiatives").WithTags("Initiatives");
        var manage = new MayAttribute(InitiativeRights.Manage);
        var lead = new MayAttribute(InitiativeRights.Read);

        all.MapGet("", async (HttpContext http, FindInitiatives find, int? limit, string? after, CancellationToken ct) =>
        {
            var viewer = http.Viewer()!;
            var page = await find.Page(viewer, Foundation.Web.Api.Limit(limit), after, count: false, ct: ct);
            return Results.Ok(new Listing<Item>([.. page.Rows.Select(r => new Item(r.Id, r.Name, r.OrganiserUnitId, r.StartsOn, r.EndsOn, r.EndedOn, r.StateOn(viewer.Today), r.Schools))], page.After));
        }).Produces<Listing<Item>>().WithName("ListInitiatives");
        all.MapGet("/{id:guid}", async (Guid id, HttpContext http, FindInitiatives find, CancellationToken ct) =>
        {
            var viewer = http.Viewer()!;
            return await find.View(id, viewer, ct) is { Initiative: var i } view
                ? http.Show(new One(i.Id, i.Name, i.Aim, i.OrganiserUnitId, i.SourceId, i.StartsOn, i.EndsOn, i.EndedOn, i.EndReason, i.PlanDays, i.ReportDays, i.StateOn(viewer.Today), i.Version,
                    [.. view.Schools.Select(s => new OneSchool(s.School.Id, s.School.UnitId, s.School.StateOn(viewer.Today), s.Mentors, s.Participants, s.Reached, s.Minutes))]), i.Version)
                : http.Refuse(Problem.NotFound);
        }).Produces<One>().ProducesProblem(404).WithName("GetInitiative");
        all.MapPost("", async (KeepInitiative.Input input, HttpContext http, KeepInitiative keep, CancellationToken ct) => http.Created(await keep.Start(input, http.Viewer()!, ct), id => $"/api/v1/initiatives/{id}"))
            .WithMetadata(manage).Produces<Made>(201).ProducesProblem(404).ProducesValidationProblem(422).WithName("StartInitiative");
        all.MapPut("/{id:guid}", async (Guid id, KeepInitiative.Input input, HttpContext http, KeepInitiative keep, CancellationToken ct) => http.Answer(await keep.Change(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .WithMetadata(manage).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("ChangeInitiative");
        all.MapPost("/{id:guid}/end", async (Guid id, EndInitiative.Input input, HttpContext http, EndInitiative end, CancellationToken ct) => http.Answer(await end.Run(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .WithMetadata(manage).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("EndInitiative");

        all.MapPost("/{id:guid}/schools", async (Guid id, JoinSchool.Input input, HttpContext http, JoinSchool join, CancellationToken ct) => http.Created(await join.Run(id, input, http.Viewer()!, ct), made => $"/api/v1/initiatives/schools/{made}"))
            .WithMetadata(manage).Produces<Made>(201).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("JoinSchool");
        all.MapGet("/schools/{id:guid}", GetSchool).Produces<School>().ProducesProblem(404).WithName("GetSchoolInInitiative");
        all.MapPut("/schools/{id:guid}", async (Guid id, JoinSchool.Input input, HttpContext http, JoinSchool join, CancellationToken ct) => http.Answer(await join.Change(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .WithMetadata(manage).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("ChangeAgreement");
        all.MapPost("/schools/{id:guid}/pause", async (Guid id, PauseSchool.Input input, HttpContext http, PauseSchool pause, CancellationToken ct) => http.Answer(await pause.Run(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .WithMetadata(manage).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("PauseSchool");
        all.MapPost("/schools/{id:guid}/resume", async (Guid id, HttpContext http, PauseSchool pause, CancellationToken ct) => http.Answer(await pause.Resume(id, http.Viewer()!, ct)))
            .WithMetadata(manage).Produces(204).ProducesProblem(404).WithName("ResumeSchool");
        all.MapPost("/schools/{id:guid}/leave", async (Guid id, LeaveInitiative.Input input, HttpContext http, LeaveInitiative leave, CancellationToken ct) => http.Answer(await leave.Run(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .WithMetadata(manage).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("LeaveInitiative");
        all.MapPost("/schools/{id:guid}/participants", async (Guid id, AddParticipants.Input input, HttpContext http, AddParticipants add, CancellationToken ct) => http.Answer(await add.Run(id, input, http.Viewer()!, ct)))
            .WithMetadata(lead).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("AddParticipants");
        all.MapPost("/schools/{id:guid}/participants/list", async (Guid id, PasteParticipants.Input input, bool? dryRun, HttpContext http, PasteParticipants paste, Texts t, CancellationToken ct) =>
        {
            if (dryRun != true) return http.Answer(await paste.Run(id, input, http.Viewer()!, ct));
            var looked = await paste.Look(id, input, http.Viewer()!, ct);
            return looked.Problem is { } problem ? http.Refuse(problem) : Results.Ok(new Listing<ListedLine>([.. looked.Value!.Lines.Select(l => new ListedLine(l.Number, l.Name, l.Email, l.Post, l.Kind, l.As, l.TakesPart, l.HasNamesake, l.Column, l.Value, l.Wrong?.Code, l.Wrong is { } wrong ? t[wrong.Message, wrong.Args] : null))], null));
        }).WithMetadata(lead).WithSummary("Names people by a list as a spreadsheet gives it: a person in a line, cells between tabs. With dryRun=true what each line would do; else all of it, or nothing.").Produces(204).Produces<Listing<ListedLine>>().ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("AddParticipantsByList");
        all.MapPut("/participants/{id:guid}", async (Guid id, ChangeParticipant.Input input, HttpContext http, ChangeParticipant change, CancellationToken ct) => http.Answer(await change.Run(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .WithMetadata(lead).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("ChangeParticipant");
        all.MapPost("/schools/{id:guid}/mentors", async (Guid id, ServeSchool.Input input, HttpContext http, ServeSchool serve, CancellationToken ct) => http.Created(await serve.Run(id, input, http.Viewer()!, ct), _ => $"/api/v1/initiatives/schools/{id}"))
            .WithMetadata(manage).Produces<Made>(201).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("ServeSchool");
        all.MapPost("/schools/{id:guid}/move", async (Guid id, ServeSchool.Input input, HttpContext http, ServeSchool serve, CancellationToken ct) => http.Created(await serve.Move(id, input, http.Viewer()!, ct), _ => $"/api/v1/initiatives/schools/{id}"))
            .WithMetadata(manage).Produces<Made>(201).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("MoveSchool");
        all.MapPost("/mentorships/{id:guid}/end", async (Guid id, EndMentorship.Input input, HttpContext http, ServeSchool serve, CancellationToken ct) => http.Answer(await serve.End(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .WithMetadata(manage).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("EndMentorship");

        all.MapPost("/{id:guid}/deputies", async (Guid id, NameSchoolDeputy.Input input, HttpContext http, NameSchoolDeputy name, CancellationToken ct) => http.Created(await name.Run(id, input, http.Viewer()!, ct), _ => "/api/v1/deputies"))
            .WithMetadata(manage).WithSummary("Names a deputy for some schools of the initiative. It ends by itself, or earlier by POST /deputies/{id}/end.").Produces<Made>(201).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("NameSchoolDeputy");

        all.MapPost("/{id:guid}/meetings", async (Guid id, HoldMeeting.Input input, HttpContext http, HoldMeeting hold, CancellationToken ct) => http.Created(await hold.Run(id, input, http.Viewer()!, ct), made => $"/api/v1/initiatives/meetings/{made}"))
            .WithMetadata(manage).Produces<Made>(201).ProducesProblem(404).ProducesValidationProblem(422).WithName("HoldMeeting");
        all.MapGet("/meetings/{id:guid}", async (Guid id, HttpContext http, AppDb db, CancellationToken ct) =>
            await db.Seen<Meeting>(http.Viewer()!).AsNoTracking().Include(m => m.People).FirstOrDefaultAsync(m => m.Id == id, ct) is { } m
                ? http.Show(new OneMeeting(m.Id, m.InitiativeId, m.SchoolId, m.On, m.Minutes, [.. m.People.Select(p => p.PersonId)], m.Notes, m.Decisions, m.Version), m.Version)
                : http.Refuse(Problem.NotFound)).Produces<OneMeeting>().ProducesProblem(404).WithName("GetMeeting");
        all.MapPut("/meetings/{id:guid}", async (Guid id, HoldMeeting.Input input, HttpContext http, HoldMeeting hold, CancellationToken ct) => http.Answer(await hold.Change(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .WithMetadata(manage).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("CorrectMeeting");

        all.MapPost("/{id:guid}/reports", async (Guid id, BeginInitiativeReport.Input input, HttpContext http, BeginInitiativeReport begin, CancellationToken ct) => http.Created(await begin.Run(id, input, http.Viewer()!, ct), made => $"/api/v1/initiatives/reports/{made}"))
            .WithMetadata(manage).Produces<Made>(201).ProducesProblem(404).ProducesValidationProblem(422).WithName("BeginInitiativeReport");
        all.MapGet("/reports/{id:guid}", async (Guid id, HttpContext http, AppDb db, FindFigures figures, CancellationToken ct) =>
            await db.Seen<InitiativeReport>(http.Viewer()!).AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct) is { } r
                ? http.Show(new OneReport(r.Id, r.InitiativeId, r.StartsOn, r.EndsOn, r.State, r.Judgement, r.PublishedOn, await figures.Of(r, http.Viewer()!, ct), r.Version), r.Version)
                : http.Refuse(Problem.NotFound)).Produces<OneReport>().ProducesProblem(404).WithName("GetInitiativeReport");
        all.MapPut("/reports/{id:guid}", async (Guid id, WriteInitiativeReport.Input input, HttpContext http, WriteInitiativeReport write, CancellationToken ct) => http.Answer(await write.Run(id, input, http.IfMatch(), http.Viewer()!, ct)))
            .WithMetadata(manage).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422).WithName("WriteInitiativeReport");
    }

    static async Task<IResult> GetSchool(Guid id, HttpContext http, AppDb db, CancellationToken ct)
    {
        var viewer = http.Viewer()!;
        if (await db.Seen<InitiativeSchool>(viewer).AsNoTracking().Include(s => s.Initiative).FirstOrDefaultAsync(s => s.Id == id, ct) is not { } s) return http.Refuse(Problem.NotFound);
        var participants = await db.Seen<Participant>(viewer).AsNoTracking().Where(p => p.SchoolId == id).OrderBy(p => p.Id).ToListAsync(ct);
        var mentors = await db.Seen<Mentorship>(viewer).AsNoTracking().Where(m => m.SchoolId == id).OrderBy(m => m.StartsOn).ThenBy(m => m.Id).ToListAsync(ct);
        return http.Show(new School(s.Id, s.InitiativeId, s.UnitId, s.AgreedOn, s.ContactPersonId, s.Wants, s.StartsOn, s.EndsOn, s.LeaveReason, s.PausedFrom, s.PausedUntil, s.PauseReason, s.StateOn(viewer.Today), s.Version,
            [.. participants.Select(p => new SchoolParticipant(p.Id, p.PersonId, p.Kind, p.Training, p.TrainingHours, p.StartsOn, p.EndsOn, p.LeaveReason))],
            [.. mentors.Select(m => new SchoolMentor(m.Id, m.PersonId, m.PersonId == viewer.PersonId || s.Initiative!.ManagedBy(viewer) ? m.AppointmentId : null, m.StartsOn, m.EndsOn))]), s.Version);
    }
}
