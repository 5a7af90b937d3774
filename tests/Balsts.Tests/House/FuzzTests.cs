using System.Globalization;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Balsts.Demo;
using Microsoft.AspNetCore.Components;

namespace Balsts.Tests;

/// <summary>
/// Whatever is sent to any form, address or operation of the API: an answer of ours, never an error of the server, a stack trace or somebody's HTML. What is sent follows from a seed, which is printed;
/// BALSTS_SEED tries another one, BALSTS_FUZZ more of it.
/// </summary>
public sealed partial class FuzzTests(ITestOutputHelper output)
{
    const string Html = "<fuzz onload=x>";

    static readonly string[] Hostile =
    [
        "", " ", Html, $"\"'>{Html}", $"javascript:{Html}", "\0", "a\0b", "\u202Eabc", "ā\u0301İıəğ", "😀", "\uFFFE", "\r\nX-Evil: 1", "' OR 1=1 --", "%", "_%\\", "../../../etc/passwd", "//evil.example", "=HYPERLINK(\"http://x\")",
        "-1", "0", "1", "1.5", "1,5", "9999999999999999999999", "-2147483649", "NaN", "1e309", "true", "null", "[]", "{}", "on",
        "0001-01-01", "9999-12-31", "2026-02-30", "2026-13", "0000-00", "10000-01", "2026-11-23", "2026-11-23T10:00", "23:59:60", "24:00",
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "not-an-id",
    ];

    static readonly string Long = new('ž', 40_000);

