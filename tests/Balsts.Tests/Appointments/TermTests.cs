using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Activities;
using Balsts.Appointments;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.Appointments;

/// <summary>A term ends: both sides are told, a successor is named ahead, and the work is handed over.</summary>
public sealed class TermTests
{
    static Guid Id(string key) => TestSite.Id(key);

    /// <summary>Whoever has a page open, or a program that holds a token, on another node than the one where the term was ended.</summary>
    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task With_the_term_end_the_rights_of_open_sessions_and_tokens_on_every_node_within_two_seconds(On database)
    {
        await using var site = new TestSite(database);
        await using var other = new TestSite(site);
        var (session, program, deputy) = (await other.As("head"), await other.ApiAs("head"), await other.ApiAs("deputy"));
        string[] asked = ["/coverage", "/api/v1/coverage", $"/api/v1/people/{Id("teacher")}", "/api/v1/terms"];
        foreach (var address in asked) (await (address.StartsWith("/api", StringComparison.Ordinal) ? program : session).GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.OK, address);

        (await (await site.ApiAs("head")).PostAsJsonAsync($"/api/v1/appointments/{Id("deputy post")}/end", new { on = "2026-11-23" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await site.ApiAs("municipality")).PostAsJsonAsync($"/api/v1/appointments/{Id("head post")}/end", new { on = "2026-11-22" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        other.Clock.Advance(TimeSpan.FromSeconds(2));
        foreach (var address in asked) (await (address.StartsWith("/api", StringComparison.Ordinal) ? program : session).GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound, address);
        (await session.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK, "the person stays signed in, and sees what is their own");

        // a last day that comes by itself, with nobody there to press anything
        (await deputy.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.OK, "the last day is a day of the term");
        other.Clock.Advance(TimeSpan.FromHours(12));
        (await deputy.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Terms_that_end_stand_with_their_successor_and_both_sides_are_told_once(On database)
    {
        await using var site = new TestSite(database);
        var lead = await site.As("municipality");
        var page = await lead.Open("/terms");
        page.QuerySelectorAll("#ending tbody tr").Length.ShouldBe(2);
        page.QuerySelector($"#ending a[href='/nominations/new?succeeds={Id("languages coordinator")}']").ShouldNotBeNull();
        page.QuerySelector($"#ending a[href='/nominations/new?succeeds={Id("science coordinator")}']").ShouldBeNull();
        (await (await site.As("otherhead")).Open("/terms")).QuerySelectorAll("#ending tbody tr").Length.ShouldBe(0);
        (await (await site.As("manager")).Open("/terms")).QuerySelector($"#ending a[href$='{Id("languages coordinator")}']").ShouldBeNull();
        foreach (var persona in new[] { "teacher", "mentor", "coordinator" }) (await (await site.As(persona)).GetAsync("/terms")).StatusCode.ShouldBe(HttpStatusCode.NotFound, persona);

        // the same over the API
        var terms = JsonDocument.Parse(await (await site.ApiAs("municipality")).GetStringAsync("/api/v1/terms")).RootElement.GetProperty("ending").EnumerateArray().ToList();
        terms.Select(t => t.GetProperty("appointmentId").GetGuid()).ShouldBe([Id("languages coordinator"), Id("science coordinator")], ignoreOrder: true);
        terms.Single(t => t.GetProperty("appointmentId").GetGuid() == Id("science coordinator")).GetProperty("successor").GetString().ShouldNotBeNullOrEmpty();
        (await (await site.ApiAs("teacher")).GetAsync("/api/v1/terms")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var handover = JsonDocument.Parse(await (await site.ApiAs("municipality")).GetStringAsync($"/api/v1/appointments/{Id("science coordinator")}/handover")).RootElement;
        handover.GetProperty("parts").GetArrayLength().ShouldBeGreaterThan(0);
        foreach (var persona in new[] { "otherhead", "teacher", "manager" }) (await (await site.ApiAs(persona)).GetAsync($"/api/v1/appointments/{Id("science coordinator")}/handover")).StatusCode.ShouldBe(HttpStatusCode.NotFound, persona);

        (await Tell(site)).ShouldBeGreaterThanOrEqualTo(2);
        (await Tell(site)).ShouldBe(0);
        // whoever gave the post reads whose it is, and is led to naming a successor where there is none yet
        foreach (var (address, people) in new[] { ($"/appointments/{Id("languages coordinator")}", new[] { Id("amata 1") }), ($"/appointments/{Id("science coordinator")}", [Id("amata 2"), Id("municipality")]), ($"/nominations/new?succeeds={Id("languages coordinator")}", [Id("municipality")]) })
            (await site.Db(db => db.Seen<Notification>(Viewer.System).Where(n => n.Address == address).Select(n => n.PersonId).ToListAsync())).ShouldBe(people, ignoreOrder: true, address);
        var notices = (await (await site.As("municipality", "en")).Open("/notifications")).QuerySelector("main")!.TextContent;
        foreach (var person in new[] { "amata 1", "amata 2" }) notices.ShouldContain(await NameOf(site, person));

        // another last day is told of again; what ended is not
        (await (await site.ApiAs("municipality")).PostAsJsonAsync($"/api/v1/appointments/{Id("languages coordinator")}/end", new { on = "2026-12-20" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Tell(site)).ShouldBe(1);
        site.Clock.Advance(TimeSpan.FromDays(60));
        (await Tell(site)).ShouldBe(0);
    }

    static Task<string> NameOf(TestSite site, string person) => site.Db(db => db.Seen<Balsts.People.Person>(Viewer.System).Where(p => p.Id == Id(person)).Select(p => p.GivenName + " " + p.FamilyName).SingleAsync());

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Terms_that_end_stand_on_the_desk_one_by_one_with_name_day_and_the_way_to_a_successor(On database)
    {
        await using var site = new TestSite(database);
        var lead = await site.ApiAs("municipality");
        async Task End(string post, string on) => (await lead.PostAsJsonAsync($"/api/v1/appointments/{Id(post)}/end", new { on })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await End("consultant post", "2026-12-20");
        var desk = await (await site.As("municipality", "en")).Open("/");
        foreach (var (post, person, day) in new[] { ("languages coordinator", "amata 1", "2 Jan 2027"), ("consultant post", "consultant", "20 Dec 2026") })
        {
            var line = desk.QuerySelectorAll("main li").Single(l => l.QuerySelector($"a[href='/nominations/new?succeeds={Id(post)}']") is not null).TextContent;
            line.ShouldContain(await NameOf(site, person));
            line.ShouldContain(day);
        }
        desk.QuerySelector($"main a[href$='{Id("science coordinator")}']").ShouldBeNull("somebody comes after");
        (await (await site.As("municipality")).GetAsync($"/nominations/new?succeeds={Id("consultant post")}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // five by name, the next ones to end; of the others a number and the way to their list
        string[] fields = ["art", "social", "health", "primary", "mathematics"];
        foreach (var (field, i) in fields.Select((f, i) => (f, i)))
            (await lead.PostAsJsonAsync("/api/v1/appointments", new { personId = Id($"amata {i + 4}"), post = "AreaCoordinator", unitId = Id("gauja"), field, load = 0.1m, startsOn = "2026-11-01", endsOn = "2027-01-05" })).StatusCode.ShouldBe(HttpStatusCode.Created);
        desk = await (await site.As("municipality", "en")).Open("/");
        desk.QuerySelectorAll("main a.b-t[href^='/nominations/new?succeeds=']").Length.ShouldBe(5);
        desk.QuerySelectorAll("main li").Single(l => l.QuerySelector("a[href='/terms']") is not null).TextContent.ShouldContain("2 more terms end, and nobody comes after");
    }

    static Task<int> Tell(TestSite site) => site.Ask(s => s.GetRequiredService<TellOfTermsEnding>().Run());

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Unusual_loads_are_shown_by_name_to_those_who_answer_for_the_posts(On database)
    {
        await using var site = new TestSite(database);
        (await Loads("municipality")).ShouldBeEmpty();
        var lead = await site.ApiAs("municipality");
        await Appoint("amata 4", "languages", 0.6m); // with a full teaching load: over the limit
        await Appoint("amata 3", "social", 0.05m); // half a load of teaching, and next to nothing for the post: under
        foreach (var field in new[] { "art", "social", "health", "primary" }) await Appoint("amata 5", field, 0.1m);
        var loads = await Loads("municipality");
        loads.Count.ShouldBe(3);
        loads.ShouldBe(loads.Order(StringComparer.Create(new("lv"), false)).ToList());
        (await Loads("otherhead")).ShouldBeEmpty();

        async Task Appoint(string person, string field, decimal load) =>
            (await lead.PostAsJsonAsync("/api/v1/appointments", new { personId = Id(person), post = "AreaCoordinator", unitId = Id("gauja"), field, load, startsOn = "2026-11-01", endsOn = "2027-08-31" })).StatusCode.ShouldBe(HttpStatusCode.Created);
        async Task<List<string>> Loads(string persona) => [.. (await (await site.As(persona)).Open("/terms")).QuerySelectorAll("#loads tbody tr").Select(r => r.QuerySelector("th")!.TextContent.Trim())];
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_successor_is_named_ahead_and_reads_what_is_handed_over(On database)
    {
        await using var site = new TestSite(database);
        var (lead, old) = (await site.ApiAs("municipality"), Id("consultant post"));
        (await lead.PostAsJsonAsync($"/api/v1/appointments/{old}/end", new { on = "2026-12-31" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        foreach (var (persona, sees) in new[] { ("consultant", true), ("municipality", true), ("state", true), ("teacher", false), ("otherhead", false), ("mentor", false), ("administrator", false), ("manager", false) })
            (await (await site.As(persona)).GetAsync($"/appointments/{old}/handover")).StatusCode.ShouldBe(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, persona);

        // not while the one before still holds the post
        var early = await lead.PostAsJsonAsync("/api/v1/nominations", new { personId = Id("teacher"), post = "LearningConsultant", unitId = Id("gauja"), load = 0.2, startsOn = "2026-12-31", endsOn = "2027-06-30", succeedsId = old });
        (await early.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("appointment.succeeds");
        var sent = await (await site.As("municipality")).Submit($"/nominations/new?person={Id("teacher")}&succeeds={old}");
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        var teacher = await site.As("teacher");
        (await teacher.GetAsync($"/appointments/{old}/handover")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await teacher.Submit(sent.Next(), ("act", "accept"), ("Posted.Acknowledged", "true"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var next = await site.Db(db => db.Seen<Appointment>(Viewer.System).SingleAsync(a => a.SucceedsId == old));
        (next.StartsOn, next.Load).ShouldBe((new DateOnly(2027, 1, 1), 250));

        // the successor reads it before the first day: people with how often, and what was promised; nothing else of the predecessor
        var page = await teacher.Open($"/appointments/{old}/handover");
        var served = await site.Db(db => db.Seen<Activity>(Viewer.System).Where(a => a.AppointmentId == old).SelectMany(a => a.People, (a, p) => new { p.PersonId, a.UnitId }).Distinct().CountAsync());
        served.ShouldBeGreaterThan(0);
        page.QuerySelectorAll("#part-1 tbody tr").Length.ShouldBe(served);
        page.QuerySelectorAll("#part-2 tbody tr").Length.ShouldBeGreaterThan(0);
        var file = await teacher.GetAsync($"/appointments/{old}/handover/export?as=csv");
        (await file.Content.ReadAsStringAsync()).Split('\n').Length.ShouldBeGreaterThan(served);
        (await teacher.GetAsync("/people/add")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await site.As("otherhead")).GetAsync($"/appointments/{old}/handover/export?as=csv")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await site.As("consultant")).Open($"/appointments/{old}/handover")).Body!.TextContent.ShouldContain("Inta Roze");
    }
}
