using System.Text.Json;
using System.Text.RegularExpressions;
using Foundation.Languages;

namespace Balsts.Forms;

/// <summary>A place of a form that has to be put right: where, as a JSON path, and what to do.</summary>
/// <param name="Message">English msgid, with {0}, {1} for <paramref name="Args"/>.</param>
public sealed record FormFault(string Path, string Message, params object[] Args);

/// <summary>Reads a form from JSON, and says of everything that does not fit where it stands and what to write instead.</summary>
public sealed partial class FormReader
{
    const int FaultsMax = 60;
    static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    readonly List<FormFault> faults = [];
    readonly HashSet<string> codes = [];
    string[] languages = [];
    string[] scales = [];

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")] private static partial Regex CodeShape();

    /// <returns>The form; null where something has to be put right first.</returns>
    public static (FormBody? Body, IReadOnlyList<FormFault> Faults) Read(string json)
    {
        var reader = new FormReader();
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            var body = reader.Form(document.RootElement);
            return reader.faults.Count == 0 ? (body, []) : (null, [.. reader.faults.Take(FaultsMax)]);
        }
        catch (JsonException e)
        {
            return (null, [e.LineNumber is { } line ? new("$", Texts.Id("This is no JSON from line {0}, character {1} on. Look for a comma, a quotation mark or a bracket that is missing there, or a name that stands twice."), line + 1, (e.BytePositionInLine ?? 0) + 1)
                : new("$", Texts.Id("A name stands twice in one object. Leave one of them out."))]);
        }
    }

    FormBody? Form(JsonElement e)
    {
        if (!IsObject(e, "$", ["format", "code", "name", "about", "languages", "origin", "scales", "segments", "snapshots", "areas", "prompts"])) return null;
        if (Text(e, "$", "format", 40) is { Length: > 0 } format && format != FormBody.FormatName) Say("$.format", Texts.Id("Write “{0}” here. Other formats are not read."), FormBody.FormatName);
        languages = List(e, "$", "languages", 1, 3, (l, at) =>
        {
            var code = l.ValueKind == JsonValueKind.String ? l.GetString()! : "";
            if (code is "lv" or "az" or "en") return code;
            Say(at, Texts.Id("Write one of these: {0}."), "lv, az, en");
            return null;
        });
        var code = Code(e, "$", null);
        var (name, about) = (Words(e, "$", "name", FormBody.NameMax), Words(e, "$", "about", FormBody.TextMax, false));
        var origin = Part(e, "$", "origin", ["source", "licence", "licenceUrl", "attribution", "required"], (o, at) => new FormOrigin(Text(o, at, "source", 300), Text(o, at, "licence", 120), Link(o, at), TextOr(o, at, "attribution", 600),
            List(o, at, "required", 0, 6, (r, there) => Wording(r, there, FormBody.TextMax))), Texts.Id("Say where the form comes from: add “origin” with “source” and “licence”."));
        scales = Codes(e, "scales");
        var read = List(e, "$", "scales", 0, 10, Scale);
        var segments = Part(e, "$", "segments", ["count", "minutes"], (s, at) => new FormSegments(Number(s, at, "count", 1, 10), Number(s, at, "minutes", 1, 240)));
        var snapshots = Part(e, "$", "snapshots", ["perSegment", "questions"], (s, at) => new FormSnapshots(Number(s, at, "perSegment", 1, 20), List(s, at, "questions", 1, 10, Question)));
        if (snapshots is not null && segments is null) Say("$.snapshots", Texts.Id("Snapshots are taken in segments. Add “segments” with “count” and “minutes”."));
        var areas = List(e, "$", "areas", 1, FormBody.AreasMax, (a, at) => !IsObject(a, at, ["code", "name", "about", "indicators"]) ? null
            : new FormArea(Code(a, at, codes), Words(a, at, "name", FormBody.NameMax)!, Words(a, at, "about", FormBody.TextMax, false), List(a, at, "indicators", 1, FormBody.IndicatorsMax, Indicator)));
        var prompts = List(e, "$", "prompts", 0, 40, (p, at) => !IsObject(p, at, ["when", "text"]) ? null : new FormPrompt(Choice<FormMoment>(p, at, "when") ?? default, Words(p, at, "text", FormBody.TextMax)!));
        return new(code, name!, about, languages, origin!, read, segments, snapshots, areas, prompts);
    }

    FormScale? Scale(JsonElement e, string path)
    {
        if (!IsObject(e, path, ["code", "levels", "notApplicable", "notSeen"])) return null;
        var scale = new FormScale(Code(e, path, []), List(e, path, "levels", 2, FormBody.LevelsMax, (l, at) => !IsObject(l, at, ["value", "name", "about"]) ? null
            : new FormLevel(Number(l, at, "value", 0, 100), Words(l, at, "name", FormBody.NameMax)!, Words(l, at, "about", FormBody.TextMax, false))), Flag(e, path, "notApplicable"), Flag(e, path, "notSeen"));
        for (var i = 1; i < scale.Levels.Length; i++)
            if (scale.Levels[i].Value <= scale.Levels[i - 1].Value) Say($"{path}.levels[{i}].value", Texts.Id("Levels rise. Write a number above {0}, which stands before it."), scale.Levels[i - 1].Value);
        return scale;
    }

    FormQuestion? Question(JsonElement e, string path)
    {
        var known = new HashSet<string>();
        return !IsObject(e, path, ["code", "text", "answers"]) ? null : new(Code(e, path, codes), Words(e, path, "text", FormBody.TextMax)!,
            List(e, path, "answers", 2, FormBody.LevelsMax, (a, at) => !IsObject(a, at, ["code", "name"]) ? null : new FormAnswer(Code(a, at, known), Words(a, at, "name", FormBody.NameMax)!)));
    }

    FormIndicator? Indicator(JsonElement e, string path) => !IsObject(e, path, ["code", "name", "about", "scale", "evidence", "difficulty", "examples", "behaviours"]) ? null
        : new(Code(e, path, codes), Words(e, path, "name", FormBody.TextMax)!, Words(e, path, "about", FormBody.TextMax, false), e.TryGetProperty("scale", out _) ? ScaleOf(e, path) : null,
            Choice<FormEvidence>(e, path, "evidence", false) ?? FormEvidence.Offered, e.TryGetProperty("difficulty", out _) ? Number(e, path, "difficulty", 1, 1000) : null,
            List(e, path, "examples", 0, 20, (x, at) => Wording(x, at, FormBody.TextMax)),
            List(e, path, "behaviours", 0, 20, (b, at) => !IsObject(b, at, ["code", "name", "scale"]) ? null : new FormBehaviour(Code(b, at, codes), Words(b, at, "name", FormBody.TextMax)!, ScaleOf(b, at))));

    string ScaleOf(JsonElement e, string path)
    {
        var code = Text(e, path, "scale", FormBody.CodeMax);
        if (code.Length > 0 && !scales.Contains(code)) Say($"{path}.scale", scales.Length == 0 ? Texts.Id("The form has no scale “{0}”. Add it to $.scales.") : Texts.Id("The form has no scale “{0}”. Write one of these, or add it to $.scales: {1}."), code, string.Join(", ", scales));
        return code;
    }

    void Say(string path, string message, params object[] args) => faults.Add(new(path, message, args));

    bool IsObject(JsonElement e, string path, string[] known)
    {
        if (e.ValueKind != JsonValueKind.Object)
        {
            Say(path, Texts.Id("Write an object here, in braces."));
            return false;
        }
        foreach (var property in e.EnumerateObject().Where(p => !known.Contains(p.Name)))
            Say($"{path}.{property.Name}", Texts.Id("“{0}” is not known here. Leave it out, or write one of these: {1}."), property.Name, string.Join(", ", known));
        return true;
    }

    T? Part<T>(JsonElement e, string path, string name, string[] known, Func<JsonElement, string, T> read, string? missing = null) where T : class
    {
        var at = $"{path}.{name}";
        if (e.TryGetProperty(name, out var part)) return IsObject(part, at, known) ? read(part, at) : null;
        if (missing is not null) Say(at, missing);
        return null;
    }

    T[] List<T>(JsonElement e, string path, string name, int least, int most, Func<JsonElement, string, T?> read) where T : class
    {
        var at = $"{path}.{name}";
        var there = e.TryGetProperty(name, out var list);
        if (!there && least == 0) return [];
        if (there && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() is var count && count >= least && count <= most) return [.. list.EnumerateArray().Select((item, i) => read(item, $"{at}[{i}]")).OfType<T>()];
        Say(at, Texts.Id("Write a list here, in square brackets, of {0} to {1} things."), least, most);
        return [];
    }

    string Code(JsonElement e, string path, HashSet<string>? taken)
    {
        var code = Text(e, path, "code", FormBody.CodeMax);
        if (code.Length > 0 && !CodeShape().IsMatch(code)) Say($"{path}.code", Texts.Id("A code has small letters from a to z, digits and hyphens, as in “clear-goal”."));
        else if (code.Length > 0 && taken?.Add(code) == false) Say($"{path}.code", Texts.Id("The code “{0}” stands in the form already. Choose another one."), code);
        return code;
    }

    /// <summary>The codes of a list, before its items are read.</summary>
    string[] Codes(JsonElement e, string name)
    {
        if (!e.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array) return [];
        var found = list.EnumerateArray().Select(i => i.ValueKind == JsonValueKind.Object && i.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String ? code.GetString()! : "").ToList();
        for (var i = 1; i < found.Count; i++)
            if (found[i].Length > 0 && found.IndexOf(found[i]) < i) Say($"$.{name}[{i}].code", Texts.Id("The code “{0}” stands in the form already. Choose another one."), found[i]);
        return [.. found.Where(c => c.Length > 0).Distinct()];
    }

    string Text(JsonElement e, string path, string name, int most)
    {
        if (!e.TryGetProperty(name, out var text)) Say($"{path}.{name}", Texts.Id("“{0}” is missing. Add it."), name);
        else if (text.ValueKind == JsonValueKind.String && text.GetString()!.Trim() is { Length: > 0 } said && said.Length <= most) return said;
        else Say($"{path}.{name}", Texts.Id("Write a text of 1 to {0} characters here, between quotation marks."), most);
        return "";
    }

    string? TextOr(JsonElement e, string path, string name, int most) => e.TryGetProperty(name, out _) ? Text(e, path, name, most) : null;

    string? Link(JsonElement e, string path)
    {
        if (TextOr(e, path, "licenceUrl", 300) is not { Length: > 0 } address) return null;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps) Say($"{path}.licenceUrl", Texts.Id("Write an address that begins with https://."));
        return address;
    }

    Wording? Words(JsonElement e, string path, string name, int most, bool required = true)
    {
        if (e.TryGetProperty(name, out var words)) return Wording(words, $"{path}.{name}", most);
        if (required) Say($"{path}.{name}", Texts.Id("“{0}” is missing. Add it."), name);
        return null;
    }

    Wording? Wording(JsonElement e, string path, int most)
    {
        if (!IsObject(e, path, ["lv", "az", "en"])) return null;
        foreach (var property in e.EnumerateObject().Where(p => p.Name is "lv" or "az" or "en" && !languages.Contains(p.Name)))
            Say($"{path}.{property.Name}", Texts.Id("The form is not in this language. Add “{0}” to $.languages, or leave the text out."), property.Name);
        string? In(string language) => languages.Contains(language) ? Text(e, path, language, most) : null;
        return new(In("lv"), In("az"), In("en"));
    }

    int Number(JsonElement e, string path, string name, int least, int most)
    {
        if (e.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) && value >= least && value <= most) return value;
        Say($"{path}.{name}", Texts.Id("Write a whole number from {0} to {1} here."), least, most);
        return least;
    }

    bool Flag(JsonElement e, string path, string name)
    {
        if (!e.TryGetProperty(name, out var flag)) return false;
        if (flag.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) Say($"{path}.{name}", Texts.Id("Write true or false here, without quotation marks."));
        return flag.ValueKind == JsonValueKind.True;
    }

    T? Choice<T>(JsonElement e, string path, string name, bool required = true) where T : struct, Enum
    {
        if (!required && !e.TryGetProperty(name, out _)) return null;
        var offered = Enum.GetNames<T>().ToDictionary(n => char.ToLowerInvariant(n[0]) + n[1..], Enum.Parse<T>);
        if (e.TryGetProperty(name, out var chosen) && chosen.ValueKind == JsonValueKind.String && offered.TryGetValue(chosen.GetString()!, out var value)) return value;
        Say($"{path}.{name}", Texts.Id("Write one of these: {0}."), string.Join(", ", offered.Keys));
        return null;
    }
}
