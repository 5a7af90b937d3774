namespace Foundation.Periods;

/// <summary>Weeks begin on Monday, in all our countries.</summary>
public static class Weeks
{
    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