    readonly int seed = int.TryParse(Environment.GetEnvironmentVariable("BALSTS_SEED"), CultureInfo.InvariantCulture, out var given) ? given : 20261123;
    readonly int rounds = int.TryParse(Environment.GetEnvironmentVariable("BALSTS_FUZZ"), CultureInfo.InvariantCulture, out var more) ? more : 1;
    readonly List<string> wrong = [];
    int sent, refused, taken;

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Every_form_answers_whatever_is_sent(On database)
    {
        await using var site = new TestSite(database);
        var random = new Random(seed);
        var forms = 0;
        foreach (var persona in new[] { "mentor", "head", "municipality", "manager", "administrator", "teacher" })
        {
            var client = await site.As(persona);
            var known = new HashSet<string>();
            foreach (var page in await Walk(client))
            {
                if (await Opened(client, page) is not { } document) continue; // an act before has closed it
                foreach (var form in document.QuerySelectorAll("form[method=post]").OfType<IHtmlFormElement>())
                {
                    var action = form.GetAttribute("action") is { Length: > 0 } own ? own : page;
                    var fields = form.Fields();
                    if (action.StartsWith("/sign-", StringComparison.Ordinal) || !known.Add(Pattern(action) + string.Join(',', fields.Select(f => Digits().Replace(f.Key, "#")).Distinct().Order(StringComparer.Ordinal)))) continue;
                    forms++;
                    for (var i = 0; i < 2 * rounds; i++) await Post(site, client, $"{persona} POST {action}", action, [.. fields], random);
                }
            }
        }
        Said($"{forms} forms on {database}");
        forms.ShouldBeGreaterThan(60);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Every_address_answers_whatever_is_asked(On database)
    {
        await using var site = new TestSite(database);
        var random = new Random(seed);
        var names = typeof(Program).Assembly.GetTypes().SelectMany(t => t.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(p => (Property: p, Query: p.GetCustomAttribute<SupplyParameterFromQueryAttribute>())).Where(p => p.Query is not null).Select(p => p.Query!.Name ?? p.Property.Name).Distinct().Order(StringComparer.Ordinal).ToArray();
        var pages = 0;
        foreach (var persona in new[] { "municipality", "manager", "mentor" })
        {
            var client = await site.As(persona);
            foreach (var page in await Walk(client))
            {
                pages++;
                for (var i = 0; i < 2 * rounds; i++)
                {
                    var address = page.Split('?')[0] + "?" + string.Join('&', Enumerable.Range(0, random.Next(1, 6)).Select(_ => $"{Uri.EscapeDataString(Of(names, random))}={Uri.EscapeDataString(Value(random, most: 2000))}"));
                    await Judge(site, $"{persona} GET {address}", () => client.GetAsync(address));
                }
            }
        }
        Said($"{pages} pages × {names.Length} names on {database}");
        pages.ShouldBeGreaterThan(60);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task Every_operation_answers_whatever_is_sent(On database)
    {
        await using var site = new TestSite(database);
        var random = new Random(seed);
        var document = JsonDocument.Parse(await site.Nobody().GetStringAsync("/openapi/v1.json")).RootElement;
        var world = await World.Of(site);
        var ids = world.Things<object>().Select(t => t.GetType().GetProperty("Id")?.GetValue(t)).OfType<Guid>().Distinct().Order().ToArray();
        var operations = 0;
        foreach (var persona in new[] { "coordinator", "head", "municipality", "manager" })
        {
            var client = await site.ApiAs(persona);
            foreach (var path in document.GetProperty("paths").EnumerateObject())
                foreach (var operation in path.Value.EnumerateObject().Where(o => o.Name is "get" or "post" or "put" or "delete"))
                {
                    operations++;
                    for (var i = 0; i < 2 * rounds; i++)
                    {
                        var (address, query) = (path.Name, new List<string>());
                        if (operation.Value.TryGetProperty("parameters", out var parameters))
                            foreach (var parameter in parameters.EnumerateArray())
                            {
                                var name = parameter.GetProperty("name").GetString()!;
                                if (parameter.GetProperty("in").GetString() == "path") address = address.Replace($"{{{name}}}", Uri.EscapeDataString(random.Next(4) > 0 ? ids[random.Next(ids.Length)].ToString() : Value(random, most: 200).Replace("\0", "", StringComparison.Ordinal)), StringComparison.Ordinal); // a zero is turned away before it comes to us
                                else if (parameter.GetProperty("in").GetString() == "query" && random.Next(2) == 0) query.Add($"{name}={Uri.EscapeDataString(Value(random, most: 2000))}");
                            }
                        if (query.Count > 0) address += "?" + string.Join('&', query);
                        var body = operation.Value.TryGetProperty("requestBody", out var described) && described.GetProperty("content").TryGetProperty("application/json", out var json) ? Body(json.GetProperty("schema"), document, random) : null;
                        await Judge(site, $"{persona} {operation.Name} {address} {(body is { Length: > 400 } ? body[..400] : body)}", () =>
                        {
                            var request = new HttpRequestMessage(new(operation.Name.ToUpperInvariant()), address);
                            if (body is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse("application/json") } };
                            return client.SendAsync(request);
                        });
                    }
                }
        }
        Said($"{operations} operations on {database}");
        operations.ShouldBeGreaterThan(300);
    }

    async Task Post(TestSite site, HttpClient client, string where, string action, List<KeyValuePair<string, string>> fields, Random random)
    {
        for (var i = fields.Count - 1; i >= 0; i--)
        {
            if (fields[i].Key is "__RequestVerificationToken" or "_handler") continue;
            switch (random.Next(5))
            {
                case 0: break; // as it was
                case 1: fields.RemoveAt(i); break;
                case 2: fields.Add(new(fields[i].Key, Value(random))); break; // twice
                default: fields[i] = new(fields[i].Key, Value(random)); break;
            }
        }
        if (random.Next(4) == 0) fields.Add(new($"Posted.{(random.Next(2) == 0 ? "Id" : "People[99999]")}", Value(random)));
        var told = string.Join('&', fields.Where(f => f.Key is not "__RequestVerificationToken").Select(f => $"{f.Key}={(f.Value.Length > 60 ? $"{f.Value[..60]}…" : f.Value)}"));
        var answer = await Judge(site, $"{where} {told}", () => client.PostAsync(action, new FormUrlEncodedContent(fields)));
        if (answer?.Headers.Location is not null && answer.Next() is var next && next.StartsWith('/') && !next.StartsWith("//", StringComparison.Ordinal)) await Judge(site, $"{where} {told} → GET {next}", () => client.GetAsync(next));
    }

    /// <summary>An answer, of ours: no error of the server, nothing of what was sent as HTML, no trace of the code, no other host.</summary>
    async Task<HttpResponseMessage?> Judge(TestSite site, string what, Func<Task<HttpResponseMessage>> ask)
    {
        HttpResponseMessage answer;
        try { answer = await ask(); }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            wrong.Add($"{what}: {e.GetBaseException()}");
            return null;
        }
        sent++;
        if ((int)answer.StatusCode >= 400) refused++;
        else taken++;
        var text = answer.Content.Headers.ContentType?.MediaType is { } type && (type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("json", StringComparison.Ordinal)) ? await answer.Content.ReadAsStringAsync() : "";
        if ((int)answer.StatusCode >= 500) wrong.Add($"{what}: {(int)answer.StatusCode} {string.Join(" | ", site.Failed.Select(f => f.ToString()))}");
        site.Failed.Clear();
        if (answer.Content.Headers.ContentType?.MediaType == "text/html" && text.Contains("<fuzz", StringComparison.OrdinalIgnoreCase)) wrong.Add($"{what}: shows what was sent as HTML");
        if (text.Contains("   at Balsts.", StringComparison.Ordinal) || text.Contains("   at Foundation.", StringComparison.Ordinal) || text.Contains("System.Exception", StringComparison.Ordinal)) wrong.Add($"{what}: tells of the code");
        if (answer.Headers.Location is { IsAbsoluteUri: true, Host: not "localhost" } elsewhere) wrong.Add($"{what}: leads to {elsewhere}");
        if (answer.Headers.Contains("X-Evil")) wrong.Add($"{what}: a header was sent along");
        return answer;
    }

    void Said(string of)
    {
        output.WriteLine($"{of}: {sent} sent, {taken} taken, {refused} refused, seed {seed}.");
        wrong.Take(40).ShouldBeEmpty($"{wrong.Count} of {sent}, seed {seed}");
    }

    static string Value(Random random, int most = 40_000) => random.Next(25) == 0 ? Long[..most] : Of(Hostile, random);

    static T Of<T>(T[] choices, Random random) => choices[random.Next(choices.Length)];

    /// <summary>A body of the described shape with a value here and there that does not belong; now and then no JSON at all.</summary>
    static string Body(JsonElement schema, JsonElement document, Random random) => random.Next(12) switch
    {
        0 => Of(["", "{", "[", "null", "\"\"", "[[[[[[[[[[[[[[[[[[", "{\"a\":", "\uFEFF{}", new string('[', 5000), "{\"personId\":\"\\ud800\",\"text\":\"\\ud800\",\"name\":\"\\ud800\",\"reason\":\"\\ud800\"}"], random),
        _ => Node(schema, document, random, 0)?.ToJsonString() ?? "null",
    };

    static JsonNode? Node(JsonElement schema, JsonElement document, Random random, int depth)
    {
        if (random.Next(6) == 0) return random.Next(4) switch { 0 => null, 1 => JsonValue.Create(random.Next(-2, 3)), 2 => new JsonArray(JsonValue.Create(Value(random))), _ => JsonValue.Create(Value(random)) };
        if (depth > 6) return null;
        if (schema.TryGetProperty("$ref", out var reference)) return Node(document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]), document, random, depth + 1);
        if (schema.TryGetProperty("oneOf", out var choices)) return Node(Of([.. choices.EnumerateArray()], random), document, random, depth + 1);
        if (schema.TryGetProperty("enum", out var names)) return JsonValue.Create(Of([.. names.EnumerateArray()], random).ToString());
        var types = schema.TryGetProperty("type", out var type) ? type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : new[] { type.GetString()! } : ["object"];
        switch (Of(types, random))
        {
            case "object":
                var made = new JsonObject();
                if (schema.TryGetProperty("properties", out var properties))
                    foreach (var property in properties.EnumerateObject().Where(_ => random.Next(8) > 0)) made[property.Name] = Node(property.Value, document, random, depth + 1);
                if (random.Next(6) == 0) made[Value(random, 50)] = Value(random, 50);
                return made;
            case "array": return new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => schema.TryGetProperty("items", out var items) ? Node(items, document, random, depth + 1) : null)]);
            case "integer": return JsonValue.Create(random.Next(3) switch { 0 => long.MaxValue, 1 => -1L, _ => random.Next(200) });
            case "number": return JsonValue.Create(random.Next(3) switch { 0 => 1e300, 1 => -0.5, _ => random.NextDouble() });
            case "boolean": return JsonValue.Create(random.Next(2) == 0);
            case "null": return null;
            default: return JsonValue.Create(schema.TryGetProperty("format", out var format) && random.Next(3) > 0 ? format.GetString() switch { "date" => $"2026-{random.Next(9, 13):00}-{random.Next(1, 29):00}", "uuid" => DemoWorld.Id("gaujmala").ToString(), _ => Value(random) } : Value(random));
        }
    }

    /// <summary>Pages that a person reaches from the desk, one of each pattern.</summary>
    static async Task<IReadOnlyList<string>> Walk(HttpClient client)
    {
        var (queue, queued, found) = (new Queue<string>(["/", "/profile"]), new HashSet<string>(), new List<string>());
        while (queue.TryDequeue(out var address) && found.Count < 120)
        {
            if (await Opened(client, address) is not { } document) continue;
            found.Add(address);
            foreach (var link in document.QuerySelectorAll("a[href]:not([download])").Select(a => a.GetAttribute("href")!))
                if (link.StartsWith('/') && !link.StartsWith("//", StringComparison.Ordinal) && !link.Contains("/export", StringComparison.Ordinal) && queued.Add(Pattern(link.Split('?')[0]))) queue.Enqueue(link);
        }
        return found;
    }

    static async Task<IHtmlDocument?> Opened(HttpClient client, string address)
    {
        var response = await client.GetAsync(address);
        ((int)response.StatusCode).ShouldBeLessThan(500, address);
        return response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == "text/html" ? await response.Html() : null;
    }

    static string Pattern(string address) => Digits().Replace(Ids().Replace(address, "{id}"), "#");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.IgnoreCase)] private static partial Regex Ids();
    [GeneratedRegex(@"\d+(-\d+)*")] private static partial Regex Digits();
}
