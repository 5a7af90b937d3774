using System.Collections.Frozen;

namespace Foundation.Periods;

/// <summary>The days on which offices work: Monday to Friday without the country's holidays. Terms are counted in them.</summary>
public sealed class WorkingDays(IEnumerable<DateOnly> holidays)
{
    private readonly FrozenSet<DateOnly> holidays = holidays.ToFrozenSet();

    public bool Includes(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day);

    /// <summary>The working day that is <paramref name="days"/> after (or, when negative, before) a day; zero gives the day itself.</summary>
    public DateOnly Add(DateOnly day, int days)
    {
        var step = Math.Sign(days);
        for (var left = Math.Abs(days); left > 0;)
        {
            day = day.AddDays(step);
            if (Includes(day)) left--;
        }
        return day;
    }

    public int Count(Period period)
    {
        if (period.EndsOn is not { } end)
            throw new ArgumentException("The working days of a period without an end cannot be counted.", nameof(period));
        var count = 0;
        for (var day = period.StartsOn; day <= end; day = day.AddDays(1))
            if (Includes(day)) count++;
        return count;
    }
}
