using Balsts.Units;
using Foundation.Periods;

namespace Balsts.Activities.Tallies;

/// <summary>What the ledger of a country adds up to: by unit and those above it, by appointment, by person.</summary>
sealed class FullCount(UnitsInMonths units)
{
    public Dictionary<TallyKey, Figures> Tallies { get; } = [];
    public Dictionary<(Guid AppointmentId, Month Month), (Guid PersonId, int Activities, int Minutes)> Loads { get; } = [];

    public void Add(Guid unitId, Guid appointmentId, Guid personId, Month month, ActivityKind kind, string field, Figures figures)
    {
        foreach (var unit in units.Above(unitId, month)) Tallies[new(unit, month, kind, field)] = Tallies.GetValueOrDefault(new(unit, month, kind, field)) + figures;
        var (_, activities, minutes) = Loads.GetValueOrDefault((appointmentId, month));
        Loads[(appointmentId, month)] = (personId, activities + figures.Activities, minutes + figures.Minutes);
    }

    public void Add(ActivityDelta d) => Add(d.UnitId, d.AppointmentId, d.PersonId, d.Month, d.Kind, d.Field, d.Figures);
}
