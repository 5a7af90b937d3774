using Balsts.Months;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.Months;

/// <summary>Authors are reminded before and once after, heads before the days for their key end; each once, whichever node was first.</summary>
public sealed class ReminderTests
{
    static Task<int> Remind(TestSite site) => site.Ask(s => s.GetRequiredService<RemindOfMonths>().Run());

    static async Task<List<string>> Told(TestSite site, string persona, string begins) =>
        [.. (await site.Db(db => db.Seen<Notification>(Viewer.System).Where(n => n.PersonId == TestSite.Id(persona)).OrderBy(n => n.Id).ToListAsync())).Where(n => n.Text.StartsWith(begins, StringComparison.Ordinal)).Select(n => $"{n.Args} {n.Address}")];

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Everybody_is_reminded_once_also_by_two_nodes(On database)
    {
        await using var site = new TestSite(database);
        site.Clock.Advance(TimeSpan.FromHours(-6)); // four in Riga, eight in Baku: nobody in Latvia is told anything yet
        await Remind(site);
        (await site.Db(db => db.Seen<MonthReminder>(Viewer.System).CountAsync(r => r.CountryId == "LV"))).ShouldBe(0);

        site.Clock.Advance(TimeSpan.FromHours(6) + TimeSpan.FromDays(2)); // 25 November: the consultant’s schools discuss until the 26th
        await Task.WhenAll(Remind(site), Remind(site)); // two nodes at the same moment
        await Remind(site);
        (await Told(site, "head", "{0}: the part of {2}")).ShouldHaveSingleItem().ShouldContain("2026-11-26");
        (await Told(site, "upesciems head", "{0}: the part of {2}")).ShouldBeEmpty(); // she has discussed it

        site.Clock.Advance(TimeSpan.FromDays(1)); // the 26th, a Thursday: December’s plan is due on Monday
        await Remind(site);
        await Remind(site);
        (await Told(site, "mentor", "Your plan is due")).ShouldBe([$"[\"2026-12\",\"2026-11-30\"] /months/2026-12?appointment={TestSite.Id("mentor post")}"]);
        site.Clock.Advance(TimeSpan.FromDays(5)); // 1 December
        await Remind(site);
        (await Told(site, "mentor", "Your plan was due")).Count.ShouldBe(1);
        site.Clock.Advance(TimeSpan.FromDays(2)); // the 3rd: November’s report is due on the 7th
        await Remind(site);
        (await Told(site, "mentor", "Your report is due")).ShouldBe([$"[\"2026-11\",\"2026-12-07\"] /months/{TestSite.Id("mentor plan 2026-11")}/report"]);
        site.Clock.Advance(TimeSpan.FromDays(5));
        await Remind(site);
        await Remind(site);
        (await Told(site, "mentor", "Your report was due")).Count.ShouldBe(1);
        site.Clock.Advance(TimeSpan.FromDays(400)); // what was told long ago is forgotten, and not told again
        await Remind(site);
        (await site.Db(db => db.Seen<MonthReminder>(Viewer.System).CountAsync(r => r.At < new DateTime(2026, 12, 31, 0, 0, 0, DateTimeKind.Utc)))).ShouldBe(0);
        (await Told(site, "mentor", "Your report was due")).Count(t => t.Contains("2026-11")).ShouldBe(1);
    }
}
