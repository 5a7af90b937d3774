using Balsts.Activities;
using Balsts.Appointments;
using Balsts.Initiatives;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Documents;
using Foundation.Files;
using Foundation.History;
using Foundation.Periods;
using Foundation.Viewers;
using Foundation.Web;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Months;

/// <summary>Plans, reports and their slices over the API.</summary>
static class MonthsApi
{
    /// <summary>A month as lists give it. Report and state are those that you may see.</summary>
    public sealed record Item(Guid Id, Month Month, Guid AuthorId, string Author, Guid AppointmentId, Guid OrganiserUnitId, ReportState State, Guid? ReportId);

    /// <summary>A month with its lines.</summary>
    public sealed record Whole(Guid Id, Month Month, Guid AuthorId, string Author, Guid AppointmentId, Guid OrganiserUnitId, ReportState State, Guid? ReportId, IReadOnlyList<MonthLine> Lines, IReadOnlyList<SliceItem> Slices, DateTime? PlanAcceptedAt, DateTime? ChangedSinceAccepted, DateOnly PlanDue, DateOnly ReportDue);

    /// <summary>A report as its organiser reads it: the last version, with all its slices.</summary>
    public sealed record Report(Guid Id, Guid MonthId, Month Month, Guid AuthorId, string Author, ReportState State, int Round, string Judgement, string Next, string Remark, DateTime? SubmittedAt, DateOnly? DiscussUntil, DateTime? AcceptedAt, int Version, IReadOnlyList<SliceItem> Slices);

    /// <summary>A version of a report as it was submitted.</summary>
    public sealed record ReportVersion(int Round, string Judgement, string Next, string Remark, DateTime SubmittedAt, IReadOnlyList<SliceItem> Slices);

    /// <summary>A school's part of a report.</summary>
    /// <param name="Key">As it stands today: a key that was not turned in its days is not discussed, though it may still be turned.</param>
    /// <param name="EarlierRemarks">What was said about lines of earlier versions that this one has no more.</param>
    public sealed record SliceItem(Guid Id, Guid UnitId, string Unit, Month Month, Guid AuthorId, int Round, SliceKey Key, ReportState State, string Judgement, string Needed, string Remark, DateTime? TurnedAt, int Version, IReadOnlyList<LineItem> Lines, IReadOnlyList<LineRemarkItem> EarlierRemarks, IReadOnlyList<AttachmentItem> Attachments);

    /// <param name="GoalId">The goal that it served, where you see that goal.</param>
    /// <param name="Remarks">What the head remarked and the author answered, also about earlier versions of the line.</param>
    public sealed record LineItem(Guid Id, Guid? ActivityId, DateOnly On, DateOnly? MovedTo, ActivityKind Kind, string Topic, IReadOnlyList<Guid> People, int? PlannedMinutes, int? DoneMinutes, LineMark Mark, string Reason, Guid? GoalId, IReadOnlyList<LineRemarkItem> Remarks);

    /// <summary>What was said about a line, and about which version of it.</summary>
    public sealed record LineRemarkItem(Guid Id, Guid LineId, int Round, string By, string Text, DateTime At);

    /// <summary>What the author has written so far.</summary>
    public sealed record DraftItem(string Judgement, string Next, IReadOnlyList<DraftPartItem> Parts, int Version);

    /// <summary>What somebody whom your unit appointed carries in a month.</summary>
    /// <param name="Load">Full loads: 0.25 is a quarter.</param>
    /// <param name="FullMinutes">What the load has in this month.</param>
    public sealed record CaseloadItem(Guid AppointmentId, Guid PersonId, string Person, PostKind Post, Guid UnitId, string Field, decimal Load, DateOnly? EndsOn, int Institutions, int People, int PlannedMinutes, int DoneMinutes, int FullMinutes, ReportState State, Guid? ReportId, bool IsLate);

    /// <summary>Something of a month that was due and has not come.</summary>
    /// <param name="What">Plan, Report, or Key: a school's part that was not discussed in its days.</param>
    /// <param name="SliceId">The part, where its key is late.</param>
    public sealed record LateOne(LateThing What, Guid AuthorId, string Author, Month Month, Guid UnitId, DateOnly DueOn, Guid? MonthId, Guid? SliceId);

