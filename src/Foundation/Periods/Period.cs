namespace Foundation.Periods;

/// <summary>The days for which a thing holds, both ends included; without an end it holds until further notice.</summary>
public readonly record struct Period
{
    public Period(DateOnly startsOn, DateOnly? endsOn = null)
    {
        if (endsOn < startsOn)
            throw new ArgumentException($"A period cannot end on {endsOn:yyyy-MM-dd}, before it starts on {startsOn:yyyy-MM-dd}.", nameof(endsOn));
        (StartsOn, EndsOn) = (startsOn, endsOn);
    }

    public DateOnly StartsOn { get; }
    public DateOnly? EndsOn { get; }

    /// <summary>The number of days; null while there is no end.</summary>
    public int? Length => EndsOn?.DayNumber - StartsOn.DayNumber + 1;

    private DateOnly Last => EndsOn ?? DateOnly.MaxValue;

    public bool Contains(DateOnly day) => StartsOn <= day && day <= Last;
    public bool Overlaps(Period other) => StartsOn <= other.Last && other.StartsOn <= Last;
    public bool Encloses(Period other) => StartsOn <= other.StartsOn && other.Last <= Last;

    /// <summary>One begins on the day after the other ends.</summary>
    public bool Adjacent(Period other) => Follows(other) || other.Follows(this);

    private bool Follows(Period other) => other.EndsOn is { } end && end.DayNumber + 1 == StartsOn.DayNumber;

    /// <summary>The days that both hold; null when there are none.</summary>
    public Period? Common(Period other)
    {
        if (!Overlaps(other)) return null;
        var starts = StartsOn > other.StartsOn ? StartsOn : other.StartsOn;
        var ends = EndsOn is null || other.EndsOn < EndsOn ? other.EndsOn : EndsOn;
        return new(starts, ends);
    }

    /// <summary>ISO 8601: 2026-09-01/2027-08-31, or 2026-09-01/.. without an end.</summary>
    public override string ToString() => $"{StartsOn:yyyy-MM-dd}/{(EndsOn is { } end ? end.ToString("yyyy-MM-dd", null) : "..")}";
}
