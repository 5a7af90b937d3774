namespace Balsts.Bench;

/// <summary>How long it takes from the start of the process until the server says that it is ready, and what it holds in memory then.</summary>
static class StartBench
{
    const int Times = 5;

    public static async Task<int> Run()
    {
        var rows = new List<(string Database, string On, double Ms, double MiB)>();
        foreach (var database in new[] { "sqlite", "postgres" })
        {
            List<Server> first = [], again = [];
            for (var i = 0; i < Times; i++)
            {
                using var folder = new Folder();
                var connection = database == "sqlite" ? Databases.Sqlite(folder) : Databases.Postgres();
                foreach (var into in new[] { first, again })
                {
                    Results.Say($"Starting on {database} …");
                    using var server = await Server.Balsts(connection, folder);
                    into.Add(server);
                }
            }
            foreach (var (on, servers) in new[] { ("an empty database: tables and demo are made", first), ("a database that is there", again) })
                rows.Add((database, on, Results.Median(servers.Select(s => s.StartedIn.TotalMilliseconds)), Results.Median(servers.Select(s => s.MemoryMiB))));
        }
        Results.Write("start", new { date = Results.Today, machine = Results.Machine, times = Times, starts = rows.Select(r => new { database = r.Database, on = r.On, readyMs = r.Ms, memoryMiB = r.MiB }) });
        Results.Print($"Start to ready, median of {Times}", ["", "on", "ready ms", "memory MiB"], rows.Select(r => (object?[])[r.Database, r.On, r.Ms, r.MiB]));
        return 0;
    }
}
