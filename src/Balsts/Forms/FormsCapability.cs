using Balsts.People;
using Balsts.Units;

namespace Balsts.Forms;

public sealed class FormsCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<LayDownForms>();
        services.AddScoped<FindForms>();
        services.AddScoped<CheckForm>();
        services.AddScoped<PublishForm>();
        services.AddScoped<RetireForm>();
    }

    public override void Endpoints(IEndpointRouteBuilder pages) => FormsApi.MapPages(pages);

    public override void Api(IEndpointRouteBuilder api) => FormsApi.Map(api);

    public override IEnumerable<MenuItem> Menu => [new(FormsPage.Url, "clipboard-list", "Observation forms", PeopleRights.Read, FormRights.Keep)];

    public override IEnumerable<RightGrant> Rights =>
    [
        new(FormRights.Keep, "Publish and retire the observation forms of units", PostKind.Administrator, PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager),
    ];

    public override IEnumerable<(string Path, Type Entity)> Asked => [("forms", typeof(ObservationForm))];

    public override IEnumerable<PersonData> Persons =>
    [
        new(typeof(FormVersion), nameof(FormVersion.PublishedById), "Who published a version of a form", Keep.Forever, OnMerge.StaysAsItWas, OnErasure.KeepTheFact),
    ];
}
