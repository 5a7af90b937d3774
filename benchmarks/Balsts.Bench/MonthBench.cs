using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Demo;
using Foundation.Periods;

namespace Balsts.Bench;

/// <summary>
/// What a month asks of the server at the demo tenfold: the pages on which it is planned, written, discussed and looked back on, each read over a few connections as a few people at once would,
/// and the submission of a month of sixty activities in four schools.
/// </summary>
static class MonthBench
{
    const int Scale = 10, Connections = 2, Rounds = 4, Submissions = 20;
    static readonly string[] Schools = ["gaujmala", "mezmala", "upesciems", "amata"];

    public static async Task<int> Run(int seconds)
    {
        using Folder forSqlite = new(), forPostgres = new();
        var (sqlite, postgres) = (Databases.Sqlite(forSqlite), Databases.Postgres());
        Results.Say($"Filling both databases with the demo ×{Scale} …");
        (await Server.Balsts(sqlite, forSqlite)).Dispose();
        (await Server.Balsts(postgres, forPostgres)).Dispose();
        var (nation, _) = await Nation.Into(sqlite, Scale);
        await Nation.Into(postgres, Scale);
        Databases.Settle(postgres);
        using var onSqlite = await Server.Balsts(sqlite, forSqlite);
        using var onPostgres = await Server.Balsts(postgres, forPostgres);

        var month = Month.Of(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        var report = DemoWorld.Id($"projectmentor report {month.Previous}");
        var pages = new (string Name, string Persona, string Address)[]
        {
            ("a mentor's desk", "projectmentor", "/"),
            ("a head's desk", "projecthead", "/"),
            ("a manager's desk", "manager", "/"),
            ("a month", "projectmentor", $"/months/{month}"),
            ("a report", "manager", $"/reports/{report}"),
            ("a school's part", "projecthead", $"/slices/{DemoWorld.Id($"{report} baku62 2")}"),
            ("an initiative's heat map", "manager", $"/initiatives/{DemoWorld.Id("baku initiative")}/heat"),
            ("a school's development", "head", $"/units/{DemoWorld.Id("gaujmala")}/development"),
            ("who is late", "manager", "/months?late=1"),
        };
        var figures = new Dictionary<string, Subject[]>();
        foreach (var (name, persona, address) in pages)
        {
            Results.Say($"Measuring {name}: {Connections} connections, {seconds} s each, {nation.People:N0} people in {nation.Units:N0} units …");
            Subject[] subjects = [new("postgres", onPostgres, address, await onPostgres.CookieOf(persona), true, Connections), new("sqlite", onSqlite, address, await onSqlite.CookieOf(persona), false, Connections)];
            foreach (var subject in subjects) await subject.WarmUp(TimeSpan.FromSeconds(2));
            for (var round = 0; round < Rounds; round++)
                foreach (var subject in subjects) await subject.Round(TimeSpan.FromSeconds((double)seconds / Rounds));
            figures[name] = subjects;
        }
        Results.Print("Pages of a month", ["", "requests/s", "p50 ms", "p99 ms", "server CPU ms", "database CPU ms", "page KiB", "queries"],
            figures.SelectMany(f => f.Value.Select(s => (object?[])[$"{f.Key}, {s.Name}", s.Figures.Rps, s.Figures.P50Ms, s.Figures.P99Ms, s.Figures.ServerCpuMs, s.Figures.DatabaseCpuMs, s.PageKiB, s.Queries])));

        var submitted = new List<(string Database, double Median, double Most)>();
        foreach (var (name, server) in new[] { ("postgres", onPostgres), ("sqlite", onSqlite) })
        {
            Results.Say($"Submitting a month of 60 activities in 4 schools {Submissions} times on {name} …");
            var times = await Submit(server, month);
            submitted.Add((name, Results.Median(times), Math.Round(times.Max(), 1)));
        }
        Results.Print($"Submission of 60 activities in 4 schools, {Submissions} times", ["", "median ms", "most ms"], submitted.Select(s => (object?[])[s.Database, s.Median, s.Most]));
        Results.Write("month", new
        {
            date = Results.Today, machine = Results.Machine, scale = Scale, nation.People, nation.Units, seconds, connections = Connections,
            pages = figures.ToDictionary(f => f.Key, f => f.Value.ToDictionary(s => s.Name, s => new { figures = s.Figures, pageKiB = s.PageKiB, queries = s.Queries })),
            submissions = submitted.ToDictionary(s => s.Database, s => new { medianMs = s.Median, mostMs = s.Most }),
        });
        return 0;
    }

    /// <summary>As the coordinator: a month is written once; it is submitted, and returned by the organiser, again and again. The first, which warms up, is not counted.</summary>
    static async Task<List<double>> Submit(Server server, Month month)
    {
        using var author = await server.As("coordinator");
        using var organiser = await server.As("municipality");
        await Done(author.PostAsJsonAsync("/api/v1/months/lines", new { AppointmentId = DemoWorld.Id("coordinator post"), UnitId = DemoWorld.Id(Schools[0]), On = $"{month.First:yyyy-MM-dd}", Minutes = 60, Kind = "Consultation", People = Array.Empty<Guid>() }));
        for (var i = 0; i < 60; i++)
            await Done(author.PostAsJsonAsync("/api/v1/activities", new { UnitId = DemoWorld.Id(Schools[i % Schools.Length]), On = $"{month.First:yyyy-MM-dd}", Minutes = 20 + 5 * i, Kind = "Consultation", People = Array.Empty<Guid>() }));
        var plan = (await author.GetFromJsonAsync<JsonElement>("/api/v1/months")).GetProperty("items").EnumerateArray().First(m => m.GetProperty("month").GetString() == month.ToString()).GetProperty("id").GetGuid();
        var times = new List<double>();
        for (var i = 0; i <= Submissions; i++)
        {
            await Done(author.PutAsJsonAsync($"/api/v1/months/{plan}/report", new { Judgement = $"Mēnesis deva {i} atziņas.", Parts = Schools.Select(s => new { UnitId = DemoWorld.Id(s), Judgement = $"Skolā {i} stundas.", Needed = "" }) }));
            var began = Stopwatch.GetTimestamp();
            var answer = await Done(author.PostAsync($"/api/v1/months/{plan}/report/submit", null));
            if (i > 0) times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            var report = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
            await Done(organiser.PostAsJsonAsync($"/api/v1/months/reports/{report}/return", new { Remark = "Vēlreiz, lūdzu." }));
        }
        return times;
    }

    static async Task<HttpResponseMessage> Done(Task<HttpResponseMessage> asked)
    {
        var answer = await asked;
        return answer.IsSuccessStatusCode ? answer : throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri} answers {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }
}
