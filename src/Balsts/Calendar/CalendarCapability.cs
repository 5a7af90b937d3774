using Foundation.Data;
using Foundation.Security;

namespace Balsts.Calendar;

public sealed class CalendarCapability : Capability
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<FindCalendar>();
        services.AddScoped<KeepFeed>();
        services.AddScoped<ReadFeed>();
        services.AddScoped<IHandedOut, EndFeeds>();
    }

    public override void Endpoints(IEndpointRouteBuilder pages) => CalendarApi.MapFeed(pages);

    public override void Api(IEndpointRouteBuilder api) => CalendarApi.Map(api);

    public override IEnumerable<MenuItem> Menu => [new(CalendarPage.Address, "calendar-event", "Calendar")];

    public override IEnumerable<Kept> Kept =>
    [
        new(DataKind.Access, new Erasable<FeedReading> { Of = g => r => g.People.Contains(r.PersonId) }),
        new(DataKind.Access, new Erasable<CalendarFeed> { Of = g => f => g.People.Contains(f.PersonId) }),
    ];

    public override IEnumerable<PersonData> Persons =>
    [
        new(typeof(CalendarFeed), nameof(CalendarFeed.PersonId), "Whose calendar another program reads", Keep.WhileEmployed, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(FeedReading), nameof(FeedReading.PersonId), "Whose calendar another program read", Keep.WhileEmployed, OnMerge.StaysAsItWas, OnErasure.Erase),
    ];
}
