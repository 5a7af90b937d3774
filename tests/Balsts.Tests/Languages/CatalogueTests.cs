using Foundation.Languages;
using FsCheck;
using FsCheck.Fluent;

namespace Balsts.Tests.Languages;

public sealed class CatalogueTests
{
    private static Catalogue Read(string language, string messages) =>
        Catalogue.Read(new StringReader(CatalogueFiles.Header(language) + "\n" + messages), language + ".po");

    private static Texts Of(string language, string messages) => new Catalogues([Read(language, messages)])[language];

    [Fact]
    public void A_sentence_is_shown_in_the_language_of_its_reader() =>
        Of("lv", "msgid \"Save\"\nmsgstr \"Saglabāt\"\n")["Save"].ShouldBe("Saglabāt");

    [Fact]
    public void A_time_without_an_end_is_a_sentence() =>
        Of("lv", "msgid \"from {0}\"\nmsgstr \"no {0}\"\n").Days(new(new(2026, 11, 2), null)).ShouldBe("no 02.11.2026.");

    [Fact]
    public void A_sentence_may_run_over_lines_and_hold_quotes() =>
        Of("lv", """
            #. a comment of the translator
            msgid ""
            "He said \"yes\", "
            "and\tleft\\\n"
            msgstr "Viņš "
            "teica „jā”"
            """)["He said \"yes\", and\tleft\\\n"].ShouldBe("Viņš teica „jā”");

    [Fact]
    public void What_is_filled_in_is_written_as_the_language_does() =>
        Of("lv", "msgid \"{0} until {1}\"\nmsgstr \"Līdz {1}: {0}\"\n")["{0} until {1}", 1.5m, new DateOnly(2026, 11, 22)].ShouldBe("Līdz 22.11.2026.: 1,5");

    [Fact]
    public void A_word_with_two_meanings_has_two_translations()
    {
        var texts = Of("lv", "msgctxt \"month\"\nmsgid \"May\"\nmsgstr \"maijs\"\n\nmsgid \"May\"\nmsgstr \"drīkst\"\n");
        texts.In("month", "May").ShouldBe("maijs");
        texts["May"].ShouldBe("drīkst");
    }

    private enum State
    {
        [Sentence("Submitted", Context = "plan")] Submitted,
        Other,
    }

    [Fact]
    public void A_state_is_shown_by_its_sentence()
    {
        Of("lv", "msgctxt \"plan\"\nmsgid \"Submitted\"\nmsgstr \"Iesniegts\"\n").Of(State.Submitted).ShouldBe("Iesniegts");
        Should.Throw<InvalidOperationException>(() => new Texts("lv").Of(State.Other));
    }

    [Fact]
    public void An_instant_cannot_be_filled_in_without_a_place() =>
        Should.Throw<ArgumentException>(() => new Texts("lv")["At {0}", DateTime.UnixEpoch]);

    [Theory]
    [InlineData(0, "0 skolu"), InlineData(1, "1 skola"), InlineData(2, "2 skolas"), InlineData(11, "11 skolu"), InlineData(21, "21 skola"), InlineData(111, "111 skolu")]
    public void Latvian_counts_in_three_forms(long count, string expected) =>
        Of("lv", "msgid \"{0} school\"\nmsgid_plural \"{0} schools\"\nmsgstr[0] \"{0} skolu\"\nmsgstr[1] \"{0} skola\"\nmsgstr[2] \"{0} skolas\"\n")
            .Plural("{0} school", "{0} schools", count).ShouldBe(expected);

    [Fact]
    public void A_fuzzy_or_an_empty_translation_is_not_shown()
    {
        var texts = Of("az", "#, fuzzy\nmsgid \"Save\"\nmsgstr \"Saxlamaq?\"\n\nmsgid \"Send\"\nmsgstr \"\"\n\n#~ msgid \"Old\"\n#~ msgstr \"Köhnə\"\n");
        texts["Save"].ShouldBe("Save");
        texts["Send"].ShouldBe("Send");
    }

    [Theory]
    [InlineData("msgid \"A\"\nmsgstr \"B\"\n\nmsgid \"A\"\nmsgstr \"C\"\n", 12, "twice")]
    [InlineData("msgid \"A\"\n\nmsgid \"B\"\nmsgstr \"C\"\n", 9, "no msgstr")]
    [InlineData("msgid \"A\nmsgstr \"C\"\n", 9, "double quotes")]
    [InlineData("msgid \"A\"\nmsgid_plural \"As\"\nmsgstr[0] \"B\"\n", 9, "plural forms")]
    [InlineData("msgstr \"C\"\n", 9, "cannot stand here")]
    public void A_fault_is_told_with_its_line(string messages, int line, string what)
    {
        var fault = Should.Throw<FormatException>(() => Read("lv", messages));
        fault.Message.ShouldStartWith($"lv.po({line}): ");
        fault.Message.ShouldContain(what);
    }

    [Fact]
    public void A_header_with_another_plural_rule_is_refused() =>
        Should.Throw<FormatException>(() => Catalogue.Read(new StringReader(CatalogueFiles.Header("en")), "lv.po")).Message.ShouldContain("n%10==0");

    [Fact]
    public void Two_rooms_may_not_translate_a_sentence_differently() =>
        Should.Throw<FormatException>(() => new Catalogues([Read("lv", "msgid \"A\"\nmsgstr \"B\"\n"), Read("lv", "msgid \"A\"\nmsgstr \"C\"\n")]))
            .Message.ShouldContain("differently");

    [Fact]
    public void What_is_written_reads_back_the_same() =>
        Prop.ForAll((string id, string form) =>
        {
            if (string.IsNullOrEmpty(id) || form is null) return true;
            var message = new Message("context", id, id + "s", [form, form + "\n\"", "\\" + form], Fuzzy: false, Line: 9);
            var read = Read("lv", CatalogueFiles.Written(message)).Messages.Single();
            return read.Forms.SequenceEqual(message.Forms) && (read with { Forms = message.Forms }) == message;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Latvian_plurals_are_those_of_CLDR()
    {
        // https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html, for whole numbers.
        for (long n = 0; n <= 10_000; n++)
        {
            var zero = n % 10 == 0 || (n % 100 >= 11 && n % 100 <= 19);
            var one = n % 10 == 1 && n % 100 != 11;
            Plurals.Latvian.Of(n).ShouldBe(zero ? 0 : one ? 1 : 2);
        }
    }
}
