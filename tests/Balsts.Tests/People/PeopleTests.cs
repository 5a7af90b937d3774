using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.People;
using Balsts.Units;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests.People;

public sealed class PeopleTests
{
    static readonly string Inta = $"/people/{TestSite.Id("teacher")}";

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Each_sees_the_people_they_reach_on_the_page_in_the_file_and_over_the_api(On database)
    {
        await using var site = new TestSite(database);
        var head = await site.As("head", "en");

        // the list, its search and its file are of one's own school alone
        var list = await head.Open("/people");
        list.QuerySelectorAll("tbody tr").Length.ShouldBe(14);
        list.Body!.TextContent.ShouldNotContain("Mežmalas");
        (await head.Open("/people?q=vitols")).QuerySelectorAll("tbody tr").Single().TextContent.ShouldContain("Gunārs Vītols");
        (await head.Open("/people?q=nobody-of-this-name")).Body!.TextContent.ShouldContain("Nothing matches.");
        (await head.Open("/people?post=Head")).QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        var csv = await head.GetStringAsync("/people/export?q=vitols&as=csv");
        csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        csv.ShouldContain("Vītols");
        (await head.GetStringAsync("/people/export?as=csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(15);
        (await head.GetAsync("/people/export?as=xlsx")).Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

        // pages there and back in the browser
        var municipality = await site.As("municipality", "en");
        var first = await municipality.Open("/people?size=20");
        var second = await municipality.Open(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        var back = await municipality.Open(second.QuerySelector("a[rel=prev]")!.GetAttribute("href")!);
        Names(back).ShouldBe(Names(first));
        Names(second).Intersect(Names(first)).ShouldBeEmpty();
        Names(await municipality.Open("/people?size=20&sort=-name")).ShouldNotBe(Names(first));

        // a teacher sees herself, and is told what the list is for
        var teacher = await site.As("teacher", "en");
        (await teacher.Open("/people")).Body!.TextContent.ShouldContain("Nobody to show yet");
        (await teacher.Open(Inta)).QuerySelector("h1")!.TextContent.ShouldBe("Inta Roze");
        (await teacher.GetAsync("/people/export?as=csv")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await teacher.GetAsync($"/people/{TestSite.Id("head")}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // another school, another country, nobody at all
        var stranger = await site.As("otherhead");
        foreach (var address in new[] { Inta, $"{Inta}/change", $"{Inta}/invite", $"{Inta}/employments/add", $"/people/duplicates/{TestSite.Id("teacher")}/{TestSite.Id("head")}" })
            (await stranger.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound, address);
        (await (await site.As("manager")).GetAsync(Inta)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.Nobody().GetAsync("/people")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await site.As("mentor")).GetAsync($"{Inta}/change")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await site.As("administrator")).Open("/people")).QuerySelectorAll("tbody tr").Length.ShouldBe(50);

        // the same over the API
        var api = await site.ApiAs("head");
        var items = await api.GetFromJsonAsync<JsonElement>("/api/v1/people?limit=200");
        items.GetProperty("items").GetArrayLength().ShouldBe(14);
        items.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        var page = await api.GetFromJsonAsync<JsonElement>("/api/v1/people?limit=5");
        (await api.GetFromJsonAsync<JsonElement>($"/api/v1/people?limit=200&after={page.GetProperty("next").GetString()}")).GetProperty("items").GetArrayLength().ShouldBe(9);
        (await api.GetAsync($"/api/v1{Inta}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await site.ApiAs("otherhead")).GetAsync($"/api/v1{Inta}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await site.ApiAs("teacher")).GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.Nobody().GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task People_are_added_described_and_employed_and_the_history_tells_it(On database)
    {
        await using var site = new TestSite(database);
        var head = await site.As("head", "en");
        var school = TestSite.Id("gaujmala").ToString();

        // added, with HTML and formulas in the name kept apart from markup and from spreadsheets
        (await head.Submit("/people/add", ("Posted.GivenName", "<b>Ilze</b>"), ("Posted.FamilyName", "Kalna"), ("Posted.UnitId", school), ("Posted.Post", "Teacher"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var added = await head.Submit("/people/add", ("Posted.GivenName", "=Ilze"), ("Posted.FamilyName", "Kalna-Kalniņa"), ("Posted.Email", "Ilze@Skola.example"), ("Posted.UnitId", school), ("Posted.Post", "Teacher"), ("Posted.Subject", "ķīmija"), ("Posted.Load", "0.75"));
        added.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var address = added.Headers.Location!.ToString();
        address = address[address.IndexOf("/people/", StringComparison.Ordinal)..];
        var page = await head.Open(address);
        page.Body!.TextContent.ShouldContain("0.75");
        page.QuerySelector(".b-time")!.TextContent.ShouldContain("added the person");
        (await head.GetStringAsync("/people/export?q=kalna&as=csv")).ShouldContain("'=Ilze");

        // the same e-mail again: the same person gets one more employment; under another name it is refused
        var again = await head.Submit("/people/add", ("Posted.GivenName", "=ilze"), ("Posted.FamilyName", "Kalna-Kalnina"), ("Posted.Email", "ilze@skola.example"), ("Posted.UnitId", school), ("Posted.Post", "Methodologist"));
        again.Headers.Location!.ToString().ShouldEndWith(address);
        (await head.Open(address)).QuerySelectorAll("#work tbody tr").Length.ShouldBe(2);
        (await (await head.Submit("/people/add", ("Posted.GivenName", "Cita"), ("Posted.FamilyName", "Persona"), ("Posted.Email", "ilze@skola.example"), ("Posted.UnitId", school))).Html()).Body!.TextContent.ShouldContain("belongs to somebody else");

        // no unit outside of the reach
        (await head.Submit("/people/add", ("Posted.GivenName", "A"), ("Posted.FamilyName", "B"), ("Posted.UnitId", TestSite.Id("mezmala").ToString()))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        // two editors at once: the second is told and keeps the text
        var form = await head.Open(address + "/change");
        (await head.Send(address + "/change", form, ("Posted.Phone", "+371 20000001"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var second = (await head.Open(address + "/change"));
        second.QuerySelector("input[name='Posted.Phone']")!.GetAttribute("value").ShouldBe("+371 20000001");
        var late = new[] { ("Posted.Phone", "+371 20000002"), ("Submission", Guid.NewGuid().ToString()) };
        var refused = await head.Send(address + "/change", form, late);
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Html()).Body!.InnerHtml.ShouldContain("+371 20000002");

        // the same form twice does nothing twice
        var once = await head.Open("/people/add");
        var fill = new[] { ("Posted.GivenName", "Divreiz"), ("Posted.FamilyName", "Sūtīta"), ("Posted.UnitId", school) };
        var (one, two) = (await head.Send("/people/add", once, fill), await head.Send("/people/add", once, fill));
        two.Headers.Location.ShouldBe(one.Headers.Location);
        (await site.Db(db => db.Seen<Person>(Viewer.System).CountAsync(p => p.GivenName == "Divreiz"))).ShouldBe(1);

        // an employment ends, and with it the person leaves the list
        var id = Guid.Parse(address[^36..]);
        var employments = await site.Db(db => db.Seen<Employment>(Viewer.System).Where(e => e.PersonId == id).ToListAsync());
        (await head.Submit($"{address}/employments/{employments[0].Id}", ("Posted.StartsOn", "2026-09-01"), ("Posted.EndsOn", "2026-08-01"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await head.Submit($"{address}/employments/{employments[0].Id}", ("Posted.StartsOn", "0001-01-01"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        foreach (var employment in employments)
            (await head.Submit($"{address}/employments/{employment.Id}", ("Posted.EndsOn", "2026-11-01"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await head.Open("/people?q=kalna-kalnina")).QuerySelectorAll("tbody tr").Length.ShouldBe(0);
        (await head.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // the same acts over the API
        var api = await site.ApiAs("head");
        var made = await api.PostAsJsonAsync("/api/v1/people", new { givenName = "Anna", familyName = "Ābele", email = "anna@skola.example", unitId = school, post = "Teacher", load = 0.5 });
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        var location = made.Headers.Location!.ToString();
        var got = await api.GetAsync(location);
        var tag = got.Headers.ETag!.Tag;
        (await got.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("employments")[0].GetProperty("load").GetDecimal().ShouldBe(0.5m);
        HttpRequestMessage Put(string phone) => new(HttpMethod.Put, location) { Headers = { { "If-Match", tag } }, Content = JsonContent.Create(new { givenName = "Anna", familyName = "Ābele", email = "anna@skola.example", phone }) };
        (await api.SendAsync(Put("+371 20000003"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await api.SendAsync(Put("+371 20000004"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var employed = await api.PostAsJsonAsync($"{location}/employments", new { unitId = school, post = "Methodologist" });
        employed.StatusCode.ShouldBe(HttpStatusCode.Created);
        var employmentId = (await employed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        (await api.PutAsJsonAsync($"{location}/employments/{employmentId}", new { post = "Methodologist", subject = "bioloģija" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await api.PostAsJsonAsync("/api/v1/people", new { givenName = "", familyName = "Ābele", unitId = school })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await (await site.ApiAs("otherhead")).PostAsJsonAsync($"{location}/employments", new { unitId = TestSite.Id("mezmala") })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await site.ApiAs("mentor")).PostAsJsonAsync("/api/v1/people", new { givenName = "A", familyName = "B", unitId = school })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task An_invited_person_signs_in_by_the_link_that_is_shown_once(On database)
    {
        await using var site = new TestSite(database);
        var head = await site.As("head", "en");
        var pupil = await site.Db(db => db.Seen<Person>(Viewer.System).FirstAsync(p => p.Id == TestSite.Id("gaujmala 0")));
        var address = $"/people/{pupil.Id}/invite";

        var form = await head.Open(address);
        var invited = await head.Send(address, form, ("Posted.Language", "lv"));
        invited.StatusCode.ShouldBe(HttpStatusCode.OK);
        var link = (await invited.Html()).QuerySelector("code")!.TextContent.Trim();
        link.ShouldStartWith("http://localhost/invitation/");
        (await head.Send(address, form, ("Posted.Language", "lv"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await head.Open($"/people/{pupil.Id}")).Body!.TextContent.ShouldContain("was invited");

        var secret = link[(link.LastIndexOf('/') + 1)..];
        (await site.Ask(s => s.GetRequiredService<Accounts>().Invited(secret))).ShouldBe(pupil.Email);

        // who has no e-mail cannot be invited, who has an account need not be; nobody invites beyond their reach
        (await head.Submit($"/people/{TestSite.Id("gaujmala 1")}/change", ("Posted.Email", ""))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await head.Submit($"/people/{TestSite.Id("gaujmala 1")}/invite", ("Posted.Language", "lv"))).Html()).Body!.TextContent.ShouldContain("e-mail first");
        (await (await site.As("otherhead")).GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Nobody_becomes_whoever_stands_above_or_beside_them(On database)
    {
        await using var site = new TestSite(database);
        var (deputy, api) = (await site.As("deputy", "en"), await site.ApiAs("deputy"));

        // a deputy keeps the people of the school, and neither the head's way in nor that of a mentor, whose posts a deputy does not give
        foreach (var above in new[] { "head", "mentor" })
        {
            var address = $"/people/{TestSite.Id(above)}";
            var refused = await deputy.Submit($"{address}/change", ("Posted.Email", "mine@skola.example"));
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict, above);
            (await refused.Html()).QuerySelector("#Posted-Email-error")!.TextContent.ShouldContain("Ask whoever keeps the people of all these units from above");
            (await deputy.Submit($"{address}/invite", ("Posted.Language", "lv"))).StatusCode.ShouldBe(HttpStatusCode.Conflict, above);
            (await api.PutAsJsonAsync($"/api/v1{address}", new { givenName = "Gunārs", familyName = "Vītols", email = "mine@skola.example" })).StatusCode.ShouldBe(HttpStatusCode.Conflict, above);
            (await deputy.Submit($"{address}/change", ("Posted.Phone", "+371 20000009"))).StatusCode.ShouldBe(HttpStatusCode.Redirect, above);
        }
        (await Change("deputy", "teacher")).ShouldBe(HttpStatusCode.NoContent);

        // the head gives the deputy's post; the municipality is above them both; another head of the same school is not below the head
        (await Change("head", "deputy")).ShouldBe(HttpStatusCode.NoContent);
        (await Change("municipality", "head")).ShouldBe(HttpStatusCode.NoContent);
        (await Change("municipality", "deputy")).ShouldBe(HttpStatusCode.NoContent);
        await Appoint("gaujmala 0", PostKind.Head, "gaujmala");
        (await Change("head", "gaujmala 0")).ShouldBe(HttpStatusCode.Conflict);
        (await Change("administrator", "municipality")).ShouldBe(HttpStatusCode.NoContent);

        async Task<HttpStatusCode> Change(string who, string whom)
        {
            var person = await site.Db(db => db.Seen<Person>(Viewer.System).FirstAsync(p => p.Id == TestSite.Id(whom)));
            return (await (await site.ApiAs(who)).PutAsJsonAsync($"/api/v1/people/{person.Id}", new { person.GivenName, person.FamilyName, email = $"{Guid.NewGuid():N}@skola.example" })).StatusCode;
        }

        async Task Appoint(string whom, PostKind post, string unit) => (await site.Db(db =>
        {
            var given = new Balsts.Appointments.Appointment { Id = Guid.NewGuid(), CountryId = "LV", PersonId = TestSite.Id(whom), Post = post, UnitId = TestSite.Id(unit), AppointedByUnitId = TestSite.Id("gauja"), AppointedById = Guid.Empty, StartsOn = new(2026, 9, 1) };
            db.Add(Viewer.System, given);
            db.Record(Viewer.System, new Balsts.Appointments.PersonAppointed(given.PersonId), given);
            return db.Save();
        })).Failed.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Nobody_becomes_the_holder_of_a_post_beyond_their_reach(On database)
    {
        await using var site = new TestSite(database);
        var head = await site.As("head", "en");
        var school = TestSite.Id("gaujmala").ToString();
        var lead = await site.Db(db => db.Seen<Person>(Viewer.System).FirstAsync(p => p.Id == TestSite.Id("municipality")));
        var address = $"/people/{lead.Id}";

        // the head employs the municipality's lead for some lessons, and so keeps the record
        (await head.Submit("/people/add", ("Posted.GivenName", lead.GivenName), ("Posted.FamilyName", lead.FamilyName), ("Posted.Email", lead.Email), ("Posted.UnitId", school))).Headers.Location!.ToString().ShouldEndWith(address);
        (await head.Submit($"{address}/change", ("Posted.Phone", "+371 20000009"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        // but neither the e-mail nor the link to sign in is the head's, by page, API, merging or list
        foreach (var email in new[] { "head@demo.balsts.example", "mine@skola.example", "" })
        {
            var refused = await head.Submit($"{address}/change", ("Posted.Email", email));
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await refused.Html()).QuerySelector("#Posted-Email-error")!.TextContent.ShouldContain("does not lie below yours");
        }
        (await head.Submit($"{address}/invite", ("Posted.Language", "lv"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var api = await site.ApiAs("head");
        (await api.PutAsJsonAsync($"/api/v1{address}", new { givenName = lead.GivenName, familyName = lead.FamilyName, email = "mine@skola.example" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var own = TestSite.Id("gaujmala 0");
        foreach (var (stays, same) in new[] { (own, lead.Id), (lead.Id, own) })
            (await (await api.PostAsJsonAsync("/api/v1/people/merge", new { staysId = stays, sameId = same })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("person.post-elsewhere");
        await site.Db(db =>
        {
            var number = new PersonExternalId { Id = Guid.NewGuid(), CountryId = "LV", PersonId = lead.Id, System = "import", Value = "M-1" };
            db.Add(Viewer.System, number);
            db.Record(Viewer.System, new PersonImported(), number);
            return db.Save();
        });
        using var list = new MultipartFormDataContent { { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes($"Vārds;Uzvārds;E-pasts;ID\n{lead.GivenName};{lead.FamilyName};mine@skola.example;M-1\n")), "file", "x.csv" } };
        var taken = await (await api.PostAsync("/api/v1/people/import?acceptPartial=true", list)).Content.ReadFromJsonAsync<JsonElement>();
        taken.GetProperty("refused")[0].GetProperty("code").GetString().ShouldBe("person.post-elsewhere");
        (await site.Db(db => db.Seen<Person>(Viewer.System).FirstAsync(p => p.Id == lead.Id))).Email.ShouldBe(lead.Email);

        // who will hold such a post is guarded already; who holds one in the head's own school, or none, is not
        await site.Db(db =>
        {
            var later = new Balsts.Appointments.Appointment { Id = Guid.NewGuid(), CountryId = "LV", PersonId = own, Post = PostKind.Methodologist, UnitId = TestSite.Id("gauja"), AppointedByUnitId = TestSite.Id("gauja"), AppointedById = lead.Id, StartsOn = new(2027, 1, 1) };
            db.Add(Viewer.System, later);
            db.Record(Viewer.System, new Balsts.Appointments.PersonAppointed(own), later);
            return db.Save();
        });
        (await head.Submit($"/people/{own}/invite", ("Posted.Language", "lv"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await head.Submit($"/people/{TestSite.Id("gaujmala 1")}/invite", ("Posted.Language", "lv"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await head.Submit($"/people/{TestSite.Id("mentor")}/change", ("Posted.Email", "mentor@skola.example"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await site.As("municipality")).Submit($"/people/{own}/change", ("Posted.Email", "own@skola.example"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Nobody_becomes_somebody_who_works_beyond_their_reach(On database)
    {
        await using var site = new TestSite(database);
        var teacher = await site.Db(db => db.Seen<Person>(Viewer.System).FirstAsync(p => p.Id == TestSite.Id("gaujmala 1")));
        var address = $"/people/{teacher.Id}";
        await site.Db(db =>
        {
            var number = new PersonExternalId { Id = Guid.NewGuid(), CountryId = "LV", PersonId = teacher.Id, System = "import", Value = "G-1" };
            db.Add(Viewer.System, number);
            db.Record(Viewer.System, new PersonImported(), number);
            return db.Save();
        });

        // a number alone tells no other head whose it is
        var api = await site.ApiAs("otherhead");
        using var list = new MultipartFormDataContent { { new ByteArrayContent("Vārds;Uzvārds;ID\nX;Y;G-1\n"u8.ToArray()), "file", "x.csv" } };
        var taken = await (await api.PostAsync("/api/v1/people/import?acceptPartial=true", list)).Content.ReadFromJsonAsync<JsonElement>();
        taken.GetProperty("refused")[0].GetProperty("code").GetString().ShouldBe("people.number-of-another");
        (await api.GetAsync($"/api/v1{address}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // name and e-mail are no secret: with them the other head adds an employment, and does not come to sign in as the teacher
        var other = await site.As("otherhead", "en");
        (await other.Submit("/people/add", ("Posted.GivenName", teacher.GivenName), ("Posted.FamilyName", teacher.FamilyName), ("Posted.Email", teacher.Email), ("Posted.UnitId", TestSite.Id("mezmala").ToString()))).Headers.Location!.ToString().ShouldEndWith(address);
        (await other.Submit($"{address}/change", ("Posted.Email", "mine@skola.example"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await other.Submit($"{address}/invite", ("Posted.Language", "lv"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await (await site.As("municipality")).Submit($"{address}/invite", ("Posted.Language", "lv"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_load_is_told_to_those_who_keep_the_record_and_not_to_who_supports_there(On database)
    {
        await using var site = new TestSite(database);
        foreach (var (who, load) in new[] { ("head", 1m), ("municipality", 1m), ("mentor", 0m) })
        {
            var api = await site.ApiAs(who);
            var one = await api.GetFromJsonAsync<JsonElement>($"/api/v1/people/{TestSite.Id("gaujmala 1")}");
            one.GetProperty("employments")[0].GetProperty("load").GetDecimal().ShouldBe(load);
            var listed = (await api.GetFromJsonAsync<JsonElement>("/api/v1/people?limit=200")).GetProperty("items").EnumerateArray().First(p => p.GetProperty("id").GetGuid() == TestSite.Id("gaujmala 1"));
            listed.GetProperty("load").GetDecimal().ShouldBe(load);
        }
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Two_records_of_one_person_become_one_when_somebody_says_so(On database)
    {
        await using var site = new TestSite(database);
        var head = await site.As("head", "en");
        (await head.Open("/people/duplicates")).Body!.TextContent.ShouldContain("No two people of one name");
        var school = TestSite.Id("gaujmala").ToString();
        var added = await head.Submit("/people/add", ("Posted.GivenName", "INTA"), ("Posted.FamilyName", "Roze"), ("Posted.Email", "otra@skola.example"), ("Posted.UnitId", school));
        var same = Guid.Parse(added.Headers.Location!.ToString()[^36..]);

        // offered, never done by itself; only to those who keep both records
        var offered = await head.Open("/people/duplicates");
        offered.Body!.TextContent.ShouldContain("Roze");
        (await (await site.As("otherhead", "en")).Open("/people/duplicates")).Body!.TextContent.ShouldContain("No two people of one name");
        var compare = offered.QuerySelector("tbody a")!.GetAttribute("href")!;

        // support given to the second record
        var mentor = await site.ApiAs("mentor");
        var given = await mentor.PostAsJsonAsync("/api/v1/activities", new { unitId = TestSite.Id("gaujmala"), on = "2026-11-20", minutes = 40, kind = "Consultation", people = new[] { same } });
        given.StatusCode.ShouldBe(HttpStatusCode.Created, await given.Content.ReadAsStringAsync());
        var activity = $"/api/v1/activities/{(await given.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid()}";
        (await (await site.ApiAs("teacher")).GetAsync(activity)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // whoever signs in has to stay
        var refused = await head.Submit(compare, ("Posted.StaysId", same.ToString()));
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Html()).Body!.TextContent.ShouldContain("Only Inta Roze has an account");
        (await (await site.ApiAs("head")).PostAsJsonAsync("/api/v1/people/merge", new { staysId = TestSite.Id("teacher"), sameId = TestSite.Id("mentor") })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var own = await (await site.ApiAs("head")).PostAsJsonAsync("/api/v1/people/merge", new { staysId = TestSite.Id("head"), sameId = same });
        (await own.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("person.own-record");
        (await (await site.ApiAs("otherhead")).PostAsJsonAsync("/api/v1/people/merge", new { staysId = TestSite.Id("teacher"), sameId = same })).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var merged = await head.Submit(compare, ("Posted.StaysId", TestSite.Id("teacher").ToString()));
        merged.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        merged.Headers.Location!.ToString().ShouldEndWith(Inta);
        (await head.Open(Inta)).QuerySelectorAll("#work tbody tr").Length.ShouldBe(2);
        (await head.GetAsync($"/people/{same}")).Headers.Location!.ToString().ShouldEndWith(Inta);
        (await head.Open("/people?q=inta roze")).QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        (await (await site.As("teacher")).Open(Inta)).QuerySelectorAll("#work tbody tr").Length.ShouldBe(2);
        (await (await site.ApiAs("teacher")).GetAsync(activity)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await site.ApiAs("head")).GetAsync($"/api/v1/people/{same}")).Headers.Location!.ToString().ShouldEndWith(TestSite.Id("teacher").ToString());
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_person_is_chosen_on_a_page_of_its_own_and_the_answer_comes_back_in_the_address(On database)
    {
        await using var site = new TestSite(database);
        var head = await site.As("head", "en");
        var page = await head.Open($"/people/choose?return={Uri.EscapeDataString("/months/new?month=2026-12")}&field=PersonId&q=inta%20roze");
        page.QuerySelector("tbody a")!.GetAttribute("href").ShouldBe($"/months/new?PersonId={TestSite.Id("teacher")}&month=2026-12");
        (await head.Open("/people/choose?return=https://evil.example/&field=PersonId&q=inta%20roze")).QuerySelector("tbody a")!.GetAttribute("href")!.ShouldStartWith("/?");
        (await (await site.As("teacher")).GetAsync("/people/choose?return=/&field=PersonId")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    static List<string> Names(AngleSharp.Html.Dom.IHtmlDocument page) => [.. page.QuerySelectorAll("tbody tr").Select(r => r.QuerySelector("th")!.TextContent)];
}
