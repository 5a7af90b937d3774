using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Foundation.History;

/// <summary>How far the chain went on a day (UTC): kept beside the history and in a file of its own, so that whoever writes the whole chain anew is found.</summary>
public sealed class HistoryAnchor
{
    public required DateOnly Day { get; init; }

    /// <summary>The last entry of the day, and its seal.</summary>
    public long Number { get; private set; }
    public string Seal { get; private set; } = "";
    public DateTime At { get; private set; }

    internal void Hold(long number, string seal, DateTime at) => (Number, Seal, At) = (number, seal, at);
}

/// <summary>An anchor as it leaves the house.</summary>
public sealed record Anchor(DateOnly Day, long Number, string Seal);

/// <summary>Where the anchors of days that are over lie as files, one a day.</summary>
public sealed record AnchorFolder(string Path);

public enum FlawKind { Altered, Removed, Swapped, Detail, Anchor }

/// <summary>Something in the history that is not as it was sealed.</summary>
/// <param name="Number">The entry; of several that were removed the first.</param>
/// <param name="Other">The entry with which it changed places, or the last of those that were removed.</param>
/// <param name="Text">What and when, in English: an administrator reads it.</param>
public sealed record Flaw(FlawKind Kind, long Number, long? Other, string Text);

/// <param name="Sealed">How many entries are numbered and chained.</param>
/// <param name="Waiting">How many have come since.</param>
public sealed record Examined(long Sealed, long Waiting, IReadOnlyList<Flaw> Flaws);

/// <summary>
/// The history as a chain: a job numbers the entries in the order in which it finds them, and each carries a seal over itself and the one
/// before it. Nobody who writes waits for it. What was said lies outside the seal, under a hash with a salt, so that it can be erased.
/// </summary>
public sealed class HistoryChain(AppDb db, AnchorFolder folder)
{
    const int Batch = 2000;
    const int FlawsMax = 20;

    /// <summary>So many days back a file that is missing is written again.</summary>
    const int DaysExported = 30;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Numbers and chains what has come since; one node at a time, each batch in a transaction of its own.</summary>
    /// <returns>How many entries.</returns>
    public async Task<int> Seal(CancellationToken ct = default)
    {
        var count = 0;
        while (await db.Alone("history", waits: false, Next, ct)) { }
        await Export(ct);
        return count;

        async Task<bool> Next()
        {
            db.Forget();
            var entries = await db.Tables.Set<HistoryEntry>().Where(e => e.Number == null).OrderBy(e => e.Id).Take(Batch).ToListAsync(ct);
            if (entries.Count == 0) return false;
            // where the chain ended is asked of the anchor: entries taken away at the end would otherwise be forgotten
            var last = await db.Tables.Set<HistoryAnchor>().OrderByDescending(a => a.Day).FirstOrDefaultAsync(ct);
            var (number, seal, today) = (last?.Number ?? 0, last?.Seal ?? "", DateOnly.FromDateTime(db.Now));
            foreach (var entry in entries) entry.SealAs(++number, seal = SealOf(seal, number, entry));
            if (last is null || last.Day < today) db.Tables.Add(last = new() { Day = today });
            last.Hold(number, seal, db.Now);
            await db.Tables.SaveChangesAsync(ct);
            count += entries.Count;
            return true;
        }
    }

    /// <summary>The anchors, the latest first.</summary>
    public async Task<IReadOnlyList<Anchor>> Anchors(int most, CancellationToken ct = default) =>
        await db.Tables.Set<HistoryAnchor>().AsNoTracking().OrderByDescending(a => a.Day).Take(most).Select(a => new Anchor(a.Day, a.Number, a.Seal)).ToListAsync(ct);

