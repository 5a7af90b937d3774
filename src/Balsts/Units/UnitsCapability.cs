namespace Balsts.Units;

public sealed class UnitsCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddSingleton<CountryPacks>();
        services.AddSingleton<UnitTrees>();
    }

    public override IEnumerable<RightGrant> Rights =>
    [
        new(UnitRights.Manage, "Add and change units", PostKind.Administrator, PostKind.StateOfficer, PostKind.SupportLead),
    ];
}
