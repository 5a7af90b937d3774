using Balsts.Activities;
using Foundation.Languages;
using Foundation.Ui;

namespace Balsts.Insight;

/// <summary>What can be drawn of a unit's school year.</summary>
public enum DevelopmentChart { People, Kinds, Hours, Goals }

/// <summary>The pictures of a unit's school year: the same on the page and in a file.</summary>
sealed class DevelopmentCharts(Development development, Texts t)
{
    /// <summary>There are six colours that stay apart for everybody: the five kinds that were most frequent, and the others together.</summary>
    const int KindsMax = 6;

    readonly IReadOnlyList<DevelopmentMonth> months = development.Months;

    /// <summary>The kinds that are drawn by themselves, by how often they were; the rest is "other kinds" where there is more than one left.</summary>
    public IReadOnlyList<ActivityKind> Kinds { get; } = Frequent(development);

    public ChartPicture Of(DevelopmentChart chart) => chart switch
    {
        DevelopmentChart.People => Picture(t["People who received support"], MostAndNow(), ChartKind.Bar, new Series(t["People"], [.. months.Select(m => (double?)m.Reached)])),
        DevelopmentChart.Kinds => Picture(t["What was done"], Often(), ChartKind.Stacked, [.. Kinds.Select(k => new Series(t.Of(k), [.. months.Select(m => (double?)m.Kinds.GetValueOrDefault(k))])), .. HasOthers ? [new Series(t["Other kinds"], [.. months.Select(m => (double?)Others(m))])] : Array.Empty<Series>()]),
        DevelopmentChart.Hours => Picture(t["Hours of support"], Aimed(), ChartKind.Bar, new Series(t["Hours"], [.. months.Select(m => (double?)Math.Round(m.Figures.Minutes / 60d, 1))])),
        _ => Picture(t["Goals that educators set"], t["Educators set their goals themselves, with whoever supports them. Only their number is here."], ChartKind.Bar, new Series(t["Goals"], [.. months.Select(m => (double?)m.GoalsSet)])),
    };

    public bool HasOthers => months.Any(m => Others(m) > 0);
    public int Others(DevelopmentMonth month) => month.Kinds.Where(k => !Kinds.Contains(k.Key)).Sum(k => k.Value);

    ChartPicture Picture(string title, string says, ChartKind kind, params IReadOnlyList<Series> series) => new(title, says, kind, [.. months.Select(m => t.ShortMonth(m.Month))], series, t.Culture);

    string MostAndNow()
    {
        var (most, last) = (months.MaxBy(m => m.Reached)!, months[^1]);
        return most.Reached is null or 0 ? t["Nobody has received support yet."] : t["Most of them in {0}: {1}. In {2}: {3}.", t.Month(most.Month), most.Reached!, t.Month(last.Month), last.Reached!];
    }

    string Often() => Kinds.Count == 0 ? t["Nothing was recorded yet."] : t["Most often: {0}, {1} of {2} in all.", t.Of(Kinds[0]), months.Sum(m => m.Kinds.GetValueOrDefault(Kinds[0])), development.All.Activities];

    string Aimed() => t["Tied to a goal: {0} of the support. Answering a recorded need: {1}.", t.Percent(development.All.Share(development.All.WithGoal)), t.Percent(development.All.Share(development.All.WithNeed))];

    static List<ActivityKind> Frequent(Development development)
    {
        var kinds = development.Months.SelectMany(m => m.Kinds).GroupBy(k => k.Key).Select(g => (g.Key, Number: g.Sum(k => k.Value))).Where(k => k.Number > 0).OrderByDescending(k => k.Number).ThenBy(k => k.Key).Select(k => k.Key).ToList();
        return kinds.Count <= KindsMax ? kinds : kinds[..(KindsMax - 1)];
    }
}
