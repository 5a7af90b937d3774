using System.Reflection;
using System.Text.Json;
using Balsts.Demo;

namespace Balsts.Bench;

/// <summary>
/// How dear the pages are that people open most: the list of people beside the raw limit, a unit's page, the API's list, a mentor's desk, the page of an initiative's manager. All servers run at
/// the same time on the same data and are asked in short rounds, one after the other, so that what the machine does meanwhile hits all alike.
/// </summary>
static class ListBench
{
    const string Persona = "municipality", Mentor = "projectmentor", Manager = "manager";
    const int Rounds = 6;

    public static async Task<int> Run(int seconds, int scale, bool json)
    {
        using Folder forSqlite = new(), forPostgres = new(), forLimit = new();
        var (sqlite, postgres) = (Databases.Sqlite(forSqlite), Databases.Postgres());
        Results.Say($"Filling both databases with the demo ×{scale} …");
        // the servers migrate and load the demo themselves; they start again on full databases
        (await Server.Balsts(sqlite, forSqlite)).Dispose();
        (await Server.Balsts(postgres, forPostgres)).Dispose();
        var (nation, tokenOnSqlite) = await Nation.Into(sqlite, scale);
        var (_, tokenOnPostgres) = await Nation.Into(postgres, scale);
        Databases.Settle(postgres);

        using var onSqlite = await Server.Balsts(sqlite, forSqlite);
        using var onPostgres = await Server.Balsts(postgres, forPostgres);
        var (sqliteCookie, postgresCookie) = (await onSqlite.CookieOf(Persona), await onPostgres.CookieOf(Persona));
        var (people, everybody, unit, api) = ($"/people?unit={nation.Municipality}&sort=name", "/people?sort=name", $"/units/{nation.School}", $"/api/v1/people?unit={nation.Municipality}&limit=50");

        var initiative = $"/initiatives/{DemoWorld.Id("baku initiative")}";
        var page = forLimit.Of("people.html");
        await File.WriteAllTextAsync(page, await onPostgres.Get(people, postgresCookie));
        using var limit = await Server.Start(Assembly.GetExecutingAssembly().Location, ["limit"], forLimit,
            (Limit.DatabaseSetting, postgres), (Limit.PersonSetting, DemoWorld.Id(Persona).ToString()), (Limit.PageSetting, page));

        var scenarios = new Dictionary<string, Subject[]>
        {
            ["people"] = [new("limit", limit, people, "", true), new("postgres", onPostgres, people, postgresCookie, true), new("sqlite", onSqlite, people, sqliteCookie, false)],
            ["everybody in reach"] = [new("limit", limit, everybody, "", true), new("postgres", onPostgres, everybody, postgresCookie, true), new("sqlite", onSqlite, everybody, sqliteCookie, false)],
            ["a unit's page"] = [new("postgres", onPostgres, unit, postgresCookie, true), new("sqlite", onSqlite, unit, sqliteCookie, false)],
            ["a mentor's desk"] = [new("postgres", onPostgres, "/", await onPostgres.CookieOf(Mentor), true), new("sqlite", onSqlite, "/", await onSqlite.CookieOf(Mentor), false)],
            ["an initiative's page, as its manager"] = [new("postgres", onPostgres, initiative, await onPostgres.CookieOf(Manager), true), new("sqlite", onSqlite, initiative, await onSqlite.CookieOf(Manager), false)],
            ["people over the API"] = [new("postgres", onPostgres, api, $"Authorization: Bearer {tokenOnPostgres}", true), new("sqlite", onSqlite, api, $"Authorization: Bearer {tokenOnSqlite}", false)],
        };
        foreach (var (name, subjects) in scenarios)
        {
            Results.Say($"Measuring {name}: 32 connections, {seconds} s each, {nation.People:N0} people in {nation.Units:N0} units …");
            foreach (var subject in subjects) await subject.WarmUp(TimeSpan.FromSeconds(Math.Min(4, seconds)));
            for (var round = 0; round < Rounds; round++)
                foreach (var subject in round % 2 == 0 ? subjects : subjects.Reverse()) await subject.Round(TimeSpan.FromSeconds((double)seconds / Rounds));
            if (!json) Print(name, subjects);
        }

        var list = scenarios["people"].ToDictionary(s => s.Name, s => s.Figures);
        var ratios = list.Where(f => f.Key != "limit").ToDictionary(f => f.Key, f => Math.Round(f.Value.TotalCpuMs() / list["limit"].TotalCpuMs(), 2));
        Results.Write("list", new
        {
            date = Results.Today, machine = Results.Machine, scale, nation.People, nation.Units, seconds, connections = 32,
            totalCpuToLimit = ratios,
            scenarios = scenarios.ToDictionary(s => s.Key, s => s.Value.ToDictionary(x => x.Name, x => new { figures = x.Figures, pageKiB = x.PageKiB, queries = x.Queries })),
        });
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(list, Results.Json));
            return 0;
        }
        Console.WriteLine($"\nCPU of the list to the limit's: {string.Join(", ", ratios.Select(r => FormattableString.Invariant($"{r.Key} {r.Value:0.00}×")))}");
        return 0;
    }

    static void Print(string name, Subject[] subjects) => Results.Print(name,
        ["", "requests/s", "p50 ms", "p99 ms", "server CPU ms", "database CPU ms", "KiB allocated", "page KiB", "queries"],
        subjects.Select(s => (object?[])[s.Name, s.Figures.Rps, s.Figures.P50Ms, s.Figures.P99Ms, s.Figures.ServerCpuMs, s.Figures.DatabaseCpuMs, s.Figures.AllocKiB, s.PageKiB, s.Queries]));
}
