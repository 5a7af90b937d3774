using System.Linq.Expressions;
using Foundation.Periods;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Months;

public enum ReminderKind { PlanSoon, PlanLate, ReportSoon, ReportLate, KeySoon }

/// <summary>That somebody was reminded of something of a month: the row under its key is why it is told once, whichever node was first.</summary>
public sealed class MonthReminder : ISeen<MonthReminder>
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required ReminderKind Kind { get; init; }

    /// <summary>The appointment whose month it is, or the school's part whose key waits.</summary>
    public required Guid SubjectId { get; init; }
    public required Month Month { get; init; }
    public required DateTime At { get; init; }

    /// <summary>Only the job asks; who was reminded has the notification.</summary>
    public static Expression<Func<MonthReminder, bool>> SeenBy(Viewer viewer) => Sight.Nothing<MonthReminder>();
    public bool AddedBy(Viewer viewer) => false;
}

sealed class MonthReminderMapping : IEntityTypeConfiguration<MonthReminder>
{
    public void Configure(EntityTypeBuilder<MonthReminder> reminder)
    {
        reminder.ToTable("month_reminders");
        reminder.HasIndex(r => new { r.SubjectId, r.Month, r.Kind }).IsUnique();
        reminder.HasIndex(r => r.At);
    }
}
