using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Balsts.Activities;
using Balsts.Months;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Tests.Months;

/// <summary>A mentor's month over HTTP, on pages and over the API: planned, done, reported, discussed, accepted, and who sees none of it.</summary>
public sealed class MonthTests
{
    const string Submit = "submit";

    static Guid Plan(string person, string month) => TestSite.Id($"{person} plan {month}");
    static Guid Report(string person, string month) => TestSite.Id($"{person} report {month}");
    static Guid Slice(string person, string month, string unit, int round = 1) => TestSite.Id($"{Report(person, month)} {unit} {round}");

    static object Line(string on, string unit = "gaujmala", int minutes = 90, params string[] people) => new
    {
        AppointmentId = TestSite.Id("coordinator post"), UnitId = TestSite.Id(unit), On = on, Minutes = minutes, Kind = "Consultation", Topic = "matemātika", Field = "mathematics", People = people.Select(TestSite.Id),
    };

    static async Task<Guid> Made(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetGuid();
    }

    static async Task<string> Code(HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString()!;

    static async Task<JsonElement> Json(HttpClient api, string address) => JsonDocument.Parse(await api.GetStringAsync(address)).RootElement;

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_month_is_planned_done_reported_discussed_and_accepted_on_pages(On database)
    {
        await using var site = new TestSite(database);
        var coordinator = await site.As("coordinator", "en");
        (await (await coordinator.GetAsync("/months")).Html()).Body!.TextContent.ShouldContain("No month is planned yet");

        // plan
        var form = $"/months/2026-11/lines/new/{TestSite.Id("gaujmala")}";
        (await coordinator.Submit(form, ("Posted.On", "2026-12-01"), ("Posted.Kind", "Consultation"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await coordinator.Submit(form, ("Posted.On", "2026-11-20"), ("Posted.Minutes", "90"), ("Posted.Kind", "Consultation"), ("Posted.Topic", "fractions"), ("Posted.People", TestSite.Id("teacher").ToString()))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await coordinator.Submit(form.Replace("gaujmala", "mezmala").Replace(TestSite.Id("gaujmala").ToString(), TestSite.Id("mezmala").ToString()), ("Posted.On", "2026-11-27"), ("Posted.Kind", "Observation"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var month = await coordinator.Open("/months/2026-11");
        month.Body!.TextContent.ShouldContain("Inta Roze");

        // done in one press
        var press = (IHtmlFormElement)month.QuerySelector("form[action$='/done']")!;
        var done = await coordinator.PostAsync(press.GetAttribute("action"), new FormUrlEncodedContent(press.Fields()));
        done.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await coordinator.PostAsync(press.GetAttribute("action"), new FormUrlEncodedContent(press.Fields()))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await site.Db(db => db.Seen<Activity>(Viewer.System).CountAsync(a => a.AuthorId == TestSite.Id("coordinator")))).ShouldBe(1);
        month = await coordinator.Open("/months/2026-11");
        month.QuerySelectorAll("form[action$='/done']").Length.ShouldBe(0); // the other line lies ahead

        // report
        var plan = await site.Db(db => db.Seen<MonthlyPlan>(Viewer.System).Where(p => p.PersonId == TestSite.Id("coordinator") && p.Month == new Foundation.Periods.Month(2026, 11)).Select(p => p.Id).FirstAsync());
        var write = $"/months/{plan}/report";
        var page = await coordinator.Open(write);
        page.QuerySelector("button[value=submit]")!.TextContent.ShouldContain("Submit the report to 2 schools");
        (await coordinator.Submit(write, ("act", Submit))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity); // no judgement
        var tab = await coordinator.Open(write);
        (await coordinator.Send(write, page, ("act", "save"), ("Posted.Judgement", "Fractions are better understood."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        // a second tab that was opened before is told, and keeps what was typed
        var late = await coordinator.Send(write, tab, ("act", "save"), ("Posted.Judgement", "Another text"));
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await late.Html()).QuerySelector("textarea")!.TextContent.ShouldContain("Another text");
        var organiser = await site.As("municipality", "en");
        (await organiser.GetAsync("/months?month=2026-11")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var draft = await site.Db(db => db.Seen<MonthlyReport>(Viewer.System).Where(r => r.PlanId == plan).Select(r => r.Id).FirstAsync());
        (await organiser.GetAsync($"/reports/{draft}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await organiser.GetAsync(write)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        page = await coordinator.Open(write + "?fresh=1");
        (await coordinator.Send(write, page, ("act", Submit), ("Posted.Parts[0].Judgement", "Only for the first school"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        // the head sees the own slice only, and discusses it
        var slices = await site.Db(db => db.Seen<ReportSlice>(Viewer.System).Where(s => s.ReportId == draft).ToDictionaryAsync(s => s.UnitId, s => s.Id));
        var (own, other) = (slices[TestSite.Id("gaujmala")], slices[TestSite.Id("mezmala")]);
        var head = await site.As("head", "en");
        var slice = await head.Open($"/slices/{own}");
        slice.Body!.TextContent.ShouldContain("Only for the first school");
        slice.Body!.TextContent.ShouldNotContain("Mežmalas");
        slice.Body!.TextContent.ShouldNotContain("Fractions are better understood.");
        (await head.GetAsync($"/slices/{other}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await head.GetAsync($"/reports/{draft}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await head.GetAsync($"/months/{plan}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await head.Submit($"/slices/{own}", ("act", "return"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity); // without a remark
        (await head.Submit($"/slices/{own}", ("act", "discuss"), ("Posted.Remark", "Head’s word"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var otherHead = await site.As("otherhead", "en");
        (await otherHead.GetStringAsync($"/slices/{other}")).ShouldNotContain("Head’s word");
        (await otherHead.GetStringAsync("/months")).ShouldContain($"/slices/{other}");

        // the organiser accepts, but not before the other school had its days
        var accept = $"/reports/{draft}";
        var asked = await organiser.Open(accept);
        asked.Body!.TextContent.ShouldContain("Fractions are better understood.");
        (await organiser.Send(accept, asked, ("act", "accept"), ("Posted.Remark", "now"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await otherHead.Submit($"/slices/{other}", ("act", "discuss"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        asked = await organiser.Open(accept);
        (await organiser.Send(accept, asked, ("act", "accept"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await organiser.Send(accept, asked, ("act", "accept"))).StatusCode.ShouldBe(HttpStatusCode.Redirect); // the same press again
        (await site.Db(db => db.Seen<Notification>(Viewer.System).CountAsync(n => n.Text == "{0} accepted your report of {1}."))).ShouldBe(1);

        // its history in sentences
        (await coordinator.GetStringAsync($"/reports/{draft}")).ShouldContain("accepted the report; the month is closed.");
        (await head.GetStringAsync($"/slices/{own}")).ShouldContain("Gunārs Vītols discussed the part of Gaujmalas vidusskola.");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task The_same_month_over_the_api(On database)
    {
        await using var site = new TestSite(database);
        var coordinator = await site.ApiAs("coordinator");
        var first = await Made(await coordinator.PostAsJsonAsync("/api/v1/months/lines", Line("2026-11-18", "gaujmala", 90, "teacher")));
        var second = await Made(await coordinator.PostAsJsonAsync("/api/v1/months/lines", Line("2026-11-19", "gaujmala")));
        var third = await Made(await coordinator.PostAsJsonAsync("/api/v1/months/lines", Line("2026-11-25", "gaujmala")));
        var list = await Json(coordinator, "/api/v1/months?state=Draft");
        var plan = list.GetProperty("items")[0].GetProperty("id").GetGuid();

        (await Code(await coordinator.PostAsJsonAsync("/api/v1/months/lines", Line("2026-11-18", "lejasciems")))).ShouldBe("plan.unit-not-yours");
        (await Code(await coordinator.PostAsJsonAsync("/api/v1/months/lines", Line("2026-11-18", "gaujmala", 90, "mezmala 1")))).ShouldBe("activity.not-there");
        (await Code(await coordinator.PostAsync($"/api/v1/months/lines/{third}/done", null))).ShouldBe("activity.in-the-future");
        var activity = await Made(await coordinator.PostAsync($"/api/v1/months/lines/{first}/done", null));
        (await Made(await coordinator.PostAsync($"/api/v1/months/lines/{first}/done", null))).ShouldBe(activity);
        (await Code(await coordinator.PostAsJsonAsync($"/api/v1/months/lines/{first}/drop", new { Reason = "no" }))).ShouldBe("line.done-already");
        (await coordinator.PostAsJsonAsync($"/api/v1/months/lines/{second}/drop", new { Reason = "ill" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await coordinator.PostAsJsonAsync($"/api/v1/months/lines/{third}/move", new { To = "2026-12-02", Reason = "no room" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Json(coordinator, "/api/v1/months")).GetProperty("items").GetArrayLength().ShouldBe(2);
        (await Made(await coordinator.PostAsJsonAsync("/api/v1/activities", new { UnitId = TestSite.Id("mezmala"), On = "2026-11-20", Minutes = 30, Kind = "Meeting", People = Array.Empty<Guid>() }))).ShouldNotBe(Guid.Empty);
        var month = await Json(coordinator, $"/api/v1/months/{plan}");
        month.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("mark").GetString()).ShouldBe(["Done", "Dropped", "Moved", "Unplanned"]);

        (await coordinator.PutAsJsonAsync($"/api/v1/months/{plan}/report", new { Judgement = "For the organiser", Parts = new[] { new { UnitId = TestSite.Id("gaujmala"), Judgement = "For Gaujmala", Needed = "" } } })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var report = await Made(await coordinator.PostAsync($"/api/v1/months/{plan}/report/submit", null));
        (await Code(await coordinator.PostAsync($"/api/v1/months/{plan}/report/submit", null))).ShouldBe("report.submitted-already");
        (await Code(await coordinator.PostAsync($"/api/v1/months/lines/{second}/done", null))).ShouldBe("report.submitted-already");
        (await Code(await coordinator.DeleteAsync($"/api/v1/activities/{activity}"))).ShouldBe("report.holds-activity");

        // exactly the heads and deputies of the two schools, and the organiser, heard of it
        var told = await site.Db(db => db.Seen<Notification>(Viewer.System).Where(n => n.At >= TestSite.Start.UtcDateTime && n.Address.Contains("/slices/") || n.Address == $"/reports/{report}").Select(n => n.PersonId).ToListAsync());
        told.Order().ShouldBe(new[] { "head", "deputy", "otherhead", "municipality" }.Select(TestSite.Id).Order());

        // a head returns it; the other school hears nothing of what was said, and keeps its turned key
        var (head, otherHead, organiser) = (await site.ApiAs("head"), await site.ApiAs("otherhead"), await site.ApiAs("municipality"));
        var whole = await Json(organiser, $"/api/v1/months/reports/{report}");
        var slices = whole.GetProperty("slices").EnumerateArray().ToDictionary(s => s.GetProperty("unitId").GetGuid(), s => s.GetProperty("id").GetGuid());
        var (own, other) = (slices[TestSite.Id("gaujmala")], slices[TestSite.Id("mezmala")]);
        (await otherHead.PostAsJsonAsync($"/api/v1/months/slices/{other}/discuss", new { })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Code(await otherHead.PostAsJsonAsync($"/api/v1/months/slices/{other}/discuss", new { }))).ShouldBe("slice.turned-already");
        (await otherHead.PostAsJsonAsync($"/api/v1/months/slices/{own}/discuss", new { })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await head.PostAsJsonAsync($"/api/v1/months/slices/{own}/return", new { Remark = "Sixty minutes, not ninety" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await otherHead.GetStringAsync("/api/v1/months/slices")).ShouldNotContain("Sixty");
        (await organiser.GetStringAsync($"/api/v1/months/reports/{report}")).ShouldContain("Sixty minutes");

        var corrected = new { On = "2026-11-18", Minutes = 60, Kind = "Consultation", People = new[] { TestSite.Id("teacher") } };
        (await coordinator.PutAsJsonAsync($"/api/v1/activities/{activity}", corrected)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await coordinator.PutAsJsonAsync($"/api/v1/months/{plan}/report", new { Judgement = "A new text that nobody reads yet" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await organiser.GetStringAsync($"/api/v1/months/reports/{report}")).ShouldNotContain("A new text");
        (await Made(await coordinator.PostAsync($"/api/v1/months/{plan}/report/submit", null))).ShouldBe(report);
        whole = await Json(organiser, $"/api/v1/months/reports/{report}");
        whole.GetProperty("round").GetInt32().ShouldBe(2);
        whole.GetProperty("slices").EnumerateArray().ToDictionary(s => s.GetProperty("unitId").GetGuid(), s => s.GetProperty("key").GetString())
            .ShouldBe(new Dictionary<Guid, string?> { [TestSite.Id("gaujmala")] = "Waiting", [TestSite.Id("mezmala")] = "Discussed" }, ignoreOrder: true);

        // five working days later the organiser need not wait, but says why; and the month is closed
        (await Code(await organiser.PostAsJsonAsync($"/api/v1/months/reports/{report}/accept", new { Remark = "now" }))).ShouldBe("report.keys-missing");
        site.Clock.Advance(TimeSpan.FromDays(8));
        (await Code(await organiser.PostAsJsonAsync($"/api/v1/months/reports/{report}/accept", new { }))).ShouldBe("report.reason-missing");
        (await organiser.PostAsJsonAsync($"/api/v1/months/reports/{report}/accept", new { Remark = "The head is away" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Code(await organiser.PostAsJsonAsync($"/api/v1/months/reports/{report}/accept", new { Remark = "again" }))).ShouldBe("report.accepted-already");
        (await Code(await coordinator.PutAsJsonAsync($"/api/v1/activities/{activity}", corrected))).ShouldBe("report.closed-activity");

        // after that a change has a reason and is an amendment: on the report, for the school concerned, and told to both keys
        var consultation = new { On = "2026-11-18", Minutes = 45, Kind = "Consultation", People = new[] { TestSite.Id("teacher") }, Reason = "Checked against the calendar" };
        (await coordinator.PutAsJsonAsync($"/api/v1/activities/{activity}", consultation)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Code(await coordinator.DeleteAsync($"/api/v1/activities/{activity}"))).ShouldBe("report.closed-activity");
        var forgotten = new { UnitId = TestSite.Id("mezmala"), On = "2026-11-20", Minutes = 60, Kind = "Conversation", People = Array.Empty<Guid>() };
        (await Code(await coordinator.PostAsJsonAsync("/api/v1/activities", forgotten))).ShouldBe("report.closed-activity");
        (await coordinator.PostAsJsonAsync("/api/v1/activities", new { forgotten.UnitId, forgotten.On, forgotten.Minutes, forgotten.Kind, forgotten.People, Reason = "Forgotten" })).StatusCode.ShouldBe(HttpStatusCode.Created);
        var pages = await site.As("head", "en");
        var last = (await Json(organiser, $"/api/v1/months/reports/{report}")).GetProperty("slices").EnumerateArray().First(s => s.GetProperty("unitId").GetGuid() == TestSite.Id("gaujmala")).GetProperty("id").GetGuid();
        var part = (await pages.Open($"/slices/{last}")).QuerySelector("#amendment-list")!.TextContent;
        part.ShouldContain("Checked against the calendar");
        part.ShouldNotContain("Forgotten");
        (await (await site.As("municipality", "en")).Open($"/reports/{report}")).QuerySelector("#amendment-list")!.TextContent.ShouldContain("Forgotten");
        (await Json(organiser, $"/api/v1/months/reports/{report}/amendments")).GetProperty("items").EnumerateArray().Select(a => (a.GetProperty("minutesBefore").ToString(), a.GetProperty("minutesAfter").ToString())).ShouldBe([("60", "45"), ("", "60")]);
        (await head.GetAsync($"/api/v1/months/reports/{report}/amendments")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Json(head, $"/api/v1/months/slices/{last}/amendments")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await site.Db(db => db.Seen<Notification>(Viewer.System).Where(n => n.Text.Contains("amended the accepted report")).Select(n => n.PersonId).ToListAsync())).ToHashSet().ShouldBe(new[] { "head", "deputy", "otherhead", "municipality" }.Select(TestSite.Id).ToHashSet(), ignoreOrder: true);
        var closed = await site.As("coordinator", "en");
        (await closed.Open($"/activities/{activity}")).QuerySelector($"a[href='/activities/{activity}/correct']").ShouldNotBeNull();
        (await closed.Submit($"/activities/{activity}/remove")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await closed.Submit($"/activities/{activity}/remove", ("Posted.Reason", "It was another month"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await site.ApiAs("state")).GetAsync($"/api/v1/months/reports/{report}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await site.ApiAs("state")).GetStringAsync("/api/v1/months/slices?limit=200")).ShouldNotContain("Sixty");
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Who_has_no_part_in_a_month_finds_nothing(On database)
    {
        await using var site = new TestSite(database);
        var submitted = Report("consultant", "2026-10");
        string[] addresses =
        [
            $"/months/{Plan("consultant", "2026-10")}", $"/months/{Plan("consultant", "2026-10")}/report", $"/months/{Plan("consultant", "2026-10")}/export?as=csv",
            $"/reports/{submitted}", $"/slices/{Slice("consultant", "2026-10", "mezmala")}",
            $"/api/v1/months/{Plan("consultant", "2026-10")}", $"/api/v1/months/reports/{submitted}", $"/api/v1/months/slices/{Slice("consultant", "2026-10", "mezmala")}",
        ];
        foreach (var persona in new[] { "teacher", "administrator", "mentor", "head", "manager", "projecthead", "state" })
        {
            var (pages, api) = (await site.As(persona), await site.ApiAs(persona));
            foreach (var address in addresses)
                (await (address.StartsWith("/api", StringComparison.Ordinal) ? api : pages).GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{persona} {address}");
        }
        foreach (var persona in new[] { "teacher", "administrator" }) (await (await site.As(persona)).GetAsync("/months")).StatusCode.ShouldBe(HttpStatusCode.NotFound, persona);
        (await Json(await site.ApiAs("head"), "/api/v1/months/slices")).GetProperty("items").EnumerateArray().ShouldAllBe(s => s.GetProperty("unitId").GetGuid() == TestSite.Id("gaujmala"));
        var lines = await site.Db(async db => await db.Seen<ReportLine>((await site.Viewer("head"))!).Select(l => l.Slice!.UnitId).Distinct().ToListAsync());
        lines.ShouldBe([TestSite.Id("gaujmala")]);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task The_demo_shows_the_months_of_its_personas(On database)
    {
        await using var site = new TestSite(database);
        foreach (var persona in new[] { "consultant", "mentor", "coordinator", "projectmentor", "head", "otherhead", "deputy", "municipality", "manager", "projecthead", "state" })
            await (await site.As(persona)).Open("/months");
        foreach (var (persona, address) in new[]
        {
            ("consultant", "/months/2026-11"), ("mentor", "/months/2026-11"), ("mentor", $"/months/{Plan("mentor", "2026-11")}/report"), ("municipality", $"/reports/{Report("consultant", "2026-10")}"),
            ("municipality", $"/months/{Plan("consultant", "2026-11")}"), ("head", $"/slices/{Slice("consultant", "2026-10", "gaujmala")}"), ("deputy", $"/slices/{Slice("consultant", "2026-10", "gaujmala")}"),
            ("projectmentor", $"/reports/{Report("projectmentor", "2026-10")}?version=1"), ("manager", $"/reports/{Report("projectmentor", "2026-10")}"), ("coordinator", "/months/2026-11"), ("coordinator", "/months/2026-11/lines/new"),
        }) await (await site.As(persona)).Open(address);
        var kept = await (await site.As("head")).GetAsync("/months/export?view=parts&as=csv");
        kept.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await kept.Content.ReadAsStringAsync()).ShouldContain("Gaujmalas vidusskola");
        (await (await site.As("mentor")).GetAsync($"/months/{Plan("mentor", "2026-11")}/export?as=xlsx")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // head and organiser are one: one key is enough
        var mentor = await site.ApiAs("mentor");
        await mentor.PutAsJsonAsync($"/api/v1/months/{Plan("mentor", "2026-11")}/report", new { Judgement = "Labs mēnesis" });
        var report = await Made(await mentor.PostAsync($"/api/v1/months/{Plan("mentor", "2026-11")}/report/submit", null));
        (await (await site.ApiAs("head")).PostAsJsonAsync($"/api/v1/months/reports/{report}/accept", new { })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_key_not_turned_in_five_working_days_is_shown_as_not_discussed_and_the_organiser_accepts_with_a_reason(On database)
    {
        await using var site = new TestSite(database);
        var (report, slice) = (Report("consultant", "2026-10"), Slice("consultant", "2026-10", "gaujmala"));
        (await (await site.As("head", "en")).Open($"/slices/{slice}")).Body!.TextContent.ShouldNotContain("Not discussed");
        site.Clock.Advance(TimeSpan.FromDays(8));
        var (head, organiser, author) = (await site.As("head", "en"), await site.As("municipality", "en"), await site.As("consultant", "en"));
        foreach (var reader in new[] { head, author }) (await reader.Open($"/slices/{slice}")).QuerySelector("main")!.TextContent.ShouldContain("Not discussed");
        foreach (var reader in new[] { author, organiser }) (await reader.Open($"/reports/{report}")).QuerySelector("main")!.TextContent.ShouldContain("Not discussed");
        (await head.Open("/months")).QuerySelector("#parts-list")!.TextContent.ShouldContain("Not discussed");
        (await Json(await site.ApiAs("head"), $"/api/v1/months/slices/{slice}")).GetProperty("key").GetString().ShouldBe("NotDiscussed");
        (await organiser.Open("/")).Body!.TextContent.ShouldContain("Not every school discussed its part in time");

        // the head may still turn it; the organiser accepts the rest with a reason, which is kept and told
        (await (await site.ApiAs("otherhead")).PostAsJsonAsync("/api/v1/months/slices/discuss", new { Chosen = new[] { Slice("consultant", "2026-10", "mezmala") } })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await organiser.Submit($"/reports/{report}", ("act", "accept"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await organiser.Submit($"/reports/{report}", ("act", "accept"), ("Posted.Remark", "The head is abroad"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var read = (await author.Open($"/reports/{report}")).QuerySelector("main")!.TextContent;
        read.ShouldContain("The head is abroad");
        read.ShouldContain("although not every school had discussed its part");
        var own = (await head.Open($"/slices/{slice}")).QuerySelector("main")!.TextContent;
        own.ShouldContain("was not discussed in time");
        own.ShouldNotContain("The head is abroad");
        (await site.Db(db => db.Seen<Notification>(Viewer.System).Where(n => n.Address == $"/slices/{slice}" && n.Text.Contains("was not discussed in time")).Select(n => n.PersonId).ToListAsync())).Order().ShouldBe(new[] { "head", "deputy" }.Select(TestSite.Id).Order());
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Several_parts_are_discussed_at_once_without_remarks_and_one_leads_to_the_next(On database)
    {
        await using var site = new TestSite(database);
        var mentor = await site.ApiAs("mentor");
        await mentor.PutAsJsonAsync($"/api/v1/months/{Plan("mentor", "2026-11")}/report", new { Judgement = "Labs mēnesis" });
        var report = await Made(await mentor.PostAsync($"/api/v1/months/{Plan("mentor", "2026-11")}/report/submit", null));
        var own = await site.Db(db => db.Seen<ReportSlice>(Viewer.System).Where(s => s.ReportId == report).Select(s => s.Id).FirstAsync());
        var (head, consultants) = (await site.As("head", "en"), Slice("consultant", "2026-10", "gaujmala"));

        var page = await head.Open("/months");
        page.QuerySelectorAll("#parts-list input[name=chosen]").Select(b => b.GetAttribute("value")).Order().ShouldBe(new[] { own, consultants }.Select(g => g.ToString()).Order());
        (await head.Open("/slices/discuss")).QuerySelector("main button[type=submit]")!.TextContent.ShouldContain("Discussed, no remarks: 2 parts");
        var asked = await head.Open($"/slices/discuss?chosen={consultants}&chosen={Slice("consultant", "2026-10", "mezmala")}"); // the second is another school's
        asked.QuerySelector("main button[type=submit]")!.TextContent.ShouldContain("Discussed, no remarks: 1 part");

        // one press, and to the next
        var next = await head.Submit($"/slices/{consultants}", ("act", "discuss-next"));
        next.Headers.Location!.ToString().ShouldEndWith($"/slices/{own}");
        (await head.Send("/slices/discuss", asked)).StatusCode.ShouldBe(HttpStatusCode.Conflict); // turned already
        (await head.Submit("/slices/discuss")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await site.Db(db => db.Seen<ReportSlice>(Viewer.System).Where(s => s.Id == own || s.Id == consultants).Select(s => s.Key).ToListAsync())).ShouldAllBe(k => k == SliceKey.Discussed);
        (await head.Open("/slices/discuss")).Body!.TextContent.ShouldContain("No part waits for you");
        (await (await site.As("teacher")).GetAsync("/slices/discuss")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
