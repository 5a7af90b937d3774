using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Balsts.Units;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Balsts.Tests;

/// <summary>The process is killed in the middle, twenty times: what was acknowledged is there, and nothing is there by half.</summary>
public sealed class KilledImportTests(ITestOutputHelper output) : Kills(output)
{
    const int Schools = 3000;

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task An_import_that_is_killed_is_there_whole_or_not_at_all(On database)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("balsts-kill").FullName, "schools.csv");
        await File.WriteAllTextAsync(file, Register(Schools));
        string[] import = ["import", "units", file, "--format", "latvia-register"];

        TimeSpan whole;
        using (var first = new TestSite(database))
        {
            var clock = Stopwatch.StartNew();
            var (code, _, errors) = await ServerProcess.Verb(first.Connection, first.Folder, null, import);
            whole = clock.Elapsed;
            code.ShouldBe(0, errors);
        }

        var (all, none, acknowledged) = (0, 0, 0);
        var site = new TestSite(database);
        var before = await Units(site);
        for (var i = 0; i < Times; i++)
        {
            // the last kills come when the work is nearly done or over
            var (code, _, _) = await ServerProcess.Verb(site.Connection, site.Folder, whole * (0.45 + 1.05 * i / (Times - 1)), import);
            var now = await Units(site);
            if (code is not null)
            {
                code.ShouldBe(0);
                acknowledged++;
                now.Schools.ShouldBe(before.Schools + Schools, "it said done, and it is not all there");
            }
            if (now == before)
            {
                none++;
                continue;
            }
            now.Schools.ShouldBe(before.Schools + Schools);
            now.Placements.ShouldBe(now.All, "a unit without a place");
            now.History.ShouldBeGreaterThan(before.History, "the import is not told");
            now.House.ShouldBeGreaterThan(before.House, "the nodes are not told");
            all++;
            await site.DisposeAsync();
            site = new TestSite(database);
        }
        await site.DisposeAsync();
        Output.WriteLine($"{database}: {Times} kills of an import of {Schools} schools that takes {whole.TotalSeconds:0.0} s whole: {none} times nothing was there, {all} times all, {acknowledged} of them acknowledged.");
        (all + none).ShouldBe(Times);
    }
}

public sealed class KilledSubmissionTests(ITestOutputHelper output) : Kills(output)
{
    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_submission_that_is_killed_is_there_whole_or_not_at_all(On database)
    {
        var plan = Guid.Empty;
        await Killed(database, "a submission",
            async (client, _) => plan = await Write(client),
            client => client.PostAsync($"/api/v1/months/{plan}/report/submit", Json(new { })),
            async number =>
            {
                var report = $"(SELECT id FROM monthly_reports WHERE plan_id = '{Written(database, plan)}')";
                var submitted = await number($"SELECT COUNT(*) FROM monthly_reports WHERE plan_id = '{Written(database, plan)}' AND state = 'Submitted'");
                (await number($"SELECT COUNT(*) FROM report_rounds WHERE report_id = {report}"), await number($"SELECT COUNT(*) FROM report_slices WHERE report_id = {report}"),
                    await number($"SELECT COUNT(*) FROM report_lines WHERE report_id = {report}"), await number($"SELECT COUNT(*) FROM history WHERE what = 'ReportSubmitted' AND subject_id = {report}"))
                    .ShouldBe(submitted == 1 ? (1L, 2L, 2L, 1L) : (0L, 0L, 0L, 0L), "it is there by half");
                return submitted == 1;
            });
    }
}

