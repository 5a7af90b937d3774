using Foundation.Viewers;

namespace Balsts.People;

/// <summary>What a room above adds to a person's page: their appointments, the support they received. The component takes a PersonId.</summary>
public interface IPersonPanel
{
    int Order { get; }
    Type Component { get; }
    bool IsFor(Viewer viewer, Guid personId);
}
