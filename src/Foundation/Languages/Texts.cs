using System.Globalization;

namespace Foundation.Languages;

/// <summary>The texts of one language: messages by their English sentence, plurals, dates and numbers as its readers write them.</summary>
public sealed class Texts(string language)
{
    /// <summary>Two letters: lv, az or en.</summary>
    public string Language { get; } = language;

    public CultureInfo Culture { get; } = CultureInfo.GetCultureInfo(language);

    /// <summary>The sentence in this language; the English one where no catalogue knows it.</summary>
    public string this[string id] => id;

    /// <summary>The sentence with {0}, {1}… filled in. Numbers and dates among the arguments are written as the language does.</summary>
    public string this[string id, params object?[] args] => string.Format(Culture, id, args);

    /// <summary>The same English word with different meanings: gettext's msgctxt.</summary>
    public string In(string context, string id) => id;

    /// <summary>A sentence that counts; {0} is the count, {1}… the arguments.</summary>
    public string Plural(string one, string many, long count, params object?[] args) =>
        string.Format(Culture, count == 1 ? one : many, [count, .. args]);
}
