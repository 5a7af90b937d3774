using Balsts.Activities;
using Balsts.Calendar;
using Balsts.People;
using Balsts.Sharing;
using Foundation.History;
using Foundation.Jobs;
using Foundation.Languages;
using Foundation.Mail;

namespace Balsts.Privacy;

/// <summary>What a kind of personal data is, in the words of a record of processing: English msgids.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Recipients">Who receives it.</param>
public sealed record KindOfData(string Name, string Purpose, string Recipients);

/// <summary>The kinds in words, and which kind rows are: each list of person columns belongs to one.</summary>
public static class DataKinds
{
    static readonly string Leaders = Texts.Id("Those who lead and support in the units where the person works");
    static readonly string Alone = Texts.Id("The person alone");

    public static KindOfData Of(DataKind kind) => kind switch
    {
        DataKind.Person => new(Texts.Id("Who people are and where they work"), Texts.Id("To know who is supported and who supports, and to let the right people in"), Leaders),
        DataKind.Access => new(Texts.Id("Accounts and ways to sign in"), Texts.Id("To let people in safely and nobody else"), Alone),
        DataKind.Messages => new(Texts.Id("Messages and letters"), Texts.Id("To tell people what waits for them"), Texts.Id("The person, and the mail server that carries letters")),
        DataKind.Posts => new(Texts.Id("Posts, nominations and mandates"), Texts.Id("To know who answers for what, and to account for the load that is paid"), Leaders),
        DataKind.Goals => new(Texts.Id("Goals of educators"), Texts.Id("To give support that has a purpose"), Texts.Id("The educator and whoever supports them; the head where the educator shares it")),
        DataKind.Opinions => new(Texts.Id("What educators say of the support they received"), Texts.Id("To know whether support was useful, and to put wrong entries right"), Texts.Id("The educator and whoever gave the support; others only shares of five people and more")),
        DataKind.Support => new(Texts.Id("Support that was given"), Texts.Id("To account for support and to see whom it reaches"), Texts.Id("Those who took part and those who lead the unit; of content nothing")),
        DataKind.Groups => new(Texts.Id("Groups, their members and attendance"), Texts.Id("To run learning groups and circles"), Texts.Id("The group, its leaders and those who lead the unit")),
        DataKind.Initiatives => new(Texts.Id("Support projects and their meetings"), Texts.Id("To run support projects and account for them"), Texts.Id("The organiser, the schools’ leaders and the mentors of the project")),
        DataKind.Months => new(Texts.Id("Monthly plans and reports"), Texts.Id("To plan support, report on it and account for what is paid"), Texts.Id("The organiser, and the heads of the schools each for their part; those above what was accepted")),
        DataKind.Proposals => new(Texts.Id("Proposals made by people"), Texts.Id("To hear what should be better and to answer it"), Texts.Id("Those who lead the unit; everybody there without a name once it is published")),
        DataKind.Requests => new(Texts.Id("Questions about one’s own data"), Texts.Id("To answer people within the time that the law sets"), Texts.Id("The person and those who keep people in the unit that was asked")),
        DataKind.Traces => new(Texts.Id("Who read what somebody wrote"), Texts.Id("To show everybody who read what they wrote"), Alone),
        DataKind.History => new(Texts.Id("Who did what, and when"), Texts.Id("To prove what was decided and that nothing was changed in silence"), Texts.Id("Whoever sees the thing itself")),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static DataKind Of(Type entity) => entity.Name switch
    {
        nameof(DataRequest) or nameof(Restriction) => DataKind.Requests,
        nameof(PrivateNote) => DataKind.Support,
        nameof(SharingDecision) => DataKind.Goals,
        nameof(ActivityRemark) or nameof(ActivityRating) => DataKind.Opinions,
        nameof(Trace) => DataKind.Traces,
        nameof(HistoryEntry) => DataKind.History,
        nameof(Notification) or nameof(OutgoingLetter) or nameof(NoticeChoice) => DataKind.Messages,
        nameof(Work) or nameof(CalendarFeed) or nameof(FeedReading) => DataKind.Access,
        _ => entity.Namespace switch
        {
            "Foundation.Security" => DataKind.Access,
            "Balsts.People" or "Balsts.People.Import" => DataKind.Person,
            "Balsts.Appointments" or "Balsts.Forms" => DataKind.Posts,
            "Balsts.Goals" => DataKind.Goals,
            "Balsts.Activities" or "Balsts.Activities.Tallies" or "Balsts.Agreements" or "Balsts.Observations" => DataKind.Support,
            "Balsts.Groups" => DataKind.Groups,
            "Balsts.Initiatives" => DataKind.Initiatives,
            "Balsts.Months" => DataKind.Months,
            "Balsts.Proposals" => DataKind.Proposals,
            _ => throw new InvalidOperationException($"{entity.Name} names a person and is of no kind of personal data: say which in DataKinds."),
        },
    };
}
