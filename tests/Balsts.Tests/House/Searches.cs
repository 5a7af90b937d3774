using System.Net;
using System.Text.RegularExpressions;

namespace Balsts.Tests;

/// <summary>
/// Every address that takes a search text, asked for what the reader may not read: by the beginning of a text that stands only in rows out of
/// their reach. Whatever is found, the whole of it may not come back.
/// </summary>
static partial class Searches
{
    /// <summary>How many texts of each kind an address is asked by: people, things of its own room, others in turn.</summary>
    const int People = 3, Own = 3, Others = 2;

    /// <summary>Where the forms of a page with a search field lead.</summary>
    public static IEnumerable<string> On(string address, string html)
    {
        for (var at = html.IndexOf(" name=\"q\"", StringComparison.Ordinal); at >= 0; at = html.IndexOf(" name=\"q\"", at + 1, StringComparison.Ordinal))
        {
            var begins = html.LastIndexOf("<form", at, StringComparison.Ordinal);
            if (begins < 0) continue;
            var form = html[begins..html.IndexOf('>', begins)];
            if (!form.Contains("post", StringComparison.Ordinal)) yield return (Action().Match(form) is { Success: true } action ? action.Groups[1].Value : address).Split('?')[0];
        }
    }

    /// <summary>Asks the addresses (each ends where the text comes) and tells what was shown.</summary>
    public static async Task<(int Asked, List<string> Shown)> Ask(HttpClient client, string persona, Guid me, IReadOnlyList<string> addresses, Secrets secrets)
    {
        var kinds = secrets.HiddenFrom(me).GroupBy(s => s.Row.GetType()).OrderBy(g => g.Key.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.OrderBy(s => s.Text, StringComparer.Ordinal).ToList());
        var (asked, turn, shown) = (0, 0, new List<string>());
        foreach (var address in addresses)
        {
            var texts = new List<Secrets.Said>();
            foreach (var (kind, said) in kinds)
            {
                var most = kind.Name == "Person" ? People : address.Contains($"/{kind.Namespace!.Split('.')[^1]}", StringComparison.OrdinalIgnoreCase) ? Own : 0;
                texts.AddRange(Enumerable.Range(0, Math.Min(most, said.Count)).Select(i => said[(turn + i * said.Count / most) % said.Count]));
            }
            var others = kinds.Values.ToList();
            for (var i = 0; i < Others && others.Count > 0; i++) texts.Add(others[(turn * Others + i) % others.Count] is var said ? said[turn % said.Count] : null!);
            turn++;
            foreach (var text in texts.Distinct())
            {
                var typed = text.Text[..^2].TrimEnd();
                var response = await client.GetAsync(address + Uri.EscapeDataString(typed));
                asked++;
                if ((int)response.StatusCode >= 500) shown.Add($"{persona} GET {address}{typed}: {(int)response.StatusCode}");
                if (response.StatusCode != HttpStatusCode.OK) continue;
                shown.AddRange(secrets.Told(me, await Readable.Of(response)).Where(s => !typed.Contains(s.Text, StringComparison.Ordinal)).Select(s => $"{persona} GET {address}{typed}: shows {s}, which is not theirs"));
            }
        }
        return (asked, shown);
    }

    [GeneratedRegex("action=\"([^\"]+)\"")] private static partial Regex Action();
}
