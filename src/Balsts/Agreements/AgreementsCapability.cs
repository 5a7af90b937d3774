using Balsts.People;
using Balsts.Sharing;
using Balsts.Units;
using Foundation.Data;

namespace Balsts.Agreements;

public sealed class AgreementsCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<FindAgreements>();
        services.AddScoped<OfferAgreement>();
        services.AddScoped<AnswerAgreement>();
        services.AddScoped<EndAgreement>();
        services.AddScoped<RenewAgreement>();
        services.AddScoped<ISharedContent, SharedAgreements>();
        services.AddScoped<IWaitingPart, WaitingAgreements>();
        services.AddScoped<IPersonPanel, AgreementsOnPages>();
    }

    public override void Api(IEndpointRouteBuilder api) => AgreementsApi.Map(api);

    public override IEnumerable<MenuItem> Menu => [new(AgreementsPage.Url, "file-check", "Agreements")];

    public override IEnumerable<RightGrant> Rights =>
    [
        new(AgreementRights.Read, "See which agreements of support there are", PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.Head, PostKind.Deputy),
        new(AgreementRights.ReadShared, "See what agreements are about that educators share with their school", Posts.Heads),
        new(AgreementRights.Offer, "Offer educators an agreement of support", [PostKind.GroupLeader, .. Posts.Supporters]) { AtUnitsOfMandate = true },
        new(AgreementRights.Attend, "Ask to attend lessons as the organiser", PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.StateOfficer) { AtUnitsOfMandate = true },
    ];

    public override IEnumerable<(string Path, Type Entity)> Asked => [("agreements", typeof(SupportAgreement))];

    public override IEnumerable<Kept> Kept =>
    [
        new(DataKind.Support, new Erasable<AgreementTerms> { Of = g => t => g.People.Contains(t.PersonId), From = g => t => t.EndsOn < g.Before, Unit = t => t.UnitId }),
        new(DataKind.Support, new Erasable<AgreementReason> { Of = g => r => g.People.Contains(r.PersonId), From = g => r => r.EndsOn < g.Before, Unit = r => r.UnitId }),
    ];

    public override IEnumerable<PersonData> Persons =>
    [
        new(typeof(SupportAgreement), nameof(SupportAgreement.PersonId), "With whom support is agreed", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(SupportAgreement), nameof(SupportAgreement.SupporterId), "Who agreed to support somebody", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(SupportAgreement), nameof(SupportAgreement.OfferedById), "Who offered an agreement", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(AgreementTerms), nameof(AgreementTerms.PersonId), "Whose agreement it is about", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(AgreementTerms), nameof(AgreementTerms.SupporterId), "Who supports by the agreement", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
        new(typeof(AgreementReason), nameof(AgreementReason.PersonId), "Whose agreement was declined or ended", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(AgreementReason), nameof(AgreementReason.SupporterId), "With whom an agreement was declined or ended", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
    ];
}
