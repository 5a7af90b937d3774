using System.Text;
using System.Text.RegularExpressions;
using Balsts.Units;
using Foundation.Data;
using Foundation.Files;
using Foundation.Outcomes;

namespace Balsts.People.Import;

/// <summary>
/// A list of people as a spreadsheet leaves it in the clipboard: a person in a line, cells between tabs (else semicolons or commas), with or without
/// a line of column names. Without one the columns are known by what stands in them: e-mails, posts that the country knows, numbers; what is left is the name.
/// </summary>
public sealed partial class PastedList
{
    public const int TextMax = 60_000;
    public const int LinesMax = 300;

    public static readonly Problem Nothing = new(ProblemKind.Invalid, "people.pasted-nothing", "Paste at least one line with a name.", "Rows");
    public static readonly Problem TooMany = new(ProblemKind.Invalid, "people.pasted-too-many", "The list has more than {0} lines. Paste it in parts.", "Rows");
    public static readonly Problem NoName = new(ProblemKind.Invalid, "people.pasted-no-name", "No column looks like a name. Put a line with the names of the columns above: given name, family name, e-mail, post.", "Rows");

    readonly string csv;

    PastedList(string csv, ColumnMapping mapping, int above) => (this.csv, Mapping, Above) = (csv, RememberedMappings.Write(mapping), above);

    /// <summary>Which column holds what, as an import is told it.</summary>
    public string Mapping { get; }

    /// <summary>Lines that stand above the first one that was pasted: by so many its rows are counted further.</summary>
    public int Above { get; }

    /// <summary>The list as a table with column names, for an import to read.</summary>
    public Stream Open() => new MemoryStream(Encoding.UTF8.GetBytes(csv));

    public static Outcome<PastedList> Of(string text, PostTitles titles)
    {
        var lines = text.ReplaceLineEndings("\n").Replace('\0', '\uFFFD').TrimEnd().Split('\n');
        if (lines.Length > LinesMax) return TooMany.With(LinesMax);
        var separator = lines.Any(l => l.Contains('\t')) ? '\t' : lines.Any(l => l.Contains(';')) ? ';' : lines.Count(l => l.Contains(',')) * 2 > lines.Length ? ',' : '\n';
        var table = Array.ConvertAll(lines, l => Array.ConvertAll(l.Split(separator), Bare));
        if (Array.TrueForAll(table, Blank)) return Nothing;
        var first = Array.FindIndex(table, r => !Blank(r));
        var headed = HeaderOf(table[first]);
        var columns = headed ?? ColumnsOf(table, titles);
        if (!columns.ContainsKey(PersonField.GivenName)) return NoName;

        // one column of whole names is read as two
        var whole = !columns.ContainsKey(PersonField.FamilyName);
        var turned = whole && headed is not null && FamilyFirst().IsMatch(Fold.Of(Cell(table[first], columns[PersonField.GivenName])));
        var fields = columns.Keys.Order().ToList();
        var names = fields.ToDictionary(f => f, f => headed is null || (whole && f == PersonField.GivenName) ? f.ToString() : CellText.Clean(Cell(table[first], columns[f])));
        if (whole) names[PersonField.FamilyName] = nameof(PersonField.FamilyName);
        var order = names.Keys.Order().ToList();
        if (order.Select(f => Fold.Of(names[f])).Distinct().Count() < order.Count) names = order.ToDictionary(f => f, f => f.ToString());
        var csv = new StringBuilder();
        if (headed is null) Write(csv, order.Select(f => names[f]));
        foreach (var (row, at) in table.Select((r, i) => (r, i)))
        {
            if (headed is not null && at <= first) Write(csv, at == first ? order.Select(f => names[f]) : []);
            else if (Blank(row)) Write(csv, []);
            else
            {
                var (given, family) = whole ? Split(Cell(row, columns[PersonField.GivenName]), turned) : ("", "");
                Write(csv, order.Select(f => whole && f == PersonField.GivenName ? given : whole && f == PersonField.FamilyName ? family : Cell(row, columns[f])));
            }
        }
        return new PastedList(headed is not null ? csv.ToString().TrimStart('\n') : csv.ToString(), new(names), headed is null ? 1 : -first);
    }

