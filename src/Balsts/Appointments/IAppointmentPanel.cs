using Foundation.Viewers;

namespace Balsts.Appointments;

/// <summary>What a room above adds to an appointment's page: the hours worked under it. The component takes an AppointmentId.</summary>
public interface IAppointmentPanel
{
    Type Component { get; }
    bool IsFor(Viewer viewer, Appointment appointment);
}
