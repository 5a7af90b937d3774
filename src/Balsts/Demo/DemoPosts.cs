using Balsts.Appointments;
using Balsts.Units;
using Foundation.Data;
using Foundation.Viewers;

namespace Balsts.Demo;

/// <summary>The demo's posts beyond the personas' own: somebody is asked to take one.</summary>
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
        db.Record(Viewer.System, new PersonNominated(nomination.PersonId), nomination);
    }
}
