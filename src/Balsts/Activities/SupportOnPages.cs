using Balsts.People;
using Balsts.Units;
using Foundation.Viewers;

namespace Balsts.Activities;

/// <summary>The latest support on the pages of a unit and of a person: as much of it as the reader's own list shows.</summary>
sealed class SupportOnPages : IUnitPanel, IPersonPanel
{
    public int Order => 20;
    public Type Component => typeof(LatestSupport);
    public bool IsFor(Viewer viewer, Unit unit) => true;
    public bool IsFor(Viewer viewer, Guid personId) => true;
}
