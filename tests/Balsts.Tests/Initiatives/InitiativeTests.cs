using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Activities;
using Balsts.Appointments;
using Balsts.Initiatives;
using Balsts.People;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Tests.Initiatives;

/// <summary>From joining a school to the initiative's report, on page and API; the reach of its mentors, from day to day.</summary>
public sealed class InitiativeTests(ITestOutputHelper output)
{
    static readonly Guid Baku = Id("baku initiative");

    static Guid Id(string key) => TestSite.Id(key);
    static Guid In(string school) => Id($"{school} in {Baku}");
    static Guid Esf(string school) => Id($"{school} in {Id("esf initiative")}");

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task An_initiative_is_started_joined_served_and_ended(On database)
    {
        await using var site = new TestSite(database);
        var (lead, head, consultant) = (await site.ApiAs("municipality"), await site.ApiAs("head"), await site.ApiAs("consultant"));
        var id = await Made(await lead.PostAsJsonAsync("/api/v1/initiatives", new { organiserUnitId = Id("gauja"), name = "Lasītprieks", aim = "Lasa visi", startsOn = "2026-11-01", endsOn = "2027-05-31" }));
        (await Refused(await lead.PostAsJsonAsync("/api/v1/initiatives", new { organiserUnitId = Id("daugava"), name = "Svešs", startsOn = "2026-11-01", endsOn = "2027-05-31" }))).ShouldBe("not-found");
        (await Refused(await lead.PostAsJsonAsync("/api/v1/initiatives", new { organiserUnitId = Id("gauja"), name = "Atpakaļ", startsOn = "2026-11-02", endsOn = "2026-11-01" }))).ShouldBe("initiative.backwards");

        // a school joins once, from the same country, within the time
        (await Refused(await lead.PostAsJsonAsync($"/api/v1/initiatives/{id}/schools", new { unitId = Id("baku62"), startsOn = "2026-11-23" }))).ShouldBe("school.unit");
        (await Refused(await lead.PostAsJsonAsync($"/api/v1/initiatives/{id}/schools", new { unitId = Id("gaujmala"), startsOn = "2026-10-23" }))).ShouldBe("school.starts-outside");
        (await Refused(await lead.PostAsJsonAsync($"/api/v1/initiatives/{id}/schools", new { unitId = Id("gaujmala"), startsOn = "2026-11-23", contactPersonId = Id("mezmala 0") }))).ShouldBe("school.contact");
        var school = await Made(await lead.PostAsJsonAsync($"/api/v1/initiatives/{id}/schools", new { unitId = Id("gaujmala"), agreedOn = "2026-11-10", contactPersonId = Id("head"), wants = "Lasīšanas stunda", startsOn = "2026-11-10" }));
        (await Refused(await lead.PostAsJsonAsync($"/api/v1/initiatives/{id}/schools", new { unitId = Id("gaujmala"), startsOn = "2026-11-23" }))).ShouldBe("school.joined");

        // the head names the people of the school, and of no other
        (await Refused(await head.PostAsJsonAsync($"/api/v1/initiatives/schools/{school}/participants", new { people = new[] { Id("gaujmala 0"), Id("mezmala 0") }, kind = "Teacher", startsOn = "2026-11-10" }))).ShouldBe("participant.not-there");
        (await head.PostAsJsonAsync($"/api/v1/initiatives/schools/{school}/participants", new { people = new[] { Id("gaujmala 0"), Id("gaujmala 1") }, kind = "Teacher", training = "Lasītprasme", trainingHours = 24, startsOn = "2026-11-10" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await site.ApiAs("otherhead")).PostAsJsonAsync($"/api/v1/initiatives/schools/{school}/participants", new { people = new[] { Id("mezmala 0") }, kind = "Teacher", startsOn = "2026-11-10" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // only whom the organiser appointed serves
        (await Refused(await lead.PostAsJsonAsync($"/api/v1/initiatives/schools/{school}/mentors", new { appointmentId = Id("mentor post"), startsOn = "2026-11-23" }))).ShouldBe("mentorship.appointment");
        (await consultant.GetAsync($"/api/v1/initiatives/schools/{school}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Made(await lead.PostAsJsonAsync($"/api/v1/initiatives/schools/{school}/mentors", new { appointmentId = Id("consultant post"), startsOn = "2026-11-23" }));
        (await Json(consultant, $"/api/v1/initiatives/schools/{school}")).GetProperty("participants").GetArrayLength().ShouldBe(2);
        var activity = await Made(await consultant.PostAsJsonAsync("/api/v1/activities", new { unitId = Id("gaujmala"), on = "2026-11-23", minutes = 60, kind = "Observation", people = new[] { Id("gaujmala 0") } }));
        (await site.Db(db => db.Seen<Activity>(Viewer.System).Where(a => a.Id == activity).Select(a => a.InitiativeId).SingleAsync())).ShouldBe(id);

        // who supports there outside of it too says so; who does not cannot, and nobody names one that they do not serve
        (await (await site.As("consultant", "en")).Open($"/activities/new?unit={Id("gaujmala")}")).QuerySelectorAll("select[name='Posted.InitiativeId'] option").Select(o => o.TextContent.Trim()).ShouldBe(["Lasītprieks", "None: outside of initiatives"]);
        var outside = await Made(await consultant.PostAsJsonAsync("/api/v1/activities", new { unitId = Id("gaujmala"), on = "2026-11-23", minutes = 45, kind = "Observation", people = new[] { Id("gaujmala 0") }, initiativeId = Guid.Empty }));
        (await site.Db(db => db.Seen<Activity>(Viewer.System).Where(a => a.Id == outside).Select(a => a.InitiativeId).SingleAsync())).ShouldBeNull();
        (await Refused(await consultant.PostAsJsonAsync("/api/v1/activities", new { unitId = Id("gaujmala"), on = "2026-11-23", minutes = 50, kind = "Observation", initiativeId = Baku }))).ShouldBe("activity.not-served");
        (await Refused(await (await site.ApiAs("projectmentor")).PostAsJsonAsync("/api/v1/activities", new { unitId = Id("baku62"), on = "2026-11-20", minutes = 50, kind = "Observation", initiativeId = Guid.Empty }))).ShouldBe("activity.only-in-initiative");
        (await (await site.As("consultant", "en")).Open($"/activities/{activity}")).QuerySelector($"a[href='/initiatives/{id}']").ShouldNotBeNull();

        // the page of the organiser, of the head, of whoever takes part
        var page = await (await site.As("municipality", "en")).Open($"/initiatives/{id}");
        page.QuerySelector("h1")!.TextContent.ShouldContain("Lasītprieks");
        page.Body!.TextContent.ShouldContain("Inese Liepiņa");
        (await (await site.As("head", "en")).Open($"/initiatives/schools/{school}")).Body!.TextContent.ShouldContain("Lasītprasme (24 h)");

        // it ends early, and with it the reach
        (await Refused(await lead.PostAsJsonAsync($"/api/v1/initiatives/{id}/end", new { on = "2026-11-24", reason = " " }))).ShouldBeOneOf("shape", "initiative.reason");
        (await lead.PostAsJsonAsync($"/api/v1/initiatives/{id}/end", new { on = "2026-11-24", reason = "Nav finansējuma" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await consultant.GetAsync($"/api/v1/initiatives/schools/{school}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Clock.Advance(TimeSpan.FromDays(2));
        (await consultant.GetAsync($"/api/v1/initiatives/schools/{school}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Json(lead, $"/api/v1/initiatives/{id}")).GetProperty("state").GetString().ShouldBe("EndedEarly");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_mentor_reaches_exactly_the_schools_and_people_served_until_the_term_ends_in_an_open_session_and_for_a_token(On database)
    {
        await using var site = new TestSite(database);
        var (browser, token) = (await site.As("projectmentor"), await site.ApiAs("projectmentor"));
        var mentor = (await site.Viewer("projectmentor"))!;
        Guid[] served = [Id("baku62"), Id("baku145"), Id("baku18"), Id("baku207")];
        (await site.Db(db => db.Seen<InitiativeSchool>(mentor).Select(s => s.UnitId).ToListAsync())).ShouldBe(served, ignoreOrder: true);
        var taking = await site.Db(db => db.Seen<Participant>(Viewer.System).Where(p => p.InitiativeId == Baku && served.Contains(p.UnitId)).Select(p => p.PersonId).ToListAsync());
        (await site.Db(db => db.Seen<Participant>(mentor).Select(p => p.PersonId).ToListAsync())).ShouldBe(taking, ignoreOrder: true);
        var reached = await site.Db(db => db.Seen<Person>(mentor).Where(p => p.Employments.Any(e => e.UnitId != Id("itt"))).Select(p => p.Id).ToListAsync());
        reached.Except(taking).ShouldBeEmpty();
        taking.Except(reached).ShouldBeEmpty();

        // the list of people, a person's page, a school that somebody else serves
        (await Json(token, "/api/v1/people?limit=200")).GetProperty("items").GetArrayLength().ShouldBeGreaterThanOrEqualTo(taking.Count);
        (await Json(token, $"/api/v1/people?limit=200&unit={Id("baku62")}")).GetProperty("items").GetArrayLength().ShouldBe(await site.Db(db => db.Seen<Participant>(Viewer.System).CountAsync(p => p.SchoolId == In("baku62"))));
        (await browser.Open("/people?search=Aygün")).Body!.TextContent.ShouldContain("Quliyeva");
        (await browser.GetAsync($"/people/{Id("projectteacher")}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync($"/people/{Id("baku4 3")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync($"/initiatives/schools/{In("baku4")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await token.PostAsJsonAsync("/api/v1/activities", new { unitId = Id("baku4"), on = "2026-11-23", minutes = 20, kind = "Conversation" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await token.PostAsJsonAsync("/api/v1/activities", new { unitId = Id("baku145"), on = "2026-11-23", minutes = 20, kind = "Conversation", people = new[] { Id("baku145 0") } })).StatusCode.ShouldBe(HttpStatusCode.Created);

        // the last day of the mentorship at one school, then of the initiative
        var mentorship = Id($"projectmentor at {In("baku145")}");
        var manager = await site.ApiAs("manager");
        (await manager.PostAsJsonAsync($"/api/v1/initiatives/mentorships/{mentorship}/end", new { on = "2026-11-23" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await browser.GetAsync($"/initiatives/schools/{In("baku145")}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Clock.Advance(TimeSpan.FromHours(10.5)); // past midnight in Baku
        (await browser.GetAsync($"/initiatives/schools/{In("baku145")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await token.GetAsync($"/api/v1/people/{Id("baku145 0")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await token.GetAsync($"/api/v1/people/{Id("baku62 0")}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Clock.Advance(TimeSpan.FromDays(38)); // the new year
        (await token.GetAsync($"/api/v1/people/{Id("baku62 0")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await token.PostAsJsonAsync("/api/v1/activities", new { unitId = Id("baku62"), on = "2026-12-31", minutes = 20, kind = "Conversation" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await manager.GetAsync($"/api/v1/people/{Id("baku62 0")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "the manager's mandate ends as well");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_school_that_moves_takes_its_reach_along_at_once(On database)
    {
        await using var site = new TestSite(database);
        var (manager, before) = (await site.As("manager", "en"), await site.ApiAs("projectmentor"));
        (await before.GetAsync($"/api/v1/people/{Id("baku18 0")}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var other = await Receiver(site);

        // the preview says what both would carry; one press moves
        var address = $"/initiatives/schools/{In("baku18")}/mentor?to={Id("ikt 0 post")}";
        (await manager.Open($"/initiatives/schools/{In("baku18")}/mentor")).QuerySelectorAll("main tbody tr").Length.ShouldBe(8);
        var page = await manager.Open(address);
        page.Body!.TextContent.ShouldContain("4 → 3");
        page.Body!.TextContent.ShouldContain("4 → 5");
        (await manager.Send(address, page, ("act", "move"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await before.GetAsync($"/api/v1/people/{Id("baku18 0")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await before.GetAsync($"/api/v1/initiatives/schools/{In("baku18")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.Db(db => db.Seen<Mandate>(Viewer.System).Where(m => m.PersonId == other && m.Units.Any(u => u.UnitId == Id("baku18"))).Select(m => m.StartsOn).ToListAsync())).ShouldBe([new(2026, 11, 23)]);
        (await Refused(await (await site.ApiAs("manager")).PostAsJsonAsync($"/api/v1/initiatives/schools/{In("baku18")}/move", new { appointmentId = Id("ikt 0 post"), startsOn = "2026-11-23" }))).ShouldBe("mentorship.serves");
    }

    static Task<Guid> Receiver(TestSite site) => site.Db(db => db.Seen<Appointment>(Viewer.System).Where(a => a.Id == Id("ikt 0 post")).Select(a => a.PersonId).SingleAsync());

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_school_pauses_and_leaves_and_people_leave_each_with_a_reason(On database)
    {
        await using var site = new TestSite(database);
        var (manager, page) = (await site.ApiAs("manager"), await site.As("manager", "en"));
        (await page.Submit($"/initiatives/schools/{In("baku62")}/pause", ("Posted.From", "2026-11-23"), ("Posted.Reason", "Repairs"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Json(manager, $"/api/v1/initiatives/schools/{In("baku62")}")).GetProperty("state").GetString().ShouldBe("Paused");
        (await manager.PostAsync($"/api/v1/initiatives/schools/{In("baku62")}/resume", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Json(manager, $"/api/v1/initiatives/schools/{In("baku62")}")).GetProperty("state").GetString().ShouldBe("TakesPart");

        var participant = (await Json(manager, $"/api/v1/initiatives/schools/{In("baku62")}")).GetProperty("participants").EnumerateArray().First(p => p.GetProperty("personId").GetGuid() == Id("baku62 0")).GetProperty("id").GetGuid();
        (await page.Submit($"/initiatives/participants/{participant}/change", ("Posted.EndsOn", "2026-11-22"), ("Posted.Reason", "Moved away"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await site.ApiAs("projectmentor")).GetAsync($"/api/v1/people/{Id("baku62 0")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Refused(await manager.PutAsJsonAsync($"/api/v1/initiatives/participants/{participant}", new { kind = "Teacher", startsOn = "2026-09-01" }))).ShouldBe("school.starts-outside");

        (await page.Submit($"/initiatives/schools/{In("baku207")}/leave", ("Posted.On", "2026-11-22"), ("Posted.Reason", "Another project"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await site.ApiAs("projectmentor")).GetAsync($"/api/v1/initiatives/schools/{In("baku207")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Json(manager, $"/api/v1/initiatives/schools/{In("baku207")}")).GetProperty("leaveReason").GetString().ShouldBe("Another project");
        (await Refused(await manager.PostAsJsonAsync($"/api/v1/initiatives/schools/{In("baku207")}/leave", new { on = "2026-11-23", reason = "Again" }))).ShouldBe("school.left");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Meetings_are_for_those_present_and_reports_for_the_schools_once_published(On database)
    {
        await using var site = new TestSite(database);
        var (manager, page) = (await site.ApiAs("manager"), await site.As("manager", "en"));
        (await (await site.As("projecthead", "en")).Open($"/initiatives/meetings/{Id("baku meeting 1")}")).Body!.TextContent.ShouldContain("Sevinc Hüseynova");
        (await (await site.As("projectmentor")).GetAsync($"/initiatives/meetings/{Id("baku meeting 1")}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var persona in new[] { "projectteacher", "head", "state", "administrator" }) (await (await site.As(persona)).GetAsync($"/initiatives/meetings/{Id("baku meeting 1")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, persona);
        (await (await site.As("projecthead")).GetAsync($"/initiatives/meetings/{Id("baku meeting 2")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "another school's");
        (await page.Submit($"/initiatives/{Baku}/meetings/new", ("Posted.SchoolId", In("baku62").ToString()), ("Posted.Minutes", "45"), ("Posted.People", Id("projecthead").ToString()), ("Posted.Decisions", "A room on Mondays"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await site.As("projecthead", "en")).Open($"/initiatives/schools/{In("baku62")}")).Body!.TextContent.ShouldContain("A room on Mondays");
        (await Refused(await manager.PostAsJsonAsync($"/api/v1/initiatives/{Baku}/meetings", new { on = "2026-11-23", minutes = 30, people = new[] { Id("teacher") } }))).ShouldBe("meeting.people");

        // six mentors of eight had their first month accepted: their hours stand in the report, the others' beside it
        var published = await Json(manager, $"/api/v1/initiatives/reports/{Id("baku report")}");
        published.GetProperty("figures").GetProperty("monthsAccepted").GetInt32().ShouldBe(6);
        published.GetProperty("figures").GetProperty("monthsDue").GetInt32().ShouldBe(8);
        published.GetProperty("figures").GetProperty("minutes").GetInt32().ShouldBeGreaterThan(0);
        (await (await site.As("projecthead", "en")).Open($"/initiatives/reports/{Id("baku report")}")).Body!.TextContent.ShouldContain("Rəqəmsal məktəb");
        (await (await site.As("projectmentor")).GetAsync($"/initiatives/reports/{Id("baku report")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await site.As("state")).GetAsync($"/initiatives/reports/{Id("baku report")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "another country's");

        var begun = await page.Submit($"/initiatives/{Baku}/reports/new", ("Posted.StartsOn", "2026-10-01"), ("Posted.EndsOn", "2026-11-22"));
        begun.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var write = begun.Next();
        var report = write.Split('/')[3];
        (await (await site.As("projecthead")).GetAsync($"/initiatives/reports/{report}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "a draft");
        (await page.Submit(write, ("Posted.Judgement", ""), ("act", "publish"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await page.Submit(write, ("Posted.Judgement", "It goes well."), ("act", "publish"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await site.As("projecthead")).GetAsync($"/initiatives/reports/{report}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Refused(await manager.PutAsJsonAsync($"/api/v1/initiatives/reports/{report}", new { judgement = "Anew" }))).ShouldBe("initiative-report.published");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Everybody_sees_their_part_and_the_managers_page_is_cheap(On database)
    {
        await using var site = new TestSite(database);
        var manager = await site.As("manager", "en");
        await manager.Open($"/initiatives/{Baku}");
        var queries = await QueryCount.Of(async () => await manager.Open($"/initiatives/{Baku}"));
        output.WriteLine($"{database}: the manager's page asks {queries} times.");
        queries.ShouldBeInRange(1, 15);
        foreach (var (address, most) in new[] { ($"/initiatives/schools/{In("baku62")}", 19), ($"/people/{Id("baku62 0")}", 18), ($"/units/{Id("baku62")}", 15) })
        {
            await manager.Open(address);
            var asked = await QueryCount.Of(async () => await manager.Open(address));
            output.WriteLine($"{database}: {address} asks {asked} times.");
            asked.ShouldBeInRange(1, most, address);
        }

        var view = await Json(await site.ApiAs("manager"), $"/api/v1/initiatives/{Baku}");
        view.GetProperty("schools").GetArrayLength().ShouldBe(28);
        (await site.Db(db => db.Seen<Participant>(Viewer.System).Where(p => p.InitiativeId == Baku).Select(p => p.PersonId).Distinct().CountAsync())).ShouldBe(450);
        (await (await site.As("manager")).GetAsync($"/initiatives/{Baku}/export?as=csv")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // a teacher who takes part: the initiative and their own row; the head: their own school; another country: nothing
        (await Json(await site.ApiAs("projectteacher"), $"/api/v1/initiatives/{Baku}")).GetProperty("schools").GetArrayLength().ShouldBe(0);
        (await (await site.As("projectteacher", "en")).Open($"/initiatives/{Baku}")).Body!.TextContent.ShouldContain("You take part");
        (await site.Db(async db => await db.Seen<Participant>((await site.Viewer("projectteacher"))!).CountAsync())).ShouldBe(1);
        (await Json(await site.ApiAs("projecthead"), $"/api/v1/initiatives/{Baku}")).GetProperty("schools").GetArrayLength().ShouldBe(1);
        foreach (var persona in new[] { "state", "municipality", "head", "teacher", "consultant" }) (await (await site.As(persona)).GetAsync($"/initiatives/{Baku}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, persona);

        // those above the schools see the facts, and not who takes part
        (await Json(await site.ApiAs("municipality"), $"/api/v1/initiatives/schools/{Esf("gaujmala")}")).GetProperty("participants").GetArrayLength().ShouldBe(0);
        (await Json(await site.ApiAs("head"), $"/api/v1/initiatives/schools/{Esf("gaujmala")}")).GetProperty("participants").GetArrayLength().ShouldBe(5);
        (await (await site.ApiAs("otherhead")).GetAsync($"/api/v1/initiatives/schools/{Esf("gaujmala")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var persona in new[] { "municipality", "head", "mentor", "consultant" })
            (await (await site.ApiAs(persona)).PostAsJsonAsync($"/api/v1/initiatives/schools/{Esf("gaujmala")}/leave", new { on = "2026-11-23", reason = "No" })).StatusCode.ShouldBe(HttpStatusCode.NotFound, persona);
    }

    /// <summary>As many schools as an initiative holds, and a school with hundreds of people: what is shown at once is bounded, what is taken along is whole.</summary>
    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_large_initiative_is_shown_in_parts_and_taken_along_whole(On database)
    {
        await using var site = new TestSite(database);
        const int most = Initiative.SchoolsMax, some = 400;
        await site.Db(async db =>
        {
            var initiative = await db.Seen<Initiative>(Viewer.System).SingleAsync(i => i.Id == Baku);
            foreach (var n in Enumerable.Range(0, most - 28))
            {
                var school = new InitiativeSchool { Id = Id($"large {n}"), CountryId = "AZ", InitiativeId = Baku, Initiative = initiative, UnitId = Id("baku4") };
                school.Agree(null, null, "", initiative.StartsOn);
                db.Add(Viewer.System, school);
                db.RecordAt(Viewer.System, new SchoolJoined(school.UnitId), school);
            }
            var joined = await db.Seen<InitiativeSchool>(Viewer.System).Include(s => s.Initiative).SingleAsync(s => s.Id == In("baku62"));
            var people = await db.Seen<Person>(Viewer.System).Where(p => p.CountryId == "AZ").OrderBy(p => p.Id).Take(some).Select(p => p.Id).ToListAsync();
            foreach (var person in people)
            {
                var participant = Participant.Of(joined, person);
                participant.Describe(ParticipantKind.Teacher, "", null, joined.StartsOn);
                db.Add(Viewer.System, participant);
            }
            db.RecordAt(Viewer.System, new ParticipantsAdded(people.Count), joined);
            return (await db.Save()).Failed;
        });

        var manager = await site.As("manager", "en");
        var address = $"/initiatives/{Baku}";
        var page = await manager.Open(address);
        page.QuerySelectorAll("#schools tbody tr").Length.ShouldBe(50);
        page.QuerySelectorAll("#waits li").Length.ShouldBe(10);
        page.QuerySelector($"#waits a[href='{address}?waits=all#waits']").ShouldNotBeNull();
        (await manager.Open($"{address}?waits=all")).QuerySelectorAll("#waits li").Length.ShouldBeGreaterThan(most - 28);
        (await manager.Open($"{address}?page=6")).QuerySelectorAll("#schools tbody tr").Length.ShouldBe(50);
        (await manager.Open($"{address}?page=99")).QuerySelector("#schools tbody tr").ShouldNotBeNull("beyond the end stands the last page");
        (await manager.Open($"{address}?size=200")).QuerySelectorAll("#schools tbody tr").Length.ShouldBe(200);
        (await manager.Open($"{address}?q=145")).QuerySelectorAll("#schools tbody tr").Length.ShouldBe(1);
        (await (await manager.GetAsync($"{address}/export?as=csv&q=145")).Content.ReadAsStringAsync()).Trim().Split('\n').Length.ShouldBe(most + 1);

        var school = $"/initiatives/schools/{In("baku62")}";
        (await manager.Open(school)).QuerySelectorAll("#participants tbody tr").Length.ShouldBe(50);
        (await manager.Open($"{school}?q=Quliyeva")).QuerySelectorAll("#participants tbody tr").Length.ShouldBeInRange(1, 49);
        foreach (var at in new[] { address, school })
        {
            (await manager.GetByteArrayAsync(at)).Length.ShouldBeLessThan(200_000, at);
            (await QueryCount.Of(async () => await manager.Open(at))).ShouldBeInRange(1, 15, at);
        }
    }

    static async Task<Guid> Made(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.Created, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("id").GetGuid();
    }

    static async Task<string> Refused(HttpResponseMessage response)
    {
        response.IsSuccessStatusCode.ShouldBeFalse();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!;
    }

    static async Task<JsonElement> Json(HttpClient api, string address)
    {
        var response = await api.GetAsync(address);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
