using System.Text.RegularExpressions;
using Foundation.Languages;

namespace Balsts.Tests;

/// <summary>A sentence that the code says to people, and the room that says it: a folder with a catalogue, as src/Balsts/Months.</summary>
public sealed record SpokenSentence(string Room, string? Context, string Id, string? PluralId, string Where);

/// <summary>What the code says, found in its source.</summary>
public static partial class SpokenSentences
{
    private const string Literal = """(?:"(?:[^"\\\n]|\\.)*")""";
    private const string Sentence = $@"(?<id>{Literal}(?:\s*\+\s*{Literal})*)";
    private const string Second = $@"(?<second>{Literal}(?:\s*\+\s*{Literal})*)";

    [GeneratedRegex(Literal)]
    private static partial Regex Literals();

    [GeneratedRegex($@"{Literal}(?:\s*\+\s*{Literal})*")]
    private static partial Regex Strings();

    [GeneratedRegex($"""
        (?:\b[tT]|[tT]exts|\bthis)\[\s*{Sentence}\s*[\],]
        |(?<plural>\.Plural\(\s*{Sentence}\s*,\s*{Second})
        |(?<context>(?:\bT|[tT]exts|\bthis)\.In\(\s*{Second}\s*,\s*{Sentence})
        |new(?:\s+Problem)?\(\s*(?:Kind\s*:\s*)?ProblemKind\.\w+\s*,\s*{Literal}\s*,\s*{Sentence}
        |\b(?:Invalid|NotFound|Conflict)\(\s*{Literal}\s*,\s*{Sentence}
        |\bProblem\s+\w+\s*=>?\s*\w+\(\s*{Literal}\s*,\s*{Sentence}
        |\bSentence\(\s*{Sentence}(?<context>\s*,\s*Context\s*=\s*{Second})?
        |\bTexts\.Id\(\s*{Sentence}
        |\bnew\(\s*\w+Rights\.\w+\s*,\s*{Sentence}
        |\bnew\(\s*\w+Page\.Url\s*,\s*"[a-z0-9-]+"\s*,\s*{Sentence}
        |\bnew\(\s*typeof\(\w+\)\s*,\s*nameof\([\w.]+\)\s*,\s*{Sentence}
        |\bErrorMessage\s*=\s*{Sentence}
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Said();

    [GeneratedRegex(@"^[ \t]*//.*$", RegexOptions.Multiline)]
    private static partial Regex LineComments();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex MarkupComments();

    [GeneratedRegex(@"\\(?:u[0-9a-fA-F]{4}|.)")]
    private static partial Regex Escapes();

    private static readonly (string File, string Text)[] sources =
    [
        .. from file in Source.Files("src", ".cs", ".razor")
           let text = LineComments().Replace(MarkupComments().Replace(File.ReadAllText(file), comment => new('\n', comment.Value.Count(c => c == '\n'))), "")
           select (file, text),
    ];

    public static readonly SpokenSentence[] All =
    [
        .. from source in sources
           from match in Said().Matches(source.Text)
           let id = Unquoted(match.Groups["id"].Value)
           let second = match.Groups["second"].Success ? Unquoted(match.Groups["second"].Value) : null
           let line = source.Text.AsSpan(0, match.Index).Count('\n') + 1
           select new SpokenSentence(
               RoomOf(source.File),
               match.Groups["context"].Success ? second : null,
               id,
               match.Groups["plural"].Success ? second : null,
               $"{Path.GetRelativePath(Source.Root, source.File)}:{line}"),
    ];

    /// <summary>Every text in the code at all: what stands in none is said by nobody.</summary>
    public static readonly HashSet<string> Texts =
    [
        .. All.Select(said => said.Id),
        .. from source in sources from match in Strings().Matches(source.Text) select Unquoted(match.Value),
    ];

    /// <summary>A file that stands in no room belongs to the shell.</summary>
    private static string RoomOf(string file)
    {
        var parts = Path.GetRelativePath(Source.Root, file).Split(Path.DirectorySeparatorChar);
        return parts.Length > 3 ? string.Join('/', parts[..3]) : $"{parts[0]}/{parts[1]}/Shell";
    }

    private static string Unquoted(string literals) =>
        string.Concat(Literals().Matches(literals).Select(literal => Escapes().Replace(literal.Value[1..^1], escape => escape.Value[1] switch
        {
            'n' => "\n",
            't' => "\t",
            'r' => "\r",
            'u' when escape.Length == 6 => ((char)Convert.ToInt32(escape.Value[2..], 16)).ToString(),
            '"' or '\\' => escape.Value[1..],
            _ => escape.Value, // a verbatim string, in which a \ is only a \
        })));
}
