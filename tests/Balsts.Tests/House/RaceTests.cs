using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Balsts.Appointments;
using Balsts.People;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Tests;

/// <summary>Eight at the same moment: one is carried out, and the others are told so in words.</summary>
public sealed class RaceTests
{
    const int Racers = 8;

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Of_eight_appointments_to_one_post_at_the_same_moment_one_is_made(On database)
    {
        await using var site = new TestSite(database);
        var api = await site.ApiAs("municipality");
        var teacher = TestSite.Id("teacher");

        var same = await Race(_ => Appoint("2026-12-01"));
        Of(same, HttpStatusCode.Created).ShouldBe(1);
        Of(same, HttpStatusCode.Conflict).ShouldBe(Racers - 1);
        (await Task.WhenAll(same.Where(r => r.StatusCode == HttpStatusCode.Conflict).Select(Code))).ShouldAllBe(c => c == "appointment.held-already");

        // terms that only overlap
        var overlapping = await Race(i => Appoint($"2026-12-{i + 1:00}", "mezmala"));
        Of(overlapping, HttpStatusCode.Created).ShouldBe(1);
        Of(overlapping, HttpStatusCode.Conflict).ShouldBe(Racers - 1);
        (await site.Db(db => db.Seen<Appointment>(Viewer.System).CountAsync(a => a.PersonId == teacher))).ShouldBe(2);

        Task<HttpResponseMessage> Appoint(string from, string unit = "gaujmala") =>
            api.PostAsJsonAsync("/api/v1/appointments", new { personId = teacher, post = "TechnologyMentor", unitId = TestSite.Id(unit), field = "edtech", load = 0.5m, startsOn = from });
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Of_eight_lists_with_one_e_mail_at_the_same_moment_one_person_comes(On database)
    {
        await using var site = new TestSite(database);
        var api = await site.ApiAs("municipality");
        var lists = await Race(i =>
        {
            // in two orders, so that they could wait for each other
            var rows = Enumerable.Range(0, 50).Select(n => $"Rasa{(char)('a' + n % 26)};Vienīgā;rasa{n}@skola.example;Gaujmalas vidusskola").ToList();
            if (i % 2 == 1) rows.Reverse();
            var file = new ByteArrayContent(Encoding.UTF8.GetBytes($"Vārds;Uzvārds;E-pasts;Iestāde\n{string.Join('\n', rows)}\n"));
            return api.PostAsync("/api/v1/people/import", new MultipartFormDataContent { { file, "file", "x.csv" } });
        });
        Of(lists, HttpStatusCode.OK).ShouldBeGreaterThanOrEqualTo(1);
        foreach (var lost in lists.Where(r => r.StatusCode != HttpStatusCode.OK)) (await Code(lost)).ShouldBe("people.meanwhile");
        (await site.Db(db => db.Seen<Person>(Viewer.System).CountAsync(p => p.Email.StartsWith("rasa")))).ShouldBe(50);
        (await site.Db(db => db.Seen<Employment>(Viewer.System).CountAsync(e => db.Seen<Person>(Viewer.System).Any(p => p.Id == e.PersonId && p.Email.StartsWith("rasa"))))).ShouldBe(50);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Of_eight_who_write_one_e_mail_at_the_same_moment_one_gets_it(On database)
    {
        await using var site = new TestSite(database);
        var api = await site.ApiAs("municipality");
        var added = await Race(i => api.PostAsJsonAsync("/api/v1/people", new { givenName = $"Jauna {(char)('A' + i)}", familyName = "Skolotāja", email = "viena@skola.example", unitId = TestSite.Id("gaujmala") }));
        Of(added, HttpStatusCode.Created).ShouldBe(1);
        added.ShouldAllBe(r => r.StatusCode == HttpStatusCode.Created || r.StatusCode == HttpStatusCode.Conflict || r.StatusCode == HttpStatusCode.UnprocessableEntity);

        var changed = await Race(i => api.PutAsJsonAsync($"/api/v1/people/{TestSite.Id($"gaujmala {i}")}", new { givenName = "Līga", familyName = "Zariņa", email = "otra@skola.example" }));
        Of(changed, HttpStatusCode.NoContent).ShouldBe(1);
        changed.ShouldAllBe(r => r.StatusCode == HttpStatusCode.NoContent || r.StatusCode == HttpStatusCode.Conflict || r.StatusCode == HttpStatusCode.UnprocessableEntity);
        foreach (var email in new[] { "viena@skola.example", "otra@skola.example" })
            (await site.Db(db => db.Seen<Person>(Viewer.System).CountAsync(p => p.Email == email))).ShouldBe(1, email);
    }

    static Task<HttpResponseMessage[]> Race(Func<int, Task<HttpResponseMessage>> run) => Task.WhenAll(Enumerable.Range(0, Racers).Select(i => Task.Run(() => run(i))));

    static int Of(HttpResponseMessage[] answers, HttpStatusCode status) => answers.Count(a => a.StatusCode == status);

    static async Task<string> Code(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return text.StartsWith('{') && JsonDocument.Parse(text).RootElement.TryGetProperty("code", out var code) ? code.GetString()! : $"{response.StatusCode}: {text}";
    }
}
