using Balsts.Forms;
using Balsts.Units;
using Foundation.Data;
using Foundation.Viewers;

namespace Balsts.Demo;

/// <summary>Two forms of units beside those of the house: a municipality's for lessons in mathematics, and a training centre's for digital lessons, which has been changed once.</summary>
static class DemoForms
{
    public static void Add(AppDb db, CountryPacks packs)
    {
        Publish("gauja form", "LV", "gauja", "municipality", Body("gauja-matematika", "lv", "Matemātikas stundas vērošana", "Gaujas novads", ["Iesākts", "Veidojas", "Sasniegts"],
            ("sarunas", "Matemātikas saruna", [("pamato", "Skolēni pamato, kāpēc risinājums der"), ("kluda", "Kļūdu izmanto, lai mācītos visi")])));
        string[] levels = ["Yoxdur", "Qismən", "Tam"];
        (string, string)[] lesson = [("meqsed", "Vasitə dərsin məqsədinə xidmət edir"), ("istifade", "Şagirdlər vasitədən özləri istifadə edir")];
        var form = Publish("itt form", "AZ", "itt", "manager", Body("reqemsal-ders", "az", "Rəqəmsal dərs", "“Təhsildə İnnovativ Texnologiyalar” tədris mərkəzi", levels, ("ders", "Dərsdə texnologiya", lesson)));
        form.Publish(Body("reqemsal-ders", "az", "Rəqəmsal dərs", "“Təhsildə İnnovativ Texnologiyalar” tədris mərkəzi", levels, ("ders", "Dərsdə texnologiya", [.. lesson, ("ehtiyat", "İnternet kəsiləndə ehtiyat plan var")])), "az", DemoWorld.Id("manager"), db.Now);
        db.Record(DemoMonths.As("manager", "AZ"), new FormPublished(2), form);

        ObservationForm Publish(string key, string country, string unit, string by, FormBody body)
        {
            var made = new ObservationForm { Id = DemoWorld.Id(key), CountryId = country, UnitId = DemoWorld.Id(unit), Code = body.Code };
            made.Publish(body, packs[country].Language, DemoWorld.Id(by), db.Now);
            db.Add(Viewer.System, made);
            db.Record(DemoMonths.As(by, country), new FormPublished(1), made);
            return made;
        }
    }

    static FormBody Body(string code, string language, string name, string source, string[] levels, params (string Code, string Name, (string Code, string Name)[] Indicators)[] areas) =>
        new(code, Said(language, name), null, [language], new(source, "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", null, []),
            [new("steps", [.. levels.Select((l, i) => new FormLevel(i + 1, Said(language, l), null))], false, true)], null, null,
            [.. areas.Select(a => new FormArea(a.Code, Said(language, a.Name), null, [.. a.Indicators.Select(i => new FormIndicator(i.Code, Said(language, i.Name), null, "steps", FormEvidence.Offered, null, [], []))]))], []);

    static Wording Said(string language, string text) => language == "lv" ? new(Lv: text) : new(Az: text);
}
