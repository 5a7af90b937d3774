using Foundation.Viewers;

namespace Balsts.Sharing;

public sealed class SharingCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddSingleton(_ => new SightReader(House.Rooms.SelectMany(r => r.Rights).Select(r => r.Right)));
        services.AddScoped<FindWhoSees>();
        services.AddScoped<IWhoSees, FindWhoSees>();
        services.AddScoped<FindSharing>();
        services.AddScoped<RevokeSharing>();
        services.AddScoped<PrivateNotes>();
    }

    public override void Api(IEndpointRouteBuilder api)
    {
        WhoSeesApi.Map(api);
        SharingApi.Map(api);
    }

    public override IEnumerable<PersonData> Persons =>
    [
        new(typeof(SharingDecision), nameof(SharingDecision.PersonId), "Who decided to share something", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(PrivateNote), nameof(PrivateNote.AuthorId), "Whose private note it is", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.Erase),
    ];
}
