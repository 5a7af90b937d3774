using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Balsts.Tests.LongestFirst))]

namespace Balsts.Tests;

/// <summary>What takes longest begins first, so that it is no tail: what runs in processes of its own, and what asks every route.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    static readonly string[] Long = ["Killed", "SweepTests", "CommandLineTests", "FuzzTests", "TallyRaceTests"];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(c => Array.Exists(Long, l => c.TestCollectionDisplayName.Contains(l, StringComparison.Ordinal)))];
}
