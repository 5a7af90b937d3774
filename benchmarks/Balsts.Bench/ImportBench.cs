using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Balsts.Bench;

/// <summary>
/// Rows per second of the imports, by the command line as an organiser uses it. "Inside" leaves out what a process costs that imports one row.
/// </summary>
static class ImportBench
{
    public static async Task<int> Run(int people)
    {
        using var files = new Folder();
        var registers = Registers(files);
        var lists = (Whole: PeopleFile(files, people), One: PeopleFile(files, 1));
        var rows = new List<(string What, string Database, int Rows, double Ms, double InsideMs)>();
        foreach (var database in new[] { "sqlite", "postgres" })
        {
            Results.Say($"Importing on {database} …");
            using var folder = new Folder();
            var connection = database == "sqlite" ? Databases.Sqlite(folder) : Databases.Postgres();
            await Do(connection, folder, "migrate");
            foreach (var register in registers.Whole)
            {
                var empty = await Least("import", "units", registers.One, "--format", "latvia-register", "--dry-run");
                var ms = await Do(connection, folder, "import", "units", register, "--format", "latvia-register");
                rows.Add(($"units: {Path.GetFileName(register)}", database, Rows(register), ms, ms - empty));
            }
            var one = await Least("import", "people", lists.One);
            var all = await Do(connection, folder, "import", "people", lists.Whole);
            rows.Add(("people", database, people, all, all - one));

            // what a process costs by itself: the quicker of two, as the first finds nothing in memory
            async Task<double> Least(params string[] verb) => Math.Min(await Do(connection, folder, verb), await Do(connection, folder, verb));
        }
        Results.Write("import", new
        {
            date = Results.Today, machine = Results.Machine,
            imports = rows.Select(r => new { what = r.What, database = r.Database, rows = r.Rows, processMs = Math.Round(r.Ms), insideMs = Math.Round(r.InsideMs), rowsPerSecond = Math.Round(r.Rows / r.Ms * 1000), rowsPerSecondInside = Math.Round(r.Rows / r.InsideMs * 1000) }),
        });
        Results.Print("Imports", ["", "on", "rows", "process s", "inside s", "rows/s", "rows/s inside"],
            rows.Select(r => (object?[])[r.What, r.Database, r.Rows, r.Ms / 1000, r.InsideMs / 1000, (long)(r.Rows / r.Ms * 1000), (long)(r.Rows / r.InsideMs * 1000)]));
        return 0;
    }

    /// <summary>Carries out a verb; how many milliseconds the process took.</summary>
    static async Task<double> Do(string connection, Folder folder, params string[] verb)
    {
        var start = new ProcessStartInfo("dotnet", [Server.Product, .. verb]) { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["BALSTS_DATABASE"], start.Environment["BALSTS_DATA"]) = (connection, folder.Of("data"));
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var (said, refused) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await said;
        if (process.ExitCode != 0) throw new InvalidOperationException($"balsts {string.Join(' ', verb)} ended with {process.ExitCode}: {(await refused)[..Math.Min(1000, (await refused).Length)]}");
        return took;
    }

    static int Rows(string file) => File.ReadLines(file).Count(l => l.Length > 0) - 1;

    /// <summary>A register like the state's with invented schools, one of it with a single row, and the real ones where they are at hand.</summary>
    static (string[] Whole, string One) Registers(Folder files)
    {
        const string Heads = "Nr. p. k.,Novads/republikas pilsēta,Iestādes reģistrācijas Nr.,Iestādes nosaukums,Pakļautība,Iestādes veids,Iestādes tips,Adrese,Epasts,Tālrunis,Direktors,Bērnu skaits pirmsskolas programmās,Izglītojamo skaits 1. - 12. klasē";
        var municipalities = File.ReadLines("src/Balsts/Units/Packs/latvia/municipalities-2020.csv").Skip(1).Select(l => l.Split(',')[1]).ToArray();
        string[] Rows(int count) =>
        [
            Heads, .. Enumerable.Range(0, count).Select(i => $"{i + 1},{municipalities[i % municipalities.Length]},{Number(i)},Ķiršu {i + 1}. pamatskola,Pašvaldība ,Vispārējās izglītības iestāde,Vispārizglītojošā pamatskola,\"SKOLAS IELA {i + 1}, LV-1000\",skola{i}@skola.example,,,0,{i % 700}"),
        ];
        var (generated, one) = (files.Of("generated"), files.Of("one.csv"));
        File.WriteAllLines(generated, Rows(Schools));
        File.WriteAllLines(one, Rows(1));
        string[] real = Environment.GetEnvironmentVariable("BALSTS_TESTDATA") is { Length: > 0 } data ? [Path.Combine(data, "latvia/schools-2020.csv"), Path.Combine(data, "latvia/preschools-2020.csv")] : [];
        return ([generated, .. real], one);
    }

    const int Schools = 1300;

    static string Number(int school) => (9_000_000_000 + school).ToString(CultureInfo.InvariantCulture);

    static string PeopleFile(Folder files, int count)
    {
        var (file, text) = (files.Of($"people-{count}.csv"), new StringBuilder("Vārds,Uzvārds,E-pasts,Personas ID,Iestādes reģistrācijas Nr.,Amats,Priekšmets,Slodze\n"));
        for (var i = 0; i < count; i++)
            text.Append(CultureInfo.InvariantCulture, $"Ģirts{i % 200},Āboliņš{i % 5000},p{count}.{i}@skola.example,{count}-{i},{Number(i % Schools)},Skolotājs,matemātika,{(i % 4 == 0 ? "0.5" : "1")}\n");
        File.WriteAllText(file, text.ToString());
        return file;
    }
}
