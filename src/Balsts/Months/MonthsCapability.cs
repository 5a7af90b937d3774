using Balsts.Activities;
using Balsts.Appointments;
using Balsts.Initiatives;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;

namespace Balsts.Months;

public sealed class MonthsCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<IWaitingPart, WaitingMonths>();
        services.AddScoped<IHandoverPart, HandoverOfMonths>();
        services.AddScoped<ICalendarPart, CalendarOfMonths>();
        services.AddScoped<BeginPlan>();
        services.AddScoped<AddLine>();
        services.AddScoped<AcceptPlan>();
        services.AddScoped<RemarkOnPlan>();
        services.AddScoped<FindSuggestions>();
        services.AddScoped<PlanSuggested>();
        services.AddScoped<ChangeLine>();
        services.AddScoped<RemoveLine>();
        services.AddScoped<MarkLineDone>();
        services.AddScoped<MoveLine>();
        services.AddScoped<DropLine>();
        services.AddScoped<WriteReport>();
        services.AddScoped<SubmitReport>();
        services.AddScoped<CheckReport>();
        services.AddScoped<DiscussSlice>();
        services.AddScoped<DiscussSlices>();
        services.AddScoped<ReturnSlice>();
        services.AddScoped<ReturnReport>();
        services.AddScoped<AcceptReport>();
        services.AddScoped<FindMonth>();
        services.AddScoped<FindMonths>();
        services.AddScoped<FindLate>();
        services.AddScoped<RemindOfMonths>();
        services.AddScoped<FindCaseloads>();
        services.AddScoped<FindReport>();
        services.AddScoped<FindThreads>();
        services.AddScoped<RemarkOnLine>();
        services.AddScoped<AttachFile>();
        services.AddScoped<TakeFileOut>();
        services.AddScoped<DropLooseFiles>();
        services.AddScoped<MonthsApi.SliceItems>();
        services.AddScoped<PrintReport>();
        services.AddScoped<IGuardActivities, HoldActivitiesOfReports>();
        services.AddScoped<IMentorMonths, MonthsOfMentors>();
    }

    public override void Endpoints(IEndpointRouteBuilder pages)
    {
        MonthsExport.Map(pages);
        CaseloadsPage.MapExport(pages);
    }

    public override void Api(IEndpointRouteBuilder api) => MonthsApi.Map(api);

    public override IEnumerable<MenuItem> Menu =>
    [
        new("/months", "calendar-month", "Plans and reports", MonthRights.Write, MonthRights.Discuss, MonthRights.Accept, MonthRights.ReadAccepted),
        new(CaseloadsPage.Url, "scale", "Caseloads and hours", MonthRights.Accept),
    ];

    public override IEnumerable<Chore> Chores =>
    [
        new(typeof(RemindOfMonths), TimeSpan.FromMinutes(30), "Reminds of plans, reports and keys before they are due"),
        new(typeof(DropLooseFiles), TimeSpan.FromHours(6), "Drops files of attachments that no row names"),
    ];

    public override IEnumerable<RightGrant> Rights =>
    [
        new(MonthRights.Write, "Plan a month and report on it", Posts.Supporters) { AtUnitsOfMandate = true },
        new(MonthRights.Discuss, "Discuss the school’s part of a report", Posts.Heads),
        new(MonthRights.Accept, "Accept reports as the organiser", PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.StateOfficer, PostKind.Head),
        new(MonthRights.ReadAccepted, "Read accepted reports of the own scope", PostKind.SupportLead, PostKind.StateOfficer),
    ];

    public override IEnumerable<(string Path, Type Entity)> Asked => [("months", typeof(MonthlyPlan)), ("months/reports", typeof(MonthlyReport)), ("months/slices", typeof(ReportSlice))];

    /// <summary>What was accepted accounts for public money and stays until its time is over; what was not is the writer's.</summary>
    public override IEnumerable<Kept> Kept =>
    [
        new(DataKind.Months, new Erasable<ReportDraft> { Of = g => d => g.People.Contains(d.PersonId) }),
        new(DataKind.Months, new Erasable<ReportAttachment> { Of = g => a => g.People.Contains(a.Report!.PersonId) && a.Report.State != ReportState.Accepted, From = g => a => a.Report!.SubmittedAt < g.Since, Unit = a => a.Report!.OrganiserUnitId, File = a => a.FileId }),
        new(DataKind.Months, new Erasable<ReportLine> { Of = g => l => g.People.Contains(l.Slice!.Report!.PersonId) && l.Slice.Report.State != ReportState.Accepted, From = g => l => l.On < g.Before, Unit = l => l.Slice!.UnitId, Words = [l => l.Topic, l => l.Reason] }),
        new(DataKind.Months, new Erasable<ReportSlice> { Of = g => s => g.People.Contains(s.Report!.PersonId) && s.Report.State != ReportState.Accepted, From = g => s => s.Report!.SubmittedAt < g.Since, Unit = s => s.UnitId, Words = [s => s.Judgement, s => s.Needed, s => s.Remark] }),
        new(DataKind.Months, new Erasable<ReportRound> { Of = g => r => g.People.Contains(r.Report!.PersonId) && r.Report.State != ReportState.Accepted, From = g => r => r.SubmittedAt < g.Since, Unit = r => r.Report!.OrganiserUnitId, Words = [r => r.Judgement, r => r.Next, r => r.Remark] }),
        new(DataKind.Months, new Erasable<LineRemark> { Of = g => r => g.People.Contains(r.ById) && r.Report!.State != ReportState.Accepted, From = g => r => r.At < g.Since, Unit = r => r.UnitId, Words = [r => r.Text] }),
        new(DataKind.Months, new Erasable<ReportAmendment> { From = g => a => a.At < g.Since, Unit = a => a.UnitId, Words = [a => a.Reason] }),
        new(DataKind.Months, new Erasable<PlanLine> { Of = g => l => g.People.Contains(l.Plan!.PersonId) && l.Plan.AcceptedAt == null, From = g => l => l.On < g.Before, Unit = l => l.UnitId, Words = [l => l.Topic, l => l.Reason] }),
        new(DataKind.Months, new Erasable<PlanRemark> { Of = g => r => g.People.Contains(r.ById) && r.Plan!.AcceptedAt == null, From = g => r => r.At < g.Since, Unit = r => r.UnitId, Words = [r => r.Text] }),
    ];

    public override IEnumerable<PersonData> Persons =>
    [
        new(typeof(MonthlyPlan), nameof(MonthlyPlan.PersonId), "Whose month it is", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(MonthlyPlan), nameof(MonthlyPlan.AcceptedById), "Who accepted the plan", Keep.SchoolYearPlusFive, OnMerge.StaysAsItWas, OnErasure.NameIsReplaced),
        new(typeof(PlanRemark), nameof(PlanRemark.ById), "Who remarked on a plan", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(PlanLinePerson), nameof(PlanLinePerson.PersonId), "Whom a planned line is for", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(MonthlyReport), nameof(MonthlyReport.PersonId), "Who reports", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(MonthlyReport), nameof(MonthlyReport.AcceptedById), "Who accepted the report", Keep.SchoolYearPlusFive, OnMerge.StaysAsItWas, OnErasure.NameIsReplaced),
        new(typeof(ReportDraft), nameof(ReportDraft.PersonId), "Who is writing", Keep.AsLongAsTheRow, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(ReportSlice), nameof(ReportSlice.TurnedById), "Who discussed a school’s part", Keep.SchoolYearPlusFive, OnMerge.StaysAsItWas, OnErasure.NameIsReplaced),
        new(typeof(LineRemark), nameof(LineRemark.ById), "Who wrote on a line of a report", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(ReportLine), nameof(ReportLine.People), "Who received the support", Keep.SchoolYearPlusFive, OnMerge.StaysAsItWas, OnErasure.NameIsReplaced),
    ];
}
