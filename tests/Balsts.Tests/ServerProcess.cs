using System.Diagnostics;
using System.Net;

namespace Balsts.Tests;

/// <summary>The real executable in a process of its own, that can be killed without mercy.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    readonly Process process;
    readonly List<string> said = [];

    public HttpClient Client { get; }
    public bool HasExited => process.HasExited;
    public string Said { get { lock (said) return string.Join('\n', said); } }

    ServerProcess(Process process, Uri address, CookieContainer cookies)
    {
        this.process = process;
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
    }

    static Process Run(string[] arguments, string connection, string data, params (string Name, string Value)[] settings)
    {
        var info = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Balsts.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = data,
        };
        foreach (var name in info.Environment.Keys.Where(k => k.StartsWith("BALSTS_", StringComparison.Ordinal)).ToList()) info.Environment.Remove(name);
        (info.Environment["BALSTS_DATABASE"], info.Environment["BALSTS_DATA"]) = (connection, data);
        info.Environment["BALSTS_KEY"] = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData("the tests"u8)); // of the worlds that are copied
        info.Environment["DOTNET_TieredPGO"] = "0"; // it lives too short to learn how it is used
        foreach (var (name, value) in settings) info.Environment[name] = value;
        return Process.Start(info)!;
    }

    /// <summary>Starts serving and waits until it is ready.</summary>
    public static Task<ServerProcess> Serve(string connection, string data, params (string Name, string Value)[] settings) => Serve(connection, data, new(), settings);

    /// <summary>The same, for a client that has been here before.</summary>
    public static async Task<ServerProcess> Serve(string connection, string data, CookieContainer cookies, params (string Name, string Value)[] settings)
    {
        var address = new Uri($"http://localhost:{Postgres.FreePort()}");
        var server = new ServerProcess(Run(["serve", "--urls", address.ToString()], connection, data, settings), address, cookies);
        server.process.OutputDataReceived += (_, e) => server.Hear(e.Data);
        server.process.ErrorDataReceived += (_, e) => server.Hear(e.Data);
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        for (var tries = 0; tries < 1800; tries++)
        {
            if (server.process.HasExited) throw new ShouldAssertException($"The server ended with {server.process.ExitCode}:\n{server.Said}");
            try
            {
                if ((await server.Client.GetAsync("/health/ready")).IsSuccessStatusCode) return server;
            }
            catch (HttpRequestException) { }
            await Task.Delay(50);
        }
        throw new ShouldAssertException($"The server did not get ready:\n{server.Said}");
    }

    /// <summary>Runs one verb; killed after a while when a while is given. The exit code is null when it was killed.</summary>
    public static async Task<(int? ExitCode, string Output, string Errors)> Verb(string connection, string data, TimeSpan? killAfter, params string[] arguments)
    {
        using var process = Run(arguments, connection, data);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(killAfter ?? TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            return (null, await output, await errors);
        }
    }

    public void Kill()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    void Hear(string? line)
    {
        if (line is not null) lock (said) said.Add(line);
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        Client.Dispose();
        process.Dispose();
        return ValueTask.CompletedTask;
    }
}