    /// <summary>What a head said about the part of a plan that concerns the school.</summary>
    public sealed record PlanRemarkItem(Guid Id, Guid UnitId, Guid ById, string Text, DateTime At);

    /// <summary>A change to an activity of a month whose report was accepted; nothing before where it was added, nothing after where it was removed.</summary>
    public sealed record AmendmentItem(Guid Id, Guid UnitId, AmendmentKind What, DateOnly? OnBefore, ActivityKind? KindBefore, int? MinutesBefore, int? PeopleBefore, DateOnly? OnAfter, ActivityKind? KindAfter, int? MinutesAfter, int? PeopleAfter, string Reason, DateTime At);

    /// <summary>A file that goes with a school's part, or without a unit with the whole; its content is at /months/attachments/{id}.</summary>
    public sealed record AttachmentItem(Guid Id, Guid? UnitId, string Name, FileKind Kind, long Bytes, int FromVersion, int? UntilVersion)
    {
        internal static AttachmentItem Of(ReportAttachment a) => new(a.Id, a.UnitId, a.FileName, a.Kind, a.Bytes, a.FromRound, a.UntilRound);
    }

    public sealed record DraftPartItem(Guid UnitId, string Judgement, string Needed);

    public static void Map(IEndpointRouteBuilder api)
    {
        var months = api.MapGroup("/months").WithTags("Months");
        var may = new { Write = new MayAttribute(MonthRights.Write), Discuss = new MayAttribute(MonthRights.Discuss), Accept = new MayAttribute(MonthRights.Accept) };

        months.MapGet("", async (HttpContext http, AppDb db, PersonNames names, int? limit, Guid? after, ReportState? state) =>
        {
            var (viewer, ct, size) = (http.Viewer()!, http.RequestAborted, Foundation.Web.Api.Limit(limit));
            var plans = db.Seen<MonthlyPlan>(viewer).AsNoTracking();
            var reports = db.Seen<MonthlyReport>(viewer);
            if (after is { } from) plans = plans.Where(p => p.Id.CompareTo(from) < 0);
            if (state == ReportState.Draft) plans = plans.Where(p => !reports.Any(r => r.PlanId == p.Id && r.State != ReportState.Draft));
            else if (state is { } asked) plans = plans.Where(p => reports.Any(r => r.PlanId == p.Id && r.State == asked));
            var found = await plans.OrderByDescending(p => p.Id).Take(size + 1)
                .Select(p => new { p.Id, p.Month, p.PersonId, p.AppointmentId, p.OrganiserUnitId, Report = reports.Where(r => r.PlanId == p.Id).Select(r => new { r.Id, r.State }).FirstOrDefault() }).ToListAsync(ct);
            var known = await names.Of(found.Select(p => p.PersonId), ct);
            var items = found.Take(size).Select(p => new Item(p.Id, p.Month, p.PersonId, known.GetValueOrDefault(p.PersonId, ""), p.AppointmentId, p.OrganiserUnitId, p.Report?.State ?? ReportState.Draft, p.Report?.Id)).ToList();
            return TypedResults.Ok(new Listing<Item>(items, found.Count > size ? items[^1].Id.ToString() : null));
        }).WithName("ListMonths").WithSummary("Months of your own, and those of which you are the organiser; the newest first.");

        api.MapGet("/caseloads", async (HttpContext http, FindCaseloads find, PersonNames names, string? month) =>
        {
            var (viewer, ct) = (http.Viewer()!, http.RequestAborted);
            var rows = await find.Of(Month.TryParse(month, out var asked) ? asked : Month.Of(viewer.Today), viewer, ct);
            var known = await names.Of(rows.Select(r => r.Report.PersonId), ct);
            return TypedResults.Ok(new Listing<CaseloadItem>([.. rows.Select(r => new CaseloadItem(r.Report.AppointmentId, r.Report.PersonId, known.GetValueOrDefault(r.Report.PersonId, ""), r.Report.Post, r.Report.UnitId, r.Report.Field, r.Report.Load / 1000m, r.Report.EndsOn,
                r.Institutions, r.People, r.Planned, r.Done, r.Full, r.Report.State, r.Report.ReportId, r.Report.IsLate(viewer.Today))).OrderBy(i => i.Person, StringComparer.Ordinal)], null));
        }).WithTags("Months").WithName("ListCaseloads").WithSummary("Caseloads and hours of those whom your unit appointed, in a month (2026-11; this one when none is said).").WithMetadata(may.Accept);

        months.MapGet("late", async (HttpContext http, FindLate find, PersonNames names) =>
        {
            var (viewer, ct) = (http.Viewer()!, http.RequestAborted);
            var late = await find.Of(viewer, ct);
            var known = await names.Of(late.Select(l => l.PersonId), ct);
            return TypedResults.Ok(new Listing<LateOne>([.. late.Select(l => new LateOne(l.What, l.PersonId, known.GetValueOrDefault(l.PersonId, ""), l.Month, l.UnitId, l.DueOn, l.PlanId, l.SliceId))], null));
        }).WithName("ListLate").WithSummary("Plans, reports and keys that were due and have not come: of those for whom you wait, and your own; by the day on which they were due.").WithMetadata(new MayAttribute(MonthRights.Write, MonthRights.Discuss, MonthRights.Accept));

        months.MapGet("{id:guid}", async (HttpContext http, Guid id, AppDb db, FindMonth find, FindDeadlines deadlines, PersonNames names, SliceItems parts) =>
        {
            var (viewer, ct) = (http.Viewer()!, http.RequestAborted);
            if (await db.Seen<MonthlyPlan>(viewer).AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct) is not { } plan) return http.Show<Whole>(null);
            var report = await db.Seen<MonthlyReport>(viewer).AsNoTracking().FirstOrDefaultAsync(r => r.PlanId == id, ct);
            var slices = report is null ? [] : await parts.Of(db.Seen<ReportSlice>(viewer).Where(s => s.ReportId == report.Id && s.Round == s.Report!.Round), viewer, ct);
            var days = await deadlines.Of([plan.AppointmentId], plan.Month, plan.Month, ct);
            var starts = await db.Seen<Appointment>(viewer).Where(a => a.Id == plan.AppointmentId).Select(a => a.StartsOn).FirstOrDefaultAsync(ct);
            return http.Show(new Whole(plan.Id, plan.Month, plan.PersonId, (await names.Of([plan.PersonId], ct)).GetValueOrDefault(plan.PersonId, ""), plan.AppointmentId, plan.OrganiserUnitId,
                report?.State ?? ReportState.Draft, report?.Id, await find.Lines(plan, viewer, ct), slices, plan.AcceptedAt, plan.ChangedAt, days.Plan(plan.AppointmentId, plan.CountryId, starts, plan.Month), days.Report(plan.AppointmentId, plan.CountryId, plan.Month)), plan.Version);
        }).WithName("ShowMonth").WithSummary("A month: planned lines beside the ledger, and the slices of its report that you may see.").Produces<Whole>().ProducesProblem(404);

