using System.Collections.Concurrent;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Balsts.Demo;
using Foundation.Data;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Balsts.Tests;

public enum On { Sqlite, Postgres }

/// <summary>The whole application with the demo world on a database of its own; people sign in by the personas' buttons, programs by tokens.</summary>
public sealed class TestSite : WebApplicationFactory<Program>
{
    /// <summary>Monday, 23 November 2026, noon in Riga.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    /// <summary>What one site sealed, its copy opens.</summary>
    public static readonly string Key = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData("the tests"u8));

    static readonly Dictionary<On, string> Templates = [];
    static readonly Lock Gate = new();

    readonly string folder = Directory.CreateTempSubdirectory("balsts-test").FullName;
    readonly string connection;
    readonly Dictionary<string, string> settings;

    /// <summary>Where this site's data lies: for a process of its own on the same database.</summary>
    public string Connection => connection;
    public string Folder => folder;

    /// <summary>What the application said of errors, for the message of a test that fails.</summary>
    public ConcurrentQueue<Exception> Failed { get; } = [];

    public FakeClock Clock { get; }
    public On Database { get; }

    public TestSite(On database, params (string Name, string Value)[] settings)
    {
        if (database == On.Postgres && Postgres.Address is null) Assert.Skip("There is no PostgreSQL on this machine, or the run is fast.");
        (Database, Clock) = (database, new(Start));
        this.settings = settings.ToDictionary(s => s.Name, s => s.Value);
        connection = Copy(database, folder);
    }

    TestSite(string connection, string folder) => (this.connection, this.folder, Clock, settings) = (connection, folder, new(Start), []);

    /// <summary>Another node on the database of the first.</summary>
    public TestSite(TestSite first, params (string Name, string Value)[] settings)
    {
        (Database, Clock, connection) = (first.Database, new(Start), first.connection);
        this.settings = settings.ToDictionary(s => s.Name, s => s.Value);
    }

    /// <summary>A world made on another day, on SQLite: it is told relative to that day.</summary>
    public TestSite(DateTimeOffset start)
    {
        (Clock, settings) = (new(start), []);
        connection = $"Data Source={Path.Combine(folder, "balsts.db")}";
    }

    /// <summary>The two databases, for test classes that prove everything on both.</summary>
    public static TheoryData<On> Both => [On.Sqlite, On.Postgres];

    /// <summary>A database with the demo world: made once, then copied.</summary>
    static string Copy(On database, string folder)
    {
        lock (Gate)
        {
            if (database == On.Sqlite)
            {
                if (!Templates.TryGetValue(On.Sqlite, out var template))
                {
                    var made = Directory.CreateTempSubdirectory("balsts-template").FullName;
                    template = Path.Combine(made, "balsts.db");
                    Fill($"Data Source={template};Pooling=false", made);
                    Templates[On.Sqlite] = template;
                }
                var copy = Path.Combine(folder, "balsts.db");
                File.Copy(template, copy);
                return $"Data Source={copy}";
            }
            if (!Templates.TryGetValue(On.Postgres, out var source))
            {
                source = $"template_{Guid.NewGuid():N}";
                Postgres.Run($"CREATE DATABASE {source}");
                Fill($"{Postgres.Connection(source)};Pooling=false", Directory.CreateTempSubdirectory("balsts-template").FullName);
                NpgsqlConnection.ClearAllPools();
                Templates[On.Postgres] = source;
            }
            var name = $"test_{Guid.NewGuid():N}";
            Postgres.Run($"CREATE DATABASE {name} TEMPLATE {source}");
            return Postgres.Connection(name);
        }
    }

    static void Fill(string connection, string folder)
    {
        using var site = new TestSite(connection, folder);
        site.Server.ToString();
        SqliteConnection.ClearAllPools();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("BALSTS_DATABASE", connection);
        builder.UseSetting("BALSTS_DATA", folder);
        builder.UseSetting("BALSTS_DEMO", "1");
        builder.UseSetting("BALSTS_PUBLIC_URL", "http://localhost");
        builder.UseSetting("BALSTS_KEY", Key);
        builder.UseSetting("BALSTS_RATES", "search=1000000 exports=1000000 api=1000000"); // a test asks faster than people, and its clock stands
        foreach (var (name, value) in settings) builder.UseSetting(name, value);
        builder.ConfigureLogging(l => l.ClearProviders().AddProvider(new Failures(Failed)));
        builder.ConfigureTestServices(services =>
        {
            services.RemoveAll<IHostedService>(); // jobs run when a test runs them
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.Configure<TestServerOptions>(o => o.PreserveExecutionContext = true); // otherwise questions are not counted as those of the test that asks
        });
    }

    /// <summary>Signed in as a persona, in a language when one is given; redirects are not followed.</summary>
    public async Task<HttpClient> As(string persona, string? language = null)
    {
        var client = CreateClient(new() { AllowAutoRedirect = false });
        var form = (IHtmlFormElement)(await client.Open("/sign-in")).QuerySelector("form[action='/sign-in/persona']")!;
        (await client.PostAsync("/sign-in/persona", new FormUrlEncodedContent(form.Fields(("persona", persona))))).StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        if (language is not null) (await Ask(async s => await s.GetRequiredService<Accounts>().ChooseLanguage((await Viewer(persona))!, language))).Failed.ShouldBeFalse();
        return client;
    }

    public HttpClient Nobody() => CreateClient(new() { AllowAutoRedirect = false });

    /// <summary>A program that holds a token of the persona.</summary>
    public async Task<HttpClient> ApiAs(string persona)
    {
        var token = (await Ask(s => s.GetRequiredService<Accounts>().MakeToken($"{persona}@demo.balsts.example", Guid.NewGuid().ToString(), TimeSpan.FromDays(365)))).Value!;
        var client = CreateClient(new() { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Asks the application's own services, in a scope.</summary>
    public async Task<T> Ask<T>(Func<IServiceProvider, Task<T>> ask)
    {
        await using var scope = Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider);
    }

    public Task<T> Db<T>(Func<AppDb, Task<T>> ask) => Ask(s => ask(s.GetRequiredService<AppDb>()));

    /// <summary>The viewer that the persona is today.</summary>
    public async Task<Viewer?> Viewer(string persona) => await Ask(async s =>
    {
        var account = (await s.GetRequiredService<AppDb>().Tables.Users.Listed()).First(a => a.Email == $"{persona}@demo.balsts.example");
        return await s.GetRequiredService<IViewers>().Of(account.Id);
    });

    /// <summary>The id of a thing of the demo world.</summary>
    public static Guid Id(string key) => DemoWorld.Id(key);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing || settings is null) return;
        try { if (!folder.Contains("template", StringComparison.Ordinal)) Directory.Delete(folder, true); }
        catch (IOException) { }
    }
}

