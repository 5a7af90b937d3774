using System.Collections.Concurrent;
using System.Linq.Expressions;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Foundation.Security;

/// <summary>By what somebody showed who they are.</summary>
public enum SignInWay
{
    [Sentence("with a password")] Password,
    [Sentence("with a password and a code")] PasswordAndCode,
    [Sentence("with a passkey")] Passkey,
    [Sentence("through another sign-in")] Provider,
    [Sentence("through another sign-in and with a code")] ProviderAndCode,
    [Sentence("by a button of the demonstration")] Persona,
}

/// <summary>One sign-in in one browser, until it is ended or rests too long. Of the device it knows what people call it; no address is kept.</summary>
public sealed class Session : ISeen<Session>
{
    public const int NameMax = 40;

    /// <summary>Unused for so long, it is over.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    /// <summary>After so long it is over, however much it was used.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>For so long after showing who they are, its owner may change how they sign in.</summary>
    public static readonly TimeSpan ProvedFor = TimeSpan.FromMinutes(15);

    /// <summary>Its last use is written down this exactly.</summary>
    internal static readonly TimeSpan Grain = TimeSpan.FromMinutes(5);

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid AccountId { get; init; }
    public required SignInWay By { get; init; }

    /// <summary>Firefox, Chrome …; empty where the browser does not say.</summary>
    public required string Browser { get; init; }

    /// <summary>Windows, Android …; empty where the browser does not say.</summary>
    public required string Platform { get; init; }
    public required DateTime StartedAt { get; init; }
    public required DateTime UsedAt { get; init; }

    /// <summary>When its owner last showed who they are.</summary>
    public required DateTime ProvedAt { get; set; }

    /// <summary>Its owner reaches so far that a second factor is asked, and has none yet: nothing else is open to them.</summary>
    public required bool OwesFactor { get; set; }
    public DateTime? EndedAt { get; private set; }

    internal void End(DateTime now) => EndedAt ??= now;

    internal static Expression<Func<Session, bool>> OpenAt(DateTime now)
    {
        var (used, started) = (now - Idle, now - Longest);
        return s => s.EndedAt == null && s.UsedAt > used && s.StartedAt > started;
    }

    public static Expression<Func<Session, bool>> SeenBy(Viewer viewer) => s => s.AccountId == viewer.AccountId;
    public bool AddedBy(Viewer viewer) => false;
}

/// <summary>What a request knows of the session it came in.</summary>
public sealed record OpenSession(Guid Id, Guid AccountId, SignInWay By, DateTime UsedAt, DateTime ProvedAt, bool OwesFactor)
{
    /// <summary>Whether its owner showed lately who they are. A persona of the demonstration has nothing to show.</summary>
    public bool IsProved(DateTime now) => By == SignInWay.Persona || now - ProvedAt < Session.ProvedFor;
}

[Sentence("{0} ended sessions; how many: {1}.")] public sealed record SessionsEnded(int Many) : IRecorded;

/// <summary>Tells whether a session is open, on every node within a second: a row is asked at most once a second.</summary>
public sealed class SessionWatch(IServiceScopeFactory scopes, TimeProvider clock)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    readonly ConcurrentDictionary<Guid, (OpenSession? Session, long AskedAt)> known = [];

    public async ValueTask<OpenSession?> Of(Guid id, CancellationToken ct = default)
    {
        if (known.TryGetValue(id, out var found) && clock.GetElapsedTime(found.AskedAt) < Patience) return found.Session;
        if (known.Count > 20_000) known.Clear();
        var asked = clock.GetTimestamp();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var started = db.Now - Session.Longest;
        var session = await db.Tables.Set<Session>().AsNoTracking().Where(s => s.Id == id && s.EndedAt == null && s.StartedAt > started)
            .Select(s => new OpenSession(s.Id, s.AccountId, s.By, s.UsedAt, s.ProvedAt, s.OwesFactor)).FirstOrDefaultAsync(ct);
        if (session is not null && found.Session is { } last && last.UsedAt > session.UsedAt) session = session with { UsedAt = last.UsedAt }; // used here, and not written down yet
        if (session is not null && db.Now - session.UsedAt >= Session.Idle) session = null;
        known[id] = (session, asked);
        return session;
    }

    /// <summary>Knows at once that the session is used; gives what writes it down after the answer, or null where it stands already.</summary>
    internal Func<Task>? Use(OpenSession session)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (now - session.UsedAt < Session.Grain) return null;
        known[session.Id] = (session with { UsedAt = now }, clock.GetTimestamp());
        return () => WriteDown(session, now);
    }

    async Task WriteDown(OpenSession session, DateTime now)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
#pragma warning disable RS0030 // that a session was used is memory, not record
        await db.Tables.Set<Session>().Where(s => s.Id == session.Id && s.UsedAt < now).ExecuteUpdateAsync(s => s.SetProperty(x => x.UsedAt, now));
#pragma warning restore RS0030
    }

    /// <summary>This node changed it and need not wait.</summary>
    internal void Forget(Guid id) => known.TryRemove(id, out _);
}

/// <summary>What people call a device, read from what its browser says of itself.</summary>
public static class Device
{
    static readonly (string Sign, string Name)[] Browsers = [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Vivaldi/", "Vivaldi"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    static readonly (string Sign, string Name)[] Platforms = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static (string Browser, string Platform) Of(string agent) => (Named(Browsers, agent), Named(Platforms, agent));

    /// <summary>“Firefox, Windows”; a dash where nothing is known.</summary>
    public static string Name(string browser, string platform) => string.Join(", ", new[] { browser, platform }.Where(s => s.Length > 0)) is { Length: > 0 } name ? name : "–";

    static string Named((string Sign, string Name)[] known, string agent) => Array.Find(known, k => agent.Contains(k.Sign, StringComparison.Ordinal)).Name ?? "";
}

sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.ToTable("sessions");
        session.Property(s => s.Browser).HasMaxLength(Session.NameMax);
        session.Property(s => s.Platform).HasMaxLength(Session.NameMax);
        session.HasIndex(s => s.AccountId);
        session.HasIndex(s => s.UsedAt);
    }
}
