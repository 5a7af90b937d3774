using Balsts.Appointments;
using Balsts.Initiatives;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Balsts.Months;

/// <summary>Reminds, from the country's morning on: authors before a plan or a report is due and once after, heads before the days for their key end. Each once.</summary>
[DisallowConcurrentExecution]
public sealed class RemindOfMonths(AppDb db, FindDeadlines deadlines, SeatHolders seats, PersonNames names, UnitTrees trees, CountryPacks packs, TimeProvider clock) : IJob
{
    const int Batch = 200;

    /// <summary>So long after a due day it is still told that it was missed: a server that stood still tells it later, a new one does not begin with reproaches.</summary>
    const int ToldLateDays = 7;
    static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct) => await Run(ct);

    /// <summary>How many reminders were told.</summary>
    public async Task<int> Run(CancellationToken ct = default)
    {
        var told = 0;
        foreach (var pack in packs.All.Where(p => p.IsMorning(clock))) told += await Authors(pack, ct) + await Heads(pack, ct);
        await Forget(ct);
        return told;
    }

    async Task<int> Authors(CountryPack pack, CancellationToken ct)
    {
        var (today, told, after) = (pack.Today(clock), 0, Guid.Empty);
        var (from, until, supporters) = (Month.Of(today).Add(-2), Month.Of(today).Next, Posts.Supporters);
        var (first, last) = (from.First, until.Last);
        while (true)
        {
            var start = after;
            var posts = await db.Seen<Appointment>(Viewer.System).AsNoTracking().Where(a => a.CountryId == pack.CountryId && supporters.Contains(a.Post) && a.StartsOn <= last && (a.EndsOn == null || a.EndsOn >= first) && a.Id.CompareTo(start) > 0)
                .OrderBy(a => a.Id).Take(Batch).Select(a => new { a.Id, a.PersonId, a.StartsOn, a.EndsOn }).ToListAsync(ct);
            if (posts.Count == 0) return told;
            after = posts[^1].Id;
            var ids = posts.Select(p => p.Id).ToArray();
            var sent = db.Seen<MonthlyReport>(Viewer.System).Where(r => r.Round > 0);
            var plans = await db.Seen<MonthlyPlan>(Viewer.System).Where(p => ids.Contains(p.AppointmentId) && p.Month >= from && p.Month <= until)
                .Select(p => new { p.Id, p.AppointmentId, p.Month, IsPlanned = p.Lines.Any(), IsSent = sent.Any(r => r.PlanId == p.Id) }).ToDictionaryAsync(p => (p.AppointmentId, p.Month), ct);
            var days = await deadlines.Of(ids, from, until, ct);
            var due = (from p in posts
                       from month in FindFigures.Months(p.StartsOn > first ? p.StartsOn : first, p.EndsOn < last ? p.EndsOn.Value : last)
                       let plan = plans.GetValueOrDefault((p.Id, month))
                       where plan?.IsSent != true
                       let planDue = days.Plan(p.Id, pack.CountryId, p.StartsOn, month)
                       let reportDue = days.Report(p.Id, pack.CountryId, month)
                       let kind = plan?.IsPlanned != true && today <= month.Last ? Of(planDue, today, pack, ReminderKind.PlanSoon, ReminderKind.PlanLate) : today > month.Last ? Of(reportDue, today, pack, ReminderKind.ReportSoon, ReminderKind.ReportLate) : null
                       where kind is not null
                       select (Reminder(kind.Value, p.Id, month, pack), Notification.To(p.PersonId, pack.CountryId, db.Now, kind is ReminderKind.ReportSoon or ReminderKind.ReportLate && plan is not null ? WriteReportPage.Url(plan.Id) : MonthPage.Url(month.ToString(), p.Id),
                           Text(kind.Value), month.ToString(), Written(kind is ReminderKind.PlanSoon or ReminderKind.PlanLate ? planDue : reportDue)))).ToList();
            told += await Tell(due, ct);
        }
    }

    /// <summary>Keys that wait and whose days end soon; where head and organiser are one, nobody waits.</summary>
    async Task<int> Heads(CountryPack pack, CancellationToken ct)
    {
        var (today, told, after) = (pack.Today(clock), 0, Guid.Empty);
        var since = pack.WorkingDaysAround(today).Add(today, -pack.DiscussWorkingDays - 1).AddDays(-1).ToDateTime(default, DateTimeKind.Utc);
        while (true)
        {
            var start = after;
            var waiting = await db.Seen<ReportSlice>(Viewer.System).AsNoTracking().Where(s => s.CountryId == pack.CountryId && s.Key == SliceKey.Waiting && s.Report!.State == ReportState.Submitted && s.Round == s.Report.Round && s.UnitId != s.Report.OrganiserUnitId && s.Report.SubmittedAt >= since && s.Id.CompareTo(start) > 0)
                .OrderBy(s => s.Id).Take(Batch).Select(s => new { s.Id, s.UnitId, s.Report!.PersonId, s.Report.Month, s.Report.SubmittedAt }).ToListAsync(ct);
            if (waiting.Count == 0) return told;
            after = waiting[^1].Id;
            var due = waiting.Select(s => (Slice: s, Until: MonthlyReport.DiscussUntil(s.SubmittedAt!.Value, pack))).Where(s => s.Until >= today && s.Until <= Soon(today, pack)).ToList();
            var heads = await seats.Of(MonthRights.Discuss, due.Select(s => s.Slice.UnitId), today, ct);
            var (known, tree) = (await names.Of(due.Select(s => s.Slice.PersonId), ct), await trees.Now(ct));
            told += await Tell(
            [
                .. from s in due
                   from head in heads[s.Slice.UnitId].Where(h => h != s.Slice.PersonId)
                   select (Reminder(ReminderKind.KeySoon, s.Slice.Id, s.Slice.Month, pack), Notification.To(head, pack.CountryId, db.Now, SlicePage.Url(s.Slice.Id), Text(ReminderKind.KeySoon), known.GetValueOrDefault(s.Slice.PersonId, ""), s.Slice.Month.ToString(), tree.NameOf(s.Slice.UnitId), Written(s.Until))),
            ], ct);
        }
    }

    /// <summary>Leaves out what was told; a batch of which another node told something is told whole by a later run.</summary>
    async Task<int> Tell(IReadOnlyList<(MonthReminder Reminder, Notification Message)> due, CancellationToken ct)
    {
        var ids = due.Select(d => d.Reminder.SubjectId).Distinct().ToArray();
        var before = ids.Length == 0 ? [] : (await db.Seen<MonthReminder>(Viewer.System).AsNoTracking().Where(r => ids.Contains(r.SubjectId)).Select(r => new { r.SubjectId, r.Month, r.Kind }).ToListAsync(ct)).Select(r => (r.SubjectId, r.Month, r.Kind)).ToHashSet();
        var fresh = due.Where(d => !before.Contains((d.Reminder.SubjectId, d.Reminder.Month, d.Reminder.Kind))).ToList();
        foreach (var reminder in fresh.Select(d => d.Reminder).DistinctBy(r => (r.SubjectId, r.Month, r.Kind))) db.Add(Viewer.System, reminder);
        foreach (var (_, message) in fresh) db.Notify(message);
        var told = fresh.Count > 0 && !(await db.Save(ct)).Failed;
        db.Forget();
        return told ? fresh.Count : 0;
    }

    /// <summary>What was told a year ago is asked for by nobody.</summary>
    async Task Forget(CancellationToken ct)
    {
        var before = db.Now - Kept;
        foreach (var old in await db.Seen<MonthReminder>(Viewer.System).Where(r => r.At < before).OrderBy(r => r.At).Take(Batch).ToListAsync(ct)) db.Remove(old);
        await db.Save(ct);
    }

    static DateOnly Soon(DateOnly today, CountryPack pack) => pack.WorkingDaysAround(today).Add(today, pack.RemindWorkingDays);

    static ReminderKind? Of(DateOnly due, DateOnly today, CountryPack pack, ReminderKind before, ReminderKind after) =>
        today <= due ? due <= Soon(today, pack) ? before : null : today <= due.AddDays(ToldLateDays) ? after : null;

    MonthReminder Reminder(ReminderKind kind, Guid subject, Month month, CountryPack pack) => new() { Id = Guid.CreateVersion7(), CountryId = pack.CountryId, Kind = kind, SubjectId = subject, Month = month, At = db.Now };

    static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    static string Text(ReminderKind kind) => kind switch
    {
        ReminderKind.PlanSoon => Texts.Id("Your plan is due: {0}, by {1}."),
        ReminderKind.PlanLate => Texts.Id("Your plan was due: {0}, by {1}. Nothing is planned yet."),
        ReminderKind.ReportSoon => Texts.Id("Your report is due: {0}, by {1}."),
        ReminderKind.ReportLate => Texts.Id("Your report was due: {0}, by {1}. It is not submitted yet."),
        _ => Texts.Id("{0}: the part of {2} in the report, {1}, waits for you until {3}."),
    };
}
