using Foundation.Viewers;

namespace Balsts.Activities;

/// <summary>What the ledger must know of groups, which live above it: their names, and their people where these are to be chosen at once.</summary>
public interface IActivityGroups
{
    /// <summary>The names of those of these groups that the viewer sees.</summary>
    Task<IReadOnlyDictionary<Guid, string>> Named(IReadOnlyCollection<Guid> groups, Viewer viewer, CancellationToken ct = default);

    /// <summary>The viewer's groups that have people in a unit today: support given there may be for all of them at once.</summary>
    Task<IReadOnlyList<GroupChoice>> In(Guid unitId, Viewer viewer, CancellationToken ct = default);
}

/// <summary>A group, and its people in one unit.</summary>
public sealed record GroupChoice(Guid Id, string Name, IReadOnlyList<Guid> People);
