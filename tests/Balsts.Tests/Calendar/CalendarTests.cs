using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Balsts.Activities;
using Balsts.Calendar;
using Balsts.People;
using Balsts.Units;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.Calendar;

/// <summary>One's own calendar on the page and at its secret address, and that nobody else reads it.</summary>
public sealed class CalendarTests
{
    const string LongName = "Gaujmalas vidusskola, kurā mācās āžu, ķērpju un ūdensrožu pētnieki; əlaqələndirmə mərkəzi"; // ā and ə over more than one line, and what has a meaning in the format

    sealed record Event(string Uid, int Sequence, string Status, string Summary, string Location, string Description, string Url, bool WholeDay, string Start, string? Zone, double Minutes, bool Stamped);

    /// <summary>As another program reads it: with npm’s ical.js.</summary>
    static async Task<Dictionary<string, Event>> ReadByOthers(string calendar)
    {
        var library = Path.Combine(Source.Root, "src", "Balsts", "Assets", "node_modules", "ical.js", "dist", "ical.js");
        File.Exists(library).ShouldBeTrue("ical.js comes with the npm packages: build src/Balsts once without SkipAssets.");
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Source.Root, "tests", "Balsts.Tests", "Calendar", "read-calendar.mjs"), library]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = Encoding.UTF8 })!;
        var (told, complained) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.StandardInput.WriteAsync(calendar);
        node.StandardInput.Close();
        var (json, complaint) = (await told, await complained);
        await node.WaitForExitAsync();
        node.ExitCode.ShouldBe(0, complaint);
        var events = JsonSerializer.Deserialize<List<Event>>(json, JsonSerializerOptions.Web)!;
        events.ShouldAllBe(e => e.Stamped && e.Summary.Length > 0);
        return events.ToDictionary(e => e.Uid); // each event once
    }

    static async Task<Guid> Made(HttpResponseMessage response)
    {
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetGuid();
    }

    static object Line(string on, int minutes = 60, string topic = "") => new { AppointmentId = TestSite.Id("mentor post"), UnitId = TestSite.Id("gaujmala"), On = on, Minutes = minutes, Kind = "Consultation", Topic = topic, People = new[] { TestSite.Id("teacher") } };

    static object Support(string unit, string on, string? at) => new { UnitId = TestSite.Id(unit), On = on, Minutes = 45, Kind = "Conversation", Topic = "slepens temats", At = at };

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_month_stands_day_by_day_and_what_is_planned_is_done_in_one_press(On database)
    {
        await using var site = new TestSite(database);
        var api = await site.ApiAs("mentor");
        await Made(await api.PostAsJsonAsync("/api/v1/months/lines", Line("2026-11-23", topic: "crowded day")));
        for (var n = 0; n < 6; n++) await Made(await api.PostAsJsonAsync("/api/v1/months/lines", Line("2026-11-25", 30 + n)));

        var mentor = await site.As("mentor", "en");
        IHtmlDocument month = null!;
        await mentor.Open("/profile");
        (await QueryCount.Of(async () => month = await mentor.Open("/calendar"))).ShouldBeInRange(1, 15);
        month.QuerySelector("h1")!.TextContent.ShouldBe("November 2026");
        month.QuerySelectorAll(".b-cal > li").Length.ShouldBe(42);
        month.QuerySelector("#today")!.TextContent.ShouldContain("Consultation");
        month.QuerySelectorAll(".b-cal .is-dropped").Length.ShouldBe(1);
        month.QuerySelectorAll(".b-cal .is-done").Length.ShouldBeGreaterThan(2);
        month.QuerySelector(".b-cal summary")!.TextContent.ShouldBe("3 more"); // a crowded day
        month.QuerySelector(".b-cal .is-planned a")!.GetAttribute("href")!.ShouldStartWith("/lines/");

        // the day is filled in where support is logged or planned
        month.QuerySelectorAll("a.b-cal-add").Select(a => a.GetAttribute("href")).ShouldContain("/activities/new?fresh=1&on=2026-11-20");
        ((IHtmlInputElement)(await mentor.Open("/activities/new?fresh=1&on=2026-11-20")).QuerySelector("input[name='Posted.On']")!).Value.ShouldBe("2026-11-20");
        var plan = month.QuerySelectorAll("a.b-cal-add").Select(a => a.GetAttribute("href")!).Single(h => h.Contains("2026-11-26", StringComparison.Ordinal));
        var asked = await mentor.GetAsync(plan);
        ((IHtmlInputElement)(await mentor.Open(asked.StatusCode == HttpStatusCode.OK ? plan : asked.Next())).QuerySelector("input[name='Posted.On']")!).Value.ShouldBe("2026-11-26");

        // one press, and back to the calendar; pressed twice it is there once
        var press = (IHtmlFormElement)month.QuerySelector("#today form[action$='/done']")!;
        foreach (var _ in new[] { 1, 2 }) (await mentor.PostAsync(press.GetAttribute("action"), new FormUrlEncodedContent(press.Fields()))).Next().ShouldBe("/calendar?day=2026-11-01");
        var after = await mentor.Open("/calendar?day=2026-11-01&view=");
        after.QuerySelectorAll("#today .b-ev").Select(e => e.ClassName).ShouldBe(["b-ev is-done"]);
        (await site.Db(db => db.Seen<Balsts.Activities.Activity>(Viewer.System).CountAsync(a => a.AuthorId == TestSite.Id("mentor") && a.On == new DateOnly(2026, 11, 23)))).ShouldBe(1);

        // a week says more; filters stay in the address
        var week = await mentor.Open("/calendar?day=2026-11-25&view=week&show=done");
        week.QuerySelectorAll(".b-cal > li").Length.ShouldBe(7);
        week.QuerySelector("#today")!.TextContent.ShouldContain("crowded day");
        week.QuerySelector("#today")!.TextContent.ShouldContain("Inta Roze");
        week.QuerySelectorAll(".b-cal .is-planned").Length.ShouldBe(0);
        week.QuerySelectorAll(".b-head .b-actions a").Select(a => a.GetAttribute("href")).ShouldContain("/calendar?day=2026-11-16&view=week&show=done");
        foreach (var odd in new[] { "/calendar?day=nonsense&show=x&view=y", "/calendar?day=0001-01-01", "/calendar?day=9999-12-31&view=week", "/calendar?day=1999-01-01", "/calendar?unit=nonsense", "/calendar?unit=", "/activities/new?on=nonsense", $"/activities/new?unit={TestSite.Id("gaujmala")}&on=9999-12-31", "/notifications?after=nonsense" }) await mentor.Open(odd);

        // others see their own: the teacher what she received, the head and the mentor abroad nothing of it
        var teacher = await (await site.As("teacher", "en")).Open("/calendar");
        teacher.QuerySelector("#today .is-received")!.TextContent.ShouldContain("Consultation");
        teacher.QuerySelectorAll("a.b-cal-add, .b-cal form").Length.ShouldBe(0);
        foreach (var other in new[] { "head", "projectmentor", "administrator" })
            (await (await site.As(other, "en")).Open("/calendar?day=2026-11-23&view=week")).Body!.TextContent.ShouldNotContain("crowded day", Case.Insensitive, other);
        (await (await site.As("projectmentor", "az")).Open("/calendar")).QuerySelector("h1")!.TextContent.ShouldBe("Noyabr 2026");
        (await (await site.As("otherhead", "en")).Open("/calendar?day=2026-02-01")).Body!.TextContent.ShouldContain("Nothing stands in this month");

        // the same over the API
        var items = JsonDocument.Parse(await api.GetStringAsync("/api/v1/calendar?from=2026-11-23&to=2026-11-23")).RootElement.GetProperty("items");
        items.GetArrayLength().ShouldBe(1);
        items[0].GetProperty("state").GetString().ShouldBe("Done");
        foreach (var edge in new[] { "0001-01-01", "9999-12-31" }) (await api.GetAsync($"/api/v1/calendar?from={edge}")).StatusCode.ShouldBe(HttpStatusCode.OK, edge);
        (await api.GetAsync("/api/v1/calendar?from=2020-01-01&to=2026-11-23")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Another_program_reads_the_calendar_at_its_secret_address_until_it_is_revoked(On database)
    {
        await using var site = new TestSite(database);
        await site.Db(async db =>
        {
            var school = await db.Seen<Unit>(Viewer.System).FirstAsync(u => u.Id == TestSite.Id("gaujmala"));
            school.Describe(LongName, school.Type, "", "", "", "");
            db.Record(Viewer.System, new UnitDescribed(), school);
            return await db.Save();
        });
        var api = await site.ApiAs("mentor");
        var (stays, leaves, falls) = (await Made(await api.PostAsJsonAsync("/api/v1/months/lines", Line("2026-11-24", 90))), await Made(await api.PostAsJsonAsync("/api/v1/months/lines", Line("2026-11-25"))), await Made(await api.PostAsJsonAsync("/api/v1/months/lines", Line("2026-11-26"))));
        var (winter, summer) = (await Made(await api.PostAsJsonAsync("/api/v1/activities", Support("gaujmala", "2026-11-20", "14:30:00"))), await Made(await api.PostAsJsonAsync("/api/v1/activities", Support("gaujmala", "2026-09-15", "14:30:00"))));
        var mistaken = await Made(await api.PostAsJsonAsync("/api/v1/activities", Support("gaujmala", "2026-11-19", null)));

        // made on the page, shown once
        var mentor = await site.As("mentor");
        var page = await (await mentor.Submit("/calendar/feed", ("act", "make"))).Html();
        var address = new Uri(page.QuerySelector("code")!.TextContent).AbsolutePath;
        (await mentor.Open("/calendar/feed")).QuerySelector("code").ShouldBeNull();
        (await site.Db(db => db.Seen<CalendarFeed>(Viewer.System).ToListAsync())).ShouldHaveSingleItem().SecretHash.ShouldBe(Secret.HashOf(address["/calendar/".Length..^".ics".Length]));

        // read by whoever has it, without signing in
        var program = site.Nobody();
        var answer = await program.GetAsync(address);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/calendar; charset=utf-8");
        answer.Headers.CacheControl!.Private.ShouldBeTrue();
        var text = await answer.Content.ReadAsStringAsync();
        foreach (var line in text.Split("\r\n")) Encoding.UTF8.GetByteCount(line).ShouldBeLessThanOrEqualTo(75, line);
        var before = await ReadByOthers(text);
        before[$"{stays}@balsts"].Summary.ShouldBe($"Konsultācija, {LongName}");
        before[$"{stays}@balsts"].ShouldSatisfyAllConditions(e => e.Location.ShouldBe(LongName), e => e.WholeDay.ShouldBeTrue(), e => e.Start.ShouldBe("2026-11-24"), e => e.Status.ShouldBe("CONFIRMED"), e => e.Url.ShouldBe($"http://localhost/lines/{stays}"));
        before[$"{winter}@balsts"].ShouldSatisfyAllConditions(e => e.Start.ShouldBe("2026-11-20T12:30:00.000Z"), e => e.Zone.ShouldBe("Europe/Riga"), e => e.Minutes.ShouldBe(45));
        before[$"{summer}@balsts"].Start.ShouldBe("2026-09-15T11:30:00.000Z");

        // no names, no topics
        var names = await site.Db(db => db.Seen<Person>(Viewer.System).Where(p => p.CountryId == "LV").Select(p => p.FamilyName).Distinct().ToListAsync());
        var unfolded = text.Replace("\r\n ", "", StringComparison.Ordinal);
        names.Where(unfolded.Contains).ShouldBeEmpty();
        unfolded.ShouldNotContain("temats");
        (await mentor.Open("/calendar/feed")).Body!.TextContent.ShouldContain("23.11.2026."); // when it was read last

        // asked again with what it knows, it is told that nothing changed, at another moment too
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        (await program.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);

        // moved within the month, moved out of it, dropped, taken out, done: the same events, each younger than before
        (await api.PostAsJsonAsync($"/api/v1/months/lines/{stays}/move", new { To = "2026-11-27", Reason = "slimība" })).IsSuccessStatusCode.ShouldBeTrue();
        (await api.PostAsJsonAsync($"/api/v1/months/lines/{leaves}/move", new { To = "2026-12-02", Reason = "slimība" })).IsSuccessStatusCode.ShouldBeTrue();
        (await api.PostAsJsonAsync($"/api/v1/months/lines/{falls}/drop", new { Reason = "slimība" })).IsSuccessStatusCode.ShouldBeTrue();
        (await api.DeleteAsync($"/api/v1/activities/{mistaken}")).IsSuccessStatusCode.ShouldBeTrue();
        site.Clock.Advance(TimeSpan.FromDays(5));
        await Made(await api.PostAsJsonAsync($"/api/v1/months/lines/{stays}/done", new { At = "09:15:00" }));
        var after = await ReadByOthers(await program.GetStringAsync(address));
        foreach (var id in new[] { stays, leaves, falls, mistaken }) after[$"{id}@balsts"].Sequence.ShouldBeGreaterThan(before[$"{id}@balsts"].Sequence);
        after[$"{stays}@balsts"].ShouldSatisfyAllConditions(e => e.Start.ShouldBe("2026-11-27T07:15:00.000Z"), e => e.Status.ShouldBe("CONFIRMED"), e => e.Minutes.ShouldBe(90));
        after[$"{leaves}@balsts"].ShouldSatisfyAllConditions(e => e.Start.ShouldBe("2026-12-02"), e => e.Status.ShouldBe("CONFIRMED"));
        after[$"{falls}@balsts"].Status.ShouldBe("CANCELLED");
        after[$"{mistaken}@balsts"].Status.ShouldBe("CANCELLED");
        after.Count.ShouldBe(before.Count); // what went on in another row is no second event

        // a new address ends the old one; a revoked one answers as one that never was
        var renewed = JsonDocument.Parse(await (await api.PostAsync("/api/v1/calendar/feed", null)).Content.ReadAsStringAsync()).RootElement.GetProperty("address").GetString()!;
        (await program.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await program.GetAsync(renewed)).StatusCode.ShouldBe(HttpStatusCode.OK);
        mentor = await site.As("mentor"); // the session ended days ago
        (await mentor.Submit("/calendar/feed", ("act", "revoke"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var (revoked, unknown) = (await program.GetAsync(renewed), await program.GetAsync("/calendar/x.ics"));
        (revoked.StatusCode, unknown.StatusCode).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
        (await revoked.Content.ReadAsStringAsync()).Length.ShouldBe((await unknown.Content.ReadAsStringAsync()).Length);

        // the clock of Baku; the address of a teacher and of a head; none of them sees another's
        var abroad = await site.ApiAs("projectmentor");
        var baku = await Made(await abroad.PostAsJsonAsync("/api/v1/activities", Support("baku62", "2026-11-20", "14:30:00")));
        (await ReadByOthers(await program.GetStringAsync(await Feed(site, "projectmentor"))))[$"{baku}@balsts"].ShouldSatisfyAllConditions(e => e.Start.ShouldBe("2026-11-20T10:30:00.000Z"), e => e.Zone.ShouldBe("Asia/Baku"), e => e.Summary.ShouldContain("62 nömrəli"));
        var teachers = await Feed(site, "teacher");
        (await ReadByOthers(await program.GetStringAsync(teachers))).Values.ShouldNotBeEmpty();
        (await ReadByOthers(await program.GetStringAsync(await Feed(site, "head")))).Keys.Intersect(before.Keys).ShouldBeEmpty();
        var head = (await site.Viewer("head"))!;
        (await site.Db(db => db.Seen<CalendarFeed>(head).Select(f => f.PersonId).Distinct().ToListAsync())).ShouldBe([head.PersonId]);
        (await site.Db(db => db.Seen<FeedReading>(head).Select(r => r.PersonId).Distinct().ToListAsync())).ShouldBe([head.PersonId]);

        // whoever is disabled or works nowhere any more is read nowhere
        var abroads = await Feed(site, "projectmentor");
        (await program.GetAsync(abroads)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await site.Ask(s => s.GetRequiredService<Accounts>().Disable("projectmentor@demo.balsts.example"));
        (await program.GetAsync(abroads)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await site.Db(async db =>
        {
            var work = await db.Seen<Employment>(Viewer.System).FirstAsync(e => e.PersonId == TestSite.Id("teacher"));
            work.Describe(work.Post, work.Subject, work.Load, work.StartsOn, new(2026, 11, 28));
            db.Record(Viewer.System, new EmploymentChanged(work.UnitId), work);
            return await db.Save();
        });
        site.Clock.Advance(TimeSpan.FromDays(1));
        (await program.GetAsync(teachers)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    static async Task<string> Feed(TestSite site, string persona) =>
        new Uri(JsonDocument.Parse(await (await (await site.ApiAs(persona)).PostAsync("/api/v1/calendar/feed", null)).Content.ReadAsStringAsync()).RootElement.GetProperty("address").GetString()!).AbsolutePath;
}