    static bool Blank(string[] cells) => Array.TrueForAll(cells, string.IsNullOrWhiteSpace);
    static string Cell(string[] row, int at) => at < row.Length ? row[at] : "";

    /// <summary>A cell that the spreadsheet put between quotation marks, without them.</summary>
    static string Bare(string cell) => cell.Trim() is ['"', .. var inner, '"'] ? inner.Replace("\"\"", "\"", StringComparison.Ordinal) : cell.Trim();

    static void Write(StringBuilder csv, IEnumerable<string> cells) => csv.AppendJoin(',', cells.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');

    /// <summary>Which columns a line names, where it is one of column names.</summary>
    static Dictionary<PersonField, int>? HeaderOf(string[] line)
    {
        if (Array.Exists(line, c => c.Contains('@'))) return null;
        var guessed = ColumnMapping.Guess(line).Columns.ToDictionary(c => c.Key, c => Array.IndexOf(line, c.Value));
        if (!guessed.ContainsKey(PersonField.GivenName) && Array.FindIndex(line, c => WholeName().IsMatch(Fold.Of(c))) is >= 0 and var whole)
        {
            guessed.Remove(PersonField.FamilyName);
            guessed[PersonField.GivenName] = whole;
        }
        return guessed.ContainsKey(PersonField.GivenName) ? guessed : null;
    }

    static Dictionary<PersonField, int> ColumnsOf(string[][] table, PostTitles titles)
    {
        var columns = new Dictionary<PersonField, int>();
        var texts = new List<int>();
        for (var i = 0; i < table.Max(r => r.Length); i++)
        {
            var cells = table.Select(r => CellText.Clean(Cell(r, i))).Where(c => c.Length > 0).ToList();
            if (cells.Count == 0 || cells.TrueForAll(c => Number().IsMatch(c))) continue;
            if (cells.Count(c => c.Contains('@')) * 2 >= cells.Count) columns.TryAdd(PersonField.Email, i);
            else if (cells.Exists(c => titles.PostOf(c) is not null)) columns.TryAdd(PersonField.Post, i);
            else texts.Add(i);
        }
        // names stand first: what follows two of them, or one that holds both, is the subject
        var (rows, spaced) = (table.Count(r => !Blank(r)), texts.Count == 0 ? 0 : table.Count(r => Cell(r, texts[0]).Trim().Contains(' ')));
        var isWhole = spaced * 2 > rows && (rows > 2 || texts.Count == 1 || !Array.TrueForAll(table, r => Cell(r, texts[1]) is not [var first, ..] || !char.IsLower(first)));
        foreach (var (field, at) in (isWhole ? [PersonField.GivenName, PersonField.Subject] : new[] { PersonField.GivenName, PersonField.FamilyName, PersonField.Subject }).Zip(texts)) columns.Add(field, at);
        return columns;
    }

    /// <summary>“Anna Marija Kalniņa”, “Kalniņa, Anna Marija”, or where the column says so “Kalniņa Anna Marija”.</summary>
    static (string Given, string Family) Split(string name, bool turned)
    {
        var clean = CellText.Clean(name);
        if (clean.IndexOf(',') is > 0 and var comma) return (clean[(comma + 1)..].Trim(), clean[..comma].Trim());
        var gap = turned ? clean.IndexOf(' ') : clean.LastIndexOf(' ');
        return gap < 0 ? (clean, "") : turned ? (clean[(gap + 1)..], clean[..gap]) : (clean[..gap], clean[(gap + 1)..]);
    }

    [GeneratedRegex(@"\b(vards|ad|adi|given name|first name|name|pedagogs|skolotajs|muellim|educator|teacher)\b.*\b(uzvards|soyad|soyadi|family name|last name|surname)\b|\b(uzvards|soyad|soyadi)\b.*\b(vards|ad|adi)\b|^(name|full name|pedagogs|skolotajs|muellim|educator|teacher)\z")]
    private static partial Regex WholeName();

    [GeneratedRegex(@"\b(uzvards|soyad|soyadi)\b.*\b(vards|ad|adi)\b")]
    private static partial Regex FamilyFirst();

    [GeneratedRegex(@"^[+0-9][0-9 ()\-./,%]*\z")]
    private static partial Regex Number();
}
