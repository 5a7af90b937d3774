using Balsts.People;
using Foundation.Data;
using Foundation.Viewers;

namespace Balsts.Sharing;

public sealed class SharingCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddSingleton(_ => new SightReader(House.Rooms.SelectMany(r => r.Rights).Select(r => r.Right)));
        services.AddSingleton<PostHolders>();
        services.AddScoped<FindWhoSees>();
        services.AddScoped<IWhoSees, FindWhoSees>();
        services.AddScoped<FindSharing>();
        services.AddScoped<RevokeSharing>();
        services.AddScoped<PrivateNotes>();
        services.AddScoped<SealAnew>();
        services.AddScoped<IMergePart, SealAnew>();
    }

    public override void Api(IEndpointRouteBuilder api)
    {
        WhoSeesApi.Map(api);
        SharingApi.Map(api);
    }

    public override IEnumerable<Kept> Kept =>
    [
        new(DataKind.Goals, new Erasable<SharingDecision> { Of = g => d => g.People.Contains(d.PersonId), From = g => d => d.RevokedAt < g.Since, Unit = d => d.UnitId }),
        new(DataKind.Support, new Erasable<PrivateNote> { Of = g => n => g.People.Contains(n.AuthorId), From = g => n => n.WrittenAt < g.Since }),
    ];

    public override IEnumerable<PersonData> Persons =>
    [
        new(typeof(SharingDecision), nameof(SharingDecision.PersonId), "Who decided to share something", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(PrivateNote), nameof(PrivateNote.AuthorId), "Whose private note it is", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.Erase),
    ];
}
