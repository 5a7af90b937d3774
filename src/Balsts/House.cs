using System.Reflection;
using Balsts.Activities;
using Balsts.Agreements;
using Balsts.Appointments;
using Balsts.Calendar;
using Balsts.Demo;
using Balsts.Forms;
using Balsts.Goals;
using Balsts.Groups;
using Balsts.Initiatives;
using Balsts.Insight;
using Balsts.Months;
using Balsts.Operations;
using Balsts.People;
using Balsts.Privacy;
using Balsts.Proposals;
using Balsts.Sharing;
using Balsts.Shell;
using Balsts.Sources;
using Balsts.Units;
using Balsts.Observations;
using Foundation.Data;
using Foundation.History;
using Foundation.Jobs;
using Foundation.Mail;
using Foundation.Security;
using Balsts.Works;

namespace Balsts;

/// <summary>The rooms from the ground up: wiring, menu order and storeys in one list. A room may use those before it, never those after it.</summary>
public static class House
{
    public static readonly Capability[] Rooms =
    [
        new WorksCapability(),
        new UnitsCapability(),
        new PeopleCapability(),
        new SourcesCapability(),
        new AppointmentsCapability(),
        new SharingCapability(),
        new GoalsCapability(),
        new ActivitiesCapability(),
        new AgreementsCapability(),
        new ProposalsCapability(),
        new GroupsCapability(),
        new InitiativesCapability(),
        new FormsCapability(),
        new ObservationsCapability(),
        new MonthsCapability(),
        new CalendarCapability(),
        new InsightCapability(),
        new PrivacyCapability(),
        new ShellCapability(),
        new DemoCapability(),
        new OperationsCapability(),
    ];

    /// <summary>Every column that names a person, of the rooms and of what they stand on.</summary>
    public static IEnumerable<PersonData> Persons =>
    [
        .. Rooms.SelectMany(r => r.Persons),
        new(typeof(Account), nameof(Account.PersonId), "Whose account it is", Keep.WhileEmployed, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(Invitation), nameof(Invitation.PersonId), "Who was invited", Keep.WhileEmployed, OnMerge.StaysAsItWas, OnErasure.Erase),
        new(typeof(Invitation), nameof(Invitation.InvitedById), "Who invited", Keep.WhileEmployed, OnMerge.StaysAsItWas, OnErasure.KeepTheFact),
        new(typeof(EmailChange), nameof(EmailChange.PersonId), "Whose e-mail is to be changed", Keep.WhileEmployed, OnMerge.StaysAsItWas, OnErasure.Erase),
        new(typeof(EmailChange), nameof(EmailChange.AskedById), "Who asked to change an e-mail", Keep.WhileEmployed, OnMerge.StaysAsItWas, OnErasure.KeepTheFact),
        new(typeof(Notification), nameof(Notification.PersonId), "Whom a message is for", Keep.UntilSeen, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(NoticeChoice), nameof(NoticeChoice.PersonId), "Who chose which notices come by mail", Keep.WhileEmployed, OnMerge.StaysAsItWas, OnErasure.Erase),
        new(typeof(OutgoingLetter), nameof(OutgoingLetter.PersonId), "Whom a letter is for", Keep.UntilSeen, OnMerge.StaysAsItWas, OnErasure.Erase),
        new(typeof(Trace), nameof(Trace.PersonId), "Whose words somebody read", Keep.AsTheCountrySays, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(Trace), nameof(Trace.ViewerId), "Who read somebody’s words", Keep.AsTheCountrySays, OnMerge.StaysAsItWas, OnErasure.KeepTheFact),
        new(typeof(HistoryEntry), nameof(HistoryEntry.ById), "Who acted", Keep.Forever, OnMerge.StaysAsItWas, OnErasure.KeepTheFact),
    ];

    /// <summary>What goes when somebody asks for it or its time is over: of the rooms and of what they stand on. Accounts go last, when nothing names them any more.</summary>
    public static IEnumerable<Kept> Kept =>
    [
        .. Rooms.SelectMany(r => r.Kept),
        .. ErasableBelow.Messages.Select(r => new Kept(DataKind.Messages, r)),
        new(DataKind.Traces, ErasableBelow.Trace),
        new(DataKind.History, ErasableBelow.Details),
        .. ErasableBelow.Access.Select(r => new Kept(DataKind.Access, r)),
        .. ErasableBelow.Account.Select(r => new Kept(DataKind.Access, r) { WithThePerson = true }),
    ];

    public static Assembly Assembly => typeof(House).Assembly;

    /// <summary>The rights that a mandate over an initiative carries at the units which it names, not only over what belongs to it.</summary>
    public static IReadOnlySet<string> RightsAtUnitsOfMandate { get; } = Rooms.SelectMany(r => r.Rights).Where(r => r.AtUnitsOfMandate).Select(r => r.Right).ToHashSet();

    /// <summary>The table post × right, composed from what the rooms declare.</summary>
    public static ILookup<PostKind, string> RightsOf { get; } = Rooms.SelectMany(r => r.Rights).SelectMany(r => r.Posts.Select(p => (Post: p, r.Right))).ToLookup(x => x.Post, x => x.Right);
}
