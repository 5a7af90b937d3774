using Foundation.Languages;
using Foundation.Periods;

namespace Balsts.Tests.Languages;

public sealed class WrittenAsReadersDoTests
{
    private static readonly Texts lv = new("lv"), az = new("az"), en = new("en");
    private static readonly DateOnly day = new(2026, 11, 2);
    private static readonly TimeZoneInfo riga = TimeZoneInfo.FindSystemTimeZoneById("Europe/Riga");

    private static void Each(Func<Texts, string> written, string latvian, string azerbaijani, string english) =>
        new[] { written(lv), written(az), written(en) }.ShouldBe([latvian, azerbaijani, english]);

    [Fact] public void Days() => Each(t => t.Day(day), "02.11.2026.", "02.11.2026", "2 Nov 2026");
    [Fact] public void Short_days() => Each(t => t.ShortDay(day), "2. nov.", "2 noy", "2 Nov");
    [Fact] public void Months() => Each(t => t.Month(new(2026, 11)), "novembris 2026", "noyabr 2026", "November 2026");
    [Fact] public void Weekdays() => Each(t => t.Weekday(day), "pirmdiena", "bazar ertəsi", "Monday");
    [Fact] public void Moments_on_the_clock_of_a_place() => Each(t => t.Moment(new(2026, 11, 2, 6, 6, 0), riga), "2. nov. 8.06", "2 noy 08:06", "2 Nov 08:06");
    [Fact] public void Periods() => Each(t => t.Days(new(day, day.AddDays(1))), "02.11.2026.–03.11.2026.", "02.11.2026–03.11.2026", "2 Nov 2026–3 Nov 2026");
    [Fact] public void Numbers() => Each(t => t.Number(12345.675m, 2), "12\u00A0345,68", "12\u00A0345,68", "12,345.68");
    [Fact] public void Small_numbers_have_no_groups() => Each(t => t.Number(1234), "1234", "1234", "1234");
    [Fact] public void Hours() => Each(t => t.Hours(100), "1,67", "1,67", "1.67");
    [Fact] public void Hours_and_their_unit() => Each(t => t.HoursAndUnit(90), "1,5\u00A0h", "1,5\u00A0saat", "1.5\u00A0h");
    [Fact] public void Whole_hours() => Each(t => t.Hours(120), "2", "2", "2");
    [Fact] public void Shares() => Each(t => t.Percent(0.905m, 1), "90,5%", "90,5%", "90.5%");
    [Fact] public void Loads() => Each(t => t.Load(250), "0,25", "0,25", "0.25");
    [Fact] public void Lists() => Each(t => t.List("A", "B", "C"), "A, B un C", "A, B və C", "A, B and C");
    [Fact] public void Capitals() => Each(t => t.Capitalised("iyun"), "Iyun", "İyun", "Iyun");

    [Theory]
    [InlineData("lv", 1, "vakar"), InlineData("lv", 21, "pirms 21 dienas"), InlineData("lv", 5, "pirms 5 dienām"), InlineData("az", 5, "5 gün əvvəl"), InlineData("en", 0, "today")]
    public void Days_ago(string language, int days, string expected) => Catalogues.In(typeof(Texts).Assembly)[language].Ago(days).ShouldBe(expected);
}
