using Balsts.People.Import;
using Balsts.Units;
using Balsts.Tests.Files;
using FsCheck;
using FsCheck.Fluent;

namespace Balsts.Tests.People;

public sealed class PeopleFileTests
{
    static readonly PostTitles Titles = new("latvia", "azerbaijan");

    static List<PersonReading> Read(string text, ColumnMapping? mapping = null)
    {
        using var sheet = Sheets.Open(text, "people.csv");
        return [.. PeopleFile.Of(sheet, mapping ?? ColumnMapping.Guess(sheet.Headers), Titles).Value!.Read()];
    }

    [Fact]
    public void A_Latvian_list_is_read()
    {
        var person = Read("Uzvārds;Vārds;E-pasts;Tālrunis;Iestāde;Amats;Mācību joma;Slodze;Darba sākums;Beigu datums;Piezīmes\n"
            + "Bērziņa;  Anna  Marija ;anna@example.lv;+371 29000001;4501901768;Direktora vietniece;Dabaszinātnes;0,5;01.09.2026;2027-05-31;x").Single().Person!;
        person.ShouldBe(new PersonRow(2, "Anna Marija", "Bērziņa", "anna@example.lv", "+371 29000001", null, null, "4501901768", PostKind.Deputy, "Dabaszinātnes", 500,
            new DateOnly(2026, 9, 1), new DateOnly(2027, 5, 31)));
    }

    [Theory]
    [InlineData("vārds,UZVĀRDS,e-pasts,Tālrunis,Iestādes reģistrācijas Nr.,Ieņemamais amats,Mācību priekšmets,Likme,No,Līdz", "GivenName FamilyName Email Phone Unit Post Subject Load StartsOn EndsOn")]
    [InlineData("Ad,Soyad,E-poçt,Telefon,Məktəb,Vəzifə,Fənn,Dərs yükü,Başlama tarixi,Bitmə tarixi", "GivenName FamilyName Email Phone Unit Post Subject Load StartsOn EndsOn")]
    [InlineData("First name,Last name,E-mail,Phone,School,Position,Subject,FTE,Start date,End date", "GivenName FamilyName Email Phone Unit Post Subject Load StartsOn EndsOn")]
    [InlineData("Pedagoga vards,Pedagoga uzvards,Darba epasts,Viis ID,Sistēma", "GivenName FamilyName Email ExternalId ExternalSystem")]
    [InlineData("VƏZİFƏSİ,SOYADI,ADI,xarici id", "Post FamilyName GivenName ExternalId")]
    public void Columns_are_guessed_from_their_names(string headers, string fields)
    {
        var names = headers.Split(',');
        var guess = ColumnMapping.Guess(names);
        names.Select(n => guess.Columns.Single(c => c.Value == n).Key.ToString()).ShouldBe(fields.Split(' '));
    }

    [Fact]
    public void A_register_number_is_preferred_to_a_name_because_names_are_not_identity() =>
        ColumnMapping.Guess(["Skola", "Iestādes nosaukums", "Reģistrācijas Nr."]).Columns.ShouldBe([new(PersonField.Unit, "Reģistrācijas Nr.")]);

    [Theory]
    [InlineData("Vārds, uzvārds")]
    [InlineData("Personas kods")]
    [InlineData("Piezīmes no vadītāja")]
    [InlineData("Name")]
    public void What_means_two_things_or_nothing_is_not_guessed(string header) => ColumnMapping.Guess([header]).Columns.ShouldBeEmpty();

    [Fact]
    public void Each_fault_is_refused_by_row_and_column_and_the_other_rows_are_taken()
    {
        var readings = Read("vārds,uzvārds,e-pasts,tālrunis,amats,slodze,no,līdz\n,,nav,zvanīt,burvis,3,1/9/2026,2026-02-30\nAnna,<b>B,,,,,,\nAnna,Liepa,,,skolotāja,\"50 %\",2026-09-01,31.08.2026\nIlze,Liepa,,,,,,\n");
        readings[0].Person.ShouldBeNull();
        readings[0].Refusals.Select(r => (r.Row, r.Column, r.Value, r.Reason.Code)).ShouldBe(
        [
            (2, "vārds", "", "people.given-name-missing"), (2, "uzvārds", "", "people.family-name-missing"), (2, "e-pasts", "nav", "people.email-malformed"),
            (2, "tālrunis", "zvanīt", "people.phone-malformed"), (2, "amats", "burvis", "people.post-unknown"), (2, "slodze", "3", "people.load-malformed"),
            (2, "no", "1/9/2026", "people.day-malformed"), (2, "līdz", "2026-02-30", "people.day-malformed"),
        ]);
        readings[1].Refusals.Single().Reason.Code.ShouldBe("people.not-plain");
        readings[2].Refusals.Single().Reason.Code.ShouldBe("people.ends-before-start");
        readings[3].Person!.FamilyName.ShouldBe("Liepa");
    }

