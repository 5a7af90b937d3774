using Balsts.People;
using Balsts.Units;
using Foundation.Viewers;

namespace Balsts.Groups;

/// <summary>The groups of a unit, and those that a person belongs to, on their pages: as many as the reader's own list shows.</summary>
sealed class GroupsOnPages : IUnitPanel, IPersonPanel
{
    public int Order => 16;
    public Type Component => typeof(GroupsHeld);
    public bool IsFor(Viewer viewer, Unit unit) => true;
    public bool IsFor(Viewer viewer, Guid personId) => true;
}
