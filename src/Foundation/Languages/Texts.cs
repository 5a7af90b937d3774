using System.Collections.Frozen;
using System.Globalization;
using Foundation.Periods;

namespace Foundation.Languages;

/// <summary>The texts of one language: messages by their English sentence, plurals, dates and numbers as its readers write them.</summary>
public sealed class Texts
{
    private readonly FrozenDictionary<(string? Context, string Id), string[]> translations;
    private readonly Plurals plurals;
    private readonly Customs customs;

    /// <summary>A language without catalogues: its dates and numbers, and the English sentences.</summary>
    public Texts(string language) : this(language, FrozenDictionary<(string?, string), string[]>.Empty) { }

    internal Texts(string language, FrozenDictionary<(string?, string), string[]> translations)
    {
        Language = language;
        this.translations = translations;
        plurals = Plurals.Of(language);
        customs = Customs.Of(language);
    }

    /// <summary>Two letters: lv, az or en.</summary>
    public string Language { get; }

    /// <summary>How the language writes numbers and dates; the same on every machine, whatever it has installed.</summary>
    public CultureInfo Culture => customs.Culture;

    /// <summary>Names a sentence that is translated where it is shown, so that the catalogues know of it: a menu entry, a message kept in a table.</summary>
    public static string Id(string id) => id;

    /// <summary>The sentence in this language; the English one where no catalogue knows it.</summary>
    public string this[string id] => Translated(null, id);

    /// <summary>The sentence with {0}, {1}… filled in. Numbers and dates among the arguments are written as the language does.</summary>
    public string this[string id, params object?[] args] => Filled(Translated(null, id), args);

    /// <summary>The same English word with different meanings: gettext's msgctxt.</summary>
    public string In(string context, string id) => Translated(context, id);

    public string In(string context, string id, params object?[] args) => Filled(Translated(context, id), args);

    /// <summary>A sentence that counts; {0} is the count, {1}… the arguments.</summary>
    public string Plural(string one, string many, long count, params object?[] args)
    {
        var sentence = translations.TryGetValue((null, one), out var forms) && forms.Length == plurals.Forms
            ? forms[plurals.Of(count)]
            : count == 1 ? one : many;
        return Filled(sentence, [Number(count), .. args]);
    }

    /// <summary>The sentence of a member of an enum, by its <see cref="SentenceAttribute"/>.</summary>
    /// <exception cref="InvalidOperationException">The member has none.</exception>
    public string Of(Enum member)
    {
        var sentence = SentenceAttribute.On(member);
        return Translated(sentence.Context, sentence.Id);
    }

    private string Translated(string? context, string id) =>
        translations.TryGetValue((context, id), out var forms) ? forms[0] : id;

    private string Filled(string sentence, object?[] args) =>
        args.Length == 0 ? sentence : string.Format(Culture, sentence, Array.ConvertAll(args, Written));

    private object? Written(object? arg) => arg switch
    {
        DateOnly day => Day(day),
        Month month => Month(month),
        TimeOnly time => Time(time),
        Period period => Days(period),
        DateTime or DateTimeOffset => throw new ArgumentException("An instant is written on the clock of a place: pass it through Moment."),
        _ => arg,
    };

    /// <summary>22.11.2026. · 22.11.2026 · 22 Nov 2026</summary>
    public string Day(DateOnly day) => day.ToString("d", Culture);

    /// <summary>2. nov. · 2 noy · 2 Nov: where the year is plain from around it.</summary>
    public string ShortDay(DateOnly day) => string.Create(Culture, $"{day.Day}{customs.AfterDay} {customs.ShortMonths[day.Month - 1]}");

    /// <summary>novembris 2026 · noyabr 2026 · November 2026</summary>
    public string Month(Month month) => string.Create(Culture, $"{customs.Months[month.Number - 1]} {month.Year}");

    /// <summary>nov. · noy · Nov: under a bar of a chart.</summary>
    public string ShortMonth(Month month) => customs.ShortMonths[month.Number - 1];

    /// <summary>pirmdiena · bazar ertəsi · Monday</summary>
    public string Weekday(DateOnly day) => customs.Weekdays[(int)day.DayOfWeek];

    /// <summary>01.09.2026.–31.08.2027.; without an end: no 01.09.2026.</summary>
    public string Days(Period period) => period.EndsOn is { } end ? $"{Day(period.StartsOn)}–{Day(end)}" : this[Id("from {0}"), period.StartsOn];

    /// <summary>8.06 · 08:06 · 08:06</summary>
    public string Time(TimeOnly time) => time.ToString("t", Culture);

    /// <summary>2. nov. 14.30 · 2 noy 14:30 · 2 Nov 14:30: an instant on the clock of a place.</summary>
    public string Moment(DateTime utc, TimeZoneInfo zone)
    {
        var (day, time) = There(utc, zone);
        return $"{ShortDay(day)} {Time(time)}";
    }

    /// <summary>22.11.2026. 14.30: an instant that may lie years back.</summary>
    public string MomentWithYear(DateTime utc, TimeZoneInfo zone)
    {
        var (day, time) = There(utc, zone);
        return $"{Day(day)} {Time(time)}";
    }