    /// <summary>Follows the whole chain and names what does not fit.</summary>
    /// <param name="foreign">Anchors that were kept elsewhere.</param>
    public async Task<Examined> Examine(IEnumerable<Anchor>? foreign = null, CancellationToken ct = default)
    {
        var anchors = (await Anchors(int.MaxValue, ct)).Concat(Files()).Concat(foreign ?? []).Distinct().ToLookup(a => a.Number);
        var flaws = new List<Flaw>();
        var (before, expected, sealedEntries) = ((string?)"", 1L, 0L);
        while (flaws.Count < FlawsMax)
        {
            var (from, rows) = (expected, await Rows(e => e.Number >= expected, ct));
            if (rows.Count == 0) break;
            List<HistoryEntry>? near = null;
            await Details(rows, flaws, ct);
            foreach (var row in rows)
            {
                var number = row.Number!.Value;
                if (number > expected)
                {
                    flaws.Add(Gone(expected, number - 1));
                    before = null; // what follows a gap is held by its own seal alone
                }
                if (before is null || SealOf(before, number, row) == row.Seal) before = row.Seal!;
                else
                {
                    near ??= await Rows(e => e.Number >= from - Batch, ct, 3 * Batch);
                    var chain = before;
                    if (near.Find(e => e.Id != row.Id && SealOf(chain, number, e) is var belongs && (belongs == e.Seal || belongs == row.Seal)) is { } here)
                    {
                        if (here.Number > number) flaws.Add(new(FlawKind.Swapped, number, here.Number, $"Entries {number} and {here.Number} have changed places: {Told(here)}; {Told(row)}."));
                        before = SealOf(chain, number, here);
                    }
                    else
                    {
                        flaws.Add(new(FlawKind.Altered, number, null, $"Entry {number} is not what was sealed: {Told(row)}."));
                        before = row.Seal!;
                    }
                }
                foreach (var anchor in anchors[number].Where(a => a.Seal != before)) flaws.Add(new(FlawKind.Anchor, number, null, $"The chain up to entry {number} is another one than the anchor of {anchor.Day:yyyy-MM-dd} holds."));
                expected = number + 1;
                sealedEntries++;
            }
        }
        var last = anchors.Select(a => a.Key).DefaultIfEmpty().Max();
        if (flaws.Count < FlawsMax && last >= expected) flaws.Add(Gone(expected, last));
        return new(sealedEntries, await db.Tables.Set<HistoryEntry>().CountAsync(e => e.Number == null, ct), flaws);
    }

    async Task<List<HistoryEntry>> Rows(System.Linq.Expressions.Expression<Func<HistoryEntry, bool>> these, CancellationToken ct, int most = Batch) =>
        await db.Tables.Set<HistoryEntry>().AsNoTracking().Where(e => e.Number != null).Where(these).OrderBy(e => e.Number).Take(most).ToListAsync(ct);

    /// <summary>What was said may be gone; what is there must be what was said.</summary>
    async Task Details(List<HistoryEntry> rows, List<Flaw> flaws, CancellationToken ct)
    {
        var ids = rows.Where(r => r.DetailHash.Length > 0).Select(r => r.Id).ToArray();
        if (ids.Length == 0) return;
        var said = await db.Tables.Set<HistoryDetail>().AsNoTracking().Where(d => ids.Contains(d.EntryId)).ToDictionaryAsync(d => d.EntryId, ct);
        foreach (var row in rows)
            if (said.TryGetValue(row.Id, out var detail) && detail.Hash != row.DetailHash)
                flaws.Add(new(FlawKind.Detail, row.Number!.Value, null, $"What was said in entry {row.Number} is not what was sealed: {Told(row)}."));
    }

    static Flaw Gone(long from, long to) => new(FlawKind.Removed, from, to, from == to ? $"Entry {from} was removed." : $"Entries {from} to {to} were removed.");

    static string Told(HistoryEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.What} of {entry.At:yyyy-MM-dd HH:mm:ss}, {entry.Id}");

    /// <summary>Over the seal before, the place in the chain and the entry. Instants count by the microsecond: no database keeps more.</summary>
    static string SealOf(string before, long number, HistoryEntry entry) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{before}\n{number}\n{entry.Id:N}\n{entry.CountryId}\n{entry.At.Ticks / 10}\n{entry.ById:N}\n{entry.SubjectId:N}\n{entry.What}\n{entry.DetailHash}\n{entry.Facts}"))));

    /// <summary>Writes the anchors of days that are over, where they are not written yet: whole, or not at all.</summary>
    async Task Export(CancellationToken ct)
    {
        var (today, since) = (DateOnly.FromDateTime(db.Now), DateOnly.FromDateTime(db.Now).AddDays(-DaysExported));
        foreach (var anchor in (await Anchors(DaysExported + 1, ct)).Where(a => a.Day < today && a.Day >= since && !File.Exists(PathOf(a.Day))))
        {
            Directory.CreateDirectory(folder.Path);
            var half = PathOf(anchor.Day) + ".part";
            await File.WriteAllTextAsync(half, JsonSerializer.Serialize(anchor, Json), ct);
            File.Move(half, PathOf(anchor.Day), overwrite: true);
        }
    }

    IEnumerable<Anchor> Files() => !Directory.Exists(folder.Path) ? [] : Directory.GetFiles(folder.Path, "*.json").Select(f => JsonSerializer.Deserialize<Anchor>(File.ReadAllText(f), Json)).OfType<Anchor>();

    string PathOf(DateOnly day) => Path.Combine(folder.Path, string.Create(CultureInfo.InvariantCulture, $"history-{day:yyyy-MM-dd}.json"));
}

sealed class HistoryAnchorMapping : IEntityTypeConfiguration<HistoryAnchor>
{
    public void Configure(EntityTypeBuilder<HistoryAnchor> anchor)
    {
        anchor.ToTable("history_anchors");
        anchor.HasKey(a => a.Day);
        anchor.Property(a => a.Seal).HasMaxLength(64);
    }
}
