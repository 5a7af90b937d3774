using Balsts.People;
using Foundation.Viewers;

namespace Balsts.Agreements;

/// <summary>What was agreed with a person, on their page.</summary>
sealed class AgreementsOnPages : IPersonPanel
{
    public int Order => 17;
    public Type Component => typeof(AgreementsHeld);
    public bool IsFor(Viewer viewer, Guid personId) => true;
}
