namespace Balsts.Calendar;

public sealed class CalendarCapability : Capability
{
    public override IEnumerable<PersonData> Persons =>
    [
        new(typeof(CalendarFeed), nameof(CalendarFeed.PersonId), "Whose calendar another program reads", Keep.WhileEmployed, OnMerge.MoveToTheOther, OnErasure.Erase),
        new(typeof(FeedReading), nameof(FeedReading.PersonId), "Whose calendar another program read", Keep.WhileEmployed, OnMerge.StaysAsItWas, OnErasure.Erase),
    ];
}
