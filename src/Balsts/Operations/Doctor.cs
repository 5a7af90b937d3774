using System.Net.Sockets;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Mail;
using Foundation.Security;
using Npgsql;
using CultureInfo = System.Globalization.CultureInfo;

namespace Balsts.Operations;

public enum Verdict { Fine, Note, Wrong }

/// <summary>One thing that the doctor looked at, with a plain verdict.</summary>
public sealed record Finding(string What, Verdict Verdict, string Text);

/// <summary>Looks whether an installation is well, from its settings to how its names sort.</summary>
public sealed class Doctor(Settings settings, Database database, CountryPacks packs, HistoryChain chain, OidcTalk oidc, TimeProvider clock)
{
    const long LittleSpace = 500L * 1024 * 1024;
    static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static readonly Verb Verb = new("doctor", "Looks whether this installation is well: settings, database, clock, mail, disk, languages.", async (call, ct) =>
    {
        var findings = await call.Get<Doctor>().Look(ct);
        var shown = call.Get<Settings>().Shown;
        foreach (var (name, value) in shown) call.Say($"{name,-20} {value}");
        call.Say("");
        foreach (var finding in findings) call.Say($"{finding.Verdict,-6} {finding.What,-13} {finding.Text}");
        var wrong = findings.Count(f => f.Verdict == Verdict.Wrong);
        var result = new { well = wrong == 0, settings = shown.ToDictionary(s => s.Name, s => s.Value), findings };
        return wrong == 0 ? call.Done("All is well.", result) : call.Refused([wrong == 1 ? "One thing is wrong." : $"{wrong} things are wrong."], result);
    }) { Migrates = false };

    public async Task<List<Finding>> Look(CancellationToken ct = default)
    {
        List<Finding> findings = [];
        await LookAtDatabase(findings, ct);
        findings.AddRange([.. Wires(), Zones(), await Mail(ct), .. await Providers(ct), Folder(), Space(), .. Sorting(), Demo()]);
        return findings;
    }

    async Task LookAtDatabase(List<Finding> findings, CancellationToken ct)
    {
        var kind = database.Settings.IsPostgres ? "PostgreSQL" : "SQLite";
        try
        {
            if (!await database.Answers(ct))
            {
                findings.Add(new("Database", Verdict.Wrong, database.Settings.IsPostgres ? "PostgreSQL does not answer, or has no such database. Look at BALSTS_DATABASE." : "There is no database file yet. “balsts migrate” makes it, and so does serving."));
                return;
            }
            var facts = await database.Facts(ct);
            findings.Add(new("Database", Verdict.Fine, $"{kind} {facts.Version} answers."));
            var pending = await database.Pending(ct);
            findings.Add(pending.Length == 0 ? new("Migrations", Verdict.Fine, "The database is up to date.") : new("Migrations", Verdict.Wrong, $"The database is behind by {pending.Length}. Run “balsts migrate”."));
            if (!database.Settings.IsPostgres)
                findings.Add(facts.Journal == "wal" ? new("Journal", Verdict.Fine, "Readers do not wait for writers (WAL).") : new("Journal", Verdict.Wrong, $"The journal mode is {facts.Journal}; pages wait for every writer. Run: PRAGMA journal_mode = WAL."));
            findings.Add(facts.WaitsForDisk ? new("Durability", Verdict.Fine, "What is acknowledged is on disk.") : new("Durability", Verdict.Wrong, "The database acknowledges before the data is on disk. Turn synchronous (SQLite: FULL) or fsync and synchronous_commit on."));
            if (database.Settings.IsPostgres)
            {
                findings.Add(facts.HasTrigrams ? new("Search", Verdict.Fine, "The extension pg_trgm is there.") : new("Search", Verdict.Wrong, "The extension pg_trgm is missing; search reads whole tables. Run: CREATE EXTENSION pg_trgm."));
                findings.Add(facts.ClockAhead.Duration() <= ClockTolerance ? new("Clock", Verdict.Fine, "This machine and the database agree on the time.")
                    : new("Clock", Verdict.Wrong, string.Create(CultureInfo.InvariantCulture, $"The database’s clock differs by {facts.ClockAhead.TotalSeconds:0} seconds. Synchronise both by NTP.")));
            }
            if (pending.Length == 0) findings.AddRange(await History(ct));
            findings.Add(facts.IsUtf8 ? new("Encoding", Verdict.Fine, "The database stores every character.") : new("Encoding", Verdict.Wrong, "The database is not UTF-8 and loses letters. Make a new one with the encoding UTF8."));
        }
        catch (Exception e) when (Database.IsTrouble(e))
        {
            findings.Add(new("Database", Verdict.Wrong, $"{kind} cannot be used: {e.GetBaseException().Message}"));
        }
    }

    /// <summary>The chain, from its first entry on.</summary>
    async Task<IEnumerable<Finding>> History(CancellationToken ct)
    {
        var examined = await chain.Examine(ct: ct);
        return examined.Flaws.Count == 0 ? [new("History", Verdict.Fine, HistoryVerbs.Whole(examined))] : examined.Flaws.Select(f => new Finding("History", Verdict.Wrong, f.Text));
    }

