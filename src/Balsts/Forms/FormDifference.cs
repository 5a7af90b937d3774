using System.Globalization;
using System.Text.Json;
using Foundation.Languages;

namespace Balsts.Forms;

public enum FormChangeKind
{
    [Sentence("New", Context = "place of a form")] Added,
    [Sentence("Changed", Context = "place of a form")] Changed,
    [Sentence("Gone", Context = "place of a form")] Removed,
}

/// <summary>A place of a form that says something else than before; places are named by codes, so that what was moved is not taken for new.</summary>
public sealed record FormChange(FormChangeKind Kind, string Place, string Before, string After);

/// <summary>What a new version of a form changes.</summary>
public static class FormDifference
{
    public static IReadOnlyList<FormChange> Between(FormBody? before, FormBody after)
    {
        var (old, now) = (before is null ? [] : Said(before), Said(after));
        return
        [
            .. now.Where(n => !old.ContainsKey(n.Key)).Select(n => new FormChange(FormChangeKind.Added, n.Key, "", n.Value)),
            .. now.Where(n => old.TryGetValue(n.Key, out var was) && was != n.Value).Select(n => new FormChange(FormChangeKind.Changed, n.Key, old[n.Key], n.Value)),
            .. old.Where(o => !now.ContainsKey(o.Key)).Select(o => new FormChange(FormChangeKind.Removed, o.Key, o.Value, "")),
        ];
    }

    static Dictionary<string, string> Said(FormBody body)
    {
        var said = new Dictionary<string, string>();
        using var json = JsonDocument.Parse(body.ToJson());
        Walk(json.RootElement, "", said);
        return said;
    }

    static void Walk(JsonElement e, string at, Dictionary<string, string> said)
    {
        switch (e.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in e.EnumerateObject()) Walk(property.Value, at.Length == 0 ? property.Name : $"{at}.{property.Name}", said);
                break;
            case JsonValueKind.Array:
                var i = 0;
                foreach (var item in e.EnumerateArray())
                {
                    i++;
                    var key = item.ValueKind != JsonValueKind.Object ? null : item.TryGetProperty("code", out var code) ? code.GetString() : item.TryGetProperty("value", out var value) ? value.GetRawText() : null;
                    Walk(item, $"{at}.{key ?? i.ToString(CultureInfo.InvariantCulture)}", said);
                }
                break;
            default:
                said[at] = e.ToString();
                break;
        }
    }
}
