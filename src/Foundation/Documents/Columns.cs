using Foundation.Languages;

namespace Foundation.Documents;

/// <summary>One column of a list that people take with them. Numbers, days, months, instants and yes/no keep their type in a spreadsheet; everything else is text. An instant stands as it is given: put it on the clock of a place first.</summary>
/// <param name="Title">In the reader's language.</param>
public sealed record Column<T>(string Title, Func<T, object?> Value);

/// <summary>A list that people take with them: its title, the language it is written in, and what stands in each row.</summary>
public sealed record Columns<T>(string Title, Texts Texts, params IReadOnlyList<Column<T>> All);

/// <summary>The kinds of file in which a list leaves the house.</summary>
public enum ListFormat { Csv, Xlsx }
