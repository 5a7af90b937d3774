using Balsts.People;
using Balsts.Units;
using Foundation.Viewers;

namespace Balsts.Goals;

/// <summary>What a unit means to reach and needs, and what a person means to reach, on their pages.</summary>
sealed class GoalsOnPages : IUnitPanel, IPersonPanel
{
    public int Order => 15;
    public Type Component => typeof(GoalsHeld);
    public bool IsFor(Viewer viewer, Unit unit) => true;
    public bool IsFor(Viewer viewer, Guid personId) => true;
}
