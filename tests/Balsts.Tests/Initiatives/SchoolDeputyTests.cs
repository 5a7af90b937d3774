using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Appointments;
using Balsts.Initiatives;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Tests.Initiatives;

/// <summary>Whoever runs an initiative lets somebody run some of its schools: exactly those, from the first day to the last.</summary>
public sealed class SchoolDeputyTests
{
    static readonly Guid Baku = Id("baku initiative");
    static readonly string Deputies = $"/api/v1/initiatives/{Baku}/deputies";

    static Guid Id(string key) => TestSite.Id(key);
    static Guid In(string school) => Id($"{school} in {Baku}");

    static object Named(string person, string from, string until, params string[] schools) => new { personId = Id(person), schools = schools.Select(In), startsOn = from, endsOn = until };

    static async Task<(HttpStatusCode Status, string Code)> Post(HttpClient api, string address, object body)
    {
        var response = await api.PostAsJsonAsync(address, body);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length > 0 && JsonDocument.Parse(text).RootElement.TryGetProperty("code", out var code) ? code.GetString()! : "");
    }

    static async Task<JsonElement> Schools(HttpClient api) => (await api.GetFromJsonAsync<JsonElement>($"/api/v1/initiatives/{Baku}")).GetProperty("schools");

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_deputy_runs_the_named_schools_and_no_other_from_the_first_day_to_the_last(On database)
    {
        await using var site = new TestSite(database);
        var (manager, token) = (await site.ApiAs("manager"), await site.ApiAs("projectteacher"));
        (await Post(manager, Deputies, Named("projectteacher", "2026-11-24", "2026-11-25", "baku145", "baku18"))).Status.ShouldBe(HttpStatusCode.Created);
        (await site.Db(db => db.Seen<Notification>(Viewer.System).CountAsync(n => n.PersonId == Id("projectteacher") && n.Address == $"/initiatives/{Baku}"))).ShouldBe(1);
        (await token.GetAsync($"/api/v1/initiatives/schools/{In("baku145")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "not before the first day");
        site.Clock.Advance(TimeSpan.FromHours(10.5)); // past midnight in Baku
        var deputy = await site.As("projectteacher", "en");

        // the manager's page, narrowed to the two, with the numbers that the manager reads of them
        var page = await deputy.Open($"/initiatives/{Baku}");
        page.QuerySelectorAll("#schools tbody tr").Length.ShouldBe(2);
        page.Body!.TextContent.ShouldContain("You deputise here for some of the schools");
        var (mine, all) = ((await Schools(token)).EnumerateArray().Select(s => s.ToString()).ToList(), (await Schools(manager)).EnumerateArray().Where(s => new[] { In("baku145"), In("baku18") }.Contains(s.GetProperty("id").GetGuid())).Select(s => s.ToString()).ToList());
        mine.ShouldBe(all);
        mine.Exists(s => s.Contains("\"minutes\":0", StringComparison.Ordinal)).ShouldBeFalse("support reached both schools in the demo");
        (await (await deputy.GetAsync($"/initiatives/{Baku}/export?as=csv")).Content.ReadAsStringAsync()).Trim().Split('\n').Length.ShouldBe(3);
        foreach (var (address, status) in new[]
        {
            ($"/initiatives/schools/{In("baku145")}", HttpStatusCode.OK), ($"/initiatives/schools/{In("baku145")}/change", HttpStatusCode.OK), ($"/initiatives/schools/{In("baku18")}/participants/add", HttpStatusCode.OK), ($"/people/{Id("baku145 0")}", HttpStatusCode.OK), ($"/initiatives/{Baku}/meetings/new", HttpStatusCode.OK),
            ($"/initiatives/schools/{In("baku4")}", HttpStatusCode.NotFound), ($"/initiatives/schools/{In("baku62")}", HttpStatusCode.NotFound), ($"/people/{Id("baku4 3")}", HttpStatusCode.NotFound), ($"/initiatives/{Baku}/change", HttpStatusCode.NotFound), ($"/initiatives/{Baku}/end", HttpStatusCode.NotFound), ($"/initiatives/{Baku}/schools/join", HttpStatusCode.NotFound),
            ($"/initiatives/{Baku}/heat", HttpStatusCode.NotFound), ($"/initiatives/{Baku}/reports/new", HttpStatusCode.NotFound), ($"/initiatives/{Baku}/deputies/new", HttpStatusCode.NotFound), ($"/initiatives/schools/{In("baku145")}/mentor", HttpStatusCode.NotFound), ("/nominations/new", HttpStatusCode.NotFound), ("/appointments/new", HttpStatusCode.NotFound), ("/away/new", HttpStatusCode.NotFound),
        })
            (await deputy.GetAsync(address)).StatusCode.ShouldBe(status, address);

        // what the manager does for a school the deputy does, at these
        (await Post(token, $"/api/v1/initiatives/schools/{In("baku145")}/pause", new { from = "2026-11-24", reason = "Təmir" })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Post(token, $"/api/v1/initiatives/schools/{In("baku4")}/pause", new { from = "2026-11-24", reason = "Təmir" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Post(token, $"/api/v1/initiatives/{Baku}/meetings", new { on = "2026-11-24", minutes = 30, schoolId = In("baku18"), decisions = "Bir gün" })).Status.ShouldBe(HttpStatusCode.Created);
        foreach (var school in new Guid?[] { null, In("baku4") }) (await Post(token, $"/api/v1/initiatives/{Baku}/meetings", new { on = "2026-11-24", minutes = 30, schoolId = school })).Code.ShouldBe("meeting.school");
        (await deputy.GetAsync($"/initiatives/meetings/{Id("baku meeting 2")}")).StatusCode.ShouldBe(HttpStatusCode.OK, "with a school that they run");
        (await deputy.GetAsync($"/initiatives/meetings/{Id("baku meeting 1")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "with another one");
        (await Post(token, $"/api/v1/initiatives/schools/{In("baku145")}/mentors", new { appointmentId = Id("projectmentor post"), startsOn = "2026-11-24" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Post(token, Deputies, Named("projecthead", "2026-11-24", "2026-11-25", "baku145"))).Status.ShouldBe(HttpStatusCode.NotFound);

        site.Clock.Advance(TimeSpan.FromHours(47));
        (await token.GetAsync($"/api/v1/initiatives/schools/{In("baku145")}")).StatusCode.ShouldBe(HttpStatusCode.OK, "the last day is a day of it");
        site.Clock.Advance(TimeSpan.FromHours(1));
        deputy = await site.As("projectteacher", "en");
        (await token.GetAsync($"/api/v1/initiatives/schools/{In("baku145")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await deputy.GetAsync($"/people/{Id("baku145 0")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await deputy.Open($"/initiatives/{Baku}")).QuerySelectorAll("#schools tbody tr").ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Nobody_is_named_wrongly_and_it_ends_with_the_manager_the_initiative_or_when_they_are_back(On database)
    {
        await using var site = new TestSite(database);
        var (manager, page) = (await site.ApiAs("manager"), await site.As("manager", "en"));
        foreach (var persona in new[] { "projecthead", "projectmentor", "projectteacher", "administrator", "state", "municipality" }) (await Post(await site.ApiAs(persona), Deputies, Named("projectteacher", "2026-11-24", "2026-11-25", "baku145"))).Status.ShouldBe(HttpStatusCode.NotFound, persona);
        foreach (var (body, code) in new[]
        {
            (Named("manager", "2026-11-24", "2026-11-25", "baku145"), "appointment.oneself"), (Named("teacher", "2026-11-24", "2026-11-25", "baku145"), "not-found"), (Named("projectteacher", "2026-11-22", "2026-11-25", "baku145"), "deputy.past"), (Named("projectteacher", "2026-11-25", "2026-11-24", "baku145"), "deputy.backwards"),
            (Named("projectteacher", "2026-11-24", "2026-11-25"), "school-deputy.no-school"), (Named("projectteacher", "2026-11-24", "2027-02-25", "baku145"), "school-deputy.beyond-school"), (Named("projectteacher", "2026-11-24", "2026-11-25", "gaujmala"), "school-deputy.school"), (Named("projectmentor", "2026-11-24", "2029-11-25", "baku145"), "deputy.too-long"),
        })
            (await Post(manager, Deputies, body)).Code.ShouldBe(code);

        // on the page: the person is chosen by searching, and comes back in the address
        (await page.Open($"/initiatives/{Baku}")).QuerySelector($"main a[href='/initiatives/{Baku}/deputies/new']").ShouldNotBeNull();
        (await page.Submit($"/initiatives/{Baku}/deputies/new?person={Id("projectteacher")}", ("Posted.Schools", In("baku145").ToString()), ("Posted.StartsOn", "2026-11-23"), ("Posted.EndsOn", "2026-12-10"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await page.Open("/away")).QuerySelector("main")!.TextContent.ShouldContain("145");
        (await Post(manager, Deputies, Named("projectteacher", "2026-12-10", "2026-12-12", "baku18", "baku145"))).ShouldBe((HttpStatusCode.Conflict, "school-deputy.already"));
        var token = await site.ApiAs("projectteacher");
        (await token.GetAsync($"/api/v1/initiatives/schools/{In("baku145")}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var item = (await manager.GetFromJsonAsync<JsonElement>("/api/v1/deputies")).GetProperty("items")[0];
        (item.GetProperty("initiativeId").GetGuid(), item.GetProperty("units")[0].GetGuid()).ShouldBe((Baku, Id("baku145")));

        // whatever changes in the initiative leaves the deputy alone; the day after, the manager is back
        (await Post(manager, $"/api/v1/initiatives/schools/{In("baku18")}/pause", new { from = "2026-11-23", reason = "Təmir" })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await manager.PutAsJsonAsync($"/api/v1/initiatives/schools/{In("baku145")}", new { startsOn = "2026-10-01", wants = "Bir gün" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await token.GetAsync($"/api/v1/initiatives/schools/{In("baku145")}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Clock.Advance(TimeSpan.FromDays(1));
        (await (await site.As("manager")).Submit($"/away/{item.GetProperty("id").GetGuid()}/end")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await token.GetAsync($"/api/v1/initiatives/schools/{In("baku145")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // it ends no later than the initiative, and than the post of whoever named the deputy
        (await Post(manager, Deputies, Named("projectteacher", "2026-11-24", "2026-12-20", "baku145"))).Status.ShouldBe(HttpStatusCode.Created);
        (await Post(manager, $"/api/v1/initiatives/{Baku}/end", new { on = "2026-12-15", reason = "Vəsait" })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Until()).ShouldBe(new DateOnly(2026, 12, 15));
        (await Post(await site.ApiAs("administrator"), $"/api/v1/appointments/{await site.Db(db => db.Seen<Appointment>(Viewer.System).Where(a => a.PersonId == Id("manager")).Select(a => a.Id).SingleAsync())}/end", new { on = "2026-11-26" })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Until()).ShouldBe(new DateOnly(2026, 11, 26));

        Task<DateOnly?> Until() => site.Db(db => db.Seen<Mandate>(Viewer.System).Where(m => m.Kind == MandateKind.Deputising && m.PersonId == Id("projectteacher")).MaxAsync(m => m.EndsOn));
    }

    /// <summary>Running a school of an initiative is no seat: whose way in somebody may change does not grow with it.</summary>
    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_deputy_for_a_school_changes_nobodys_way_in_that_they_could_not_change_before(On database)
    {
        await using var site = new TestSite(database);
        var (lead, head) = (await site.ApiAs("municipality"), await site.As("head"));
        (await Post(lead, "/api/v1/appointments", new { personId = Id("gaujmala 3"), post = "LearningConsultant", unitId = Id("mezmala"), load = 0.1m, startsOn = "2026-11-01", endsOn = "2027-05-31" })).Status.ShouldBe(HttpStatusCode.Created);
        var address = $"/people/{Id("gaujmala 3")}/change";
        (await head.Submit(address, ("Posted.Email", "another@skola.example"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        var initiative = (await (await lead.PostAsJsonAsync("/api/v1/initiatives", new { organiserUnitId = Id("gauja"), name = "Lasītprieks", startsOn = "2026-11-01", endsOn = "2027-05-31" })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        var school = (await (await lead.PostAsJsonAsync($"/api/v1/initiatives/{initiative}/schools", new { unitId = Id("mezmala"), startsOn = "2026-11-01" })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        (await Post(lead, $"/api/v1/initiatives/{initiative}/deputies", new { personId = Id("head"), schools = new[] { school }, startsOn = "2026-11-23", endsOn = "2026-12-10" })).Status.ShouldBe(HttpStatusCode.Created);
        (await head.GetAsync($"/initiatives/schools/{school}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await head.Submit(address, ("Posted.Email", "another@skola.example"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await head.GetAsync($"/people/{Id("mezmala 2")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "nobody there takes part");
    }
}
