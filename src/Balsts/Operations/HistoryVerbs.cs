using System.CommandLine;
using System.Text.Json;
using Foundation.History;

namespace Balsts.Operations;

/// <summary>The history as a chain: where it stands, and whether it is whole.</summary>
static class HistoryVerbs
{
    const int AnchorsMax = 400;
    static readonly Option<string> Against = new("--anchor") { Description = "An anchor that was kept elsewhere: a file of BALSTS_DATA/anchors", HelpName = "FILE" };

    public static IEnumerable<Verb> All =>
    [
        new("history anchor", "Where the chain of the history stood, day by day: to be kept outside.", Anchor) { Migrates = false },
        new("history verify", "Follows the chain of the history and names what was altered, removed or swapped.", Verify) { Options = [Against], Migrates = false },
    ];

    static async Task<int> Anchor(VerbCall call, CancellationToken ct)
    {
        var anchors = await call.Get<HistoryChain>().Anchors(AnchorsMax, ct);
        return call.Done(anchors.Count == 0 ? "Nothing is sealed yet." : string.Join('\n', anchors.Select(a => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{a.Day:yyyy-MM-dd}  {a.Number,10}  {a.Seal}"))), anchors);
    }

    static async Task<int> Verify(VerbCall call, CancellationToken ct)
    {
        List<Anchor> foreign = [];
        if (call.Value(Against) is { Length: > 0 } file)
        {
            try { foreign.Add(JsonSerializer.Deserialize<Anchor>(await File.ReadAllTextAsync(file, ct), JsonSerializerOptions.Web)!); }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException) { return call.Refused($"{file} is not an anchor: {e.Message}"); }
        }
        var examined = await call.Get<HistoryChain>().Examine(foreign, ct);
        return examined.Flaws.Count == 0 ? call.Done(Whole(examined), examined) : call.Refused([.. examined.Flaws.Select(f => f.Text)], examined);
    }

    public static string Whole(Examined examined) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{examined.Sealed:N0} entries are sealed and as they were; {examined.Waiting:N0} wait to be sealed.");
}