public sealed class KilledAcceptanceTests(ITestOutputHelper output) : Kills(output)
{
    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task An_acceptance_that_is_killed_is_there_whole_or_not_at_all(On database)
    {
        var report = Guid.Empty;
        await Killed(database, "an acceptance",
            async (coordinator, others) =>
            {
                var plan = await Write(coordinator);
                report = await Made(await coordinator.PostAsync($"/api/v1/months/{plan}/report/submit", Json(new { })));
                foreach (var persona in new[] { "head", "otherhead" })
                {
                    var head = await others(persona);
                    using var waiting = JsonDocument.Parse(await head.GetStringAsync("/api/v1/months/slices?key=Waiting"));
                    foreach (var slice in waiting.RootElement.GetProperty("items").EnumerateArray().Where(s => s.GetProperty("authorId").GetGuid() == TestSite.Id("coordinator")))
                        (await head.PostAsync($"/api/v1/months/slices/{slice.GetProperty("id").GetGuid()}/discuss", Json(new { remark = persona }))).IsSuccessStatusCode.ShouldBeTrue();
                }
                await others("municipality");
            },
            client => client.PostAsync($"/api/v1/months/reports/{report}/accept", Json(new { remark = "Labi!" })),
            async number =>
            {
                var id = Written(database, report);
                var accepted = await number($"SELECT COUNT(*) FROM monthly_reports WHERE id = '{id}' AND state = 'Accepted' AND accepted_at IS NOT NULL");
                (await number($"SELECT COUNT(*) FROM report_rounds WHERE report_id = '{id}' AND remark = 'Labi!'"), await number($"SELECT COUNT(*) FROM history WHERE what = 'ReportAccepted' AND subject_id = '{id}'"),
                    await number($"SELECT COUNT(*) FROM notifications WHERE address = '/reports/{report}' AND text LIKE '%accepted your report%'"), await number($"SELECT COUNT(*) FROM report_slices WHERE report_id = '{id}' AND key = 'Discussed'"))
                    .ShouldBe(accepted == 1 ? (1L, 1L, 1L, 2L) : (0L, 0L, 0L, 2L), "it is there by half");
                return accepted == 1;
            });
    }
}

/// <summary>What the kills have in common; each kind is a class of its own, so that they run beside each other.</summary>
public abstract class Kills(ITestOutputHelper output)
{
    protected const int Times = 20;
    protected ITestOutputHelper Output => output;

