using Balsts.People;
using Balsts.Units;
using Foundation.Viewers;

namespace Balsts.Appointments;

/// <summary>The posts held in a unit, and those that a person holds or held, on their pages: as many as the reader's own list shows.</summary>
sealed class PostsOnPages : IUnitPanel, IPersonPanel
{
    public int Order => 10;
    public Type Component => typeof(PostsHeld);
    public bool IsFor(Viewer viewer, Unit unit) => true;
    public bool IsFor(Viewer viewer, Guid personId) => true;
}
