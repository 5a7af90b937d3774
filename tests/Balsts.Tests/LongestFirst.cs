using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Balsts.Tests.LongestFirst))]

namespace Balsts.Tests;

/// <summary>What runs in processes of its own goes one after the other and takes longest: it begins first, and the others run beside it.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(c => c.TestCollectionDisplayName == "Processes").ThenByDescending(c => c.TestCollectionDisplayName.Contains("Sweep", StringComparison.Ordinal))];
}
