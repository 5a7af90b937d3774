using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Agreements;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using static Balsts.Tests.TestSite;

namespace Balsts.Tests.Agreements;

/// <summary>Agreements, over pages and API: who offers, who answers, who reads what.</summary>
public sealed class AgreementTests
{
    static object Offer(string unit, string person, string kind = "Support", object? goals = null, string until = "2027-05-21", string? method = "Mentoring") =>
        new { unitId = Id(unit), people = new[] { Id(person) }, kind, method, channel = "InPerson", everyWeeks = 2, minutes = 45, focus = "Kā skolēni jautā", goals = goals ?? Array.Empty<Guid>(), startsOn = "2026-11-23", endsOn = until };

    static async Task<(HttpStatusCode Status, string Code)> Tried(HttpClient api, string address, object? body = null)
    {
        var response = await api.PostAsJsonAsync(address, body ?? new { });
        var said = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, said.Length > 0 && JsonDocument.Parse(said).RootElement.TryGetProperty("code", out var code) ? code.GetString()! : "");
    }

    static async Task<string> Made(HttpClient api, string address, object body)
    {
        var response = await api.PostAsJsonAsync(address, body);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return response.Headers.Location!.ToString();
    }

    static async Task<(string State, bool Terms, bool Reason)> Read(HttpClient api, string agreement)
    {
        var item = await api.GetFromJsonAsync<JsonElement>(agreement);
        return (item.GetProperty("agreement").GetProperty("state").ToString(), item.GetProperty("terms").ValueKind == JsonValueKind.Object, item.GetProperty("reason").ValueKind == JsonValueKind.String);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task Both_sides_agree_and_the_school_reads_no_more_than_the_educator_lets_it(On database)
    {
        await using var site = new TestSite(database);
        var (teacher, consultant, head, lead, mentor) = (await site.ApiAs("teacher"), await site.ApiAs("consultant"), await site.ApiAs("head"), await site.ApiAs("municipality"), await site.ApiAs("mentor"));
        foreach (var (who, unit, person) in new[] { ("head", "gaujmala", "teacher"), ("mentor", "mezmala", "mezmala 1"), ("administrator", "gaujmala", "teacher"), ("projectmentor", "gaujmala", "teacher"), ("teacher", "gaujmala", "gaujmala 1") })
            (await Tried(await site.ApiAs(who), "/api/v1/agreements", Offer(unit, person))).Status.ShouldBe(HttpStatusCode.NotFound, who);
        (await Tried(consultant, "/api/v1/agreements", Offer("gaujmala", "mezmala 1"))).Code.ShouldBe("agreement.not-there");
        (await Tried(consultant, "/api/v1/agreements", Offer("gaujmala", "teacher", method: null))).Code.ShouldBe("agreement.method");
        (await Tried(consultant, "/api/v1/agreements", Offer("gaujmala", "teacher", until: "2028-05-21"))).Code.ShouldBe("agreement.too-long");
        (await Tried(consultant, "/api/v1/agreements", Offer("gaujmala", "teacher", goals: new[] { Id("baku62 goal") }))).Code.ShouldBe("agreement.goal");
        (await Tried(mentor, "/api/v1/agreements", Offer("gaujmala", "teacher"))).Code.ShouldBe("agreement.there");

        // offered: the two of them alone; the other side answers
        var agreement = await Made(consultant, "/api/v1/agreements", Offer("gaujmala", "teacher", goals: new[] { Id("gaujmala goal") }));
        (await Read(teacher, agreement)).ShouldBe(("Offered", true, false));
        foreach (var other in new[] { head, lead, mentor }) (await other.GetAsync(agreement)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Tried(consultant, agreement + "/confirm")).Code.ShouldBe("agreement.other-side");
        (await Tried(teacher, agreement + "/decline")).Code.ShouldBe("agreement.reason");
        (await Tried(teacher, agreement + "/confirm", new { withHead = true })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Tried(teacher, agreement + "/confirm")).Code.ShouldBe("agreement.not-waiting");

        // in force and shared: the head reads what it is about, those above that there is one, the other mentor and the other school nothing
        (await Read(head, agreement)).ShouldBe(("InForce", true, false));
        (await Read(lead, agreement)).ShouldBe(("InForce", false, false));
        foreach (var other in new[] { mentor, await site.ApiAs("otherhead"), await site.ApiAs("administrator"), await site.ApiAs("manager") }) (await other.GetAsync(agreement)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var decision = (await teacher.GetFromJsonAsync<JsonElement>("/api/v1/sharing")).GetProperty("items").EnumerateArray().First(d => d.GetProperty("name").GetString()!.Contains("Inese Liepiņa", StringComparison.Ordinal)).GetProperty("id").GetGuid();
        (await Tried(teacher, $"/api/v1/sharing/{decision}/revoke")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Read(head, agreement)).ShouldBe(("InForce", false, false));

        // one press renews, and no second one; the other side confirms it
        var renewed = await Made(teacher, agreement + "/renew", new { });
        (await Tried(consultant, agreement + "/renew")).Code.ShouldBe("agreement.renewed");
        (await consultant.GetFromJsonAsync<JsonElement>(renewed)).GetProperty("agreement").GetProperty("startsOn").GetString().ShouldBe("2027-05-22");
        (await Tried(teacher, renewed + "/confirm")).Code.ShouldBe("agreement.other-side");
        (await Tried(consultant, renewed + "/confirm")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Read(head, renewed)).ShouldBe(("InForce", false, false));

        // either side ends it; why, only the two read
        (await Tried(head, agreement + "/end", new { reason = "X" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Tried(consultant, agreement + "/end", new { reason = "Mainās mans darbs" })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Tried(teacher, agreement + "/end", new { reason = "X" })).Code.ShouldBe("agreement.not-in-force");
        (await Read(teacher, agreement)).ShouldBe(("Ended", true, true));
        (await Read(head, agreement)).ShouldBe(("Ended", false, false));
        site.Clock.Advance(TimeSpan.FromDays(363));
        (await Read(teacher, renewed)).State.ShouldBe("Over");
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task Colleagues_and_the_organiser_agree_shortly_and_nobody_else_learns_of_it(On database)
    {
        await using var site = new TestSite(database);
        var (teacher, head) = (await site.ApiAs("teacher"), await site.ApiAs("head"));
        var visit = await Made(teacher, "/api/v1/agreements", Offer("gaujmala", "head", "Peer", until: "2026-12-20", method: null));
        (await Tried(teacher, "/api/v1/agreements", Offer("gaujmala", "deputy", "Peer", until: "2027-03-20"))).Code.ShouldBe("agreement.too-long");
        (await Tried(teacher, "/api/v1/agreements", Offer("mezmala", "mezmala 1", "Peer", until: "2026-12-20"))).Code.ShouldBe("agreement.not-a-colleague");
        (await Tried(head, visit + "/confirm")).Status.ShouldBe(HttpStatusCode.NoContent);
        foreach (var other in new[] { "deputy", "municipality", "mentor" }) (await (await site.ApiAs(other)).GetAsync(visit)).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
        (await head.GetFromJsonAsync<JsonElement>(visit)).GetProperty("agreement").GetProperty("method").ValueKind.ShouldBe(JsonValueKind.Null);

        // the organiser asks where the initiative works, and nowhere else; of its mentors’ agreements it sees the facts
        var manager = await site.ApiAs("manager");
        await Made(manager, "/api/v1/agreements", Offer("baku145", "baku145 2", "Organiser", until: "2026-12-20"));
        (await Tried(manager, "/api/v1/agreements", Offer("baku145", "baku145 3"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Tried(await site.ApiAs("projecthead"), "/api/v1/agreements", Offer("baku62", "projectteacher", "Organiser", until: "2026-12-20"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Read(manager, $"/api/v1/agreements/{Id("projectteacher agreement")}")).ShouldBe(("InForce", false, false));
        (await (await site.ApiAs("projecthead")).GetAsync($"/api/v1/agreements/{Id("organiser agreement")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task An_agreement_is_offered_from_the_educators_page_and_confirmed_from_the_desk(On database)
    {
        await using var site = new TestSite(database);
        var (manager, teacher) = (await site.As("projectmentor", "en"), await site.As("projectteacher", "en"));
        var waits = await teacher.Open("/");
        waits.Body!.TextContent.ShouldContain("Nigar Əliyeva offers you an agreement");
        var offered = $"/agreements/{Id("organiser agreement")}";
        waits.QuerySelectorAll($"a[href='{offered}']").ShouldNotBeEmpty();
        (await teacher.Submit(offered, ("act", "decline"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await teacher.Submit(offered, ("act", "confirm"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var shown = await teacher.Open(offered);
        shown.QuerySelector("#history")!.TextContent.ShouldContain("Aygün Quliyeva confirmed the agreement.");
        shown.QuerySelector("#answer").ShouldBeNull();

        // from the educator’s page, with a goal; the mentor’s desk tells of the one that runs out
        (await manager.Open("/")).Body!.TextContent.ShouldContain("runs out");
        var from = (await manager.Open($"/people/{Id("baku145 5")}")).QuerySelector("#agreements .b-more")!.GetAttribute("href")!;
        var form = await manager.Open(from);
        form.QuerySelectorAll("input[name='Posted.People'][checked]").Length.ShouldBe(1);
        var sent = await manager.Send(from, form, ("Posted.Method", "Coaching"), ("Posted.People", Id("baku145 5").ToString()), ("Posted.People", Id("baku145 6").ToString()), ("Posted.Focus", "<b>Lövhə</b>"));
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var mine = await manager.Open(sent.Next());
        mine.QuerySelector("#about")!.TextContent.ShouldContain("<b>Lövhə</b>");
        (await manager.Open("/agreements?state=Offered&whose=mine")).QuerySelectorAll("tbody tr").Length.ShouldBe(2, "one for each");
        (await manager.Submit(sent.Next(), ("act", "withdraw"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        // renewed in one press, ended with a reason
        var ending = $"/agreements/{Id("ending agreement")}";
        var next = (await manager.Submit(ending, ("act", "renew"))).Next();
        next.ShouldNotBe(ending);
        (await manager.Open(next)).QuerySelectorAll($"a[href='{ending}']").ShouldNotBeEmpty();
        (await manager.Submit(ending + "/end", ("Posted.Reason", "Another mentor"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await manager.Open(ending)).QuerySelector("#reason")!.TextContent.ShouldContain("Another mentor");
        (await (await site.As("manager")).Open(ending)).QuerySelector("#reason").ShouldBeNull("the organiser sees the facts");
    }

    /// <summary>Many schools have quotation marks in their names: a sentence puts none around them.</summary>
    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task A_name_with_quotation_marks_stands_as_it_is(On database)
    {
        await using var site = new TestSite(database);
        const string name = "PII “Sprīdītis”";
        (await (await site.As("administrator")).Submit($"/units/{Id("gaujmala")}/describe", ("Posted.Name", name))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await site.ApiAs("state")).GetStringAsync($"/api/v1/units/{Id("gaujmala")}")).ShouldContain("Sprīdītis");
        foreach (var language in new[] { "lv", "az", "en" })
            foreach (var (persona, address) in new[] { ("mentor", $"/agreements/offer?unit={Id("gaujmala")}"), ("consultant", $"/agreements/offer?unit={Id("gaujmala")}"), ("consultant", "/agreements"), ("teacher", $"/agreements/offer?unit={Id("gaujmala")}"), ("teacher", "/goals/new") })
            {
                var page = await (await site.As(persona, language)).Open(address);
                if (address.Contains("offer", StringComparison.Ordinal)) page.QuerySelector("main")!.TextContent.ShouldContain(name);
                page.Body!.TextContent.ShouldNotContain("““", customMessage: $"{address} {language}");
                page.Body!.TextContent.ShouldNotContain("””", customMessage: $"{address} {language}");
            }
    }

    /// <summary>In the demo people act, not the machine: the history of what was agreed, published, nominated and meant names them.</summary>
    [Fact]
    public async Task What_people_do_in_the_demo_is_told_of_them()
    {
        await using var site = new TestSite(On.Sqlite);
        string[] acts = [nameof(AgreementOffered), nameof(AgreementConfirmed), nameof(AgreementShared), nameof(AgreementEnded), nameof(AgreementDeclined), nameof(AgreementWithdrawn), nameof(Balsts.Goals.GoalSet), nameof(Balsts.Goals.NeedStated), nameof(Balsts.Appointments.PersonNominated)];
        var told = await site.Db(db => db.Tables.Set<HistoryEntry>().AsNoTracking().ToListAsync());
        foreach (var act in acts) told.FindAll(e => e.What == act).ShouldNotBeEmpty(act);
        told.FindAll(e => acts.Contains(e.What) && e.ById == Guid.Empty).ShouldBeEmpty();
        var forms = await site.Db(db => db.Seen<Balsts.Forms.ObservationForm>(Viewer.System).AsNoTracking().Where(f => f.UnitId != null).ToListAsync());
        forms.ShouldNotBeEmpty();
        foreach (var form in forms)
            (await site.Db(db => db.HistoryOf(form).Select(e => e.ById).ToListAsync())).ShouldNotContain(Guid.Empty);
    }
}
