using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Balsts.Tests;

/// <summary>A PostgreSQL of this test run's own: the one that BALSTS_TEST_POSTGRES names, or one started in a temporary folder.</summary>
public static class Postgres
{
    static readonly Lazy<string?> Server = new(Start);

    /// <summary>"Host=…;Port=…;Username=…", without a database; null where there is no PostgreSQL.</summary>
    public static string? Address => Server.Value;

    public static string Connection(string database) => $"{Address};Database={database};Pooling=true;Maximum Pool Size=40;Connection Idle Lifetime=5;Connection Pruning Interval=2";

    public static void Run(string sql, string database = "postgres")
    {
        using var connection = new NpgsqlConnection($"{Address};Database={database};Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    static string? Start()
    {
        if (Environment.GetEnvironmentVariable("BALSTS_TEST_POSTGRES") is { Length: > 0 } given) return given;
        if (Environment.GetEnvironmentVariable("BALSTS_TEST_FAST") is "1") return null;
        var bin = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Order().Select(d => Path.Combine(d, "bin")).LastOrDefault() : null;
        if (bin is null) return null;
        var folder = Directory.CreateTempSubdirectory("balsts-pg").FullName;
        var port = FreePort();
        Shell($"chown postgres {folder} 2>/dev/null; chmod 700 {folder}");
        if (!AsPostgres($"{bin}/initdb -D {folder}/data -A trust -U postgres --locale=C.UTF-8 -E UTF8 >/dev/null")) return null;
        if (!AsPostgres($"{bin}/pg_ctl -w -D {folder}/data -o \"-k {folder} -p {port} -c listen_addresses=127.0.0.1 -c max_connections=300 -c shared_buffers=256MB\" -l {folder}/log start >/dev/null")) return null;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            NpgsqlConnection.ClearAllPools();
            AsPostgres($"{bin}/pg_ctl -m immediate -D {folder}/data stop >/dev/null");
            Shell($"rm -rf {folder}");
        };
        return $"Host=127.0.0.1;Port={port};Username=postgres";
    }

    static bool AsPostgres(string command) => Environment.UserName == "root" ? Shell($"su postgres -s /bin/bash -c '{command}'") : Shell(command);

    static bool Shell(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", command]))!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
