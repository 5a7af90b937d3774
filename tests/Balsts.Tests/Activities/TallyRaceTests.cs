using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Balsts.Units;
using Npgsql;

namespace Balsts.Tests.Activities;

/// <summary>
/// Eight who log, correct and remove at the same time, against processes that fold meanwhile: at the end the totals are those of a full
/// count, and nobody was ever told of a deadlock.
/// </summary>
public sealed class TallyRaceTests(ITestOutputHelper output)
{
    const int Writers = 8;
    const int Rounds = 20;

    /// <summary>Who writes, and where: two of them in one school, so that the same totals are written.</summary>
    static readonly (string Persona, string School)[] Who =
        [("mentor", "gaujmala"), ("consultant", "gaujmala"), ("consultant", "mezmala"), ("coordinator", "gaujmala"), ("coordinator", "upesciems"), ("projectmentor", "baku62"), ("projectmentor", "baku145"), ("mentor", "gaujmala")];

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Totals_under_eight_writers_are_those_of_a_full_count(On database)
    {
        if (database == On.Postgres && Postgres.Address is null) Assert.Skip("There is no PostgreSQL on this machine, or the run is fast.");
        var folder = Directory.CreateTempSubdirectory("balsts-tally").FullName;
        var name = $"tally_{Guid.NewGuid():N}";
        if (database == On.Postgres) Postgres.Run($"CREATE DATABASE {name}");
        var connection = database == On.Postgres ? Postgres.Connection(name) : $"Data Source={Path.Combine(folder, "balsts.db")}";
        await using var first = await ServerProcess.Serve(connection, folder, ("BALSTS_DEMO", "1"));
        await using var second = database == On.Postgres ? await ServerProcess.Serve(connection, folder, ("BALSTS_DEMO", "1")) : null;
        var quiet = (First: first.Said.Length, Second: second?.Said.Length ?? 0); // a database that is new to it is not without complaints

        var clock = Stopwatch.StartNew();
        var answers = new ConcurrentDictionary<HttpStatusCode, int>();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(() => Write(i, i % 2 == 1 && second is not null ? second : first, answers))));
        var took = clock.Elapsed;

        answers.Keys.ShouldBeSubsetOf([HttpStatusCode.Created, HttpStatusCode.NoContent, HttpStatusCode.Conflict]);
        var heard = first.Said[quiet.First..] + second?.Said[quiet.Second..];
        heard.ShouldNotContain("deadlock");
        heard.ShouldNotContain("\"LogLevel\":\"Error\"");
        if (database == On.Postgres) (await Deadlocks(connection)).ShouldBe(0); // one that was told as “somebody changed this meanwhile” is one as well
        // while the processes still fold, and once everything is folded
        var (code, said, why) = await ServerProcess.Verb(connection, folder, null, "tally", "rebuild", "--check");
        code.ShouldBe(0, why);
        (await ServerProcess.Verb(connection, folder, null, "job", "run", "FoldTallies")).ExitCode.ShouldBe(0);
        (code, said, why) = await ServerProcess.Verb(connection, folder, null, "tally", "rebuild", "--check");
        code.ShouldBe(0, why);
        output.WriteLine($"{database}: {Writers} writers, {answers.Values.Sum()} acts in {took.TotalSeconds:0.0} s ({string.Join(", ", answers.Select(a => $"{a.Value} {a.Key}"))}). {said.Trim()}");
        answers[HttpStatusCode.Created].ShouldBe(Writers * Rounds);
    }

    static async Task<long> Deadlocks(string connection)
    {
        await using var postgres = new NpgsqlConnection(connection);
        await postgres.OpenAsync();
        await using var ask = new NpgsqlCommand("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()", postgres);
        return (long)(await ask.ExecuteScalarAsync())!;
    }

    /// <summary>Logs, and of what was logged corrects some, twice at the same moment, and removes some.</summary>
    static async Task Write(int number, ServerProcess server, ConcurrentDictionary<HttpStatusCode, int> answers)
    {
        var (persona, school) = Who[number];
        var random = new Random(number);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Client.BaseAddress };
        var token = (await (await client.GetAsync("/sign-in")).Html()).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        (await client.PostAsync("/sign-in/persona", new FormUrlEncodedContent([new("persona", persona), new("__RequestVerificationToken", token)]))).StatusCode.ShouldBe(HttpStatusCode.Redirect, server.Said);
        var today = new CountryPacks()[school.StartsWith("baku", StringComparison.Ordinal) ? "AZ" : "LV"].Today(TimeProvider.System);
        var mine = new List<Guid>();
        for (var round = 0; round < Rounds; round++)
        {
            var logged = await client.PostAsJsonAsync("/api/v1/activities", Support(another: true));
            Count(logged);
            if (logged.StatusCode == HttpStatusCode.Created) mine.Add((await logged.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid());
            if (mine.Count > 0 && random.Next(2) == 0)
            {
                // twice at the same moment: one of them is told, or they come one after the other
                var id = mine[random.Next(mine.Count)];
                foreach (var corrected in await Task.WhenAll(client.PutAsJsonAsync($"/api/v1/activities/{id}", Support()), client.PutAsJsonAsync($"/api/v1/activities/{id}", Support()))) Count(corrected);
            }
            if (mine.Count > 0 && random.Next(3) == 0)
            {
                var id = mine[random.Next(mine.Count)];
                mine.Remove(id);
                Count(await client.DeleteAsync($"/api/v1/activities/{id}"));
            }
        }

        object Support(bool another = false) => new
        {
            unitId = TestSite.Id(school), on = today.AddDays(-random.Next(3)), minutes = 5 * random.Next(1, 30), kind = random.Next(2) == 0 ? "Consultation" : "Observation", another,
            people = Enumerable.Range(0, 10).Where(_ => random.Next(3) == 0).Select(n => TestSite.Id($"{school} {n}")),
        };

        void Count(HttpResponseMessage answer) => answers.AddOrUpdate(answer.StatusCode, 1, (_, n) => n + 1);
    }
}