    [Theory]
    [InlineData("skolotājs", PostKind.Teacher)]
    [InlineData("SKOLOTAJA", PostKind.Teacher)]
    [InlineData("direktors", PostKind.Head)]
    [InlineData("direktora vietnieks", PostKind.Deputy)]
    [InlineData("Metodiķis", PostKind.Methodologist)]
    [InlineData("MÜƏLLİM", PostKind.Teacher)]
    [InlineData("direktor", PostKind.Head)]
    [InlineData("Direktor müavini", PostKind.Deputy)]
    [InlineData("Teacher", PostKind.Teacher)]
    [InlineData("burvis", null)]
    public void Titles_in_three_languages_mean_one_post(string title, PostKind? post) => Titles.PostOf(title).ShouldBe(post);

    [Theory]
    [InlineData("0.5", 500)]
    [InlineData("0,5", 500)]
    [InlineData("50 %", 500)]
    [InlineData("50%", 500)]
    [InlineData("1", 1000)]
    [InlineData("2", 2000)]
    [InlineData("0.001", 1)]
    [InlineData("0.3333333333333333", 333)]
    [InlineData("12,5 %", 125)]
    [InlineData("0", null)]
    [InlineData("2.001", null)]
    [InlineData("50", null)]
    [InlineData("-0.5", null)]
    [InlineData("1.000,5", null)]
    [InlineData("1e-1", null)]
    [InlineData("pus", null)]
    [InlineData("99999999999999999999", null)]
    public void A_load_is_thousandths_of_full_time(string text, int? thousandths)
    {
        var load = WrittenLoad.Read(text);
        (load.Failed ? (int?)null : load.Value).ShouldBe(thousandths);
    }

    [Fact]
    public void Any_load_written_down_is_read_as_it_was() =>
        Prop.ForAll(Gen.Choose(WrittenLoad.Min, WrittenLoad.Max).ToArbitrary(), load =>
        {
            var share = (load / 1000m).ToString(System.Globalization.CultureInfo.InvariantCulture);
            var percent = (load / 10m).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return WrittenLoad.Read(share).Value == load && WrittenLoad.Read(share.Replace('.', ',')).Value == load && WrittenLoad.Read($"{percent} %").Value == load;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData("2026-09-01", "2026-09-01")]
    [InlineData("01.09.2026", "2026-09-01")]
    [InlineData("1.9.2026.", "2026-09-01")]
    [InlineData("01/09/2026", "people.day-malformed")]
    [InlineData("31/12/2026", "people.day-malformed")]
    [InlineData("09.13.2026", "people.day-malformed")]
    [InlineData("45000", "people.day-malformed")]
    [InlineData("1899-12-31", "people.day-out-of-range")]
    [InlineData("01.01.2101", "people.day-out-of-range")]
    public void A_day_is_written_so_that_nobody_can_mistake_it(string text, string expected)
    {
        var day = WrittenDay.Read(text);
        (day.Problem?.Code ?? day.Value.ToString("yyyy-MM-dd")).ShouldBe(expected);
    }

    [Fact]
    public void A_mapping_must_fit_the_file()
    {
        using var sheet = Sheets.Open("a,b\n1,2", "people.csv");
        string? Code(params (PersonField, string)[] columns) => PeopleFile.Of(sheet, new ColumnMapping(columns.ToDictionary(c => c.Item1, c => c.Item2)), Titles).Problem?.Code;
        Code((PersonField.GivenName, "a")).ShouldBe("people.column-needed");
        Code((PersonField.GivenName, "a"), (PersonField.FamilyName, "c")).ShouldBe("people.column-missing");
        Code((PersonField.GivenName, "a"), (PersonField.FamilyName, "A")).ShouldBe("people.column-twice");
        Code((PersonField.GivenName, "a"), (PersonField.FamilyName, "B")).ShouldBeNull();
    }

    [Fact]
    public void Where_the_file_breaks_off_the_last_refusal_says_why()
    {
        var readings = Read("vārds,uzvārds\nAnna,Liepa\nIlze,\"Kalna\n");
        readings[0].Person.ShouldNotBeNull();
        var refusal = readings[1].Refusals.Single();
        (refusal.Row, refusal.Column, refusal.Reason.Code).ShouldBe((3, null, "file.unclosed-quote"));
    }
}
