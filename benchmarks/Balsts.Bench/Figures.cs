using System.Diagnostics;

namespace Balsts.Bench;

/// <summary>What one answer costs, and how many there are in a second.</summary>
sealed record Figures(double Rps, double P50Ms, double P99Ms, double ServerCpuMs, double DatabaseCpuMs, double AllocKiB)
{
    /// <summary>What the machine spends on one answer in all.</summary>
    public double TotalCpuMs() => ServerCpuMs + DatabaseCpuMs;
}

/// <summary>One thing that is measured: a server, an address, who asks; and what it gave in the rounds so far.</summary>
sealed class Subject(string name, Server server, string address, string header, bool onPostgres, int connections = 32)
{
    readonly Load load = new(server.Port, address, header, connections);
    readonly List<long> ticks = [];
    TimeSpan time, serverCpu, databaseCpu;
    long bytes, allocated, queries;

    public string Name => name;

    public async Task WarmUp(TimeSpan span) => await load.For(span);

    /// <summary>Idle servers do a little in the background; only this one's time is counted while it is its turn.</summary>
    public async Task Round(TimeSpan span)
    {
        var (used, cpu, database) = (await server.Used(), server.Cpu, onPostgres ? Databases.PostgresCpu() : default);
        var reading = await load.For(span);
        serverCpu += server.Cpu - cpu;
        if (onPostgres) databaseCpu += Databases.PostgresCpu() - database;
        var now = await server.Used();
        allocated += now.Bytes - used.Bytes;
        queries += now.Queries - used.Queries;
        time += reading.Time;
        bytes += reading.Bytes;
        ticks.AddRange(reading.Ticks);
    }

    public Figures Figures
    {
        get
        {
            ticks.Sort();
            return new(Rounded(ticks.Count / time.TotalSeconds), Ms(0.50), Ms(0.99), Each(serverCpu.TotalMilliseconds), Each(databaseCpu.TotalMilliseconds), Each(allocated / 1024.0));

            double Ms(double share) => Rounded(TimeSpan.FromSeconds(ticks[(int)((ticks.Count - 1) * share)] / (double)Stopwatch.Frequency).TotalMilliseconds);
        }
    }

    public double PageKiB => Each(bytes / 1024.0);
    public double Queries => Each(queries);

    double Each(double all) => Rounded(all / ticks.Count);
    static double Rounded(double figure) => Math.Round(figure, 3);
}
