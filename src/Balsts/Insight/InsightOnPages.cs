using Balsts.Activities.Tallies;
using Balsts.Initiatives;
using Balsts.People;
using Balsts.Units;
using Foundation.Viewers;

namespace Balsts.Insight;

/// <summary>The way from an initiative's page to its schools by month, for whoever runs it.</summary>
sealed class HeatOnInitiativePage : IInitiativePanel
{
    public int Order => 10;
    public Type Component => typeof(HeatOfInitiative);
    public bool IsFor(Viewer viewer, Initiative initiative) => initiative.ManagedBy(viewer);
}

/// <summary>The way from a unit's page to its development, for whoever reads facts of support there.</summary>
sealed class InsightOnUnitPage : IUnitPanel
{
    public int Order => 18;
    public Type Component => typeof(InsightOfUnit);
    public bool IsAside => true;
    public bool IsFor(Viewer viewer, Unit unit) => FindTallies.IsFor(viewer, unit.CountryId, unit.Id);
}

/// <summary>What an educator was promised and what became of it, on their own page, for them alone.</summary>
sealed class PromiseOnPersonPage : IPersonPanel
{
    public int Order => 20;
    public Type Component => typeof(PromiseOfPerson);
    public bool IsFor(Viewer viewer, Guid personId) => viewer.PersonId == personId;
}
