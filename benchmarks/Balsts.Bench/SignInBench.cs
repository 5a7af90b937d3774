using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Balsts.Bench;

/// <summary>
/// Whether the door tells by its time who has an account. Attempts with a wrong password, and requests for a new one, are made one after the other in an order of chance, by known and unknown e-mails;
/// what they took is compared by medians and by the test of Mann and Whitney, which asks no shape of the figures. And what one hash costs here.
/// </summary>
static partial class SignInBench
{
    const string Known = "head@demo.balsts.example", Invited = "mentor@demo.balsts.example", Password = "four unrelated words";

    /// <summary>Two kinds are told apart where chance would give such figures once in a hundred times, and by so much that a network would not hide it.</summary>
    const double Chance = 0.01, Ms = 1.0;

    sealed record Kind(string Name, Func<string> Email)
    {
        public List<double> Took { get; } = [];
    }

    sealed record Compared(string Database, string What, string Kind, int Times, double MedianMs, double P90Ms, double? DifferenceMs, double? Z, double? P);

    public static async Task<int> Run(int times)
    {
        List<Compared> all = [];
        (string Parameters, double Ms) hash = ("", 0);
        foreach (var database in new[] { "sqlite", "postgres" })
        {
            using Folder folder = new();
            var connection = database == "sqlite" ? Databases.Sqlite(folder) : Databases.Postgres();
            using var server = await Server.Balsts(connection, folder, ("BALSTS_MAIL", "smtp://127.0.0.1:9")); // letters are asked for, and reach nobody
            await SetPassword(connection, folder);
            if (hash.Ms == 0) hash = await HashOf(connection);
            foreach (var (what, page, more, many) in new[] { ("sign-in, wrong password", "/sign-in", ("Posted.Password", "five unrelated words"), times), ("new password asked for", "/sign-in/forgot", ("", ""), times * 3) })
            {
                Results.Say($"Knocking on {database}: {what} …");
                Kind[] kinds = [new("known", () => Known), new("unknown", () => $"{Guid.NewGuid():N}@demo.balsts.example"), new("invited only", () => Invited)];
                await Knock(server, connection, page, more, many, kinds);
                foreach (var kind in kinds)
                {
                    var sorted = kind.Took.Order().ToArray();
                    (double Z, double P)? test = kind == kinds[0] ? null : MannWhitney(kinds[0].Took, kind.Took);
                    all.Add(new(database, what, kind.Name, sorted.Length, Round(sorted[sorted.Length / 2]), Round(sorted[sorted.Length * 9 / 10]), test is null ? null : Round(sorted[sorted.Length / 2] - kinds[0].Took.Order().ElementAt(kinds[0].Took.Count / 2)), test is { } t ? Round(t.Z) : null, test is { } p ? Round(p.P) : null));
                }
            }
        }
        var told = all.Where(c => c.P < Chance && Math.Abs(c.DifferenceMs!.Value) > Ms).ToList();
        Results.Write("sign-in", new { date = Results.Today, machine = Results.Machine, hash = new { hash.Parameters, medianMs = hash.Ms }, chance = Chance, apartMs = Ms, same = told.Count == 0, kinds = all });
        Results.Print("Time from knocking to the answer, each kind beside the known", ["", "what", "e-mail", "times", "median ms", "p90 ms", "differs ms", "z", "p"], all.Select(c => (object?[])[c.Database, c.What, c.Kind, c.Times, c.MedianMs, c.P90Ms, c.DifferenceMs, c.Z, c.P]));
        Console.WriteLine($"\nA password is kept as {hash.Parameters}: {hash.Ms.ToString(CultureInfo.InvariantCulture)} ms a hash here.");
        Console.WriteLine(told.Count == 0 ? $"No kind is told apart (p < {Chance} and more than {Ms} ms)." : $"Told apart: {string.Join("; ", told.Select(c => $"{c.Database}, {c.What}, {c.Kind}"))}.");
        return told.Count == 0 ? 0 : 1;
    }

