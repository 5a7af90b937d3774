using Balsts.People;
using Balsts.Units;
using Balsts.Works;
using Foundation.Data;
using Foundation.Jobs;

namespace Balsts.Privacy;

public sealed class PrivacyCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<FindTrace>();
        services.AddScoped<DropTraces>();
        services.AddSingleton<MyDataFiles>();
        services.AddScoped<GatherMyData>();
        services.AddScoped<IWorker, MyDataWorker>();
        services.AddScoped<IWorkResult, MyDataWorker>();
        services.AddScoped<DropMyData>();
        services.AddScoped<AskAboutData>();
        services.AddScoped<AnswerDataRequest>();
        services.AddScoped<LiftRestriction>();
        services.AddSingleton<ErasureList>();
        services.AddScoped<ErasePeople>();
        services.AddScoped<EraseOnRequest>();
        services.AddScoped<RepeatErasures>();
        services.AddScoped<CarryOutRetention>();
        services.AddScoped<PrepareRetention>();
        services.AddScoped<IWorker, RetentionWorker>();
        services.AddScoped<IWorkResult, RetentionWorker>();
        services.AddSingleton<FindProcessing>();
        services.AddScoped<FindDataRequests>();
        services.AddScoped<IWaitingPart, FindDataRequests>();
    }

    public override void Endpoints(IEndpointRouteBuilder pages)
    {
        FindTrace.MapExport(pages);
        FindProcessing.MapExport(pages);
        MyDataWorker.MapFile(pages, "/my-data/{id:guid}.zip");
    }

    public override void Api(IEndpointRouteBuilder api) => PrivacyApi.Map(api);

    public override IEnumerable<Verb> Verbs => RetentionVerbs.All;

    public override IEnumerable<RightGrant> Rights =>
    [
        new(PrivacyRights.Retain, "Erase what was kept long enough, and see the records of processing", PostKind.Administrator, PostKind.StateOfficer, PostKind.SupportLead),
        new(PrivacyRights.Anchors, "Fetch the anchors by which the history is proved", PostKind.Administrator, PostKind.StateOfficer),
    ];

    public override IEnumerable<Kept> Kept =>
    [
        new(DataKind.Requests, new Erasable<DataRequest> { From = g => r => r.AnsweredOn < g.Before, Unit = r => r.UnitId }),
    ];

    public override IEnumerable<PersonData> Persons =>
    [
        new(typeof(DataRequest), nameof(DataRequest.PersonId), "Who asked about what is held on them", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.NameIsReplaced),
    ];

    public override IEnumerable<Chore> Chores => [new(typeof(DropTraces), TimeSpan.FromHours(6), "Drops the traces that the country no longer keeps"), new(typeof(DropMyData), TimeSpan.FromHours(1), "Deletes what people had gathered about themselves, after a week"), new(typeof(RepeatErasures), TimeSpan.FromHours(1), "Erases again what a database that was brought back still holds")];
}

public static class PrivacyRights
{
    /// <summary>Answers for personal data: sees the records of processing, and has what was kept long enough erased.</summary>
    public const string Retain = "privacy.retain";

    /// <summary>Fetches the anchors of the history, to keep them elsewhere.</summary>
    public const string Anchors = "privacy.anchors";
}
