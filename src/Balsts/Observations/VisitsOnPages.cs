using Balsts.People;
using Foundation.Viewers;

namespace Balsts.Observations;

/// <summary>Visits to a person's lessons, and theirs to others', on their page.</summary>
sealed class VisitsOnPages : IPersonPanel
{
    public int Order => 18;
    public Type Component => typeof(VisitsHeld);
    public bool IsFor(Viewer viewer, Guid personId) => true;
}
