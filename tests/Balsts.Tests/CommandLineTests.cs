using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Balsts.Tests;

/// <summary>The executable as whoever runs a server meets it: a process with arguments, two streams and an exit code.</summary>
public sealed class CommandLineTests : IDisposable
{
    const string Password = "correct horse battery";
    readonly string folder = Directory.CreateTempSubdirectory("balsts verbs ").FullName; // with a space, as people's folders have
    readonly Dictionary<string, string> settings = [];

    public CommandLineTests() => settings["BALSTS_DATA"] = folder;

    public void Dispose() => Directory.Delete(folder, true);

    void Use(On database)
    {
        if (database == On.Sqlite) return;
        if (Postgres.Address is null) Assert.Skip("There is no PostgreSQL on this machine, or the run is fast.");
        var name = $"verbs_{Guid.NewGuid():N}";
        Postgres.Run($"CREATE DATABASE {name}");
        settings["BALSTS_DATABASE"] = $"{Postgres.Address};Database={name}";
    }

    Process Start(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Balsts.dll"), .. words])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("BALSTS_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs a verb to its end; the first line is what is typed into it.</summary>
    async Task<(int Code, string Out, string Error)> Type(string input, params string[] words)
    {
        using var process = Start(words);
        var (answers, reasons) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteLineAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await answers, await reasons);
    }

    Task<(int Code, string Out, string Error)> Run(params string[] words) => Type("", words);

    static JsonNode Read(string json) => JsonNode.Parse(json)!;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task An_empty_installation_lets_its_first_administrator_in(On database)
    {
        Use(database);
        string[] add = ["account", "add", "--email", "boss@example.lv", "--name", "Anna Marija Kalniņa", "--country", "lv", "--administrator", "--password-stdin"];
        (await Type(Password, add)).Code.ShouldBe(0);

        var again = await Type(Password, add);
        again.Code.ShouldBe(1);
        again.Error.ShouldContain("This person signs in already.");

        var made = await Run("token", "add", "--account", "boss@example.lv", "--json");
        made.Error.ShouldBeEmpty();
        var token = Read(made.Out)["token"]!.GetValue<string>();

        var examined = await Run("doctor", "--json");
        examined.Code.ShouldBe(0, examined.Out);
        Read(examined.Out)["well"]!.GetValue<bool>().ShouldBeTrue();

        var address = $"http://localhost:{Postgres.FreePort()}";
        using var server = Start("serve", "--urls", address);
        try
        {
            using var client = new HttpClient { BaseAddress = new(address) };
            await Ready(client, server);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            (await client.GetAsync("/api/v1/people")).StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized);

            (await Run("token", "revoke", "--account", "boss@example.lv")).Code.ShouldBe(0);
            (await client.GetAsync("/api/v1/people")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

            var second = await Run("serve", "--urls", address);
            second.Code.ShouldBe(2);
            second.Error.ShouldContain("another program listens");
        }
        finally { server.Kill(true); }
    }

    static async Task Ready(HttpClient client, Process server)
    {
        _ = server.StandardOutput.ReadToEndAsync();
        for (var patience = 0; patience < 300; patience++)
        {
            if (server.HasExited) throw new InvalidOperationException(await server.StandardError.ReadToEndAsync());
            try { if ((await client.GetAsync("/health/ready")).IsSuccessStatusCode) return; }
            catch (HttpRequestException) { }
            await Task.Delay(100);
        }
        throw new TimeoutException("The server did not become ready.");
    }

    [Fact]
    public async Task A_link_lets_somebody_in_and_the_account_can_be_reset_and_disabled()
    {
        string[] head = ["account", "add", "--email", "h@example.lv", "--given", "Dace", "--family", "Krūmiņa", "--country", "LV", "--post", "Head"];
        (await Run([.. head, "--unit", "nowhere"])).Error.ShouldContain("No unit of the country is called nowhere");
        (await Run(head)).Code.ShouldBe(2); // where is not said
        (await Run("account", "add", "--email", "x@example.lv", "--name", "A B", "--country", "XX", "--administrator")).Error.ShouldContain("There is no country pack for XX");
        (await Type("12345", "account", "add", "--email", "x@example.lv", "--name", "A B", "--country", "LV", "--administrator", "--password-stdin")).Error.ShouldContain("too easy to guess");

        var added = await Run("account", "add", "--email", "a@example.lv", "--name", "A B", "--country", "LV", "--administrator", "--json");
        Read(added.Out)["invitation"]!.GetValue<string>().ShouldStartWith("http://localhost:5080/invitation/");
        (await Type(Password, [.. head, "--unit", "LATVIJA", "--password-stdin"])).Code.ShouldBe(0);
        (await Run("account", "reset", "h@example.lv")).Out.ShouldContain("/invitation/");
        (await Run("account", "disable", "h@example.lv")).Code.ShouldBe(0);
        (await Run("account", "disable", "nobody@example.lv")).Error.ShouldContain("No account has this e-mail");
    }

