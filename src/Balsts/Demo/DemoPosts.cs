using Balsts.Appointments;
using Balsts.Units;
using Foundation.Data;
using Foundation.Viewers;

namespace Balsts.Demo;

/// <summary>The demo's posts beyond the personas' own: somebody is asked to take one, and terms end.</summary>
static class DemoPosts
{
    public static void Add(AppDb db, CountryPacks packs, TimeProvider clock)
    {
        var today = packs["LV"].Today(clock);
        var next = new DateOnly(today.Year, today.Month, 1).AddMonths(1);
        var nomination = new Nomination
        {
            Id = DemoWorld.Id("teacher nomination"),
            CountryId = "LV",
            PersonId = DemoWorld.Id("teacher"),
            Post = PostKind.GroupLeader,
            UnitId = DemoWorld.Id("gaujmala"),
            Field = "mathematics",
            Load = 100,
            StartsOn = next,
            EndsOn = next.AddMonths(9).AddDays(-1),
            NominatedById = DemoWorld.Id("head"),
            NominatedByUnitId = DemoWorld.Id("gaujmala"),
            NominatedAt = db.Now,
        };
        db.Add(Viewer.System, nomination);
        db.Record(DemoMonths.As("head", "LV"), new PersonNominated(nomination.PersonId), nomination);

        // one term ends without a successor, the other is continued by somebody who is named already
        var ends = today.AddDays(40);
        Coordinator(db, "languages coordinator", "amata 1", "languages", today.AddMonths(-9), ends, null);
        var before = Coordinator(db, "science coordinator", "amata 2", "science", today.AddMonths(-9), ends.AddDays(-5), null);
        Coordinator(db, "next science coordinator", "amata 3", "science", ends.AddDays(-4), ends.AddMonths(9), before);
    }

    static Guid Coordinator(AppDb db, string key, string person, string field, DateOnly from, DateOnly until, Guid? succeeds)
    {
        var gauja = DemoWorld.Id("gauja");
        var appointment = new Appointment
        {
            Id = DemoWorld.Id(key),
            CountryId = "LV",
            PersonId = DemoWorld.Id(person),
            Post = PostKind.AreaCoordinator,
            UnitId = gauja,
            AppointedByUnitId = gauja,
            AppointedById = DemoWorld.Id("municipality"),
            Field = field,
            Load = 200,
            SucceedsId = succeeds,
            StartsOn = from,
        };
        appointment.LastsUntil(until);
        db.Add(Viewer.System, appointment);
        db.Record(DemoMonths.As("municipality", "LV"), new PersonAppointed(appointment.PersonId), appointment);
        return appointment.Id;
    }
}
