using Foundation.Viewers;

namespace Balsts.Activities;

/// <summary>Groups, which live above the ledger, where support is given to their people at once.</summary>
public interface IActivityGroups
{
    /// <summary>The viewer's groups that have people in a unit today.</summary>
    Task<IReadOnlyList<GroupChoice>> In(Guid unitId, Viewer viewer, CancellationToken ct = default);
}

/// <summary>A group, and its people in one unit.</summary>
public sealed record GroupChoice(Guid Id, string Name, IReadOnlyList<Guid> People);
