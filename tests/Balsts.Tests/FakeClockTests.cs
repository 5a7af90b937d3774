namespace Balsts.Tests;

public sealed class FakeClockTests
{
    [Fact]
    public void Timers_fire_when_the_clock_is_moved_past_them()
    {
        var clock = new FakeClock();
        var fired = new List<string>();
        using var each = clock.CreateTimer(_ => fired.Add($"each {clock.UtcNow:mm}"), null, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2));
        using var once = clock.CreateTimer(_ => fired.Add($"once {clock.UtcNow:mm}"), null, TimeSpan.FromMinutes(3), Timeout.InfiniteTimeSpan);
        clock.Advance(TimeSpan.FromMinutes(5));
        fired.ShouldBe(["each 02", "once 03", "each 04"]);
        clock.UtcNow.ShouldBe(new(2026, 11, 2, 8, 5, 0));
    }

    [Fact]
    public async Task A_delay_ends_when_its_time_has_come()
    {
        var clock = new FakeClock();
        var delay = Task.Delay(TimeSpan.FromHours(1), clock);
        clock.Advance(TimeSpan.FromMinutes(59));
        delay.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromMinutes(1));
        await delay;
    }
}
