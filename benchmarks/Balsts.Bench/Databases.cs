using System.Globalization;
using Balsts.Tests;
using Npgsql;

namespace Balsts.Bench;

/// <summary>The two databases, empty, and what PostgreSQL's processes have used of the machine.</summary>
static class Databases
{
    /// <summary>An empty PostgreSQL database.</summary>
    public static string Postgres()
    {
        if (Tests.Postgres.Address is null) throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql.");
        var name = $"bench_{Guid.NewGuid():N}";
        Tests.Postgres.Run($"CREATE DATABASE {name}");
        return Tests.Postgres.Connection(name);
    }

    public static string Sqlite(Folder folder) => $"Data Source={folder.Of("balsts.db")}";

    /// <summary>What a database that has been used for a while has done by itself.</summary>
    public static void Settle(string postgres)
    {
        NpgsqlConnection.ClearAllPools();
        Tests.Postgres.Run("VACUUM ANALYZE", new NpgsqlConnectionStringBuilder(postgres).Database!);
        Tests.Postgres.Run("CHECKPOINT");
    }

    static readonly Lazy<int> Postmaster = new(() =>
    {
        using var connection = new NpgsqlConnection($"{Tests.Postgres.Address};Database=postgres;Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        return (int)Stat((int)command.ExecuteScalar()!)[1];
    });

    /// <summary>User and system time of all processes of the server, those that have ended included.</summary>
    public static TimeSpan PostgresCpu()
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) continue;
            try
            {
                var stat = Stat(id);
                if (id == Postmaster.Value) ticks += stat[11] + stat[12] + stat[13] + stat[14];
                else if (stat[1] == Postmaster.Value) ticks += stat[11] + stat[12];
            }
            catch (IOException) { } // ended meanwhile
        }
        return TimeSpan.FromSeconds(ticks / 100.0);
    }

    /// <summary>The figures of /proc/ID/stat that follow the name and the state: 1 is the parent, 11 to 14 the time used by itself and by children that ended, in hundredths of a second.</summary>
    static long[] Stat(int id)
    {
        var text = File.ReadAllText($"/proc/{id}/stat");
        return [0, .. text[(text.LastIndexOf(')') + 4)..].Split(' ').Select(f => long.TryParse(f, CultureInfo.InvariantCulture, out var n) ? n : 0)];
    }
}
