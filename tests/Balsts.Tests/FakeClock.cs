namespace Balsts.Tests;

/// <summary>A clock that stands still until a test moves it; timers that fall due on the way fire in their order.</summary>
public sealed class FakeClock(DateTimeOffset now) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<FakeTimer> timers = [];
    private DateTimeOffset now = now;

    /// <summary>Monday, 2 November 2026, 8.00 UTC.</summary>
    public FakeClock() : this(new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero)) { }

    public DateTime UtcNow
    {
        get => GetUtcNow().UtcDateTime;
        set => MoveTo(new(DateTime.SpecifyKind(value, DateTimeKind.Utc)));
    }

    public DateOnly Today => DateOnly.FromDateTime(UtcNow);

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    public override long GetTimestamp() => GetUtcNow().Ticks;
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public void Advance(TimeSpan by) => MoveTo(GetUtcNow() + by);

    /// <summary>Forwards timers fire, backwards none does.</summary>
    public void MoveTo(DateTimeOffset then)
    {
        while (Due(then) is { } timer) timer.Fire();
        lock (gate) now = then;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (gate) timers.Add(timer);
        return timer;
    }

    private FakeTimer? Due(DateTimeOffset until)
    {
        lock (gate)
        {
            if (timers.Where(timer => timer.DueAt <= until).MinBy(timer => timer.DueAt) is not { } first) return null;
            if (first.DueAt > now) now = first.DueAt.Value;
            first.DueAt = first.Every is { } every ? first.DueAt + every : null;
            return first;
        }
    }

    private sealed class FakeTimer(FakeClock clock, Action fire) : ITimer
    {
        public DateTimeOffset? DueAt { get; set; }
        public TimeSpan? Every { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
                Every = period > TimeSpan.Zero ? period : null;
            }
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate) clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
