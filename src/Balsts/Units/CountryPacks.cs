using System.Collections.Frozen;
using System.Text.Json;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Periods;

namespace Balsts.Units;

/// <summary>What is the country's own and not code: names in its languages, lists, numbers that its law gives.</summary>
public sealed record CountryPack
{
    /// <summary>ISO 3166-1 alpha-2, upper case.</summary>
    public required string CountryId { get; init; }
    public required Named Name { get; init; }
    public required string Language { get; init; }
    public required string TimeZone { get; init; }
    public required PackItem[] InstitutionTypes { get; init; }
    public required PackItem[] PartnerTypes { get; init; }

    /// <summary>The learning areas: data, not code.</summary>
    public required PackItem[] LearningAreas { get; init; }

    /// <summary>The fields of the coordinator set: leadership, the learning areas, preschool, primary, inclusion, experience, technologies.</summary>
    public required PackItem[] SupportFields { get; init; }

    /// <summary>The country's own words for posts, by PostKind.</summary>
    public required Dictionary<string, Named> Posts { get; init; }

    /// <summary>What a post asks of whoever takes it, by PostKind: shown before somebody accepts it.</summary>
    public required Dictionary<string, Charter> Charters { get; init; }

    /// <summary>When the terms and loads of posts need attention.</summary>
    public required TermRules Terms { get; init; }

    /// <summary>When a month's plan and report are due where no initiative says so.</summary>
    public required Deadlines Deadlines { get; init; }

    /// <summary>So many working days before something is due, whoever owes it is reminded.</summary>
    public required int RemindWorkingDays { get; init; }

    /// <summary>From when on in the day the system reminds people and writes to them, on the clock of the country.</summary>
    public required TimeOnly Morning { get; init; }

    /// <summary>Working days a head has to discuss a month's report.</summary>
    public required int DiscussWorkingDays { get; init; }

    /// <summary>Public holidays, as month and day ("11-18").</summary>
    public required string[] Holidays { get; init; }

    /// <summary>How many minutes a working day of a full load has.</summary>
    public required int FullLoadMinutesADay { get; init; }

    /// <summary>Fewer persons than this show nothing that comes from content.</summary>
    public required int MinimumCell { get; init; }

    /// <summary>How many months it is kept who read what.</summary>
    public int TraceMonths => Retention[DataKind.Traces].Months ?? 0;

    /// <summary>How long each kind of personal data is kept, and on what ground.</summary>
    public required Dictionary<DataKind, RetentionRule> Retention { get; init; }

    /// <summary>What every educator is promised in a school year.</summary>
    public required PromiseRules Promise { get; init; }

    /// <summary>The first month of a school year.</summary>
    public required int SchoolYearStartsInMonth { get; init; }

    /// <summary>The school year of a day, by the calendar year in which it begins.</summary>
    public int SchoolYearOf(DateOnly day) => day.Month >= SchoolYearStartsInMonth ? day.Year : day.Year - 1;

    /// <summary>The days of a school year.</summary>
    public Period SchoolYear(int year) => new(new(year, SchoolYearStartsInMonth, 1), new DateOnly(year + 1, SchoolYearStartsInMonth, 1).AddDays(-1));

    /// <summary>The week of the school year in which a day lies, from Monday to Sunday; 0 is the one in which the year begins.</summary>
    public int SchoolWeekOf(DateOnly day)
    {
        var first = SchoolYear(SchoolYearOf(day)).StartsOn;
        return (day.DayNumber - first.DayNumber + ((int)first.DayOfWeek + 6) % 7) / 7;
    }

    /// <summary>The minutes that a load, in thousandths of a full one, has in a month.</summary>
    public int MinutesOf(int load, Month month) => WorkingDaysAround(month.First).Count(month.Days) * FullLoadMinutesADay * load / 1000;

