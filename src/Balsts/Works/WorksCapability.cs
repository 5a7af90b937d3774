using Foundation.Data;
using Foundation.Jobs;

namespace Balsts.Works;

public sealed class WorksCapability : Capability
{
    public override void Api(IEndpointRouteBuilder api) => WorksApi.Map(api);

    public override IEnumerable<Chore> Chores => [new(typeof(DropLeftovers), TimeSpan.FromHours(1), "Drops uploaded files that nobody came back for, and what came of long work after ninety days")];

    public override IEnumerable<Kept> Kept => [new(DataKind.Access, new Erasable<Work> { Of = g => w => g.People.Contains(w.OwnerId) })];

    public override IEnumerable<PersonData> Persons =>
    [
        new(typeof(Work), nameof(Work.OwnerId), "Who started long work", Keep.SchoolYearPlusFive, OnMerge.MoveToTheOther, OnErasure.Erase),
    ];
}
