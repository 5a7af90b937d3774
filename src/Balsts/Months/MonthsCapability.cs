using Balsts.Units;

namespace Balsts.Months;

public sealed class MonthsCapability : Capability
{
    public override IEnumerable<RightGrant> Rights =>
    [
        new(MonthRights.Write, "Plan a month and report on it", Posts.Supporters),
        new(MonthRights.Discuss, "Discuss the school’s part of a report", Posts.Heads),
        new(MonthRights.Accept, "Accept reports as the organiser", PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.StateOfficer, PostKind.Head),
        new(MonthRights.ReadAccepted, "Read accepted reports of the own scope", PostKind.SupportLead, PostKind.StateOfficer),
    ];
}
