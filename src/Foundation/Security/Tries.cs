using System.Net;
using System.Net.Sockets;
using Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Foundation.Security;

/// <summary>How often something was tried in vain since a moment: a row, so that it holds on every node. Of whom and from where it knows hashes, for a day.</summary>
sealed class Tries
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public required string Key { get; init; }

    /// <summary>The e-mail that was tried, hashed; empty where it was many.</summary>
    public required string WhomHash { get; init; }
    public required int Count { get; set; }
    public required DateTime Since { get; init; }
}

/// <summary>So many tries in a while, and no more until it is over.</summary>
sealed record TryLimit(string Key, string Whom, int Most, TimeSpan While)
{
    public string KeyHash => Secret.HashOf(Key);
    public string WhomHash => Whom.Length == 0 ? "" : Secret.HashOf(Whom);

    /// <summary>
    /// What holds at the door (decision 0025). In a browser where the account was used before, its own five tries; elsewhere five for an address and
    /// e-mail, a hundred for the e-mail and a thousand for the address. So nobody who does not sit at the owner's device can lock them out of it.
    /// </summary>
    public static TryLimit[] AtTheDoor(string email, string mark, bool isKnown, IPAddress? from) => isKnown
        ? [new($"device {mark} {email}", email, 5, TimeSpan.FromMinutes(15))]
        :
        [
            new($"door {email} {Network(from)}", email, 5, TimeSpan.FromMinutes(15)),
            new($"e-mail {email}", email, 100, TimeSpan.FromHours(1)),
            .. from is null || IPAddress.IsLoopback(from) ? Array.Empty<TryLimit>() : [new($"network {Network(from)}", "", 1000, TimeSpan.FromHours(1))], // a proxy on this machine is everybody
        ];

    /// <summary>
    /// For letters asked for at the door. A browser that is known – to anybody: the answer must not tell of whom – has a count of its own; elsewhere a network has one for each e-mail. So nobody beside the
    /// owner at the school’s network takes their letters away.
    /// </summary>
    public static TryLimit[] AskingForReset(string email, string mark, bool isKnown, IPAddress? from) =>
    [
        isKnown ? new($"reset device {mark} {email}", email, 3, TimeSpan.FromHours(1)) : new($"reset {email} {Network(from)}", email, 3, TimeSpan.FromHours(1)),
        .. from is null || IPAddress.IsLoopback(from) ? Array.Empty<TryLimit>() : [new($"reset network {Network(from)}", "", 100, TimeSpan.FromHours(1))],
    ];

    /// <summary>Letters to one e-mail from all places where the account was never used.</summary>
    public static TryLimit[] ResetsOf(string email) => [new($"resets {email}", email, 10, TimeSpan.FromHours(1))];

    /// <summary>Letters that try to change the e-mail of one account.</summary>
    public static TryLimit[] EmailsOf(Guid account) => [new($"e-mails {account}", "", 5, TimeSpan.FromHours(1))];

    public static TryLimit[] InSession(Guid session) => [new($"session {session}", "", 5, TimeSpan.FromMinutes(15))];

    /// <summary>An address, or the network that one household has in IPv6.</summary>
    internal static string Network(IPAddress? from) => from switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => from.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => $"{new IPAddress([.. from.GetAddressBytes().AsSpan(0, 8), .. new byte[8]])}/64",
        _ => from.ToString(),
    };
}

/// <summary>Counts tries before they are made, so that two at once are two; what was right is given back.</summary>
sealed class TryCounts(Func<AppDb> open)
{
    /// <summary>Counts one more where each limit still lets it; false at the first that does not, and those after it are not counted.</summary>
    public async Task<bool> Let(IEnumerable<TryLimit> limits, CancellationToken ct)
    {
        await using var db = open();
        foreach (var limit in limits)
            if ((await db.CountUp(limit.KeyHash, limit.WhomHash, 1, limit.While, ct)).Count > limit.Most) return false;
        return true;
    }

#pragma warning disable RS0030 // counts have no history: they are memory, not record
    /// <summary>The try was right: the narrowest count begins anew, from the others it is taken back.</summary>
    public async Task GiveBack(IReadOnlyList<TryLimit> limits, CancellationToken ct)
    {
        await using var db = open();
        var (narrow, wide) = (limits[0].KeyHash, limits.Skip(1).Select(l => l.KeyHash).ToArray());
        await db.Tables.Set<Tries>().Where(t => t.Key == narrow).ExecuteDeleteAsync(ct);
        if (wide.Length > 0) await db.Tables.Set<Tries>().Where(t => wide.Contains(t.Key)).ExecuteUpdateAsync(t => t.SetProperty(x => x.Count, x => x.Count - 1), ct);
    }

    /// <summary>Whoever runs the server ends every rest of an account.</summary>
    public async Task Forget(string email, CancellationToken ct)
    {
        await using var db = open();
        var whom = Secret.HashOf(email);
        await db.Tables.Set<Tries>().Where(t => t.WhomHash == whom).ExecuteDeleteAsync(ct);
    }
#pragma warning restore RS0030
}

sealed class TriesMapping : IEntityTypeConfiguration<Tries>
{
    public void Configure(EntityTypeBuilder<Tries> tries)
    {
        tries.ToTable("tries");
        tries.HasKey(t => t.Key);
        tries.Property(t => t.Key).HasMaxLength(Secret.HashLength);
        tries.Property(t => t.WhomHash).HasMaxLength(Secret.HashLength);
        tries.HasIndex(t => t.WhomHash);
        tries.HasIndex(t => t.Since);
    }
}
