using Foundation.Viewers;

namespace Balsts.Activities;

/// <summary>What a piece of support is part of: an initiative, a group.</summary>
public sealed record ActivityWhole(Guid Id, string Name, string Href);

/// <summary>A room above tells by name what support is part of.</summary>
public interface IActivityContext
{
    /// <summary>Those of the ids that are this room's and that the viewer sees, by name.</summary>
    Task<IReadOnlyList<ActivityWhole>> Named(IReadOnlyCollection<Guid> ids, Viewer viewer, CancellationToken ct = default);
}
