using System.Collections.Concurrent;
using System.Globalization;
using Foundation.Data;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Foundation.Security;

/// <summary>How often one account may search in a minute, take lists and papers along in ten, and one token ask the API in a minute: more than a person does, less than a script would like.</summary>
public sealed record Rates(int Search = 120, int Exports = 60, int Api = 1200)
{
    /// <summary>Reads "search=120 exports=60 api=1200"; what is not named stays.</summary>
    /// <exception cref="FormatException">Something else stands there.</exception>
    public static Rates Parse(string written)
    {
        var rates = new Rates();
        foreach (var one in written.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (one.Split('=') is not [var name, var number] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var most) || most == 0) throw new FormatException($"{one} is not a limit such as search=120.");
            rates = name switch { "search" => rates with { Search = most }, "exports" => rates with { Exports = most }, "api" => rates with { Api = most }, _ => throw new FormatException($"There is no limit {name}; there are search, exports and api.") };
        }
        return rates;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"search={Search} exports={Exports} api={Api}");

    /// <summary>What this request counts for; null for most: a page costs no statement.</summary>
    internal RateLimit? Of(HttpContext http)
    {
        if (http.Viewer() is not { } viewer) return null;
        var path = http.Request.Path.Value ?? "";
        if (http.Features.Get<ApiToken>() is { } token) return new($"api {token.Id}", Api, TimeSpan.FromMinutes(1), Math.Max(1, Api / 40));
        if (path.EndsWith("/export", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) return new($"exports {viewer.AccountId}", Exports, TimeSpan.FromMinutes(10), 1);
        return http.Request.Query["q"].ToString().Length > 0 ? new($"search {viewer.AccountId}", Search, TimeSpan.FromMinutes(1), 1) : null;
    }
}

/// <summary>So much in a while.</summary>
/// <param name="Step">So many a node takes at once from what is left: programs that ask without pause cost one statement in so many requests.</param>
sealed record RateLimit(string Key, int Most, TimeSpan While, int Step);

/// <summary>Counts in rows, so that it holds on every node.</summary>
sealed class RateCounts(Func<AppDb> open, TimeProvider clock)
{
    const int Remembered = 10_000;

    readonly ConcurrentDictionary<string, Share> shares = [];

    /// <summary>What this node took of a limit and has not used, or until when there is nothing more to take.</summary>
    sealed class Share
    {
        int left;
        DateTime until, refused;

        /// <summary>One takes at a time, and the others use what it took.</summary>
        public SemaphoreSlim Taking { get; } = new(1, 1);

        public bool UseOne(DateTime now) => now < until && Interlocked.Decrement(ref left) >= 0;
        public TimeSpan? Rest(DateTime now) => now < refused ? refused - now : null;
        public void Refuse(DateTime until) => refused = until;

        public void Put(int more, DateTime until)
        {
            this.until = until;
            Volatile.Write(ref left, more);
        }
    }

    /// <summary>Null where it may; otherwise how long to wait.</summary>
    public async Task<TimeSpan?> Ask(RateLimit limit, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (shares.Count > Remembered) shares.Clear();
        var share = shares.GetOrAdd(limit.Key, _ => new());
        if (share.Rest(now) is { } rest) return rest;
        if (share.UseOne(now)) return null;
        await share.Taking.WaitAsync(ct);
        try
        {
            if (share.Rest(now) is { } meanwhile) return meanwhile;
            if (share.UseOne(now)) return null;
            await using var db = open();
            var row = await db.CountUp(Secret.HashOf(limit.Key), "", limit.Step, limit.While, ct);
            var until = DateTime.SpecifyKind(row.Since, DateTimeKind.Utc) + limit.While;
            if (row.Count > limit.Most)
            {
                share.Refuse(until);
                return until - now;
            }
            share.Put(limit.Step - 1, until);
            return null;
        }
        finally { share.Taking.Release(); }
    }
}

/// <summary>Whoever asks faster than people do is told to wait.</summary>
public static class RateLimiting
{
    public static void UseRates(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.RequestServices.GetRequiredService<Rates>().Of(http) is not { } limit || await http.RequestServices.GetRequiredService<RateCounts>().Ask(limit, http.RequestAborted) is not { } wait)
        {
            await next();
            return;
        }
        http.RequestServices.GetRequiredService<DoorLog>().Tell(DoorEvent.TooFast, http.Viewer()!.AccountId.ToString(), http.Connection.RemoteIpAddress);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = ((int)Math.Ceiling(Math.Max(1, wait.TotalSeconds))).ToString(CultureInfo.InvariantCulture);
    });

    /// <summary>The sentence for whoever was told to wait, in their language.</summary>
    public static string Wait(HttpContext http, Texts t) =>
        t.Plural("This was asked very often in a short time. Ask again in {0} second.", "This was asked very often in a short time. Ask again in {0} seconds.", int.TryParse(http.Response.Headers.RetryAfter, CultureInfo.InvariantCulture, out var seconds) ? seconds : 60);
}
