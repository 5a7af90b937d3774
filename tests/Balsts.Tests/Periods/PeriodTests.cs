using System.Text.Json;
using Foundation.Periods;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Tests.Periods;

public sealed class PeriodTests
{
    private static readonly DateOnly first = new(2026, 1, 1);

    private static readonly Arbitrary<Period> periods = Arb.From(
        from start in Gen.Choose(0, 40)
        from length in Gen.Choose(-10, 20)
        select new Period(first.AddDays(start), length < 0 ? null : first.AddDays(start + length)));

    private static readonly Arbitrary<Month> months = Arb.From(Gen.Choose(1, 9998 * 12).Select(n => new Month(1, 1).Add(n)));

    private static bool[] DaysOf(Period period) => [.. Enumerable.Range(0, 100).Select(n => period.Contains(first.AddDays(n)))];

    [Fact]
    public void Two_periods_overlap_when_some_day_is_in_both() =>
        Prop.ForAll(periods, periods, (a, b) => a.Overlaps(b) == DaysOf(a).Zip(DaysOf(b)).Any(day => day.First && day.Second)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_period_encloses_another_when_no_day_of_it_is_outside() =>
        Prop.ForAll(periods, periods, (a, b) => a.Encloses(b) == !DaysOf(a).Zip(DaysOf(b)).Any(day => day.Second && !day.First)).QuickCheckThrowOnFailure();

    [Fact]
    public void Adjacent_periods_share_no_day_and_leave_none_between() =>
        Prop.ForAll(periods, periods, (a, b) => a.Adjacent(b) == (!a.Overlaps(b) && Gap(a, b) == 0)).QuickCheckThrowOnFailure();

    private static int Gap(Period a, Period b)
    {
        var (early, late) = a.StartsOn <= b.StartsOn ? (a, b) : (b, a);
        return late.StartsOn.DayNumber - (early.EndsOn ?? DateOnly.MaxValue).DayNumber - 1;
    }

    [Fact]
    public void What_two_periods_have_in_common_is_enclosed_by_both() =>
        Prop.ForAll(periods, periods, (a, b) => a.Common(b) is { } common
            ? DaysOf(common).SequenceEqual(DaysOf(a).Zip(DaysOf(b), (x, y) => x && y))
            : !a.Overlaps(b)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_period_does_not_end_before_it_starts() => Should.Throw<ArgumentException>(() => new Period(first, first.AddDays(-1)));

    [Fact]
    public void A_period_of_one_day_has_the_length_of_one() => new Period(first, first).Length.ShouldBe(1);

    [Fact]
    public void A_month_reads_as_it_is_written() =>
        Prop.ForAll(months, month => (month.Year is < 1900 or > 2199 || Month.Parse(month.ToString()) == month) && Month.FromKey(month.Key) == month).QuickCheckThrowOnFailure();

    [Fact]
    public void The_next_month_begins_on_the_day_after_the_last() =>
        Prop.ForAll(months, month => month.Next.First == month.Last.AddDays(1) && month.Next.Previous == month && month.Next > month && month.Next - month == 1).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2026-13"), InlineData("2026-00"), InlineData("202611"), InlineData("2026-1"), InlineData("0000-01"), InlineData(" 026-11"), InlineData("2026-+1"), InlineData("")]
    public void What_is_not_a_month_is_not_read(string text) => Month.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_month_in_JSON_is_text()
    {
        JsonSerializer.Serialize(new Month(2026, 11)).ShouldBe("\"2026-11\"");
        JsonSerializer.Deserialize<Month>("\"2026-11\"").ShouldBe(new(2026, 11));
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Month>("202611"));
    }

    private sealed class Reports(SqliteConnection connection) : DbContext
    {
        public DbSet<Report> All => Set<Report>();
        protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseSqlite(connection);
        protected override void ConfigureConventions(ModelConfigurationBuilder conventions) => conventions.Properties<Month>().HaveConversion<Month.InTable>();
    }

    private sealed class Report
    {
        public int Id { get; set; }
        public Month Month { get; set; }
    }

    [Fact]
    public async Task A_month_is_found_and_sorted_in_a_table()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        await using var reports = new Reports(connection);
        await reports.Database.EnsureCreatedAsync();
        var november = new Month(2026, 11);
        reports.All.AddRange(Enumerable.Range(0, 5).Select(n => new Report { Month = november.Add(n) }));
        await reports.SaveChangesAsync();

        var until = november.Add(3);
        (await reports.All.Where(r => r.Month > november && r.Month <= until).OrderByDescending(r => r.Month).Select(r => r.Month).ToListAsync())
            .ShouldBe([new(2027, 2), new(2027, 1), new(2026, 12)]);
    }

    [Fact]
    public void Working_days_leave_out_weekends_and_holidays()
    {
        var days = new WorkingDays([new(2026, 11, 18)]);
        days.Add(new(2026, 11, 17), 1).ShouldBe(new(2026, 11, 19));
        days.Add(new(2026, 11, 20), 1).ShouldBe(new(2026, 11, 23));
        days.Add(new(2026, 11, 23), -3).ShouldBe(new(2026, 11, 17));
        days.Count(new(new(2026, 11, 16), new(2026, 11, 22))).ShouldBe(4);
    }

    [Fact]
    public void A_term_of_n_working_days_ends_on_the_nth_of_them()
    {
        var days = new WorkingDays([new(2026, 1, 6), new(2026, 1, 20)]);
        Prop.ForAll(Arb.From(Gen.Choose(0, 60)), Arb.From(Gen.Choose(1, 40)), (start, n) =>
        {
            var from = first.AddDays(start);
            var end = days.Add(from, n);
            return days.Includes(end) && days.Count(new(from.AddDays(1), end)) == n;
        }).QuickCheckThrowOnFailure();
    }
}
