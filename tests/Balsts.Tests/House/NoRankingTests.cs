using System.Reflection;
using Balsts.Observations;

namespace Balsts.Tests;

/// <summary>What was marked in a lesson is read with that lesson alone: no list, export or sum holds a mark, and so none can compare people by it.</summary>
public sealed class NoRankingTests
{
    /// <summary>The files that may look at marks: the record itself, the form that is filled in, and the page and the operation of one visit.</summary>
    static readonly string[] OfOneVisit = ["Demo/DemoVisits.cs", "Observations/ObservationsApi.cs", "Observations/ObserveVisit.cs", "Observations/RecordedThings.razor", "Observations/VisitRecord.cs"];

    static readonly string[] Scores = ["Mark", "Score", "Level", "Average", "Rank", "Grade"];

    [Fact]
    public void Marks_are_read_with_their_lesson_and_nowhere_else() =>
        Source.Files("src/Balsts", ".cs", ".razor").Where(f => File.ReadAllText(f).Contains("EntryKind.Mark", StringComparison.Ordinal)).Select(f => Path.GetRelativePath(Path.Combine(Source.Root, "src", "Balsts"), f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal).ShouldBe(OfOneVisit);

    [Fact]
    public void Nothing_in_a_list_of_visits_is_a_score() =>
        new[] { typeof(VisitRow), typeof(ObservationsApi.VisitItem) }.SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance)).Where(p => Scores.Any(s => p.Name.Contains(s, StringComparison.OrdinalIgnoreCase))).ShouldBeEmpty();
}
