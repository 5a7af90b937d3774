using FsCheck;
using FsCheck.Fluent;
using Foundation.Files;

namespace Balsts.Tests.Files;

public sealed class CellTextTests
{
    [Theory]
    [InlineData(" a \r\n\t b\u00A0", "a b")]
    [InlineData("a\u0304", "ā")]
    [InlineData("\uFFFE", "\uFFFD")]
    [InlineData("  ", "")]
    public void Text_is_cleaned(string cell, string clean) => CellText.Clean(cell).ShouldBe(clean);

    [Theory]
    [InlineData("3 < 5", true)]
    [InlineData("\"Auseklītis\" & Co", true)]
    [InlineData("<b", false)]
    [InlineData("</b", false)]
    [InlineData("<!--", false)]
    [InlineData("a\u0007", false)]
    [InlineData("a\u202Eb", false)]
    [InlineData("\uFFFD", false)]
    public void What_a_screen_would_hide_or_a_browser_run_is_no_plain_text(string text, bool plain) => CellText.IsPlain(text).ShouldBe(plain);

    [Fact]
    public void Clean_text_stays_as_it_is() =>
        Prop.ForAll(Gen.Choose(0, 0xFFFF).Select(c => (char)c).ListOf().Select(cs => new string([.. cs])).ToArbitrary(), text =>
        {
            var once = CellText.Clean(text);
            return CellText.Clean(once) == once;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
}
