using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Foundation.Periods;

/// <summary>A month of a year, written <c>2026-11</c> in addresses, forms and JSON (read there from 1900 to 2199), and kept as the whole number 202611.</summary>
[JsonConverter(typeof(MonthInJson))]
public readonly record struct Month : IComparable<Month>, IParsable<Month>
{
    // What is read from addresses and forms: with a month before and after it, and no slip of the keyboard.
    private const int FirstRead = 1900, LastRead = 2199;

    // Months counted from January of the year 1, so that default(Month) is a valid month too.
    private readonly int index;

    public Month(int year, int month)
    {
        if (year is < 1 or > 9999)
            throw new ArgumentOutOfRangeException(nameof(year), year, "A year is from 1 to 9999.");
        if (month is < 1 or > 12)
            throw new ArgumentOutOfRangeException(nameof(month), month, "A month is from 1 to 12.");
        index = (year - 1) * 12 + month - 1;
    }

    public int Year => index / 12 + 1;
    public int Number => index % 12 + 1;
    public DateOnly First => new(Year, Number, 1);
    public DateOnly Last => new(Year, Number, DateTime.DaysInMonth(Year, Number));
    public Month Next => Add(1);
    public Month Previous => Add(-1);
    public Period Days => new(First, Last);

    /// <summary>202611: what the database keeps.</summary>
    public int Key => Year * 100 + Number;

    public static Month Of(DateOnly day) => new(day.Year, day.Month);

    /// <exception cref="ArgumentOutOfRangeException">The number is not a month, as 202613.</exception>
    public static Month FromKey(int key) => new(key / 100, key % 100);

    /// <exception cref="ArgumentOutOfRangeException">Before the year 1 or after the year 9999.</exception>
    public Month Add(int months)
    {
        var (year, month) = Math.DivRem(index + months, 12);
        return new(year + 1, month + 1);
    }

    public bool Contains(DateOnly day) => Of(day) == this;

    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out Month month)
    {
        month = default;
        if (text is not { Length: 7 } || text[4] != '-'
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || year is < FirstRead or > LastRead || number is < 1 or > 12)
            return false;
        month = new(year, number);
        return true;
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out Month month) => TryParse(text, null, out month);

    /// <exception cref="FormatException">The text is not written as 2026-11.</exception>
    public static Month Parse(string text, IFormatProvider? provider = null) =>
        TryParse(text, provider, out var month) ? month : throw new FormatException($"'{text}' is not a month such as 2026-11.");

    public int CompareTo(Month other) => index.CompareTo(other.index);
    public static bool operator <(Month a, Month b) => a.index < b.index;
    public static bool operator >(Month a, Month b) => a.index > b.index;
    public static bool operator <=(Month a, Month b) => a.index <= b.index;
    public static bool operator >=(Month a, Month b) => a.index >= b.index;

    /// <summary>How many months from <paramref name="b"/> to <paramref name="a"/>.</summary>
    public static int operator -(Month a, Month b) => a.index - b.index;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Number:00}");

    /// <summary>How a month lies in a table: the number 202611, which sorts as months do.</summary>
    public sealed class InTable() : ValueConverter<Month, int>(month => month.Key, key => FromKey(key));

    private sealed class MonthInJson : JsonConverter<Month>
    {
        public override Month Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var month)
                ? month
                : throw new JsonException("A month is written as 2026-11.");

        public override void Write(Utf8JsonWriter writer, Month month, JsonSerializerOptions options) => writer.WriteStringValue(month.ToString());
    }
}