sealed class Failures(ConcurrentQueue<Exception> failed) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    public void Dispose() { }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is not null && IsEnabled(logLevel)) failed.Enqueue(exception);
    }
}

/// <summary>What a browser does, without one.</summary>
public static class Browse
{
    public static async Task<IHtmlDocument> Html(this HttpResponseMessage response) => new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());

    public static async Task<IHtmlDocument> Open(this HttpClient client, string address)
    {
        var response = await client.GetAsync(address);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, address);
        return await response.Html();
    }

    /// <summary>Where a redirect leads, without the host: it may say it or not.</summary>
    public static string Next(this HttpResponseMessage response) => new Uri(new("http://localhost"), response.Headers.Location!).PathAndQuery;

    /// <summary>Fills the form on a page as a browser would, hidden fields and all, and sends it with its first button or the one named.</summary>
    public static async Task<HttpResponseMessage> Submit(this HttpClient client, string address, params (string Name, string Value)[] fill) =>
        await client.Send(address, await client.Open(address), fill);

    public static async Task<HttpResponseMessage> Send(this HttpClient client, string address, IHtmlDocument page, params (string Name, string Value)[] fill)
    {
        var form = (IHtmlFormElement)(page.QuerySelector("form[method=post][data-form=page]") ?? page.QuerySelector("main form[method=post]:not([data-passkey-form])") ?? page.QuerySelector("form[method=post]"))!;
        return await client.PostAsync(form.GetAttribute("action") is { Length: > 0 } action ? action : address, new FormUrlEncodedContent(form.Fields(fill)));
    }

    public static List<KeyValuePair<string, string>> Fields(this IHtmlFormElement form, params (string Name, string Value)[] fill)
    {
        var names = fill.Select(f => f.Name).ToHashSet();
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var element in form.QuerySelectorAll("input,select,textarea"))
        {
            if (element.GetAttribute("name") is not { Length: > 0 } name || names.Contains(name)) continue;
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }: break;
                case IHtmlInputElement { Type: "submit" or "button" or "file" }: break;
                case IHtmlInputElement input: fields.Add(new(name, input.Value)); break;
                case IHtmlSelectElement select: fields.Add(new(name, select.Value ?? "")); break;
                case IHtmlTextAreaElement area: fields.Add(new(name, area.Value)); break;
            }
        }
        fields.AddRange(fill.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)));
        return fields;
    }
}

static class Listing
{
    public static async Task<List<T>> Listed<T>(this IQueryable<T> rows) => await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(rows);
}
