using System.ComponentModel.DataAnnotations;
using Foundation.Outcomes;

namespace Balsts.Tests.Outcomes;

public sealed class ShapeTests
{
    private sealed class Input
    {
        [Required, StringLength(10, MinimumLength = 2)] public string? Name { get; set; }
        [EmailAddress] public string? Mail { get; set; }
        [Range(1, 5)] public int Level { get; set; } = 1;
        [RegularExpression("LV-[0-9]{4}", ErrorMessage = "Write the code as LV-1234.")] public string? Code { get; set; }
        public DayOfWeek? Day { get; set; }
        public List<DayOfWeek> Days { get; set; } = [];
        [MaxLength(4)] public List<Line> Lines { get; set; } = [];
    }

    private sealed record Line([Range(1, int.MaxValue)] int Minutes, [Required] string? What);

    private static (string, string, object[])[] Misfits(Input input) => [.. Shape.Check(input).Select(m => (m.Field, m.Message, m.Args))];

    [Fact]
    public void What_fits_is_not_spoken_of() => Misfits(new() { Name = "Inese", Lines = [new(60, "visit")] }).ShouldBeEmpty();

    [Fact]
    public void A_value_that_a_choice_does_not_have_is_refused()
    {
        Misfits(new() { Name = "Inese", Day = DayOfWeek.Friday, Days = [DayOfWeek.Monday] }).ShouldBeEmpty();
        Misfits(new() { Name = "Inese", Day = (DayOfWeek)7, Days = [DayOfWeek.Monday, (DayOfWeek)99] }).Select(m => (m.Item1, m.Item2)).ShouldBe([("Day", "Choose one of the values offered."), ("Days", "Choose one of the values offered.")]);
    }

    [Fact]
    public void An_empty_field_is_told_once() => Misfits(new() { Name = "" }).ShouldHaveSingleItem().ShouldBe(("Name", "Fill this in.", Array.Empty<object>()));

    [Fact]
    public void An_emptied_field_that_may_be_empty_fits() => Misfits(new() { Name = "Inese", Mail = "", Code = "" }).ShouldBeEmpty();

    [Fact]
    public void A_limit_is_told_with_its_number()
    {
        Shape.Check(new Input { Name = "A name that is too long", Level = 6, Mail = "nobody", Code = "1" })
            .Select(m => $"{m.Field}: {string.Format(null, m.Message, m.Args)}")
            .ShouldBe(["Name: Write at most 10 characters.", "Mail: Write an e-mail address such as name@school.example.", "Level: Enter a number from 1 to 5.", "Code: Write the code as LV-1234."]);
        Shape.Check(new Input { Name = "A" }).Single().Message.ShouldBe("Write at least {0} characters.");
    }

    [Fact]
    public void A_line_is_told_by_its_place() =>
        Shape.Check(new Input { Name = "Inese", Lines = [new(60, "visit"), new(0, null)] }).Select(m => (m.Field, m.Message))
            .ShouldBe([("Lines[1].Minutes", "Enter a number that is at least {0}."), ("Lines[1].What", "Fill this in.")]);

    [Fact]
    public void Too_many_lines_are_told_at_the_list() =>
        Shape.Check(new Input { Name = "Inese", Lines = [.. Enumerable.Repeat(new Line(1, "x"), 5)] }).Select(m => (m.Field, m.Message)).ShouldBe([("Lines", "Add at most {0} lines.")]);
}
