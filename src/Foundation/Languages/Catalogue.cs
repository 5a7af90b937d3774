using System.Globalization;
using System.Text;

namespace Foundation.Languages;

/// <summary>One message of a catalogue with its translations: one, or as many as the language has plural forms.</summary>
public sealed record Message(string? Context, string Id, string? PluralId, IReadOnlyList<string> Forms, bool Fuzzy, int Line)
{
    /// <summary>A fuzzy translation is a guess that nobody has confirmed: it is not shown.</summary>
    public bool Translated => !Fuzzy && Forms.All(form => form.Length > 0);
}

/// <summary>One PO file of gettext: what a translator works on.</summary>
public sealed class Catalogue
{
    private Catalogue(string file, string language, List<Message> messages) =>
        (File, Language, Messages) = (file, language, messages);

    public string File { get; }
    public string Language { get; }

    /// <summary>In the order of the file, without its header.</summary>
    public IReadOnlyList<Message> Messages { get; }

    /// <param name="file">The name to tell in errors; its last part without .po is the language.</param>
    /// <exception cref="FormatException">What is wrong, with file and line.</exception>
    public static Catalogue Read(TextReader reader, string file) => new Reading(reader, file).Read();

    private sealed class Reading(TextReader reader, string file)
    {
        private readonly List<Message> messages = [];
        private readonly HashSet<(string?, string)> known = [];
        private readonly Plurals plurals = Plurals.Of(Path.GetFileNameWithoutExtension(file));
        private readonly List<StringBuilder> forms = [];
        private StringBuilder? context, id, pluralId, current;
        private bool fuzzy, headed;
        private int line, startedOn;

        public Catalogue Read()
        {
            while (reader.ReadLine() is { } text)
            {
                line++;
                Take(text.Trim());
            }
            Finish();
            if (!headed) throw Wrong(1, "the header with Plural-Forms is missing");
            return new(file, Path.GetFileNameWithoutExtension(file), messages);
        }

        private void Take(string text)
        {
            if (text.Length == 0 || text[0] == '#')
            {
                // A comment or an empty line belongs to the message that follows; "#~" is one that is no longer used.
                if (forms.Count > 0) Finish();
                else if (id is not null && text.Length == 0) throw Wrong(startedOn, "the msgid has no msgstr");
                if (text.StartsWith("#,", StringComparison.Ordinal))
                    fuzzy |= text[2..].Split(',', StringSplitOptions.TrimEntries).Contains("fuzzy");
                return;
            }
            if (text[0] == '"')
            {
                (current ?? throw Wrong(line, "a text without msgid or msgstr before it")).Append(Unquoted(text));
                return;
            }

            var end = text.IndexOfAny([' ', '\t', '"']);
            if (end < 0) throw Wrong(line, $"'{text}' is no part of a PO file");
            var (word, quoted) = (text[..end], text[end..].Trim());
            switch (word)
            {
                case "msgctxt":
                    Begin();
                    context = current = new();
                    break;
                case "msgid":
                    if (forms.Count > 0 || id is not null) Begin();
                    if (context is null) startedOn = line;
                    id = current = new();
                    break;
                case "msgid_plural" when id is not null && forms.Count == 0:
                    pluralId = current = new();
                    break;
                case "msgstr" when id is not null && pluralId is null && forms.Count == 0:
                case var _ when id is not null && pluralId is not null && word == string.Create(CultureInfo.InvariantCulture, $"msgstr[{forms.Count}]"):
                    forms.Add(current = new());
                    break;
                default:
                    throw Wrong(line, $"'{word}' cannot stand here");
            }
            current.Append(Unquoted(quoted));
        }

        private void Begin()
        {
            Finish();
            startedOn = line;
        }

        private void Finish()
        {
            if (id is null && context is null) return;
            if (id is null) throw Wrong(startedOn, "the msgctxt has no msgid");
            if (forms.Count == 0) throw Wrong(startedOn, "the msgid has no msgstr");
            var message = new Message(context?.ToString(), id.ToString(), pluralId?.ToString(), [.. forms.Select(f => f.ToString())], fuzzy, startedOn);
            if (message is { Id: "", Context: null })
                CheckHeader(message.Forms[0]);
            else
            {
                if (message.PluralId is not null && message.Forms.Count != plurals.Forms)
                    throw Wrong(startedOn, $"{message.Forms.Count} plural forms where the language has {plurals.Forms}");
                if (!known.Add((message.Context, message.Id)))
                    throw Wrong(startedOn, $"the msgid \"{message.Id}\" is in the file twice");
                messages.Add(message);
            }
            forms.Clear();
            context = id = pluralId = current = null;
            fuzzy = false;
        }

        private void CheckHeader(string header)
        {
            const string Name = "Plural-Forms:";
            headed = true;
            var stated = header.Split('\n').FirstOrDefault(l => l.StartsWith(Name, StringComparison.OrdinalIgnoreCase))
                ?? throw Wrong(startedOn, $"the header states no plural forms; it should say \"{Name} {plurals.Header}\"");
            if (!plurals.IsStatedBy(stated[Name.Length..]))
                throw Wrong(startedOn, $"the header should say \"{Name} {plurals.Header}\"");
        }

        private string Unquoted(string text)
        {
            if (text.Length < 2 || text[0] != '"' || text[^1] != '"') throw Wrong(line, "a text stands between double quotes");
            var result = new StringBuilder(text.Length);
            for (var i = 1; i < text.Length - 1; i++)
            {
                if (text[i] == '"') throw Wrong(line, "a double quote within a text is written \\\"");
                if (text[i] != '\\')
                {
                    result.Append(text[i]);
                    continue;
                }
                if (++i == text.Length - 1) throw Wrong(line, "the text does not end: its last double quote belongs to a \\");
                result.Append(text[i] switch
                {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    '"' => '"',
                    '\\' => '\\',
                    var other => throw Wrong(line, $"'\\{other}' is not an escape that catalogues use"),
                });
            }
            return result.ToString();
        }

        private FormatException Wrong(int at, string what) => new(string.Create(CultureInfo.InvariantCulture, $"{file}({at}): {what}"));
    }
}
