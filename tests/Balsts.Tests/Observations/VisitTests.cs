using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Activities;
using Balsts.Observations;
using Foundation.Data;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using static Balsts.Tests.TestSite;

namespace Balsts.Tests.Observations;

/// <summary>Visits to lessons over pages and API: from the offer to what is tried afterwards, and who reads what of it.</summary>
public sealed class VisitTests
{
    static object Offer(string agreement, string on = "2026-11-23", string at = "13:00", object? more = null) =>
        new { agreementId = Id(agreement), on, at, minutes = 40, focus = "Kā skolēni jautā", secondOn = more is null ? null : "2026-11-24", secondAt = more is null ? null : "09:30" };

    static object Entry(string kind, string code = "", string value = "", string text = "", Guid? id = null, Guid? takesBack = null) =>
        new { id = id ?? Guid.CreateVersion7(), kind, code, value, text, at = "2026-11-23T10:05:00Z", takesBackId = takesBack };

    static async Task<(HttpStatusCode Status, string Code)> Tried(HttpClient api, string address, object? body = null)
    {
        var response = await api.PostAsJsonAsync(address, body ?? new { });
        var said = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, said.Length > 0 && JsonDocument.Parse(said).RootElement.TryGetProperty("code", out var code) ? code.GetString()! : "");
    }

    static async Task Done(HttpClient api, string address, object? body = null)
    {
        var response = await api.PostAsJsonAsync(address, body ?? new { });
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent, $"{address}: {await response.Content.ReadAsStringAsync()}");
    }

    static async Task<string> Made(HttpClient api, object body)
    {
        var response = await api.PostAsJsonAsync("/api/v1/observations", body);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return response.Headers.Location!.ToString();
    }

    static async Task<JsonElement> Read(HttpClient api, string visit) => await api.GetFromJsonAsync<JsonElement>(visit);
    static string State(JsonElement whole) => whole.GetProperty("visit").GetProperty("state").GetString()!;

    static Task<int> InLedger(TestSite site) => site.Db(db => db.Seen<Activity>(Viewer.System).CountAsync(a => a.AuthorId == Id("mentor") && a.Kind == ActivityKind.Observation && a.On == new DateOnly(2026, 11, 23) && a.People.Any(p => p.PersonId == Id("teacher"))));

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task A_visit_goes_from_the_offer_to_what_is_tried_and_stands_in_the_ledger_once(On database)
    {
        await using var site = new TestSite(database);
        var (mentor, teacher, head, other) = (await site.ApiAs("mentor"), await site.ApiAs("teacher"), await site.ApiAs("head"), await site.ApiAs("consultant"));

        // nobody without an agreement, and nobody on a day when it does not hold
        (await Tried(other, "/api/v1/observations", Offer("teacher agreement"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Tried(mentor, "/api/v1/observations", Offer("offered agreement"))).Code.ShouldBe("visit.not-agreed");
        (await Tried(mentor, "/api/v1/observations", Offer("teacher agreement", "2027-10-01"))).Code.ShouldBe("visit.not-agreed");
        (await Tried(mentor, "/api/v1/observations", Offer("teacher agreement", "2026-11-22"))).Code.ShouldBe("visit.past");

        // offered with two times; the other side chooses one
        var visit = await Made(mentor, Offer("teacher agreement", more: true));
        (await Tried(mentor, visit + "/book")).Code.ShouldBe("visit.other-side");
        (await Tried(teacher, visit + "/book", new { time = "2026-11-25T09:30" })).Code.ShouldBe("visit.no-such-time");
        (await Tried(mentor, visit + "/entries", new { entries = new[] { Entry("Note", text: "Par agru") } })).Code.ShouldBe("visit.not-booked");
        await Done(teacher, visit + "/book", new { time = "2026-11-23T13:00" });
        State(await Read(mentor, visit)).ShouldBe("Booked");
        foreach (var who in new[] { head, other, await site.ApiAs("municipality"), await site.ApiAs("administrator") }) (await who.GetAsync(visit)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Tried(mentor, "/api/v1/observations", Offer("teacher agreement", at: "13:30"))).Code.ShouldBe("visit.overlaps");
        (await Tried(mentor, "/api/v1/observations", new { agreementId = Id("teacher agreement"), on = "2026-11-23", at = "13:30", minutes = 40, allTheSame = true })).Status.ShouldBe(HttpStatusCode.Created);

        // the record: added by whoever came, once each, and nothing that the form does not know
        (await Tried(mentor, visit + "/end")).Code.ShouldBe("visit.not-begun");
        (await Tried(teacher, visit + "/entries", new { entries = new[] { Entry("Note", text: "Es pati") } })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Tried(mentor, visit + "/entries", new { entries = new[] { Entry("Mark", "no-such", "2") } })).Code.ShouldBe("entry.unfit");
        (await Tried(mentor, visit + "/entries", new { entries = new[] { Entry("Mark", "clear-goal", "9") } })).Code.ShouldBe("entry.unfit");
        var first = Guid.CreateVersion7();
        object[] some = [Entry("Note", text: "Mērķis uz tāfeles", id: first), Entry("Note", "clear-goal", text: "Divi to pārstāsta"), Entry("Mark", "clear-goal", "2")];
        foreach (var _ in new[] { 1, 2 }) await Done(mentor, visit + "/entries", new { entries = some });
        await Done(mentor, visit + "/entries", new { entries = new[] { Entry("Mark", "clear-goal", "3"), Entry("TakenBack", takesBack: first) } });
        var noted = (await Read(mentor, visit)).GetProperty("observation");
        noted.GetProperty("notes").GetArrayLength().ShouldBe(1);
        noted.GetProperty("marks").GetProperty("clear-goal").GetString().ShouldBe("3");
        (await Read(teacher, visit)).GetProperty("observation").GetProperty("notes").GetArrayLength().ShouldBe(0, "the educator’s own view comes first");

        // its end is one entry of the ledger, which the head reads as a fact
        (await InLedger(site)).ShouldBe(0);
        await Done(mentor, visit + "/end", new { minutes = 35 });
        (await Tried(mentor, visit + "/end", new { minutes = 35 })).Code.ShouldBe("visit.not-booked");
        (await InLedger(site)).ShouldBe(1);
        (await head.GetAsync($"/api/v1/activities/{(await Read(mentor, visit)).GetProperty("visit").GetProperty("activityId").GetGuid()}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // first the educator, then feedback with whole targets, then both confirm
        (await Tried(mentor, visit + "/feedback", new { strengths = new[] { new { text = "Skaidrs mērķis" } } })).Code.ShouldBe("visit.evaluation-first");
        await Done(teacher, visit + "/self-evaluation", new { well = "Visi saprata", ask = "Ko dot ātrākajiem?" });
        (await Tried(teacher, visit + "/self-evaluation", new { well = "Vēlreiz" })).Code.ShouldBe("visit.evaluated");
        (await Read(teacher, visit)).GetProperty("observation").GetProperty("notes").GetArrayLength().ShouldBe(1);
        (await Tried(mentor, visit + "/feedback", new { strengths = Array.Empty<object>() })).Code.ShouldBe("feedback.strength");
        (await Tried(mentor, visit + "/feedback", new { strengths = Enumerable.Repeat(new { text = "Labi" }, 4) })).Code.ShouldBe("feedback.strengths");
        (await Tried(mentor, visit + "/feedback", new { strengths = new[] { new { text = "Labi" } }, targets = new[] { new { what = "Runā skolēni", how = "", dueOn = "2026-12-04" } } })).Code.ShouldBe("action.incomplete");
        (await Tried(teacher, visit + "/confirm")).Code.ShouldBe("visit.nothing-to-confirm");
        await Done(mentor, visit + "/feedback", new { strengths = new[] { new { text = "Skaidrs mērķis" } }, targets = new[] { new { what = "Runā skolēni", how = "Pēdējās piecas minūtes", dueOn = "2026-12-04" } } });
        await Done(mentor, visit + "/feedback", new { strengths = new[] { new { text = "Skaidrs stundas mērķis" } }, targets = new[] { new { what = "Stundas beigās runā skolēni", how = "Pēdējās piecas minūtes", dueOn = "2026-12-04" } } });
        await Done(teacher, visit + "/confirm", new { comment = "Paldies, mēģināšu" });
        (await Tried(mentor, visit + "/feedback", new { strengths = new[] { new { text = "Cits" } } })).Code.ShouldBe("visit.no-feedback-now");
        await Done(mentor, visit + "/confirm");
        var whole = await Read(teacher, visit);
        (State(whole), whole.GetProperty("observation").GetProperty("comment").GetString(), whole.GetProperty("visit").GetProperty("revisitOn").GetString()).ShouldBe(("Finished", "Paldies, mēģināšu", "2026-12-04"));
        (await InLedger(site)).ShouldBe(1);

        // what was agreed is looked back at, and stands first on the next visit until then
        var action = whole.GetProperty("observation").GetProperty("actions")[0].GetProperty("id").GetGuid();
        (await Tried(head, $"/api/v1/observations/actions/{action}/check", new { state = "Done" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Tried(teacher, $"/api/v1/observations/actions/{action}/check", new { state = "Open" })).Code.ShouldBe("action.day");
        await Done(teacher, $"/api/v1/observations/actions/{action}/check", new { state = "Open", came = "Divas reizes", dueOn = "2026-12-10" });
        await Done(mentor, $"/api/v1/observations/actions/{action}/check", new { state = "Done", came = "Runā katrs trešais" });
        (await Tried(mentor, $"/api/v1/observations/actions/{action}/check", new { state = "Done" })).Code.ShouldBe("action.closed");

        // the school reads it when the educator says so, and no longer than that; private notes nobody
        (await teacher.PutAsJsonAsync(visit + "/note", new { text = "Pajautāt Zanei par tāfeli" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Tried(mentor, visit + "/share", new { withHead = true })).Status.ShouldBe(HttpStatusCode.NotFound);
        await Done(teacher, visit + "/share", new { withHead = true });
        var shared = await Read(head, visit);
        shared.GetProperty("observation").GetProperty("strengths")[0].GetString().ShouldBe("Skaidrs stundas mērķis");
        shared.GetProperty("observation").GetProperty("notes").GetArrayLength().ShouldBe(1);
        (await (await site.ApiAs("municipality")).GetAsync(visit)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var who in new[] { head, mentor }) (await who.GetAsync(visit + "/note")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Done(teacher, visit + "/share", new { withHead = false });
        (await head.GetAsync(visit)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await teacher.GetStringAsync("/api/v1/trace")).ShouldContain("Gunārs");
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task Either_side_moves_and_cancels_and_feedback_does_not_wait_for_ever(On database)
    {
        await using var site = new TestSite(database);
        var (mentor, teacher) = (await site.ApiAs("mentor"), await site.ApiAs("teacher"));
        var visit = await Made(teacher, Offer("teacher agreement", "2026-11-23"));
        await Done(mentor, visit + "/book");
        await Done(mentor, visit + "/move", new { on = "2026-11-24", at = "08:30", minutes = 40, reason = "Seminārs" });
        (await Tried(mentor, visit + "/book")).Code.ShouldBe("visit.other-side");
        await Done(teacher, visit + "/move", new { on = "2026-11-23", at = "14:00", minutes = 40 });
        await Done(mentor, visit + "/book");
        (await Tried(await site.ApiAs("head"), visit + "/cancel", new { reason = "Nē" })).Status.ShouldBe(HttpStatusCode.NotFound);

        var second = await Made(teacher, Offer("teacher agreement", "2026-11-25"));
        await Done(teacher, second + "/cancel", new { reason = "Klase ekskursijā" });
        (await Tried(mentor, second + "/book")).Code.ShouldBe("visit.not-offered");
        (await Tried(mentor, second + "/move", new { on = "2026-11-26", at = "08:30", minutes = 40 })).Code.ShouldBe("visit.not-ahead");

        // the agreement ends: what was booked under it is not observed
        await Done(mentor, visit + "/entries", new { entries = new[] { Entry("Note", text: "Sākas laikā") } });
        (await Tried(teacher, visit + "/cancel", new { reason = "Vēlu" })).Code.ShouldBe("visit.not-ahead");
        var third = await Made(mentor, Offer("teacher agreement", "2026-11-23", "16:00"));
        await Done(teacher, third + "/book");
        await Done(teacher, $"/api/v1/agreements/{Id("teacher agreement")}/end", new { reason = "Pietiek" });
        (await Tried(mentor, third + "/entries", new { entries = new[] { Entry("Note", text: "Tomēr nāku") } })).Code.ShouldBe("visit.not-agreed");

        // one that has begun is ended all the same, and without a self-evaluation feedback is given from its day on
        await Done(mentor, visit + "/end");
        (await Read(mentor, visit)).GetProperty("visit").GetProperty("feedbackDueOn").GetString().ShouldBe("2026-11-24");
        (await Tried(mentor, visit + "/feedback", new { strengths = new[] { new { text = "Mierīgs sākums" } } })).Code.ShouldBe("visit.evaluation-first");
        site.Clock.Advance(TimeSpan.FromDays(1));
        await Done(mentor, visit + "/feedback", new { strengths = new[] { new { text = "Mierīgs sākums" } } });
        (await Read(teacher, visit)).GetProperty("observation").GetProperty("notes").GetArrayLength().ShouldBe(1);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task A_visit_is_made_on_pages_from_the_desk_to_the_confirmations(On database)
    {
        await using var site = new TestSite(database);
        var (mentor, teacher) = (await site.As("mentor", "en"), await site.As("teacher", "en"));
        var offer = (await mentor.Open("/observations")).QuerySelector("#offer a.btn")!.GetAttribute("href")!;
        var visit = (await mentor.Submit(offer, ("Posted.On", "2026-11-23"), ("Posted.At", "13:00"), ("Posted.Focus", "<b>Jautājumi</b>"))).Next();
        (await mentor.Open(visit)).QuerySelector(".b-focus")!.TextContent.ShouldContain("<b>Jautājumi</b>");
        (await mentor.Open(visit)).QuerySelector("#answer").ShouldBeNull();
        (await teacher.Open("/")).QuerySelectorAll($"a[href='{visit}']").ShouldNotBeEmpty();
        (await teacher.Submit(visit, ("act", "book"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        // the form: a note, a mark, what was seen; kept, then ended
        (await teacher.GetAsync(visit + "/observe")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var form = await mentor.Open(visit + "/observe");
        form.QuerySelectorAll("input[type=radio][name='Posted.Marks[0].Value']").Length.ShouldBeGreaterThan(3);
        (await mentor.Send(visit + "/observe", form, ("Posted.Note", "Groups explain to each other"), ("Posted.Marks[0].Value", "2"), ("act", "keep"))).Next().ShouldBe(visit + "/observe");
        form = await mentor.Open(visit + "/observe");
        form.QuerySelector(".b-log")!.TextContent.ShouldContain("Groups explain");
        form.QuerySelector("input[name='Posted.Marks[0].Value'][checked]")!.GetAttribute("value").ShouldBe("2");
        (await mentor.Submit(visit + "/observe", ("act", form.QuerySelector(".b-log button")!.GetAttribute("value")!))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await mentor.Submit(visit + "/observe", ("Posted.Note", "The board is used by pupils"), ("act", "end"))).Next().ShouldBe(visit);
        (await InLedger(site)).ShouldBe(1);

        // the educator reads what was noted after their own view; feedback, comment, two confirmations
        (await teacher.Open(visit)).QuerySelector("#noted").ShouldBeNull();
        (await teacher.Submit(visit + "/self-evaluation", ("Posted.Well", "Everybody talked"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var read = (await teacher.Open(visit)).QuerySelector("#noted")!.TextContent;
        read.ShouldContain("The board is used");
        read.ShouldNotContain("Groups explain");
        (await mentor.Open(visit + "/feedback")).QuerySelector("#self")!.TextContent.ShouldContain("Everybody talked");
        var gap = await (await mentor.Submit(visit + "/feedback", ("Posted.Strengths[0].Text", "Pupils at the board"), ("Posted.Targets[0].What", "Longer pauses"))).Html();
        gap.QuerySelector("#Posted-Targets-0-How")!.GetAttribute("aria-invalid").ShouldBe("true");
        (await mentor.Submit(visit + "/feedback", ("Posted.Strengths[0].Text", "Pupils at the board"), ("Posted.Targets[0].What", "Longer pauses"), ("Posted.Targets[0].How", "Count to three"), ("Posted.Targets[0].DueOn", "2026-12-01"))).Next().ShouldBe(visit);
        (await teacher.Submit(visit, ("Posted.Comment", "I shall count"), ("act", "confirm"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await mentor.Submit(visit, ("act", "confirm"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var whole = await mentor.Open(visit);
        whole.QuerySelector("#comment")!.TextContent.ShouldContain("I shall count");
        whole.QuerySelector("#actions")!.TextContent.ShouldContain("Count to three");
        (await QueryCount.Of(async () => await mentor.Open(visit))).ShouldBeInRange(1, 15);
        (await QueryCount.Of(async () => await mentor.Open("/observations"))).ShouldBeInRange(1, 15);

        // when its day has come it is looked back at, and another visit is suggested
        site.Clock.Advance(TimeSpan.FromDays(8));
        (mentor, teacher) = (await site.As("mentor", "en"), await site.As("teacher", "en")); // a session of eight days ago is over
        (await teacher.Open("/")).Body!.TextContent.ShouldContain("Look back at what you agreed with");
        (await mentor.Open("/")).Body!.TextContent.ShouldContain("It is time to visit Inta Roze again");
        var check = (await mentor.Open(visit)).QuerySelector("#actions a.btn")!.GetAttribute("href")!;
        (await teacher.Submit(check, ("Posted.State", "Done"), ("Posted.Came", "It works"))).Next().ShouldBe(visit);
        (await mentor.Open(visit)).QuerySelector("#actions")!.TextContent.ShouldContain("It works");
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task A_colleagues_visit_is_finished_with_its_end_and_nobody_else_learns_of_it(On database)
    {
        await using var site = new TestSite(database);
        var (teacher, head) = (await site.ApiAs("teacher"), await site.ApiAs("head"));
        var agreed = await teacher.PostAsJsonAsync("/api/v1/agreements", new { unitId = Id("gaujmala"), people = new[] { Id("head") }, kind = "Peer", focus = "Stacijas", startsOn = "2026-11-23", endsOn = "2026-12-18" });
        var agreement = agreed.Headers.Location!.ToString();
        await Done(head, agreement + "/confirm");
        var visit = await Made(teacher, new { agreementId = agreement.Split('/')[^1], on = "2026-11-23", at = "12:30", minutes = 40 });
        await Done(head, visit + "/book");
        (await Read(head, visit)).GetProperty("observation").GetProperty("form").GetString().ShouldBe("balsts-peer-visit");
        await Done(teacher, visit + "/entries", new { entries = new[] { Entry("Note", text: "Stacijas") } });
        (await Tried(teacher, visit + "/end")).Code.ShouldBe("entry.missing", "the form demands words");
        await Done(teacher, visit + "/entries", new { entries = new[] { Entry("Evidence", "take-along", text: "Stacijas ar laika turētāju") } });
        await Done(teacher, visit + "/end");
        var whole = await Read(head, visit);
        (State(whole), whole.GetProperty("visit").GetProperty("activityId").ValueKind).ShouldBe(("Finished", JsonValueKind.Null));
        whole.GetProperty("observation").GetProperty("evidence").GetProperty("take-along").GetString().ShouldBe("Stacijas ar laika turētāju");
        (await Tried(head, visit + "/self-evaluation", new { well = "Labi" })).Code.ShouldBe("visit.evaluated");
        (await Tried(head, visit + "/share", new { withHead = true })).Code.ShouldBe("visit.not-finished");
        (await (await site.ApiAs("deputy")).GetFromJsonAsync<JsonElement>("/api/v1/observations/colleagues")).GetProperty("items")[0].GetProperty("visits").GetInt32().ShouldBe(1, "the school reads how many");
        (await (await site.As("deputy", "en")).Open("/observations")).Body!.TextContent.ShouldContain("1 visit between colleagues took place");
        (await (await site.ApiAs("otherhead")).GetFromJsonAsync<JsonElement>("/api/v1/observations/colleagues")).GetProperty("items").GetArrayLength().ShouldBe(0);
        foreach (var who in new[] { "deputy", "municipality", "mentor" }) (await (await site.ApiAs(who)).GetAsync(visit)).StatusCode.ShouldBe(HttpStatusCode.NotFound, who);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task A_lesson_is_planned_by_two_in_editions_commented_on_and_tried(On database)
    {
        await using var site = new TestSite(database);
        var (mentor, teacher) = (await site.ApiAs("mentor"), await site.ApiAs("teacher"));
        (await Tried(await site.ApiAs("consultant"), "/api/v1/lesson-plans", new { agreementId = Id("teacher agreement"), title = "X", text = "Y" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Tried(mentor, "/api/v1/lesson-plans", new { agreementId = Id("offered agreement"), title = "X", text = "Y" })).Code.ShouldBe("lesson-plan.not-agreed");
        var made = await teacher.PostAsJsonAsync("/api/v1/lesson-plans", new { agreementId = Id("teacher agreement"), title = "Daļskaitļi", text = "Zīmē, tad salīdzina" });
        var plan = made.Headers.Location!.ToString();
        (await Tried(teacher, plan + "/comment", new { comment = "Pati sev" })).Code.ShouldBe("lesson-plan.own");
        await Done(mentor, plan + "/comment", new { comment = "Vispirms lai min" });
        (await Tried(teacher, plan + "/editions", new { title = "Daļskaitļi", text = "Zīmē, tad salīdzina" })).Code.ShouldBe("lesson-plan.unchanged");
        await Done(teacher, plan + "/editions", new { title = "Daļskaitļi", text = "Min, zīmē, salīdzina" });
        (await Tried(mentor, plan + "/trial", new { triedOn = "2026-11-23", result = "Nav mana stunda" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Tried(teacher, plan + "/trial", new { triedOn = "2026-11-24", result = "Rīt" })).Code.ShouldBe("lesson-plan.tried");
        await Done(teacher, plan + "/trial", new { triedOn = "2026-11-23", result = "Strīdējās un paskaidroja" });
        var editions = (await Read(mentor, plan)).GetProperty("editions");
        (editions.GetArrayLength(), editions[0].GetProperty("text").GetString(), editions[1].GetProperty("comment").GetString()).ShouldBe((2, "Min, zīmē, salīdzina", "Vispirms lai min"));
        foreach (var who in new[] { "head", "municipality", "administrator", "consultant" }) (await (await site.ApiAs(who)).GetAsync(plan)).StatusCode.ShouldBe(HttpStatusCode.NotFound, who);

        // the same on pages
        var (writer, reader) = (await site.As("mentor", "en"), await site.As("teacher", "en"));
        var begin = (await writer.Open("/lesson-plans")).QuerySelectorAll("a.btn").First(a => a.GetAttribute("href")!.Contains("agreement=", StringComparison.Ordinal)).GetAttribute("href")!;
        var page = (await writer.Submit(begin, ("Posted.Title", "<i>Roles</i>"), ("Posted.Text", "Each has a role"))).Next();
        (await writer.Open(page)).QuerySelector("#comment").ShouldBeNull("one does not comment on one’s own edition");
        (await reader.Submit(page, ("Posted.Comment", "And a timekeeper"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await reader.Submit(page + "/write", ("Posted.Text", "Each has a role, one keeps the time"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await reader.Submit(page + "/tried", ("Posted.Result", "They kept the time"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var whole = (await writer.Open(page)).Body!.TextContent;
        foreach (var said in new[] { "<i>Roles</i>", "And a timekeeper", "one keeps the time", "They kept the time" }) whole.ShouldContain(said);
    }
}
