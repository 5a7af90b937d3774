using System.Text;
using Foundation.Languages;

namespace Balsts.Tests;

/// <summary>The PO files of the source tree, and how one is written.</summary>
public static class CatalogueFiles
{
    public static IReadOnlyList<(string Room, string Path, Catalogue Catalogue)> Read() =>
    [
        .. from file in Source.Files("src", ".po")
           let path = Path.GetRelativePath(Source.Root, file).Replace('\\', '/')
           let room = path[..path.IndexOf("/Texts/", StringComparison.Ordinal)]
           select (room, path, Read(file, path)),
    ];

    /// <summary>Adds what the code says and no catalogue knows: untranslated, but in English, where a sentence is its own translation.</summary>
    public static void Append(string room, string language, IEnumerable<SpokenSentence> sentences)
    {
        var file = Path.Combine(Source.Root, room, "Texts", language + ".po");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var text = new StringBuilder(File.Exists(file) ? File.ReadAllText(file).TrimEnd() + "\n" : Header(language));
        foreach (var said in sentences)
        {
            string[] english = said.PluralId is null ? [said.Id] : [said.Id, said.PluralId];
            var forms = language == "en" ? english : [.. Enumerable.Repeat("", said.PluralId is null ? 1 : Plurals.Of(language).Forms)];
            text.Append('\n').Append(Written(new(said.Context, said.Id, said.PluralId, forms, Fuzzy: false, Line: 0)));
        }
        File.WriteAllText(file, text.ToString());
    }

    public static string Header(string language) =>
        $"""
        msgid ""
        msgstr ""
        "Language: {language}\n"
        "MIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=UTF-8\n"
        "Content-Transfer-Encoding: 8bit\n"
        "Plural-Forms: {Plurals.Of(language).Header}\n"

        """;

    public static string Written(Message message)
    {
        var text = new StringBuilder();
        if (message.Fuzzy) text.Append("#, fuzzy\n");
        if (message.Context is not null) Line("msgctxt", message.Context);
        Line("msgid", message.Id);
        if (message.PluralId is not null) Line("msgid_plural", message.PluralId);
        for (var i = 0; i < message.Forms.Count; i++)
            Line(message.PluralId is null ? "msgstr" : $"msgstr[{i}]", message.Forms[i]);
        return text.ToString();

        void Line(string word, string value) => text.Append(word).Append(" \"")
            .Append(value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\t", "\\t").Replace("\r", "\\r"))
            .Append("\"\n");
    }

    private static Catalogue Read(string file, string name)
    {
        using var reader = new StreamReader(file);
        return Catalogue.Read(reader, name);
    }
}
