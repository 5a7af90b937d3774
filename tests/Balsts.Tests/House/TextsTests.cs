using System.Diagnostics;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Foundation.Languages;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Balsts.Tests;

/// <summary>
/// Every sentence is in every language. Run with BALSTS_TEXTS=write to have the sentences that are missing
/// appended, untranslated, to the catalogues of their rooms.
/// </summary>
public sealed partial class TextsTests
{
    private static readonly string[] attributes = ["title", "aria-label", "aria-description", "aria-roledescription", "placeholder", "alt"];
    private static readonly string[] parameters = ["Label", "Title", "Text", "Hint", "Lead"];

    /// <summary>The same in every language.</summary>
    private static readonly string[] names = ["Balsts", "CSV", "XLSX", "PDF", "JSON", "API", "Ctrl", "Ctrl+K", "K"];

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Placeholders();

    [Fact]
    public void Every_sentence_that_the_code_says_is_in_the_catalogues_of_its_room_or_of_the_foundation()
    {
        var missing = Missing();
        if (Environment.GetEnvironmentVariable("BALSTS_TEXTS") == "write")
        {
            foreach (var group in missing.GroupBy(m => (m.Said.Room, m.Language)))
                CatalogueFiles.Append(group.Key.Room, group.Key.Language, group.Select(m => m.Said));
            missing = Missing();
        }
        missing.Select(m => $"{m.Said.Where}: {m.Language}.po lacks \"{m.Said.Id}\"").ShouldBeEmpty();
    }

    [Fact]
    public void Every_message_is_translated()
    {
        var untranslated = from file in CatalogueFiles.Read()
                           from message in file.Catalogue.Messages
                           where !message.Translated
                           select $"{file.Path}({message.Line}): \"{message.Id}\"";
        untranslated.ShouldBeEmpty();
    }

    [Fact]
    public void Every_translation_fills_in_what_its_sentence_fills_in()
    {
        var wrong = from file in CatalogueFiles.Read()
                    from message in file.Catalogue.Messages.Where(message => message.Translated)
                    from form in message.Forms
                    let asked = Filled(message.Id + message.PluralId)
                    // "One school" may say its number as a word, where the form stands for one and no other.
                    let mayOmit = message.PluralId is not null && file.Catalogue.Language != "lv" && form == message.Forms[0]
                    where !asked.SetEquals(mayOmit ? Filled(form + "{0}") : Filled(form))
                    select $"{file.Path}({message.Line}): \"{form}\"";
        wrong.ShouldBeEmpty();

        static HashSet<string> Filled(string text) => [.. Placeholders().Matches(text).Select(match => match.Groups[1].Value)];
    }

    [Fact]
    public void No_catalogue_keeps_a_sentence_that_nobody_says()
    {
        var unsaid = from file in CatalogueFiles.Read()
                     from message in file.Catalogue.Messages
                     where !SpokenSentences.Texts.Contains(message.Id)
                     select $"{file.Path}({message.Line}): \"{message.Id}\"";
        unsaid.ShouldBeEmpty();
    }

    [Fact]
    public void The_catalogues_that_travel_inside_the_house_agree_with_each_other() =>
        Should.NotThrow(() => Catalogues.In(typeof(Texts).Assembly, typeof(Program).Assembly));

    [Fact]
    public void Gettext_finds_no_fault_in_a_catalogue()
    {
        Assert.SkipUnless(HasGettext(), "msgfmt is not installed (Debian: gettext)");
        var faults = from file in CatalogueFiles.Read()
                     let said = Faults("--check", "--output-file=-", Path.Combine(Source.Root, file.Path))
                     where said.Length > 0
                     select said;
        faults.ShouldBeEmpty();
    }

    [Fact]
    public void No_component_says_anything_past_the_catalogues()
    {
        var literals = from assembly in new[] { typeof(Texts).Assembly, typeof(Program).Assembly }
                       from literal in LiteralsOf(assembly.Location)
                       select literal;
        literals.Distinct().ShouldBeEmpty();
    }

    private static List<(SpokenSentence Said, string Language)> Missing()
    {
        var known = CatalogueFiles.Read()
            .SelectMany(file => file.Catalogue.Messages, (file, message) => (file.Room, file.Catalogue.Language, message.Context, message.Id))
            .Select(message => message.Room.StartsWith("src/Foundation/", StringComparison.Ordinal) ? message with { Room = "" } : message)
            .ToHashSet();
        return
        [
            .. from said in SpokenSentences.All.DistinctBy(said => (said.Room, said.Context, said.Id))
               from language in Language.All
               where !known.Contains((said.Room, language.Code, said.Context, said.Id)) && !known.Contains(("", language.Code, said.Context, said.Id))
               select (said, language.Code),
        ];
    }

    private static bool HasGettext()
    {
        try
        {
            return Faults("--version").Length == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Faults(params string[] arguments)
    {
        using var msgfmt = Process.Start(new ProcessStartInfo("msgfmt", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        msgfmt.OutputDataReceived += (_, _) => { };
        msgfmt.BeginOutputReadLine();
        var said = msgfmt.StandardError.ReadToEnd();
        msgfmt.WaitForExit();
        return msgfmt.ExitCode == 0 ? "" : said;
    }

    // The compiler of Razor has told text from code already: what it made says which texts are written down as they are.
    private static IEnumerable<string> LiteralsOf(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
            foreach (var call in method.Body.Instructions)
            {
                if (call.Operand is not MethodReference { DeclaringType.Name: "RenderTreeBuilder" } called) continue;
                if (Literal(call.Previous, out var before) is not { } text) continue;
                var said = called.Name switch
                {
                    "AddMarkupContent" => SaidIn(text),
                    "AddContent" => [text],
                    "AddAttribute" or "AddComponentParameter" when Literal(before, out _) is { } name
                        && (attributes.Contains(name) || parameters.Contains(name)) => [text],
                    _ => [],
                };
                foreach (var words in said.Where(words => words.Any(char.IsLetter) && !names.Contains(words.Trim())))
                    yield return $"{OutermostOf(method.DeclaringType)}: \"{words.Trim()}\"";
            }
    }

    private static string? Literal(Instruction? instruction, out Instruction? before)
    {
        while (instruction?.Operand is MethodReference { Name: "TypeCheck" }) instruction = instruction.Previous;
        before = instruction?.Previous;
        return instruction?.OpCode == OpCodes.Ldstr ? (string)instruction.Operand : null;
    }

    private static IEnumerable<string> SaidIn(string markup)
    {
        var body = new HtmlParser().ParseDocument($"<body>{markup}").Body!;
        foreach (var unread in body.QuerySelectorAll("script, style")) unread.Remove();
        return body.Descendants<IText>().Select(node => node.Data)
            .Concat(body.QuerySelectorAll("*").SelectMany(element => element.Attributes).Where(attribute => attributes.Contains(attribute.Name)).Select(attribute => attribute.Value));
    }

    private static string OutermostOf(TypeDefinition type) => type.DeclaringType is null ? type.FullName : OutermostOf(type.DeclaringType);
}
