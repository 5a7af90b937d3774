using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Foundation.Web;

/// <summary>Reads kept fields ("Posted.Title", "Posted.Lines[3].Minutes") back into an input. What does not fit is left as it was.</summary>
static partial class FieldReader
{
    const int MaxLines = 200;

    public static T Read<T>(string json) where T : class, new()
    {
        var input = new T();
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string?[]>>(json) ?? [])
            if (name.StartsWith("Posted.", StringComparison.Ordinal) && value.FirstOrDefault() is { } text) Set(input, name["Posted.".Length..], text, value);
        return input;
    }

    static void Set(object target, string path, string text, string?[] all)
    {
        var step = Step().Match(path);
        if (!step.Success || target.GetType().GetProperty(step.Groups["name"].Value) is not { CanWrite: true } property) return;
        if (step.Groups["index"].Success)
        {
            if (!int.TryParse(step.Groups["index"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= MaxLines) return;
            if (property.GetValue(target) is not IList lines || property.PropertyType.GetGenericArguments() is not [var line]) return;
            if (line == typeof(string) || line.IsValueType)
            {
                if (Parsed(line, text) is { } item) lines.Add(item);
                return;
            }
            while (lines.Count <= index) lines.Add(Activator.CreateInstance(line));
            Set(lines[index]!, step.Groups["rest"].Value, text, all);
            return;
        }
        if (property.GetValue(target) is IList list && property.PropertyType.GetGenericArguments() is [var kind])
        {
            foreach (var item in all) if (item is not null && Parsed(kind, item) is { } value) list.Add(value);
            return;
        }
        if (Parsed(property.PropertyType, text) is { } parsed) property.SetValue(target, parsed);
    }

    static object? Parsed(Type type, string text)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string)) return text;
        if (text.Length == 0) return null;
        if (plain == typeof(bool)) return text is "true" or "on" or "True";
        try
        {
            if (plain == typeof(Periods.Month)) return Periods.Month.TryParse(text, out var month) ? month : null;
            return TypeDescriptor.GetConverter(plain) is { } converter && converter.CanConvertFrom(typeof(string)) ? converter.ConvertFromInvariantString(text) : null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException or NotSupportedException) { return null; }
    }

    [GeneratedRegex(@"^(?<name>\w+)(\[(?<index>\d{1,4})\](\.(?<rest>.+))?)?$")]
    private static partial Regex Step();
}
