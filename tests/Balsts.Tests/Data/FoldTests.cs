using FsCheck;
using FsCheck.Fluent;
using Foundation.Data;

namespace Balsts.Tests.Data;

public sealed class FoldTests
{
    [Theory]
    [InlineData("Āgenskalna ĢIMNĀZIJA", "agenskalna gimnazija")]
    [InlineData("Ķegums, Ņina, Ļaudona", "kegums, nina, laudona")]
    [InlineData("Gəncə ŞƏHƏR İdarəsi", "gence seher idaresi")]
    [InlineData("Işıq ığüöç", "isiq iguoc")]
    [InlineData("ISTANBUL İSTANBUL", "istanbul istanbul")]
    [InlineData("  Anna \t\n Marija\u00A0Liepa ", "anna marija liepa")]
    [InlineData("Ærøskøbing Łódź Straße", "aeroskobing lodz strasse")]
    [InlineData("a\u0304", "a")]
    [InlineData("", "")]
    public void Search_text_has_no_case_and_no_marks(string text, string folded) => Fold.Of(text).ShouldBe(folded);

    [Fact]
    public void What_is_no_character_does_not_break_folding() => Fold.Of("\uFFFEa\uD800").ShouldBe("\uFFFDa\uFFFD");

    [Fact]
    public void Folding_is_the_same_whatever_the_culture()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("az");
            Fold.Of("İKT ILIK").ShouldBe("ikt ilik");
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void Folded_text_folds_to_itself() =>
        Prop.ForAll(Gen.Choose(0, 0xFFFF).Select(c => (char)c).ListOf().Select(cs => new string([.. cs])).ToArbitrary(), text =>
        {
            var once = Fold.Of(text);
            return Fold.Of(once) == once;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
}
