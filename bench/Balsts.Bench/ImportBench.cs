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
                var empty = await Do(connection, folder, "import", "units", registers.One, "--format", "latvia-register", "--dry-run");
                var ms = await Do(connection, folder, "import", "units", register, "--format", "latvia-register");
                rows.Add(($"units: {Path.GetFileName(register)}", database, Rows(register), ms, ms - empty));
            }
            var one = await Do(connection, folder, "import", "people", lists.One);
            var all = await Do(connection, folder, "import", "people", lists.Whole);
            rows.Add(("people", database, people, all, all - one));
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
}
