using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Balsts.Tests;

/// <summary>A program that knows of the API only what its document says: what the document does not describe it neither sends nor takes.</summary>
public sealed class DescribedApi(JsonElement document)
{
    public static async Task<DescribedApi> Of(TestSite site) => new(JsonDocument.Parse(await site.Nobody().GetStringAsync("/openapi/v1.json")).RootElement);

    /// <summary>Carries an operation out, and gives its answer once it is one of those described.</summary>
    /// <param name="given">Parameters of path and query, by the names of the document; what remains is the body.</param>
    public async Task<JsonElement> Call(HttpClient client, string method, string path, int status, params (string Name, object? Value)[] given)
    {
        var called = $"{method} {path}";
        if (!document.GetProperty("paths").TryGetProperty(path, out var operations) || !operations.TryGetProperty(method.ToLowerInvariant(), out var operation)) throw new ShouldAssertException($"{called} is not described.");

        var (address, query, body) = (path, new List<string>(), given.ToDictionary(g => g.Name, g => g.Value));
        if (operation.TryGetProperty("parameters", out var parameters))
            foreach (var parameter in parameters.EnumerateArray())
            {
                var name = parameter.GetProperty("name").GetString()!;
                if (!body.Remove(name, out var value)) continue;
                Fits(JsonSerializer.SerializeToElement(value), parameter.GetProperty("schema"), $"{called}: {name}");
                if (parameter.GetProperty("in").GetString() == "path") address = address.Replace($"{{{name}}}", $"{value}", StringComparison.Ordinal);
                else query.Add($"{name}={Uri.EscapeDataString($"{value}")}");
            }
        address.ShouldNotContain("{", Case.Sensitive, $"{called} lacks a parameter");

        using var request = new HttpRequestMessage(new(method), address + (query.Count > 0 ? $"?{string.Join('&', query)}" : ""));
        if (operation.TryGetProperty("requestBody", out var described))
        {
            Fits(JsonSerializer.SerializeToElement(body), described.GetProperty("content").GetProperty("application/json").GetProperty("schema"), $"{called}: the body");
            request.Content = JsonContent.Create(body);
        }
        else body.ShouldBeEmpty($"{called} takes no body");

        var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, $"{called}: {text}");
        operation.GetProperty("responses").TryGetProperty($"{status}", out var answer).ShouldBeTrue($"{called}: the answer {status} is not described");
        if (!answer.TryGetProperty("content", out var contents))
        {
            text.ShouldBeEmpty($"{called}: an answer that is not described");
            return default;
        }
        var content = contents.EnumerateObject().First();
        response.Content.Headers.ContentType!.MediaType.ShouldBe(content.Name, called);
        var json = JsonDocument.Parse(text).RootElement;
        Fits(json, content.Value.GetProperty("schema"), $"{called}: the answer");
        return json;
    }

    /// <summary>As much of JSON Schema as the document uses.</summary>
    void Fits(JsonElement value, JsonElement schema, string where)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Fits(value, document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]), where);
            return;
        }
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            var shapes = choices.EnumerateArray().ToList();
            Fits(value, shapes.First(s => value.ValueKind == JsonValueKind.Null == (s.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "null")), where);
            return;
        }
        if (schema.TryGetProperty("enum", out var names))
        {
            names.EnumerateArray().Select(n => n.ToString()).ShouldContain(value.ToString(), where);
            return;
        }
        schema.TryGetProperty("type", out var types).ShouldBeTrue($"{where} is not described: {schema}");
        var kind = value.ValueKind switch
        {
            JsonValueKind.Null => "null",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
            JsonValueKind.Array => "array",
            JsonValueKind.Object => "object",
            _ => "string",
        };
        var allowed = types.ValueKind == JsonValueKind.Array ? types.EnumerateArray().Select(t => t.GetString()!).ToList() : [types.GetString()!];
        (allowed.Contains(kind) || kind == "integer" && allowed.Contains("number")).ShouldBeTrue($"{where} is {kind}, described as {string.Join(" or ", allowed)}");
        if (kind == "string")
        {
            if (schema.TryGetProperty("pattern", out var pattern)) Regex.IsMatch(value.GetString()!, pattern.GetString()!).ShouldBeTrue($"{where}: {value}");
            if (schema.TryGetProperty("format", out var format) && format.GetString() == "uuid") value.TryGetGuid(out _).ShouldBeTrue($"{where}: {value}");
            if (format.ValueKind == JsonValueKind.String && format.GetString() == "date") DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", out _).ShouldBeTrue($"{where}: {value}");
        }
        else if (kind == "array" && schema.TryGetProperty("items", out var items))
            foreach (var item in value.EnumerateArray()) Fits(item, items, $"{where}[]");
        else if (kind == "object")
        {
            if (schema.TryGetProperty("required", out var required))
                foreach (var name in required.EnumerateArray()) value.TryGetProperty(name.GetString()!, out _).ShouldBeTrue($"{where} lacks {name}");
            if (!schema.TryGetProperty("properties", out var properties)) return;
            foreach (var property in value.EnumerateObject())
            {
                properties.TryGetProperty(property.Name, out var described).ShouldBeTrue($"{where}.{property.Name} is not described");
                Fits(property.Value, described, $"{where}.{property.Name}");
            }
        }
    }
}
