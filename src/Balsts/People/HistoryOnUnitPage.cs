using Balsts.Units;
using Foundation.Viewers;

namespace Balsts.People;

/// <summary>What happened to a unit, at the side of its page.</summary>
sealed class HistoryOnUnitPage : IUnitPanel
{
    public int Order => 90;
    public Type Component => typeof(UnitHistory);
    public bool IsAside => true;
    public bool IsFor(Viewer viewer, Unit unit) => true;
}
