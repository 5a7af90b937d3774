using Foundation.Periods;

namespace Balsts.Units;

/// <summary>When a month's plan and report are due, in working days of the country.</summary>
/// <param name="PlanDays">Before the month begins; 0 is the day before it, whichever that is.</param>
/// <param name="ReportDays">After the month ends.</param>
public sealed record Deadlines(int PlanDays, int ReportDays)
{
    public const int PlanMost = 10;
    public const int ReportMost = 20;

    /// <summary>The last day for the plan.</summary>
    public DateOnly PlanOf(Month month, CountryPack pack) => PlanDays == 0 ? month.First.AddDays(-1) : pack.WorkingDaysAround(month.First).Add(month.First, -PlanDays);

    /// <summary>The last day for the report.</summary>
    public DateOnly ReportOf(Month month, CountryPack pack) => pack.WorkingDaysAround(month.Last).Add(month.Last, ReportDays);
}
