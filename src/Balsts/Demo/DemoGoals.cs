using Balsts.Goals;
using Balsts.Sharing;
using Balsts.Units;
using Foundation.Data;
using Foundation.Viewers;

namespace Balsts.Demo;

/// <summary>What the demo's schools, municipalities and educators mean to reach, and what they need.</summary>
static class DemoGoals
{
    public static void Add(AppDb db, CountryPacks packs, TimeProvider clock)
    {
        SetGoal("gaujmala goal", "LV", "gaujmala", null, "head", null, "Ikviens skolotājs mācību gadā izmēģina vismaz vienu jaunu digitālo rīku savā stundā.", "Vērotās stundas un kolēģu stāsti pedagoģiskajā sēdē.", "edtech");
        SetGoal("gauja goal", "LV", "gauja", null, "municipality", null, "Skolotāji novada skolās savstarpēji vēro stundas vismaz divas reizes semestrī.", "Atbalsta darbību skaits pa skolām.", "leadership");
        SetGoal("teacher goal", "LV", "gaujmala", "teacher", "teacher", "mentor", "Skolēni paši izskaidro savu risinājumu, ne tikai nosauc atbildi.", "Trīs ieraksti no stundām, kuros runā skolēni.", "mathematics");
        var shared = SetGoal("teacher second goal", "LV", "gaujmala", "teacher", "teacher", null, "Pārbaudes darbus labot kopā ar skolēniem pēc skaidriem kritērijiem.", "", "mathematics");
        var decision = SharingDecision.Of(DemoWorld.Id("teacher"), nameof(Goal), shared.Id, Layer.School, "LV", shared.UnitId, clock.GetUtcNow().UtcDateTime);
        db.Add(Viewer.System, decision);
        shared.Share(decision);
        SetGoal("baku62 goal", "AZ", "baku62", null, "projecthead", null, "Müəllimlər elektron lövhədən dərsdə özləri istifadə edirlər.", "Dərs müşahidələri.", "edtech");
        SetGoal("projectteacher goal", "AZ", "baku62", "projectteacher", "projectmentor", "projectmentor", "Dərsin sonunda hər şagird nə öyrəndiyini bir cümlə ilə yazır.", "", "edtech");

        AddNeed("gauja need", "LV", "gauja", "municipality", "Skaidrāki kritēriji, pēc kuriem vērtēt skolēnu risinājumus.", "Matemātikas skolotāji, 7.–9. klase", "mathematics", NeedSource.Results);
        AddNeed("gaujmala need", "LV", "gaujmala", "head", "Atbalsts stundu ierakstu izmantošanai pašvērošanā.", "Visi skolotāji", "edtech", NeedSource.Survey);
        AddNeed("baku62 need", "AZ", "baku62", "projecthead", "Rəqəmsal qiymətləndirmə alətlərindən istifadə.", "Fənn müəllimləri, 5–9-cu siniflər", "edtech", NeedSource.Heads);

        Goal SetGoal(string key, string country, string unit, string? person, string by, string? supporter, string statement, string measure, string field)
        {
            var today = packs[country].Today(clock);
            var begun = new DateOnly(packs[country].SchoolYearOf(today), 10, 1);
            var goal = new Goal
            {
                Id = DemoWorld.Id(key), CountryId = country, UnitId = DemoWorld.Id(unit), PersonId = person is null ? null : DemoWorld.Id(person), SetById = DemoWorld.Id(by),
                StartsOn = begun > today ? today : begun,
            };
            goal.Describe(statement, measure, field, today.AddMonths(4), today);
            if (supporter is not null) goal.SupportedBy(DemoWorld.Id(supporter));
            db.Add(Viewer.System, goal);
            db.Record(DemoMonths.As(by, country), new GoalSet(), goal);
            return goal;
        }

        void AddNeed(string key, string country, string unit, string by, string statement, string target, string field, NeedSource source)
        {
            var (pack, today) = (packs[country], packs[country].Today(clock));
            var year = pack.SchoolYearOf(today);
            var need = new Need { Id = DemoWorld.Id(key), CountryId = country, UnitId = DemoWorld.Id(unit), StatedById = DemoWorld.Id(by), StatedOn = new DateOnly(year, pack.SchoolYearStartsInMonth, 15) is var on && on > today ? today : on };
            need.Describe(statement, target, field, source, year, year);
            db.Add(Viewer.System, need);
            db.Record(DemoMonths.As(by, country), new NeedStated(), need);
        }
    }
}
