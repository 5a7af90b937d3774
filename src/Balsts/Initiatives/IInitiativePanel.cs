using Foundation.Viewers;

namespace Balsts.Initiatives;

/// <summary>A part of an initiative's page that a higher room adds, after its schools.</summary>
public interface IInitiativePanel
{
    int Order { get; }

    /// <summary>The component; its parameter is <c>InitiativeId</c>, a Guid.</summary>
    Type Component { get; }

    bool IsFor(Viewer viewer, Initiative initiative);
}
