using Balsts.Tests.Files;
using Balsts.Units.Register;
using Foundation.Files;

namespace Balsts.Tests.Units;

public sealed class LatviaRegisterTests
{
    const string Preschools = "Novads/republikas pilsēta,Iestādes reģistrācijas Nr.,Iestādes nosaukums,Pakļautība,Iestādes veids,Iestādes tips,Tālrunis,E-pasts,Adrese,Direktors,Bērnu skaits vecumā līdz 5 gadu vecumam,Bērnu skaits vecumā 5 gadi un vairāk\n";
    const string Preschool = "Pašvaldība ,Pirmsskolas izglītības iestāde,Pirmsskolas izglītības iestāde,63000009,info@example.lv,,,";

    static SheetFile Traps() => SheetFile.Open(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Units", "register-traps.csv")), "register-traps.csv").Value!;

    static readonly RegisterReading Read = LatviaRegister.Read(Traps()).Value!;

    static RegisterInstitution At(int row) => Read.Institutions.Single(i => i.Row == row);

    [Fact]
    public void What_can_be_taken_is_taken_and_the_rest_refused_by_row_and_column()
    {
        Read.Institutions.Select(i => i.Row).ShouldBe(Enumerable.Range(2, 27));
        const string number = "Iestādes reģistrācijas Nr.", name = "Iestādes nosaukums", type = "Iestādes tips", kind = "Iestādes veids", founder = "Pakļautība", place = "Novads/republikas pilsēta";
        Read.Refusals.Select(r => (r.Row, r.Column, r.Reason.Code)).ShouldBe(
        [
            (28, "Epasts", "register.email-malformed"), (28, "Tālrunis", "register.phone-malformed"),
            (29, number, "register.number-missing"), (30, number, "register.number-malformed"), (31, number, "register.number-malformed"),
            (32, number, "register.number-twice"), (33, type, "register.type-unknown"), (34, kind, "register.sector-unknown"),
            (35, founder, "register.founder-unknown"), (36, place, "register.municipality-unknown"), (37, place, "register.municipality-unknown"),
            (38, name, "register.name-missing"), (39, name, "register.not-plain"), (40, name, "register.not-plain"),
            (41, "Bērnu skaits pirmsskolas programmās", "register.pupils-malformed"),
            (42, place, "register.municipality-unknown"), (42, number, "register.number-malformed"), (42, name, "register.name-missing"),
            (42, type, "register.type-unknown"), (42, kind, "register.sector-unknown"), (42, founder, "register.founder-unknown"),
        ]);
        Read.Refusals.ShouldAllBe(r => r.File == "register-traps.csv");
        Read.Refusals.Single(r => r.Row == 33).Value.ShouldBe("Burvju skola");
        Read.Refusals.Single(r => r.Row == 32).Reason.Args.ShouldBe(["register-traps.csv", 2]);
    }

    [Fact]
    public void Two_schools_may_have_one_name() => Read.Institutions.Count(i => i.Name == "Zemgales vidusskola").ShouldBe(2);

    [Fact]
    public void A_city_is_not_the_county_that_has_its_name()
    {
        At(5).MunicipalityKey.ShouldBe("daugavpils");
        At(6).MunicipalityKey.ShouldBe("daugavpils-novads");
        Read.Municipalities.ShouldContain(new RegisterMunicipality("daugavpils", "Daugavpils", MunicipalityKind.City));
        Read.Municipalities.ShouldContain(new RegisterMunicipality("daugavpils-novads", "Daugavpils novads", MunicipalityKind.County));
        Read.Municipalities.ShouldContain(new RegisterMunicipality("riga", "Rīga", MunicipalityKind.City));
    }

    [Fact]
    public void A_private_school_lies_in_a_municipality_without_belonging_to_it()
    {
        At(7).Founder.ShouldBe(new RegisterFounder(FounderKind.Private, "Juridiska vai fiziska persona"));
        At(7).MunicipalityKey.ShouldBe("cesu-novads");
        At(2).Founder.ShouldBe(new RegisterFounder(FounderKind.Municipality, "Pašvaldība"));
        At(8).Founder.ShouldBe(new RegisterFounder(FounderKind.Ministry, "Tieslietu ministrija"));
    }

    [Fact]
    public void Every_type_has_its_code() =>
        Read.Institutions.Where(i => i.Row is >= 8 and <= 20 or 2 or 3).OrderBy(i => i.Row).Select(i => i.Type).ShouldBe(
        [
            "basic", "secondary", "evening", "social-correction", "vocational-competence-centre", "vocational-secondary", "state-gymnasium", "gymnasium",
            "primary", "special-centre", "special-basic", "special-secondary", "distance", "preschool", "preschool-centre",
        ]);

    [Theory]
    [InlineData(4, "+37163000001 +37129000001")]
    [InlineData(5, "+37165000001 +37129000002")]
    [InlineData(6, "+37165000002 +37129000003")]
    [InlineData(25, "+37167000002 +37167000003")]
    [InlineData(28, "")]
    public void Several_telephone_numbers_in_one_cell_are_several(int row, string phones) => string.Join(' ', At(row).Phones).ShouldBe(phones);

    [Theory]
    [InlineData(9, "Sociālās korekcijas izglītības iestāde \"Upe\"")]
    [InlineData(20, "Konsultatīvais centrs \"Jēriņš\"")]
    [InlineData(21, "Talsu pamatskola \"Dzirkstele\"")]
    [InlineData(22, "Talsu 2. pamatskola")]
    [InlineData(23, "Madōnas pamatskola")]
    [InlineData(24, "Ķekavas pamatskola")]
    [InlineData(25, "Ādažu vidusskola")]
    [InlineData(27, "3 < 5 pamatskola")]
    public void Names_are_cleaned_but_keep_their_quotation_marks(int row, string name) => At(row).Name.ShouldBe(name);

    [Fact]
    public void Pupils_of_all_columns_are_counted_and_unknown_is_not_none()
    {
        At(2).Pupils.ShouldBe(55);
        At(26).Pupils.ShouldBeNull();
        At(2).Sector.ShouldBe(InstitutionSector.General);
        At(15).Sector.ShouldBe(InstitutionSector.Special);
        At(3).Email.ShouldBe("skola@example.lv");
        At(22).Address.ShouldBe("\"Skola\", TALSI");
    }

    [Fact]
    public void A_number_of_one_list_may_not_stand_in_the_other()
    {
        var preschools = Sheets.Open($"{Preschools}RĪGA,9000000001,Zvaniņš,{Preschool}\nRĪGA,9100000001,Saulīte,{Preschool}\n", "preschools.csv");
        var both = LatviaRegister.Read(Traps(), preschools).Value!;
        both.Institutions.Single(i => i.File == "preschools.csv").Phones.ShouldBe(["+37163000009"]);
        var refusal = both.Refusals.Single(r => r.File == "preschools.csv");
        (refusal.Row, refusal.Value, refusal.Reason.Code).ShouldBe((2, "9000000001", "register.number-twice"));
        refusal.Reason.Args.ShouldBe(["register-traps.csv", 2]);
    }

    [Fact]
    public void A_list_without_a_needed_column_is_refused_whole()
    {
        var problem = LatviaRegister.Read(Sheets.Open("Novads/republikas pilsēta,Iestādes nosaukums\nRĪGA,Skola", "list.csv")).Problem!;
        problem.Code.ShouldBe("register.column-missing");
        problem.Args.ShouldBe(["list.csv", "Iestādes reģistrācijas Nr."]);
    }

    [Fact]
    public void A_list_that_breaks_off_is_refused_whole() =>
        LatviaRegister.Read(Sheets.Open($"{Preschools}RĪGA,9000000001,Zvaniņš,{Preschool}\nRĪGA,9000000002,\"Saulīte,{Preschool}\n", "list.csv")).Problem!.Code.ShouldBe("file.unclosed-quote");

    [Fact]
    public void The_register_of_2020_is_taken_whole()
    {
        var folder = Environment.GetEnvironmentVariable("BALSTS_TESTDATA");
        if (string.IsNullOrEmpty(folder)) Assert.Skip("BALSTS_TESTDATA does not name the folder with the register of 2020.");
        SheetFile List(string name) => SheetFile.Open(File.OpenRead(Path.Combine(folder, "latvia", name)), name).Value!;
        var register = LatviaRegister.Read(List("schools-2020.csv"), List("preschools-2020.csv")).Value!;
        register.Refusals.ShouldBeEmpty();
        register.Institutions.Count.ShouldBe(1328);
        register.Municipalities.Count.ShouldBe(119);
        register.Municipalities.Count(m => m.Kind == MunicipalityKind.City).ShouldBe(9);
        register.Institutions.Count(i => i.Name == "Zemgales vidusskola").ShouldBe(2);
        register.Institutions.Count(i => i.Founder.Kind == FounderKind.Private).ShouldBe(212);
        register.Institutions.Count(i => i.Founder.Kind == FounderKind.Ministry).ShouldBe(4);
        register.Institutions.Single(i => i.RegistrationNumber == "4501901768").Name.ShouldBe("Aizkraukles pilsētas pirmsskolas izglītības iestāde \"Auseklītis\"");
        register.Institutions.Count(i => i.Type == "preschool").ShouldBe(639);
    }
}