        months.MapGet("suggestions", async (HttpContext http, FindSuggestions find, Guid? appointmentId, string? month) =>
            TypedResults.Ok(new Listing<Suggestion>(appointmentId is { } post && Month.TryParse(month, out var asked) ? await find.Of(post, asked, http.Viewer()!, http.RequestAborted) : [], null)))
            .WithName("ListSuggestions").WithSummary("What a month of yours might hold: open lines of the month before, goals that you support, schools of your initiatives and of your caseload.").WithMetadata(may.Write);

        months.MapPost("suggestions", async (HttpContext http, PlanSuggested.Input input, PlanSuggested plan) =>
            http.Created(await plan.Run(input, http.Viewer()!, http.RequestAborted), id => $"/api/v1/months/{id}"))
            .WithName("PlanSuggested").WithSummary("Plans the chosen suggestions; what is planned from the same already is not planned a second time.").WithMetadata(may.Write).Produces<Made>(201).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);

        months.MapPost("{id:guid}/accept", async (HttpContext http, Guid id, AcceptPlan.Input? input, AcceptPlan accept) =>
            http.Answer(await accept.Run(id, input ?? new(), http.Viewer()!, http.RequestAborted)))
            .WithName("AcceptPlan").WithSummary("The organiser agrees to the plan of a month.").WithMetadata(may.Accept).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);

        months.MapGet("{id:guid}/remarks", async (HttpContext http, Guid id, AppDb db) =>
            await db.Seen<MonthlyPlan>(http.Viewer()!).AnyAsync(p => p.Id == id, http.RequestAborted) ? Results.Ok(await Remarks(db.Seen<PlanRemark>(http.Viewer()!).Where(r => r.PlanId == id), http.RequestAborted)) : http.Show<PlanRemarkItem>(null))
            .WithName("ListPlanRemarks").WithSummary("What heads remarked on your plan, or on one of which you are the organiser.").Produces<Listing<PlanRemarkItem>>().ProducesProblem(404);

        months.MapGet("{id:guid}/schools/{unit:guid}/remarks", async (HttpContext http, Guid id, Guid unit, AppDb db) =>
            await db.Seen<PlanLine>(http.Viewer()!).AnyAsync(l => l.PlanId == id && l.UnitId == unit, http.RequestAborted) ? Results.Ok(await Remarks(db.Seen<PlanRemark>(http.Viewer()!).Where(r => r.PlanId == id && r.UnitId == unit), http.RequestAborted)) : http.Show<PlanRemarkItem>(null))
            .WithName("ListPlanRemarksOfSchool").WithSummary("What was remarked on the part of a plan that concerns a school.").Produces<Listing<PlanRemarkItem>>().ProducesProblem(404);

        months.MapPost("{id:guid}/schools/{unit:guid}/remarks", async (HttpContext http, Guid id, Guid unit, RemarkOnPlan.Input input, RemarkOnPlan remark) =>
            http.Answer(await remark.Run(id, unit, input, http.Viewer()!, http.RequestAborted)))
            .WithName("RemarkOnPlan").WithSummary("A head remarks on the part of a plan that concerns the school, until the day before the month begins.").WithMetadata(may.Discuss).Produces(204).ProducesProblem(404).ProducesValidationProblem(422);

        months.MapPost("lines", async (HttpContext http, AddLine.Input input, AddLine add) =>
            http.Created(await add.Run(input, http.Viewer()!, http.RequestAborted), id => $"/api/v1/months/lines/{id}"))
            .WithName("AddLine").WithSummary("Plans a line; the first one begins the plan of its month.").WithMetadata(may.Write).Produces<Made>(201).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);

        months.MapPut("lines/{id:guid}", async (HttpContext http, Guid id, ChangeLine.Input input, ChangeLine change) =>
            http.Answer(await change.Run(id, input, http.IfMatch(), http.Viewer()!, http.RequestAborted)))
            .WithName("ChangeLine").WithSummary("Says anew what a planned line is.").WithMetadata(may.Write).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);

        months.MapDelete("lines/{id:guid}", async (HttpContext http, Guid id, RemoveLine remove) =>
            http.Answer(await remove.Run(id, http.IfMatch(), http.Viewer()!, http.RequestAborted)))
            .WithName("RemoveLine").WithSummary("Takes a planned line out.").WithMetadata(may.Write).Produces(204).ProducesProblem(404).ProducesProblem(409);

        months.MapPost("lines/{id:guid}/done", async (HttpContext http, Guid id, MarkLineDone done, MarkLineDone.Input? input) =>
            http.Created(await done.Run(id, http.IfMatch(), input ?? new(), http.Viewer()!, http.RequestAborted), activity => $"/api/v1/activities/{activity}"))
            .WithName("MarkLineDone").WithSummary("The planned support took place: it is entered into the ledger, once.").WithMetadata(may.Write).Produces<Made>(201).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);

        months.MapPost("lines/{id:guid}/move", async (HttpContext http, Guid id, MoveLine.Input input, MoveLine move) =>
            http.Answer(await move.Run(id, input, http.IfMatch(), http.Viewer()!, http.RequestAborted)))
            .WithName("MoveLine").WithSummary("Moves a planned line to another day, in this month or another.").WithMetadata(may.Write).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);

        months.MapPost("lines/{id:guid}/drop", async (HttpContext http, Guid id, DropLine.Input input, DropLine drop) =>
            http.Answer(await drop.Run(id, input, http.IfMatch(), http.Viewer()!, http.RequestAborted)))
            .WithName("DropLine").WithSummary("A planned line will not happen, and why.").WithMetadata(may.Write).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);

        months.MapGet("{id:guid}/report", async (HttpContext http, Guid id, AppDb db) =>
        {
            var draft = await db.Seen<ReportDraft>(http.Viewer()!).AsNoTracking().Include(d => d.Parts)
                .FirstOrDefaultAsync(d => db.Seen<MonthlyReport>(http.Viewer()!).Any(r => r.Id == d.ReportId && r.PlanId == id), http.RequestAborted);
            return http.Show(draft is null ? null : new DraftItem(draft.Judgement, draft.Next, [.. draft.Parts.Select(p => new DraftPartItem(p.UnitId, p.Judgement, p.Needed))], draft.Version), draft?.Version);
        }).WithName("ShowReportDraft").WithSummary("What you have written for the report of your month so far.").Produces<DraftItem>().ProducesProblem(404);

        months.MapPut("{id:guid}/report", async (HttpContext http, Guid id, WriteReport.Input input, WriteReport write) =>
            http.Answer(await write.Run(id, input, http.IfMatch(), http.Viewer()!, http.RequestAborted)))
            .WithName("WriteReport").WithSummary("Keeps what you write about your month; nobody else sees it before it is submitted.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);

        months.MapGet("{id:guid}/report/checks", async (HttpContext http, Guid id, AppDb db, FindMonth find, CheckReport check) =>
        {
            var (viewer, ct) = (http.Viewer()!, http.RequestAborted);
            if (await db.Seen<MonthlyPlan>(viewer).AsNoTracking().FirstOrDefaultAsync(p => p.Id == id && p.PersonId == viewer.PersonId, ct) is not { } plan) return http.Show<ReportCheck>(null);
            var draft = await db.Seen<ReportDraft>(viewer).AsNoTracking().Include(d => d.Parts).FirstOrDefaultAsync(d => db.Seen<MonthlyReport>(viewer).Any(r => r.Id == d.ReportId && r.PlanId == id), ct);
            return Results.Ok(new Listing<ReportCheck>(await check.Of(plan, await find.Lines(plan, viewer, ct), draft, viewer, ct), null));
        }).WithName("CheckReport").WithSummary("What you may want to look at before you send the report of your month; it holds nobody back.").Produces<Listing<ReportCheck>>().ProducesProblem(404);

        months.MapPost("{id:guid}/report/submit", async (HttpContext http, Guid id, SubmitReport submit) =>
            http.Created(await submit.Run(id, null, http.IfMatch(), http.Viewer()!, http.RequestAborted), report => $"/api/v1/months/reports/{report}"))
            .WithName("SubmitReport").WithSummary("Sends the report: each school its slice, the organiser the whole.").Produces<Made>(201).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);

        months.MapGet("reports/{id:guid}", async (HttpContext http, Guid id, AppDb db, PersonNames names, SliceItems parts, CountryPacks packs) =>
        {
            var (viewer, ct) = (http.Viewer()!, http.RequestAborted);
            if (await db.Seen<MonthlyReport>(viewer).AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct) is not { } report) return http.Show<Report>(null);
            if (report.Round == 0) return Results.Redirect($"/api/v1/months/{report.PlanId}"); // its author has not submitted it
            var round = await db.Seen<ReportRound>(viewer).AsNoTracking().FirstAsync(r => r.ReportId == id && r.Number == report.Round, ct);
            var slices = await parts.Of(db.Seen<ReportSlice>(viewer).Where(s => s.ReportId == id && s.Round == report.Round), viewer, ct);
            return http.Show(new Report(report.Id, report.PlanId, report.Month, report.PersonId, (await names.Of([report.PersonId], ct)).GetValueOrDefault(report.PersonId, ""), report.State, report.Round, round.Judgement, round.Next, round.Remark,
                report.SubmittedAt, MonthlyReport.DiscussUntil(round.SubmittedAt, packs[report.CountryId]), report.AcceptedAt, report.Version, slices), report.Version);
        }).WithName("ShowReport").WithSummary("A report that was submitted: the whole of its last version.").Produces<Report>().ProducesProblem(404);

        months.MapGet("reports/{id:guid}/pdf", async (HttpContext http, Guid id, PrintReport print, int? version) => await print.Whole(id, version, http.Viewer()!, http.RequestAborted) is { } pdf ? new PdfFile(pdf) : http.Show<Report>(null))
            .WithName("PrintReport").WithSummary("A report on paper: of its last version, or of another, what you see of it.").Produces<Stream>(200, Pdf.ContentType).ProducesProblem(404);

        months.MapGet("reports/{id:guid}/versions/{number:int}", async (HttpContext http, Guid id, int number, AppDb db, SliceItems parts) =>
        {
            var (viewer, ct) = (http.Viewer()!, http.RequestAborted);
            var round = await db.Seen<ReportRound>(viewer).AsNoTracking().FirstOrDefaultAsync(r => r.ReportId == id && r.Number == number, ct);
            if (round is null) return http.Show<ReportVersion>(null);
            var slices = await parts.Of(db.Seen<ReportSlice>(viewer).Where(s => s.ReportId == id && s.Round == number), viewer, ct);
            return http.Show(new ReportVersion(round.Number, round.Judgement, round.Next, round.Remark, round.SubmittedAt, slices));
        }).WithName("ShowReportVersion").WithSummary("A version of a report as it was submitted, with what was answered.").Produces<ReportVersion>().ProducesProblem(404);

        months.MapGet("reports/{id:guid}/amendments", async (HttpContext http, Guid id, AppDb db) =>
            await db.Seen<MonthlyReport>(http.Viewer()!).AnyAsync(r => r.Id == id, http.RequestAborted) ? Results.Ok(await Amendments(db.Seen<ReportAmendment>(http.Viewer()!).Where(a => a.ReportId == id), http.RequestAborted)) : http.Show<AmendmentItem>(null))
            .WithName("ListAmendments").WithSummary("What was changed in the ledger after a report was accepted.").Produces<Listing<AmendmentItem>>().ProducesProblem(404);

        months.MapGet("slices/{id:guid}/amendments", async (HttpContext http, Guid id, AppDb db) =>
            await db.Seen<ReportSlice>(http.Viewer()!).AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, http.RequestAborted) is { } slice
                ? Results.Ok(await Amendments(db.Seen<ReportAmendment>(http.Viewer()!).Where(a => a.ReportId == slice.ReportId && a.UnitId == slice.UnitId), http.RequestAborted)) : http.Show<AmendmentItem>(null))
            .WithName("ListAmendmentsOfSlice").WithSummary("What was changed in the ledger, for one school, after a report was accepted.").Produces<Listing<AmendmentItem>>().ProducesProblem(404);

        months.MapGet("{id:guid}/report/attachments", async (HttpContext http, Guid id, AppDb db) =>
        {
            var (viewer, ct) = (http.Viewer()!, http.RequestAborted);
            return await db.Seen<MonthlyPlan>(viewer).AnyAsync(p => p.Id == id && p.PersonId == viewer.PersonId, ct) ? Results.Ok(await Files(db.Seen<ReportAttachment>(viewer).Where(a => a.Report!.PlanId == id), ct)) : http.Show<AttachmentItem>(null);
        }).WithName("ListAttachmentsOfMonth").WithSummary("The files that go with the report of your month, in whichever version.").Produces<Listing<AttachmentItem>>().ProducesProblem(404);

        months.MapGet("reports/{id:guid}/attachments", async (HttpContext http, Guid id, AppDb db) =>
            await db.Seen<MonthlyReport>(http.Viewer()!).AnyAsync(r => r.Id == id, http.RequestAborted) ? Results.Ok(await Files(db.Seen<ReportAttachment>(http.Viewer()!).Where(a => a.ReportId == id), http.RequestAborted)) : http.Show<AttachmentItem>(null))
            .WithName("ListAttachments").WithSummary("The files that go with a report: with its parts and with the whole.").Produces<Listing<AttachmentItem>>().ProducesProblem(404);

        months.MapPost("{id:guid}/report/attachments", async (HttpContext http, Guid id, AttachFile attach) =>
        {
            var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : null;
            return http.Created(await attach.Run(id, Guid.TryParse(form?["unitId"], out var unit) ? unit : null, form?.Files.Count > 0 ? form.Files[0] : null, http.Viewer()!, http.RequestAborted), made => $"/api/v1/months/attachments/{made}");
        }).Accepts<IFormFile>("multipart/form-data").WithName("AttachFile").WithSummary("Attaches a file to the report of your month while it is written; with the field unitId to that school's part. What it is is found in its content.").Produces<Made>(201).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);

        months.MapGet("attachments/{id:guid}", async (HttpContext http, Guid id, AppDb db, Attachments files) => await AttachmentFile.Of(id, db, files, http.Viewer()!, http.RequestAborted))
            .WithName("ReadAttachment").WithSummary("The content of an attached file, for whoever sees the part it belongs to.").Produces<Stream>(200, "application/octet-stream").ProducesProblem(404);

        months.MapDelete("attachments/{id:guid}", async (HttpContext http, Guid id, TakeFileOut take) => http.Answer(await take.Run(id, http.Viewer()!, http.RequestAborted)))
            .WithName("TakeFileOut").WithSummary("Takes a file out of a report that is being written; versions that were submitted with it keep it.").Produces(204).ProducesProblem(404).ProducesProblem(409);

        months.MapPost("reports/{id:guid}/accept", async (HttpContext http, Guid id, AcceptReport.Input input, AcceptReport accept) =>
            http.Answer(await accept.Run(id, input, http.IfMatch(), http.Viewer()!, http.RequestAborted)))
            .WithName("AcceptReport").WithSummary("The organiser's key: the report is accepted and the month closed.").WithMetadata(may.Accept).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);

        months.MapPost("reports/{id:guid}/return", async (HttpContext http, Guid id, ReturnReport.Input input, ReturnReport back) =>
            http.Answer(await back.Run(id, input, http.IfMatch(), http.Viewer()!, http.RequestAborted)))
            .WithName("ReturnReport").WithSummary("The organiser sends the report back with a remark.").WithMetadata(may.Accept).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);

        months.MapGet("slices", async (HttpContext http, AppDb db, SliceItems parts, int? limit, Guid? after, SliceKey? key) =>
        {
            var (viewer, size) = (http.Viewer()!, Foundation.Web.Api.Limit(limit));
            var slices = db.Seen<ReportSlice>(viewer).Where(s => s.Round == s.Report!.Round);
            if (after is { } from) slices = slices.Where(s => s.Id.CompareTo(from) < 0);
            if (key is { } asked) slices = slices.Where(s => s.Key == asked);
            var found = await parts.Of(slices.OrderByDescending(s => s.Id).Take(size + 1), viewer, http.RequestAborted);
            return TypedResults.Ok(new Listing<SliceItem>([.. found.Take(size)], found.Count > size ? found[size - 1].Id.ToString() : null));
        }).WithName("ListSlices").WithSummary("Parts of reports that concern the schools you lead, and those of reports that you may see; the last version of each.");

        months.MapGet("slices/{id:guid}", async (HttpContext http, Guid id, AppDb db, SliceItems parts) =>
        {
            var slice = (await parts.Of(db.Seen<ReportSlice>(http.Viewer()!).Where(s => s.Id == id), http.Viewer()!, http.RequestAborted)).FirstOrDefault();
            return http.Show(slice, slice?.Version);
        }).WithName("ShowSlice").WithSummary("A school's part of a report.").Produces<SliceItem>().ProducesProblem(404);

        months.MapGet("slices/{id:guid}/pdf", async (HttpContext http, Guid id, PrintReport print) => await print.Slice(id, http.Viewer()!, http.RequestAborted) is { } pdf ? new PdfFile(pdf) : http.Show<SliceItem>(null))
            .WithName("PrintSlice").WithSummary("A school's part of a report on paper.").Produces<Stream>(200, Pdf.ContentType).ProducesProblem(404);

        months.MapPost("slices/{id:guid}/discuss", async (HttpContext http, Guid id, DiscussSlice.Input input, DiscussSlice discuss) =>
            http.Answer(await discuss.Run(id, input, http.IfMatch(), http.Viewer()!, http.RequestAborted)))
            .WithName("DiscussSlice").WithSummary("The school's key: its part was discussed.").WithMetadata(may.Discuss).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);

        months.MapPost("slices/{id:guid}/lines/{line:guid}/remarks", async (HttpContext http, Guid id, Guid line, RemarkOnLine.Input input, RemarkOnLine remark) =>
            http.Answer(await remark.Run(id, line, input, http.Viewer()!, http.RequestAborted)))
            .WithName("RemarkOnLine").WithSummary("A head remarks on a line of the school's part, and the author answers; on the last version, until the report is accepted.").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);

        months.MapPost("slices/discuss", async (HttpContext http, DiscussSlices.Input input, DiscussSlices discuss) =>
            http.Answer(await discuss.Run(input, http.Viewer()!, http.RequestAborted)))
            .WithName("DiscussSlices").WithSummary("The school's key on several parts at once, without remarks; parts that no longer wait are passed by.").WithMetadata(may.Discuss).Produces(204).ProducesProblem(409).ProducesValidationProblem(422);

        months.MapPost("slices/{id:guid}/return", async (HttpContext http, Guid id, ReturnSlice.Input input, ReturnSlice back) =>
            http.Answer(await back.Run(id, input, http.IfMatch(), http.Viewer()!, http.RequestAborted)))
            .WithName("ReturnSlice").WithSummary("A head sends the report back because of the school's part.").WithMetadata(may.Discuss).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
    }

    static async Task<Listing<PlanRemarkItem>> Remarks(IQueryable<PlanRemark> remarks, CancellationToken ct) =>
        new(await remarks.AsNoTracking().OrderBy(r => r.Id).Take(MonthlyPlan.LinesMax).Select(r => new PlanRemarkItem(r.Id, r.UnitId, r.ById, Reading.Of<MonthlyPlan>(r.PlanId, r.Text), r.At)).ToListAsync(ct), null);

    static async Task<Listing<AttachmentItem>> Files(IQueryable<ReportAttachment> files, CancellationToken ct) => new([.. (await files.AsNoTracking().OrderBy(a => a.Id).ToListAsync(ct)).Select(AttachmentItem.Of)], null);

    static async Task<Listing<AmendmentItem>> Amendments(IQueryable<ReportAmendment> amendments, CancellationToken ct) => new(await amendments.AsNoTracking().OrderBy(a => a.Id).Take(MonthlyPlan.LinesMax)
        .Select(a => new AmendmentItem(a.Id, a.UnitId, a.What, a.OnBefore, a.KindBefore, a.MinutesBefore, a.PeopleBefore, a.OnAfter, a.KindAfter, a.MinutesAfter, a.PeopleAfter, Reading.Of<MonthlyReport>(a.ReportId, a.Reason), a.At)).ToListAsync(ct), null);

    /// <summary>How parts are told: with their lines, what was said about them and what is attached.</summary>
    public sealed class SliceItems(AppDb db, UnitTrees trees, CountryPacks packs, FindThreads find, PersonNames names)
    {
        public async Task<IReadOnlyList<SliceItem>> Of(IQueryable<ReportSlice> slices, Viewer viewer, CancellationToken ct)
        {
            var found = await slices.AsNoTracking().Include(s => s.Lines).Include(s => s.Report).ToListAsync(ct);
            var (tree, threads) = (await trees.Now(ct), await find.Of([.. found.Select(s => s.ReportId)], viewer, ct));
            var known = await names.Of(threads.People, ct);
            var goals = await ServedGoal.Statements(db, found.SelectMany(s => s.Lines), viewer, ct);
            var reports = found.Select(s => s.ReportId).Distinct().ToArray();
            var files = (await db.Seen<ReportAttachment>(viewer).AsNoTracking().Where(a => reports.Contains(a.ReportId) && a.UnitId != null).OrderBy(a => a.Id).ToListAsync(ct)).ToLookup(a => (a.ReportId, a.UnitId!.Value));
            IReadOnlyList<LineRemarkItem> said(IEnumerable<LineRemark> remarks) => [.. remarks.Select(r => new LineRemarkItem(r.Id, r.LineId, r.Round, known.GetValueOrDefault(r.ById, ""), r.Text, r.At))];
            return [.. found.Select(s => new SliceItem(s.Id, s.UnitId, tree.NameOf(s.UnitId), s.Report!.Month, s.Report.PersonId, s.Round, s.Report.KeyShown(s, viewer.Today, packs[s.CountryId]), s.Report.State, s.Judgement, s.Needed, s.Remark, s.TurnedAt, s.Version,
                [.. s.Lines.OrderBy(l => l.Place).Select(l => new LineItem(l.Id, l.ActivityId, l.On, l.MovedTo, l.Kind, l.Topic, l.People, l.PlannedMinutes, l.DoneMinutes, l.Mark, l.Reason, l.GoalId is { } goal && goals.ContainsKey(goal) ? goal : null, said(threads.On(s.UnitId, l))))], said(threads.Gone(s).SelectMany(t => t)), [.. files[(s.ReportId, s.UnitId)].Where(a => a.StandsIn(s.Round)).Select(AttachmentItem.Of)]))];
        }
    }
}
