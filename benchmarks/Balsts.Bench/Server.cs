using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Foundation.Telemetry;

namespace Balsts.Bench;

/// <summary>A server in a process of its own, on a free port, its log in a file.</summary>
sealed partial class Server : IDisposable
{
    readonly Process process;
    readonly HttpClient http;

    public int Port { get; }

    /// <summary>From the start of the process to the first good answer.</summary>
    public TimeSpan StartedIn { get; private set; }

    Server(Process process, int port)
    {
        (this.process, Port) = (process, port);
        http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new($"http://localhost:{port}") };
    }

    /// <summary>The product, as it is built for use.</summary>
    public static Task<Server> Balsts(string connection, Folder folder, params (string Name, string Value)[] more) => Start(Product, ["serve", "--urls"], folder,
        [("BALSTS_DATABASE", connection), ("BALSTS_DATA", folder.Of("data")), ("BALSTS_DEMO", "1"), ("BALSTS_BENCH", "1"), ("BALSTS_RATES", "search=1000000 exports=1000000 api=1000000"), ("BALSTS_PUBLIC_URL", "http://localhost"), .. more]);

    public static string Product { get; } = Path.Combine(Directory.GetCurrentDirectory(), "src/Balsts/bin/Release/net10.0/Balsts.dll");

    public static async Task<Server> Start(string program, string[] arguments, Folder folder, params (string Name, string Value)[] environment)
    {
        var port = FreePort();
        // the shell gives its place to the server, so that the process is the server's and no pipe has to be read
        var start = new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec dotnet \"$@\" >\"$log\" 2>&1", "sh", folder.Of("log"), program, .. arguments, $"http://localhost:{port}"])
        {
            WorkingDirectory = Path.Combine(Directory.GetCurrentDirectory(), "src/Balsts"),
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var began = Stopwatch.GetTimestamp();
        var server = new Server(Process.Start(start)!, port);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        while (!await server.IsReady())
        {
            if (server.process.HasExited || Stopwatch.GetElapsedTime(began) > TimeSpan.FromMinutes(2))
                throw new InvalidOperationException($"The server did not start:\n{await File.ReadAllTextAsync(folder.Of("log"))}");
            await Task.Delay(10);
        }
        server.StartedIn = Stopwatch.GetElapsedTime(began);
        server.process.Refresh();
        server.MemoryMiB = server.process.WorkingSet64 / 1048576.0;
        return server;
    }

    async Task<bool> IsReady()
    {
        try { return (await http.GetAsync("/health/ready")).IsSuccessStatusCode; }
        catch (HttpRequestException) { return false; }
    }

    /// <summary>User and system time of the process so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Memory that the process held when it was ready, in MiB.</summary>
    public double MemoryMiB { get; private set; }

    public async Task<Used> Used() => (await http.GetFromJsonAsync<Used>("/bench/used"))!;

    /// <summary>Signs a persona of the demo in by its button: the header that its browser would send.</summary>
    public async Task<string> CookieOf(string persona)
    {
        var page = await http.GetAsync("/sign-in");
        var token = Token().Match(await page.Content.ReadAsStringAsync()).Groups["token"].Value;
        using var press = new HttpRequestMessage(HttpMethod.Post, "/sign-in/persona") { Content = new FormUrlEncodedContent([new("persona", persona), new("__RequestVerificationToken", token)]) };
        press.Headers.Add("Cookie", Cookies(page));
        var answer = await http.SendAsync(press);
        if (answer.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException($"The persona {persona} is not let in: {(int)answer.StatusCode}.");
        return $"Cookie: {Cookies(answer)}";
    }

    /// <summary>A client that has signed a persona in.</summary>
    public async Task<HttpClient> As(string persona)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = http.BaseAddress };
        client.DefaultRequestHeaders.Add("Cookie", (await CookieOf(persona))["Cookie: ".Length..]);
        return client;
    }

    static string Cookies(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? string.Join("; ", cookies.Select(c => c.Split(';')[0])) : "";

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();

    /// <summary>What an address shows to whoever sends this header.</summary>
    public async Task<string> Get(string address, string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var (name, value) = (header[..header.IndexOf(':')], header[(header.IndexOf(':') + 2)..]);
        request.Headers.TryAddWithoutValidation(name, value);
        var answer = await http.SendAsync(request);
        if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{address} answers {(int)answer.StatusCode}.");
        return await answer.Content.ReadAsStringAsync();
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        try { process.Kill(); }
        catch (InvalidOperationException) { } // it has ended already
        http.Dispose();
    }
}

/// <summary>A folder that is gone when the measuring is over.</summary>
sealed class Folder : IDisposable
{
    readonly string path = Directory.CreateTempSubdirectory("balsts-bench").FullName;

    public Folder() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();

    public string Of(string name) => Path.Combine(path, name);

    public void Dispose()
    {
        if (Directory.Exists(path)) Directory.Delete(path, true);
    }
}
