using Balsts.Units;

namespace Balsts.Appointments;

public sealed class AppointmentsCapability : Capability
{
    public override IEnumerable<RightGrant> Rights =>
    [
        new(AppointmentRights.Read, "See who holds which post", PostKind.Administrator, PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.Head, PostKind.Deputy),
        new(AppointmentRights.Make, "Appoint people to posts", PostKind.Administrator, PostKind.StateOfficer, PostKind.SupportLead, PostKind.ProgrammeManager, PostKind.Head),
    ];
}
