using System.Text.Json;
using System.Text.Json.Serialization;

namespace Balsts.Privacy;

/// <summary>What was erased, by ids alone: whose data, or which kinds up to which day.</summary>
/// <param name="Entry">The entry of the history that tells it. A database that does not know the entry is older than the erasure.</param>
public sealed record ErasureNote(Guid Entry, DateTime At, string CountryId, Guid[] People, bool WithName, RetentionOrder? Retention = null);

/// <summary>
/// The list of erasures outside the database: a file each in BALSTS_DATA/erasures, on disk before the erasure counts. An older database that
/// is brought back is told by it what must go again. It lies beside the backups, not in them.
/// </summary>
public sealed class ErasureList(Settings settings)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    string Folder => Path.Combine(settings.DataFolder, "erasures");

    /// <summary>Writes it whole or not at all.</summary>
    public async Task Write(ErasureNote note, CancellationToken ct = default)
    {
        Directory.CreateDirectory(Folder);
        var path = Path.Combine(Folder, $"{note.Entry:N}.json");
        var half = $"{path}.{Guid.NewGuid():N}.part";
        await using (var stream = new FileStream(half, FileMode.CreateNew, FileAccess.Write))
        {
            await JsonSerializer.SerializeAsync(stream, note, Json, ct);
            stream.Flush(flushToDisk: true);
        }
        File.Move(half, path, overwrite: true);
    }

    /// <summary>Everything that is noted, the oldest first.</summary>
    public async Task<IReadOnlyList<ErasureNote>> All(CancellationToken ct = default)
    {
        if (!Directory.Exists(Folder)) return [];
        List<ErasureNote> notes = [];
        foreach (var file in Directory.GetFiles(Folder, "*.json")) notes.Add(JsonSerializer.Deserialize<ErasureNote>(await File.ReadAllTextAsync(file, ct), Json)!);
        return [.. notes.OrderBy(n => n.At)];
    }
}
