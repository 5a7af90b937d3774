using Foundation.Viewers;

namespace Balsts.Sharing;

/// <summary>Something of one's own that one shares: what it is called, and where it is.</summary>
public sealed record SharedThing(string Name, string Href);

/// <summary>A room with content that educators may share further: it calls the things by name, and narrows them when a decision is taken back.</summary>
public interface ISharedContent
{
    /// <summary>As <see cref="SharingDecision.Kind"/>.</summary>
    string Kind { get; }

    Task<IReadOnlyDictionary<Guid, SharedThing>> Named(IReadOnlyCollection<Guid> ids, Viewer viewer, CancellationToken ct);

    /// <summary>Nobody reads it by this decision any more, and the history tells it. Saved by whoever asked.</summary>
    Task TakeBack(SharingDecision decision, Viewer viewer, CancellationToken ct);
}
