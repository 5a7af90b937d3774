using Balsts.Appointments;
using Balsts.People;
using Balsts.Units;
using Foundation.Viewers;

namespace Balsts.Activities.Tallies;

/// <summary>The support of the school year on the page of a unit, for whoever reads facts of support there.</summary>
sealed class YearOnUnitPage : IUnitPanel
{
    public int Order => 19;
    public Type Component => typeof(SupportOfYear);
    public bool IsFor(Viewer viewer, Unit unit) => FindTallies.IsFor(viewer, unit.CountryId, unit.Id);
}

/// <summary>The support that a person received, by school year, on their page.</summary>
sealed class YearsOnPersonPage : IPersonPanel
{
    public int Order => 19;
    public Type Component => typeof(YearsOfPerson);
    public bool IsFor(Viewer viewer, Guid personId) => viewer.PersonId == personId || viewer.May(ActivityRights.Read);
}

/// <summary>Hours worked against the load on the page of an appointment.</summary>
sealed class HoursOnAppointmentPage : IAppointmentPanel
{
    public Type Component => typeof(HoursOfAppointment);
    public bool IsFor(Viewer viewer, Appointment appointment) => ActivityRights.LoggedBy.Contains(appointment.Post) && FindTallies.LoadIsFor(viewer, appointment.PersonId, appointment.UnitId, appointment.AppointedByUnitId);
}