    private static (DateOnly Day, TimeOnly Time) There(DateTime utc, TimeZoneInfo zone)
    {
        // The database gives instants back without a kind; all of ours are UTC.
        var there = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);
        return (DateOnly.FromDateTime(there), TimeOnly.FromDateTime(there));
    }

    /// <summary>1234,50: from five digits on in groups (12 345,00). Decimals beyond the asked are rounded half up, as people do.</summary>
    public string Number(decimal number, int decimals = 0) => Written(number, "0." + new string('0', decimals), decimals);

    /// <summary>Minutes as hours, 90 as 1,5 and 100 as 1,67.</summary>
    public string Hours(int minutes) => Written(minutes / 60m, "0.##", 2);

    /// <summary>1,5 h · 1,5 saat · 1.5 h</summary>
    public string HoursAndUnit(int minutes) => $"{Hours(minutes)}\u00A0{customs.Hour}";

    /// <summary>A share of one as per cent, 0.9 as 90%.</summary>
    public string Percent(decimal share, int decimals = 0) => Number(share * 100, decimals) + "%";

    /// <summary>Thousandths of a full post, 250 as 0,25.</summary>
    public string Load(int thousandths) => Written(thousandths / 1000m, "0.###", 3);

    private string Written(decimal number, string format, int decimals)
    {
        number = Math.Round(number, decimals, MidpointRounding.AwayFromZero);
        return number.ToString(Math.Abs(number) >= 10_000 ? "#,##" + format : format, Culture);
    }

    /// <summary>A, B un C · A, B və C · A, B and C</summary>
    public string List(params IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} {customs.And} {items[^1]}",
    };

    /// <summary>today, yesterday, 5 days ago</summary>
    public string Ago(int days) => days switch
    {
        <= 0 => this["today"],
        1 => this["yesterday"],
        _ => this.Plural("{0} day ago", "{0} days ago", days),
    };

    /// <summary>With a capital at the beginning; the Azerbaijani i becomes İ.</summary>
    public string Capitalised(string text)
    {
        if (text.Length == 0) return text;
        var first = text[0] switch
        {
            'i' when Language == "az" => 'İ',
            'ı' => 'I',
            var letter => char.ToUpperInvariant(letter),
        };
        return first == text[0] ? text : first + text[1..];
    }

    /// <summary>What a language writes its own way; stated here because machines disagree about it from one ICU to the next.</summary>
    private sealed record Customs(CultureInfo Culture, string AfterDay, string And, string Hour, string[] Months, string[] ShortMonths, string[] Weekdays)
    {
        private static readonly Customs Latvian = new(
            CultureOf("lv", decimalPoint: ",", groups: "\u00A0", day: "dd.MM.yyyy'.'", time: "H.mm"), ".", "un", "h",
            ["janvāris", "februāris", "marts", "aprīlis", "maijs", "jūnijs", "jūlijs", "augusts", "septembris", "oktobris", "novembris", "decembris"],
            ["janv.", "febr.", "marts", "apr.", "maijs", "jūn.", "jūl.", "aug.", "sept.", "okt.", "nov.", "dec."],
            ["svētdiena", "pirmdiena", "otrdiena", "trešdiena", "ceturtdiena", "piektdiena", "sestdiena"]);

        private static readonly Customs Azerbaijani = new(
            CultureOf("az", decimalPoint: ",", groups: "\u00A0", day: "dd.MM.yyyy", time: "HH:mm"), "", "və", "saat",
            ["yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avqust", "sentyabr", "oktyabr", "noyabr", "dekabr"],
            ["yan", "fev", "mar", "apr", "may", "iyn", "iyl", "avq", "sen", "okt", "noy", "dek"],
            ["bazar", "bazar ertəsi", "çərşənbə axşamı", "çərşənbə", "cümə axşamı", "cümə", "şənbə"]);

        private static readonly Customs English = new(
            CultureOf("en", decimalPoint: ".", groups: ",", day: "d MMM yyyy", time: "HH:mm"), "", "and", "h",
            CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12],
            CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames[..12],
            CultureInfo.InvariantCulture.DateTimeFormat.DayNames);

        public static Customs Of(string language) => language switch
        {
            "lv" => Latvian,
            "az" => Azerbaijani,
            _ => English,
        };

        private static CultureInfo CultureOf(string language, string decimalPoint, string groups, string day, string time)
        {
            var culture = new CultureInfo(language, useUserOverride: false)
            {
                NumberFormat = (NumberFormatInfo)CultureInfo.InvariantCulture.NumberFormat.Clone(),
                DateTimeFormat = (DateTimeFormatInfo)CultureInfo.InvariantCulture.DateTimeFormat.Clone(),
            };
            culture.NumberFormat.NumberDecimalSeparator = decimalPoint;
            culture.NumberFormat.NumberGroupSeparator = groups;
            culture.DateTimeFormat.ShortDatePattern = day;
            culture.DateTimeFormat.ShortTimePattern = time;
            return CultureInfo.ReadOnly(culture);
        }
    }
}
