using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Balsts.Months;
using Foundation.Viewers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Balsts.Tests;

/// <summary>The process is killed in the middle, twenty times: what was acknowledged is there, and nothing is there by half.</summary>
[Collection("Processes")]
public sealed class KillTests(ITestOutputHelper output)
{
    const int Times = 20;
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
            var (code, _, _) = await ServerProcess.Verb(site.Connection, site.Folder, whole * (0.45 + 0.6 * i / (Times - 1)), import);
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
        output.WriteLine($"{database}: {Times} kills of an import of {Schools} schools that takes {whole.TotalSeconds:0.0} s whole: {none} times nothing was there, {all} times all, {acknowledged} of them acknowledged.");
        (all + none).ShouldBe(Times);
    }

    static async Task<(long Schools, long All, long Placements, long History, long House)> Units(TestSite site) => (
        await Number(site, "SELECT COUNT(*) FROM units WHERE kind = 'Institution' AND country_id = 'LV'"),
        await Number(site, "SELECT COUNT(*) FROM units"),
        await Number(site, "SELECT COUNT(*) FROM unit_placements WHERE ends_on IS NULL"),
        await Number(site, "SELECT COUNT(*) FROM history"),
        await Number(site, "SELECT number FROM house_version"));

    static async Task<long> Number(TestSite site, string sql)
    {
        if (site.Database == On.Sqlite)
        {
            await using var sqlite = new SqliteConnection(site.Connection + ";Pooling=false");
            await sqlite.OpenAsync();
            await using var ask = sqlite.CreateCommand();
            ask.CommandText = sql;
            return Convert.ToInt64(await ask.ExecuteScalarAsync());
        }
        await using var postgres = new NpgsqlConnection(site.Connection);
        await postgres.OpenAsync();
        await using var command = new NpgsqlCommand(sql, postgres);
        return Convert.ToInt64(await command.ExecuteScalarAsync());
    }

    /// <summary>A register in the form of the real one, with as many invented schools as asked for.</summary>
    static string Register(int schools)
    {
        var text = new StringBuilder("\uFEFFNr. p. k.,Novads/republikas pilsēta,Iestādes reģistrācijas Nr.,Iestādes nosaukums,Pakļautība,Iestādes veids,Iestādes tips,Adrese,Epasts,Tālrunis,Direktors,Bērnu skaits pirmsskolas programmās,Izglītojamo skaits 1. - 12. klasē\n");
        for (var i = 0; i < schools; i++)
            text.Append($"{i + 1},{(i % 2 == 0 ? "CĒSU NOVADS" : "RĪGA")},{4_000_000_000L + i},{i}. izdomātā pamatskola,Pašvaldība ,Vispārējās izglītības iestāde,Vispārizglītojošā pamatskola,\"SKOLAS IELA {i}\",,,,0,{i % 900}\n");
        return text.ToString();
    }
}