    [Fact]
    public async Task The_demo_world_goes_into_an_empty_database_and_into_no_other()
    {
        Read((await Run("demo", "--json")).Out)["personas"]!.AsArray().Count.ShouldBeGreaterThan(10);
        (await Run("demo")).Error.ShouldContain("is there already");
        (await Run("demo", "--if-missing")).Code.ShouldBe(0);

        settings["BALSTS_DATABASE"] = $"Data Source={Path.Combine(folder, "own", "own.db")}";
        (await Run("account", "add", "--email", "a@example.lv", "--name", "A B", "--country", "LV", "--administrator")).Code.ShouldBe(0);
        (await Run("demo", "--if-missing")).Error.ShouldContain("an installation of its own");
    }

    public static TheoryData<string> Verbs => [.. House.Rooms.SelectMany(r => r.Verbs).Select(v => v.Words), "serve"];

    [Theory, MemberData(nameof(Verbs))]
    public async Task Every_verb_explains_itself(string verb)
    {
        var help = await Run([.. verb.Split(' '), "--help"]);
        help.Code.ShouldBe(0);
        help.Out.ShouldContain("Usage:");
        Directory.EnumerateFileSystemEntries(folder).ShouldBeEmpty("explaining changes nothing");
    }

    [Theory]
    [InlineData("fly")]
    [InlineData("account")]
    [InlineData("token add")]
    [InlineData("serve --port 80")]
    [InlineData("account add --email a@example.lv --name A --country LV --administrator")]
    [InlineData("token add --account a@example.lv --days 0")]
    public async Task Wrong_usage_is_told_and_has_its_own_exit_code(string words)
    {
        var wrong = await Run(words.Split(' '));
        wrong.Code.ShouldBe(2);
        wrong.Error.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("BALSTS_DATABASE", "rubbish")]
    [InlineData("BALSTS_DATABASE", "Data Source=")]
    [InlineData("BALSTS_URLS", "5080")]
    [InlineData("BALSTS_PUBLIC_URL", "balsts.example")]
    [InlineData("BALSTS_MAIL", "mail.example")]
    [InlineData("BALSTS_DATA", "/dev/null/data")]
    public async Task A_setting_that_cannot_be_used_is_refused_in_one_sentence(string name, string value)
    {
        settings[name] = value;
        var refused = await Run("serve");
        refused.Code.ShouldBe(2);
        refused.Error.ShouldStartWith(name);
        refused.Error.Trim().ShouldNotContain('\n');
    }

    [Fact]
    public async Task The_demo_is_refused_on_a_public_address()
    {
        (settings["BALSTS_DEMO"], settings["BALSTS_PUBLIC_URL"]) = ("1", "https://balsts.example");
        (await Run("serve")).Code.ShouldBe(2);
        settings.Remove("BALSTS_PUBLIC_URL");
        settings["BALSTS_URLS"] = "http://0.0.0.0:5080";
        (await Run("serve")).Code.ShouldBe(2);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_told_without_a_stack_trace()
    {
        settings["BALSTS_DATABASE"] = $"Host=127.0.0.1;Port={Postgres.FreePort()};Database=balsts;Username=balsts;Password=geheim";
        var refused = await Run("migrate");
        refused.Code.ShouldBe(1);
        refused.Error.ShouldContain("The database cannot be used");
        refused.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task The_doctor_names_what_is_wrong_and_no_secret()
    {
        settings["BALSTS_PUBLIC_URL"] = "http://balsts.example";
        settings["BALSTS_MAIL"] = $"smtp://post:geheim@127.0.0.1:{Postgres.FreePort()}";
        settings["BALSTS_DATABASE"] = $"Host=127.0.0.1;Port={Postgres.FreePort()};Database=balsts;Username=balsts;Password=geheim";
        var examined = await Run("doctor", "--json");
        examined.Code.ShouldBe(1);
        examined.Out.ShouldNotContain("geheim");
        examined.Error.ShouldNotContain("geheim");
        Read(examined.Out)["findings"]!.AsArray().Where(f => f!["verdict"]!.GetValue<string>() == "Wrong").Select(f => f!["what"]!.GetValue<string>()).ShouldBe(["Database", "Address", "Mail"]);
        (await Run("doctor")).Error.ShouldContain("3 things are wrong.");
    }

    [Fact]
    public async Task A_job_is_run_by_its_name()
    {
        var jobs = Read((await Run("job", "list", "--json")).Out).AsArray().Select(j => j!["name"]!.GetValue<string>()).ToList();
        jobs.ShouldContain("DeliverNotifications");
        (await Run("job", "run", "delivernotifications")).Code.ShouldBe(0);
        (await Run("job", "run", "Dance")).Error.ShouldContain(string.Join(", ", jobs));
    }
}