    public static readonly Problem FieldUnknown = new(ProblemKind.Invalid, "field-unknown", "The country has no such support field. Choose one from the list.", "Field");

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
    public DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(clock.GetUtcNow().UtcDateTime, Zone));

    public bool IsMorning(TimeProvider clock) => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(clock.GetUtcNow().UtcDateTime, Zone)) >= Morning;

    /// <summary>The country's working days from the year before a day to the year after it.</summary>
    public WorkingDays WorkingDaysAround(DateOnly day) => new(
        from year in Enumerable.Range(day.Year - 1, 3)
        from holiday in Holidays
        select DateOnly.ParseExact($"{year:0000}-{holiday}", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The item's name in a language; the code itself where the pack does not know it.</summary>
    public static string NameIn(PackItem[] items, string code, string language) => Array.Find(items, i => i.Code == code)?.Name.In(language) ?? code;

    /// <summary>The types that units of a kind have; none for kinds without types.</summary>
    public PackItem[] TypesOf(UnitKind kind) => kind switch
    {
        UnitKind.Institution or UnitKind.Branch => InstitutionTypes,
        UnitKind.Partner => PartnerTypes,
        _ => [],
    };

    /// <summary>What a unit is, in a word: its type, or its kind where it has none.</summary>
    public string TypeIn(UnitKind kind, string type, Texts t) => type.Length > 0 ? NameIn(TypesOf(kind), type, t.Language) : t.Of(kind);

    /// <summary>What the post asks; null where nobody is nominated to such a post.</summary>
    public Charter? CharterOf(PostKind post) => Charters.GetValueOrDefault(post.ToString());

    public string PostIn(PostKind post, Texts t) => Posts.TryGetValue(post.ToString(), out var name) ? name.In(t.Language) : t.Of(post);
}

/// <summary>A name in the three languages.</summary>
public sealed record Named(string Lv, string Az, string En)
{
    public string In(string language) => language switch { "lv" => Lv, "az" => Az, _ => En };
}

/// <summary>What a post asks, in a few plain sentences; the version grows when they change.</summary>
public sealed record Charter(int Version, Named[] Lines);

/// <summary>From how many weeks before its end a term needs a successor; which loads of a person, in thousandths, and how many posts at once are unusual.</summary>
public sealed record TermRules(int WarnWeeks, int LoadMin, int LoadMax, int PostsMax);

/// <summary>
/// When support is what was promised: regular, if there is some at least every so many weeks, up to the last week of lessons; purposeful and
/// aligned with needs, if at least that share of it (in hundredths) is tied to a goal or to a need; of high quality, if its receiver rates it so.
/// </summary>
public sealed record PromiseRules(int EveryWeeks, int LastWeek, int Share)
{
    /// <summary>The week up to which regularity is asked: not beyond the last one with lessons.</summary>
    public int WeekAsked(int week) => Math.Min(week, LastWeek);
}

/// <summary>How long a kind of personal data is kept.</summary>
/// <param name="Months">So many months after it was over; null where it stays with what it is part of.</param>
/// <param name="Basis">The provision that lets it be held, in short: "6(1)(e)" of the General Data Protection Regulation, or an article of the country's own law.</param>
/// <param name="Ground">Why it may be held, and why so long, in a sentence.</param>
public sealed record RetentionRule(int? Months, string Basis, Named Ground);

/// <summary>An item of a country's list: a code that never changes, and its name.</summary>
public sealed record PackItem(string Code, Named Name);

/// <summary>The packs of all countries, read once from the executable.</summary>
public sealed class CountryPacks
{
    static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true, ReadCommentHandling = JsonCommentHandling.Skip };
    readonly FrozenDictionary<string, CountryPack> packs = Read().ToFrozenDictionary(p => p.CountryId);

    public CountryPack this[string countryId] => packs[countryId];
    public IEnumerable<CountryPack> All => packs.Values.OrderBy(p => p.CountryId, StringComparer.Ordinal);
    public bool Knows(string countryId) => packs.ContainsKey(countryId);

    /// <summary>The day it is everywhere: the earliest day among the countries, so that nothing ends early for anybody.</summary>
    public DateOnly Today(TimeProvider clock) => packs.Values.Min(p => p.Today(clock));

    static IEnumerable<CountryPack> Read()
    {
        var assembly = typeof(CountryPacks).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("packs/", StringComparison.Ordinal) && n.EndsWith(".json", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            yield return JsonSerializer.Deserialize<CountryPack>(stream, Json)!;
        }
    }
}