    /// <summary>Prepares a world once, copies it for every kill, and looks whether the act is there (true), not there (false), or by half (the look fails).</summary>
    protected async Task Killed(On database, string what, Func<HttpClient, Func<string, Task<HttpClient>>, Task> prepare, Func<HttpClient, Task<HttpResponseMessage>> act, Func<Func<string, Task<long>>, Task<bool>> look)
    {
        if (database == On.Postgres && Postgres.Address is null) Assert.Skip("There is no PostgreSQL on this machine, or the run is fast.");
        var (connection, folder) = (New(database, null), Directory.CreateTempSubdirectory("balsts-kill").FullName);
        if (database == On.Sqlite) connection = $"Data Source={Path.Combine(folder, "balsts.db")}";
        var last = "coordinator";
        var session = new CookieContainer(); // what one server sealed, its copies open
        await using (var server = await ServerProcess.Serve(connection, folder, session, ("BALSTS_DEMO", "1")))
        {
            await SignIn(server.Client, last);
            await prepare(server.Client, async persona =>
            {
                await SignIn(server.Client, last = persona);
                return server.Client;
            });
        }

        var whole = TimeSpan.FromMilliseconds(400);
        var (all, none, acknowledged) = (0, 0, 0);
        for (var i = 0; i <= Times; i++)
        {
            var copy = Directory.CreateTempSubdirectory("balsts-kill").FullName;
            foreach (var file in Directory.EnumerateFiles(folder)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            var own = database == On.Sqlite ? $"Data Source={Path.Combine(copy, "balsts.db")}" : New(database, connection);
            await using var server = await ServerProcess.Serve(own, copy, session, ("BALSTS_DEMO", "1"));

            var clock = Stopwatch.StartNew();
            var acting = act(server.Client);
            HttpStatusCode? answer = null;
            if (i == 0) // once in peace, to know how long it takes
            {
                answer = (await acting).StatusCode;
                whole = clock.Elapsed;
            }
            else
            {
                await Task.WhenAny(acting, Task.Delay(whole * (1.25 * i / Times)));
                server.Kill();
                try { answer = (await acting).StatusCode; }
                catch (HttpRequestException) { } // nobody answered any more
            }
            if (answer is { } said) ((int)said).ShouldBeInRange(200, 299);

            var there = await look(sql => Number(database, own, sql));
            if (answer is not null) there.ShouldBeTrue("it said done, and it is not there");
            if (i == 0) continue;
            if (there) all++;
            else none++;
            if (answer is not null) acknowledged++;
        }
        output.WriteLine($"{database}: {Times} kills of {what} that takes {whole.TotalMilliseconds:0} ms whole: {none} times nothing was there, {all} times all, {acknowledged} of them acknowledged.");
        (all + none).ShouldBe(Times);
    }

    /// <summary>A database of its own on PostgreSQL: empty, or a copy of one that nobody uses.</summary>
    static string New(On database, string? like)
    {
        if (database == On.Sqlite) return "";
        var name = $"kill_{Guid.NewGuid():N}";
        if (like is not null)
        {
            var source = new NpgsqlConnectionStringBuilder(like).Database;
            NpgsqlConnection.ClearAllPools();
            Postgres.Run($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{source}'");
            Postgres.Run($"CREATE DATABASE {name} TEMPLATE {source}");
        }
        else Postgres.Run($"CREATE DATABASE {name}");
        return Postgres.Connection(name);
    }

    static async Task SignIn(HttpClient client, string persona)
    {
        var token = (await (await client.GetAsync("/sign-in?lang=lv")).Html()).QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value");
        if (token is null) // somebody has signed in: out first
        {
            var own = (await (await client.GetAsync("/profile")).Html()).QuerySelector("form[action='/sign-out'] input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            await client.PostAsync("/sign-out", new FormUrlEncodedContent([new("__RequestVerificationToken", own)]));
            token = (await (await client.GetAsync("/sign-in")).Html()).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value");
        }
        (await client.PostAsync("/sign-in/persona", new FormUrlEncodedContent([new("persona", persona), new("__RequestVerificationToken", token!)]))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    /// <summary>As the demo's coordinator: two lines in two schools, and a judgement. Gives the month's id.</summary>
    protected static async Task<Guid> Write(HttpClient client)
    {
        foreach (var school in new[] { "gaujmala", "mezmala" })
        {
            var line = new { appointmentId = TestSite.Id("coordinator post"), unitId = TestSite.Id(school), on = $"{new CountryPacks()["LV"].Today(TimeProvider.System):yyyy-MM}-01", minutes = 60, kind = "Consultation", people = Array.Empty<Guid>() };
            (await client.PostAsync("/api/v1/months/lines", Json(line))).StatusCode.ShouldBe(HttpStatusCode.Created);
        }
        using var months = JsonDocument.Parse(await client.GetStringAsync("/api/v1/months"));
        var plan = months.RootElement.GetProperty("items").EnumerateArray().First().GetProperty("id").GetGuid();
        (await client.PutAsync($"/api/v1/months/{plan}/report", Json(new { judgement = "Divas skolas sāka.", parts = Array.Empty<object>() }))).IsSuccessStatusCode.ShouldBeTrue();
        return plan;
    }

    protected static async Task<Guid> Made(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        using var made = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return made.RootElement.GetProperty("id").GetGuid();
    }

    protected static StringContent Json(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

    protected static string Written(On database, Guid id) => database == On.Sqlite ? id.ToString().ToUpperInvariant() : id.ToString();

    protected static async Task<(long Schools, long All, long Placements, long History, long House)> Units(TestSite site) => (
        await Number(site, "SELECT COUNT(*) FROM units WHERE kind = 'Institution' AND country_id = 'LV'"),
        await Number(site, "SELECT COUNT(*) FROM units"),
        await Number(site, "SELECT COUNT(*) FROM unit_placements WHERE ends_on IS NULL"),
        await Number(site, "SELECT COUNT(*) FROM history"),
        await Number(site, "SELECT number FROM house_version"));

    protected static Task<long> Number(TestSite site, string sql) => Number(site.Database, site.Connection, sql);

    static async Task<long> Number(On database, string connection, string sql)
    {
        if (database == On.Sqlite)
        {
            await using var sqlite = new SqliteConnection(connection + ";Pooling=false");
            await sqlite.OpenAsync();
            await using var ask = sqlite.CreateCommand();
            ask.CommandText = sql;
            return Convert.ToInt64(await ask.ExecuteScalarAsync());
        }
        await using var postgres = new NpgsqlConnection(connection);
        await postgres.OpenAsync();
        await using var command = new NpgsqlCommand(sql, postgres);
        return Convert.ToInt64(await command.ExecuteScalarAsync());
    }

    /// <summary>A register in the form of the real one, with as many invented schools as asked for.</summary>
    protected static string Register(int schools)
    {
        var text = new StringBuilder("\uFEFFNr. p. k.,Novads/republikas pilsēta,Iestādes reģistrācijas Nr.,Iestādes nosaukums,Pakļautība,Iestādes veids,Iestādes tips,Adrese,Epasts,Tālrunis,Direktors,Bērnu skaits pirmsskolas programmās,Izglītojamo skaits 1. - 12. klasē\n");
        for (var i = 0; i < schools; i++)
            text.Append($"{i + 1},{(i % 2 == 0 ? "CĒSU NOVADS" : "RĪGA")},{4_000_000_000L + i},{i}. izdomātā pamatskola,Pašvaldība ,Vispārējās izglītības iestāde,Vispārizglītojošā pamatskola,\"SKOLAS IELA {i}\",,,,0,{i % 900}\n");
        return text.ToString();
    }
}
