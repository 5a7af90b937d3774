using Foundation.Viewers;

namespace Balsts.Units;

/// <summary>A part of a unit's page that a higher room adds: its people, its appointments, its history.</summary>
public interface IUnitPanel
{
    /// <summary>Panels stand in this order; the room's own facts come before them all.</summary>
    int Order { get; }

    /// <summary>The component; its parameter is <c>UnitId</c>, a Guid.</summary>
    Type Component { get; }

    /// <summary>Whether it stands at the side, with the timeline, and not in the middle.</summary>
    bool IsAside => false;

    bool IsFor(Viewer viewer, Unit unit);
}