    /// <summary>What goes over wires that others may listen at.</summary>
    IEnumerable<Finding> Wires()
    {
        yield return settings.PublicUrl.Scheme == "https" || settings.PublicUrl.IsLoopback ? new("Address", Verdict.Fine, $"{settings.PublicUrl} is how people reach it.")
            : new("Address", Verdict.Wrong, $"{settings.PublicUrl} is not encrypted: whoever shares the network reads along. Put a proxy with a certificate before it and set BALSTS_PUBLIC_URL to https://….");
        if (database.Settings.IsPostgres && new NpgsqlConnectionStringBuilder(settings.Database.Connection) is { SslMode: not SslMode.VerifyFull, Host: { } host } && !IsHere(host))
            yield return new("Database", Verdict.Note, $"{host} need not prove who it is. Write SSL Mode=VerifyFull in BALSTS_DATABASE.");
        if (MailSettings.Parse(settings.Mail) is { Encrypted: false, Password: not null, Host: var mail } && !IsHere(mail))
            yield return new("Mail", Verdict.Wrong, "The password of the mail server is sent unencrypted. Write smtps://… in BALSTS_MAIL.");
    }

    static bool IsHere(string host) => host.StartsWith('/') || host == "localhost" || (System.Net.IPAddress.TryParse(host, out var ip) && System.Net.IPAddress.IsLoopback(ip));

    Finding Zones()
    {
        try
        {
            var now = string.Join(", ", packs.All.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.CountryId} {TimeZoneInfo.ConvertTime(clock.GetUtcNow(), p.Zone):yyyy-MM-dd HH:mm}")));
            return new("Local time", Verdict.Fine, now);
        }
        catch (TimeZoneNotFoundException e) { return new("Local time", Verdict.Wrong, $"{e.Message} Install the package tzdata."); }
    }

    async Task<Finding> Mail(CancellationToken ct)
    {
        if (MailSettings.Parse(settings.Mail) is not { } mail) return new("Mail", Verdict.Note, "No mail server is set: notifications are shown in the product alone.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(mail.Host, mail.Port, patience.Token);
            return new("Mail", Verdict.Fine, $"{mail} answers.");
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new("Mail", Verdict.Wrong, $"{mail} does not answer. Look at BALSTS_MAIL and at the firewall.");
        }
    }

    async Task<List<Finding>> Providers(CancellationToken ct)
    {
        List<Finding> findings = [];
        foreach (var provider in settings.Providers.All)
            try
            {
                var keys = await oidc.Keys(provider, ct);
                findings.Add(new("Sign-in", Verdict.Fine, string.Create(CultureInfo.InvariantCulture, $"{provider.Name} at {provider.Issuer} says what it offers; keys that it signs with: {keys}.")));
            }
            catch (OidcException e) { findings.Add(new("Sign-in", Verdict.Wrong, $"{provider.Name} at {provider.Issuer} cannot be used: {e.Message} Look at BALSTS_OIDC__{provider.Key}__Authority and at the firewall.")); }
        return findings;
    }

    Finding Folder()
    {
        try
        {
            var probe = Path.Combine(settings.DataFolder, $".doctor-{Guid.NewGuid():N}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose)) { }
            return new("Data folder", Verdict.Fine, $"{Path.GetFullPath(settings.DataFolder)} can be written.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return new("Data folder", Verdict.Wrong, $"{settings.DataFolder} cannot be written: {e.Message}"); }
    }

    Finding Space()
    {
        var free = new DriveInfo(Path.GetFullPath(settings.DataFolder)).AvailableFreeSpace;
        var text = string.Create(CultureInfo.InvariantCulture, $"{free / (1024 * 1024):N0} MiB are free.");
        return new("Disk", free < LittleSpace ? Verdict.Wrong : Verdict.Fine, text);
    }

    /// <summary>Names as the countries' dictionaries order them. A machine without ICU's data would sort them by code point.</summary>
    static IEnumerable<Finding> Sorting() =>
    [
        Sorted("LV", "Abe", "Āboliņš", "Ace", "Ādams", "Azis", "Āzis"),
        Sorted("LV", "Ields", "Yuri", "Īve"),
        Sorted("AZ", "Kamran", "Qasım", "Leyla"),
    ];

    static Finding Sorted(string country, params string[] names)
    {
        var sorted = names.Reverse().OrderBy(n => SortKey.Of(n, country, Guid.Empty), StringComparer.Ordinal).ToArray();
        return sorted.SequenceEqual(names) ? new("Sorting", Verdict.Fine, $"{country}: {string.Join(' ', sorted)}")
            : new("Sorting", Verdict.Wrong, $"{country}: {string.Join(' ', sorted)}; it should be {string.Join(' ', names)}. Install ICU (Debian: libicu) and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
    }

    Finding Demo() => settings.IsDemo ? new("Demo", Verdict.Note, "Anybody signs in as any persona: BALSTS_DEMO is set.") : new("Demo", Verdict.Fine, "Nobody signs in without a password.");
}