    static async Task SetPassword(string connection, Folder folder)
    {
        var start = new ProcessStartInfo("dotnet", [Server.Product, "account", "reset", Known, "--password-stdin"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        (start.Environment["BALSTS_DATABASE"], start.Environment["BALSTS_DATA"]) = (connection, folder.Of("data"));
        using var verb = Process.Start(start)!;
        await verb.StandardInput.WriteLineAsync(Password);
        verb.StandardInput.Close();
        await verb.WaitForExitAsync();
        if (verb.ExitCode != 0) throw new InvalidOperationException(await verb.StandardOutput.ReadToEndAsync());
    }

    static async Task Knock(Server server, string connection, string page, (string Name, string Value) more, int times, Kind[] kinds)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new($"http://localhost:{server.Port}") };
        var form = await http.GetAsync(page);
        var token = Token().Match(await form.Content.ReadAsStringAsync()).Groups["token"].Value;
        var cookie = string.Join("; ", form.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        var chance = new Random(1);
        for (var round = -5; round < times; round++) // the first ones warm up
        {
            if (round % 2 == 0) await Execute(connection, "DELETE FROM tries"); // otherwise the door rests, and hashes nothing
            var order = kinds.ToArray();
            chance.Shuffle(order);
            foreach (var kind in order)
            {
                using var knock = new HttpRequestMessage(HttpMethod.Post, page)
                {
                    Content = new FormUrlEncodedContent([new("_handler", "form"), new("__RequestVerificationToken", token), new("Submission", Guid.NewGuid().ToString()), new("Posted.Email", kind.Email()), .. more.Name.Length > 0 ? new KeyValuePair<string, string>[] { new(more.Name, more.Value) } : []]),
                };
                knock.Headers.Add("Cookie", cookie);
                var began = Stopwatch.GetTimestamp();
                using var answer = await http.SendAsync(knock);
                await answer.Content.ReadAsByteArrayAsync();
                if (round >= 0) kind.Took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                var expected = page == "/sign-in" ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Redirect;
                if (answer.StatusCode != expected) throw new InvalidOperationException($"{page} answers {(int)answer.StatusCode} to {kind.Name}.");
            }
        }
    }

    /// <summary>How the database keeps a password, and what checking one costs.</summary>
    static async Task<(string, double)> HashOf(string connection)
    {
        var kept = (string)(await Execute(connection, $"SELECT password_hash FROM accounts WHERE email = '{Known}'"))!;
        var head = Convert.FromBase64String(kept);
        int At(int from) => head[from] << 24 | head[from + 1] << 16 | head[from + 2] << 8 | head[from + 3];
        var hasher = new PasswordHasher<object>();
        var took = Enumerable.Range(0, 25).Select(_ =>
        {
            var began = Stopwatch.GetTimestamp();
            if (hasher.VerifyHashedPassword(kept, kept, Password) == PasswordVerificationResult.Failed) throw new InvalidOperationException("The password is another one.");
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }).ToList();
        return (string.Create(CultureInfo.InvariantCulture, $"PBKDF2 with HMAC-{(At(1) == 2 ? "SHA512" : $"#{At(1)}")}, {At(5):#,0} rounds, {At(9) * 8} bits of salt, {(head.Length - 13 - At(9)) * 8} bits"), Results.Median(took));
    }

    /// <summary>Whether two samples come from one distribution: the normal deviate of the rank sum, ties halved, and how often chance gives one as far away.</summary>
    static (double Z, double P) MannWhitney(IReadOnlyCollection<double> one, IReadOnlyCollection<double> other)
    {
        var sorted = one.Select(v => (Value: v, IsOne: true)).Concat(other.Select(v => (Value: v, IsOne: false))).OrderBy(v => v.Value).ToArray();
        double ranks = 0, ties = 0;
        for (var from = 0; from < sorted.Length;)
        {
            var to = from;
            while (to < sorted.Length && sorted[to].Value == sorted[from].Value) to++;
            ranks += sorted[from..to].Count(v => v.IsOne) * ((from + 1 + to) / 2.0);
            ties += Math.Pow(to - from, 3) - (to - from);
            from = to;
        }
        double n = one.Count, m = other.Count, all = n + m;
        var u = ranks - n * (n + 1) / 2;
        var z = (u - n * m / 2) / Math.Sqrt(n * m / 12 * (all + 1 - ties / (all * (all - 1))));
        return (z, 2 * Tail(Math.Abs(z)));
    }

    /// <summary>What lies beyond z under the normal curve (Abramowitz and Stegun, 26.2.17).</summary>
    static double Tail(double z)
    {
        var t = 1 / (1 + 0.2316419 * z);
        return Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    }

    static async Task<object?> Execute(string connection, string sql)
    {
        await using System.Data.Common.DbConnection open = connection.StartsWith("Data Source", StringComparison.Ordinal) ? new SqliteConnection(connection + ";Default Timeout=30") : new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = open.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    static double Round(double figure) => Math.Round(figure, 3);

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
